"""What services return; each kind is shown once for the terminal and once as JSON."""

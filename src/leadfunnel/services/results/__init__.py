"""What services return; each kind is shown once for the terminal and once as JSON."""

from __future__ import annotations

COUNTED = 1000
"""Where what is not shown is no longer counted: so many are so many or more."""

"""What the program ships as data: pipelines and, beside them, other declared definitions."""

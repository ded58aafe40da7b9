"""The parts of a report, each a module with `collect`."""

"""The command line: reads input, calls one service, shows the result."""

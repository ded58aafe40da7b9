"""`python -m leadfunnel`."""

from leadfunnel.cli.main import main

main()

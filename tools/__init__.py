"""Commands for people who work on leadfunnel; none of them is installed."""

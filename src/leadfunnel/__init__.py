"""leadfunnel: the sales funnel a seller keeps in the terminal."""

__version__ = "0.1.0"

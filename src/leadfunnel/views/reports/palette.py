"""The colours of a report, for light and dark; a test computes that all text can be read."""

from __future__ import annotations

from collections.abc import Mapping

LIGHT = {
    "paper": "#ffffff",
    "panel": "#f6f8fa",
    "ink": "#1b1f24",
    "quiet": "#55606b",
    "rule": "#d0d7de",
    "bar": "#0b5cad",
    "on-bar": "#ffffff",
    "soft": "#dbe9f8",
    "warn": "#9a3412",
    "heat0": "#eef4fb",
    "heat1": "#d3e4f6",
    "heat2": "#a9cdf0",
    "heat3": "#6ba6dd",
    "heat4": "#2b6cae",
    "heat5": "#0b4a8f",
    "on-heat0": "#1b1f24",
    "on-heat1": "#1b1f24",
    "on-heat2": "#1b1f24",
    "on-heat3": "#10161d",
    "on-heat4": "#ffffff",
    "on-heat5": "#ffffff",
}
DARK = {
    "paper": "#12161b",
    "panel": "#1a2027",
    "ink": "#e6edf3",
    "quiet": "#9eabb8",
    "rule": "#3a444f",
    "bar": "#6cb2f5",
    "on-bar": "#0b1117",
    "soft": "#1f3a56",
    "warn": "#f2a277",
    "heat0": "#1b2530",
    "heat1": "#1f3a56",
    "heat2": "#24527f",
    "heat3": "#2f6ba4",
    "heat4": "#6cb2f5",
    "heat5": "#b5dafc",
    "on-heat0": "#e6edf3",
    "on-heat1": "#e6edf3",
    "on-heat2": "#ffffff",
    "on-heat3": "#ffffff",
    "on-heat4": "#0b1117",
    "on-heat5": "#0b1117",
}
READ_ON = (
    ("ink", "paper"),
    ("ink", "panel"),
    ("ink", "soft"),
    ("quiet", "paper"),
    ("quiet", "panel"),
    ("bar", "paper"),
    ("warn", "paper"),
    ("on-bar", "bar"),
    *((f"on-heat{level}", f"heat{level}") for level in range(6)),
)
"""Which colour text has on which ground."""


def variables(colours: Mapping[str, str]) -> str:
    """Return the colours as the variables of a style sheet."""
    return "".join(f"--{name}:{colour};" for name, colour in colours.items())

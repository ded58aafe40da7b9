"""A row of numbers drawn as one line of text."""

from __future__ import annotations

from collections.abc import Sequence

LEVELS = "_.-:=+*#"
"""The heights in ASCII, the lowest first; a terminal draws them as bars."""


def spark(numbers: Sequence[int]) -> str:
    """Return a sign for each number, its height between nothing and the largest."""
    top = max(*numbers, 1) if numbers else 1
    highest = len(LEVELS) - 1
    return "".join(LEVELS[-(-max(number, 0) * highest // top)] for number in numbers)

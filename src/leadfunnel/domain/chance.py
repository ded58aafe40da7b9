"""Probabilities as people type them: 30, 30%, 6.25%, 三成, 七成半."""

from __future__ import annotations

import re
from decimal import Decimal

from leadfunnel.errors import N_, UnreadableError

_TENTHS = {character: place for place, character in enumerate("零一二三四五六七八九十")} | {"两": 2}


class BadChance(UnreadableError):
    """The text is no probability."""

    code = "bad_probability"
    message = N_("{text} is no probability from 0 to 100 percent.")
    hint = N_("Write 30, 30% or 三成; '' takes it away, so that the stage's own counts again.")


def read_chance(text: str) -> int | None:
    """Return a probability in basis points, None for an empty text; raise BadChance."""
    import unicodedata

    word = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    if not word:
        return None
    tenths = re.fullmatch("([零一二两三四五六七八九十0-9])成(半)?", word)
    if tenths:
        digit = tenths[1]
        points = (int(digit) if digit.isascii() else _TENTHS[digit]) * 1000
        return _within(text, Decimal(points + (500 if tenths[2] else 0)))
    match = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)%?", word, re.ASCII)
    if not match:
        raise BadChance(text=text[:40])
    return _within(text, Decimal(match[1]) * 100)


def _within(text: str, points: Decimal) -> int:
    if not 0 <= points <= 10_000 or points != points.to_integral_value():
        raise BadChance(text=text[:40])
    return int(points)

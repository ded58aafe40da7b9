"""How wide text stands in a terminal, and where a line of it may be broken."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

JOINER = "\u200d"
EMOJI_STYLE = "\ufe0f"
UNBROKEN_SPACE = "\u00a0"
NO_BREAK = "\u2060"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_NO_START = frozenset("，。、；：？！）」』”’》】〉〕…,.;:?!)]}%")
_NO_END = frozenset("（「『“‘《【〈〔([{")


def cells(text: str, *, wide: bool = False) -> int:
    """Return the width in terminal cells; `wide` counts ambiguous characters as two.

    A sequence joined into one sign (emoji with a joiner or a skin tone) counts once.
    """
    if text.isascii():
        return len(text)
    return sum(width for _, width in _signs(text, wide=wide))


def wrapped(text: str, width: int, *, wide: bool = False) -> list[tuple[int, int]]:
    """Return (start, end) of each line when the text is broken to lines of so many cells.

    Breaks stand at spaces and beside wide characters, not before closing or after opening
    punctuation; only what is longer than a whole line is broken inside.
    """
    if cells(text, wide=wide) <= width:
        return [(0, len(text))]
    lines: list[tuple[int, int]] = []
    start = end = used = 0
    for first, last in _pieces(text, width, wide=wide):
        grown = used + cells(text[end:last], wide=wide)
        if grown > width and first > start:
            if end > start:
                lines.append((start, end))
            start, grown = first, cells(text[first:last], wide=wide)
        end, used = last, grown
    lines.append((start, end))
    return lines


def kept(text: str) -> str:
    """Return the text with marks that keep it on one line; `printable` takes them out."""
    spaced = text.replace(" ", UNBROKEN_SPACE)
    return spaced if text.isascii() else NO_BREAK.join(spaced)


def printable(text: str) -> str:
    """Return the text without the marks that guide line breaks."""
    if text.isascii():
        return text
    return text.replace(UNBROKEN_SPACE, " ").replace(NO_BREAK, "")


def longest_piece(text: str, *, wide: bool = False) -> int:
    """Return the width of the longest part that has no place for a break."""
    pieces = _pieces(text, len(text) * 2 + 1, wide=wide)
    return max((cells(text[first:last], wide=wide) for first, last in pieces), default=0)


def _signs(text: str, *, wide: bool) -> Iterator[tuple[int, int]]:
    """Yield the place and the width of every character; those that only modify have none."""
    before, width = "", 0
    for place, sign in enumerate(text):
        if before == JOINER or (ord(sign) in _SKIN_TONES and width == 2):
            yield place, 0
        else:
            own = _width(sign, wide)
            if text[place + 1 : place + 2] == EMOJI_STYLE and _takes_emoji_style(sign):
                own = 2
            width = own or width
            yield place, own
        before = sign


def _takes_emoji_style(sign: str) -> bool:
    return sign in "#*0123456789" or unicodedata.category(sign) in ("So", "Sm")


@lru_cache(maxsize=4096)
def _width(sign: str, wide: bool) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    kind = unicodedata.east_asian_width(sign)
    return 2 if kind in "WF" or (wide and kind == "A") else 1


def _pieces(text: str, width: int, *, wide: bool) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the parts that stay whole, without the spaces between them."""
    start, used, before = 0, 0, " "
    for place, own in _signs(text, wide=wide):
        sign = text[place]
        if _may_break(before, sign, own, wide=wide) or (own and used + own > width):
            if text[start:place].strip(" "):
                yield start, place
            start, used = place, 0
        if sign == " ":
            start, used = place + 1, 0
        else:
            used += own
        before = sign
    if start < len(text):
        yield start, len(text)


def _may_break(before: str, sign: str, own: int, *, wide: bool) -> bool:
    if sign == " ":
        return True
    if not own or before in _NO_END or sign in _NO_START or before == JOINER:
        return False
    if UNBROKEN_SPACE in (before, sign) or before == NO_BREAK:
        return False
    return own == 2 or _width(before, wide) == 2

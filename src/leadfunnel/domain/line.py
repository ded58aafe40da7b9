"""A typed line while it is read: what is understood already, and what is still free."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from leadfunnel.domain.phone import plain
from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from datetime import date, datetime

    from leadfunnel.domain.almanac import Almanac
    from leadfunnel.domain.tag import Tag

TAKEN = "\0"
APART = " \t\r\n\f\v\u3000\xa0"
BREAKS = APART + ",;。、" + TAKEN
_EDGES = APART + ",，;；、|｜/:：。"
_CLAUSES = ";；。"
_HOLLOW = _EDGES + "()（）[]【】<>《》\"'“”-"
_HALF_WIDTH = {0xFF01 + n: 0x21 + n for n in range(94)} | {
    0x3000: " ",
    0xA0: " ",
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
}


_MOMENT_SIGNS = (
    *"天周週月号號日点點早晚午后後底末时時节節年庆慶旦秋诞誕",
    *("星期", "礼拜", "禮拜", "day", "morrow", "tmr", "mon", "tue", "wed", "thu", "fri", "sat"),
    *("sun", "next", "week", "later", "night", "noon", "morning", "evening", "pm", "am", "eow"),
    *("eom", "eoy", "end of", "in ", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep"),
    *("oct", "nov", "dec", "th", "christmas"),
)


@dataclass(frozen=True)
class Lexicon:
    """What the store knows that helps to read a line.

    `tags` are known tags by a word that means one only; `knows` tells whether exactly one
    customer answers to a name; `now`, `day` and `almanac` are what moments are read against,
    without a `now` they are left alone; `budget` tells whether there is a field for one.
    """

    sources: Collection[str] = ()
    dimensions: Collection[str] = ()
    companies: Collection[str] = ()
    tags: Collection[Tag] = ()
    knows: Callable[[str], bool] = lambda _: False
    now: datetime | None = None
    day: date | None = None
    almanac: Callable[[], Almanac | None] = lambda: None
    currency: str = "CNY"
    budget: bool = False


NOTHING_KNOWN = Lexicon()


def half_width(text: str) -> str:
    """Return a text of the same length with full-width letters, digits and marks made plain."""
    return text.translate(_HALF_WIDTH)


def may_hold_moment(text: str) -> bool:
    """Tell whether a moment may be said in a text, without importing what reads one."""
    low = text.lower()
    dated = any(map(str.isdecimal, low)) and any(mark in low for mark in ":-/+.")
    return dated or any(sign in low for sign in _MOMENT_SIGNS)


def plain_word(text: str) -> str:
    """Return a word as it is compared with the names of sources, companies and tags."""
    return plain(text).casefold()


def _clause_mark(edge: str) -> str:
    """Return the first mark in an edge of a stretch that ends a clause."""
    return next((sign for sign in edge if sign in _CLAUSES), "")


class Line:
    """The line while it is read. `free` has its length, half-width, with NUL for what is taken."""

    def __init__(self, text: str, lexicon: Lexicon = NOTHING_KNOWN) -> None:
        self.text = text
        self.lexicon = lexicon
        self.flat = self.free = half_width(text)
        self.low = self.free.lower()
        self._kept: list[tuple[int, int]] = []

    def take(self, start: int, end: int) -> None:
        """Mark a stretch as understood."""
        self.free = self.free[:start] + TAKEN * (end - start) + self.free[end:]

    def keep(self, start: int, end: int) -> None:
        """Keep a stretch for the note, so that nothing else reads it."""
        self.take(start, end)
        self._kept.append((start, end))

    def matches(self, pattern: str) -> Iterator[re.Match[str]]:
        """Yield the matches in what was free at the start."""
        return re.compile(pattern, re.IGNORECASE).finditer(self.free)

    def words(self) -> Iterator[tuple[int, int]]:
        """Yield where the free words stand, parted by spaces and punctuation."""
        return (match.span() for match in re.finditer(rf"[^{BREAKS}|/]+", self.free))

    def said(self, span: tuple[int, int]) -> str:
        """Return a stretch as it was typed."""
        return self.text[slice(*span)]

    def rest(self) -> str:
        """Return what nobody took, without the separators that stood around what was taken.

        Two clauses of it stay two: the mark between them is kept though what stood there is not.
        """
        free = self.free
        for start, end in self._kept:
            free = free[:start] + self.flat[start:end] + free[end:]
        rest = mark = ""
        for match in re.finditer(r"[^\0]+", free):
            chunk = self.text[slice(*match.span())]
            bare = chunk.strip(_EDGES).removeprefix(". ") if chunk.strip(_HOLLOW) else ""
            before, _, behind = chunk.partition(bare) if bare else (chunk, "", "")
            mark = mark or _clause_mark(before)
            if bare:
                rest += (mark + " " * (mark in ("", ";"))) * bool(rest) + bare
                mark = _clause_mark(behind)
        return rest

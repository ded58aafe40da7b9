"""What a quick check looks at: everything in a small store, in a large one what time allows."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from random import Random

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import TypeVar

    T = TypeVar("T")

SMALL = 20_000
"""So many rows of a table, or customers, are all looked at."""
SPAN = 50
SECONDS = 0.25
"""So long one kind of quick check may take; what it looks at is drawn by lot."""


class Sample:
    """Draws what is looked at; with `full` all of it. `partial` tells that something was not."""

    def __init__(self, *, full: bool, chance: Random | None = None) -> None:
        self.full = full
        self.partial = False
        self._chance = chance or Random()  # noqa: S311 - not for secrets

    def spans(self, highest: int) -> Iterator[tuple[int, int]]:
        """Yield ranges of row numbers up to the highest."""
        if self.full or highest <= SMALL:
            for first in range(0, highest + 1, SMALL):
                yield first, min(first + SMALL - 1, highest)
            return
        starts = range(0, highest + 1, SPAN)
        for first in self.some(starts):
            yield first, first + SPAN - 1

    def some(self, things: Sequence[T], seconds: float = SECONDS) -> Iterator[T]:
        """Yield all of the things, or those that there is time for, in any order."""
        if self.full:
            yield from things
            return
        start = time.monotonic()
        for thing in self._chance.sample(things, len(things)):
            if time.monotonic() - start > seconds:
                self.partial = True
                return
            yield thing

"""What every view needs beside the result: the store's days, the present, and the room."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from functools import cached_property

from leadfunnel.domain.calendar import BusinessCalendar
from leadfunnel.domain.record import dataclass
from leadfunnel.views.layout import Sheet

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.almanac import Almanac

NARROWEST, WIDEST, USUAL = 32, 500, 80
ROOMY = 90


@dataclass(frozen=True)
class Setting:
    """The store's calendar and region, the present (UTC seconds), and the room for text.

    `width` is in cells, None for no limit (a pipe or file); `ambiguous` is narrow or wide. With an
    `almanac` an echoed day says whether it is a day off. With `masked` no phone is shown whole.
    """

    calendar: BusinessCalendar
    now: int
    region: str = "CN"
    width: int | None = None
    ambiguous: str = "narrow"
    almanac: Almanac | None = None
    masked: bool = False

    @cached_property
    def today(self) -> date:
        """The present business day."""
        return self.calendar.day(self.now)

    @property
    def roomy(self) -> bool:
        """Whether there is room for the columns that are good to have."""
        return self.width is None or self.width >= ROOMY

    @property
    def sheet(self) -> Sheet:
        """What lines are set for."""
        return Sheet(self.width, self.ambiguous == "wide")


def terminal_width(environ: Mapping[str, str], descriptor: int) -> int:
    """Return the width of a terminal: COLUMNS where that is sensible, else what it says itself."""
    given = environ.get("COLUMNS", "")
    width = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0
    if not width:
        try:
            width = os.get_terminal_size(descriptor).columns
        except OSError:
            width = 0
    return min(max(width or USUAL, NARROWEST), WIDEST)

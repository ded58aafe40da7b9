"""Dates as files write them: one order of day, month and year for a whole column.

A single 02/03/2026 can be read in two ways, but a column rarely can: one value with a 13 in it
decides for all. Where none does, nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache

from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError

ORDERS = ("ymd", "dmy", "mdy")
EARLIEST_YEAR = 1900
NOTHING = frozenset(
    ("", "-", "--", "/", "无", "暂无", "無", "n/a", "na", "null", "none", "0000-00-00", "0/0/00")
)
SPREADSHEET_DAY_0 = date(1899, 12, 30)
"""Spreadsheets keep a date as days since then, and show that number where its format is lost."""
REMEMBERED = 10_000
PIVOT = 70  # two-digit years below it are of this century

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CLOCK = (
    r"(?:T|\s+|(?<=[日号號]))\s*(?P<early>[上下]午|晚上|(?i:[ap]m))?\s*(?P<hour>\d{1,2})[:：时時点點]"
    r"(?P<minute>\d{2})分?(?:[:：]?(?P<second>\d{2})秒?(?:[.,]\d+)?)?\s*(?P<late>(?i:[ap]m))?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?"
)
_DAY = (
    r"(?P<a>\d{1,4})\s*(?P<mark>[-/.年])\s*(?P<b>\d{1,2})\s*[-/.月]\s*(?P<c>\d{1,4})\s*[日号號]?"
    r"|(?P<compact>[12]\d{3}[01]\d[0-3]\d)"
    r"|(?P<serial>[1-7]\d{4})(?P<part>\.\d+)?"
    r"|(?P<day>\d{1,2})[-\s]*(?P<month>[A-Za-z]{3,9})\.?[-,\s]+(?P<year>\d{2}|\d{4})"
    r"|(?P<month2>[A-Za-z]{3,9})\.?\s+(?P<day2>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{4})"
)


class BadDate(UnreadableError):
    """The text is no date."""

    code = "bad_date"
    message = N_('Cannot read "{text}" as a date.')


class BadDateOrder(UnreadableError):
    """The order of dates must be one of three."""

    code = "bad_date_order"
    message = N_("No order of dates is called {text}: one of ymd, dmy, mdy.")
    hint = N_("For example --date-format dmy reads 02/03/2026 as the 2nd of March.")


@dataclass(frozen=True)
class Stamp:
    """A day as written, with the time of day and the offset from UTC where they were given."""

    day: date
    time: time | None = None
    offset: timezone | None = None


@dataclass(frozen=True)
class Decision:
    """How a column's dates are read: `order` None means that `example` could be any of `open`.

    `example` is the value (at `line`) that decided, "" where every value names its own order.
    """

    order: str | None
    line: int = 0
    example: str = ""
    open: tuple[str, ...] = ()


def read_order(text: str) -> str:
    """Return ymd, dmy or mdy; raise BadDateOrder."""
    order = re.sub(r"[^a-z]", "", text.casefold())
    order = re.sub(r"(.)\1+", r"\1", order)
    if order not in ORDERS:
        raise BadDateOrder(text=text[:20])
    return order


def is_nothing(text: str) -> bool:
    """Tell whether a cell says in words that there is nothing."""
    return len(text) < 20 and text.strip().casefold() in NOTHING


def read_stamp(text: str, order: str = "ymd") -> Stamp:
    """Read a date with or without a time of day; raise BadDate."""
    match = _pattern().fullmatch(text.strip())
    day = match and _ways(match).get(order)
    if match is None or day is None:
        raise BadDate(text=text.strip()[:40])
    if match["hour"] is None:
        return Stamp(day, _time_of(match["part"]))
    try:
        clock = time(_hour(match), int(match["minute"]), int(match["second"] or 0))
        return Stamp(day, clock, _offset(match["zone"]))
    except ValueError:
        raise BadDate(text=text.strip()[:40]) from None


def decide(values: Iterable[tuple[int, str]]) -> Decision:
    """Return how to read a column, from its values with their lines."""
    order = Order()
    for line, text in values:
        order.take(line, text)
    return order.decision


class Order:
    """Finds out how a column is read from its values, taken one by one; nothing is guessed."""

    def __init__(self) -> None:
        self._alive: tuple[str, ...] = ORDERS
        self._deciding = (0, "")
        self._doubtful: dict[tuple[tuple[str, date], ...], tuple[int, str]] = {}
        self._against: Decision | None = None
        self._seen: set[str] = set()

    def take(self, line: int, text: str) -> None:
        """Take one more value."""
        if text in self._seen or self._against:
            return
        if len(self._seen) == REMEMBERED:
            self._seen.clear()
        self._seen.add(text)
        match = _pattern().fullmatch(text.strip())
        ways = _ways(match) if match else {}
        if not ways or (len(ways) == len(ORDERS) and len(set(ways.values())) == 1):
            return
        self._doubtful.setdefault(tuple(ways.items()), (line, text.strip()))
        left = tuple(order for order in self._alive if order in ways)
        if not left:
            self._against = Decision(None, line, text.strip(), tuple(ways))
        elif len(left) < len(self._alive):
            self._alive, self._deciding = left, (line, text.strip())

    @property
    def decision(self) -> Decision:
        """How the values taken so far are read."""
        if self._against:
            return self._against
        if len(self._alive) == 1:
            return Decision(self._alive[0], *self._deciding)
        for days, (line, text) in self._doubtful.items():
            if len({day for order, day in days if order in self._alive}) > 1:
                return Decision(None, line, text, self._alive)
        return Decision(self._alive[0])


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?:{_DAY})(?:{_CLOCK})?")


def _ways(match: re.Match[str]) -> dict[str, date]:
    """Return the day under every order that can read it; all agree where it names its order."""
    if match["compact"]:
        digits = match["compact"]
        return _named(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if match["serial"]:
        return dict.fromkeys(ORDERS, SPREADSHEET_DAY_0 + timedelta(int(match["serial"])))
    word = match["month"] or match["month2"]
    if word:
        month = _MONTHS.index(word[:3].lower()) + 1 if word[:3].lower() in _MONTHS else 0
        return _named(
            _year(match["year"] or match["year2"]), month, int(match["day"] or match["day2"])
        )
    a, b, c = match["a"], match["b"], match["c"]
    if len(a) == 4 or match["mark"] == "年":
        return _named(_year(a), int(b), int(c)) if len(c) < 3 else {}
    if len(a) > 2 or len(c) == 3:
        return {}
    found = {
        "ymd": _date(_year(a), int(b), int(c)) if len(c) < 3 else None,
        "dmy": _date(_year(c), int(b), int(a)),
        "mdy": _date(_year(c), int(a), int(b)),
    }
    return {order: day for order, day in found.items() if day}


def _named(year: int, month: int, day: int) -> dict[str, date]:
    found = _date(year, month, day)
    return dict.fromkeys(ORDERS, found) if found else {}


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= EARLIEST_YEAR else None
    except ValueError:
        return None


def _year(text: str) -> int:
    year = int(text)
    return year + (2000 if year < PIVOT else 1900) if len(text) == 2 else year


def _hour(match: re.Match[str]) -> int:
    hour = int(match["hour"])
    half = (match["early"] or match["late"] or "").lower()
    if half and not 1 <= hour <= 12:
        return hour if half in ("下午", "晚上") else 99
    if half in ("pm", "下午", "晚上"):
        return hour % 12 + 12
    return hour % 12 if half else hour


def _time_of(part: str | None) -> time | None:
    """Return the time of day that a spreadsheet keeps as a part of a day, to the second."""
    seconds = min(round(float(part or 0) * 86_400), 86_399)
    minutes, second = divmod(seconds, 60)
    return time(*divmod(minutes, 60), second) if seconds else None


def _offset(text: str | None) -> timezone | None:
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    span = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-span if text[0] == "-" else span)


def instant(stamp: Stamp) -> int:
    """Return the UTC seconds of a stamp that names its offset and time."""
    moment = datetime.combine(stamp.day, stamp.time or time(), stamp.offset)
    return int(moment.timestamp())

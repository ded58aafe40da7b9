"""The official working days of China, and a person's own days off from `workdays.toml`.

complete = [2027]            # these years are given in full below
work = [2027-02-06]          # weekend days that are worked

[[off]]
name = "国庆"
from = 2027-10-01
to = 2027-10-07              # left out for a single day
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from leadfunnel.domain.lunar import FIRST_YEAR, LAST_YEAR, LunarDay
from leadfunnel.domain.sentence import Phrase
from leadfunnel.domain.workdays import Workdays
from leadfunnel.errors import N_, BadFileError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

LIMIT_BYTES = 1_000_000
LONGEST_NAME = 40
LONGEST_OFF_DAYS = 366
LEGAL = ((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3))
LEGAL_LUNAR = ((1, 1), (1, 2), (1, 3), (5, 5), (8, 15))
KEYS = ("complete", "work", "off")
OFF_KEYS = ("name", "from", "to")


class BadWorkdays(BadFileError):
    """The file of days off has problems; all are listed."""

    code = "bad_workdays"
    message = N_("The file of days off {path} cannot be used.")
    hint = N_("Write e.g. work = [2027-02-06], and below it [[off]] with name, from and to.")


@dataclass(frozen=True)
class OwnDays:
    """What a person says about working days; it comes before the official calendar."""

    off: dict[date, str]
    worked: frozenset[date]
    years: frozenset[int]


NONE = OwnDays({}, frozenset(), frozenset())


def workdays(region: str, own: OwnDays = NONE) -> Workdays:
    """Return the working days of a region: official ones in CN, else Monday to Friday."""
    if region != "CN":
        return Workdays(own.off, own.worked)
    from leadfunnel.adapters.workday_table import OFF, WORKED

    off = {day: name for name, text in OFF for day in _listed(text) if day not in own.worked}
    worked = {day for day in _listed(WORKED) if day not in own.off}
    known = {day.year for day in off} | own.years
    return Workdays(off | own.off, worked | own.worked, known, _legal)


@cache
def _legal(year: int) -> frozenset[date]:
    """Return the legal holidays of China in a year, without the days moved to lengthen them."""
    from leadfunnel.adapters.lunar import BoraxMoon

    fixed = [date(year, month, day) for month, day in LEGAL]
    if not FIRST_YEAR < year <= LAST_YEAR:
        return frozenset(fixed)
    moon = BoraxMoon()
    lunar = [moon.solar(LunarDay(year, month, day)) for month, day in LEGAL_LUNAR]
    eve = moon.solar(LunarDay(year, 1, 1)) - timedelta(days=1)
    return frozenset((*fixed, *lunar, eve, moon.term(year, "清明")))


def _listed(text: str) -> Iterator[date]:
    """Read `2026: 0101+2 0215+8`: a year, then month and day with how many days more."""
    year = 0
    for word in text.split():
        if word.endswith(":"):
            year = int(word[:-1])
            continue
        first, _, more = word.partition("+")
        day = date(year, int(first[:2]), int(first[2:]))
        for step in range(int(more or 0) + 1):
            yield day + timedelta(days=step)


def read_own_days(path: Path) -> OwnDays:
    """Read the file; without one there are no own days. Raise BadWorkdays with every problem."""
    try:
        raw = path.read_bytes()[: LIMIT_BYTES + 1]
    except FileNotFoundError:
        return NONE
    except OSError as error:
        raise _bad(path, [_problem("", error.strerror or str(error))]) from None
    return _Reading(path, _parsed(path, raw)).own_days()


def _parsed(path: Path, raw: bytes) -> dict[str, Any]:
    import tomllib

    if len(raw) > LIMIT_BYTES:
        raise _bad(path, [_problem("", Phrase(N_("the file is too large")))])
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _bad(path, [_problem("", Phrase(N_("the file is not UTF-8")))]) from None
    except tomllib.TOMLDecodeError as error:
        reason = Phrase(N_("is not valid TOML: {detail}"), detail=error)
        raise _bad(path, [_problem("", reason)]) from None


class _Reading:
    """Reads the values of the file, collecting what is wrong with them."""

    def __init__(self, path: Path, values: dict[str, Any]) -> None:
        self.path = path
        self.values = values
        self.problems: list[dict[str, object]] = []

    def own_days(self) -> OwnDays:
        for key in self.values:
            if key not in KEYS:
                known = ", ".join(KEYS)
                self.wrong(key, Phrase(N_("unknown key; known are {keys}"), keys=known))
        worked = dict(self.days("work"))
        off = self.off()
        for day in sorted(off.keys() & worked.keys()):
            self.wrong(worked[day], Phrase(N_("{day} is both worked and off"), day=day))
        years = frozenset(self.years())
        if self.problems:
            raise _bad(self.path, self.problems)
        return OwnDays(off, frozenset(worked), years)

    def wrong(self, key: str, reason: str) -> None:
        self.problems.append(_problem(key, reason))

    def items(self, key: str) -> list[Any]:
        found = self.values.get(key, [])
        if isinstance(found, list):
            return found
        self.wrong(key, Phrase(N_("must be a list in square brackets")))
        return []

    def years(self) -> Iterator[int]:
        for place, year in enumerate(self.items("complete"), start=1):
            if type(year) is int and 1900 <= year <= 9999:
                yield year
            else:
                self.wrong(f"complete[{place}]", Phrase(N_("must be a year, e.g. 2027")))

    def days(self, key: str) -> Iterator[tuple[date, str]]:
        for place, value in enumerate(self.items(key), start=1):
            day = self.day(f"{key}[{place}]", value)
            if day:
                yield day, f"{key}[{place}]"

    def day(self, key: str, value: object) -> date | None:
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        try:
            return date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            self.wrong(key, Phrase(N_("must be a date, e.g. 2027-10-01")))
            return None

    def off(self) -> dict[date, str]:
        found: dict[date, str] = {}
        for place, entry in enumerate(self.items("off"), start=1):
            if isinstance(entry, dict):
                found.update(self.span(f"off[{place}]", entry))
            else:
                self.wrong(f"off[{place}]", Phrase(N_("must be a table with name, from and to")))
        return found

    def span(self, key: str, entry: dict[str, Any]) -> dict[date, str]:
        for inner in entry:
            if inner not in OFF_KEYS:
                known = ", ".join(OFF_KEYS)
                self.wrong(
                    f"{key}.{inner}", Phrase(N_("unknown key; known are {keys}"), keys=known)
                )
        name = entry.get("name", "")
        if not isinstance(name, str) or len(name) > LONGEST_NAME:
            self.wrong(f"{key}.name", Phrase(N_("must be text in quotes")))
            name = ""
        first = self.day(f"{key}.from", entry.get("from"))
        last = self.day(f"{key}.to", entry["to"]) if "to" in entry else first
        if first is None or last is None:
            return {}
        if not 0 <= (last - first).days < LONGEST_OFF_DAYS:
            self.wrong(f"{key}.to", Phrase(N_("must be within a year after from")))
            return {}
        return {first + timedelta(days=n): name for n in range((last - first).days + 1)}


def _problem(key: str, reason: str) -> dict[str, object]:
    text = Phrase("{key}: {reason}", key=key, reason=reason) if key else reason
    return {"key": key, "reason": reason, "text": text}


def _bad(path: Path, problems: list[dict[str, object]]) -> BadWorkdays:
    return BadWorkdays(path=str(path), problems=problems)

"""A person's own days off, from `workdays.toml` beside the personal settings.

complete = [2027]            # these years are given in full below
work = [2027-02-06]          # weekend days that are worked

[[off]]
name = "国庆"
from = 2027-10-01
to = 2027-10-07              # left out for a single day
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from leadfunnel.domain.sentence import Phrase
from leadfunnel.domain.workdays import NO_OWN_DAYS, OwnDays
from leadfunnel.errors import N_, BadFileError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

LIMIT_BYTES = 1_000_000
LONGEST_NAME = 40
LONGEST_OFF_DAYS = 366
KEYS = ("complete", "work", "off")
OFF_KEYS = ("name", "from", "to")


class BadWorkdays(BadFileError):
    """The file of days off has problems; all are listed."""

    code = "bad_workdays"
    message = N_("The file of days off {path} cannot be used.")
    hint = N_("Write e.g. work = [2027-02-06], and below it [[off]] with name, from and to.")


def read_own_days(path: Path) -> OwnDays:
    """Read the file; without one there are no own days. Raise BadWorkdays with every problem."""
    try:
        raw = path.read_bytes()[: LIMIT_BYTES + 1]
    except FileNotFoundError:
        return NO_OWN_DAYS
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

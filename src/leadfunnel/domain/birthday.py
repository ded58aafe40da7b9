"""Birthdays: a date, or a month and day when the year is not known; solar or lunar.

Stored as `1988-06-18` or `--06-18`, a lunar one as `lunar:1990-08-15` or `lunar:--08-15`, with an L
before the month if it was a leap month: `lunar:--L06-15`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from leadfunnel.domain.lunar import MONTH_NAMES, LunarDay, observed, solar_day
from leadfunnel.domain.moment_text import NUMBER, normalised, number
from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.almanac import Almanac
    from leadfunnel.domain.lunar import Moon

FORMS = re.compile(
    r"(?:(?P<year>\d{4})[-/.年])?\s*(?P<month>\d{1,2})[-/.月]\s*(?P<day>\d{1,2})[日号號]?"
)
_NAMED_MONTH = (
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -](?P<month>[a-z]{3,9}\.?)"
    r"|(?P<month2>[a-z]{3,9}\.?)[ -](?P<day2>\d{1,2})(?:st|nd|rd|th)?)(?:,?[ -](?P<year>\d{4}))?"
)
LUNAR = "lunar:"
LEAP_YEAR = 2000
_MARK = "(?:[农農阴陰旧舊][历曆歷]|lunar:?)"
_LUNAR_FORM = (
    r"(?:(?P<year>\d{4})(?:年|[-/.](?=\D*\d+\D+\d))|--)?(?P<leap>[闰閏]|l(?:eap ?)?)?"
    rf"(?P<month>[正冬腊臘]|{NUMBER})[-/.月](?:初(?P<ones>{NUMBER})|(?P<day>{NUMBER}))日?"
)


class BadBirthday(UnreadableError):
    """The text is no birthday."""

    code = "bad_birthday"
    message = N_("Cannot read {text} as a birthday.")
    hint = N_("Write e.g. 1988-06-18, 06-18, 6月18日, 农历八月十五 or lunar 08-15.")


class BirthdayToCome(BadBirthday):
    """A birthday of somebody who is not born yet."""

    message = N_("A birthday lies in the past: {text} is still to come.")


def check_past(birthday: str, today: date) -> str:
    """Return a birthday as it is kept; raise BirthdayToCome for one after today."""
    bare = birthday.removeprefix(LUNAR)
    ahead = today.isoformat() if birthday == bare else f"{today.year + 1:04}"
    if bare[:1] != "-" and bare > ahead:
        raise BirthdayToCome(text=birthday)
    return birthday


@dataclass(frozen=True)
class LunarBirthday:
    """A birthday by the lunar calendar; `year` None where it is not known."""

    month: int
    day: int
    leap: bool = False
    year: int | None = None

    def stored(self) -> str:
        """Return the form in which it is kept."""
        year = f"{self.year:04}" if self.year else "-"
        return f"{LUNAR}{year}-{'L' if self.leap else ''}{self.month:02}-{self.day:02}"

    def in_year(self, moon: Moon, year: int) -> date:
        """Return the solar day on which it is kept in a lunar year."""
        return observed(moon, LunarDay(year, self.month, self.day, self.leap))


def read_birthday(text: str, almanac: Almanac | None = None) -> str:
    """Return the form in which a birthday is kept; raise BadBirthday or LunarOutOfRange.

    An almanac checks that a lunar day of a known year exists.
    """
    lunar = _lunar(text)
    if lunar is not None:
        return _checked(lunar, text, almanac).stored()
    match = FORMS.fullmatch(_in_figures(text.strip().removeprefix("--")))
    if match is None:
        raise BadBirthday(text=text.strip()[:40])
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        found = date(year or LEAP_YEAR, month or 0, day or 0)
    except ValueError:
        raise BadBirthday(text=text.strip()[:40]) from None
    return found.isoformat() if year else f"--{found:%m-%d}"


def _in_figures(text: str) -> str:
    """Return 3 May 1990 and May 3rd as 1990-5-3 and 5-3, any other text as it is."""
    match = re.fullmatch(_NAMED_MONTH, text, re.IGNORECASE)
    if match is None:
        return text
    from leadfunnel.domain.moment_words import MONTHS, plain

    month = plain((match["month"] or match["month2"]).lower())
    if month not in MONTHS:
        return text
    year = f"{match['year']}-" if match["year"] else ""
    return f"{year}{MONTHS.index(month) + 1}-{match['day'] or match['day2']}"


def is_lunar_header(name: str) -> bool:
    """Say whether a column's name says that its birthdays are lunar."""
    return re.search(_MARK, normalised(name)) is not None


def read_lunar(stored: str) -> LunarBirthday | None:
    """Return the lunar birthday of a stored form, None for a solar one."""
    if not stored.startswith(LUNAR):
        return None
    found = re.fullmatch(r"(?:(\d{4})|-)-(L?)(\d\d)-(\d\d)", stored[len(LUNAR) :])
    if found is None:
        raise BadBirthday(text=stored)
    year = int(found[1]) if found[1] else None
    return LunarBirthday(int(found[3]), int(found[4]), bool(found[2]), year)


def _lunar(text: str) -> LunarBirthday | None:
    """Return the lunar birthday that a text says by a mark or a name only lunar months have."""
    line = normalised(text)
    plain = re.sub(rf"[(]?{_MARK}[)]? ?", "", line)
    match = re.fullmatch(_LUNAR_FORM, plain.strip(), re.ASCII)
    if match is None:
        return None
    named = match["ones"] or match["month"] in MONTH_NAMES or match["leap"] in ("闰", "閏")
    if plain == line and not named:
        return None
    month = MONTH_NAMES.get(match["month"]) or number(match["month"])
    year = int(match["year"]) if match["year"] else None
    return LunarBirthday(month, number(match["ones"] or match["day"]), bool(match["leap"]), year)


def _checked(found: LunarBirthday, text: str, almanac: Almanac | None) -> LunarBirthday:
    exists = 1 <= found.month <= 12 and 1 <= found.day <= 30
    if exists and found.year and almanac is not None:
        day = LunarDay(found.year, found.month, found.day, found.leap)
        exists = solar_day(almanac.moon, day) is not None
    if not exists:
        raise BadBirthday(text=text.strip()[:40])
    return found


def next_birthday(stored: str, today: date, moon: Moon) -> date:
    """Return the first day from today on which a birthday is kept.

    29 February is kept on the 28th in other years. Raise LunarOutOfRange beyond the lunar table.
    """
    lunar = read_lunar(stored)
    if lunar is not None:
        year = moon.lunar(today).year
        kept = lunar.in_year(moon, year)
        return kept if kept >= today else lunar.in_year(moon, year + 1)
    return next_solar(stored, today)


def next_solar(stored: str, today: date) -> date:
    """Return the first day from today on which a birthday by the solar calendar is kept."""
    kept = _solar(stored, today.year)
    return kept if kept >= today else _solar(stored, today.year + 1)


def _solar(stored: str, year: int) -> date:
    try:
        return date(year, int(stored[-5:-3]), int(stored[-2:]))
    except ValueError:
        return date(year, 2, 28)


def key_of(stored: str) -> str:
    """Return the end of a stored form, by which `keys_of` names it: 06-18, lunar:L08-15."""
    lunar = read_lunar(stored)
    if lunar is None:
        return stored[-5:]
    return f"{LUNAR}{'L' if lunar.leap else ''}{lunar.month:02}-{lunar.day:02}"


def keys_of(day: date, moon: Moon) -> Iterator[str]:
    """Yield the ends of the stored forms that are kept on a solar day: 06-18, lunar:08-15.

    Every birthday comes once in its year: the 30th of a short month on its 29th, a leap month's on
    the ordinary month in years without it, 29 February on the 28th in years without it.
    """
    yield f"{day:%m-%d}"
    if (day + timedelta(days=1)).month == 3 and day.day == 28:
        yield "02-29"
    lunar = moon.lunar(day)
    marks = ["L"] if lunar.leap else [""]
    if not lunar.leap and moon.leap_month(lunar.year) != lunar.month:
        marks.append("L")
    last = lunar.day == 29 == moon.length(lunar.year, lunar.month, lunar.leap)
    for mark in marks:
        for number_of in (29, 30) if last else (lunar.day,):
            yield f"{LUNAR}{mark}{lunar.month:02}-{number_of:02}"


def kept_exactly(day: date, moon: Moon) -> tuple[str, ...]:
    """Return the stored forms of whoever was born on a day, or on its month and day."""
    lunar = moon.lunar(day)
    forms = (LunarBirthday(lunar.month, lunar.day, lunar.leap, year) for year in (lunar.year, None))
    return (day.isoformat(), f"--{day:%m-%d}", *(form.stored() for form in forms))

"""The store's calendar: business days in its zone, and the periods made of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from leadfunnel.domain.record import dataclass, field
from leadfunnel.errors import N_, UnreadableError

Instant = int  # UTC seconds

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_DAY = timedelta(days=1)
WEEKS_OF_YEAR = timedelta(days=364)
FIRST_YEAR = 1971
LATEST = 253_402_300_799
"""The last second of the year 9999, after which `datetime` has no name for an instant."""
_PROBE_ZONE = "Asia/Shanghai"


class UnknownZone(UnreadableError):
    """No time zone has this name."""

    code = "unknown_zone"
    message = N_('There is no time zone "{zone}".')
    hint = N_("Write e.g. Asia/Shanghai, Asia/Taipei or America/New_York.")


class NoZoneData(UnknownZone):
    """The computer has no time zone database at all."""

    code = "no_zone_data"
    message = N_('The time zone "{zone}" cannot be read: this computer has no time zone database.')
    hint = N_("Install the Python package tzdata.")


class BadDayStart(UnreadableError):
    """A day start that is no time of day."""

    code = "bad_day_start"
    message = N_('"{text}" is not a time at which a day can start.')
    hint = N_("Write e.g. 00:00 or 04:00.")


class BadWeekStart(UnreadableError):
    """A week start that is no weekday."""

    code = "bad_week_start"
    message = N_("{number} is not a day on which a week can start.")
    hint = N_("Use 0 for Monday to 6 for Sunday.")


class BackwardSpan(UnreadableError):
    """A span whose end lies before its beginning."""

    code = "backward_span"
    message = N_("The period {first} to {last} ends before it begins.")
    hint = N_("Swap the two dates.")


@dataclass(frozen=True)
class Period:
    """Business days from `first` to `last`, both included, with a label free of language."""

    first: date
    last: date
    label: str


@dataclass(frozen=True)
class BusinessCalendar:
    """Business days of a store: its zone, the wall time a day starts, the weekday a week starts."""

    zone: str
    day_start: str = "00:00"
    week_start: int = 0
    _zone: tzinfo = field(init=False, repr=False, compare=False)
    _start: time = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.week_start not in range(7):
            raise BadWeekStart(number=self.week_start)
        object.__setattr__(self, "_start", _day_start(self.day_start))
        object.__setattr__(self, "_zone", _load_zone(self.zone))

    def local(self, instant: Instant) -> datetime:
        """Return the instant as aware wall time in the zone."""
        return datetime.fromtimestamp(min(instant, LATEST), self._zone)

    def iso(self, instant: Instant) -> str:
        """Return ISO 8601 in the zone, with offset, to the second."""
        return self.local(instant).isoformat(timespec="seconds")

    def instant(self, day: date, time: time) -> Instant:
        """Return when the wall shows `time` on `day`.

        A wall time that a clock change skips moves forward by what was skipped; of one that
        comes twice the first is meant.
        """
        wall = datetime.combine(day, time.replace(fold=0), tzinfo=self._zone)
        return (wall - _EPOCH) // _SECOND

    def start_of(self, day: date) -> Instant:
        """Return the instant at which the business day begins."""
        return self.instant(day, self._start)

    def day(self, instant: Instant) -> date:
        """Return the business day, which runs from day start to the next day start."""
        wall = self.local(instant)
        day = wall.date() if wall.time() >= self._start else wall.date() - _DAY
        # Where a clock change skips or repeats the day start, the wall alone misleads.
        while instant < self.start_of(day):
            day -= _DAY
        while instant >= self.end_of(day):
            day += _DAY
        return day

    def bounds(self, period: Period) -> tuple[Instant, Instant]:
        """Return the half-open range of instants of a period."""
        return self.start_of(period.first), self.end_of(period.last)

    def end_of(self, day: date) -> Instant:
        """Return the instant at which the business day ends; also of the calendar's last."""
        return self.start_of(day) + 86400 if day == date.max else self.start_of(day + _DAY)


def day_period(day: date) -> Period:
    """Return one day as a period."""
    return Period(day, day, day.isoformat())


def week_period(day: date, week_start: int = 0) -> Period:
    """Return the week around a day; labelled by ISO week where weeks start on Monday."""
    first = day - timedelta(days=(day.weekday() - week_start) % 7)
    last = first + min(timedelta(days=6), date.max - first)
    year, week, _ = first.isocalendar()
    return Period(first, last, first.isoformat() if week_start else f"{year:04}-W{week:02}")


def month_period(day: date) -> Period:
    """Return the calendar month around a day."""
    first = day.replace(day=1)
    return Period(first, last_of_month(day.year, day.month), f"{day.year:04}-{day.month:02}")


def quarter_period(day: date) -> Period:
    """Return the calendar quarter around a day."""
    quarter = (day.month + 2) // 3
    first = date(day.year, 3 * quarter - 2, 1)
    return Period(first, last_of_month(day.year, 3 * quarter), f"{day.year:04}-Q{quarter}")


def year_period(day: date) -> Period:
    """Return the calendar year around a day."""
    return Period(date(day.year, 1, 1), date(day.year, 12, 31), f"{day.year:04}")


def span(first: date, last: date) -> Period:
    """Return the days from `first` to `last`, both included; BackwardSpan when they are swapped."""
    if last < first:
        raise BackwardSpan(first=first.isoformat(), last=last.isoformat())
    return Period(first, last, f"{first.isoformat()}..{last.isoformat()}")


def previous(period: Period, kind: str) -> Period:
    """Return the period before: kind is day, week, month, quarter, year or span (as many days)."""
    before = period.first - _DAY
    if kind == "week":
        return week_period(before, period.first.weekday())
    if kind == "span":
        return span(period.first - (period.last - period.first) - _DAY, before)
    return _AROUND[kind](before)


def year_before(period: Period, kind: str) -> Period | None:
    """Return the same period a year before: of a day or week 364 days, so that weekdays agree.

    None for a year, whose period before is the same, and before the calendar begins.
    """
    if kind == "year" or period.first.year <= FIRST_YEAR:
        return None
    if kind in ("day", "week"):
        first = period.first - WEEKS_OF_YEAR
        return day_period(first) if kind == "day" else week_period(first, first.weekday())
    first, last = map(_year_before, (period.first, period.last))
    return span(first, last) if kind == "span" else _AROUND[kind](first)


def _year_before(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)


def last_of_month(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, 12, 31) if month == 12 else date(year, month + 1, 1) - _DAY


_AROUND = {
    "day": day_period,
    "month": month_period,
    "quarter": quarter_period,
    "year": year_period,
}


def _day_start(text: str) -> time:
    try:
        start = time.fromisoformat(text)
    except ValueError:
        raise BadDayStart(text=text) from None
    if start.tzinfo or start.microsecond:
        raise BadDayStart(text=text)
    return start


def _load_zone(name: str) -> tzinfo:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        pass
    try:
        ZoneInfo(_PROBE_ZONE)
    except KeyError:
        raise NoZoneData(zone=name) from None
    raise UnknownZone(zone=name)

"""The periods a trend goes through, and the climbs that began in them."""

from __future__ import annotations

from datetime import date

from leadfunnel.domain import calendar as periods
from leadfunnel.domain.calendar import Period
from leadfunnel.domain.climb import Climb
from leadfunnel.domain.period_text import around
from leadfunnel.domain.pipeline import Stage
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.trend import Start, by_start
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.i18n import language
from leadfunnel.services.funnels.pace import Climbed, climbed
from leadfunnel.services.funnels.reading import Reading
from leadfunnel.services.weekly import When, period_of

POINTS = {"day": 14, "week": 12, "month": 12, "quarter": 8, "year": 5}
SPAN_UNITS = ((31, "day"), (183, "week"), (1827, "month"))
"""A span up to so many days is drawn in these steps, a longer one in years."""


class NoWayThere(UnreadableError):
    """A rate is of those who stood below, so it needs a stage above the first."""

    code = "no_way_there"
    message = N_("Nobody steps up to {stage}: name a stage above the first.")
    hint = N_("For example: --stage {example}")


@dataclass(frozen=True)
class Begun:
    """Journeys by the period in which they began; `kind` is the length of the periods.

    `climbed` are all who moved since the first period began, or for longer.
    """

    kind: str
    starts: tuple[Start, ...]
    groups: tuple[tuple[Climb, ...], ...]
    climbed: Climbed


def begun(reading: Reading, when: When, most: int | None = None) -> Begun:
    """Return the journeys of the last periods up to the one asked for, or of the parts of a span.

    `most` limits how many periods; without it as many as make a readable line.
    """
    kind, chosen = _periods(reading, when, most)
    starts = _from_the_first(reading, [Start(one, *reading.bounds(one)) for one in chosen])
    found = climbed(reading, starts[0].begin)
    groups = tuple(map(tuple, by_start(found.climbs, starts)))
    return Begun(kind, starts, groups, found)


def _from_the_first(reading: Reading, starts: list[Start]) -> tuple[Start, ...]:
    """Return the periods without those before anybody came in, but for the last."""
    born = reading.first_event or 0
    return tuple(start for start in starts if start.end > born) or (starts[-1],)


def _periods(reading: Reading, when: When, most: int | None) -> tuple[str, list[Period]]:
    page = reading.page
    if when.first or when.last_day:
        period = _within(reading, period_of(page, when))
        days = (period.last - period.first).days + 1
        kind = next((unit for longest, unit in SPAN_UNITS if days <= longest), "year")
        return kind, _parts(period, kind, page.settings.week_start)
    kind = when.kind or "week"
    last = _last(reading, when, kind)
    chosen = [last]
    while len(chosen) < (most or POINTS[kind]) and chosen[-1].first > date(1970, 1, 10):
        chosen.append(periods.previous(chosen[-1], kind))
    return kind, chosen[::-1]


def _last(reading: Reading, when: When, kind: str) -> Period:
    """Return the period asked for; where no day is named, the one of the day all is as of."""
    if when.of:
        return period_of(reading.page, when)
    day = reading.page.calendar.day(reading.until - 1)
    found = around(kind, day, reading.page.settings.week_start)
    return periods.previous(found, kind) if when.previous else found


def _within(reading: Reading, period: Period) -> Period:
    """Return a span without the days before anybody came in, and those that have not come."""
    calendar = reading.page.calendar
    last = max(period.first, min(period.last, calendar.day(reading.until - 1)))
    born = reading.first_event
    first = period.first if born is None else max(period.first, calendar.day(born))
    return periods.span(min(first, last), last)


def _parts(period: Period, kind: str, week_start: int) -> list[Period]:
    part = around(kind, period.last, week_start)
    parts = [part]
    while part.first > period.first:
        part = periods.previous(part, kind)
        parts.append(part)
    return parts[::-1]


def stage_meant(reading: Reading, text: str | None) -> Stage:
    """Return the stage whose rate is asked for, the first won one for None; raise NoWayThere."""
    pipeline = reading.pipeline
    won = pipeline.first_of("won") or pipeline.ladder[-1]
    found = pipeline.find(text, language()) if text else won
    if (found.rank or 1) == 1:
        raise NoWayThere(stage=found, example=won.code)
    return found

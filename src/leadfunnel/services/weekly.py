"""The funnel of a period, from history alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from leadfunnel.domain import calendar as periods
from leadfunnel.domain import funnel
from leadfunnel.domain.calendar import Period
from leadfunnel.errors import N_, LeadfunnelError, UnreadableError
from leadfunnel.services.book import Book, Page
from leadfunnel.services.funnels.reading import read
from leadfunnel.services.results.weekly import FunnelReport


class BrokenIdentity(LeadfunnelError):
    """The figures do not add up: a fault of the program, never shown as a result."""

    code = "broken_identity"
    message = N_("The funnel does not add up ({identities}): this is a fault of leadfunnel.")
    hint = N_("Nothing was changed. Please report it.")


class OnePeriod(UnreadableError):
    """Two ways of naming the period contradict each other."""

    code = "one_period"
    message = N_("Name one period: {given} were given.")
    hint = N_("For example: leadfunnel funnel --week --last, or --from 2026-01-01 --to 2026-03-31")


@dataclass(frozen=True)
class When:
    """A period as typed: a kind (day, week ...) or two days; `previous` is the one before."""

    kind: str | None = None
    of: str | None = None
    first: str | None = None
    last_day: str | None = None
    previous: bool = False


@dataclass(frozen=True)
class Asked:
    """What is to be shown and as of when; `view` None means all three."""

    pipeline: str | None = None
    as_of: str | None = None
    known_at: str | None = None
    view: str | None = None


class Weekly:
    """`funnel`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def funnel(self, when: When, asked: Asked) -> FunnelReport:
        """Return the three views of a pipeline over a period; every identity is asserted.

        Formulas: domain.md, section 4.
        """
        with self.book.read() as page:
            period = period_of(page, when)
            return _report(page, period, asked)


def _report(page: Page, period: Period, asked: Asked) -> FunnelReport:
    reading = read(page, asked.pipeline, asked.as_of, asked.known_at)
    pipeline, as_of, known_at = reading.pipeline, reading.until, reading.known.known_at
    begin, end = bounds = page.calendar.bounds(period)
    wanted = (asked.view,) if asked.view else ("cohort", "flow", "snapshot")
    cohort = funnel.cohort(reading.born(bounds), pipeline, as_of)
    until = max(begin, min(end, as_of))
    flow = funnel.flow(reading.histories, pipeline, begin, until)
    broken = funnel.identities(cohort, flow)
    if broken:
        raise BrokenIdentity(identities=", ".join(broken))
    stood = funnel.snapshot(reading.histories, pipeline, as_of) if "snapshot" in wanted else None
    return FunnelReport(
        pipeline=pipeline,
        first=period.first,
        last=period.last,
        label=period.label,
        as_of=as_of - 1,
        known_at=None if known_at is None else known_at - 1,
        recorded_since=reading.recorded_since,
        cohort=cohort if "cohort" in wanted else None,
        flow=flow if "flow" in wanted else None,
        snapshot=stood,
        times=funnel.times_in_stage(reading.histories, pipeline, begin, until, as_of),
        view=asked.view,
        identity_holds=not broken,
    )


def period_of(page: Page, when: When) -> Period:
    """Return the days that a period as typed means, a week where no kind was named."""
    today = page.calendar.day(page.now)
    if when.first or when.last_day:
        if when.kind or when.of:
            raise OnePeriod(given="--from/--to, --" + (when.kind or "week"))
        first = _day(page, when.first) if when.first else date(1970, 1, 2)
        last = _day(page, when.last_day) if when.last_day else today
        if when.previous and not when.first:
            raise OnePeriod(given="--to, --last")
        period = periods.span(first, last)
        return periods.previous(period, "span") if when.previous else period
    kind = when.kind or "week"
    day = _day(page, when.of) if when.of else today
    make = {
        "day": periods.day_period,
        "month": periods.month_period,
        "quarter": periods.quarter_period,
        "year": periods.year_period,
    }
    if kind == "week":
        period = periods.week_period(day, page.settings.week_start)
    else:
        period = make[kind](day)
    return periods.previous(period, kind) if when.previous else period


def _day(page: Page, text: str) -> date:
    from leadfunnel.domain.moment import read_day

    today = page.calendar.day(page.now)
    return read_day(text, page.local_now, day=today, almanac=page.almanac)

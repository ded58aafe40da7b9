"""The funnel of a period, from history alone."""

from __future__ import annotations

from datetime import date

from leadfunnel.domain import calendar as periods
from leadfunnel.domain.calendar import Period
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services.book import Book, Page
from leadfunnel.services.funnels.reading import read
from leadfunnel.services.funnels.scope import Scope, check_sums
from leadfunnel.services.results.weekly import FunnelReport

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.services.results.funnels import PathReport
    from leadfunnel.services.results.people import Listing


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
    """What is to be shown and as of when, all as typed; `view` None means all three.

    `compare` names the period beside it, `by` what the people are told apart by, of which `only`
    one segment is to be shown or opened; `limit` is how many segments, paths or people are listed,
    None the usual number, and `everyone` shows all of them.
    """

    pipeline: str | None = None
    as_of: str | None = None
    known_at: str | None = None
    view: str | None = None
    compare: str | None = None
    by: str | None = None
    only: str | None = None
    limit: int | None = None
    everyone: bool = False
    explain: bool = False

    def most(self, usual: int) -> int | None:
        """Return how many are listed at most, None for all, where `usual` many mostly are."""
        return None if self.everyone else self.limit or usual


class Weekly:
    """`funnel`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def funnel(self, when: When, asked: Asked) -> FunnelReport:
        """Return the three views of a pipeline over a period; every identity is asserted.

        Formulas: domain.md, section 4.
        """
        with self.book.read() as page:
            scope = _scope(page, when, asked)
            return replace(_report(scope, asked), again=again(scope, when, asked))

    def open(self, when: When, asked: Asked, figure: str) -> Listing:
        """Return the people behind a figure, as typed: B-C, lost:D, B, skipped, lost-track ..."""
        from leadfunnel.services.funnels import opening

        with self.book.read() as page:
            scope = _chosen(_scope(page, when, asked), asked)
            return opening.opened(scope, asked, figure)

    def paths(self, when: When, asked: Asked) -> PathReport:
        """Return the real paths of those who came in the period (domain.md, 4)."""
        from leadfunnel.services.funnels import walking

        with self.book.read() as page:
            scope = _chosen(_scope(page, when, asked), asked)
            return walking.paths(scope, asked.most(page.rules("funnel")["paths_shown"]))


def _scope(page: Page, when: When, asked: Asked) -> Scope:
    period = period_of(page, when)
    reading = read(page, asked.pipeline, asked.as_of, asked.known_at)
    return Scope(reading, period, kind_of(when))


def _report(scope: Scope, asked: Asked) -> FunnelReport:
    reading, pipeline = scope.reading, scope.pipeline
    chosen = _chosen(scope, asked)
    known_at = reading.known.known_at
    wanted = (asked.view,) if asked.view else ("cohort", "flow", "snapshot")
    cohort, flow = chosen.cohort(), chosen.flow()
    check_sums(cohort, flow)
    report = FunnelReport(
        pipeline=pipeline,
        first=scope.period.first,
        last=scope.period.last,
        label=scope.period.label,
        as_of=reading.until - 1,
        known_at=None if known_at is None else known_at - 1,
        recorded_since=reading.recorded_since,
        cohort=cohort if "cohort" in wanted else None,
        flow=flow if "flow" in wanted else None,
        snapshot=chosen.snapshot() if "snapshot" in wanted else None,
        times=chosen.times(),
        view=asked.view,
        identity_holds=True,
        leavings=chosen.leavings() if "flow" in wanted else (),
        jumps=chosen.jumps() if "flow" in wanted else (),
    )
    return _extended(report, chosen, asked)


def again(scope: Scope, when: When, asked: Asked) -> str:
    """Return the options that ask for the same days and people again, as one types them."""
    first, last = when.first, when.last_day
    week = when.kind in (None, "week")
    if when.of and not week:
        first, last = scope.period.first.isoformat(), scope.period.last.isoformat()
    span = first or last
    named = {
        "--week-of": when.of if week else None,
        "--from": first,
        "--to": last,
        "--pipeline": asked.pipeline,
        "--as-of": asked.as_of,
        "--known-at": asked.known_at,
        "--by": asked.by if asked.only else None,
        "--only": asked.only,
    }
    words = [] if span or when.of else [f"--{when.kind or 'week'}"]
    words += ["--last"] if when.previous else []
    return " ".join([*words, *(f"{name} {_typed(text)}" for name, text in named.items() if text)])


def _typed(text: str) -> str:
    """Return a word as a shell takes it."""
    if text.replace("-", "").isalnum():
        return text
    import shlex

    return shlex.quote(text)


def _chosen(scope: Scope, asked: Asked) -> Scope:
    """Return what is looked at: all of it, or the one segment that was asked for."""
    if asked.only is None:
        return scope
    from leadfunnel.services.funnels.side_by_side import only

    return only(scope, asked.by, asked.only)


def _extended(report: FunnelReport, scope: Scope, asked: Asked) -> FunnelReport:
    """Return the report with what else was asked for."""
    if asked.compare is not None:
        from leadfunnel.services.funnels.comparing import compared

        report = replace(report, compared=compared(scope, asked.compare))
    if asked.by is not None and asked.only is None:
        from leadfunnel.services.funnels.side_by_side import side_by_side

        report = replace(report, parts=side_by_side(scope, asked))
    if asked.explain:
        from leadfunnel.services.funnels.explaining import explained

        report = replace(report, explained=explained(scope, report))
    return report


def kind_of(when: When) -> str:
    """Return the kind of period asked for: day to year, or span for two days."""
    return "span" if when.first or when.last_day else when.kind or "week"


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

"""`forecast`: what open deals are worth, beside what one's own history says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from leadfunnel.domain import forecast as weighing
from leadfunnel.domain.backtest import backtest
from leadfunnel.domain.course import Course, courses, moves_of
from leadfunnel.domain.customer import User
from leadfunnel.domain.deal import Deal
from leadfunnel.domain.forecast import Frame
from leadfunnel.domain.own_rates import StageRate, own_rates
from leadfunnel.domain.period_text import around, read_period
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services import as_known, deals
from leadfunnel.services.as_known import Known
from leadfunnel.services.book import Book, Page
from leadfunnel.services.due import owner_id
from leadfunnel.services.results.forecast import BacktestReport, ForecastReport
from leadfunnel.store import deals as stored
from leadfunnel.store import definitions
from leadfunnel.store.sales import agents, sellers

WEEKS = 8
WEEK = 7 * 86_400
BY = ("month", "owner")


class BadGrouping(UnreadableError):
    """A forecast is given by month or owner."""

    code = "bad_grouping"
    message = N_("--by does not take {text}: one of {known}.")


class WeeksAlone(UnreadableError):
    """Weeks are looked back in a backtest only."""

    code = "weeks_alone"
    message = N_("--weeks goes with --backtest.")


@dataclass(frozen=True)
class Sight:
    """Which deals are forecast and as of when; days, periods and moments as typed.

    `named` is how many that are not counted are shown, None for all and those that count, too.
    """

    by: str = "month"
    pipeline: str | None = None
    first: str | None = None
    last: str | None = None
    owner: str | None = None
    as_of: str | None = None
    known_at: str | None = None
    named: int | None = None


class Forecasting:
    """The forecast and its replay."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def forecast(self, sight: Sight) -> ForecastReport:
        """Return what the open deals are worth (domain.md, 5)."""
        if sight.by not in BY:
            raise BadGrouping(text=sight.by[:40], known=", ".join(BY))
        with self.book.read() as page:
            known = as_known.read(page, sight.as_of, sight.known_at)
            first, last = span_of(page, sight.first, sight.last)
            pipelines = _pipelines(page, sight, known)
            found, ways = _told(page, sight, known, pipelines)
            rates = tuple(own_rates(ways[name], pipelines[name]) for name in ways if ways[name])
            frame = _frame(page, pipelines, known, first, last)
            frame.rates = {
                (own.pipeline.name, stage.code): stage for own in rates for stage in own.stages
            }
            weighed = weighing.forecast(found, frame)
            named = [row.deal for row in weighed.rows] if sight.named is None else []
            named += [deal for deal, _ in weighed.not_counted[: sight.named]]
            return ForecastReport(
                forecast=weighed,
                views={one.deal.id: one for one in deals.views(page, named)},
                rates=rates,
                owners=_owners(page, ways, pipelines, everyone=not sight.owner),
                first=first,
                last=last,
                by=sight.by,
                as_of=known.until - 1,
                known_at=None if known.known_at is None else known.known_at - 1,
            )

    def backtest(self, sight: Sight, weeks: int = WEEKS) -> BacktestReport:
        """Return what a period was forecast to bring some weeks ago, and what it brought."""
        with self.book.read() as page:
            known = as_known.read(page, sight.as_of, sight.known_at)
            today = page.calendar.day(known.until - 1)
            first, last = span_of(page, sight.first, sight.last)
            month = around("month", today)
            first, last = first or month.first, last or (month.last if not first else today)
            then = as_known.at(page, known.until - 1 - weeks * WEEK)
            before, pipelines = gathered(page, sight, then)
            weighed = weighing.forecast(before, _frame(page, pipelines, then, first, last))
            now, present = gathered(page, sight, known)
            begin = page.calendar.start_of(first)
            span = range(begin, min(as_known.end_of(page, last), known.until))
            found = backtest(weighed.rows, now, present, span)
            shown = {number for one in found for number in (*one.foreseen_deals, *one.later_deals)}
            views = deals.views(page, [deal for deal in now if deal.id in shown])
            return BacktestReport(
                first=first,
                last=last,
                weeks=weeks,
                at=then.until - 1,
                backtests=found,
                views={one.deal.id: one for one in views},
                recorded=bool(before),
            )


def span_of(page: Page, first: str | None, last: str | None) -> tuple[date | None, date | None]:
    """Return the first and last day as typed; of a month or quarter its first and its last."""
    today, week_start = page.calendar.day(page.now), page.settings.week_start
    begin = read_period(first, today, week_start).first if first else None
    end = read_period(last, today, week_start).last if last else None
    if begin and end:
        from leadfunnel.domain.calendar import span

        span(begin, end)  # refuses days that are swapped
    return begin, end


def _told(
    page: Page, sight: Sight, known: Known, pipelines: dict[str, Pipeline]
) -> tuple[list[Deal], dict[str, list[Course]]]:
    """Return the open deals as they stood, and what became of all, by pipeline.

    What was known at an earlier time is read whole, for it follows from every row by itself.
    """
    if known.op is not None:
        every = _whole(page, sight, known, pipelines)
        of_each: dict[str, list[Deal]] = {name: [] for name in pipelines}
        for deal in every:
            of_each[deal.pipeline].append(deal)
        return every, {
            name: courses(moves_of(of_each[name]), one) for name, one in pipelines.items()
        }
    found: list[Deal] = []
    ways: dict[str, list[Course]] = {}
    for name, one in pipelines.items():
        stages = [stage.code for stage in one.stages if stage.kind == "open"]
        found += stored.standing(page.session, name, stages, known.until)
        owners = stored.owners(page.session, name, known.until)
        ways[name] = courses(stored.moves(page.session, name, known.until), one, owners)
    whose = owner_id(page, sight.owner)
    if whose is not None:
        found = [deal for deal in found if deal.owner[0] == whose]
        ways = {name: [way for way in told if way.owner == whose] for name, told in ways.items()}
    return sorted(found, key=lambda deal: deal.id), ways


def _pipelines(page: Page, sight: Sight, known: Known) -> dict[str, Pipeline]:
    """Return the pipelines meant, as they were."""
    chosen = page.pipeline(sight.pipeline).name if sight.pipeline else None
    names = [chosen] if chosen else deals.deal_pipelines(page)
    return {name: _pipeline(page, name, known) for name in names}


def gathered(page: Page, sight: Sight, known: Known) -> tuple[list[Deal], dict[str, Pipeline]]:
    """Return the deals meant as they were known, with the pipelines as they were."""
    pipelines = _pipelines(page, sight, known)
    return _whole(page, sight, known, pipelines), pipelines


def _whole(page: Page, sight: Sight, known: Known, pipelines: Iterable[str]) -> list[Deal]:
    """Return the deals meant of these pipelines with their whole histories."""
    found = stored.load(page.session, pipelines, known.until, known.op)
    owner = owner_id(page, sight.owner)
    return found if owner is None else [deal for deal in found if deal.owner[0] == owner]


def _pipeline(page: Page, name: str, known: Known) -> Pipeline:
    before = None
    if known.op is not None:
        before = definitions.pipeline(page.session, name, known.op)
    return before or page.pipeline(name)


def _frame(
    page: Page, pipelines: dict[str, Pipeline], known: Known, first: date | None, last: date | None
) -> Frame:
    now = known.until - 1
    return Frame(pipelines, now, page.calendar.day(now), first, last)


def _owners(
    page: Page, ways: dict[str, list[Course]], pipelines: dict[str, Pipeline], *, everyone: bool
) -> tuple[tuple[User | None, StageRate], ...]:
    """Return who has deals, and what became of theirs; with `everyone` agents without any, too."""
    named = sellers(page.session)
    groups: dict[int | None, list[tuple[str, int]]] = {
        number: [] for number in (agents(page.session) if everyone else ())
    }
    for name, told in ways.items():
        for way in told:
            groups.setdefault(way.owner, []).append((way.fate(pipelines[name]), way.count))
    told_of = []
    for number, fates in groups.items():
        user = None if number is None else User(number, named[number][0])
        told_of.append((user, _rate(fates)))
    return tuple(sorted(told_of, key=lambda pair: pair[0].name if pair[0] else "\U0010ffff"))


def win_rate(found: Iterable[Deal], pipelines: dict[str, Pipeline]) -> StageRate:
    """Return what became of some deals, whatever their pipeline."""
    return _rate((deal.stage(pipelines[deal.pipeline]).fate, 1) for deal in found)


def _rate(fates: Iterable[tuple[str, int]]) -> StageRate:
    """Return fates together, each that of so many deals."""
    counts = dict.fromkeys(("won", "lost", "invalid", "open"), 0)
    for fate, count in fates:
        counts[fate] += count
    return StageRate("", sum(counts.values()), **counts)

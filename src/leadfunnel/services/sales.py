"""`sales`: what was sold in a period, grouped, compared, and over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from leadfunnel.domain import calendar as periods
from leadfunnel.domain.calendar import Period
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sales import PARTS, TIMES, Entry, Frame, Table, pull, table
from leadfunnel.services import as_known
from leadfunnel.services.as_known import Known
from leadfunnel.services.book import Book, Page
from leadfunnel.services.results.sales import Before, Point, SalesReport
from leadfunnel.services.sales_by import around, markers, read_by
from leadfunnel.services.weekly import When, period_of
from leadfunnel.store import sales as stored

POINTS = {"day": 14, "week": 12, "month": 12, "quarter": 8, "year": 5}
SPAN_UNITS = ((31, "day"), (183, "week"), (1827, "month"))
"""A span up to so many days is drawn in these steps, a longer one in years."""


@dataclass(frozen=True)
class Asked:
    """What is asked of sales; moments as typed."""

    by: tuple[str, ...] = ()
    compare: bool = False
    trend: bool = False
    as_of: str | None = None
    known_at: str | None = None


class Sales:
    """`sales`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def sales(self, when: When, asked: Asked = Asked()) -> SalesReport:
        """Return the figures of a period (domain.md, 11); of this month where none is named."""
        by = read_by(asked.by)
        with self.book.read() as page:
            kind = kind_of(when)
            known = as_known.read(page, asked.as_of, asked.known_at)
            if not (when.of or when.first or when.last_day):
                last = min(known.until, known.known_at or known.until, page.now + 1) - 1
                when = replace(when, of=page.calendar.day(last).isoformat())
            period = period_of(page, replace(when, kind=kind if kind != "span" else None))
            found = counted(page, period, known, by)
            pulls = {row.currency: drawn for row in found.sums() if (drawn := pull(row))}
            people = [who for drawn in pulls.values() for _, who in drawn.tops]
            return SalesReport(
                first=period.first,
                last=period.last,
                label=period.label,
                by=by,
                sums=found.sums(),
                rows=found.rows() if by else (),
                occasions=found.occasions,
                unknown_occasions=found.unknown_occasions,
                unknown=found.unknown if by else {},
                as_of=known.until - 1,
                known_at=None if known.known_at is None else known.known_at - 1,
                recorded_since=_recorded_since(page, period, known),
                additive=not set(by) & set(PARTS),
                before=tuple(_before(page, period, kind, known, by)) if asked.compare else (),
                trend=_trend(page, period, kind, known) if asked.trend else (),
                pulls=pulls,
                names={one.id: one.label for one in page.customers(list(dict.fromkeys(people)))},
            )


def kind_of(when: When) -> str:
    """Return the kind of period asked for: day to year, a month where none is named, or span."""
    if when.first or when.last_day:
        return when.kind or "span"
    return when.kind or ("week" if when.of else "month")


def counted(page: Page, period: Period, known: Known, by: Sequence[str] = ()) -> Table:
    """Return the figures of a period as known, by groups and in all."""
    label = lru_cache(4096)(lambda unit, day: around(unit, day, page.settings.week_start).label)
    frame = Frame(period.first, period.last, tuple(by), label)
    found = table(occasions(page, period, known, by), frame)
    if tuple(by) == ("owner",):
        _without_sales(page, found)
    return found


def _without_sales(page: Page, found: Table) -> None:
    """Put in the agents who sold nothing."""
    named = stored.sellers(page.session)
    for number in stored.agents(page.session):
        for currency in list(found.totals) or [page.settings.currency]:
            found.groups[(named[number][0],), currency]


def occasions(
    page: Page, period: Period, known: Known, by: Sequence[str] = ()
) -> Iterator[list[Entry]]:
    """Yield the occasions of which something lies in a period."""
    span = stored.Span(period.first, period.last, known.until, known.op)
    return stored.occasions(page.session, span, by, markers(page, by))


def _recorded_since(page: Page, period: Period, known: Known) -> int:
    if known.op is not None:
        return 0
    found: int = page.session.value(
        "sales.recorded_since",
        first=period.first.isoformat(),
        last=period.last.isoformat(),
        until=known.until,
    )
    return found


def _before(
    page: Page, period: Period, kind: str, known: Known, by: tuple[str, ...]
) -> Iterator[Before]:
    """Yield the period before and the same of last year, at the age this one has now."""
    earlier = {
        "previous": periods.previous(period, kind),
        "last_year": periods.year_before(period, kind),
    }
    grouped = () if set(by) & set(TIMES) else by
    for name, span in earlier.items():
        if span is None:
            continue
        aged, then = _at_same_age(page, period, span, known)
        found = counted(page, aged, then, grouped)
        rows = {(row.group, row.currency): row for row in (found.rows() if grouped else ())}
        yield Before(name, aged.first, aged.last, found.sums(), rows)


def _at_same_age(page: Page, period: Period, earlier: Period, known: Known) -> tuple[Period, Known]:
    """Return an earlier period as far as it had gone so many days after its first day."""
    shift = period.first - earlier.first
    today = page.calendar.day(known.until - 1)
    until = known.until - int(shift.total_seconds())
    last = max(earlier.first, min(earlier.last, today - shift))
    return Period(earlier.first, last, earlier.label), replace(known, until=until)


def _trend(page: Page, period: Period, kind: str, known: Known) -> tuple[Point, ...]:
    steps = _steps(page, period, kind)
    if not steps:
        return ()
    whole = periods.span(steps[0].first, steps[-1].last)
    unit = _unit(page, period, kind)
    found = counted(page, whole, known, (unit,))
    sums: dict[str, dict[str, tuple[int, int]]] = {}
    for row in found.rows():
        sums.setdefault(row.group[0] or "", {})[row.currency] = (row.revenue, row.spread.count)
    today = page.calendar.day(known.until - 1)
    return tuple(
        Point(step.label, step.first, step.last, sums.get(step.label, {}), step.last >= today)
        for step in steps
    )


def _steps(page: Page, period: Period, kind: str) -> list[Period]:
    """Return the periods up to this one, or the parts of a span."""
    unit, week_start = _unit(page, period, kind), page.settings.week_start
    first = _first_day(page, period) if kind == "span" else None
    today = page.calendar.day(page.now)
    step = around(unit, min(period.last, max(today, period.first)), week_start)
    steps = [step]
    while step.first > (first or date.min) if first else len(steps) < POINTS[kind]:
        step = periods.previous(step, unit)
        steps.append(step)
    return steps[::-1]


def _unit(page: Page, period: Period, kind: str) -> str:
    if kind != "span":
        return kind
    days = (period.last - _first_day(page, period)).days + 1
    return next((unit for most, unit in SPAN_UNITS if days <= most), "year")


def _first_day(page: Page, period: Period) -> date:
    """Return where a span begins: its first day, or that of the first purchase if later."""
    text = page.session.value("sales.first_day")
    if text is None:
        return period.last
    return min(period.last, max(period.first, date.fromisoformat(text)))

"""`cost report`: what each channel, campaign, owner, category or lost stage cost and brought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from leadfunnel.domain.costing import Cost, Spent, folded
from leadfunnel.domain.deal import Deal
from leadfunnel.domain.journey import reach
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services import as_known, costs, deals
from leadfunnel.services.as_known import PRESENT, Then, View
from leadfunnel.services.book import Book
from leadfunnel.services.campaign_people import Reached, reached
from leadfunnel.services.forecasting import span_of
from leadfunnel.services.results.costs import CostReport
from leadfunnel.store import deals as stored

BY = ("channel", "campaign", "owner", "category", "stage")


class BadKey(UnreadableError):
    """Costs cannot be grouped by this."""

    code = "bad_grouping"
    message = N_("--by does not take {text}: one of {known}.")


class CostReports:
    """What was spent beside what it brought."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def report(
        self,
        by: str,
        first: str | None,
        last: str | None,
        pipeline: str | None,
        then: Then = PRESENT,
    ) -> CostReport:
        """Return the costs of some days by one key, with leads, won ones and revenue."""
        if by not in BY:
            raise BadKey(text=by[:40], known=", ".join(BY))
        with as_known.opened(self.book, then) as view:
            page = view.page
            on = page.pipeline(pipeline)
            if pipeline is None and by in ("owner", "stage"):
                on = page.main if page.main.unit == "deal" else page.pipeline("key-account")
            begin, end = span_of(view.present, first, last)
            found = costs.spent(page, begin, end)
            books = _Books(view, on, begin, end)
            if by == "campaign":
                names = {one.campaign for one in found if one.campaign}
                books.reached = reached(page, sorted(names), books.span.start, books.span.stop)
            return CostReport(
                by=by,
                rows=_rows(found, books, by),
                totals=costs.totals(folded(found)),
                pipeline=on,
                first=begin,
                last=end,
                seen=view.seen,
            )


class _Books:
    """What costs are set against: customers, the journeys of a pipeline, purchases."""

    def __init__(
        self, view: View, pipeline: Pipeline, first: date | None, last: date | None
    ) -> None:
        page = view.page
        self.pipeline = pipeline
        self.reached: dict[str, Reached] = {}
        session, calendar = page.session, page.calendar
        begin = calendar.start_of(first) if first else 0
        until = min(view.until, as_known.end_of(page, last) if last else deals.EVER)
        rows = session.rows("costs.customers")
        self.source = {row["id"]: row["source"] for row in rows}
        self.owner = {row["id"]: row["owner"] for row in rows}
        self.came = [row["id"] for row in rows if begin <= row["created_at"] < until]
        self.deals = stored.load(session, [pipeline.name], page.now + 1)
        self.of_deal = {deal.id: deal for deal in self.deals}
        self.won = {deal.customer_id for deal in self.deals if _won(deal, pipeline)}
        self.revenue = session.rows(
            "costs.revenue",
            first=first.isoformat() if first else "",
            last=last.isoformat() if last else "9999-12-31",
        )
        self.span = range(begin, max(begin, until))


def _won(deal: Deal, pipeline: Pipeline) -> bool:
    won = pipeline.first_of("won")
    return won is not None and reach(deal.history, pipeline) >= (won.rank or 0)


def _rows(found: list[Cost], books: _Books, by: str) -> tuple[Spent, ...]:
    key: dict[str, Callable[[Cost], str | None]] = {
        "channel": lambda one: one.channel or books.source.get(one.customer_id or 0),
        "campaign": lambda one: one.campaign,
        "category": lambda one: one.category or None,
        "owner": lambda one: _owner(one, books),
        "stage": lambda one: _stage_lost(one, books),
    }
    groups: dict[tuple[str | None, str], list[Cost]] = defaultdict(list)
    for one in found:
        name = key[by](one)
        if by != "stage" or name is not None:  # only what was lost is asked about
            groups[name, one.currency].append(one)
    brought = _BROUGHT.get(by, _nothing)
    rows = []
    for (name, currency), group in groups.items():
        leads, won, revenue = brought(books, name, currency)
        amount = sum(one.amount for one in group)
        intent = len(books.reached[name].intent) if name in books.reached else None
        rows.append(Spent(name, currency, len(folded(group)), amount, leads, won, revenue, intent))
    return tuple(sorted(rows, key=lambda row: (row.currency, -row.amount, row.key or "")))


def _owner(one: Cost, books: _Books) -> str | None:
    deal = books.of_deal.get(one.deal_id or 0)
    if deal is not None:
        return deal.owner[1]
    return books.owner.get(one.customer_id or 0)


def _stage_lost(one: Cost, books: _Books) -> str | None:
    """Return the rung from which the deal was lost that the money went into, None for none."""
    deal = books.of_deal.get(one.deal_id or 0)
    if deal is None or deal.stage(books.pipeline).rank is not None:
        return None
    return lost_from(deal, books.pipeline)


def lost_from(deal: Deal, pipeline: Pipeline) -> str | None:
    """Return the last rung a deal stood on."""
    rungs = [shift.target for shift in deal.shifts if pipeline.stage(shift.target).rank]
    return rungs[-1] if rungs else None


Brought = tuple[int | None, int | None, int | None]


def _nothing(_books: _Books, _name: str | None, _currency: str) -> Brought:
    """A category brings nobody that it is known of."""
    return None, None, None


def _by_campaign(books: _Books, name: str | None, currency: str) -> Brought:
    """Customers whose source or tag is its name, and those of them who bought."""
    if name not in books.reached:
        return None, None, None
    people = books.reached[name].people
    revenue = _sum(books, currency, lambda row: row["customer_id"] in people)
    return len(people), len(people & books.won), revenue


def _by_channel(books: _Books, name: str | None, currency: str) -> Brought:
    """Leads that came through it in the days, and those of them who bought."""
    if name is None:
        return None, None, None
    leads = [number for number in books.came if books.source[number] == name]
    revenue = _sum(books, currency, lambda row: books.source.get(row["customer_id"]) == name)
    return len(leads), sum(number in books.won for number in leads), revenue


def _by_owner(books: _Books, name: str | None, currency: str) -> Brought:
    """Deals won in the days, and what was sold."""
    won = [
        deal
        for deal in books.deals
        if deal.owner[1] == name and (deal.won_at(books.pipeline) or -1) in books.span
    ]
    return None, len(won), _sum(books, currency, lambda row: row["owner"] == name)


def _by_stage(books: _Books, name: str | None, _currency: str) -> Brought:
    """Deals that were lost there."""
    exits = [deal for deal in books.deals if deal.stage(books.pipeline).rank is None]
    return sum(lost_from(deal, books.pipeline) == name for deal in exits), None, None


def _sum(books: _Books, currency: str, wanted: Callable[..., bool]) -> int:
    return sum(
        row["amount"] for row in books.revenue if row["currency"] == currency and wanted(row)
    )


_BROUGHT: dict[str, Callable[[_Books, str | None, str], Brought]] = {
    "channel": _by_channel,
    "campaign": _by_campaign,
    "owner": _by_owner,
    "stage": _by_stage,
}

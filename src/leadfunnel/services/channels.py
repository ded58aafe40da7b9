"""`channels`: what came through each source, and what it cost."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

from leadfunnel.domain.costing import Cost
from leadfunnel.services import as_known, costs
from leadfunnel.services.as_known import PRESENT, Then, View
from leadfunnel.services.book import Book, Page
from leadfunnel.services.campaign_people import Reached, reached
from leadfunnel.services.pareto import named_period
from leadfunnel.services.results.buyers import Channel, ChannelReport
from leadfunnel.services.weekly import When
from leadfunnel.store import people, purchases

EVER = 253_402_300_800
Sums = dict[str | None, dict[str, int]]


class Channels:
    """`channels`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def channels(self, when: When, then: Then = PRESENT) -> ChannelReport:
        """Return every source of the customers added in a period, and of its costs.

        Revenue is all that those customers came to so far; costs are those of the period. What
        was spent on a campaign alone is a row of its own, so that the rows add up to all costs.
        """
        with as_known.opened(self.book, then) as view:
            period = named_period(view.present, when)
            begin, end = view.page.calendar.bounds(period) if period else (0, EVER)
            end = max(begin, min(end, view.until))
            first, last = (period.first, period.last) if period else (None, None)
            spent = costs.spent(view.page, first, last)
            by_source, by_campaign = _sorted(view.page, spent)
            return ChannelReport(
                first,
                last,
                _sources(view.page, begin, end, by_source),
                _campaigns(view, (begin, end), by_campaign),
                {one.currency: one.amount for one in costs.totals(spent)},
                view.seen,
            )


def won_stages(page: Page) -> str:
    """Return the stages of the main pipeline at which somebody has bought, as JSON."""
    return json.dumps([stage.code for stage in page.main.ladder if stage.kind in ("won", "repeat")])


def _sources(page: Page, begin: int, end: int, spent: Sums) -> tuple[Channel, ...]:
    won = {"pipeline": page.main.name, "won": won_stages(page)}
    rows = page.session.rows("buyers.channels", begin=begin, end=end, **won)
    counts = {row["source"]: (row["leads"], row["won"]) for row in rows}
    revenue: Sums = defaultdict(dict)
    for row in page.session.rows("buyers.channel_revenue", begin=begin, end=end):
        revenue[row["source"]][row["currency"]] = row["revenue"]
    sources = sorted({*counts, *spent}, key=lambda name: (name is None, name or ""))
    return tuple(
        Channel(name, *counts.get(name, (0, 0)), revenue.get(name, {}), spent.get(name, {}))
        for name in sources
    )


def _campaigns(view: View, span: tuple[int, int], spent: Sums) -> tuple[Channel, ...]:
    names = sorted(name for name in spent if name is not None)
    found = reached(view.page, names, *span)
    return tuple(_campaign(view.page, name, found[name], spent[name]) for name in names)


def _campaign(page: Page, name: str, found: Reached, spent: dict[str, int]) -> Channel:
    ids = json.dumps(sorted(found.people))
    won = page.session.values(
        "buyers.won_among", ids=ids, pipeline=page.main.name, won=won_stages(page)
    )
    revenue: dict[str, int] = defaultdict(int)
    for sums in purchases.totals(page.session, sorted(found.people)).values():
        for money in sums:
            revenue[money.currency] += money.minor
    return Channel(name, len(found.people), len(won), revenue, spent, len(found.intent))


def _sorted(page: Page, spent: Sequence[Cost]) -> tuple[Sums, Sums]:
    """Return what was spent on each source, and on each campaign that names no channel.

    It is spent on a source by its name, or on customers who came by it.
    """
    sources: Sums = defaultdict(lambda: defaultdict(int))
    campaigns: Sums = defaultdict(lambda: defaultdict(int))
    ids = list({one.customer_id for one in spent if one.customer_id and not one.channel})
    source = {one.id: one.source for one in people.load(page.session, ids, page.main)}
    for one in spent:
        if one.campaign and not one.channel and not one.customer_id:
            campaigns[one.campaign][one.currency] += one.amount
        else:
            name = one.channel or source.get(one.customer_id or 0)
            sources[name][one.currency] += one.amount
    return sources, campaigns

"""`channels`: what came through each source, and what it cost."""

from __future__ import annotations

import json
from collections import defaultdict

from leadfunnel.services import costs
from leadfunnel.services.book import Book, Page
from leadfunnel.services.pareto import named_period
from leadfunnel.services.results.buyers import Channel, ChannelReport
from leadfunnel.services.weekly import When
from leadfunnel.store import people

EVER = 253_402_300_800
Sums = dict[str | None, dict[str, int]]


class Channels:
    """`channels`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def channels(self, when: When) -> ChannelReport:
        """Return every source of the customers added in a period, and of its costs.

        Revenue is all that those customers came to so far; costs are those of the period.
        """
        with self.book.read() as page:
            period = named_period(page, when)
            begin, end = page.calendar.bounds(period) if period else (0, EVER)
            won = [stage.code for stage in page.main.ladder if stage.kind in ("won", "repeat")]
            rows = page.session.rows(
                "buyers.channels",
                begin=begin,
                end=end,
                pipeline=page.main.name,
                won=json.dumps(won),
            )
            counts = {row["source"]: (row["leads"], row["won"]) for row in rows}
            revenue = _revenue(page, begin, end)
            first, last = (period.first, period.last) if period else (None, None)
            spent = _costs(
                page, first.isoformat() if first else None, last.isoformat() if last else None
            )
            sources = sorted({*counts, *spent}, key=lambda name: (name is None, name or ""))
            items = tuple(
                Channel(name, *counts.get(name, (0, 0)), revenue.get(name, {}), spent.get(name, {}))
                for name in sources
            )
            return ChannelReport(first, last, items)


def _revenue(page: Page, begin: int, end: int) -> Sums:
    found: Sums = defaultdict(dict)
    for row in page.session.rows("buyers.channel_revenue", begin=begin, end=end):
        found[row["source"]][row["currency"]] = row["revenue"]
    return found


def _costs(page: Page, first: str | None, last: str | None) -> Sums:
    """Return what was spent on each source: on it by name, or on customers who came by it."""
    found: Sums = defaultdict(lambda: defaultdict(int))
    every = costs.gathered(page, first, last)
    ids = list({one.customer_id for one in every if one.customer_id and not one.channel})
    source = {one.id: one.source for one in people.load(page.session, ids, page.main)}
    for one in every:
        if one.channel or one.customer_id:
            name = one.channel or source.get(one.customer_id or 0)
            found[name][one.currency] += one.amount
    return found

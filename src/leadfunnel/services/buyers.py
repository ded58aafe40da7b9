"""`rfm` and `product used-up`: buyers by how they buy, and what they will need next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from leadfunnel.domain import rfm
from leadfunnel.domain.money import places
from leadfunnel.domain.rfm import Buyer, Returning, Scale, Segment
from leadfunnel.services import as_known
from leadfunnel.services.as_known import PRESENT, Then
from leadfunnel.services.book import Book, Page
from leadfunnel.services.results.buyers import BuyerSegment, RfmReport, UsedUp
from leadfunnel.services.results.people import Listing
from leadfunnel.store import purchases

COLUMNS = ("id", "name", "phone", "purchases", "last_purchase", "spent", "last_contact")
LIMIT = 50
BEHIND = 30
"""How many days what is used up stays on the list."""


class Buyers:
    """`rfm`, `product used-up`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def rfm(self, then: Then = PRESENT) -> RfmReport:
        """Return all buyers in segments with what to do about each (domain.md, 8)."""
        with as_known.opened(self.book, then) as view:
            page = view.page
            rules, found = page.rules("rfm"), rfm.segments(page.rules("rfm"))
            scale = _scale(page)
            counts = {one.code: [0, 0] for one in found}
            for buyer in _buyers(page):
                count = counts[_segment(found, scale, buyer).code]
                count[0] += 1
                count[1] += buyer.spent
            return RfmReport(
                segments=tuple(BuyerSegment(one, *counts[one.code]) for one in found),
                scale=scale,
                returning=_returning(page, rules["churn_days"]),
                currency=page.settings.currency,
                least=rules["least"],
                churn_days=rules["churn_days"],
                seen=view.seen,
            )

    def people(self, text: str, limit: int | None = LIMIT, then: Then = PRESENT) -> Listing:
        """Return the buyers of a segment, who spent most first."""
        with as_known.opened(self.book, then) as view:
            page = view.page
            found = rfm.segments(page.rules("rfm"))
            wanted, scale = rfm.find_segment(found, text), _scale(page)
            inside = [
                (-buyer.spent, buyer.id)
                for buyer in _buyers(page)
                if _segment(found, scale, buyer) is wanted
            ]
            ids = [number for _, number in sorted(inside)]
            shown = ids if limit is None else ids[:limit]
            sums = purchases.totals(page.session, shown)
            people = (replace(one, spent=sums.get(one.id, ())) for one in page.customers(shown))
            return Listing(tuple(people), len(ids) - len(shown), COLUMNS)

    def used_up(self, days: int, limit: int | None = LIMIT) -> UsedUp:
        """Return whose products run out within some days, or did in the last 30."""
        with self.book.read() as page:
            today = page.calendar.day(page.now)
            first, last = today - timedelta(days=BEHIND), today + timedelta(days=days)
            found = purchases.running_out(page.session, first, last)
            shown = found if limit is None else found[:limit]
            ids = list(dict.fromkeys(one.customer_id for one in shown))
            people = {one.id: one for one in page.customers(ids)}
            pairs = tuple((one, people[one.customer_id]) for one in shown)
            return UsedUp(pairs, len(found) - len(shown), today)


def _segment(found: tuple[Segment, ...], scale: Scale, buyer: Buyer) -> Segment:
    scores = scale.scores(buyer)
    return next((one for one in found if one.holds(scores)), found[-1])


def _scale(page: Page) -> Scale:
    """Return the scale of the store: fifths of its buyers where there are enough, else steps."""
    rules = page.rules("rfm")
    if rules["method"] == "quintiles":
        count = sum(1 for _ in _buyers(page))
        if count >= rules["least"]:
            return rfm.by_quintiles(_buyers(page))
    unit = 10 ** places(page.settings.currency)
    return Scale(
        tuple(rules["recency_days"]),
        tuple(rules["occasions"]),
        tuple(step * unit for step in rules["spent"]),
        quintiles=False,
    )


def _buyers(page: Page) -> Iterator[Buyer]:
    today = page.calendar.day(page.now)
    for row in page.session.each("buyers.buyers", currency=page.settings.currency):
        days = rfm.days_since(row["last_bought_on"], today)
        yield Buyer(row["id"], days, row["purchases"], row["spent"])


def _returning(page: Page, churn_days: int) -> Returning:
    today = page.calendar.day(page.now)
    buyers = repeat = occasions = between = spent = 0
    for row in page.session.each("buyers.buyers", currency=page.settings.currency):
        buyers += 1
        occasions += row["purchases"]
        spent += row["spent"]
        if row["purchases"] > 1:
            repeat += 1
            first, last = map(date.fromisoformat, (row["first_bought_on"], row["last_bought_on"]))
            between += (last - first).days
    then = today - timedelta(days=churn_days - 1)
    churned = page.session.row(
        "buyers.churn",
        first=(then - timedelta(days=churn_days)).isoformat(),
        then=then.isoformat(),
        last=today.isoformat(),
    )
    active, gone = (churned["active"], churned["gone"]) if churned else (0, 0)
    return Returning(buyers, repeat, occasions, between, spent, active, gone)

"""`rfm` and `product used-up`: buyers by how they buy, and what they will need next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from leadfunnel.domain import rfm
from leadfunnel.domain.money import places
from leadfunnel.domain.record import replace
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
            buyers = _buyers(page)
            scale = _scale(page, buyers)
            counts = {one.code: [0, 0] for one in found}
            for one, buyer in _placed(found, scale, buyers):
                count = counts[one.code]
                count[0] += 1
                count[1] += buyer.spent
            return RfmReport(
                segments=tuple(BuyerSegment(one, *counts[one.code]) for one in found),
                scale=scale,
                returning=_returning(page, buyers, rules["churn_days"]),
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
            wanted, buyers = rfm.find_segment(found, text), _buyers(page)
            inside = [
                (-buyer.spent, buyer.id)
                for one, buyer in _placed(found, _scale(page, buyers), buyers)
                if one is wanted
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


def _placed(
    found: Sequence[Segment], scale: Scale, buyers: Iterable[Buyer]
) -> Iterator[tuple[Segment, Buyer]]:
    """Yield buyers with the segment of their scores, of which there are few."""
    of_scores: dict[tuple[int, int, int], Segment] = {}
    for buyer in buyers:
        scores = scale.scores(buyer)
        if scores not in of_scores:
            holds = (one for one in found if one.holds(scores))
            of_scores[scores] = next(holds, found[-1])
        yield of_scores[scores], buyer


def _scale(page: Page, buyers: Sequence[Buyer]) -> Scale:
    """Return the scale of the store: fifths of its buyers where there are enough, else steps."""
    rules = page.rules("rfm")
    if rules["method"] == "quintiles" and len(buyers) >= rules["least"]:
        return rfm.by_quintiles(buyers)
    unit = 10 ** places(page.settings.currency)
    return Scale(
        tuple(rules["recency_days"]),
        tuple(rules["occasions"]),
        tuple(step * unit for step in rules["spent"]),
        quintiles=False,
    )


def _buyers(page: Page) -> Sequence[Buyer]:
    """Return all buyers, read once: everything told of them is counted from this."""
    today = page.calendar.day(page.now)
    since = cache(lambda text: (today - date.fromisoformat(text)).days)
    return [
        Buyer(
            row["id"],
            max(0, since(row["last_bought_on"])),
            row["purchases"],
            row["spent"],
            since(row["first_bought_on"]) - since(row["last_bought_on"]),
        )
        for row in page.session.each("buyers.buyers", currency=page.settings.currency)
    ]


def _returning(page: Page, buyers: Sequence[Buyer], churn_days: int) -> Returning:
    today = page.calendar.day(page.now)
    again = [buyer for buyer in buyers if buyer.occasions > 1]
    then = today - timedelta(days=churn_days - 1)
    churned = page.session.row(
        "buyers.churn",
        first=(then - timedelta(days=churn_days)).isoformat(),
        then=then.isoformat(),
        last=today.isoformat(),
    )
    active, gone = (churned["active"], churned["gone"]) if churned else (0, 0)
    return Returning(
        buyers=len(buyers),
        repeat=len(again),
        occasions=sum(buyer.occasions for buyer in buyers),
        days_between=sum(buyer.span for buyer in again),
        spent=sum(buyer.spent for buyer in buyers),
        active=active,
        gone=gone,
    )

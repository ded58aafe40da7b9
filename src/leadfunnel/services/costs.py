"""Costs of customers, deals, channels and campaigns: `cost`, `cost list`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leadfunnel.domain.costing import Cost, Spent
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services import deals, who
from leadfunnel.services.amounts import read_money
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.costs import CostList
from leadfunnel.store.session import Row

SHOWN = 50
_PLAIN = N_("Spent {money} on {target}.")


class NoCost(UnreadableError):
    """A cost needs to say how much, and on what."""

    code = "no_cost"
    message = N_("Say on whom or what, and how much was spent.")
    hint = N_("For example: leadfunnel cost d12 800 招待, or cost --channel 抖音 5000 投放")


class OneTarget(UnreadableError):
    """Money is spent on a channel or on a campaign, not on both."""

    code = "one_target"
    message = N_("Say one of --channel and --campaign.")


@dataclass(frozen=True)
class Spending:
    """A cost as typed beside its words."""

    channel: str | None = None
    campaign: str | None = None
    at: str | None = None
    note: str | None = None


class Costs:
    """What was spent."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def add(self, words: Sequence[str], spending: Spending) -> Changed:
        """Record a cost: WHO or dN, amount, category; with a channel or campaign no WHO."""
        if spending.channel and spending.campaign:
            raise OneTarget()
        general = bool(spending.channel or spending.campaign)
        if len(words) < (1 if general else 2):
            raise NoCost()
        about, rest = (None, words) if general else (words[0], words[1:])
        with self.book.record("cost", " ".join(words)[:80]) as page:
            number, deal = (None, None) if about is None else _target(page, about)
            money = read_money(page, rest[0])
            category = " ".join(rest[1:]).strip()
            page.ledger.insert(
                "cost",
                number,
                journey_id=deal,
                channel=(spending.channel or "").strip() or None,
                campaign=(spending.campaign or "").strip() or None,
                category=category,
                amount=money.minor,
                currency=money.currency,
                on_day=_day(page, spending.at),
                note=(spending.note or "").strip(),
                user_id=page.me,
                recorded_at=page.now,
            )
            understood = {"amount": money.decimal, "currency": money.currency, "category": category}
            return _told(page, number, deal, spending, {**understood, "money": money})

    def list(self, first: str | None, last: str | None, *, limit: int | None = SHOWN) -> CostList:
        """Return costs in the order of their days, and what they sum to."""
        with self.book.read() as page:
            found = gathered(page, first, last)
            shown = found if limit is None else found[-limit:]
            ids = list({one.customer_id for one in shown if one.customer_id is not None})
            return CostList(
                items=tuple(shown),
                customers={one.id: one for one in page.customers(ids)},
                totals=totals(found),
                more=len(found) - len(shown),
            )


def _target(page: Page, text: str) -> tuple[int, int | None]:
    """Return the customer, and the deal where d12 stands for one."""
    if deals.deal_number(text) is None:
        return who.one(page, text), None
    deal = deals.find(page, text)
    return deal.customer_id, deal.id


def _day(page: Page, text: str | None) -> str:
    today = page.calendar.day(page.now)
    if text is None:
        return today.isoformat()
    from leadfunnel.domain.moment import read_moment

    moment = read_moment(text, page.local_now, past=True, day=today, almanac=page.almanac)
    return moment.day.isoformat()


def _told(
    page: Writing,
    number: int | None,
    deal: int | None,
    spending: Spending,
    understood: dict[str, object],
) -> Changed:
    page.settle()
    money, category = understood.pop("money"), understood["category"]
    customers = page.customers([number]) if number is not None else ()
    text = N_("Spent {money} on {target}: {category}.") if category else _PLAIN
    target: object = spending.channel or spending.campaign
    if deal is not None:
        target = deals.view(page, deals.find(page, f"d{deal}"))
    elif customers:
        target = customers[0]
    spoken: Sentence = said(text, money=money, category=category, target=target)
    return Changed(page.ledger.recorded, customers, (spoken,), understood)


def gathered(page: Page, first: str | None, last: str | None) -> list[Cost]:
    """Return the costs of some days, both as typed and both included."""
    from leadfunnel.services.forecasting import span_of

    begin, end = span_of(page, first, last)
    rows = page.session.rows(
        "costs.all",
        first=begin.isoformat() if begin else "",
        last=end.isoformat() if end else "9999-12-31",
    )
    return [_cost(row) for row in rows]


def _cost(row: Row) -> Cost:
    return Cost(
        id=row["id"],
        amount=row["amount"],
        currency=row["currency"],
        on_day=row["on_day"],
        category=row["category"],
        note=row["note"],
        by=row["by"],
        customer_id=row["customer_id"],
        deal_id=row["journey_id"],
        channel=row["channel"],
        campaign=row["campaign"],
    )


def totals(found: Sequence[Cost]) -> tuple[Spent, ...]:
    """Return what costs sum to, one sum a currency."""
    currencies = sorted({one.currency for one in found})
    return tuple(
        Spent(
            None,
            currency,
            sum(one.currency == currency for one in found),
            sum(one.amount for one in found if one.currency == currency),
        )
        for currency in currencies
    )

"""Costs of customers, deals, channels and campaigns: `cost`, `cost list`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from leadfunnel.domain.calendar import Period
from leadfunnel.domain.costing import Cost, Spent, folded, spread_out
from leadfunnel.domain.fold import fold
from leadfunnel.domain.period_text import read_period
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, NotFoundError, UnreadableError
from leadfunnel.services import deals, who
from leadfunnel.services.amounts import read_money
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.costs import CostList
from leadfunnel.store.session import Row

SHOWN = 50
MOST_DAYS = 1_098
"""A cost is spread over three years at most."""
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


class ChannelMeant(NotFoundError):
    """What stands for WHO names a channel."""

    code = "channel_meant"
    message = N_("{text} is a source of customers, not one of them.")
    hint = N_("For what a channel cost: leadfunnel cost --channel {text} AMOUNT")


class OneDay(UnreadableError):
    """Money is spent on a day or over a period."""

    code = "one_day"
    message = N_("Say one of --at and --period.")


class LongPeriod(UnreadableError):
    """A cost cannot be spread over so many days."""

    code = "long_period"
    message = N_("{text} has {days} days: a cost is spread over {limit} at most.")
    hint = N_("For example: leadfunnel channel cost 抖音 5000 --period 2026-10")


@dataclass(frozen=True)
class Spending:
    """A cost as typed beside its words."""

    channel: str | None = None
    campaign: str | None = None
    at: str | None = None
    note: str | None = None
    period: str | None = None


class Costs:
    """What was spent."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def add(self, words: Sequence[str], spending: Spending) -> Changed:
        """Record a cost: WHO or dN, amount, category; with a channel or campaign no WHO."""
        if spending.channel and spending.campaign:
            raise OneTarget()
        if spending.at and spending.period:
            raise OneDay()
        general = bool(spending.channel or spending.campaign)
        if len(words) < (1 if general else 2):
            raise NoCost()
        about, rest = (None, words) if general else (words[0], words[1:])
        with self.book.record("cost", " ".join(words)[:80]) as page:
            number, deal = (None, None) if about is None else _target(page, about)
            money = read_money(page, rest[0])
            category = " ".join(rest[1:]).strip()
            days = _days(page, spending)
            spending = replace(spending, channel=_writing(page, spending.channel))
            told: dict[str, object] = {
                "journey_id": deal,
                "channel": spending.channel,
                "campaign": (spending.campaign or "").strip() or None,
                "category": category,
                "currency": money.currency,
                "note": (spending.note or "").strip(),
                "user_id": page.me,
                "recorded_at": page.now,
            }
            parts = spread_out(money.minor, len(days))
            for day, part in zip(days, parts, strict=True):
                page.ledger.insert("cost", number, amount=part, on_day=day, **told)
            understood: dict[str, object] = {
                "amount": money.decimal,
                "currency": money.currency,
                "category": category,
                "from": days[0],
                "to": days[-1],
            }
            return _told(page, number, deal, spending, {**understood, "money": money})

    def list(self, first: str | None, last: str | None, *, limit: int | None = SHOWN) -> CostList:
        """Return costs in the order of their days, and what they sum to."""
        with self.book.read() as page:
            every = gathered(page, first, last)
            found = folded(every)
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
        if text in page.session.values("customers.source_names") and not who.candidates(page, text):
            raise ChannelMeant(text=text)
        return who.one(page, text), None
    deal = deals.find(page, text)
    return deal.customer_id, deal.id


def _writing(page: Page, channel: str | None) -> str | None:
    """Return a channel as the customers' source is written, where one differs by case only."""
    name = (channel or "").strip()
    names = page.session.values("customers.source_names")
    return next((known for known in names if fold(known) == fold(name)), name) or None


def _days(page: Page, spending: Spending) -> list[str]:
    """Return the days over which it was spent; one where no period is named."""
    if not spending.period:
        return [_day(page, spending.at)]
    today = page.calendar.day(page.now)
    span: Period = read_period(spending.period, today, page.settings.week_start)
    count = (span.last - span.first).days + 1
    if count > MOST_DAYS:
        raise LongPeriod(text=spending.period[:40], days=f"{count:,}", limit=f"{MOST_DAYS:,}")
    return [(span.first + timedelta(days=day)).isoformat() for day in range(count)]


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
    if spending.period:
        text = N_("Spent {money} on {target}, spread evenly from {first} to {last}.")
    target: object = spending.channel or spending.campaign
    if deal is not None:
        target = deals.view(page, deals.find(page, f"d{deal}"))
    elif customers:
        target = customers[0]
    span = {"first": understood["from"], "last": understood["to"]}
    spoken: Sentence = said(text, money=money, category=category, target=target, **span)
    return Changed(page.ledger.recorded, customers, (spoken,), understood)


def gathered(page: Page, first: str | None, last: str | None) -> list[Cost]:
    """Return the costs of some days, both as typed and both included."""
    from leadfunnel.services.forecasting import span_of

    return spent(page, *span_of(page, first, last))


def spent(page: Page, begin: date | None, end: date | None) -> list[Cost]:
    """Return the costs of some days, both included; of all where no day is named."""
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
        operation=row["op_id"],
        typed=row["source_key"] is None,
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

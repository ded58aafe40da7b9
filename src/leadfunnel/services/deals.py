"""Deals: adding, changing, listing and showing them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from leadfunnel.domain.customer import Customer
from leadfunnel.domain.deal import Deal, weighted
from leadfunnel.domain.forecast import Sum
from leadfunnel.domain.money import Money
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.errors import N_, NotFoundError, UnreadableError
from leadfunnel.services.book import Book, Page
from leadfunnel.services.due import owner_id
from leadfunnel.services.results.deals import DealCard, DealList, DealView
from leadfunnel.store import deals as stored
from leadfunnel.store import definitions

SHOWN = 50
EVER = 1 << 60
"""Later than any instant."""


class NoDeal(NotFoundError):
    """There is no deal of this number."""

    code = "no_deal"
    message = N_("There is no deal {text}.")
    hint = N_("See them with: leadfunnel deal list")


class BadDealNumber(UnreadableError):
    """The text is no number of a deal."""

    code = "bad_deal_number"
    message = N_("{text} is no number of a deal.")
    hint = N_("Deals are numbered d1, d2 ...: leadfunnel deal list")


@dataclass(frozen=True)
class Sought:
    """Which deals are listed; `states` of open, won, lost, late; `close` a period as typed."""

    owner: str | None = None
    states: tuple[str, ...] = ()
    close: str | None = None
    pipeline: str | None = None
    limit: int | None = SHOWN


def deal_number(text: str) -> int | None:
    """Return the number of a deal as typed, d12; None for what is none."""
    plain = text.strip().lower().removeprefix("d")
    if plain == text.strip().lower() or not (plain.isascii() and plain.isdigit()):
        return None
    return int(plain) if len(plain) <= 15 else None


def find(page: Page, text: str) -> Deal:
    """Return the deal that d12 means; raise BadDealNumber or NoDeal."""
    plain = text.strip()
    number = deal_number(plain if plain[:1] in ("d", "D") else f"d{plain}")
    if number is None:
        raise BadDealNumber(text=text[:40])
    found = stored.one(page.session, number)
    if found is None or found.unit != "deal":
        raise NoDeal(text=f"d{number}")
    return found


def deal_pipelines(page: Page) -> list[str]:
    """Return the names of the pipelines that deals travel on."""
    known = definitions.pipelines(page.session).values()
    return [one.name for one in known if one.unit == "deal"]


def view(page: Page, deal: Deal) -> DealView:
    """Return a deal as it is shown."""
    customer = page.customer(deal.customer_id)
    return _views(page, [deal], {customer.id: customer})[0]


def views(page: Page, deals: Iterable[Deal]) -> tuple[DealView, ...]:
    """Return deals as they are shown."""
    found = list(deals)
    ids = list(dict.fromkeys(deal.customer_id for deal in found))
    return tuple(_views(page, found, {one.id: one for one in page.customers(ids)}))


def _views(page: Page, deals: list[Deal], customers: dict[int, Customer]) -> list[DealView]:
    names = dict.fromkeys(deal.pipeline for deal in deals)
    pipelines = {name: page.pipeline(name) for name in names}
    return [
        _view(page, deal, customers[deal.customer_id], pipelines[deal.pipeline]) for deal in deals
    ]


def _view(page: Page, deal: Deal, customer: Customer, pipeline: Pipeline) -> DealView:
    today = page.calendar.day(page.now)
    is_open, closes, money = deal.is_open(pipeline), deal.worth.closes, deal.worth.money
    chance = deal.chance(pipeline)
    late = (today - closes).days if is_open and closes else 0
    worth = None
    if is_open and money is not None and chance is not None:
        worth = Money(weighted(money.minor, chance), money.currency)
    return DealView(
        deal=deal,
        pipeline=pipeline,
        customer=customer,
        weighted=worth,
        late_days=max(0, late),
        asleep=is_open and deal.asleep(pipeline, page.now),
    )


class Deals:
    """`deal list` and `deal show`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def list(self, sought: Sought) -> DealList:
        """Return the deals sought, those that close first at the top, and what they sum to."""
        with self.book.read() as page:
            names = deal_pipelines(page)
            if sought.pipeline is not None:
                names = [page.pipeline(sought.pipeline).name]
            found = _sought(page, stored.load(page.session, names, EVER), sought)
            shown = found if sought.limit is None else found[: sought.limit]
            return DealList(views(page, shown), len(found) - len(shown), _totals(page, found))

    def show(self, text: str) -> DealCard:
        """Return everything about one deal."""
        with self.book.read() as page:
            deal = find(page, text)
            session = page.session
            helpers = session.rows("deals.helpers", journey_id=deal.id)
            notes = session.rows("deals.notes", journey_id=deal.id)
            return DealCard(
                view=view(page, deal),
                helpers=tuple(row["name"] for row in helpers),
                notes=tuple((row["at"], row["text"]) for row in notes if row["text"]),
                costs=costs_of(page, deal),
                bought=session.value("deals.purchase_of", journey_id=deal.id) is not None,
            )


def costs_of(page: Page, deal: Deal) -> tuple[Money, ...]:
    """Return what was spent on a deal, one sum a currency."""
    rows = page.session.rows("costs.of_deal", journey_id=deal.id)
    return tuple(Money(row["amount"], row["currency"]) for row in rows)


def _sought(page: Page, found: list[Deal], sought: Sought) -> list[Deal]:
    from leadfunnel.domain.period_text import read_period

    today = page.calendar.day(page.now)
    owner = owner_id(page, sought.owner)
    if owner is not None:
        found = [deal for deal in found if deal.owner[0] == owner]
    if sought.states:
        found = [deal for deal in found if _state(page, deal, today) & set(sought.states)]
    if sought.close:
        period = read_period(sought.close, today, page.settings.week_start)
        span = (period.first.isoformat(), period.last.isoformat())
        found = [deal for deal in found if span[0] <= (deal.worth.closes_on or "") <= span[1]]
    return sorted(found, key=lambda deal: (deal.worth.closes_on or "9", deal.id))


def _state(page: Page, deal: Deal, today: date) -> set[str]:
    """Return what a deal counts as: open or late and open, won, or lost with the invalid."""
    kind = deal.stage(page.pipeline(deal.pipeline)).kind
    if kind == "open":
        closes = deal.worth.closes
        return {"open", "late"} if closes and closes < today else {"open"}
    return {"won"} if kind in ("won", "repeat") else {"lost"}


def _totals(page: Page, found: list[Deal]) -> tuple[Sum, ...]:
    sums: dict[str, Sum] = {}
    for deal in found:
        money, pipeline = deal.worth.money, page.pipeline(deal.pipeline)
        if money is None:
            continue
        chance = deal.chance(pipeline) if deal.is_open(pipeline) else None
        before = sums.get(money.currency, Sum(money.currency, 0, 0, 0, None))
        sums[money.currency] = replace(
            before,
            deals=before.deals + 1,
            amount=before.amount + money.minor,
            weighted=before.weighted + (weighted(money.minor, chance) if chance else 0),
        )
    return tuple(sums[currency] for currency in sorted(sums))

"""Recording what customers buy: `buy`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leadfunnel.domain.purchase import Purchase
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sentence import Phrase, Sentence, said
from leadfunnel.domain.sold import Item, Shelf, Sold, read_sale
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services import amounts, products, promises, purchase_deals
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.purchase_prices import priced
from leadfunnel.services.purchase_refusals import NothingBought, OrderConflict, SameOrder
from leadfunnel.services.purchases import Sale, lines_text, record, understood
from leadfunnel.services.results.changed import Changed
from leadfunnel.store import purchases as stored

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.moment import Moment

LONGEST_SUMMARY = 80


@dataclass(frozen=True)
class Terms:
    """What is told of a purchase beside its words, as typed."""

    amount: str | None = None
    at: str | None = None
    outlet: str | None = None
    deal: str | None = None
    order: str | None = None
    note: str = ""
    currency: str | None = None
    campaign: str | None = None


class Buying:
    """`buy`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def buy(self, words: Sequence[str], terms: Terms) -> Changed:
        """Record a purchase from a line: WHO, then products, amount, day and note in any order."""
        from leadfunnel.services.one_line import leading

        with self.book.record("buy") as page:
            number, rest = leading(page, words)
            page.ledger.summarise(" ".join(rest)[:LONGEST_SUMMARY])
            bought, spoken = sell(page, number, rest, terms)
            if terms.campaign is not None:
                spoken = (*spoken, *_for_event(page, number, bought, terms.campaign))
            page.settle()
            customer = page.customer(number)
            first = said(N_("{customer}"), customer=customer)
            return Changed(
                page.ledger.recorded, (customer,), (first, *spoken), understood(page, bought)
            )


def sell(
    page: Writing, number: int, words: Sequence[str], terms: Terms
) -> tuple[Purchase, tuple[Sentence, ...]]:
    """Record a purchase that words and flags tell of; return it and what there is to say."""
    sale = _read(page, number, words, terms)
    check_order(page, number, sale)
    bought, moved = record(page, number, sale)
    return bought, (*told(page, bought, sale), *moved)


def _for_event(page: Writing, number: int, bought: Purchase, campaign: str) -> tuple[Sentence, ...]:
    """Let a purchase count for a sale event, whatever its day."""
    from leadfunnel.services.campaign_entry import link
    from leadfunnel.services.campaign_lists import opened
    from leadfunnel.services.campaign_seats import seated

    found = opened(page, campaign)
    link(page, seated(page, found, number, page.me, bought.at), bought.id)
    return (said(N_("For {campaign}."), campaign=found.name),)


def past_moment(page: Page, text: str) -> Moment | None:
    """Return the moment in the past that a text is, None for another text."""
    from leadfunnel.domain.line import may_hold_moment

    if not may_hold_moment(text):
        return None
    from leadfunnel.domain.moment import read_moment

    today = page.typed.day(page.now)
    try:
        return read_moment(text, page.local_now, past=True, day=today, almanac=page.almanac)
    except UnreadableError:
        return None


def shelf(page: Page, currency: str, given: Mapping[str, object]) -> Shelf:
    """Return what helps to read the words of a sale beside the flags given."""
    return Shelf(
        knows=lambda name: products.exact(page, name) is not None,
        when=lambda text: past_moment(page, text),
        currency=currency,
        given=frozenset(name for name, value in given.items() if value is not None),
    )


def _read(page: Writing, number: int, words: Sequence[str], terms: Terms) -> Sale:
    """Return the purchase that words and flags tell of."""
    usual = amounts.currency(page, terms.currency)
    sold = read_sale(words, shelf(page, usual, {"amount": terms.amount, "when": terms.at}))
    if terms.amount is not None:
        sold = replace(sold, total=products.amount(terms.amount, usual))
    deal = purchase_deals.find(page, number, terms.deal) if terms.deal else None
    if deal is not None:
        sold = _as_agreed(page, sold, deal["id"])
    order = (terms.order or "").strip() or None
    if not (sold.items or sold.total or order or deal):
        raise NothingBought()
    lines, amount, spoken = priced(page, sold.items, sold.total)
    customer = page.session.row("facts.get_customer", row_id=number)
    assert customer is not None  # noqa: S101 - found before
    return Sale(
        lines=lines,
        amount=amount,
        at=_instant(page, terms, sold.when),
        outlet=_outlet(page, terms) or customer["outlet"],
        order=order,
        journey_id=deal["id"] if deal else None,
        note="\n".join(part for part in (sold.note, terms.note.strip()) if part),
        owner_id=customer["owner_id"],
        said=spoken,
    )


def _as_agreed(page: Page, sold: Sold, journey_id: int) -> Sold:
    """Return a sale with what its deal's terms say where the words say nothing."""
    agreed = purchase_deals.agreed(page, journey_id)
    items = sold.items or ((Item(agreed.product),) if agreed.product else ())
    typed = sold.total or any(item.amount for item in items)
    return replace(sold, items=items, total=sold.total if typed else agreed.amount)


def _instant(page: Page, terms: Terms, moment: Moment | None) -> int:
    if terms.at is not None:
        return promises.read_past(page, terms.at)
    return page.now if moment is None else promises.past_instant(page, moment)


def _outlet(page: Writing, terms: Terms) -> str | None:
    """Return the outlet named, or that of whoever sells."""
    if terms.outlet is not None:
        return terms.outlet.strip() or None
    seller = page.session.row("facts.get_users", row_id=page.me)
    return seller["outlet"] if seller else None


def check_order(page: Page, number: int, sale: Sale) -> None:
    """Refuse an order number that is recorded already."""
    for known in stored.of_order(page.session, sale.order) if sale.order else ():
        if known.customer_id == number and known.amount == sale.amount:
            raise SameOrder(order=sale.order, ref=known.ref, id=number)
        owner = page.customer(known.customer_id)
        problems: list[dict[str, object]] = [
            {"ref": known.ref, "text": f"{known.ref}  {owner.label} #{owner.id}  {_money(known)}"},
            {"ref": None, "text": f"-  {page.customer(number).label} #{number}  {_money(sale)}"},
        ]
        raise OrderConflict(order=sale.order, ref=known.ref, problems=problems)


def _money(one: Purchase | Sale) -> str:
    return f"{one.day if isinstance(one, Purchase) else ''}  {one.amount or '?'}".strip()


def told(page: Page, bought: Purchase, sale: Sale) -> tuple[Sentence, ...]:
    """Return how a purchase was understood."""
    fields: dict[str, object] = {
        "purchase": bought.ref,
        "lines": lines_text(bought.lines),
        "amount": bought.amount or Phrase(N_("not known")),
        "day": bought.day if bought.day != page.calendar.day(page.now) else None,
        "order": bought.order,
        "outlet": bought.outlet,
        "note": bought.note,
    }
    given = {name: value for name, value in fields.items() if value}
    return (said(N_("Bought: {fields}."), fields=given), *sale.said)

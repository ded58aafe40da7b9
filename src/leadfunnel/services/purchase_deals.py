"""Deals and their purchases: winning a deal records one, a purchase may win one."""

from __future__ import annotations

import re

from leadfunnel.domain.money import Money
from leadfunnel.domain.purchase import Purchase
from leadfunnel.domain.quantity import ONE
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Phrase, Sentence, said
from leadfunnel.errors import N_
from leadfunnel.services import products, who
from leadfunnel.services.book import Page, Writing
from leadfunnel.services.bought_stages import REACHED, Rise, climb
from leadfunnel.services.passage import Standing
from leadfunnel.services.purchase_refusals import DealBought, NoDeal, OthersDeal
from leadfunnel.store import purchases as stored
from leadfunnel.store.session import Row


@dataclass(frozen=True)
class Agreed:
    """What a deal is worth at present, None where it does not say."""

    amount: Money | None
    product: str | None
    owner_id: int | None


def agreed(page: Page, journey_id: int) -> Agreed:
    """Return the present terms of a deal."""
    row = page.session.row("purchases.terms", journey_id=journey_id)
    if row is None:
        return Agreed(None, None, None)
    money = None if row["amount"] is None else Money(row["amount"], row["currency"])
    return Agreed(money, row["product"], row["owner_id"])


def find(page: Page, number: int, text: str) -> Row:
    """Return the deal that a customer is to have bought by; or raise why not."""
    plain = text.strip().lower().removeprefix("d")
    row = None
    if re.fullmatch("[0-9]{1,18}", plain):
        row = page.session.row("facts.get_journey", row_id=int(plain))
    if row is None or row["unit"] != "deal" or row["void_op"] is not None:
        raise NoDeal(ref=text)
    owner = who.survivor(page, row["customer_id"])
    if owner is None or owner["id"] != number:
        other = page.customer(row["customer_id"])
        raise OthersDeal(ref=f"d{row['id']}", name=other.label, id=other.id)
    linked = stored.of_deal(page.session, row["id"])
    if linked:
        raise DealBought(ref=f"d{row['id']}", purchase=linked[0].ref)
    return row


def win(page: Writing, bought: Purchase) -> tuple[Sentence, ...]:
    """Move the deal of a purchase to its won stage, if it is not there."""
    row = page.session.row("facts.get_journey", row_id=bought.journey_id)
    last = page.session.row("journeys.last_change", journey_id=bought.journey_id)
    if row is None or last is None:
        return ()
    pipeline = page.pipeline(row["pipeline"])
    target = pipeline.first_of("won")
    origin = Standing(row["id"], last, pipeline.stage(last["to_stage"]))
    if target is None or origin.stage.kind in REACHED:
        return ()
    climb(page, bought.customer_id, origin, Rise(pipeline, target, bought.at))
    text = N_("Deal {deal}: {origin} → {target}.")
    return (said(text, deal=f"d{row['id']}", origin=origin.stage, target=target),)


def won(page: Writing, journey_id: int, at: int) -> tuple[Sentence, ...]:
    """Record the purchase of a deal that was just won, unless it has one; return what to say.

    Amount and product are those of its present terms. Call it after the deal's change of stage.
    """
    from leadfunnel.services.purchases import Lines, Sale, lines_text, record

    row = page.session.row("facts.get_journey", row_id=journey_id)
    if row is None or row["void_op"] is not None or stored.of_deal(page.session, journey_id):
        return ()
    terms = agreed(page, journey_id)
    number = row["customer_id"]
    customer = page.session.row("facts.get_customer", row_id=number)
    lines: Lines = ()
    spoken: tuple[Sentence, ...] = ()
    if terms.product:
        product, spoken = products.ensure(page, terms.product)
        lines = ((product, ONE, terms.amount.minor if terms.amount else None),)
    owner = terms.owner_id or (customer["owner_id"] if customer else None)
    sale = Sale(lines, terms.amount, at, journey_id=journey_id, owner_id=owner)
    bought, moved = record(page, number, sale)
    fields: dict[str, object] = {
        "purchase": bought.ref,
        "lines": lines_text(bought.lines),
        "amount": bought.amount or Phrase(N_("not known")),
    }
    given = {name: value for name, value in fields.items() if value}
    return (said(N_("Bought: {fields}."), fields=given), *spoken, *moved)

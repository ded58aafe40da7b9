"""Why a customer has the layer and the level they have, in words."""

from __future__ import annotations

from leadfunnel.domain.customer import Customer, Due
from leadfunnel.domain.layer import LAYERS, Bought, is_loyal
from leadfunnel.domain.level import LEVELS, above, floor_of
from leadfunnel.domain.money import Money
from leadfunnel.domain.reminder import Days
from leadfunnel.domain.sentence import Instant, Sentence, said
from leadfunnel.errors import N_
from leadfunnel.services.book import Page
from leadfunnel.store import standing

CONFIDENCE_LOST = "confidence_lost"


def explain_layer(page: Page, customer: Customer) -> tuple[Sentence, ...]:
    """Return what a customer's layer, and their level if they have one, follow from."""
    found = standing.standings(page.session, [customer.id], page.yardstick).get(customer.id)
    if found is None or not found.bought.occasions:
        layer = LAYERS["potential"]
        return (said(N_("{layer}: has bought nothing so far"), layer=layer),)
    told = [_layer(page, customer, found.bought)]
    if customer.level is not None:
        told.append(_level(page, customer.level, found.spent))
    return tuple(told)


def _layer(page: Page, customer: Customer, bought: Bought) -> Sentence:
    layer = LAYERS[customer.layer or "potential"]
    if layer.code.startswith("dormant"):
        return _dormant(page, customer, bought)
    if layer.code == "loyal":
        return _loyal(page, bought)
    if bought.occasions == 1:
        return said(N_("{layer}: bought once, {last}"), layer=layer, last=_last(bought))
    text = N_("{layer}: bought {count} times, last {last}")
    return said(text, layer=layer, count=bought.occasions, last=_last(bought))


def _last(bought: Bought) -> Due | None:
    return Due(bought.last_on) if bought.last_on else None


def _dormant(page: Page, customer: Customer, bought: Bought) -> Sentence:
    layer, rules = LAYERS[customer.layer or ""], page.yardstick.rules
    quiet = (page.yardstick.today - bought.last_on).days if bought.last_on else 0
    gone = layer.code == "dormant-permanent"
    if gone and not 0 < rules.gone_after_days <= quiet:
        row = page.session.row("layers.mark", customer_id=customer.id, mark=CONFIDENCE_LOST)
        why = row["reason"] if row else None
        at = Instant(row["at"]) if row else None
        if why:
            text = N_("{layer}: lost confidence ({why}), noted {at}")
            return said(text, layer=layer, why=why, at=at)
        return said(N_("{layer}: lost confidence, noted {at}"), layer=layer, at=at)
    limit = rules.gone_after_days if gone else rules.asleep_after_days
    text = N_("{layer}: bought nothing for {days}; counted from {limit} on")
    return said(text, layer=layer, days=Days(quiet), limit=Days(limit))


def _loyal(page: Page, bought: Bought) -> Sentence:
    layer, rules = LAYERS["loyal"], page.yardstick.rules
    if not is_loyal(Bought(bought.occasions, bought.last_on, bought.windows), rules):
        return said(N_("{layer}: brought {count} customers"), layer=layer, count=bought.brought)
    if not rules.windows_needed:
        text = N_("{layer}: bought {count} times, last {last}")
        return said(text, layer=layer, count=bought.occasions, last=_last(bought))
    text = N_("{layer}: bought {count} times, and in each of the last {windows} x {days}")
    days = Days(rules.loyal_window_days)
    return said(text, layer=layer, count=bought.occasions, windows=rules.windows_needed, days=days)


def _level(page: Page, code: str, spent: int) -> Sentence:
    by = page.yardstick
    values = {
        "level": LEVELS[code],
        "amount": Money(spent, by.currency),
        "days": Days(by.spent_days),
    }
    higher = above(code, by.thresholds)
    floor = floor_of(higher, by.thresholds) if higher else None
    if higher is None or floor is None:
        return said(N_("{level}: spent {amount} in {days}"), **values)
    text = N_("{level}: spent {amount} in {days}; {higher} from {floor} on")
    return said(text, **values, higher=LEVELS[higher], floor=Money(floor, by.currency))

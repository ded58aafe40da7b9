"""What the deals of a funnel are worth, where it is one of deals."""

from __future__ import annotations

from leadfunnel.domain.deal import weighted
from leadfunnel.services.funnels.reading import Reading
from leadfunnel.store import deals as stored

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.funnel import Worth


def deal_money(reading: Reading) -> dict[int, Worth]:
    """Return what the deals with an amount were worth just before the instant of a reading.

    Currency, amount and weighted amount, in minor units; the last only of open ones with a
    probability.
    """
    page, pipeline, known = reading.page, reading.pipeline, reading.known
    found: dict[int, Worth] = {}
    for deal in stored.load(page.session, [pipeline.name], known.until, known.op):
        money, chance = deal.worth.money, deal.chance(pipeline)
        if money is None:
            continue
        is_open = deal.is_open(pipeline) and chance is not None
        worth = weighted(money.minor, chance or 0) if is_open else None
        found[deal.id] = money.currency, money.minor, worth
    return found

"""What the verbs about deals return."""

from __future__ import annotations

from leadfunnel.domain.deal import WHOLE
from leadfunnel.domain.rate import ratio
from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.customer import Customer
    from leadfunnel.domain.deal import Deal
    from leadfunnel.domain.forecast import Sum
    from leadfunnel.domain.money import Money
    from leadfunnel.domain.pipeline import Pipeline


@dataclass(frozen=True)
class DealView:
    """One deal with whose it is; `late_days` is 0 unless it is open past its close date."""

    deal: Deal
    pipeline: Pipeline
    customer: Customer
    weighted: Money | None
    late_days: int
    asleep: bool


@dataclass(frozen=True)
class DealList:
    """Deals in the order they are expected to close; `more` counts those left out."""

    items: tuple[DealView, ...]
    more: int
    totals: tuple[Sum, ...]


@dataclass(frozen=True)
class DealCard:
    """Everything about one deal; `notes` are (at, text), `costs` what was spent on it."""

    view: DealView
    helpers: tuple[str, ...]
    notes: tuple[tuple[int, str], ...]
    costs: tuple[Money, ...]
    bought: bool


def plain(view: DealView) -> dict[str, object]:
    """Return a deal in JSON form: amounts as decimal strings, probabilities as fractions."""
    deal, stage, terms = view.deal, view.deal.stage(view.pipeline), view.deal.worth
    chance = deal.chance(view.pipeline)
    owner, name = deal.owner
    return {
        "id": deal.id,
        "ref": deal.ref,
        "title": deal.title,
        "customer": {"id": view.customer.id, "name": view.customer.label},
        "pipeline": deal.pipeline,
        "stage": stage.code,
        "stage_name": stage.name("en"),
        "type": stage.kind,
        "owner": None if owner is None else {"id": owner, "name": name},
        "product": terms.product,
        "amount": terms.money.decimal if terms.money else None,
        "currency": terms.currency,
        "probability": None if chance is None else ratio(chance, WHOLE),
        "own_probability": terms.probability is not None,
        "weighted": view.weighted.decimal if view.weighted else None,
        "expected_close": terms.closes_on,
        "late_days": view.late_days,
        "asleep": view.asleep,
        "reason": deal.last.reason,
    }

"""What the verbs about costs return."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from leadfunnel.domain.costing import Cost, Spent
    from leadfunnel.domain.customer import Customer
    from leadfunnel.domain.pipeline import Pipeline
    from leadfunnel.services.results.seen import Seen


@dataclass(frozen=True)
class CostList:
    """Costs in the order of their days; `more` counts those left out."""

    items: tuple[Cost, ...]
    customers: Mapping[int, Customer]
    totals: tuple[Spent, ...]
    more: int = 0


@dataclass(frozen=True)
class CostReport:
    """What was spent by one key; `pipeline` is the one whose winning counts."""

    by: str
    rows: tuple[Spent, ...]
    totals: tuple[Spent, ...]
    pipeline: Pipeline
    first: date | None
    last: date | None
    seen: Seen

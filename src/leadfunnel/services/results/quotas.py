"""What the verbs about quotas return."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.forecast import Forecast
    from leadfunnel.domain.quota import Attainment, Basis
    from leadfunnel.services.results.deals import DealView
    from leadfunnel.services.results.seen import Seen


@dataclass(frozen=True)
class BasisReport:
    """Bases just frozen, with what was left out of them and why."""

    operation: int | None
    bases: tuple[Basis, ...]
    forecasts: tuple[Forecast, ...]
    views: dict[int, DealView]


@dataclass(frozen=True)
class QuotaReport:
    """Attainment of everyone with a quota or a basis."""

    rows: tuple[Attainment, ...]
    seen: Seen

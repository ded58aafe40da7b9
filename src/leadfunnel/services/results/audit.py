"""What `audit` returns."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.audit import Finding
    from leadfunnel.domain.customer import Customer
    from leadfunnel.services.results.deals import DealView
    from leadfunnel.services.results.seen import Seen


@dataclass(frozen=True)
class KeenGrades:
    """How many of the people somebody graded they called keen."""

    user_id: int
    name: str
    keen: int
    graded: int

    @property
    def share(self) -> float:
        """The keen ones as a fraction of all."""
        return self.keen / self.graded


@dataclass(frozen=True)
class AuditReport:
    """What to look at; `unbought` are customers at a won stage without a purchase.

    `imported` counts what a file brought, which is told in one line; `hidden` the findings about
    other people's deals, which managers see.
    """

    findings: tuple[Finding, ...]
    views: dict[int, DealView]
    unbought: tuple[Customer, ...]
    unbought_more: int
    imported_deals: int
    imported_customers: int
    hidden: int
    seen: Seen
    keen_grades: tuple[KeenGrades, ...] = ()

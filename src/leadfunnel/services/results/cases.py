"""What `case list` returns."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.customer import Customer
    from leadfunnel.domain.service_case import Case, CaseFigures


@dataclass(frozen=True)
class CaseOf:
    """A case with its customer."""

    case: Case
    customer: Customer


@dataclass(frozen=True)
class CaseList:
    """Cases, open ones first; `more` counts those left out, the figures are those of all."""

    items: tuple[CaseOf, ...]
    more: int
    figures: CaseFigures

"""Who is kept longer than the rules say."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from datetime import date

    from leadfunnel.domain.customer import Customer


@dataclass(frozen=True)
class Retained:
    """A customer, the rule that is about them, and the day anything last happened."""

    customer: Customer
    rule: str
    last: date


@dataclass(frozen=True)
class RetentionReport:
    """Whom the rules are about; `counts` by rule of all, `months` by rule, 0 for one that is off.

    `more` counts those left out.
    """

    items: tuple[Retained, ...]
    counts: dict[str, int]
    months: dict[str, int]
    more: int = 0


@dataclass(frozen=True)
class Binned:
    """A customer in the bin, since when (UTC seconds), and the day they may be erased."""

    customer: Customer
    deleted_at: int
    until: date


@dataclass(frozen=True)
class BinView:
    """The bin, the latest first; `due` counts those whose `days` are over."""

    items: tuple[Binned, ...]
    days: int
    due: int

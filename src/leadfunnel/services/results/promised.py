"""What `due` returns: open follow-ups."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.customer import Customer
    from leadfunnel.domain.followup import FollowUp


@dataclass(frozen=True, eq=False, repr=False)
class Promise:
    """An open follow-up with its customer; `late_days` is 0 unless it is overdue."""

    follow_up: FollowUp
    customer: Customer
    late_days: int


@dataclass(frozen=True, eq=False, repr=False)
class Promises:
    """Open follow-ups in the order they fall due."""

    items: tuple[Promise, ...]
    more: int

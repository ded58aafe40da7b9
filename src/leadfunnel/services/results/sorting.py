"""What `sort` shows of one person."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.customer import Customer
    from leadfunnel.domain.pipeline import Stage


@dataclass(frozen=True)
class SortTurn:
    """A person to sort, what was said last, and the key of each stage; `place` of `count`."""

    customer: Customer
    note: str
    keys: tuple[tuple[str, Stage], ...]
    place: int
    count: int

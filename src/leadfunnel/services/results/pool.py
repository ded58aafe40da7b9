"""What the verbs about the pool return."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.customer import Customer


@dataclass(frozen=True)
class Pooled:
    """A customer of the pool, since when (UTC seconds) and why."""

    customer: Customer
    since: int | None
    reason: str | None


@dataclass(frozen=True)
class PoolList:
    """The pool, as one would take from it; `room` is how many one may take now, None any number."""

    items: tuple[Pooled, ...]
    count: int
    room: int | None


@dataclass(frozen=True)
class LetGo:
    """Who goes back to the pool, from whom, after how many days without contact."""

    customer: Customer
    owner: str
    days: int


@dataclass(frozen=True)
class Released:
    """Who went back to the pool, or would; `kept` were idle too, and something is still open."""

    operation: int | None
    items: tuple[LetGo, ...]
    count: int
    kept: int
    dry_run: bool


@dataclass(frozen=True)
class Collision:
    """One identity that customers of several owners have, the customer known longest first."""

    kind: str
    value: str
    customers: tuple[Customer, ...]


@dataclass(frozen=True)
class CollisionList:
    """Where owners run into each other."""

    items: tuple[Collision, ...]

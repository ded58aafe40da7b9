"""A customer as every command shows it."""

from __future__ import annotations

from datetime import date

from leadfunnel.domain.field import FieldValue
from leadfunnel.domain.money import Money
from leadfunnel.domain.phone import Phone
from leadfunnel.domain.pipeline import Stage
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.tag import Tag


@dataclass(frozen=True)
class User:
    """Somebody who sells or manages."""

    id: int
    name: str


@dataclass(frozen=True)
class Due:
    """A day, and the instant when a time was said."""

    day: date
    at: int | None = None

    def order(self) -> tuple[date, bool, int]:
        """Sort by day, timed before untimed."""
        return (self.day, self.at is None, self.at or 0)


@dataclass(frozen=True)
class Customer:
    """A person or firm we sell to; instants are UTC seconds.

    `stage` is where they stand in the store's main pipeline (None when they are not in it);
    `purchases` counts purchase occasions; whoever never bought has no `level`. `spent` is read only
    where it is asked for.
    """

    id: int
    name: str
    company: str | None
    address: str | None
    phones: tuple[Phone, ...]
    wechat: tuple[str, ...]
    emails: tuple[str, ...]
    external_ids: tuple[str, ...]
    pipeline: str
    stage: Stage | None
    stage_since: int | None
    owner: User | None
    outlet: str | None
    source: str | None
    tags: tuple[Tag, ...]
    birthday: str | None
    referrer_id: int | None
    do_not_contact: bool
    next_follow_up: Due | None
    last_contact: int | None
    created_at: int
    deleted_at: int | None = None
    fields: tuple[FieldValue, ...] = ()
    purchases: int = 0
    first_bought: date | None = None
    last_bought: date | None = None
    spent: tuple[Money, ...] | None = None
    layer: str | None = None
    level: str | None = None

    @property
    def has_left(self) -> bool:
        """Whether they left the main pipeline by an exit."""
        return self.stage is not None and self.stage.rank is None

    @property
    def label(self) -> str:
        """The name, or failing that whatever tells this customer from others."""
        phone = self.phones[0].number if self.phones else ""
        return (
            self.name or self.company or next(iter(self.external_ids), "") or phone or f"#{self.id}"
        )


def days_between(earlier: int, later: int) -> int:
    """Return the whole days between two instants, at least 0."""
    return max(0, (later - earlier) // 86400)


def may_have_bought(customer: Customer) -> bool:
    """Tell whether a customer's layer is another than that of those who never bought.

    Somebody who left may have bought before.
    """
    stage = customer.stage
    return customer.purchases > 0 or (stage is not None and stage.kind != "open")

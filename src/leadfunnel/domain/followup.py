"""A promise: this customer, this moment, this reason."""

from __future__ import annotations

from leadfunnel.domain.customer import Due
from leadfunnel.domain.record import dataclass


@dataclass(frozen=True)
class FollowUp:
    """One follow-up; `status` is open, done or cancelled. Printed and taken as `f12`."""

    id: int
    customer_id: int
    kind: str
    due: Due
    note: str
    status: str
    owner_id: int | None
    recorded_at: int
    closed_at: int | None = None

    @property
    def ref(self) -> str:
        """How it is printed and typed."""
        return f"f{self.id}"

"""What the verbs about the people of an account return."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.account import Member
    from leadfunnel.domain.customer import Customer


@dataclass(frozen=True)
class MemberList:
    """The people of one firm."""

    firm: Customer
    members: tuple[Member, ...]

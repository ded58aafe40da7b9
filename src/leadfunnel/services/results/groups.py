"""What the verbs about group chats return."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadfunnel.domain.chat_group import ChatGroup, GroupFigures, Member
    from leadfunnel.domain.customer import Customer


@dataclass(frozen=True)
class GroupList:
    """Groups with who is in each."""

    groups: tuple[tuple[ChatGroup, GroupFigures], ...]


@dataclass(frozen=True)
class GroupCard:
    """A group with everybody who is or was in it, and who could help there.

    `junk` tells why, by customer; who said nothing for `silent_days` days is silent.
    """

    group: ChatGroup
    figures: GroupFigures
    members: tuple[tuple[Customer, Member], ...]
    helper: Customer | None
    suggested: tuple[Customer, ...]
    junk: Mapping[int, str]
    silent_days: int

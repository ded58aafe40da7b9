"""What the verbs about the team return."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadfunnel.domain.team import Department, Outlet, TeamMember


@dataclass(frozen=True)
class TeamList:
    """Who is in the team; `others` own customers and are not in it.

    `held` tells whether a server holds them to their roles: False where none does yet, None for a
    file, which holds nobody.
    """

    members: tuple[TeamMember, ...]
    others: tuple[tuple[str, int], ...]
    pool: int
    held: bool | None


@dataclass(frozen=True)
class PlaceList:
    """Departments, or outlets, with how many members each has; and outlets that are only names."""

    kind: str
    departments: tuple[Department, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    members: Mapping[int, int] | None = None
    undeclared: tuple[tuple[str, int], ...] = ()

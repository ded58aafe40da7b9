"""Who belongs to a team: roles, departments, outlets."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError

ROLES = {"rep": N_("rep"), "manager": N_("manager"), "viewer": N_("viewer")}
"""A rep keeps their own customers, a manager those of the department, a viewer only reads."""

_WORDS = {
    **{role: role for role in ROLES},
    **dict.fromkeys(("销售", "銷售", "業務", "员工", "員工", "导购", "導購", "seller"), "rep"),
    **dict.fromkeys(("经理", "經理", "主管", "店长", "店長", "lead"), "manager"),
    **dict.fromkeys(("查看", "檢視", "只读", "唯讀", "旁观", "旁觀", "reader"), "viewer"),
}


class UnknownRole(UnreadableError):
    """No such role."""

    code = "unknown_role"
    message = N_("No role {text}: one of rep, manager, viewer.")
    hint = N_("A rep keeps their own customers, a manager the department's, a viewer only reads.")


@dataclass(frozen=True)
class Department:
    """A part of the firm; `parent` is the name of what it is a part of."""

    id: int
    name: str
    parent: str | None = None
    parent_id: int | None = None


@dataclass(frozen=True)
class Outlet:
    """A shop people buy at, with the name of the department it belongs to."""

    id: int
    name: str
    department: str | None = None


@dataclass(frozen=True)
class TeamMember:
    """A user with a role; `since` is UTC seconds, `login` what they log in as on a server."""

    user_id: int
    name: str
    role: str
    department: str | None
    outlet: str | None
    since: int
    customers: int = 0
    login: str | None = None


def read_role(text: str) -> str:
    """Return the role a word means; raise UnknownRole."""
    role = _WORDS.get(text.strip().lower())
    if role is None:
        raise UnknownRole(text=text[:40])
    return role

"""`contact add|list|edit|rm`: the people of an account."""

from __future__ import annotations

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def add(
    desk: Workspace,
    firm: p.Firm,
    person: p.Person,
    role: p.RoleOption = None,
    stance: p.StanceOption = None,
    phone: p.PersonPhone = None,
) -> None:
    """Take a person into an account."""
    desk.show(desk.members.add(firm, person, role or "", stance or "", phone))


def edit(
    desk: Workspace,
    firm: p.Firm,
    person: p.Person,
    role: p.RoleOption = None,
    stance: p.StanceOption = None,
) -> None:
    """Say another role or stance."""
    desk.show(desk.members.edit(firm, person, role, stance))


def list_(desk: Workspace, firm: p.Firm) -> None:
    """List the people of an account."""
    desk.show(desk.members.list(firm))


def remove(desk: Workspace, firm: p.Firm, person: p.Person) -> None:
    """Take a person out of an account."""
    desk.show(desk.members.remove(firm, person))

"""`team`, `department`, `outlet` and `pool`."""

from __future__ import annotations

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def init(desk: Workspace) -> None:
    """Set up roles and policies on the server."""
    desk.show(desk.team.init())


def add(
    desk: Workspace,
    name: p.MemberName,
    role: p.TeamRole = "rep",
    department: p.DepartmentOption = None,
    outlet: p.MemberOutlet = None,
    login: p.LoginOption = None,
    password_stdin: p.PasswordStdin = False,
) -> None:
    """Make somebody a member of the team."""
    from leadfunnel.services.team import Joining
    from leadfunnel.services.team_logins import Login

    password = (desk.text("-") or "").partition("\n")[0].rstrip("\r") if password_stdin else None
    desk.show(desk.team.add(name, Joining(role, department, outlet, Login(login, password))))


def remove(desk: Workspace, name: p.MemberName, to: p.Heir = None, pool: p.ToPool = False) -> None:
    """Take somebody out of the team."""
    desk.show(desk.team.remove(name, to, pool=pool))


def list_(desk: Workspace) -> None:
    """List the team."""
    desk.show(desk.team.list())


def collisions(desk: Workspace) -> None:
    """Show what customers of several owners have in common."""
    desk.show(desk.collisions.list())


def department_add(desk: Workspace, name: p.PlaceName, within: p.Within = None) -> None:
    """Add a department."""
    desk.show(desk.departments.add(name, within))


def department_list(desk: Workspace) -> None:
    """List the departments."""
    desk.show(desk.departments.list())


def department_rename(desk: Workspace, name: p.PlaceName, new: p.NewPlaceName) -> None:
    """Rename a department."""
    desk.show(desk.departments.rename(name, new))


def department_remove(desk: Workspace, name: p.PlaceName) -> None:
    """Remove a department."""
    desk.show(desk.departments.remove(name))


def outlet_add(desk: Workspace, name: p.PlaceName, department: p.DepartmentOption = None) -> None:
    """Add an outlet."""
    desk.show(desk.outlets.add(name, department))


def outlet_list(desk: Workspace) -> None:
    """List the outlets."""
    desk.show(desk.outlets.list())


def outlet_rename(desk: Workspace, name: p.PlaceName, new: p.NewPlaceName) -> None:
    """Rename an outlet."""
    desk.show(desk.outlets.rename(name, new))


def outlet_remove(desk: Workspace, name: p.PlaceName) -> None:
    """Remove an outlet."""
    desk.show(desk.outlets.remove(name))


def pool(desk: Workspace, limit: p.Limit = None) -> None:
    """List the pool."""
    desk.show(desk.pool.list(limit))


def take(desk: Workspace, words: p.PoolWords) -> None:
    """Take customers from the pool."""
    desk.show(desk.pool.take(words))


def release(
    desk: Workspace,
    days: p.IdleDays = None,
    owner: p.ReleaseOwner = None,
    dry_run: p.DryRun = False,
) -> None:
    """Let idle customers go back to the pool."""
    desk.show(desk.pool.release(days, owner, dry_run=dry_run))

"""`group` and all that stands below it."""

from __future__ import annotations

from leadfunnel.cli.commands.bulk import whom
from leadfunnel.services.grouping import Terms

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def new(
    desk: Workspace,
    name: p.GroupName,
    purpose: p.GroupPurpose = None,
    benefit: p.GroupBenefit = None,
    campaign: p.GroupCampaign = None,
    helper: p.GroupHelper = None,
) -> None:
    """Begin a group."""
    desk.show(desk.grouping.new(name, Terms(purpose, benefit, campaign, helper)))


def edit(
    desk: Workspace,
    name: p.GroupName,
    purpose: p.GroupPurpose = None,
    benefit: p.GroupBenefit = None,
    campaign: p.GroupCampaign = None,
    helper: p.GroupHelper = None,
    called: p.GroupRenamed = None,
) -> None:
    """Change a group."""
    desk.show(desk.grouping.edit(name, Terms(purpose, benefit, campaign, helper, called)))


def list_(desk: Workspace) -> None:
    """List the groups."""
    desk.show(desk.grouping.list())


def show(desk: Workspace, name: p.GroupName) -> None:
    """Show one group."""
    desk.show(desk.grouping.show(name))


def join(
    desk: Workspace,
    name: p.GroupName,
    who: p.MaybeWhos = None,
    by: p.JoinedBy = None,
    at: p.At = None,
    where: p.Where = None,
    dry_run: p.DryRun = False,
) -> None:
    """Put people into a group."""
    named = whom(desk, who, where, dry_run=dry_run)
    desk.show(desk.grouping.join(name, named, by, at))


def left(
    desk: Workspace,
    name: p.GroupName,
    who: p.MaybeWhos = None,
    junk: p.JunkReason = None,
    at: p.At = None,
    where: p.Where = None,
    dry_run: p.DryRun = False,
) -> None:
    """Take people out of a group."""
    named = whom(desk, who, where, dry_run=dry_run)
    desk.show(desk.grouping.left(name, named, junk, at))


def spoke(
    desk: Workspace,
    name: p.GroupName,
    who: p.MaybeWhos = None,
    at: p.At = None,
    where: p.Where = None,
    dry_run: p.DryRun = False,
) -> None:
    """Note that people said something."""
    named = whom(desk, who, where, dry_run=dry_run)
    desk.show(desk.grouping.spoke(name, named, at))

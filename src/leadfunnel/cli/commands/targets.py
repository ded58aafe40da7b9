"""`target set|list|rm`."""

from __future__ import annotations

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def set_(
    desk: Workspace,
    metric: p.Metric,
    goal: p.Goal,
    per: p.TargetPer = None,
    owner: p.TargetOwner = None,
    ramp: p.Ramp = None,
    from_: p.TargetFrom = None,
) -> None:
    """Set a target."""
    from leadfunnel.services.target_setting import Wanted

    desk.show(desk.targets.set(Wanted(metric, goal, per, owner, ramp, from_)))


def list_(desk: Workspace, owner: p.OwnerFilter = None) -> None:
    """Show how far the targets are."""
    desk.show(desk.targets.list(owner))


def remove(
    desk: Workspace, metric: p.Metric, per: p.TargetPer = None, owner: p.TargetOwner = None
) -> None:
    """End a target from today on."""
    desk.show(desk.targets.remove(metric, per, owner))

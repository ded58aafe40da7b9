"""`plan list|show|load|start|stop|done|skip|runs|close`."""

from __future__ import annotations

from leadfunnel.cli.commands.bulk import whom

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def list_(desk: Workspace) -> None:
    """List the plans."""
    desk.show(desk.plan_files.list())


def show(desk: Workspace, plan: p.PlanName, toml: p.AsToml = False) -> None:
    """Show the steps of a plan."""
    desk.show(desk.plan_files.file(plan) if toml else desk.plan_files.show(plan))


def load(desk: Workspace, files: p.PlanPaths, dry_run: p.DryRun = False) -> None:
    """Load plans from TOML files."""
    desk.show(desk.plan_files.load(files, dry_run=dry_run))


def start(
    desk: Workspace,
    plan: p.PlanName,
    who: p.MaybeWhos = None,
    on: p.DayZero = None,
    where: p.Where = None,
    dry_run: p.DryRun = False,
) -> None:
    """Start a plan for customers."""
    desk.show(desk.planning.start(plan, whom(desk, who, where, dry_run=dry_run), on))


def stop(desk: Workspace, who: p.Who, plan: p.MaybePlan = None, reason: p.Reason = None) -> None:
    """End a customer's plan."""
    desk.show(desk.planning.stop(who, plan, reason))


def done(
    desk: Workspace,
    who: p.Who,
    words: p.StepWords = None,
    plan: p.PlanOption = None,
    kind: p.PromiseKind = None,
) -> None:
    """Mark a step as done."""
    from leadfunnel.services.planning import Doing

    desk.show(desk.planning.done(who, Doing(tuple(words or ()), plan, kind)))


def skip(
    desk: Workspace,
    who: p.Who,
    words: p.StepWords = None,
    plan: p.PlanOption = None,
    reason: p.Reason = None,
) -> None:
    """Mark a step as one that will not be done."""
    from leadfunnel.services.planning import Doing

    desk.show(desk.planning.skip(who, Doing(tuple(words or ()), plan, reason=reason)))


def runs(
    desk: Workspace, plan: p.MaybePlan = None, limit: p.Limit = None, all_: p.All = False
) -> None:
    """List who is in a plan."""
    from leadfunnel.services.planning import SHOWN

    desk.show(desk.planning.runs(plan, None if all_ else limit or SHOWN))


def close(desk: Workspace, plan: p.PlanName) -> None:
    """End a plan for everybody."""
    desk.show(desk.planning.close(plan))

"""`pipeline list|show|load|goal`."""

from __future__ import annotations

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def list_(desk: Workspace) -> None:
    """List the pipelines."""
    desk.show(desk.pipelines.list())


def show(desk: Workspace, name: p.MaybeName = None) -> None:
    """Show the stages of a pipeline."""
    desk.show(desk.pipelines.show(name))


def load(desk: Workspace, files: p.Paths, dry_run: p.DryRun = False) -> None:
    """Load pipelines from TOML files."""
    desk.show(desk.pipelines.load(files, dry_run=dry_run))


def goal(
    desk: Workspace, stage: p.GoalStage, rate: p.GoalRate, name: p.PipelineOption = None
) -> None:
    """Set the goal rate of a stage."""
    desk.show(desk.pipelines.goal(stage, rate, name))

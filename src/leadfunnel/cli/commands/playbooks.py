"""`playbook list|show|check`."""

from __future__ import annotations

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def list_(desk: Workspace) -> None:
    """List the playbooks."""
    desk.show(desk.playbooks.list())


def show(
    desk: Workspace, chapter: p.MaybeChapter = None, pipeline: p.PipelineOption = None
) -> None:
    """Show what to ask, say and do at a stage, or with a layer."""
    desk.show(desk.playbooks.show(chapter, pipeline))


def check(desk: Workspace, files: p.PlaybookFiles = None) -> None:
    """Say everything that is wrong with playbook files."""
    desk.show(desk.playbooks.check(files or ()))

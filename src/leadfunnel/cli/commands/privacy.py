"""`forget`, `export-person`."""

from __future__ import annotations

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def forget(desk: Workspace, who: p.Whos, dry_run: p.DryRun = False) -> None:
    """Erase customers for good."""
    desk.show(desk.forgetting.forget(who, dry_run=dry_run))


def export_person(
    desk: Workspace, who: p.Who, output: p.Output = None, force: p.Overwrite = False
) -> None:
    """Write everything about one person."""
    if output is None:
        desk.show(desk.person_files.collect(who))
    else:
        desk.show(desk.person_files.write(who, output, force=force))

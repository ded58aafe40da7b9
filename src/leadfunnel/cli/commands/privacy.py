"""`forget`, `export-person`, `retention report|apply`, `bin`, `bin empty`."""

from __future__ import annotations

from leadfunnel.services.retention import SHOWN

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


def retention_report(desk: Workspace, limit: p.Limit = None, all_: p.All = False) -> None:
    """List who is kept longer than the rules say."""
    desk.show(desk.retention.report(None if all_ else limit or SHOWN))


def retention_apply(desk: Workspace, dry_run: p.DryRun = False) -> None:
    """Erase who is kept longer than the rules say."""
    desk.show(desk.retention.apply(dry_run=dry_run))


def bin_(desk: Workspace) -> None:
    """List who is in the bin."""
    desk.show(desk.bin.show())


def bin_empty(desk: Workspace, all_: p.EverybodyBinned = False, dry_run: p.DryRun = False) -> None:
    """Erase who has been in the bin for long enough."""
    desk.show(desk.bin.empty(everybody=all_, dry_run=dry_run))

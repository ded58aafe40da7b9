"""`source list|rename|join` and `tags list|rename|join`."""

from __future__ import annotations

from leadfunnel.services.vocabulary import Renaming

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def list_sources(desk: Workspace) -> None:
    """List the sources in use."""
    desk.show(desk.sources.list())


def rename_source(
    desk: Workspace, old: p.OldWord, new: p.NewWord, dry_run: p.DryRun = False
) -> None:
    """Call a source otherwise."""
    desk.show(desk.sources.rename("rename", Renaming((old,), new, dry_run)))


def join_sources(
    desk: Workspace, old: p.OldWords, into: p.Into = None, dry_run: p.DryRun = False
) -> None:
    """Make several sources one."""
    desk.show(desk.sources.rename("join", Renaming(tuple(old), into, dry_run)))


def list_tags(desk: Workspace, dimension: p.MaybeDimension = None) -> None:
    """List the tags in use."""
    desk.show(desk.tag_words.list(dimension))


def rename_tag(desk: Workspace, old: p.OldWord, new: p.NewWord, dry_run: p.DryRun = False) -> None:
    """Call a tag otherwise."""
    desk.show(desk.tag_words.rename("rename", Renaming((old,), new, dry_run)))


def join_tags(
    desk: Workspace, old: p.OldWords, into: p.Into = None, dry_run: p.DryRun = False
) -> None:
    """Make several tags one."""
    desk.show(desk.tag_words.rename("join", Renaming(tuple(old), into, dry_run)))

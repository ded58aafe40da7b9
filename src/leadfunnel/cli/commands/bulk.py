"""`tag`, `untag`, `assign`, `delete`: about one customer, or about many at once."""

from __future__ import annotations

from leadfunnel.services.whom import Whom

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def whom(desk: Workspace, who: Sequence[str] | None, where: str | None, *, dry_run: bool) -> Whom:
    """Return whom the words mean; `-` alone stands for what comes on standard input."""
    texts = tuple(who or ())
    if texts == ("-",):
        return Whom(where=where, lines=desk.text("-"), dry_run=dry_run)
    return Whom(texts, where, dry_run=dry_run)


def _tagged(
    desk: Workspace, words: Sequence[str], where: str | None, *, dry_run: bool
) -> tuple[Whom, Sequence[str]]:
    """Return whom the first word means and the tags after it; with a filter all are tags."""
    if where is not None:
        return whom(desk, None, where, dry_run=dry_run), words
    return whom(desk, words[:1], None, dry_run=dry_run), words[1:]


def tag(
    desk: Workspace, words: p.WhoAndTags, where: p.Where = None, dry_run: p.DryRun = False
) -> None:
    """Put tags on customers."""
    named, tags = _tagged(desk, words, where, dry_run=dry_run)
    desk.show(desk.tagging.tag(named, tags))


def untag(
    desk: Workspace, words: p.WhoAndTags, where: p.Where = None, dry_run: p.DryRun = False
) -> None:
    """Take tags off customers."""
    named, tags = _tagged(desk, words, where, dry_run=dry_run)
    desk.show(desk.tagging.untag(named, tags))


def assign(
    desk: Workspace,
    who: p.MaybeWhos = None,
    to: p.Assignee = None,
    reason: p.AssignReason = None,
    where: p.Where = None,
    dry_run: p.DryRun = False,
) -> None:
    """Give customers to whoever looks after them."""
    desk.show(desk.assigning.assign(whom(desk, who, where, dry_run=dry_run), to, reason))


def delete(
    desk: Workspace,
    who: p.MaybeWhos = None,
    where: p.Where = None,
    dry_run: p.DryRun = False,
) -> None:
    """Move customers to the bin."""
    desk.show(desk.bin.delete(whom(desk, who, where, dry_run=dry_run)))

"""`promote`, `demote`, `drop`, `reopen`."""

from __future__ import annotations

from leadfunnel.cli.commands.bulk import whom
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services.ladder import Move

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


class OneExit(UnreadableError):
    """The ways to name an exit exclude each other."""

    code = "one_exit"
    message = N_("Say one of --to, --lost and --invalid.")


def promote(
    desk: Workspace,
    who: p.MaybeWhos = None,
    to: p.To = None,
    at: p.At = None,
    reason: p.Reason = None,
    pipeline: p.PipelineOption = None,
    where: p.Where = None,
    dry_run: p.DryRun = False,
) -> None:
    """Move customers up."""
    named = whom(desk, who, where, dry_run=dry_run)
    desk.show(desk.ladder.promote(named, Move(to, at, reason, pipeline)))


def demote(
    desk: Workspace,
    who: p.MaybeWhos = None,
    to: p.To = None,
    at: p.At = None,
    reason: p.Reason = None,
    pipeline: p.PipelineOption = None,
    where: p.Where = None,
    dry_run: p.DryRun = False,
) -> None:
    """Move customers down."""
    named = whom(desk, who, where, dry_run=dry_run)
    desk.show(desk.ladder.demote(named, Move(to, at, reason, pipeline)))


def drop(
    desk: Workspace,
    who: p.MaybeWhos = None,
    to: p.To = None,
    lost: p.Lost = False,
    invalid: p.Invalid = False,
    at: p.At = None,
    reason: p.Reason = None,
    pipeline: p.PipelineOption = None,
    where: p.Where = None,
    dry_run: p.DryRun = False,
) -> None:
    """Take customers off the ladder."""
    if sum((to is not None, lost, invalid)) > 1:
        raise OneExit()
    kind = "lost" if lost else "invalid" if invalid else None
    named = whom(desk, who, where, dry_run=dry_run)
    desk.show(desk.ladder.drop(named, Move(to, at, reason, pipeline), exit_kind=kind))


def reopen(
    desk: Workspace,
    who: p.MaybeWhos = None,
    to: p.To = None,
    at: p.At = None,
    reason: p.Reason = None,
    pipeline: p.PipelineOption = None,
    where: p.Where = None,
    dry_run: p.DryRun = False,
) -> None:
    """Bring customers back."""
    named = whom(desk, who, where, dry_run=dry_run)
    desk.show(desk.ladder.reopen(named, Move(to, at, reason, pipeline)))

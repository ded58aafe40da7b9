"""`promote`, `demote`, `drop`, `reopen`."""

from __future__ import annotations

import re

from leadfunnel.cli.commands.bulk import whom
from leadfunnel.domain.record import replace
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services.ladder import Move

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace

_DEAL = re.compile("[dD][0-9]{1,15}")


class OneExit(UnreadableError):
    """The ways to name an exit exclude each other."""

    code = "one_exit"
    message = N_("Say one of --to, --lost and --invalid.")


class DealOrCustomer(UnreadableError):
    """A command moves deals or customers."""

    code = "deal_or_customer"
    message = N_("Say customers or deals, not both; a deal has its own pipeline.")
    hint = N_("For example: leadfunnel {command} --deal {ref}")


def _deals(
    command: str, who: list[str] | None, deals: list[str] | None, move: Move, where: str | None
) -> tuple[list[str], Move]:
    """Return the deals named by --deal or as d12, none where customers are, and the move.

    As with customers, the last word may be the stage: promote d12 WON.
    """
    texts = list(who or [])
    if len(texts) > bool(not deals) and move.to is None and not _DEAL.fullmatch(texts[-1]):
        *texts, last = texts
        if command != "drop" and all(map(_DEAL.fullmatch, texts)):
            move = replace(move, to=last)
        else:
            texts.append(last)
    named = [text for text in texts if _DEAL.fullmatch(text)]
    found = [*(deals or []), *named]
    if found and (len(named) < len(texts) or where is not None or move.pipeline is not None):
        raise DealOrCustomer(command=command, ref=found[0])
    return found, move


def promote(
    desk: Workspace,
    who: p.MaybeWhos = None,
    to: p.To = None,
    at: p.At = None,
    reason: p.Reason = None,
    pipeline: p.PipelineOption = None,
    deal: p.DealsOption = None,
    where: p.Where = None,
    dry_run: p.DryRun = False,
) -> None:
    """Move customers up."""
    move = Move(to, at, reason, pipeline)
    deals, moving = _deals("promote", who, deal, move, where)
    if deals:
        desk.show(desk.deal_moves.move("promote", deals, moving, dry_run=dry_run))
        return
    named = whom(desk, who, where, dry_run=dry_run)
    desk.show(desk.ladder.promote(named, move))


def demote(
    desk: Workspace,
    who: p.MaybeWhos = None,
    to: p.To = None,
    at: p.At = None,
    reason: p.Reason = None,
    pipeline: p.PipelineOption = None,
    deal: p.DealsOption = None,
    where: p.Where = None,
    dry_run: p.DryRun = False,
) -> None:
    """Move customers down."""
    move = Move(to, at, reason, pipeline)
    deals, moving = _deals("demote", who, deal, move, where)
    if deals:
        desk.show(desk.deal_moves.move("demote", deals, moving, dry_run=dry_run))
        return
    named = whom(desk, who, where, dry_run=dry_run)
    desk.show(desk.ladder.demote(named, move))


def drop(
    desk: Workspace,
    who: p.MaybeWhos = None,
    to: p.To = None,
    lost: p.Lost = False,
    invalid: p.Invalid = False,
    at: p.At = None,
    reason: p.Reason = None,
    pipeline: p.PipelineOption = None,
    deal: p.DealsOption = None,
    where: p.Where = None,
    dry_run: p.DryRun = False,
) -> None:
    """Take customers off the ladder."""
    if sum((to is not None, lost, invalid)) > 1:
        raise OneExit()
    kind = "lost" if lost else "invalid" if invalid else None
    if reason is None and desk.can_ask and not dry_run:
        from leadfunnel.cli.commands.reasons import asked

        reason = asked(desk, desk.reasons.offered(kind, to, pipeline))
    move = Move(to, at, reason, pipeline)
    deals, moving = _deals("drop", who, deal, move, where)
    if deals:
        moves = desk.deal_moves
        desk.show(moves.move("drop", deals, moving, exit_kind=kind, dry_run=dry_run))
        return
    named = whom(desk, who, where, dry_run=dry_run)
    desk.show(desk.ladder.drop(named, move, exit_kind=kind))


def reopen(
    desk: Workspace,
    who: p.MaybeWhos = None,
    to: p.To = None,
    at: p.At = None,
    reason: p.Reason = None,
    pipeline: p.PipelineOption = None,
    deal: p.DealsOption = None,
    where: p.Where = None,
    dry_run: p.DryRun = False,
) -> None:
    """Bring customers back."""
    move = Move(to, at, reason, pipeline)
    deals, moving = _deals("reopen", who, deal, move, where)
    if deals:
        desk.show(desk.deal_moves.move("reopen", deals, moving, dry_run=dry_run))
        return
    named = whom(desk, who, where, dry_run=dry_run)
    desk.show(desk.ladder.reopen(named, move))

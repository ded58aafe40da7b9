"""`next`, `done`, `snooze`, `cancel`, `due`."""

from __future__ import annotations

from leadfunnel.errors import N_, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


class OneSpan(UnreadableError):
    """The spans of `due` exclude each other."""

    code = "one_span"
    message = N_("Say one of --overdue, --today and --week.")


def next_(desk: Workspace, who: p.Who, when: p.Moments, kind: p.PromiseKind = None) -> None:
    """Promise a follow-up."""
    desk.show(desk.follow_ups.next(who, when, kind))


def done(
    desk: Workspace,
    who: p.WhoOrRef,
    log: p.LogText = None,
    note: p.LogNote = None,
    next_: p.NextOption = None,
) -> None:
    """Close a follow-up as kept."""
    kind = log or ("note" if note else None)
    desk.show(desk.follow_ups.done(who, kind=kind, note=desk.text(note) or "", when=next_))


def snooze(desk: Workspace, who: p.WhoOrRef, when: p.MomentWords) -> None:
    """Move a follow-up."""
    desk.show(desk.follow_ups.snooze(who, when))


def cancel(desk: Workspace, who: p.WhoOrRef) -> None:
    """Take a follow-up back."""
    desk.show(desk.follow_ups.cancel(who))


def due(
    desk: Workspace,
    overdue: p.Overdue = False,
    today: p.Today = False,
    week: p.Week = False,
    owner: p.OwnerFilter = None,
) -> None:
    """List open follow-ups."""
    chosen = [name for name, on in (("overdue", overdue), ("today", today), ("week", week)) if on]
    if len(chosen) > 1:
        raise OneSpan()
    desk.show(desk.due.due(span=chosen[0] if chosen else "all", owner=owner))

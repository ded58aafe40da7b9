"""`next`, `done`, `snooze`, `cancel`, `due`."""

from __future__ import annotations

from leadfunnel.domain.record import replace
from leadfunnel.errors import N_, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


class OneSpan(UnreadableError):
    """The spans of `due` exclude each other."""

    code = "one_span"
    message = N_("Say one of --overdue, --today and --week.")


class WordsWithoutKind(UnreadableError):
    """Words behind WHO say what was done, so their kind must be said too."""

    code = "words_without_kind"
    message = N_("Say how it was kept: {text} needs a kind.")
    hint = N_("For example: leadfunnel done {who} --log call {text}")


def next_(desk: Workspace, who: p.Who, when: p.Moments, kind: p.PromiseKind = None) -> None:
    """Promise a follow-up; `-` stands for everybody on standard input."""
    if who != "-":
        desk.show(desk.follow_ups.next(who, when, kind))
        return
    from leadfunnel.services.whom import Whom

    desk.show(desk.follow_ups.next(Whom(lines=desk.text("-")), when, kind))


def done(
    desk: Workspace,
    who: p.WhoOrRef,
    text: p.Words = None,
    log: p.LogText = None,
    note: p.LogNote = None,
    next_: p.NextOption = None,
) -> None:
    """Close a follow-up as kept; what was said follows the kind, in its quotes or behind it."""
    kind, *quoted = log.split(maxsplit=1) if log and log.strip() else (log,)
    words = " ".join((*quoted, *(text or ())))
    if words and not kind:
        raise WordsWithoutKind(who=who, text=words)
    said = "\n".join(filter(None, (desk.text(words), desk.text(note))))
    kind = kind or ("note" if said else None)
    desk.show(desk.follow_ups.done(who, kind=kind, note=said, when=next_))


class SnoozeWhat(UnreadableError):
    """Either one follow-up is moved, or all that is overdue."""

    code = "snooze_what"
    message = N_("Say whose follow-up and until when, or --overdue and --over.")
    hint = N_("For example: snooze 12 3d, or snooze --overdue --over 3d --a-day 20")


def snooze(
    desk: Workspace,
    who: p.MaybeWhoOrRef = None,
    when: p.MaybeMomentWords = None,
    overdue: p.OverdueOnes = False,
    over: p.Over = None,
    a_day: p.ADay = None,
    owner: p.OwnerFilter = None,
    dry_run: p.DryRun = False,
) -> None:
    """Move a follow-up, or all that are overdue."""
    from leadfunnel.services import spreading

    asked = spreading.Spread(over, a_day) if overdue and over else None
    if not overdue and over is None and a_day is None and owner is None:
        asked = spreading.spoken(who, when or ())
        if asked is None and who is not None and when and not dry_run:
            desk.show(desk.follow_ups.snooze(who, when))
            return
    elif who is not None:
        asked = None
    if asked is None:
        raise SnoozeWhat()
    desk.show(spreading.spread(desk.book, replace(asked, owner=owner, dry_run=dry_run)))


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

"""`review`, `review note|outcome|rm`."""

from __future__ import annotations

from leadfunnel.cli.commands.weekly import kind_of
from leadfunnel.services.weekly import When

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def review(
    desk: Workspace, last: p.LookBack = False, month: p.ByMonth = False, week_of: p.WeekOf = None
) -> None:
    """Walk through the steps at a terminal; elsewhere they are shown below each other."""
    when = When(kind_of({"month": month}, week_of), week_of)
    if not desk.can_ask:
        desk.show(desk.review_notes.written(when) if last else desk.reviewing.review(when))
        return
    from leadfunnel.cli.friday import Friday
    from leadfunnel.cli.main import run

    walk = Friday(desk, when, lambda words: run(words, desk.environ))
    desk.show(walk.look_back() if last else walk.walk())


def note(
    desk: Workspace,
    head: p.NoteHead,
    words: p.ReviewWords,
    month: p.ByMonth = False,
    week_of: p.WeekOf = None,
) -> None:
    """Write a note into the review of a week or month."""
    desk.show(desk.review_notes.add(head, words, When(kind_of({"month": month}, week_of), week_of)))


def outcome(desk: Workspace, note: p.NoteRef, words: p.OutcomeWords) -> None:
    """Write what became of a note."""
    desk.show(desk.review_notes.outcome(note, words))


def remove(desk: Workspace, note: p.NoteRef) -> None:
    """Take a note out of its review."""
    desk.show(desk.review_notes.remove(note))

"""`log edit`, `log move`, `log rm`, `stage-fix`."""

from __future__ import annotations

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def edit(
    desk: Workspace,
    ref: p.Ref,
    text: p.Words = None,
    kind: p.EntryKind = None,
    outcome: p.Outcome = None,
    grade: p.Grade = None,
    duration: p.Duration = None,
    at: p.At = None,
    incoming: p.InOrOut = None,
) -> None:
    """Correct something that was logged."""
    from leadfunnel.services.corrections import Correction

    words = desk.text(" ".join(text)) if text else None
    correction = Correction(kind, outcome, grade, duration, at, incoming, words)
    desk.show(desk.corrections.edit(ref, correction))


def move(desk: Workspace, ref: p.Ref, who: p.Who) -> None:
    """Give it to the customer it was about."""
    desk.show(desk.corrections.move(ref, who))


def remove(desk: Workspace, refs: p.Refs) -> None:
    """Take back something that was logged."""
    desk.show(desk.corrections.remove(refs))


def stage_fix(
    desk: Workspace,
    who: p.Who,
    change: p.ChangeOption = None,
    at: p.At = None,
    to: p.To = None,
    remove: p.Remove = False,
    reason: p.Reason = None,
    pipeline: p.PipelineOption = None,
) -> None:
    """Correct a past change of stage or its date; without either show the changes."""
    from leadfunnel.services.stage_fix import Asked

    asked = Asked(change, at, to, reason, remove, pipeline)
    if asked.anything:
        desk.show(desk.stage_fix.fix(who, asked))
    else:
        desk.show(desk.stage_fix.show(who, pipeline))

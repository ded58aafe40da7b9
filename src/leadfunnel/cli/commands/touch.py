"""`log` and `note`."""

from __future__ import annotations

from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services.touches import Told

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


class OnlyWords(UnreadableError):
    """With a campaign all but grade, outcome and date is said in words."""

    code = "only_words"
    message = N_("With --campaign, say it in words; beside them only --grade, --outcome and --at.")
    hint = N_("For example: leadfunnel log 0003 B 烟机 群 周六来 --campaign .")


def log(
    desk: Workspace,
    who: p.Who,
    words: p.LogWords = None,
    outcome: p.Outcome = None,
    grade: p.Grade = None,
    duration: p.Duration = None,
    next_: p.NextOption = None,
    stage: p.StageOption = None,
    at: p.At = None,
    incoming: p.Incoming = False,
    keep: p.Keep = False,
    satisfaction: p.SatisfactionOption = None,
    until: p.RunsOut = None,
    material: p.MaterialOption = None,
    again: p.SendAgain = False,
    campaign: p.CampaignLogged = None,
) -> None:
    """Record a touch; a contact closes the promises it keeps."""
    more = {"satisfaction": satisfaction, "until": until, "material": material}
    told = Told(outcome, grade, duration, at, incoming, next_, stage, keep, **more, again=again)
    spoken = [desk.text(word) or "" for word in words or ()]
    if campaign is not None:
        if told != Told(grade=grade, outcome=outcome, at=at):
            raise OnlyWords()
        flags = [flag for flag in (grade, outcome) if flag]
        desk.show(desk.campaign_entry.log([who, *flags, *spoken], campaign, at))
        return
    desk.show(desk.touches.log_line([who, *spoken], told))


def note(desk: Workspace, who: p.Who, text: p.NoteWords) -> None:
    """Write a note."""
    desk.show(desk.touches.note(who, desk.text(" ".join(text)) or ""))


def missed(desk: Workspace, who: p.Whos) -> None:
    """Record calls that nobody answered."""
    desk.show(desk.touches.missed(who))

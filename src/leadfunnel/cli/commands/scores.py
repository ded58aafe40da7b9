"""`score`, `score show|list` and `dormant`."""

from __future__ import annotations

from leadfunnel.errors import N_, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


class ReasonOrOff(UnreadableError):
    """A note is made or taken back."""

    code = "reason_or_off"
    message = N_("Say --off or a reason, not both.")


class WhoSleeps(UnreadableError):
    """A reason belongs to somebody."""

    code = "who_sleeps"
    message = N_("Say of whom: leadfunnel dormant WHO --reason TEXT.")


def score(desk: Workspace, who: p.Who, card: p.CardName, points: p.Points = None) -> None:
    """Judge a customer by a scorecard; at a terminal what is missing is asked."""
    words = list(points or ())
    if desk.can_ask:
        words += _asked(desk, who, card, words)
    desk.show(desk.scores.give(who, card, words))


def _asked(desk: Workspace, who: str, name: str, words: list[str]) -> list[str]:
    """Return what is answered for each criterion left open; an empty answer leaves it open."""
    from leadfunnel.domain.scorecard import BadPoints, read_one
    from leadfunnel.i18n import named
    from leadfunnel.services.scores import card_of

    found = []
    for criterion in desk.scores.open(who, name, words):
        while answer := desk.ask(f"{named(criterion.names)}: {named(criterion.ask)} > "):
            try:
                found.append(f"{criterion.key}={read_one(card_of(name), criterion, answer)}")
                break
            except BadPoints:
                continue
    return found


def show(desk: Workspace, who: p.Who) -> None:
    """Show a customer's scores, term by term."""
    desk.show(desk.scores.show(who))


def list_(desk: Workspace) -> None:
    """List the scorecards."""
    desk.show(desk.scores.list())


def dormant(
    desk: Workspace,
    who: p.MaybeWho = None,
    reason: p.Reason = None,
    gone: p.Gone = False,
    off: p.NoteOff = False,
    all_: p.All = False,
) -> None:
    """List sleeping customers, or note why one stays away."""
    if who is None:
        if reason is not None or gone or off:
            raise WhoSleeps()
        desk.show(desk.dormant.list(everything=all_))
    elif off:
        if reason is not None or gone:
            raise ReasonOrOff()
        desk.show(desk.dormant.take_back(who))
    else:
        desk.show(desk.dormant.note(who, reason, gone=gone))

"""`consent` and `mute`."""

from __future__ import annotations

from leadfunnel.errors import N_, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


class UntilOrOff(UnreadableError):
    """A rest begins or ends."""

    code = "until_or_off"
    message = N_("Say --until or --off, not both.")


def consent(
    desk: Workspace,
    who: p.Who,
    channel: p.Channel = None,
    given: p.Given = None,
    how: p.How = None,
    at: p.At = None,
) -> None:
    """Record by what they may be contacted, or show it."""
    from leadfunnel.services.consents import Wish

    if given is None and not any((channel, how, at)):
        desk.show(desk.consenting.show(who))
    else:
        desk.show(desk.consenting.set(who, Wish(given, channel, how, at)))


def mute(
    desk: Workspace,
    who: p.Who,
    reason: p.ReminderReason,
    until: p.RestUntil = None,
    off: p.Off = False,
) -> None:
    """Let one reason to be reminded rest until a day."""
    if off and until is not None:
        raise UntilOrOff()
    if off:
        desk.show(desk.mutes.unmute(who, reason))
    else:
        desk.show(desk.mutes.mute(who, reason, until))

"""What a customer allows: by which channel they may be contacted."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import coded
from leadfunnel.errors import N_, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Iterable

ALL = "all"
CHANNELS: dict[str, tuple[str, tuple[str, ...]]] = {
    "phone": (N_("phone"), ("电话", "電話", "手机", "手機", "call", "tel")),
    "wechat": (N_("WeChat"), ("微信", "wx")),
    "sms": (N_("text message"), ("短信", "簡訊", "text")),
    "email": (N_("email"), ("邮件", "电邮", "郵件", "邮箱", "mail")),
    "push": (N_("push"), ("推送", "发资料")),
    "greeting": (N_("greeting"), ("问候", "祝福", "問候")),
    ALL: (N_("every channel"), ("全部", "所有", "一切")),
}
"""Channel code: its English word, and what else a seller types for it."""

OF_KIND = {
    "call": "phone",
    **{kind: kind for kind in ("wechat", "sms", "email", "push", "greeting")},
}
"""The channel that a kind of touch uses."""
STATES = {"given": N_("allowed"), "withdrawn": N_("forbidden")}


class UnknownChannel(UnreadableError):
    """No such channel."""

    code = "unknown_channel"
    message = N_("No channel {text}: one of {channels}.")
    hint = N_("For example: leadfunnel consent 12 --channel wechat --withdrawn")


@dataclass(frozen=True)
class Consent:
    """A channel was allowed ("given") or forbidden ("withdrawn"); instants are UTC seconds."""

    channel: str
    state: str
    how: str
    at: int
    recorded_at: int
    user: str


def read_channel(text: str) -> str:
    """Return the channel a seller means, in either language."""
    wanted = text.strip().casefold()
    for code, (word, others) in CHANNELS.items():
        if wanted in (code, word.casefold(), *others):
            return code
    shown = tuple(coded(word, code) for code, (word, _) in CHANNELS.items())
    raise UnknownChannel(text=text, channels=shown)


def standing(history: Iterable[Consent], channel: str) -> Consent | None:
    """Return what was said last about a channel, in the order of a history; None for nothing.

    What is said of every channel counts for each.
    """
    said = [consent for consent in history if consent.channel in (channel, ALL)]
    return said[-1] if said else None

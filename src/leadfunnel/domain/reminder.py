"""Reminders: the reasons to think of a customer, what they are called, and how they are read."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Sentence, coded
from leadfunnel.errors import N_, UnreadableError

DAY = 86400
REASONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "case_open": (N_("unsolved complaint"), ("投诉", "售后", "投訴", "售後", "case")),
    "no_next_step": (N_("no next step"), ("没有下一步", "没下一步", "沒有下一步", "no_next")),
    "not_reached": (N_("tried, not reached"), ("打过没打通", "没打通", "打過沒打通", "unreached")),
    "silent": (N_("no reply"), ("发了没回", "没回", "傳了沒回", "no_reply")),
    "never_contacted": (N_("never spoken to"), ("没联系过", "从未联系", "沒聯絡過", "never")),
    "going_cold": (N_("going cold"), ("变冷", "久未联系", "變冷", "久未聯絡", "cold")),
    "stuck": (N_("stuck in the stage"), ("停滞", "卡住", "停滯")),
    "used_up": (N_("product used up"), ("用完", "快用完", "used", "refill")),
    "never_bought": (N_("never bought"), ("没买过", "从未购买", "沒買過")),
    "not_bought_again": (N_("not bought again"), ("没再买", "没复购", "沒再買", "沒回購")),
    "plan_step": (N_("step of a plan"), ("计划", "步骤", "計劃", "步驟", "plan", "step")),
    "birthday": (N_("birthday"), ("生日",)),
    "holiday": (N_("greeting day"), ("节日", "过节", "節日", "greeting")),
    "content_push": (N_("something to send"), ("推送", "资料", "資料", "push", "material")),
}
"""Reason code: its English words, and what else a seller types for it; domain.md, section 6."""
CLOCKS = frozenset(("never_contacted", "going_cold", "stuck", "never_bought", "not_bought_again"))
"""Reasons that only time makes: a promise ahead silences them, and so does silence."""


class UnknownReason(UnreadableError):
    """No reminder has this reason."""

    code = "unknown_reason"
    message = N_("No reminder is called {text}: one of {reasons}.")
    hint = N_("For example: leadfunnel mute 12 going_cold --until 'next month'")


def read_reason(text: str) -> str:
    """Return the reason of reminders that a seller means, in either language."""
    wanted = text.strip().casefold().replace("-", "_").replace(" ", "_")
    for code, (words, others) in REASONS.items():
        if wanted in (code, words.replace(" ", "_"), *others):
            return code
    shown = tuple(coded(word, code) for code, (word, _) in REASONS.items())
    raise UnknownReason(text=text, reasons=shown)


@dataclass(frozen=True)
class Reminder:
    """One reason with its words; `since` is the instant it began, `days` how long it has lasted."""

    code: str
    said: Sentence
    since: int | None
    days: int = 0


@dataclass(frozen=True)
class Days:
    """A number of days, worded by the view."""

    count: int

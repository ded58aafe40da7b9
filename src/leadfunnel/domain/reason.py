"""Why people leave, sleep or do not buy: lists of words that sellers pick from, and add to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache

from leadfunnel.data import shipped_text
from leadfunnel.domain.pipeline import fold
from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError

LISTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "invalid": (N_("not a fit"), ("无效", "無效", "不符合")),
    "lost": (N_("lost"), ("流失", "丢单")),
    "asleep": (N_("asleep"), ("沉睡", "睡着", "睡著", "dormant")),
    "not_bought": (N_("came, did not buy"), ("来了没买", "來了沒買", "没买", "未成交")),
}
"""Code of a list: its English words, and what else a seller types for it."""


class UnknownList(UnreadableError):
    """No list of reasons is called that."""

    code = "unknown_list"
    message = N_("No list of reasons {text}: one of {lists}.")
    hint = N_("For example: leadfunnel reason add lost 太远")


@dataclass(frozen=True)
class LeavingReason:
    """One reason of a list; `own` was added by the seller, and its code is what they typed."""

    code: str
    names: Mapping[str, str]
    also: tuple[str, ...] = ()
    own: bool = False

    def means(self, text: str) -> bool:
        """Tell whether a seller means this reason by a text."""
        wanted = fold(text)
        return wanted in map(fold, (self.code, *self.names.values(), *self.also))


@cache
def shipped() -> dict[str, tuple[LeavingReason, ...]]:
    """Return the reasons that come with the program, by list."""
    found = json.loads(shipped_text("reasons.json"))
    return {
        name: tuple(
            LeavingReason(code, told["name"], tuple(told.get("also", ())))
            for code, told in reasons.items()
        )
        for name, reasons in found.items()
    }


def names_of(code: str) -> Mapping[str, str] | None:
    """Return what a shipped reason is called, by language; None for what a seller said."""
    every = (reason for reasons in shipped().values() for reason in reasons)
    return next((reason.names for reason in every if reason.code == code), None)


def meant(reasons: Iterable[LeavingReason], text: str) -> LeavingReason | None:
    """Return the reason that a text means, None where it is something else."""
    return next((reason for reason in reasons if reason.means(text)), None)


def read_list(text: str) -> str:
    """Return the list of reasons that a seller means, in any language; raises UnknownList."""
    wanted = fold(text).replace("-", "_").replace(" ", "_")
    for code, (_, others) in LISTS.items():
        if wanted == code or wanted in others:
            return code
    raise UnknownList(text=text[:40], lists=", ".join(LISTS))


_UNSOLD = (
    *("来了没买", "來了沒買", "没有买", "沒有買", "没买", "沒買", "没成交", "沒成交", "未成交"),
    *("did not buy", "didn't buy", "bought nothing", "no sale"),
)


def did_not_buy(text: str) -> str | None:
    """Return what is said after the words that somebody did not buy, None without them."""
    plain = text.strip()
    said = next((word for word in _UNSOLD if plain.casefold().startswith(word)), None)
    return None if said is None else plain[len(said) :].strip(" ,，:：。.;；")


def within(reasons: Iterable[LeavingReason], text: str) -> LeavingReason | None:
    """Return the reason that a text means, or else the first whose words stand in it."""
    found = list(reasons)
    plain = fold(text)
    named = (
        one for one in found
        if any(fold(word) in plain for word in (*one.names.values(), *one.also))
    )  # fmt: skip
    return meant(found, text) or next(named, None)

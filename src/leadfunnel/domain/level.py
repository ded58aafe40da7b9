"""Member levels: what somebody spent in a rolling year, against thresholds (domain.md, 8)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from leadfunnel.domain.pipeline import fold
from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError


class UnknownLevel(UnreadableError):
    """No level is called that."""

    code = "unknown_level"
    message = N_("No level is called {text}: one of {levels}.")
    hint = N_("For example: leadfunnel list 'level>=gold'")


@dataclass(frozen=True, eq=False, repr=False)
class Level:
    """A level: its code, what it is called, and further words people type for it."""

    code: str
    names: Mapping[str, str]
    also: tuple[str, ...] = ()


def _level(code: str, names: tuple[str, str, str], *also: str) -> Level:
    return Level(code, dict(zip(("en", "zh-CN", "zh-TW"), names, strict=True)), also)


LEVELS = {
    level.code: level
    for level in (
        _level("basic", ("Basic", "普通", "一般"), "普卡"),
        _level("silver", ("Silver", "银卡", "銀卡"), "银", "銀"),
        _level("gold", ("Gold", "金卡", "金卡"), "金"),
        _level("diamond", ("Diamond", "钻石", "鑽石"), "钻", "鑽", "钻石卡"),
    )
}
"""The levels by code, the lowest first; a threshold lies between each two."""
CODES = tuple(LEVELS)


def level_of(spent: int, thresholds: Sequence[int]) -> str | None:
    """Return the level of a net spend, both in minor units; None where there are no levels.

    `thresholds` rise; those beyond the highest level are not read.
    """
    if not thresholds:
        return None
    return CODES[bisect_right(thresholds[: len(CODES) - 1], spent)]


def floor_of(level: str, thresholds: Sequence[int]) -> int | None:
    """Return the spend from which on one has a level, None for the lowest or one out of reach."""
    rank = CODES.index(level)
    return thresholds[rank - 1] if 0 < rank <= len(thresholds) else None


def above(level: str, thresholds: Sequence[int]) -> str | None:
    """Return the next level that can be reached, if any."""
    rank = CODES.index(level) + 1
    return CODES[rank] if rank < len(CODES) and rank <= len(thresholds) else None


def read_level(text: str) -> str:
    """Return the code of the level a seller means, in any language; raises UnknownLevel."""
    wanted = fold(text)
    for level in LEVELS.values():
        if wanted in map(fold, (level.code, *level.names.values(), *level.also)):
            return level.code
    raise UnknownLevel(text=text[:40], levels=", ".join(LEVELS))

"""Whether a whole name was typed by its sounds: `wangli` or `wl` is 王丽, not yet 王丽娜."""

from __future__ import annotations

from leadfunnel.domain.fold import fold
from leadfunnel.domain.grams import compact, initials, word_initials
from leadfunnel.domain.pinyin import readings
from leadfunnel.domain.search import Tier


def closeness(query: str, rank: int, name: str | None) -> tuple[int, bool]:
    """A rank, and whether a name found by its sounds goes on beyond what was typed."""
    return rank, rank == Tier.PINYIN and not is_spelled(query, name or "")


def is_spelled(query: str, name: str) -> bool:
    """Whether a query is all readings of a name in full, or the first letter of each."""
    typed, called = compact(fold(query)), fold(name)
    if typed == word_initials(called):
        return bool(typed)
    signs = compact(called)
    if len(typed) == len(signs) > 1:
        return all(map(_begins, typed, signs))
    return len(signs) > 1 and _in_full(typed, signs)


def _begins(letter: str, sign: str) -> bool:
    return bool(readings(sign)) and letter in initials(sign)


def _in_full(typed: str, signs: str) -> bool:
    ends = {0}
    for sign in signs:
        sounds = readings(sign)
        ends = {at + len(sound) for at in ends for sound in sounds if typed.startswith(sound, at)}
    return len(typed) in ends

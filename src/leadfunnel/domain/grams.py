"""The tokens that the search index keeps of one name, text or phone. Kinds of token:

* `g` one to three neighbouring characters of a name or text;
* `p` the beginning of a reading, in names with Chinese;
* `q` an initial and the beginning of the next reading;
* `d` four digits of a phone, `e` its last four;
* `i` the initials of two neighbouring words of a Latin name.

They consist of lower-case letters, digits and Chinese characters only, so that FTS5's `unicode61`
keeps each whole; any other character is written as its code point between two `x`.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache
from itertools import pairwise
from sys import intern

from leadfunnel.domain.fold import fold
from leadfunnel.domain.pinyin import readings

PHONE_GRAM = 4
"""Fewer digits than these are not looked for in phones."""

_RUNS = re.compile("[a-z0-9]{3,}").findall
_DIGITS = frozenset("0123456789")
_NO_DIGITS = {code: None for code in range(128) if chr(code) not in _DIGITS}
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
# Nobody spells out the legal form of a company, and it would be in every second customer.
_LEGAL_FORMS = ("有限责任公司", "股份有限公司", "有限公司")


def name_tokens(name: str) -> list[str]:
    """Tokens of a person's or company's name, its pinyin and initials included, maybe twice.

    Initials are the first letters of a Latin name's words: `zw` finds Zhang Wei.
    """
    folded = fold(name)
    text = compact(folded)
    tokens = _grams(text, range(len(text))) + _pinyin_grams(spoken(text))
    if " " in folded:
        tokens += ["i" + two for two in windows(word_initials(folded), 2)]
    return tokens


@lru_cache(maxsize=4096)
def text_tokens(text: str) -> tuple[str, ...]:
    """Tokens of another text, found literally only; some may come twice."""
    folded = fold(text)
    return tuple(_grams(compact(folded), word_starts(folded)))


def word_initials(folded: str) -> str:
    """The first letters of the words of a folded name, "" where they are not all Latin words."""
    words = folded.split()
    firsts = "".join(word[0] for word in words)
    return firsts if len(words) > 1 and firsts.isascii() and firsts.isalpha() else ""


def said_grams(text: str) -> list[str]:
    """Tokens of what was said, of two characters and more: single ones are in every text."""
    folded = fold(text)
    whole = compact(folded)
    return _longer_grams(whole, list(map(_code, whole)), word_starts(folded))


def phone_tokens(phone: str) -> list[str]:
    """Tokens of the digits of a phone, and of its end, which is asked for most."""
    digits = digits_of(phone)
    fours = [f"d{digits[at : at + PHONE_GRAM]}" for at in range(len(digits) - PHONE_GRAM + 1)]
    return fours + [f"e{four[1:]}" for four in fours[-1:]]


def _grams(text: str, starts: Container[int]) -> list[str]:
    """Literal tokens of a field: short ones of letters or digits only where `starts` has them."""
    codes = list(map(_code, text))
    if _PLAIN.isdisjoint(text):
        ones = ["g" + code for code in codes]
    else:
        signs = enumerate(zip(codes, text, strict=True))
        ones = ["g" + code for at, (code, char) in signs if at in starts or char not in _PLAIN]
    return ones + _longer_grams(text, codes, starts)


def _longer_grams(text: str, codes: list[str], starts: Container[int]) -> list[str]:
    if _PLAIN.isdisjoint(text):  # most texts: nothing of it needs a second look
        return [f"g{one}{two}" for one, two in pairwise(codes)]
    plain_at = [char in _PLAIN for char in text]
    pairs = [
        f"g{one}{two}"
        for at, (one, two) in enumerate(pairwise(codes))
        if not (plain_at[at] and plain_at[at + 1]) or at in starts
    ]
    runs = _RUNS(text)
    return pairs + ["g" + three for run in runs for three in windows(run, 3)]


def word_starts(folded: str) -> set[int]:
    """Where words of letters or digits begin, as positions in the text without spaces."""
    starts, at, inside = set(), 0, False
    for char in folded:
        begun, inside = inside, char in _PLAIN
        if inside and not begun:
            starts.add(at)
        at += char != " "
    return starts


def _pinyin_grams(name: str) -> list[str]:
    """Tokens of a name's readings; none of a name without Chinese."""
    grams: list[str] = []
    if name.isascii() or not any(map(readings, name)):
        return grams
    for char in name:
        grams += _spelled(char)
    for one, two in pairwise(name):
        for first in initials(one):
            grams += _followed(first, two)
    return grams


@lru_cache(maxsize=4096)
def _spelled(char: str) -> tuple[str, ...]:
    return tuple("p" + start for start in beginnings(char))


@lru_cache(maxsize=16384)
def _followed(first: str, char: str) -> tuple[str, ...]:
    return tuple(intern(f"q{first}{then}") for then in beginnings(char))


@lru_cache(maxsize=4096)
def beginnings(char: str) -> tuple[str, ...]:
    """The beginnings of a character's readings; its code if it has none."""
    found = (sound[:end] for sound in readings(char) for end in range(1, len(sound) + 1))
    return tuple(dict.fromkeys(found)) or (_code(char),)


@lru_cache(maxsize=4096)
def initials(char: str) -> tuple[str, ...]:
    """The first letters of a character's readings; its code if it has none."""
    return tuple(dict.fromkeys(sound[0] for sound in readings(char))) or (_code(char),)


def compact(folded: str) -> str:
    """A folded text without spaces: they never keep two texts apart."""
    return folded.replace(" ", "")


def spoken(name: str) -> str:
    """The part of a name without spaces that pinyin is read from."""
    if name.endswith(_LEGAL_FORMS):
        for form in _LEGAL_FORMS:
            if name.endswith(form) and name != form:
                return name.removesuffix(form)
    return name


def plain(text: str) -> bool:
    """Whether a folded text is of Latin letters and digits only."""
    return text.isascii() and text.isalnum()


def digits_of(text: str) -> str:
    """The digits of a text, full-width ones included."""
    if text.isascii():
        return text.translate(_NO_DIGITS)
    return "".join(filter(_DIGITS.__contains__, fold(text)))


def windows(text: str, size: int) -> list[str]:
    """All runs of `size` neighbouring characters."""
    return [text[at : at + size] for at in range(len(text) - size + 1)]


def coded(text: str) -> str:
    """A text as it stands in tokens."""
    return "".join(map(_code, text))


@lru_cache(maxsize=4096)
def _code(char: str) -> str:
    return char if plain(char) or "一" <= char <= "\u9fa5" else f"x{ord(char):x}x"

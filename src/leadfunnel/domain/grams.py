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

from functools import lru_cache
from itertools import pairwise

from leadfunnel.domain.fold import fold
from leadfunnel.domain.pinyin import readings

PHONE_GRAM = 4
"""Fewer digits than these are not looked for in phones."""

_DIGITS = frozenset("0123456789")
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
# Nobody spells out the legal form of a company, and it would be in every second customer.
_LEGAL_FORMS = ("有限责任公司", "股份有限公司", "有限公司")


@lru_cache(maxsize=4096)
def name_tokens(name: str) -> frozenset[str]:
    """Tokens of a person's or company's name, its pinyin included."""
    folded = fold(name)
    text = compact(folded)
    return frozenset(_grams(text, set(range(len(text)))) | _pinyin_grams(spoken(text)))


@lru_cache(maxsize=4096)
def text_tokens(text: str) -> frozenset[str]:
    """Tokens of another text, found literally only."""
    folded = fold(text)
    return frozenset(_grams(compact(folded), word_starts(folded)))


@lru_cache(maxsize=4096)
def initial_tokens(name: str) -> frozenset[str]:
    """Tokens of the first letters of a Latin name's words: `zw` finds Zhang Wei."""
    letters = word_initials(fold(name))
    return frozenset("i" + two for two in windows(letters, 2))


def word_initials(folded: str) -> str:
    """The first letters of the words of a folded name, "" where they are not all Latin words."""
    words = folded.split()
    firsts = "".join(word[0] for word in words)
    return firsts if len(words) > 1 and firsts.isascii() and firsts.isalpha() else ""


def said_grams(text: str) -> frozenset[str]:
    """Tokens of what was said, of two characters and more: single ones are in every text."""
    folded = fold(text)
    grams = _grams(compact(folded), word_starts(folded))
    return frozenset(gram for gram in grams if not _is_single(gram))


def _is_single(token: str) -> bool:
    gram = token[1:]
    return len(gram) == 1 or (gram[0] == "x" and gram.find("x", 1) == len(gram) - 1)


def phone_tokens(phone: str) -> frozenset[str]:
    """Tokens of the digits of a phone, and of its end, which is asked for most."""
    fours = windows(digits_of(phone), PHONE_GRAM)
    return frozenset("d" + four for four in fours) | {"e" + four for four in fours[-1:]}


def _grams(text: str, starts: set[int]) -> set[str]:
    """Literal tokens of a field: short ones of letters or digits only where `starts` has them."""
    codes = list(map(_code, text))
    short = [at in starts or char not in _PLAIN for at, char in enumerate(text)]
    grams = {"g" + code for code, known in zip(codes, short, strict=True) if known}
    for at, (one, two) in enumerate(pairwise(codes)):
        if short[at] or text[at + 1] not in _PLAIN:
            grams.add(f"g{one}{two}")
    grams.update("g" + three for three in windows(text, 3) if plain(three))
    return grams


def word_starts(folded: str) -> set[int]:
    """Where words of letters or digits begin, as positions in the text without spaces."""
    starts, at, inside = set(), 0, False
    for char in folded:
        begun, inside = inside, char in _PLAIN
        if inside and not begun:
            starts.add(at)
        at += char != " "
    return starts


def _pinyin_grams(name: str) -> set[str]:
    """Tokens of a name's readings; none of a name without Chinese."""
    if not any(map(readings, name)):
        return set()
    grams = {"p" + start for char in name for start in beginnings(char)}
    for one, two in pairwise(name):
        grams.update(f"q{first}{then}" for first in initials(one) for then in beginnings(two))
    return grams


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
    for form in _LEGAL_FORMS:
        if name.endswith(form) and name != form:
            return name.removesuffix(form)
    return name


def plain(text: str) -> bool:
    """Whether a folded text is of Latin letters and digits only."""
    return text.isascii() and text.isalnum()


def digits_of(text: str) -> str:
    """The digits of a text, full-width ones included."""
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

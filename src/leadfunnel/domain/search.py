"""Finding people by part of a name, pinyin, another text or a phone.

An index of short tokens (`grams`) proposes customers, and `match_rank` decides. A customer that
`match_rank` accepts always has all tokens of at least one alternative of `query_tokens`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache
from itertools import product
from operator import contains

from leadfunnel.domain.fold import FOLD_VERSION, fold
from leadfunnel.domain.grams import (
    PHONE_GRAM,
    beginnings,
    coded,
    compact,
    digits_of,
    initials,
    name_tokens,
    phone_tokens,
    plain,
    said_grams,
    spoken,
    text_tokens,
    windows,
    word_initials,
    word_starts,
)
from leadfunnel.domain.pinyin import readings, spellings
from leadfunnel.domain.record import dataclass

TOKEN_VERSION = 100 * FOLD_VERSION + 2
"""Raised with every change of the tokens; a step of the store's migrations makes them anew."""

Tokens = tuple[str, ...]

# How many ways to read a query as pinyin are tried: of a single word, of a phrase, of each part of
# it. With these no query has more than nine alternatives, and three letters are read in every way.
_SPELLINGS = {"word": 7, "phrase": 3, "part": 1}
_LONGEST_SPELLING = 64
# More tokens than these make a query slower, not sharper.
_MOST_GRAMS = 4
_MOST_PAIRS = 2
_MOST_INITIALS = 4
_PHONE_SIGNS = frozenset("+-()./ 0123456789")


class Tier(IntEnum):
    """How well a customer answers to a query; smaller is better."""

    EXACT = 0
    PREFIX = 1
    PART = 2
    PINYIN = 3
    TEXT = 4
    PHONE_TAIL = 5
    PHONE_PART = 6


@dataclass(frozen=True)
class _Term:
    """One thing to look for: a whole query or a word of it, without spaces."""

    text: str
    spellings: tuple[Tokens, ...]
    digits: str


@dataclass(frozen=True)
class _Query:
    """A query read once: as one term, and as words that must all be found."""

    folded: str
    whole: _Term
    words: tuple[_Term, ...]


@dataclass(frozen=True)
class _Known:
    """A customer as it is searched: names without spaces and their initials, folded texts."""

    names: list[str]
    initials: list[str]
    texts: list[str]
    phones: list[str]


def index_tokens(names: Iterable[str], texts: Iterable[str], phones: Iterable[str]) -> str:
    """The tokens to store for one customer, each once, separated by spaces.

    Names (the person's and the company's) are found by pinyin too; texts literally.
    """
    tokens: list[str] = []
    for name in names:
        tokens += name_tokens(name)
    for text in texts:
        tokens += text_tokens(text)
    for phone in phones:
        tokens += phone_tokens(phone)
    return " ".join(dict.fromkeys(tokens))


def query_tokens(query: str) -> tuple[Tokens, ...]:
    """Alternatives, each of tokens that must all be there; empty if nothing is asked.

    They propose too much rather than too little: `match_rank` decides.
    """
    asked = _read(query)
    found = list(_alternatives(asked.whole))
    if asked.whole.digits:
        found.append(("e" + asked.whole.digits[-PHONE_GRAM:], *found.pop()[1:]))
        found += _alternatives(asked.whole)[-1:]
    letters = asked.whole.text
    if 2 <= len(letters) <= _MOST_INITIALS and letters.isascii() and letters.isalpha():
        found.append(tuple("i" + two for two in windows(letters, 2)))
    by_words: list[Tokens] = [()]
    for word in sorted(asked.words, key=lambda term: len(term.text), reverse=True):
        ways = _alternatives(word)
        if len(by_words) * len(ways) <= 4:
            by_words = [(*some, *more) for some, more in product(by_words, ways)]
    if by_words != [()]:
        found += by_words
    return tuple(dict.fromkeys(tuple(dict.fromkeys(tokens)) for tokens in found if tokens))


def said_tokens(text: str) -> str:
    """The tokens to store for one thing said, each once, separated by spaces."""
    return " ".join(dict.fromkeys(said_grams(text)))


def asked_tokens(query: str) -> tuple[Tokens, ...]:
    """Alternatives, as of `query_tokens`, by which a query is looked for in what was said.

    A single character alone is not looked for: it is in every other text.
    """
    asked = _read(query)
    ways = (
        [term for term in terms if len(term.text) > 1] for terms in ([asked.whole], asked.words)
    )
    tokens = ([token for term in terms for token in _literal_tokens(term.text)] for terms in ways)
    return tuple(dict.fromkeys(tuple(dict.fromkeys(found)) for found in tokens if found))


def is_said(query: str, text: str) -> bool:
    """Whether a text has the query in it, in one place or word by word."""
    asked, folded = _read(query), fold(text)
    if _in_text(asked.whole.text, folded):
        return True
    return bool(asked.words) and all(_in_text(word.text, folded) for word in asked.words)


def fts_match(alternatives: Iterable[Tokens]) -> str:
    """The alternatives, at least one, as an FTS5 MATCH expression."""
    ways = [" AND ".join(f'"{token}"' for token in tokens) for tokens in alternatives]
    return " OR ".join(f"({way})" for way in ways)


@lru_cache(maxsize=16)
def _read(query: str) -> _Query:
    folded = fold(query)
    parts = folded.split()
    if len(parts) < 2:
        return _Query(folded, _term(folded, "word"), ())
    words = tuple(_term(part, "part") for part in parts)
    return _Query(folded, _term(folded, "phrase"), words)


def _term(folded: str, kind: str) -> _Term:
    lettered = any("a" <= char <= "z" for char in folded)
    spelled = lettered and len(folded) <= _LONGEST_SPELLING
    ways = spellings(folded, _SPELLINGS[kind]) if spelled else ()
    return _Term(compact(folded), ways, _asked_digits(folded))


def _asked_digits(folded: str) -> str:
    """The digits of a query that may be (part of) a phone, else nothing.

    Zeros before a long number are a trunk or country prefix, which stored numbers lack.
    """
    digits = digits_of(folded)
    if len(digits) < PHONE_GRAM or not _PHONE_SIGNS.issuperset(folded):
        return ""
    number = digits.lstrip("0")
    return number if len(number) > 6 else digits


def _alternatives(term: _Term) -> list[Tokens]:
    ways = [_literal_tokens(term.text)]
    ways += [_spelling_tokens(pieces) for pieces in term.spellings]
    if term.digits:
        # The end of a number tells more than its beginning, which thousands share.
        blocks = windows(term.digits[::-1], PHONE_GRAM)[::PHONE_GRAM][:3]
        ways.append(tuple("d" + block[::-1] for block in blocks))
    return [way for way in ways if way]


def _literal_tokens(text: str) -> Tokens:
    if len(text) == 1 or _is_short(text):
        return ("g" + coded(text),)
    pairs = [pair for pair in windows(text, 2) if not plain(pair)]
    threes = [three for three in windows(text, 3) if plain(three)]
    chosen = pairs[:_MOST_GRAMS] + threes[:-1:3][: _MOST_GRAMS - 1] + threes[-1:]
    return tuple("g" + coded(gram) for gram in chosen)


def _spelling_tokens(pieces: Tokens) -> Tokens:
    """The longest neighbours; the first piece only where they say too little without it."""
    firsts = [piece[0] if plain(piece) else initials(piece)[0] for piece in pieces]
    thens = [piece if plain(piece) else first for piece, first in zip(pieces, firsts, strict=True)]
    pairs = [f"q{first}{then}" for first, then in zip(firsts, thens[1:], strict=False)]
    if not pairs or (len(pairs) == 1 and len(thens[0]) > 1):
        pairs.insert(0, "p" + thens[0])
    chinese = ["g" + coded(piece) for piece in pieces if readings(piece)]
    return (*chinese[:1], *sorted(pairs, key=len, reverse=True)[:_MOST_PAIRS])


def match_rank(
    query: str, names: Iterable[str], texts: Iterable[str], phones: Iterable[str]
) -> Tier | None:
    """How well a customer answers to a query, None if not at all.

    The query may be found in one place, spaces aside, or word by word: then every word must be
    found, and the worst decides. Fewer than four digits never match a phone.
    """
    asked = _read(query)
    if not asked.folded:
        return None
    folded = [fold(name) for name in names]
    if asked.folded in folded:
        return Tier.EXACT
    known = _Known(
        [compact(name) for name in folded],
        [word_initials(name) for name in folded],
        [fold(text) for text in texts],
        [*phones],
    )
    tiers = [_tier(word, known) for word in asked.words]
    in_words = [tier for tier in tiers if tier is not None]
    found = [_tier(asked.whole, known), max(in_words) if tiers and in_words == tiers else None]
    return min((tier for tier in found if tier is not None), default=None)


def _tier(term: _Term, known: _Known) -> Tier | None:
    if any(name.startswith(term.text) for name in known.names):
        return Tier.PREFIX
    if any(term.text in name for name in known.names):
        return Tier.PART
    if any(_spells(term.spellings, spoken(name)) for name in known.names):
        return Tier.PINYIN
    if len(term.text) > 1 and any(letters.startswith(term.text) for letters in known.initials):
        return Tier.PINYIN
    if any(_in_text(term.text, text) for text in known.texts):
        return Tier.TEXT
    return _phone_tier(term.digits, known.phones) if term.digits else None


def _spells(ways: tuple[Tokens, ...], name: str) -> bool:
    """Whether some neighbouring characters of a name can be typed in one of the ways."""
    if not ways or not any(map(readings, name)):
        return False
    accepted = [_accepted(char) for char in name]
    return any(_runs_through(pieces, accepted) for pieces in ways)


def _runs_through(pieces: Tokens, accepted: list[frozenset[str]]) -> bool:
    for start in range(len(accepted) - len(pieces) + 1):
        if pieces[0] in accepted[start] and all(map(contains, accepted[start:], pieces)):
            return True
    return False


@lru_cache(maxsize=4096)
def _accepted(char: str) -> frozenset[str]:
    """What may be typed for a character of a name: itself or the beginning of a reading."""
    return frozenset((char, *beginnings(char)))


def _in_text(wanted: str, folded: str) -> bool:
    text = compact(folded)
    if _is_short(wanted):
        return any(text.startswith(wanted, at) for at in word_starts(folded))
    return wanted in text


def _phone_tier(wanted: str, phones: Iterable[str]) -> Tier | None:
    numbers = [number for number in map(digits_of, phones) if wanted in number]
    if any(number.endswith(wanted) for number in numbers):
        return Tier.PHONE_TAIL
    return Tier.PHONE_PART if numbers else None


def _is_short(wanted: str) -> bool:
    """Whether a piece is looked for only where words of a text begin: `an` is in too many."""
    return len(wanted) < 3 and plain(wanted)

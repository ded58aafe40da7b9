"""The filter language of `list`: stage=C and last_contact<14d and (region=浦东 or not tag=VIP).

Operators are = != < <= > >= and ~ (contains); 且 或 非 stand for and, or, not; conditions with
nothing between them are joined by and. A duration is a distance from now: into the past for
`created`, `last_contact` and `stage_since` (`<14d` is within the last 14 days, `>14d` longer ago),
into the future for `next` and `birthday`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from leadfunnel.domain.condition import (
    FLAGS,
    NONE_DECLARED,
    BadFilter,
    Condition,
    EndedFilter,
    FilterTooLarge,
    UnendedQuote,
    UnpairedBracket,
    read_comparison,
    read_field,
)
from leadfunnel.domain.record import dataclass

LONGEST_FILTER = 10_000
DEEPEST_FILTER = 50


@dataclass(frozen=True)
class Not:
    """True where its part is not."""

    part: Node


@dataclass(frozen=True)
class And:
    """True where all parts are; without parts, everywhere."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Or:
    """True where one part is."""

    parts: tuple[Node, ...]


Node = Condition | Not | And | Or


def read_filter(
    words: str | Sequence[str],
    dimensions: Collection[str] = (),
    declared: Mapping[str, str] = NONE_DECLARED,
) -> Node:
    """Read a filter, in one piece or as words of a command line; raises `BadFilter`.

    `dimensions` are the tag dimensions in use beside the known ones, `declared` the keys of
    declared fields by their words. A blank filter is `And(())`.
    """
    text = words if isinstance(words, str) else " ".join(words)
    if len(text) > LONGEST_FILTER:
        raise _too_large(LONGEST_FILTER)
    own = frozenset(dimensions)
    tokens = _split_joined(list(_tokens(text)), own)
    return _Reader(tokens, text, own, declared).read_all()


def _too_large(position: int) -> FilterTooLarge:
    return FilterTooLarge(position=position, limit=LONGEST_FILTER, depth=DEEPEST_FILTER)


@dataclass(frozen=True)
class _Token:
    """A piece of a filter: a word, a quoted value, an operator or a bracket."""

    kind: str
    text: str
    position: int

    def is_bracket(self, bracket: str) -> bool:
        return self.kind == "bracket" and self.text == bracket


_PIECE = r"""(?P<space>\s+)|(?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    |(?P<op>!=|<=|>=|==|<>|[=<>~≠≤≥])|(?P<bracket>[()])
    |(?P<word>[,!]|[^\s()=<>~≠≤≥,!"'](?:[^\s()=<>~≠≤≥,!]|!(?!=))*)"""
_HALF_WIDTH = {0xFF01 + n: 0x21 + n for n in range(94)} | {
    0x3000: " ", 0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'",
}  # fmt: skip
_OPERATORS = {"≠": "!=", "≤": "<=", "≥": ">=", "==": "=", "<>": "!="}
_CONNECTIVES = {
    "and": "and", "且": "and", "并且": "and", "並且": "and", ",": "and", "or": "or", "或": "or",
    "或者": "or", "not": "not", "非": "not", "!": "not",
}  # fmt: skip


def _tokens(text: str) -> Iterator[_Token]:
    flat = text.translate(_HALF_WIDTH)
    pattern = re.compile(_PIECE, re.VERBOSE | re.DOTALL)
    position = 0
    while position < len(flat):
        match = pattern.match(flat, position)
        if match is None:
            raise UnendedQuote(position=position + 1, text=text[position : position + 40])
        kind = str(match.lastgroup)
        if kind == "quoted":
            inner = text[match.start() + 1 : match.end() - 1]
            yield _Token(kind, re.sub(r"\\(.)", r"\1", inner, flags=re.DOTALL), position + 1)
        elif kind != "space":
            piece = text if kind == "word" else flat
            yield _Token(kind, piece[match.start() : match.end()], position + 1)
        position = match.end()


def _split_joined(tokens: list[_Token], own: frozenset[str]) -> list[_Token]:
    """Take 且, 或 and 非 off the words they are written against: 阶段=意向且非地区=浦东."""
    result: list[_Token] = []
    for place, token in enumerate(tokens):
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        goes_on = after is not None and (after.kind == "op" or after.is_bracket("("))
        match = None
        if token.kind == "word" and goes_on and token.text.casefold() not in own:
            is_value = bool(result) and result[-1].kind == "op"
            pattern = "(.+)([且或])(非?)([^且或]*)" if is_value else "()([且或]?)(非?)(.*)"
            match = re.fullmatch(pattern, token.text, re.DOTALL)
        if match is None:
            result.append(token)
            continue
        starts = ((match[n], token.position + match.start(n)) for n in range(1, 5))
        result += [_Token("word", text, position) for text, position in starts if text]
    return result


class _Reader:
    """Reads or, and, not and conditions, each level falling through to the next."""

    def __init__(
        self,
        tokens: list[_Token],
        text: str,
        dimensions: frozenset[str],
        declared: Mapping[str, str],
    ) -> None:
        self.tokens = tokens
        self.text = text
        self.dimensions = dimensions
        self.declared = declared
        self.place = 0

    def read_all(self) -> Node:
        if not self.tokens:
            return And(())
        node = self.read_or(0)
        token = self.peek()
        if token and token.is_bracket(")"):
            raise UnpairedBracket(position=token.position, text=token.text)
        if token:
            raise self.stuck(token)
        return node

    def read_or(self, depth: int) -> Node:
        parts = [self.read_and(depth)]
        while self.accept("or"):
            parts.append(self.read_and(depth))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def read_and(self, depth: int) -> Node:
        parts = [self.read_not(depth)]
        while self.accept("and") or self.starts_condition():
            parts.append(self.read_not(depth))
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def read_not(self, depth: int) -> Node:
        if depth > DEEPEST_FILTER:
            raise _too_large(self.tokens[self.place - 1].position)
        if self.accept("not"):
            return Not(self.read_not(depth + 1))
        token = self.peek()
        if token and token.is_bracket("("):
            return self.read_bracket(token, depth + 1)
        return self.read_condition()

    def read_bracket(self, opening: _Token, depth: int) -> Node:
        self.place += 1
        node = self.read_or(depth)
        token = self.peek()
        if token is None:
            raise UnpairedBracket(position=opening.position, text=opening.text)
        if not token.is_bracket(")"):
            raise self.stuck(token)
        self.place += 1
        return node

    def read_condition(self) -> Node:
        word = self.next()
        if word.kind != "word" or self.connective(word):
            raise self.stuck(word)
        plain = word.text.translate(_HALF_WIDTH)
        name = read_field(plain, self.dimensions, word.position, self.declared)
        op = self.peek()
        if name in FLAGS and (op is None or op.kind != "op"):
            return Condition(name, "=", "yes", word.position)
        op = self.next()
        if op.kind != "op":
            raise self.stuck(op)
        value = self.next()
        if value.kind != "quoted" and (value.kind != "word" or value.text in {",", "，"}):
            raise self.stuck(value)
        return read_comparison(name, _OPERATORS.get(op.text, op.text), value.text, word.position)

    def peek(self) -> _Token | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def next(self) -> _Token:
        token = self.peek()
        if token is None:
            raise EndedFilter(position=len(self.text) + 1, text="")
        self.place += 1
        return token

    def accept(self, connective: str) -> bool:
        token = self.peek()
        accepted = token is not None and self.connective(token) == connective
        self.place += accepted
        return accepted

    def connective(self, token: _Token) -> str | None:
        if token.kind != "word":
            return None
        return _CONNECTIVES.get(token.text.translate(_HALF_WIDTH).casefold())

    def starts_condition(self) -> bool:
        token = self.peek()
        if token is None or token.kind in {"op", "quoted"} or token.is_bracket(")"):
            return False
        return self.connective(token) in {None, "not"}

    def stuck(self, token: _Token) -> BadFilter:
        rest = self.text[token.position - 1 : token.position + 39]
        return BadFilter(position=token.position, text=rest)

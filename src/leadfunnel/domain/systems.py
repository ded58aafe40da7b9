"""Telling by its headers which system a file comes from, and what its columns mean there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from leadfunnel.domain.headers import plain_header
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.system_tables import TABLES, Table

FEWEST = 3
"""So many of its headers make a file one of a system, if one of them is of that system only."""


@dataclass(frozen=True)
class System:
    """A system that exports customers; `name` is what their ids are kept under, "" for none."""

    name: str
    title: str
    sure: frozenset[str]
    others: frozenset[str]
    columns: dict[str, str]

    def field(self, header: str) -> str:
        """Return what a column means in a file of this system, "" where it has no such column."""
        word = plain_header(header)
        return self.columns.get(word) or self.columns.get(_numbered(word), "")


def recognise(header: Iterable[str]) -> System | None:
    """Return the system that a file of these headers comes from."""
    words = {_numbered(plain_header(name)) for name in header}
    marked = [(_marks(system, words), system) for system in _systems()]
    most, found = max(marked, key=lambda pair: pair[0])
    return found if most else None


def _marks(system: System, words: set[str]) -> int:
    """Return how strongly the headers speak for a system, 0 for not enough."""
    sure, others = len(system.sure & words), len(system.others & words)
    return 2 * sure + others if sure and sure + others >= FEWEST else 0


@cache
def _systems() -> tuple[System, ...]:
    return tuple(map(_system, TABLES))


def _system(table: Table) -> System:
    name, title, sure, others, fields = table
    columns = {word: field for field, text in fields.items() for word in _words(text)}
    return System(name, title, _words(sure), _words(others), columns)


def _words(text: str) -> frozenset[str]:
    words = map(plain_header, text.split("; "))
    return frozenset(_numbered(word) for word in words if word)


def _numbered(word: str) -> str:
    """Return a header with 1 for every number: Phone 3 - Value is one of a row of such columns."""
    return re.sub(r"\d+", "1", word)

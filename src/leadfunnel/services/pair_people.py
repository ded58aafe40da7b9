"""Whom the rows of a list of pairs mean, and whether they still are who they were."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from leadfunnel.domain.fold import fold
from leadfunnel.domain.hiding import hidden
from leadfunnel.domain.merging import Choices, read_choices
from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, LeadfunnelError, RefusedError
from leadfunnel.services import who
from leadfunnel.services.book import Page
from leadfunnel.services.merging import MergeWithItself
from leadfunnel.services.pair_rows import Listed, Pair
from leadfunnel.store.session import Row

AT_ONCE = 500


class InBin(RefusedError):
    """A customer in the bin is not merged."""

    code = "in_bin"
    message = N_("{name} (#{id}) is in the bin.")


class MergedBefore(RefusedError):
    """The row is older than a merge."""

    code = "merged_before"
    message = N_("#{id} was merged into #{into} before.")


class OtherName(RefusedError):
    """The row is older than a change of the name, or its cells got mixed up."""

    code = "other_name"
    message = N_("#{id} is called {name}, not {text} as here.")


@dataclass(frozen=True)
class Found:
    """A row with the numbers of the two it means, and whose values to keep where it says so."""

    line: int
    a: int
    b: int
    choices: Choices
    two: bool


def find(page: Page, listed: Listed) -> Iterator[Found]:
    """Yield the rows that mean two customers; what is wrong with the others is kept by line."""
    for start in range(0, len(listed.pairs), AT_ONCE):
        some = listed.pairs[start : start + AT_ONCE]
        rows = _rows(page, some)
        for pair in some:
            try:
                yield _found(page, pair, rows)
            except LeadfunnelError as error:
                listed.refuse(pair.line, error)


def _rows(page: Page, pairs: Sequence[Pair]) -> dict[int, Row]:
    numbers = {number for pair in pairs for text in pair.texts if (number := number_of(text))}
    rows = page.session.rows("customers.by_ids", ids=json.dumps(sorted(numbers)))
    return {row["id"]: row for row in rows if row["void_op"] is None}


def _found(page: Page, pair: Pair, rows: dict[int, Row]) -> Found:
    a, b = (_one(page, text, name, rows) for text, name in zip(pair.texts, pair.names, strict=True))
    if a == b:
        raise MergeWithItself(name=page.customer(a).label, id=a)
    return Found(pair.line, a, b, read_choices(pair.keep, (), (a, b)), pair.two)


def number_of(text: str) -> int:
    """Return the number of a customer that a cell holds, 12 or #12; 0 for anything else."""
    plain = fold(text).removeprefix("#")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 18 else 0


def _one(page: Page, text: str, name: str, rows: dict[int, Row]) -> int:
    """Return who is meant; a bare number is first of all a customer's."""
    number = number_of(text)
    if number in rows:
        _check(page, rows[number], name)
        return number
    return who.one(page, text, exact=True)


def _check(page: Page, row: Row, name: str) -> None:
    number = row["id"]
    if row["merged_into"] is not None:
        raise MergedBefore(id=number, into=row["merged_into"])
    if row["deleted_at"] is not None:
        raise InBin(name=row["name"] or f"#{number}", id=number)
    known = (row["name"], hidden(row["name"], page.settings.region))
    if name and fold(name) not in map(fold, known):
        raise OtherName(id=number, name=row["name"] or "-", text=name[:40])

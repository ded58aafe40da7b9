"""Columns that a file does not have, made from those it has: a remark in parts, an address in one.

A column is derived before rows are read, so that everything after knows only columns and fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from leadfunnel.domain.mapping import Columns
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.remark import Pattern

Derive = Callable[[list[str]], None]
"""Adds to the cells of a row those of the derived columns; may empty the cells they came from."""


@dataclass(frozen=True)
class Derived:
    """The columns with those derived, and what makes the cells of the latter, in order."""

    columns: Columns
    makers: tuple[Derive, ...] = ()

    def plus(self, fields: Iterable[str], header: str, make: Derive) -> Derived:
        """Return these with columns of one header more."""
        added = tuple(fields)
        columns = replace(
            self.columns,
            header=(*self.columns.header, *(header for _ in added)),
            fields=(*self.columns.fields, *added),
        )
        return Derived(columns, (*self.makers, make))


def derive(columns: Columns, remark: int | None, patterns: Sequence[Pattern]) -> Derived:
    """Return the columns with all that can be derived; `remark` is where `patterns` apply."""
    found = Derived(columns)
    parts, firm = columns.of("address_part"), columns.of("firm")
    if parts:
        name = columns.header[parts[0]]
        found = found.plus(["address"], name, _joined(parts, columns.of("address")))
    if firm:
        name = columns.header[firm[0]]
        found = found.plus(["company"], name, _unlike(firm[0], columns.of("name")))
    for place in columns.of("account")[:1]:
        header, wechat = columns.header[place], columns.of("wechat")
        found = found.plus(["external_id"], header, _unless(place, ()))
        found = found.plus(["wechat"], header, _unless(place, wechat))
    if remark is not None and patterns:
        fields = list(dict.fromkeys(field for pattern in patterns for field in pattern.fields))
        several = [max(pattern.fields.count(field) for pattern in patterns) for field in fields]
        slots = [
            (field, n) for field, most in zip(fields, several, strict=True) for n in range(most)
        ]
        header = columns.header[remark]
        found = found.plus([field for field, _ in slots], header, _parted(remark, patterns, slots))
    return found


def _joined(parts: Sequence[int], whole: Sequence[int]) -> Derive:
    """Make one text of its parts, unless the file has the whole."""

    def make(cells: list[str]) -> None:
        if any(cells[place] for place in whole):
            cells.append("")
            return
        found = list(dict.fromkeys(cells[place] for place in parts if cells[place]))
        latin = all(text.isascii() for text in found)
        cells.append((", " if latin else " ").join(found).replace("\n", " "))

    return make


def _unlike(place: int, others: Sequence[int]) -> Derive:
    """Take a text that differs from the others."""

    def make(cells: list[str]) -> None:
        same = cells[place] in [cells[other] for other in others]
        cells.append("" if same else cells[place])

    return make


def _unless(place: int, others: Sequence[int]) -> Derive:
    """Take a text where the others are empty."""

    def make(cells: list[str]) -> None:
        cells.append("" if any(cells[other] for other in others) else cells[place])

    return make


def _parted(place: int, patterns: Sequence[Pattern], slots: Sequence[tuple[str, int]]) -> Derive:
    """Take a remark apart; one that fits no pattern stays whole."""

    def make(cells: list[str]) -> None:
        text = cells[place]
        for pattern in patterns if text else ():
            pieces = pattern.split(text)
            if pieces is not None:
                cells[place] = ""
                cells.extend(_by_slot(pattern, pieces, slots))
                return
        cells.extend("" for _ in slots)

    return make


def _by_slot(
    pattern: Pattern, pieces: Sequence[str], slots: Sequence[tuple[str, int]]
) -> list[str]:
    found: dict[tuple[str, int], str] = {}
    for field, piece in zip(pattern.fields, pieces, strict=True):
        count = sum(known == field for known, _ in found)
        found[field, count] = piece
    return [found.get(slot, "") for slot in slots]

"""Which column of a file holds remarks, and by which patterns they are taken apart."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.fold import fold
from leadfunnel.domain.headers import plain_header
from leadfunnel.domain.mapping import Columns
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.remark import BadRemark, Pattern, read_remark
from leadfunnel.domain.sentence import Phrase
from leadfunnel.domain.sheet import Sheet, masked
from leadfunnel.errors import N_
from leadfunnel.services.book import Page
from leadfunnel.services.import_mapping import Saves, remembered, to_remember

REMARKS = frozenset(
    (*("备注", "备注名", "备注名称", "微信备注", "微信备注名", "好友备注"), *("remark", "remarks"))
)


def _remark(columns: Columns, typed: Sequence[str]) -> tuple[int | None, tuple[Pattern, ...]]:
    """Return the column of remarks and the patterns for it."""
    read = [read_remark(text) for text in typed]
    named = [column for column, _ in read if column]
    place = _place(columns, named[0]) if named else _usual(columns)
    if place is None and typed:
        told = N_("the file has no such column: {columns}")
        shown = ", ".join(masked(name) for name in columns.header[:30])
        raise BadRemark(typed[0], Phrase(told, columns=shown))
    return place, tuple(pattern for _, pattern in read)


@dataclass(frozen=True)
class Telling:
    """The column of remarks, the patterns for it, which of them are used unasked, what to keep."""

    column: int | None
    patterns: tuple[Pattern, ...]
    recalled: str = ""
    saves: tuple[Saves, ...] = ()


def tell(page: Page, people: Sheet, columns: Columns, typed: tuple[str, ...]) -> Telling:
    """Return how remarks are taken apart: as told, then as told before for such a file."""
    column, patterns = _remark(columns, typed)
    if columns.own:
        return Telling(column, patterns)
    name, before = remembered(page, people.header)
    told_before = _remark(columns, before) if before else (column, ())
    if typed:
        if told_before[0] != column:
            before = ()
        whole = (*typed, *(text for text in before if text not in typed))
        saves = () if whole == before else to_remember(name, whole, people.header)
        return Telling(column, _remark(columns, whole)[1], saves=saves)
    if _fits(people, *told_before):
        return Telling(*told_before, recalled=name)
    return Telling(column, patterns)


def _fits(sheet: Sheet, remark: int | None, patterns: Sequence[Pattern]) -> bool:
    """Tell whether a remark of the file can be taken apart."""
    if remark is None or not patterns:
        return False
    texts = (record.cells[remark].strip() for record in sheet.records() if not record.problem)
    return any(pattern.split(text) for text in texts if text for pattern in patterns)


def _place(columns: Columns, name: str) -> int | None:
    places = (at for at, header in enumerate(columns.header) if fold(header) == fold(name))
    return next(places, None)


def _usual(columns: Columns) -> int | None:
    names = enumerate(map(plain_header, columns.header))
    return next((place for place, name in names if name in REMARKS), None)


def unfit(sheet: Sheet, remark: int | None, patterns: Sequence[Pattern]) -> int:
    """Return how many remarks stay whole although there are patterns."""
    if remark is None or not patterns:
        return 0
    texts = (record.cells[remark].strip() for record in sheet.records() if not record.problem)
    return sum(all(pattern.split(text) is None for pattern in patterns) for text in texts if text)

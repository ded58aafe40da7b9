"""`duplicates -o`: likely pairs as a list to look through, strike out in, and give to `merge`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from leadfunnel.domain.customer import Customer
from leadfunnel.domain.guard import csv_line, joined, sheltered
from leadfunnel.domain.hiding import hidden
from leadfunnel.domain.likeness import Likeness
from leadfunnel.domain.merging import TEXTS, differ
from leadfunnel.domain.pair_form import HEADERS, answer, header
from leadfunnel.domain.phone import national
from leadfunnel.domain.quoting import quoted
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Phrase, said
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.i18n import language, named, spoken
from leadfunnel.services.book import Book, Page
from leadfunnel.services.duplicates import WORDED, likely
from leadfunnel.services.exporting import Exported, file_of
from leadfunnel.services.merge_plan import WORDS
from leadfunnel.services.results.changed import Done

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import BinaryIO

AT_ONCE = 500
FORMS = ("csv", "xlsx")
SHEET = "pairs"
Cell = str | int


class NoListForm(UnreadableError):
    """The name of the file does not say what to write."""

    code = "unknown_ending"
    message = N_("The ending of {path} is none of {endings}.")
    hint = N_("For example: leadfunnel duplicates -o pairs.xlsx")


@dataclass(frozen=True)
class Wanted:
    """What was asked: pairs with one customer or all, how many, the file, whether to replace it."""

    output: str
    text: str | None = None
    limit: int | None = None
    force: bool = False
    masked: bool = False


class PairLists:
    """Writes likely pairs to a file."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def write(self, asked: Wanted) -> Done | Exported:
        """Write the pairs, the likeliest first; `-` is standard output, as CSV."""
        from leadfunnel.adapters import private_files

        path, form = self._place(asked)
        if path is not None:
            private_files.check_free(path, force=asked.force)
        found = likely(self.book, asked.text)[: asked.limit]
        with self.book.read() as page:
            rows = _rows(page, found, masked=asked.masked)
            if path is None:
                return Exported(None, len(found), list(_csv(rows)))
            if form == "csv":
                chunks = chain(("\ufeff",), _csv(rows))  # it is made to be opened by a spreadsheet
                private_files.write_file(path, chunks, force=asked.force)
            else:
                private_files.fill_file(path, _workbook(rows), force=asked.force)
        told = [said(N_("Pairs in {path}: {count}."), path=asked.output, count=f"{len(found):,}")]
        if found:
            text = N_("Strike out what is wrong, then: leadfunnel merge --file {path}")
            told.append(said(text, path=quoted(asked.output)))
        return Done("pairs", tuple(told), {"path": asked.output, "rows": len(found)})

    def _place(self, asked: Wanted) -> tuple[Path | None, str]:
        """Return the file to write and its form; None for standard output."""
        if asked.output == "-":
            return None, "csv"
        form = Path(asked.output).suffix.lower().removeprefix(".")
        if form not in FORMS:
            raise NoListForm(path=asked.output, endings=", ".join(f".{name}" for name in FORMS))
        return file_of(self.book, asked.output), form


def _rows(page: Page, pairs: Sequence[Likeness], *, masked: bool) -> Iterator[tuple[Cell, ...]]:
    """Yield the cells of each pair, some customers in memory at a time."""
    yes = answer(yes=True, language=language())
    for start in range(0, len(pairs), AT_ONCE):
        some = pairs[start : start + AT_ONCE]
        ids = list(dict.fromkeys(number for pair in some for number in (pair.a, pair.b)))
        known = {customer.id: customer for customer in page.customers(ids)}
        for pair in some:
            a, b = known.get(pair.a), known.get(pair.b)
            if a is None or b is None:  # gone since they were compared
                continue
            cells: dict[str, Cell] = {
                "merge": yes,
                "score": pair.score,
                "why": ", ".join(_why(pair)),
                "differ": ", ".join(_differences(a, b)),
                **_person(page, "a", a),
                **_person(page, "b", b),
            }
            yield tuple(_shown(page, cells.get(code, ""), masked=masked) for code in HEADERS)


def _shown(page: Page, cell: Cell, *, masked: bool) -> Cell:
    return hidden(cell, page.settings.region) if masked and isinstance(cell, str) else cell


def _why(pair: Likeness) -> Iterator[str]:
    for one in pair.evidence:
        yield spoken(Phrase(WORDED[one.code], detail=one.detail))


def _differences(a: Customer, b: Customer) -> Iterator[str]:
    """Yield what a merge would ask about: the fields in which both say something else."""
    for key in TEXTS:
        if differ(getattr(a, key), getattr(b, key)):
            yield spoken(Phrase(WORDS[key]))
    for key, one, other in (
        ("owner", a.owner and a.owner.id, b.owner and b.owner.id),
        ("referrer", a.referrer_id, b.referrer_id),
        ("stage", a.stage and a.stage.code, b.stage and b.stage.code),
    ):
        if one and other and one != other:
            yield spoken(Phrase(WORDS[key]))


def _person(page: Page, side: str, customer: Customer) -> dict[str, Cell]:
    region = page.settings.region
    phones = (national(one.number, region) if one.valid else one.raw for one in customer.phones)
    return {
        side: customer.id,
        f"{side}_name": customer.name,
        f"{side}_company": customer.company or "",
        f"{side}_contact": joined([*phones, *customer.wechat, *customer.emails]),
        f"{side}_stage": named(customer.stage.names) if customer.stage else "",
        f"{side}_owner": customer.owner.name if customer.owner else "",
        f"{side}_source": customer.source or "",
    }


def _csv(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    yield csv_line(header(language()))
    for row in rows:
        yield csv_line(map(str, row))


def _workbook(rows: Iterable[Sequence[Cell]]) -> Callable[[BinaryIO], None]:
    def fill(out: BinaryIO) -> None:
        from leadfunnel.adapters.workbooks import write_workbook

        cells = ([sheltered(one) if isinstance(one, str) else one for one in row] for row in rows)
        write_workbook(out, SHEET, list(header(language())), cells)

    return fill

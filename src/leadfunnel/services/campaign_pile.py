"""Sheets that come back, read from files into one pile of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from leadfunnel.domain.campaign_form import TITLES, columns_of
from leadfunnel.domain.fold import fold
from leadfunnel.domain.guard import unguarded
from leadfunnel.domain.record import dataclass, field
from leadfunnel.domain.sentence import Phrase
from leadfunnel.domain.sheet import EmptySheet, Sheet
from leadfunnel.errors import N_, BadFileError, LeadfunnelError
from leadfunnel.services import whom
from leadfunnel.services.campaign_rows import Row

SHEETS = ("calls", "visits")
WHO = {"phone", "wechat", "id"}
PEOPLE = {*WHO, "number", "name", "note"}
"""Columns that any list of people may have: with these alone it is no sheet."""


class NoSheet(BadFileError):
    """The file is no sheet of a sale event."""

    code = "no_campaign_sheet"
    message = N_("{file} has no column of phones or ids beside one such as intent or visit.")
    hint = N_("Write sheets with: leadfunnel campaign sheet --guide 小李 -o li.xlsx")


@dataclass
class Pile:
    """Rows of all files, with what is wrong with some of them."""

    rows: list[Row] = field(default_factory=list)
    refused: dict[int, dict[str, object]] = field(default_factory=dict)
    unread: dict[str, None] = field(default_factory=dict)

    @property
    def good(self) -> list[Row]:
        """The rows that are not known to be bad."""
        return [row for row in self.rows if row.place not in self.refused]

    @property
    def bad(self) -> list[Row]:
        """The rows that cannot be recorded."""
        return [row for row in self.rows if row.place in self.refused]

    @property
    def problems(self) -> list[dict[str, object]]:
        """What is wrong with the bad rows, in their order."""
        return [self.refused[row.place] for row in self.bad]

    @contextmanager
    def refusing(self, row: Row) -> Iterator[None]:
        """Put a row aside that cannot be recorded, with the reason."""
        try:
            yield
        except LeadfunnelError as error:
            self.refused[row.place] = _problem(row, error)


def piled(paths: Sequence[str], stdin: Callable[[], bytes]) -> Pile:
    """Return the rows of all files; raise NoSheet for a file that is none."""
    pile = Pile()
    for path in paths:
        for tab, sheet in _sheets(path, stdin):
            pile.rows += _rows(path, tab, sheet, pile)
    return pile


def _problem(row: Row, error: LeadfunnelError) -> dict[str, object]:
    found = whom.problem(error)
    told = {"file": Path(row.file).name, "line": row.line, "what": found["text"]}
    text = Phrase(N_("{file}, line {line}: {what}"), **told)
    if row.tab:
        text = Phrase(N_("{file}, {sheet}, line {line}: {what}"), sheet=row.tab, **told)
    return {"file": row.file, "sheet": row.tab, "line": row.line, **found, "text": text}


def _sheets(path: str, stdin: Callable[[], bytes]) -> list[tuple[str | None, Sheet]]:
    """Return the sheets of a file that are ours, by name; of one with a single sheet, that one."""
    from leadfunnel.adapters.refusals import WhichSheet
    from leadfunnel.services.import_declared import Import
    from leadfunnel.services.import_file import open_sheet

    try:
        return [(None, open_sheet(Import(path), stdin))]
    except WhichSheet as error:
        ours = [str(one["sheet"]) for one in error.candidates if _is_ours(str(one["sheet"]))]
        if not ours:
            raise
        found: list[tuple[str | None, Sheet]] = []
        for title in ours:
            with suppress(EmptySheet):
                found.append((title, open_sheet(Import(path, sheet=title), stdin)))
        return found


def _is_ours(title: str) -> bool:
    """Tell whether a sheet bears a title of ours, perhaps behind the name of a guide."""
    plain = fold(title)
    return any(plain.endswith(fold(name)) for kind in SHEETS for name in TITLES[kind])


def _rows(path: str, tab: str | None, sheet: Sheet, pile: Pile) -> Iterator[Row]:
    """Yield the rows that hold more than a number; columns that are unknown are taken note of."""
    columns = columns_of(sheet.header)
    if not columns.keys() & WHO or not columns.keys() - PEOPLE:
        raise NoSheet(file=Path(path).name)
    place = len(pile.rows)
    others = [at for at in range(len(sheet.header)) if at not in columns.values()]
    for record in sheet.records():
        cells = {
            code: unguarded(record.cells[at]).strip()
            for code, at in columns.items()
            if at < len(record.cells)
        }
        if any(cell for code, cell in cells.items() if code != "number"):
            yield Row(place, path, record.line, cells, record.cells, sheet.header, tab)
            place += 1
        filled = (at for at in others if at < len(record.cells) and record.cells[at].strip())
        pile.unread.update(dict.fromkeys(sheet.header[at][:40] for at in filled))

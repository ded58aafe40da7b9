"""A list of pairs read from a file: which two are one customer, which are two, and which are left.

A row is struck out by emptying the cell that says yes, or by deleting it: it is left for another
day. A row that says no is remembered: the two are not proposed again. Without such a column every
row is meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from leadfunnel.domain.guard import csv_line, unguarded
from leadfunnel.domain.pair_form import columns_of, read_answer
from leadfunnel.domain.record import dataclass, field
from leadfunnel.domain.sentence import Phrase
from leadfunnel.domain.sheet import Record, Sheet, masked
from leadfunnel.errors import N_, BadFileError, LeadfunnelError, UnreadableError
from leadfunnel.i18n import spoken
from leadfunnel.services import whom
from leadfunnel.services.import_declared import Import
from leadfunnel.services.import_file import listed_columns, open_sheet


class NoPairs(BadFileError):
    """No columns say which two."""

    code = "no_pairs"
    message = N_("{file} has no columns A and B that say which two are one: {columns}.")
    hint = N_("Write the list with: leadfunnel duplicates -o pairs.csv")


class BadAnswer(UnreadableError):
    """Neither yes nor no."""

    code = "bad_answer"
    message = N_("{text} is neither yes nor no.")


class BadRow(UnreadableError):
    """The row cannot be read as one."""

    code = "bad_row"
    message = N_("The row {reason}.")


@dataclass(frozen=True)
class Pair:
    """One row: who A and B are, what they were called, whose values to keep; or that they are two.

    Texts and names are as they stand in the file.
    """

    line: int
    texts: tuple[str, str]
    names: tuple[str, str]
    keep: str | None = None
    two: bool = False


@dataclass
class Listed:
    """The rows of a file, `total` of them and those `left` that were struck out.

    `refused` holds what is wrong with rows, by line, in the chosen language: it may be every row.
    """

    sheet: Sheet
    path: str
    pairs: list[Pair] = field(default_factory=list)
    total: int = 0
    left: int = 0
    refused: dict[int, dict[str, object]] = field(default_factory=dict)

    def refuse(self, line: int, error: LeadfunnelError) -> None:
        """Keep what is wrong with a row."""
        problem = whom.problem(error)
        text = Phrase(N_("line {line}: {reason}"), line=line, reason=problem["text"])
        self.refused[line] = {"line": line, **problem, "text": spoken(text)}


def read(asked: Import, stdin: Callable[[], bytes]) -> Listed:
    """Return the rows of a file; raise NoPairs where it is no list of pairs."""
    sheet = open_sheet(asked, stdin)
    columns = columns_of(sheet.header)
    if not {"a", "b"} <= columns.keys():
        raise NoPairs(file=sheet.file, columns=listed_columns(sheet.header))
    found = Listed(sheet, asked.path)
    for record in sheet.records():
        try:
            pair = _pair(record, columns)
        except UnreadableError as error:
            found.refuse(record.line, error)
        else:
            found.pairs += [pair] if pair else []
            found.left += pair is None
    found.total = len(found.pairs) + len(found.refused)
    return found


def _pair(record: Record, columns: dict[str, int]) -> Pair | None:
    """Return what a row says, None where it was struck out."""
    if record.problem:
        raise BadRow(reason=record.problem)
    cells = {code: unguarded(record.cells[at]).strip() for code, at in columns.items()}
    answer = cells.get("merge", "yes")
    if not answer:
        return None
    yes = read_answer(answer)
    if yes is None:
        raise BadAnswer(text=masked(answer))
    texts, names = ((cells.get(a, ""), cells.get(b, "")) for a, b in (("a", "b"), _NAMES))
    return Pair(record.line, texts, names, cells.get("keep") or None, two=not yes)


_NAMES = ("a_name", "b_name")


def leave(listed: Listed) -> Path | None:
    """Write the refused rows with their reasons beside the file; return where."""
    if not listed.refused:
        return None
    from leadfunnel.services.import_refused import put

    return put(listed.path, _refused(listed))[0]


def _refused(listed: Listed) -> Iterator[str]:
    from leadfunnel.i18n import language
    from leadfunnel.services.import_refused import REASONS

    yield "\ufeff" + csv_line([REASONS[language()], *listed.sheet.header])
    for record in listed.sheet.records():
        if record.line in listed.refused:
            reason = str(listed.refused[record.line]["text"])
            yield csv_line([reason, *map(unguarded, record.cells)])

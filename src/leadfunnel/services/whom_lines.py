"""Customers listed on standard input: one or more a line, our CSV, or one of our JSON documents."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence

from leadfunnel.domain.record import dataclass
from leadfunnel.domain.remark import MOBILE
from leadfunnel.domain.sentence import Phrase, counted
from leadfunnel.errors import N_, AmbiguousError, LeadfunnelError, NotFoundError, UnreadableError
from leadfunnel.services import who, whom
from leadfunnel.services.book import Page

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any


_ROW = re.compile(r"#[1-9][0-9]{0,17}\s{2,}\S")
"""A row of our lists: the number of a customer, and more of them in columns."""
_ID = re.compile("#?[1-9][0-9]{0,17}")


class BadDocument(UnreadableError):
    """The JSON on standard input lists no customers."""

    code = "bad_customer_list"
    message = N_("The JSON on standard input lists no customers.")
    hint = N_("Give it the output of: leadfunnel list FILTER --all --json")


class UnknownLines(NotFoundError):
    """Some of the lines name nobody, or more than one."""

    code = "unknown_lines"
    message = N_("Lines that do not name one customer: {count} of {total}; nothing was changed.")
    hint = N_("Correct them, or leave them out.")


class AmbiguousLines(AmbiguousError):
    """The same, where the first such line names more than one."""

    code = "ambiguous_lines"
    message = UnknownLines.message
    hint = UnknownLines.hint


@dataclass(frozen=True)
class _Line:
    """One entry; `place` is its line in the text, or its place in the document."""

    place: int
    text: str


def find(page: Page, text: str, *, exact: bool = False) -> list[int]:
    """Return the ids listed; a bare number is a customer's number here, never the end of a phone.

    Every line that does not name one customer is told, and fails them all.
    """
    lines = _document(page, text) if text.lstrip()[:1] in ("{", "[") else _plain(text)
    numbers = {line.text: int(plain) for line in lines if (plain := _number(line.text))}
    here = set(whom.present(page, list(dict.fromkeys(numbers.values()))))
    found: list[int] = []
    failed: list[tuple[_Line, LeadfunnelError]] = []
    for line in lines:
        if numbers.get(line.text) in here:
            found.append(numbers[line.text])
            continue
        try:
            found.append(who.one(page, line.text, exact=exact))
        except (NotFoundError, AmbiguousError, UnreadableError) as error:
            failed.append((line, error))
    if failed:
        raise _refusal(failed, len(lines))
    return list(dict.fromkeys(found))


def _number(text: str) -> str:
    plain = text.removeprefix("#")
    return plain if plain.isascii() and plain.isdigit() and len(plain) <= 18 else ""


def _plain(text: str) -> list[_Line]:
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    if first.split(",")[0].strip(' "').lower() == "id":
        reader = csv.reader(lines)
        cells = [(reader.line_num, row[0].strip()) for row in reader if row]
        return [_Line(place, cell) for place, cell in cells[1:] if cell]
    numbered = [(place, line.strip()) for place, line in enumerate(lines, 1)]
    rows = [place for place, line in numbered if _ROW.match(line)]
    if rows:
        return _rows(rows[0], numbered)
    return [_Line(place, text) for place, line in numbered if line for text in _several(line)]


def _rows(first: int, numbered: list[tuple[int, str]]) -> list[_Line]:
    """Return the numbers of a list as it is printed: what stands above its rows is its head."""
    below = (line for line in numbered if line[0] >= first and line[1])
    return [_Line(place, line.split()[0]) for place, line in below]


def _several(line: str) -> list[str]:
    """Return the numbers of customers that stand on one line; a phone in groups is no such."""
    words = [word for word in re.split(r"[\s,;，；、]+", line) if word]
    if MOBILE.search(line) or not all(map(_ID.fullmatch, words)):
        return [line]
    return words


def _document(page: Page, text: str) -> list[_Line]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise BadDocument() from None
    more = document.get("more") if isinstance(document, dict) else None
    if isinstance(more, int) and more > 0:
        one = N_("The list was cut: {count} more is not in it.")
        many = N_("The list was cut: {count} more are not in it.")
        page.acting.warn(counted(one, many, more))
    return [_Line(place, str(number)) for place, number in enumerate(_ids(document), 1)]


def _ids(document: Any) -> Iterator[int]:
    """Yield the customers of a list, of a change, of the morning list, or of one customer."""
    records = document
    if isinstance(document, dict):
        known = ("items", "customers", "customer")
        records = next((document[key] for key in known if key in document), None)
    if isinstance(records, dict):
        records = [records]
    if not isinstance(records, list):
        raise BadDocument()
    for record in records:
        yield _id(record)


def _id(record: Any) -> int:
    if isinstance(record, dict):
        inner = record.get("customer")
        record = inner.get("id") if isinstance(inner, dict) else record.get("id")
    if not isinstance(record, int) or isinstance(record, bool):
        raise BadDocument()
    return record


def _refusal(failed: Sequence[tuple[_Line, LeadfunnelError]], total: int) -> LeadfunnelError:
    kind = AmbiguousLines if isinstance(failed[0][1], AmbiguousError) else UnknownLines
    problems = []
    for line, error in failed:
        problem = whom.problem(error)
        text = Phrase(N_("line {line}: {reason}"), line=line.place, reason=problem["text"])
        problems.append({"line": line.place, "value": line.text, **problem, "text": text})
    return kind(count=len(failed), total=total, problems=problems)

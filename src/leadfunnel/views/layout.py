"""Neutral blocks of a screen, and their setting into lines of a given width.

Nothing here knows a terminal: painters (`plain`, `terminal`) only colour the lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leadfunnel.domain.record import dataclass
from leadfunnel.views.cells import UNBROKEN_SPACE, cells, kept, longest_piece, printable, wrapped
from leadfunnel.views.text import visible, visible_lines

GAP = "  "
WORDS, ANYWHERE = "words", "anywhere"
NARROWEST = 8  # what may be broken anywhere is still given so many cells
RULE_WIDTH = 60

# Blocks are never compared or printed as objects, and generating the methods would cost every
# command some ms.


@dataclass(frozen=True, eq=False, repr=False)
class Span:
    """Text in one style: "", title, head, dim, good, warn, bad, bar or spark."""

    text: str
    style: str = ""


Cell = str | Span
Printed = list[Span]
"""One finished line."""


@dataclass(frozen=True, eq=False, repr=False)
class Line:
    """A paragraph of cells in a row; what is too long goes on below, indented by `hang`."""

    spans: tuple[Cell, ...]
    indent: int = 0
    hang: int = 0


@dataclass(frozen=True, eq=False, repr=False)
class Column:
    """A column of a table; `lines` keeps line breaks.

    Where room is short, `wrap` allows breaks between words (as in a phone, whose parts stay
    together) or, for names and notes, anywhere; otherwise the column keeps its width.
    """

    head: str = ""
    align: str = "left"
    style: str = ""
    wrap: str | None = None
    lines: bool = False


@dataclass(frozen=True, eq=False, repr=False)
class Table:
    """Rows of cells under columns; a Line among the rows stands across all of them."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...] | Line, ...]
    indent: int = 0


@dataclass(frozen=True, eq=False, repr=False)
class Rule:
    """A horizontal rule across the screen."""


Block = Line | Table | Rule
BLANK = Line(())
"""An empty line."""


@dataclass(frozen=True, eq=False, repr=False)
class Sheet:
    """What lines are set for: a width in cells or None for no limit, and ambiguous ones wide."""

    width: int | None = None
    wide: bool = False


def line(*spans: Cell, indent: int = 0, hang: int = 0) -> Line:
    """Return a line of these cells."""
    return Line(spans, indent, hang)


def typeset(blocks: Sequence[Block], sheet: Sheet) -> Iterator[Printed]:
    """Yield the finished lines of the blocks."""
    for block in blocks:
        if isinstance(block, Table):
            yield from _table(block, sheet)
        elif isinstance(block, Line):
            yield from _line(block, sheet)
        else:
            yield [Span("-" * (sheet.width or RULE_WIDTH), "rule")]


def natural_width(table: Table, sheet: Sheet) -> int:
    """Return the width of a table when nothing in it wraps."""
    body = [_spans(row) for row in table.rows if not isinstance(row, Line)]
    return _total(_natural(table, body, sheet), table.indent)


def first_fitting(tables: Sequence[Table], sheet: Sheet) -> Table:
    """Return the first table that needs no wrapping, else the last."""
    fitting = (
        table
        for table in tables
        if sheet.width is None or natural_width(table, sheet) <= sheet.width
    )
    return next(fitting, tables[-1])


def _span(cell: Cell, style: str = "", *, lines: bool = False) -> Span:
    """Return the cell made visible; this is the one gate through which all text passes."""
    text, own = (cell, style) if isinstance(cell, str) else (cell.text, cell.style or style)
    return Span("\n".join(visible_lines(text)) if lines else visible(text), own)


def _spans(row: Sequence[Cell]) -> list[Span]:
    return [_span(cell) for cell in row]


def _line(block: Line, sheet: Sheet) -> Iterator[Printed]:
    spans = _spans(block.spans)
    text = "".join(span.text for span in spans)
    hang = max(block.indent, block.hang)
    room = len(text) * 2 + 1 if sheet.width is None else max(1, sheet.width - hang)
    for number, (start, end) in enumerate(wrapped(text, room, wide=sheet.wide)):
        yield _printed(" " * (hang if number else block.indent), _sliced(spans, start, end))


def _sliced(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    found, place = [], 0
    for span in spans:
        part = span.text[max(0, start - place) : max(0, end - place)]
        if part:
            found.append(Span(part, span.style))
        place += len(span.text)
    return found


def _printed(lead: str, spans: Sequence[Span]) -> Printed:
    """Return the line without spaces at its end."""
    found = [Span(lead)] if lead else []
    found += [Span(printable(span.text), span.style) for span in spans]
    while found and not found[-1].text.strip(" "):
        found.pop()
    if found:
        found[-1] = Span(found[-1].text.rstrip(" "), found[-1].style)
    return found


def _table(table: Table, sheet: Sheet) -> Iterator[Printed]:
    columns = table.columns
    rows = [row if isinstance(row, Line) else _row(columns, row) for row in table.rows]
    body = [row for row in rows if not isinstance(row, Line)]
    widths = _widths(table, body, sheet)
    if widths is None:
        lean = _telling(table, body)
        yield from _table(lean, sheet) if lean else _stacked(table, rows, sheet)
        return
    if any(column.head for column in columns):
        heads = [Span(column.head, "head") for column in columns]
        yield from _set_row(table, heads, widths, sheet)
    for row in rows:
        if isinstance(row, Line):
            yield from _line(row, sheet)
        else:
            yield from _set_row(table, row, widths, sheet)


def _telling(table: Table, body: Sequence[Sequence[Span]]) -> Table | None:
    """Return the table without columns that have only dashes, or None if every one tells."""
    places = [
        place
        for place in range(len(table.columns))
        if place == 0 or any(row[place].text.strip() not in ("", "-") for row in body)
    ]
    if len(places) == len(table.columns):
        return None
    rows = [
        row if isinstance(row, Line) else tuple(row[place] for place in places)
        for row in table.rows
    ]
    return Table(tuple(table.columns[place] for place in places), tuple(rows), table.indent)


def _row(columns: Sequence[Column], row: Sequence[Cell]) -> list[Span]:
    pairs = zip(columns, row, strict=True)
    return [_span(cell, column.style, lines=column.lines) for column, cell in pairs]


def _natural(table: Table, body: Sequence[Sequence[Span]], sheet: Sheet) -> list[int]:
    widths = [cells(column.head, wide=sheet.wide) for column in table.columns]
    for row in body:
        for place, span in enumerate(row):
            parts = span.text.split("\n")
            widths[place] = max(widths[place], *(cells(part, wide=sheet.wide) for part in parts))
    return widths


def _total(widths: Sequence[int], indent: int) -> int:
    return indent + sum(widths) + len(GAP) * (len(widths) - 1)


def _widths(table: Table, body: Sequence[Sequence[Span]], sheet: Sheet) -> list[int] | None:
    """Return the columns' widths, or None where even wrapped the table has no room."""
    widths = _natural(table, body, sheet)
    if sheet.width is None:
        return widths
    over = _total(widths, table.indent) - sheet.width
    if over <= 0:
        return widths
    least = {
        place: min(widths[place], _least(column, [row[place].text for row in body], sheet))
        for place, column in enumerate(table.columns)
        if column.wrap
    }
    while over > 0:
        spare = [place for place in least if widths[place] > least[place]]
        if not spare:
            return None
        widest = max(spare, key=lambda place: widths[place])
        widths[widest] -= 1
        over -= 1
    return widths


def _least(column: Column, texts: Sequence[str], sheet: Sheet) -> int:
    pieces = (_narrowest(column, text.replace("\n", " "), sheet) for text in texts)
    return max(cells(column.head, wide=sheet.wide), max(pieces, default=0), 1)


def _narrowest(column: Column, text: str, sheet: Sheet) -> int:
    longest = longest_piece(text, wide=sheet.wide)
    anywhere = column.wrap == ANYWHERE and UNBROKEN_SPACE not in text
    return min(NARROWEST, longest) if anywhere else longest


def _set_row(
    table: Table, row: Sequence[Span], widths: Sequence[int], sheet: Sheet
) -> Iterator[Printed]:
    parts = [_parts(span, width, sheet) for span, width in zip(row, widths, strict=True)]
    for number in range(max(len(part) for part in parts)):
        found: list[Span] = []
        for place, column in enumerate(table.columns):
            span = parts[place][number] if number < len(parts[place]) else Span("")
            found += _padded(span, widths[place], column.align, sheet)
            found.append(Span(GAP))
        yield _printed(" " * table.indent, found)


def _parts(span: Span, width: int, sheet: Sheet) -> list[Span]:
    return [
        Span(text[start:end], span.style)
        for text in span.text.split("\n")
        for start, end in wrapped(text, width, wide=sheet.wide)
    ]


def _padded(span: Span, width: int, align: str, sheet: Sheet) -> list[Span]:
    pad = Span(" " * (width - cells(span.text, wide=sheet.wide)))
    return [pad, span] if align == "right" else [span, pad]


def _stacked(table: Table, rows: Sequence[list[Span] | Line], sheet: Sheet) -> Iterator[Printed]:
    """Yield each row as a paragraph with the heads in it, for lack of room beside each other."""
    for row in rows:
        if isinstance(row, Line):
            yield from _line(row, sheet)
            continue
        spans: list[Cell] = []
        for column, span in zip(table.columns, row, strict=True):
            if span.text:
                spans += [*_label(column), span, GAP]
        yield from _line(Line(tuple(spans), table.indent, table.indent + 2), sheet)


def _label(column: Column) -> list[Span]:
    """Return the head as it stands before a value, kept on one line with it."""
    return [Span(kept(f"{column.head} "), "head")] if column.head else []

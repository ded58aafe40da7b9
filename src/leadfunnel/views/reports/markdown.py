"""A report as Markdown: tables that stand straight as plain text too, people as lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from leadfunnel.domain.exhibit import Booklet, Cell, Exhibit, Grid, Head
from leadfunnel.i18n import _
from leadfunnel.views.cells import cells
from leadfunnel.views.names import NOTHING

WIDEST = 90
"""A table wider than so many cells is written as a list."""
_MARKS = re.compile(r"([\\`*_\[\]<>|~])")
_MASK = re.compile(r"(?<=\d)\*{4}(?=\d)")
"""The hidden middle of a phone: as stars it would be a mark, or need strokes before them."""
_LINK = re.compile(r"(?i)(https?|ftp|www|mailto)([:.])")
_START = re.compile(r"^(\s*\d*)([#+=.)-])(?=\s|$)")


def markdown(book: Booklet) -> str:
    """Return the report."""
    lines = [f"# {safe(book.title)}", "", *map(_line, book.about)]
    for chapter in book.chapters:
        lines += ["", f"## {safe(chapter.title)}"]
        for exhibit in chapter.exhibits:
            lines += ["", f"### {safe(exhibit.title)}", *_exhibit(exhibit)]
    return "\n".join(line.rstrip() if not line.endswith("  ") else line for line in lines) + "\n"


def safe(text: str) -> str:
    """Return a text with nothing in it that Markdown would take for a mark or a link."""
    return _LINK.sub(r"\1\\\2", _MARKS.sub(r"\\\1", _MASK.sub("xxxx", text)))


def _started(text: str) -> str:
    """Return a text that begins a line, where more would be a mark."""
    return _START.sub(r"\1\\\2", safe(text.strip()))


def _line(text: str) -> str:
    """Return a text on a line of its own."""
    return _started(text) + "  "


def _exhibit(exhibit: Exhibit) -> Iterator[str]:
    if exhibit.said:
        yield ""
        yield from map(_line, exhibit.said)
    if exhibit.items:
        yield ""
        yield from (f"- {_started(text)}" for text in exhibit.items)
    for grid in exhibit.grids:
        if not grid.rows:
            continue
        if grid.title != exhibit.title:
            yield from ("", f"**{safe(grid.title)}**")
        yield ""
        yield from _grid(grid)
        if grid.more:
            yield from ("", safe(grid.more))


def _grid(grid: Grid) -> Sequence[str]:
    table = _table(grid)
    return table if cells(table[0]) <= WIDEST and not grid.people else list(_list(grid))


def _table(grid: Grid) -> list[str]:
    texts = [[safe(head.text) for head in grid.heads]]
    texts += [[safe(cell.text) for cell in row] for row in grid.rows]
    widths = [max(3, *(cells(row[place]) for row in texts)) for place in range(len(grid.heads))]
    rule = [
        "-" * (width - 1) + (":" if head.right else "-")
        for head, width in zip(grid.heads, widths, strict=True)
    ]
    top, *body = [_row(row, grid.heads, widths) for row in texts]
    return [top, f"| {' | '.join(rule)} |", *body]


def _row(texts: Sequence[str], heads: Sequence[Head], widths: Sequence[int]) -> str:
    padded = [
        " " * (width - cells(text)) + text if head.right else text + " " * (width - cells(text))
        for text, head, width in zip(texts, heads, widths, strict=True)
    ]
    return f"| {' | '.join(padded)} |"


def _list(grid: Grid) -> Iterator[str]:
    """Yield a line for each row: the first cell, then what else there is to say of it."""
    for row in grid.rows:
        first, *rest = row
        told = [
            _told(head, cell)
            for head, cell in zip(grid.heads[1:], rest, strict=True)
            if cell.text not in ("", NOTHING)
        ]
        name = _started(first.text)
        listed = _(", ").join(told)
        yield "- " + (_("{what}: {group}").format(what=name, group=listed) if told else name)


def _told(head: Head, cell: Cell) -> str:
    return f"{safe(head.text)} {safe(cell.text)}"

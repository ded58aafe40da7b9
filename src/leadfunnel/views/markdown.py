"""A screen as Markdown: titles in bold, tables as tables, nothing taken for a mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from leadfunnel.domain.record import replace
from leadfunnel.services.results.week import WeekPasted
from leadfunnel.views.layout import Block, Cell, Line, Rule, Span, Table
from leadfunnel.views.screens.week import week
from leadfunnel.views.setting import Setting
from leadfunnel.views.text import visible

WIDTH = 100
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")


def week_markdown(result: WeekPasted, setting: Setting) -> list[str]:
    """Return the review of a week as it is to be pasted, in as much detail as a wide screen has."""
    return list(markdown(week(result.report, replace(setting, width=WIDTH))))


def markdown(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the lines; a table whose head is one column wide becomes a list."""
    for block in blocks:
        if isinstance(block, Line):
            yield from (_line(block), "")
        elif isinstance(block, Table):
            yield from _table(block)
        elif isinstance(block, Rule):
            yield from ("---", "")


def _line(block: Line) -> str:
    return "".join(_marked(cell) for cell in block.spans)


def _marked(cell: Cell) -> str:
    if isinstance(cell, Span) and cell.style == "title":
        return f"**{_plain(cell)}**"
    text = _plain(cell)
    return f" {text}" if isinstance(cell, str) and text else text


def _table(table: Table) -> Iterator[str]:
    if any(column.head for column in table.columns):
        kept = [place for place, column in enumerate(table.columns) if _is_shown(table, place)]
        heads = [_plain(table.columns[place].head) for place in kept]
        rules = ["---:" if table.columns[place].align == "right" else "---" for place in kept]
        yield _row(heads)
        yield _row(rules)
        for row in table.rows:
            if not isinstance(row, Line):
                yield _row([_plain(row[place]) for place in kept])
    else:
        for row in table.rows:
            if not isinstance(row, Line):
                head, *rest = (_plain(cell) for cell in row)
                yield f"- **{head}** {' '.join(rest)}"
    yield ""


def _is_shown(table: Table, place: int) -> bool:
    """Leave bars out: they say nothing in a font of many widths."""
    cells = [row[place] for row in table.rows if not isinstance(row, Line)]
    return not any(isinstance(cell, Span) and cell.style == "bar" for cell in cells)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _plain(cell: Cell) -> str:
    """Return a text on one line, with nothing in it that Markdown would take for a mark."""
    text = cell if isinstance(cell, str) else cell.text
    return _SPECIAL.sub(r"\\\1", " ".join(visible(text).split()))

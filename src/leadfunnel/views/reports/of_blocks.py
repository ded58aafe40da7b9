"""Blocks of a screen as parts of a report, for what is worded there already."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.exhibit import Cell as Shown
from leadfunnel.domain.exhibit import Grid, Head
from leadfunnel.views.layout import Block, Cell, Line, Span, Table
from leadfunnel.views.reports.wording import Wording


def texts(blocks: Sequence[Block], wording: Wording) -> list[str]:
    """Return the lines of some blocks that say anything."""
    lines = [block for block in blocks if isinstance(block, Line)]
    told = ["".join(_text(cell) for cell in line.spans) for line in lines]
    return [wording.free(text) for text in told if text.strip()]


def grids(blocks: Sequence[Block], title: str, wording: Wording) -> tuple[Grid, ...]:
    """Return the tables of some blocks, all under one title."""
    return tuple(_grid(block, title, wording) for block in blocks if isinstance(block, Table))


def _grid(table: Table, title: str, wording: Wording) -> Grid:
    heads = tuple(Head(column.head, column.align == "right") for column in table.columns)
    rows = [row for row in table.rows if not isinstance(row, Line)]
    shown = tuple(tuple(Shown(wording.free(_text(cell))) for cell in row) for row in rows)
    return Grid(title, heads, shown)


def _text(cell: Cell) -> str:
    return cell.text if isinstance(cell, Span) else cell

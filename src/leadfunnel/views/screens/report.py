"""A report on the screen: its exhibits below each other, without the pictures."""

from __future__ import annotations

from collections.abc import Iterator

from leadfunnel.domain.exhibit import Exhibit, Grid
from leadfunnel.services.results.report import Report
from leadfunnel.views.layout import ANYWHERE, BLANK, WORDS, Block, Column, Rule, Span, Table, line
from leadfunnel.views.reports.booklet import booklet
from leadfunnel.views.setting import Setting


def report(result: Report, setting: Setting) -> list[Block]:
    """Return the report under its four heads."""
    book = booklet(result, setting)
    blocks: list[Block] = [line(Span(book.title, "title"), hang=2)]
    blocks += [line(Span(text, "dim"), hang=2) for text in book.about]
    for chapter in book.chapters:
        blocks += [BLANK, line(Span(chapter.title, "title")), Rule()]
        for place, exhibit in enumerate(chapter.exhibits):
            blocks += [BLANK] if place else []
            blocks += _exhibit(exhibit)
    return blocks


def _exhibit(exhibit: Exhibit) -> Iterator[Block]:
    yield line(Span(exhibit.title, "title"))
    for text in exhibit.said:
        yield line(text, hang=2)
    for text in exhibit.items:
        yield line(f"* {text}", hang=2)
    for grid in exhibit.grids:
        if grid.title != exhibit.title:
            yield line(Span(grid.title, "head"))
        yield _table(grid)
        if grid.more:
            yield line(Span(grid.more, "dim"))


def _table(grid: Grid) -> Table:
    columns = tuple(
        Column(
            head.text,
            align="right" if head.right else "left",
            wrap=None if head.right else WORDS if place == 0 else ANYWHERE,
        )
        for place, head in enumerate(grid.heads)
    )
    return Table(columns, tuple(tuple(cell.text for cell in row) for row in grid.rows))

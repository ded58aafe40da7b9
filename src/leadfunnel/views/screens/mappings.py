"""Mappings: which column of a file means what, kept ones and one that is asked about."""

from __future__ import annotations

from collections.abc import Mapping

from leadfunnel.domain.mapping_file import to_toml
from leadfunnel.i18n import _, ngettext
from leadfunnel.services.results.mappings import (
    MappingList,
    MappingPreview,
    MappingView,
    RemarkPreview,
)
from leadfunnel.views.layout import ANYWHERE, Block, Cell, Column, Line, Span, Table, line
from leadfunnel.views.names import NOTHING, head, listed, meaning_word
from leadfunnel.views.setting import Setting
from leadfunnel.views.text import shortened
from leadfunnel.views.words import say

LONGEST_SAMPLE = 24


def mappings(result: MappingList, _setting: Setting) -> list[Block]:
    """Return the names of the mappings with what each maps."""
    if not result.mappings:
        return [line(_("No mapping is kept yet."))]
    columns = (Column(style="title"), Column(wrap=ANYWHERE), Column(style="dim", wrap=ANYWHERE))
    rows = tuple((one.name, _summary(one), listed(one.mapping.header)) for one in result.mappings)
    return [Table(columns, rows)]


def _summary(one: MappingView) -> str:
    count = len(one.mapping.columns)
    parts = [ngettext("{count} column", "{count} columns", count).format(count=count)]
    parts += [text for text in (one.mapping.pipeline, one.mapping.system) if text]
    return listed([*parts, *one.mapping.remark])


def mapping(result: MappingView, _setting: Setting) -> list[Block]:
    """Return a mapping as the lines of its file."""
    return [line(text) for text in to_toml(result.mapping)]


def preview(result: MappingPreview, setting: Setting) -> list[Block]:
    """Return the columns of a file, each with its field and some texts; a ? marks one without."""
    columns = (
        Column(align="right", style="dim"),
        Column(head(_("column")), style="title", wrap=ANYWHERE),
        Column(head(_("is read as")), wrap=ANYWHERE),
        Column(head(_("the first rows")), style="dim", wrap=ANYWHERE),
    )
    rows: list[tuple[Cell, ...] | Line] = [
        (str(number), name or NOTHING, _meaning(field, result.words), _samples(texts))
        for number, (name, field, texts) in enumerate(result.columns, 1)
    ]
    said = [line(say(sentence, setting), hang=2) for sentence in result.said]
    return [Table(columns, tuple(rows)), *said]


def _meaning(field: str, words: Mapping[str, str]) -> Span:
    if not field:
        return Span("?", "warn")
    return Span(meaning_word(field, words), "dim" if field == "ignore" else "")


def _samples(texts: tuple[str, ...]) -> str:
    return " / ".join(shortened(text, LONGEST_SAMPLE) or NOTHING for text in texts)


def remarks(result: RemarkPreview, _setting: Setting) -> list[Block]:
    """Return the patterns proposed for remarks, and what they make of some."""
    text = _("The texts in {column} can be taken apart:").format(column=result.column)
    blocks: list[Block] = [line(text)]
    for pattern, count in result.patterns:
        rows = ngettext("{count} row", "{count} rows", count).format(count=f"{count:,}")
        blocks.append(line(Span(pattern, "title"), f"  {rows}", indent=2, hang=4))
    for remark, parts in result.samples:
        said = listed(f"{meaning_word(field)} {part}" for field, part in parts)
        blocks.append(line(Span(f"{remark} > ", "dim"), said, indent=2, hang=4))
    return blocks

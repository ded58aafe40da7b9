"""Cells, breaks and tables."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from leadfunnel.views.cells import cells, kept, longest_piece, printable, wrapped
from leadfunnel.views.layout import (
    ANYWHERE,
    BLANK,
    WORDS,
    Block,
    Column,
    Rule,
    Sheet,
    Span,
    Table,
    first_fitting,
    line,
)
from leadfunnel.views.plain import rendered

TEXT = st.text(st.sampled_from("ab 张伟，（。)e\u0301👨\u200d👩👍🏽❤️é─\u00a0\u2060-/"), max_size=60)


def shown(*blocks: Block, width: int | None = None, wide: bool = False) -> list[str]:
    return list(rendered(blocks, Sheet(width, wide)))


@pytest.mark.parametrize(
    "text",
    [
        "abc",
        "张伟",
        "ｱ",
        "Ａ",
        "e\u0301",
        "👨‍👩‍👧",
        "👍🏽",
        "❤️",
        "🇨🇳",
        "\u200b",
        "─→“",
        "각",
        "",
        "a👍b",
    ],
)
def test_cells_agree_with_rich(text: str) -> None:
    assert cells(text) == cell_len(text)


def test_ambiguous_characters_are_as_wide_as_the_terminal_draws_them() -> None:
    assert (cells("─→…"), cells("─→…", wide=True)) == (3, 6)
    assert cells("abc", wide=True) == 3


@example("a─\ufe0f", 2, False)
@given(TEXT, st.integers(1, 30), st.booleans())
def test_breaking_loses_only_spaces_and_keeps_to_the_width(
    text: str, width: int, wide: bool
) -> None:
    ranges = wrapped(text, width, wide=wide)
    lines = [text[start:end] for start, end in ranges]
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for part in lines:
        assert cells(part, wide=wide) <= max(width, 2)


@given(TEXT)
def test_what_has_room_is_not_broken(text: str) -> None:
    assert wrapped(text, cells(text)) == [(0, len(text))]


def lines_of(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrapped(text, width)]


def test_breaks_stand_at_words_and_beside_wide_characters() -> None:
    assert lines_of("the quick fox", 9) == ["the quick", "fox"]
    assert lines_of("想换烟机，看看", 8) == ["想换烟", "机，看看"]
    assert lines_of("（报价）abc", 6) == ["（报", "价）", "abc"]
    assert lines_of("abcdefgh", 3) == ["abc", "def", "gh"]
    assert lines_of(kept("138 0013 8000") + " " + kept("潜在"), 14) == [
        "138\u00a00013\u00a08000",
        "潜\u2060在",
    ]


def test_marks_that_guide_breaks_are_taken_out() -> None:
    assert printable(kept("重点 A")) == "重点 A"
    assert longest_piece(kept("重点 A")) == 6
    assert shown(line(kept("a b"))) == ["a b"]


def test_columns_line_up_whatever_the_script() -> None:
    table = Table(
        (Column("Name"), Column("n", "right"), Column()), (("张伟", "7", "x"), ("Li", "12", ""))
    )
    assert shown(table) == ["Name   n", "张伟   7  x", "Li    12"]


def test_a_short_row_is_a_fault() -> None:
    with pytest.raises(ValueError, match="zip"):
        shown(Table((Column(), Column()), (("a",),)))


def test_elastic_columns_wrap_and_others_stay_whole() -> None:
    columns = (Column(), Column(wrap=ANYWHERE), Column())
    table = Table(columns, (("138 0013 8000", "想换烟机看看有没有现货", "i1"),))
    assert shown(table, width=29) == [
        "138 0013 8000  想换烟机看  i1",
        "               看有没有现",
        "               货",
    ]


def test_words_stay_together_where_only_words_may_part() -> None:
    table = Table((Column(), Column(wrap=WORDS)), (("a" * 10, "Negotiating again"),))
    assert shown(table, width=23) == ["aaaaaaaaaa  Negotiating", "            again"]


def test_a_table_without_room_is_told_in_paragraphs() -> None:
    table = Table((Column("Name"), Column("Phone")), (("abcdefghij", "0123456789"), ("x", "")))
    assert shown(table, width=20) == ["Name abcdefghij", "  Phone 0123456789", "Name x"]


def test_columns_of_dashes_give_way_before_a_table_falls_into_paragraphs() -> None:
    columns = (Column("Name"), Column("Cost"), Column("Sold"), Column("Lost"))
    table = Table(columns, (("-", "-", "12", ""), line("of all"), ("Li", "-", "-", "")))
    assert shown(table, width=12) == ["Name  Sold", "-     12", "of all", "Li    -"]
    assert shown(table, width=30)[0] == "Name  Cost  Sold  Lost"


def test_only_columns_for_it_keep_line_breaks() -> None:
    table = Table((Column(lines=True), Column()), (("a\nb", "c\nd"),))
    assert shown(table) == ["a  c / d", "b"]


def test_a_line_within_a_table_and_the_other_blocks() -> None:
    table = Table((Column(), Column()), (line("title of it"), ("a", "b")))
    assert shown(table, Rule(), BLANK, width=20) == ["title of it", "a  b", "-" * 20, ""]
    assert shown(Rule()) == ["-" * 60]


def test_a_paragraph_goes_on_indented() -> None:
    assert shown(line("one two three", indent=1, hang=3), width=8) == [" one", "   two", "   three"]
    assert shown(line(Span("one ", "bad"), "two"), width=60) == ["one two"]


def test_the_first_table_with_room_is_chosen() -> None:
    wide = Table((Column(),), (("a" * 30,),))
    narrow = Table((Column(),), (("a",),))
    assert first_fitting([wide, narrow], Sheet(None)) is wide
    assert first_fitting([wide, narrow], Sheet(30)) is wide
    assert first_fitting([wide, narrow], Sheet(29)) is narrow
    assert first_fitting([wide], Sheet(5)) is wide


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=4), st.integers(30, 80))
def test_a_table_keeps_to_the_width_and_loses_nothing(
    rows: list[tuple[str, str]], width: int
) -> None:
    table = Table((Column(wrap=ANYWHERE), Column(wrap=ANYWHERE)), tuple(rows))
    for printed in shown(table, width=width):
        assert cells(printed) <= width
        assert printed == printed.rstrip(" ")
    whole = "".join(shown(table))
    for row in rows:
        for text in row:
            assert printable(text).strip(" ") in whole

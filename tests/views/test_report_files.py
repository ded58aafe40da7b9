"""Reports as Markdown, SVG and palette: safe with any text, straight, and readable."""

from __future__ import annotations

import itertools
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.views import samples

from leadfunnel.domain.exhibit import (
    Bar,
    Bars,
    Booklet,
    Cell,
    Chapter,
    Curve,
    Curves,
    Dot,
    Exhibit,
    Funnel,
    Grid,
    Head,
    Heat,
    Picture,
    Step,
)
from leadfunnel.services.results.report import Report
from leadfunnel.views.cells import cells
from leadfunnel.views.drawing import drawn
from leadfunnel.views.drawing.svg import WIDTH, broad, fitted
from leadfunnel.views.reports.booklet import booklet
from leadfunnel.views.reports.markdown import markdown
from leadfunnel.views.reports.page import page, style
from leadfunnel.views.reports.palette import DARK, LIGHT, READ_ON
from leadfunnel.views.reports.poster import poster
from leadfunnel.views.reports.wording import hidden
from leadfunnel.views.text import visible

ANYTHING = st.text(max_size=40) | st.sampled_from(
    ("a|b", "**x**", "<b>", "[x](http://e.org)", "www.e.org", "`x`", "# x", "1. x", "- x", "\u202e")
)
NUMBERS = st.integers(0, 10**9)
SHARES = st.none() | st.floats(0, 1)


def book(*exhibits: Exhibit) -> Booklet:
    return Booklet("en", "Report", ("2026-W47",), (Chapter("overview", "1. The funnel", exhibits),))


def pictures() -> st.SearchStrategy[Picture]:
    steps = st.lists(st.builds(Step, ANYTHING, NUMBERS, st.just("57.1 %")), max_size=8)
    dots = st.lists(st.builds(Dot, ANYTHING, SHARES, ANYTHING, st.booleans()), max_size=14)
    bars = st.lists(st.builds(Bar, ANYTHING, SHARES, st.just("1"), SHARES, SHARES), max_size=9)
    rows = st.lists(
        st.tuples(ANYTHING, st.lists(SHARES, min_size=4, max_size=4).map(tuple)), max_size=5
    )
    return st.one_of(
        st.builds(Funnel, steps.map(tuple)),
        st.builds(Bars, bars.map(tuple)),
        st.builds(Heat, st.just(("1", "2", "3", "4")), rows.map(tuple)),
        st.builds(
            Curves,
            st.lists(st.builds(Curve, ANYTHING, dots.map(tuple)), max_size=3).map(tuple),
            st.lists(st.tuples(ANYTHING, ANYTHING), max_size=2).map(tuple),
        ),
    )


@given(pictures())
@example(Bars((Bar("a", 2.2e-309, "a"),)))
def test_a_picture_is_well_formed_whatever_is_in_it(picture: Picture) -> None:
    found = drawn(picture)
    root = ElementTree.fromstring(f"<svg>{found.body}</svg>")  # noqa: S314 - our own
    names = {element.tag for element in root.iter()}
    assert names <= {"svg", "text", "title", "rect", "polygon", "path", "circle"}
    allowed = {
        *("x", "y", "width", "height", "rx", "class", "text-anchor"),
        *("points", "d", "cx", "cy", "r"),
    }
    assert {name for element in root.iter() for name in element.attrib} <= allowed
    for element in root.iter("rect"):
        assert float(element.attrib["width"]) >= 0
        assert float(element.attrib["x"]) + float(element.attrib["width"]) <= WIDTH + 1


@given(ANYTHING, st.floats(20, 300))
def test_a_text_is_cut_to_its_room(text: str, room: float) -> None:
    shown = fitted(text, room)
    assert broad(shown) <= room or shown == "…"
    assert shown == text or shown.endswith("…")


def test_the_bars_of_a_funnel_are_as_wide_as_their_counts() -> None:
    """100 -> 80 -> 40 -> 20 -> 10 -> 5, drawn 276 wide: 276, 220.8, 110.4, 55.2, 27.6, 13.8."""
    steps = tuple(Step(str(count), count) for count in (100, 80, 40, 20, 10, 5))
    root = ElementTree.fromstring(f"<svg>{drawn(Funnel(steps)).body}</svg>")  # noqa: S314
    widths = [float(one.attrib["width"]) for one in root.iter("rect")]
    assert widths == [276.0, 220.8, 110.4, 55.2, 27.6, 13.8]
    middles = {float(one.attrib["x"]) + float(one.attrib["width"]) / 2 for one in root.iter("rect")}
    assert all(abs(middle - 258) < 0.1 for middle in middles)


def luminance(colour: str) -> float:
    """WCAG 2: relative luminance of an sRGB colour."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(p * weight for p, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), READ_ON)
def test_every_text_can_be_read_on_its_ground(
    colours: dict[str, str], ink: str, ground: str
) -> None:
    bright, dark = sorted((luminance(colours[ink]), luminance(colours[ground])), reverse=True)
    assert (bright + 0.05) / (dark + 0.05) >= 4.5


def test_light_and_dark_have_the_same_colours_and_the_style_uses_no_other() -> None:
    assert LIGHT.keys() == DARK.keys()
    used = {part.split(")")[0] for part in style().split("var(--")[1:]}
    assert used <= LIGHT.keys()


@given(ANYTHING.map(visible), ANYTHING.map(visible))
def test_markdown_takes_no_text_for_a_mark(name: str, other: str) -> None:
    grid = Grid("Grid", (Head("Name"), Head("n", right=True)), ((Cell(name), Cell(other)),))
    listed = Grid("People", grid.heads, grid.rows, people=True)
    found = markdown(book(Exhibit("x", "X", (f"{name} said",), None, (grid, listed), (other,))))
    tokens = MarkdownIt("gfm-like", {"linkify": False}).enable("table").parse(found)
    kinds = {token.type for token in tokens}
    inline = {child.type for token in tokens for child in token.children or ()}
    assert inline <= {"text", "softbreak", "hardbreak", "text_special", "strong_open",
                      "strong_close"}  # fmt: skip
    assert not {"html_block", "code_block", "fence", "blockquote_open", "hr"} & kinds
    bold = sum(child.type == "strong_open" for token in tokens for child in token.children or ())
    assert bold == 2
    assert [token.tag for token in tokens if token.type == "heading_open"] == ["h1", "h2", "h3"]


@pytest.mark.parametrize("name", ["report", "masked report", "old report", "quiet report"])
def test_markdown_tables_stand_straight_in_plain_text(name: str) -> None:
    report = samples.RESULTS[name]
    assert isinstance(report, Report)
    lines = markdown(booklet(report, samples.setting())).splitlines()
    for table, group in itertools.groupby(lines, key=lambda line: line.startswith("|")):
        if table:
            assert len({cells(line) for line in group}) == 1


@pytest.mark.parametrize("name", ["report", "masked report", "old report", "quiet report"])
def test_every_medium_says_the_same_figures(name: str) -> None:
    report = samples.RESULTS[name]
    assert isinstance(report, Report)
    found = booklet(report, samples.setting())
    text, html = markdown(found), page(found)
    for chapter in found.chapters:
        for exhibit in chapter.exhibits:
            for grid in exhibit.grids:
                for row in grid.rows:
                    for cell in row:
                        if cell.value is not None and cell.text not in ("", "-"):
                            assert cell.text in text
                            assert f">{cell.text}<" in html


def test_a_poster_is_well_formed_and_as_high_as_what_it_holds() -> None:
    for name in ("report", "quiet report", "old report"):
        report = samples.RESULTS[name]
        assert isinstance(report, Report)
        root = ElementTree.fromstring(poster(booklet(report, samples.setting())))  # noqa: S314
        height = float(root.attrib["height"])
        texts = [one for one in root.iter() if one.tag.endswith("text")]
        assert texts
        assert all(float(one.attrib["y"]) < height for one in texts)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("13800138000", "138****8000"),
        ("call 138 0013 8000 now", "call 138****8000 now"),
        ("138-0013-8000/021-55887766", "138****8000/021****7766"),
        ("+44 20 7946 0018", "+442****0018"),
        ("(212) 555-0147", "(21****0147"),
        ("１３８００１３８０００", "138****8000"),
        ("wx13800138000", "wx138****8000"),
        ("due 2026-11-25, 3 boxes", "due 2026-11-25, 3 boxes"),
        ("2026/11/25", "2026/11/25"),
        ("12,500 CNY", "12,500 CNY"),
        ("#40613", "#40613"),
        ("", ""),
    ],
)
def test_phones_are_masked_in_any_text(text: str, shown: str) -> None:
    assert hidden(text) == shown

"""Customers as a page: every text as text, in the reader's language, and nothing loaded."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.conftest import Clocked

from leadfunnel.adapters.html_table import html_table
from leadfunnel.domain.headers import OWN
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.export_format import OtherEnding
from leadfunnel.services.export_page import HEADS
from leadfunnel.services.exporting import Export, Exporting

HOSTILE = '<script>alert("1")</script>&amp;\x1b[31m\u202egnp.exe'


class Cells(HTMLParser):
    """Reads the cells of a page, and which tags stand in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.tags: set[str] = set()
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        self.inside = tag in ("td", "th")
        if self.inside:
            self.rows[-1].append("")
        assert not {name for name, _ in attrs} & {"href", "src", "onload", "style"}

    def handle_endtag(self, _tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += data


@pytest.fixture
def people(clocked: Clocked) -> Clocked:
    for name, extra in (("王姐", {}), (HOSTILE, {"do_not_contact": True})):
        details = Details(name=name, phones=("13800138000",), **extra)  # type: ignore[arg-type]
        Capture(clocked.book()).add("", details, Entering(stage="C"), duplicate="force")
    return clocked


def test_every_text_is_text_and_nothing_is_loaded(people: Clocked, tmp_path: Path) -> None:
    path = tmp_path / "all.html"
    done = Exporting(people.book()).run(Export(output=str(path)))
    page = path.read_text(encoding="utf-8")
    found = Cells(page)
    header, first, second = found.rows
    assert done.rows == 2
    assert header[:4] == ["number", "name", "company", "phone"]
    assert len(header) == len(first) == len(second) == len(OWN)
    assert (first[1], first[3], first[7]) == ("王姐", "+8613800138000", "Interested")
    assert second[1] == '<script>alert("1")</script>&amp;[31m\\u202egnp.exe'
    assert (first[15], second[15]) == ("", "yes")
    assert found.tags <= {
        *("html", "head", "meta", "title", "style", "body", "main", "h1"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }
    assert "default-src 'none'" in page


def test_what_is_masked_holds_no_whole_phone(people: Clocked) -> None:
    page = "".join(Exporting(people.book()).run(Export(format="html", masked=True)).chunks)
    assert "13800138000" not in page
    assert Cells(page).rows[1][3] == "138****8000"


def test_a_page_of_nobody_is_whole(clocked: Clocked) -> None:
    page = "".join(Exporting(clocked.book()).run(Export(format="html")).chunks)
    assert len(Cells(page).rows) == 1
    assert page.rstrip().endswith("</html>")


def test_the_ending_says_what_is_written(people: Clocked, tmp_path: Path) -> None:
    path = tmp_path / "all.htm"
    assert Exporting(people.book()).run(Export(output=str(path))).format == "html"
    with pytest.raises(OtherEnding):
        Exporting(people.book()).run(Export(output=str(path), format="csv"))


def test_every_column_has_a_head_and_lines_stay_lines() -> None:
    assert list(HEADS) == list(OWN)
    page = "".join(html_table("a & b", ["x"], [["1\r\n2\t3"]], "en"))
    assert Cells(page).rows == [["x"], ["1\n2\t3"]]
    assert "<title>a &amp; b</title>" in page

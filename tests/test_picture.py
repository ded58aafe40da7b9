"""The pictures of the READMEs show what the program prints, each character in its cell."""

from __future__ import annotations

import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from leadfunnel.views.cells import cells

pytestmark = pytest.mark.skipif(os.name == "nt", reason="drawing needs a Unix terminal")

if os.name != "nt":
    from tools.make_picture import BAR, CELL, COLUMNS, EDGE, LINE, PICTURES, screens, svg


@pytest.fixture(scope="module", params=["en", "zh-CN"])
def printed(request: pytest.FixtureRequest) -> tuple[Path, list[str], str]:
    """The picture's file, the lines the program prints now, and the picture drawn of them."""
    lines = screens(request.param)
    return PICTURES[request.param], [line.plain.rstrip() for line in lines], svg(lines)


def characters(picture: str) -> dict[tuple[int, int], str]:
    """Return the picture's characters by row and cell."""
    found: dict[tuple[int, int], str] = {}
    root = ElementTree.fromstring(picture)  # noqa: S314 - our own file
    for element in root.iter("{http://www.w3.org/2000/svg}text"):
        row = round((float(element.attrib["y"]) - BAR) / LINE - 0.75)
        for word in element:
            column = round((float(word.attrib["x"]) - EDGE) / CELL)
            for character in word.text or "":
                found[row, column] = character
                column += cells(character)
    return found


def test_the_picture_is_what_the_program_prints(printed: tuple[Path, list[str], str]) -> None:
    path, lines, _ = printed
    shown = characters(path.read_text(encoding="utf-8"))
    expected: dict[tuple[int, int], str] = {}
    for row, line in enumerate(lines):
        column = 0
        for character in line:
            if character != " ":
                expected[row, column] = character
            column += cells(character)
    assert shown == expected


def test_the_picture_is_drawn_anew(printed: tuple[Path, list[str], str]) -> None:
    path, _, drawn = printed
    assert path.read_text(encoding="utf-8") == drawn, "python -m tools.make_picture"


def test_no_character_lies_on_another_or_outside(printed: tuple[Path, list[str], str]) -> None:
    shown = characters(printed[0].read_text(encoding="utf-8"))
    for (row, column), character in shown.items():
        width = cells(character)
        assert column + width <= COLUMNS
        assert width == 1 or (row, column + 1) not in shown


def test_it_shows_both_commands_and_some_chinese() -> None:
    text = "".join(characters(PICTURES["zh-CN"].read_text(encoding="utf-8")).values())
    assert text.count("$leadfunnel") == 2
    assert len(re.findall(r"[\u4e00-\u9fff]", text)) > 150

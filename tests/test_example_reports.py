"""The reports in `examples/reports/` are what the program makes of the demo store now."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pytest
from tools.make_reports import FOLDER, LANGUAGES, name, reports

ANEW = "python -m tools.make_reports"


@pytest.fixture(scope="module", params=LANGUAGES)
def made(request: pytest.FixtureRequest) -> tuple[str, dict[str, bytes]]:
    """The language, and the reports as they are made now."""
    return request.param, reports(request.param)


def kept(language: str, form: str) -> bytes:
    return (FOLDER / name(language, form)).read_bytes()


@pytest.mark.parametrize("form", ["html", "md"])
def test_text_is_the_same_byte_for_byte(made: tuple[str, dict[str, bytes]], form: str) -> None:
    language, found = made
    assert kept(language, form) == found[form], ANEW


def test_the_workbook_holds_the_same_in_every_part(made: tuple[str, dict[str, bytes]]) -> None:
    """Byte for byte where the same library packs it in the same way."""
    language, found = made
    assert parts(kept(language, "xlsx")) == parts(found["xlsx"]), ANEW


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {one: archive.read(one) for one in archive.namelist()}


def test_the_picture_is_the_same_where_the_fonts_are(made: tuple[str, dict[str, bytes]]) -> None:
    language, found = made
    old, new = kept(language, "png"), found["png"]
    assert old[:8] == new[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", old[16:24]) == struct.unpack(">II", new[16:24]), ANEW
    if old != new:
        pytest.skip("drawn with other fonts than the kept picture: only its size is compared")


def test_no_phone_is_whole_and_none_is_too_large() -> None:
    files = sorted(FOLDER.iterdir())
    assert [one.name for one in files] == sorted(
        name(language, form) for language in LANGUAGES for form in ("html", "xlsx", "md", "png")
    )
    assert all(one.stat().st_size < 100_000 for one in files)
    assert "136****" in kept("zh-CN", "html").decode()

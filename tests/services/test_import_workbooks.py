"""Workbooks as sellers have them: read for what their bytes are, every digit of a phone exact."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date, datetime
from pathlib import Path

import pytest
from tests import workbooks
from tests.conftest import Clocked
from tests.importing import CHINESE, Desk, day, refused

from leadfunnel.adapters.encodings import OtherFile
from leadfunnel.adapters.refusals import (
    Damaged,
    Locked,
    NoSheets,
    NoSuchSheet,
    TooLarge,
    WhichSheet,
)
from leadfunnel.domain.sheet import EmptySheet
from leadfunnel.errors import Exit, LeadfunnelError
from leadfunnel.services.import_declared import NoSuchFile
from leadfunnel.services.importing import BadRows
from leadfunnel.services.results.imported import Imported

ROWS = [
    ["姓名", "手机", "创建时间", "备注"],
    ["王姐", 13800138000, date(2026, 3, 5), "想换烟机"],
    ["张伟", 1.3900139e10, datetime.fromisoformat("2026-03-06T14:30"), "嫌贵"],
]


@pytest.fixture
def desk(clocked: Clocked, tmp_path: Path) -> Desk:
    folder = tmp_path / "files"
    folder.mkdir()
    return Desk(clocked, folder)


def said(found: Imported) -> str:
    return "\n".join(one.text.format(**one.values) for one in found.said)


def told(error: LeadfunnelError) -> str:
    return f"{error.message} {error.hint}".format(**error.values)


def at(text: str) -> int:
    return int(datetime.fromisoformat(f"{text}+08:00").timestamp())


@pytest.mark.parametrize("make", [workbooks.xlsx, workbooks.xls, workbooks.ods])
def test_each_format_gives_the_same_customers(desk: Desk, make: object) -> None:
    name = f"a.{make.__name__}"  # type: ignore[attr-defined]
    data = make(ROWS)  # type: ignore[operator]
    preview = desk.run(data, name=name, dry_run=True)
    assert (preview.rows, preview.added) == (2, 2)
    assert desk.all() == []
    found = desk.again(name=name)
    assert (found.added, found.refused, found.said) == (2, 0, ())
    wang, zhang = sorted(desk.all(), key=lambda one: one.created_at)
    assert (wang.name, wang.phones[0].number) == ("王姐", "+8613800138000")
    assert (zhang.name, zhang.phones[0].number) == ("张伟", "+8613900139000")
    assert wang.created_at == day("2026-03-05")
    assert zhang.created_at == at("2026-03-06T14:30")
    assert desk.again(name=name).added == 0


@pytest.mark.parametrize(
    ("data", "name", "what"),
    [
        (workbooks.xlsx(ROWS), "a.csv", "an Excel workbook (.xlsx)"),
        (workbooks.xls(ROWS), "a.xlsx", "an old Excel workbook (.xls)"),
        (workbooks.ods(ROWS), "a.xls", "a workbook (.ods)"),
        (CHINESE.encode("gb18030"), "a.xlsx", "a table of text (.csv)"),
        (CHINESE.encode("utf-16"), "a.xls", "a table of text (.csv)"),
        (b'{"name": "a"}\n{"name": "b"}\n', "a.csv", "JSON"),
        (b"BEGIN:VCARD\nVERSION:3.0\nFN:a\nEND:VCARD\n", "a.csv", "contacts (.vcf)"),
    ],
)
def test_m19b_bytes_decide_and_the_name_is_corrected(
    desk: Desk, data: bytes, name: str, what: str
) -> None:
    found = desk.run(data, name=name)
    assert found.added in (1, 2)
    assert f"By its bytes {name} is {what}" in said(found)


def test_m20_cells_as_they_come(desk: Desk) -> None:
    rows = [
        ["姓名", "手机", "生日", "创建时间", "公司", "备注"],
        ["a", 13800138000, 32678, date(2026, 3, 5), "#N/A", "x"],
        ["b", 1.3800138001e10, "1989-06-19", 46087.5, "=1+1", True],
        ["c", "013800138002", None, "2026-03-07", "华美", 12.5],
        ["013", "13800138003", None, None, '=IF(1,"","")', None],
    ]
    data = workbooks.changed(
        workbooks.xlsx(rows),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b'<c r="E5"><f>', b'<c r="E5" t="str"><f>'),
    )
    found = desk.run(data, name="t.xlsx")
    assert (found.added, found.refused) == (4, 0)
    assert "Cells with an error are read as empty: E2 #N/A." in said(found)
    assert "Formulas without a saved value are read as empty: E3." in said(found)
    by_name = {one.name: one for one in desk.all()}
    assert by_name["a"].birthday == "1989-06-19"
    assert by_name["b"].created_at == at("2026-03-06T12:00")
    assert by_name["c"].phones[0].raw == "013800138002"
    assert by_name["013"].phones[0].number == "+8613800138003"
    assert by_name["a"].company is None


def test_phones_that_lost_digits_are_refused(desk: Desk) -> None:
    data = "姓名,手机\na,1.38E+10\nb,1.3800138E+10\nc,1.38001E+10\n"
    error = refused(desk, BadRows, data)
    assert error.values["lines"] == "2, 4"
    assert "lost digits" in str(error.problems[0]["text"])
    desk.again(skip_bad=True)
    assert [one.phones[0].number for one in desk.all()] == ["+8613800138000"]


def test_titles_above_the_header_and_cells_beside_it(desk: Desk) -> None:
    rows = [["客户名单 2026"], [], ["姓名", "手机"], ["王姐", 13800138000, None, "合计"]]
    found = desk.run(workbooks.xlsx(rows), name="t.xlsx")
    assert found.added == 1
    assert 'Above the header stands "客户名单 2026"' in said(found)
    assert "not imported: D4" in said(found)


def test_lines_are_rows_of_the_sheet(desk: Desk) -> None:
    rows = [[], ["姓名", "创建时间"], [], ["王", "2026-02-30"]]
    error = refused(desk, BadRows, workbooks.xlsx(rows), name="t.xlsx")
    assert error.values["lines"] == "4"


def test_the_sheet_is_the_one_that_holds_something_or_is_named(desk: Desk) -> None:
    other = [["姓名"], ["李"]]
    only = workbooks.xlsx([[]], ROWS, [[]], names=("说明", "客户", "空"))
    assert "The sheet 客户 is read." in said(desk.run(only, name="one.xlsx", dry_run=True))
    hidden = workbooks.xlsx(other, ROWS, names=("选项", "客户"), hidden=(0,))
    assert desk.run(hidden, name="hidden.xlsx", dry_run=True).added == 2
    two = workbooks.xlsx(ROWS, other, names=("客户", "旧客户"))
    error = refused(desk, WhichSheet, two, name="two.xlsx")
    assert error.exit is Exit.BAD_FILE
    assert [one["sheet"] for one in error.candidates] == ["客户", "旧客户"]
    assert "客户, 旧客户" in told(error)
    assert "--sheet 客户" in told(error)
    assert desk.again(name="two.xlsx", sheet="旧客户", dry_run=True).added == 1
    assert desk.again(name="two.xlsx", sheet="2", dry_run=True).added == 1
    assert "客户, 旧客户" in told(refused(desk, NoSuchSheet, two, name="two.xlsx", sheet="x"))
    refused(desk, NoSheets, "name\na\n", sheet="x")


@pytest.mark.parametrize("rows", [[], [["姓名", "手机"]], [["姓名"], [None], [" "]]])
def test_m01_nothing_in_it(desk: Desk, rows: list[list[object]]) -> None:
    refused(desk, EmptySheet, workbooks.xlsx(rows), name="e.xlsx")


def test_m16_a_bomb_is_refused_before_it_is_unpacked(desk: Desk) -> None:
    bomb = workbooks.changed(
        workbooks.xlsx(ROWS), "xl/worksheets/sheet1.xml", lambda xml: xml + b"<row/>" * 50_000_000
    )
    started = time.monotonic()
    error = refused(desk, TooLarge, bomb, name="bomb.xlsx")
    assert time.monotonic() - started < 3
    assert "too large when unpacked" in told(error)


def test_m17_two_cells_in_opposite_corners(desk: Desk) -> None:
    def far(xml: bytes) -> bytes:
        last = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        return xml.replace(b"</sheetData>", last).replace(b'ref="A1:D3"', b'ref="A1:XFD1048576"')

    data = workbooks.changed(workbooks.xlsx(ROWS), "xl/worksheets/sheet1.xml", far)
    started = time.monotonic()
    found = desk.run(data, name="sparse.xlsx")
    assert time.monotonic() - started < 5
    assert found.added == 2
    assert "XFD1048576" in said(found)


def _repeated(xml: bytes) -> bytes:
    return xml.replace(
        b"<table:table-cell ", b'<table:table-cell table:number-columns-repeated="90000000" ', 1
    )


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (workbooks.xls([["a"], ["b"] * 255, *[["c"]] * 20000]), "far.xls"),
        (workbooks.changed(workbooks.ods(ROWS), "content.xml", _repeated), "repeated.ods"),
    ],
)
def test_blocks_of_cells_beyond_reason(desk: Desk, data: bytes, name: str) -> None:
    assert "too large" in told(refused(desk, TooLarge, data, name=name))


def _encrypted_ods(xml: bytes) -> bytes:
    return xml.replace(
        b"<manifest:file-entry", b"<manifest:encryption-data/><manifest:file-entry", 1
    )


@pytest.mark.parametrize(
    "data",
    [
        workbooks.locked(),
        workbooks.changed(workbooks.ods(ROWS), "META-INF/manifest.xml", _encrypted_ods),
    ],
)
def test_m19_locked_workbooks(desk: Desk, data: bytes) -> None:
    assert "password" in told(refused(desk, Locked, data, name="a.xlsx"))


@pytest.mark.parametrize(
    ("data", "looks"),
    [
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "a web page"),
        ("\ufeff\r\n<!-- x --><TABLE>".encode("utf-16"), "a web page"),
        (b'<?xml version="1.0"?><Workbook>', "a web page (HTML or XML)"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "a web page"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"GIF89a", "a picture"),
        (b"\0\0\0\x18ftypheic", "a picture or a video"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"SQLite format 3\0", "is a database"),
        (bytes(range(256)) * 40, "no text at all"),
        (workbooks.zipped({"../../etc/passwd": b"x"}), "looks like a zip archive with names"),
        (workbooks.zipped({"xl/workbook.xml": b"x", "..\\a": b""}), "looks like a zip archive"),
        (workbooks.zipped({"customers.csv": b"name\na\n"}), "looks like a zip archive"),
        (workbooks.zipped({"word/document.xml": b"x"}), "a Word document"),
        (workbooks.zipped({"xl/workbook.bin": b"x"}), "xlsb"),
        (
            workbooks.xls(ROWS).replace(
                "Workbook".encode("utf-16-le") + b"\0" * 48 + b"\x12\0",
                "WordDocument".encode("utf-16-le") + b"\0" * 40 + b"\x1a\0",
            ),
            "a Word document",
        ),
    ],
)
@pytest.mark.parametrize("name", ["a.csv", "a.xls"])
def test_m19_other_files_are_refused_in_a_word(
    desk: Desk, data: bytes, looks: str, name: str
) -> None:
    error = refused(desk, OtherFile, data, name=name)
    assert error.exit is Exit.BAD_FILE
    assert looks in str(error.values["looks"])
    assert len(told(error)) < 300


@pytest.mark.parametrize("part", [0.02, 0.1, 0.5, 0.9])
def test_a_workbook_cut_off(desk: Desk, part: float) -> None:
    for data in (workbooks.xlsx(ROWS), workbooks.xls(ROWS), workbooks.ods(ROWS)):
        refused(desk, Damaged, data[: int(len(data) * part)], name="cut.xlsx")


def test_an_entity_that_grows_is_refused(desk: Desk) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    for part in ("xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"):
        data = workbooks.changed(
            workbooks.xlsx(ROWS), part, lambda xml: xml.replace(b"<", bomb + b"<", 1)
        )
        refused(desk, Damaged, data, name="entity.xlsx")


def test_folders_and_devices_are_refused(desk: Desk) -> None:
    (desk.folder / "d.csv").mkdir()
    for name in ("d.csv", "none.csv", "/dev/zero"):
        with pytest.raises(NoSuchFile):
            desk.again(name=name)


def test_a_workbook_from_a_pipe(desk: Desk) -> None:
    assert desk.pipe(workbooks.xlsx(ROWS)).added == 2


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc to ask")
def test_a_sheet_larger_than_a_slice_stays_within_its_memory(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "large.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for line in range(45_001):
            sheet.write_row(line, 0, ["姓名", "手机"] if not line else [f"客户{line}", 13e9 + line])
    script = (
        "import sys; from pathlib import Path\n"
        "from leadfunnel.adapters.files import Options, open_file\n"
        "rows = list(open_file(Path(sys.argv[1]), 'a.xlsx', Options()).records())\n"
        "assert [row.line for row in rows] == list(range(2, 45002))\n"
        "assert rows[-1].cells == ('客户45000', '13000045000')\n"
        "for line in open('/proc/self/status'):\n"
        "    if line.startswith('VmHWM'): print(int(line.split()[1]) // 1024)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    assert int(run.stdout) < 120

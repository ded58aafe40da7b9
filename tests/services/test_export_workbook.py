"""Excel workbooks: text that stays text, real dates, nothing run, nothing cut; all comes back."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import NOW, Clocked
from tests.stores import fill

from leadfunnel.adapters import workbooks
from leadfunnel.adapters.workbooks import CellTooLong, TooManyRows, write_workbook
from leadfunnel.domain.guard import sheltered, unguarded
from leadfunnel.domain.headers import OWN
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.exporting import Export, Exporting
from leadfunnel.services.importing import Import, Importing
from leadfunnel.services.tagging import Tagging

HOSTILE = (
    "=1+1",
    "+1|2",
    "-2+3",
    "@SUM(1)",
    "'=x",
    "''",
    "http://x.cn",
    "_x0041_",
    " a\n b ",
    "\t=1",
)


def add(clocked: Clocked, entering: Entering | None = None, **given: Any) -> int:
    changed = Capture(clocked.book()).add(
        "", Details(**given), entering or Entering(), duplicate="force"
    )
    return changed.customers[0].id


def export(clocked: Clocked, path: Path, *words: str) -> Any:
    Exporting(clocked.book()).run(Export(words, str(path), force=True))
    return openpyxl.load_workbook(path)["customers"]


def rows(sheet: Any) -> list[dict[str, Any]]:
    header, *found = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in found]


def test_the_sheet(clocked: Clocked, tmp_path: Path) -> None:
    when = Entering(when="2026-12-24 15:30")
    add(
        clocked,
        when,
        name="欧阳娜娜",
        phones=("13800138000",),
        wechat=("00123",),
        birthday="--06-18",
    )
    add(clocked, Entering(when="2026-12-25"), external=("0099",))
    sheet = export(clocked, tmp_path / "a.xlsx")
    assert [cell.value for cell in sheet[1]] == list(OWN)
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:S3")
    first, second = rows(sheet)
    assert (first["id"], first["phones"], first["wechat"]) == (1, "+8613800138000", "00123")
    assert first["created_at"] == datetime(2026, 11, 22, 10)  # noqa: DTZ001 - as a sheet has it
    assert first["next_follow_up"] == datetime(2026, 12, 24, 15, 30)  # noqa: DTZ001
    assert second["next_follow_up"] == datetime(2026, 12, 25)  # noqa: DTZ001
    assert (first["birthday"], second["external_ids"]) == ("--06-18", "0099")
    phones = sheet["D2"]
    assert (phones.data_type, phones.number_format) == ("s", "@")
    widths = [sheet.column_dimensions[letter].width for letter in "BD"]
    assert widths == pytest.approx([9.7, 15.7], abs=1.1)


def test_an_empty_store_has_a_header(clocked: Clocked, tmp_path: Path) -> None:
    sheet = export(clocked, tmp_path / "a.xlsx")
    assert (sheet.max_row, sheet.auto_filter.ref) == (1, "A1:S1")


def test_nothing_is_run(clocked: Clocked, tmp_path: Path) -> None:
    for text in HOSTILE:
        add(clocked, name="x", address=text)
    sheet = export(clocked, tmp_path / "a.xlsx")
    for number in range(2, len(HOSTILE) + 2):
        assert sheet[f"O{number}"].data_type == "s"
    kept = [unguarded(_decoded(row["address"])) for row in rows(sheet)]
    assert kept == [str(one.address) for one in _customers(clocked)]
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        text = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in text
        assert "hyperlink" not in text


def _customers(clocked: Clocked) -> Sequence[Any]:
    with clocked.book().read() as page:
        return page.customers(page.session.values("transfer.present"))


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20))
def test_any_text_comes_back(text: str) -> None:
    assert unguarded(sheltered(text)) == text
    out = io.BytesIO()
    write_workbook(out, "s", ["name"], [[sheltered(text)], ["end"]])
    sheet = openpyxl.load_workbook(out)["s"]
    told = sheet["A2"].value
    expected = text.replace("\ufffe", "").replace("\uffff", "")
    assert _decoded(told or "") == _decoded(sheltered(expected))


def _decoded(text: str) -> str:
    from openpyxl.utils.escape import unescape

    return str(unescape(text)).replace("\r\n", "\n").replace("\r", "\n")


def test_a_cell_that_excel_would_cut_is_refused(clocked: Clocked, tmp_path: Path) -> None:
    number = add(clocked, name="王")
    tags = [f"很长的标签{count:05}" + "长" * 40 for count in range(700)]
    Tagging(clocked.book()).tag(f"#{number}", tags)
    with pytest.raises(CellTooLong) as caught:
        export(clocked, tmp_path / "a.xlsx")
    assert caught.value.values["column"] == "tags"
    assert list(tmp_path.glob("*a.xlsx*")) == []
    Exporting(clocked.book()).run(Export((), str(tmp_path / "a.csv")))


def test_what_fits_exactly_is_kept() -> None:
    out = io.BytesIO()
    write_workbook(out, "s", ["a"], [["字" * 32_767], ["𠮷" * 16_383]])
    sheet = openpyxl.load_workbook(out)["s"]
    assert [len(sheet[name].value) for name in ("A2", "A3")] == [32_767, 16_383]
    with pytest.raises(CellTooLong):
        write_workbook(io.BytesIO(), "s", ["a"], [["𠮷" * 16_384]])


def test_more_rows_than_a_sheet_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_ROWS", 3)
    write_workbook(io.BytesIO(), "s", ["a"], [["1"], ["2"]])
    with pytest.raises(TooManyRows):
        write_workbook(io.BytesIO(), "s", ["a"], [["1"], ["2"], ["3"]])


def test_a_full_disk_is_an_os_error() -> None:
    class Full(io.BytesIO):
        def write(self, _data: Any) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_workbook(Full(), "s", ["a"], [["1"]])


def test_instants_that_excel_cannot_hold_are_text(clocked: Clocked, tmp_path: Path) -> None:
    add(clocked, Entering(when="2026-12-25 00:00"), name="midnight")
    clocked.now = NOW
    path = tmp_path / "old.csv"
    path.write_text("name,created_at\nold,1900-02-01 10:00\n", encoding="utf-8")
    Importing(clocked.book()).run(Import(str(path)), lambda: b"")
    first, second = rows(export(clocked, tmp_path / "a.xlsx"))
    assert first["next_follow_up"] == "2026-12-25T00:00:00+08:00"
    assert str(second["created_at"]).startswith("1900-02-01T10:00:00+08:")


def _table(clocked: Clocked) -> list[list[str]]:
    found = Exporting(clocked.book()).run(Export())
    return list(csv.reader(io.StringIO("".join(found.chunks), newline="")))


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_customers_come_back_as_from_csv(clocked: Clocked, tmp_path: Path, seed: int) -> None:
    pytest.importorskip("leadfunnel.adapters.files")
    fill(clocked, seed, 60)
    for text in HOSTILE:
        add(clocked, name=f"{text}!", address=text, company=text, source=text)
    results = []
    for ending in ("csv", "xlsx"):
        path = tmp_path / f"all.{ending}"
        Exporting(clocked.book()).run(Export((), str(path)))
        other = Clocked(tmp_path / f"{ending}.db")
        other.user = "neu"
        found = Importing(other.book()).run(Import(str(path)), lambda: b"")
        assert found.refused == 0
        results.append(_table(other))
    assert results[0] == results[1]
    assert len(results[0]) > 15


def test_every_second_comes_back(clocked: Clocked, tmp_path: Path) -> None:
    pytest.importorskip("leadfunnel.adapters.files")
    path = tmp_path / "many.csv"
    lines = [
        f"n{count},2026-03-{1 + count % 28:02} 1{count % 10}:{count % 60:02}:{count % 59:02}"
        for count in range(600)
    ]
    path.write_text("\n".join(["name,created_at", *lines, ""]), encoding="utf-8")
    Importing(clocked.book()).run(Import(str(path)), lambda: b"")
    Exporting(clocked.book()).run(Export((), str(tmp_path / "a.xlsx")))
    other = Clocked(tmp_path / "other.db")
    Importing(other.book()).run(Import(str(tmp_path / "a.xlsx")), lambda: b"")
    assert _table(other) == _table(clocked)


def test_days_are_days() -> None:
    out = io.BytesIO()
    write_workbook(out, "s", ["a", "b"], [[date(2026, 1, 2), None]])
    cell = openpyxl.load_workbook(out)["s"]["A2"]
    assert cell.number_format == "yyyy-mm-dd"

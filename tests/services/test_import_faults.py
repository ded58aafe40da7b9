"""Files that cannot be imported are refused whole, with every problem, and change nothing."""

from __future__ import annotations

import csv
import stat
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import Clocked
from tests.dump import check
from tests.importing import CHINESE, Desk, day, refused, texts

from leadfunnel import i18n
from leadfunnel.adapters.encodings import OtherFile, UnknownEncoding
from leadfunnel.adapters.refusals import Damaged
from leadfunnel.domain.customer import Due
from leadfunnel.domain.dates import BadDateOrder
from leadfunnel.domain.mapping import BadMap, BadMapping
from leadfunnel.domain.sheet import EmptySheet
from leadfunnel.errors import Exit
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.import_declared import NoSuchFile
from leadfunnel.services.import_file import AmbiguousDates, BadPolicy, BadSystem, NoColumns
from leadfunnel.services.import_refused import REASONS
from leadfunnel.services.importing import BadRows
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log
from leadfunnel.store.sqlite import SqliteStore


@pytest.fixture
def desk(clocked: Clocked, tmp_path: Path) -> Desk:
    folder = tmp_path / "files"
    folder.mkdir()
    return Desk(clocked, folder)


@pytest.mark.parametrize("text", ["", "name,phone\n", "\n\n\n"])
def test_m01_nothing_in_it(desk: Desk, text: str) -> None:
    assert refused(desk, EmptySheet, text).exit is Exit.BAD_FILE


def test_m06_an_encoding_that_cannot_be_told(desk: Desk) -> None:
    data = "姓名,電話\n陳怡君,0912345678\n林志豪,0922345678\n".encode("big5")
    refused(desk, UnknownEncoding, data)
    assert desk.again(encoding="big5").added == 2
    assert desk.all()[0].name == "陳怡君"


def test_m07_nul(desk: Desk) -> None:
    error = refused(desk, BadRows, "name\n" + "a\n" * 5 + "b\0b\n")
    assert texts(error) == ["line 7 holds a NUL character"]


WRONG = "name,phone,company\nA,,\nB,,\nC,\nD,,\nE,,\nF,,\nG,,\nH,,,x\nI,,\n"


def test_m10_wrong_field_counts(desk: Desk) -> None:
    error = refused(desk, BadRows, WRONG)
    assert error.message.format(**error.values) == "2 rows cannot be imported: line 4, 9."
    found = desk.again(skip_bad=True)
    assert (found.rows, found.added, found.refused) == (9, 7, 2)
    path = Path(str(found.refused_file))
    assert path.name == "a.refused.csv"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with path.open(encoding="utf-8-sig", newline="") as lines:
        header, *rest = csv.reader(lines)
    assert header == ["refusal reason", "name", "phone", "company"]
    assert rest == [
        ["has 2 fields where the header has 3", "C", ""],
        ["has 4 fields where the header has 3", "H", "", "", "x"],
    ]


def test_refused_rows_are_mended_and_imported(desk: Desk) -> None:
    found = desk.run("姓名,创建时间\n=王,2026-02-30\n李,2026-02-01\n", skip_bad=True)
    path = Path(str(found.refused_file))
    assert "'=王" in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace("02-30", "02-28"), encoding="utf-8")
    again = desk.again(name=path.name)
    assert (again.added, again.refused) == (1, 0)
    assert [one.name for one in desk.all()] == ["李", "=王"]
    assert desk.again(skip_bad=True).refused_file == str(path.with_name("a.refused.2.csv"))


def test_the_same_refused_rows_are_left_once(desk: Desk) -> None:
    text = "姓名,创建时间\n王,2026-02-30\n李,2026-02-01\n"
    first = desk.run(text, skip_bad=True)
    assert desk.again(skip_bad=True).refused_file == first.refused_file
    other = desk.run(text.replace("02-30", "02-31"), skip_bad=True)
    assert other.refused_file == str(desk.folder / "a.refused.2.csv")
    assert desk.run(text, skip_bad=True).refused_file == first.refused_file
    assert len(list(desk.folder.glob("*refused*"))) == 2


@pytest.mark.parametrize("language", ["en", "zh-CN", "zh-TW"])
@pytest.mark.parametrize("name", ["mended.csv", "a.refused.csv"])
def test_the_reasons_are_no_column_of_the_mended_file(desk: Desk, language: str, name: str) -> None:
    i18n.use(language)
    try:
        found = desk.run("姓名,创建时间\n王,2026-02-30\n赵,2026-02-31\n", skip_bad=True)
        text = Path(str(found.refused_file)).read_text(encoding="utf-8-sig")
        again = desk.run(text.replace("02-30", "02-28"), name=name, skip_bad=True, dry_run=True)
        assert list(again.mapping) == ["姓名", "创建时间"]
        assert not any("not imported" in one.text for one in again.said)
        left = desk.again(name=name, skip_bad=True).refused_file
        assert left is not None
        header = Path(left).read_text(encoding="utf-8-sig").splitlines()[0]
    finally:
        i18n.use("en")
    assert header == f"{REASONS[language]},姓名,创建时间"
    assert [one.name for one in desk.all()] == ["王"]


def test_a_column_called_reason_is_kept_where_the_file_is_not_one_of_refused_rows(
    desk: Desk,
) -> None:
    found = desk.run("reason,姓名\nx,王\n")
    assert any("reason" in str(one.values.get("columns")) for one in found.said)
    assert not desk.again(name="a.csv").added
    old = desk.run("reason,姓名,创建时间\nis no date,李,2026-02-01\n", name="b.refused.csv")
    assert not any("not imported" in one.text for one in old.said)


def test_m19_m23_other_files(desk: Desk) -> None:
    assert "web page" in str(refused(desk, OtherFile, "<html><table>").values["looks"])
    refused(desk, Damaged, b"PK\x03\x04 xl/workbook.xml")
    desk.run("name\n王\n")
    error = refused(desk, OtherFile, desk.clocked.path.read_bytes(), name="copy.db")
    assert "is a database" in str(error.values["looks"])
    link = desk.folder / "link.csv"
    link.symlink_to(desk.clocked.path)
    with pytest.raises(OtherFile):
        desk.again(name="link.csv")


def test_m21_ambiguous_dates(desk: Desk) -> None:
    text = "name,Created\nA,02/03/2026\nB,04/05/2026\n"
    error = refused(desk, AmbiguousDates, text)
    said = error.message.format(**error.values)
    assert "ambiguous date" in said
    assert "--date-format dmy / mdy" in said
    desk.again(date_format="dmy")
    assert desk.all()[0].created_at == day("2026-03-02")
    told = desk.run("name,Created\nC,02/03/2026\nD,13/05/2026\n", name="b.csv").said[0]
    assert (told.values["order"], told.values["line"]) == ("dmy", 3)
    with pytest.raises(BadDateOrder):
        desk.again(date_format="european")


def test_m22_cells_that_would_run(desk: Desk) -> None:
    names = ["=cmd|'/c calc'!A1", "@SUM(A1)", "+1-2", "\x1b[2J\x1b]52;c;x\x07", "[red]x[/red]"]
    text = "name,company\n" + "".join(f'"{name}",x\n' for name in names)
    desk.run(text)
    assert [one.name for one in desk.all()] == names


def test_m24_a_pipe_that_breaks_off(desk: Desk) -> None:
    data = "姓名,公司\n王,华美\n李,大洋\n".encode()
    with pytest.raises(BadRows) as caught:
        desk.pipe(data[:-2])
    assert texts(caught.value) == ["line 3 is cut off: the input ends in the middle of it"]
    assert desk.pipe(data).added == 2


def test_m26_undo_takes_an_import_back_whole(desk: Desk) -> None:
    Capture(desk.clocked.book()).add("王 13800138000", Details(), Entering())
    before = desk.dump()
    desk.run(CHINESE)
    after = desk.dump()
    Log(desk.clocked.book()).undo()
    assert desk.dump() == before
    Log(desk.clocked.book()).redo()
    assert desk.dump() == after
    Log(desk.clocked.book()).undo()
    assert desk.again().added == 1
    check(desk.clocked.path)


def test_what_else_keeps_a_row_out(desk: Desk) -> None:
    error = refused(
        desk,
        BadRows,
        f"name,phone,birthday,do not contact\n{'x' * 201},,,\n,,,yes\n"
        "A,,13-45,\nB,,,perhaps\n,无,,\n",
    )
    assert [problem["row"] for problem in error.problems] == [2, 3, 4, 5, 6]
    assert "has no name" in texts(error)[1]


def test_phones_are_masked_in_problems(desk: Desk) -> None:
    error = refused(desk, BadRows, "name,Created\n王,13800138000\n李,138-0013-8000\n")
    assert all("8000" not in text for text in texts(error))


def test_files_flags_and_mappings_that_cannot_be_used(desk: Desk) -> None:
    refused(desk, NoColumns, "王姐,13800138000\n李,13900139000\n")
    with pytest.raises(NoSuchFile):
        desk.again(name="nosuch.csv")
    with pytest.raises(NoSuchFile):
        desk.again(name=".")
    good = "name,b\n王,x\n"
    refused(desk, BadPolicy, good, on_duplicate="merge")
    refused(desk, BadSystem, good, system="my crm")
    refused(desk, BadMap, good, "c=phone")
    refused(desk, BadMap, good, "b=fone")
    refused(desk, BadMap, good, "nosuch.toml")
    refused(desk, BadMap, good, "x" * 5000)
    refused(desk, BadMap, good, "b=stage:NOSUCH")
    mapping = desk.toml('[columns]\nb = "stage:X"\nc = "phone"\n[values.stage]\nq = "Y"\n')
    error = refused(desk, BadMapping, good, mapping)
    assert len(error.problems) == 3


def test_a_dry_run_says_everything_and_changes_nothing(desk: Desk) -> None:
    found = desk.run("name,phone,颜色\n王,13800138000,x\nA,,\n李,13800138000,\nB\n", dry_run=True)
    assert not desk.clocked.path.exists()
    assert (found.dry_run, found.operation, found.rows) == (True, None, 4)
    assert (found.added, found.unchanged, found.updated, found.refused) == (2, 1, 0, 1)
    assert found.mapping == {"name": "name", "phone": "phone"}
    assert found.said[-3].values["fields"] == {
        "name": "王",
        "ids": ["13800138000"],
        "stages": ["Prospect 2026-11-22"],
    }
    assert not list(desk.folder.glob("*refused*"))


def test_a_preview_words_stages_and_fields_and_tells_the_next_step(desk: Desk) -> None:
    i18n.use("zh-CN")
    try:
        text = "姓名,预算,阶段,下次跟进时间\n王,5000,意向,2026-12-01\n"
        found = desk.run(text, dry_run=True)
    finally:
        i18n.use("en")
    assert found.words == {"field:budget": "预算"}
    echoed = found.said[-1].values["fields"]
    assert isinstance(echoed, dict)
    assert echoed["stages"] == ["意向 2026-11-22 (?)"]
    assert echoed["next"] == Due(date(2026, 12, 1))


def test_nothing_is_left_behind_when_the_store_fails(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.run("name\n王\n")
    before = desk.dump()
    real = SqliteStore.patiently

    def fail(store: SqliteStore, connection: object, sql: str) -> None:
        if sql == "COMMIT":
            raise OSError("disk")
        real(store, connection, sql)  # type: ignore[arg-type]

    monkeypatch.setattr(SqliteStore, "patiently", fail)
    with pytest.raises(OSError, match="disk"):
        desk.run("name,phone\n李,1\nB\n", skip_bad=True, name="b.csv")
    monkeypatch.undo()
    assert desk.dump() == before
    assert not list(desk.folder.glob("*refused*"))


def test_a_batch_is_no_border(desk: Desk) -> None:
    rows = "".join(f"n{number},1380013{number % 3000:04d}\n" for number in range(4500))
    found = desk.run("name,phone\n" + rows)
    assert (found.added, found.unchanged, len(found.problems)) == (3000, 1500, 1500)
    check(desk.clocked.path)
    assert desk.again().operation is None


def test_moved_on_since_then(desk: Desk) -> None:
    desk.run("name,phone,阶段\n王,13800138000,意向\n")
    Ladder(desk.clocked.book()).promote(["王"], Move())
    assert desk.again().operation is None
    assert desk.all()[0].stage.code == "D"  # type: ignore[union-attr]

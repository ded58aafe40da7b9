"""The lossless export: what comes back is what went out, and a bad file changes nothing."""

from __future__ import annotations

import io
import json
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import NOW, Clocked
from tests.dump import check, dump
from tests.stores import fill

from leadfunnel.adapters.json_lines import DamagedLine
from leadfunnel.config import Config
from leadfunnel.demo import make
from leadfunnel.options import Options
from leadfunnel.services.bin import Bin
from leadfunnel.services.book import Acting, Book
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.exporting import Export, Exported, Exporting
from leadfunnel.services.import_whole import BadDefinition, LooseRow, NotForWhole, StoreInUse
from leadfunnel.services.importing import Import, Importing
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking, Shape
from leadfunnel.services.merging import Merging
from leadfunnel.services.results.imported import Imported
from leadfunnel.services.settings import SettingsService
from leadfunnel.services.splitting import Splitting
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.whole_file import NewerExport, UnknownContent
from leadfunnel.store import definitions
from leadfunnel.store.compiled.catalogue import COLUMNS
from leadfunnel.store.compiled.whole import LINKS, ROWS
from leadfunnel.store.definitions import Settings
from leadfunnel.store.sqlite import SqliteStore
from leadfunnel.workspace import Workspace

Record = dict[str, Any]


def export(book: Book, path: Path, *words: str) -> Exported:
    return Exporting(book).run(Export(words, str(path), force=True))


def take(book: Book, path: Path | str, stdin: bytes = b"", **flags: Any) -> Imported:
    return Importing(book).run(Import(str(path), **flags), lambda: stdin)


def records(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def write(path: Path, found: list[Record]) -> Path:
    path.write_text("".join(json.dumps(one) + "\n" for one in found), encoding="utf-8")
    return path


def other(tmp_path: Path, name: str = "other.db") -> Clocked:
    return Clocked(tmp_path / name)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Clocked:
    """A store with all kinds of facts; no test changes it."""
    found = Clocked(tmp_path_factory.mktemp("filled") / "store.db")
    fill(found, 7, 60)
    return found


@pytest.fixture(scope="module")
def path(filled: Clocked) -> Path:
    """Everything of that store, as a file."""
    found = filled.path.with_name("all.jsonl")
    export(filled.book(), found)
    return found


def test_an_empty_store_becomes_the_same(filled: Clocked, path: Path, tmp_path: Path) -> None:
    new = other(tmp_path)
    found = take(new.book(), path)
    assert dump(new.path) == dump(filled.path)
    check(new.path)
    customers = [one for one in records(path) if one.get("table") == "customer"]
    assert found.added == found.rows == len(customers) > 10
    assert found.operation == 2
    again = tmp_path / "again.jsonl"
    export(new.book(), again)
    assert records(again)[1:] == records(path)[1:]


def test_merged_and_binned_customers_are_counted_apart(clocked: Clocked, tmp_path: Path) -> None:
    for name in ("王姐", "李四", "张伟", "赵六"):
        Capture(clocked.book()).add(name, Details(), Entering())
    Merging(clocked.book()).merge(("王姐", "李四"), keep="a")
    Bin(clocked.book()).delete(["张伟"])
    table = export(clocked.book(), tmp_path / "a.csv")
    whole = export(clocked.book(), tmp_path / "a.jsonl")
    assert (table.rows, whole.rows) == (2, 2)
    assert [one.values["count"] for one in whole.done().said] == [2, 2]
    assert "merged and binned" in whole.done().said[1].text


@settings(max_examples=12)
@given(st.integers(0, 10**9), st.integers(1, 70), st.sampled_from(("lin", "mei", "neu")))
def test_random_stores_come_back(seed: int, steps: int, user: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        old, new = Clocked(Path(folder) / "old.db"), Clocked(Path(folder) / "new.db")
        fill(old, seed, steps)
        new.user = user
        export(old.book(), Path(folder) / "all.jsonl")
        take(new.book(), Path(folder) / "all.jsonl")
        assert dump(new.path) == dump(old.path)
        check(new.path)


def test_the_demo_store_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    environ = {
        "LEADFUNNEL_CONFIG": str(tmp_path / "none.toml"),
        "LEADFUNNEL_NOW": "2026-11-25T09:00:00",
        "LEADFUNNEL_TZ": "Asia/Shanghai",
        "LEADFUNNEL_USER": "lin",
    }
    made = make(Workspace(Options(), environ, io.StringIO(), io.StringIO()))
    export(made.desk.book, tmp_path / "demo.jsonl")
    new = other(tmp_path)
    new.user = "somebody else"
    assert take(new.book(), tmp_path / "demo.jsonl").added == made.count
    assert dump(new.path) == dump(made.desk.store_path)
    check(new.path)


def test_another_user_and_other_settings_give_way(path: Path, tmp_path: Path) -> None:
    mine = Settings(zone="UTC", capacity=3)
    store = SqliteStore(
        tmp_path / "other.db", seed=lambda session: definitions.seed(session, "neu", NOW, mine)
    )
    book = Book(store, Acting("neu", NOW))
    take(book, path)
    with book.read() as page:
        users = {row["id"]: row["name"] for row in page.session.rows("operations.user_all")}
        told = page.session.rows("operations.recent", limit=10)
        assert (page.settings.zone, page.settings.capacity) != ("UTC", 3)
    theirs = [one["row"] for one in records(path) if one.get("table") == "users"]
    assert {**users, **{row["id"]: row["name"] for row in theirs}} == users
    assert list(users.values()).count("neu") == 1
    assert {row["user_name"] for row in told} == {"neu"}


def test_it_is_one_operation_that_undo_takes_back(path: Path, tmp_path: Path) -> None:
    new = other(tmp_path)
    SettingsService(new.book(), Config(), tmp_path / "c.toml").set("capacity", "33")
    before = dump(new.path)
    take(new.book(), path)
    whole = dump(new.path)
    Log(new.book()).undo(None)
    assert dump(new.path) == before
    Log(new.book()).redo()
    assert dump(new.path) == whole
    check(new.path)


def test_what_was_said_can_be_found_again(clocked: Clocked, tmp_path: Path) -> None:
    Capture(clocked.book()).add("", Details(name="欧阳娜娜"), Entering())
    Touches(clocked.book()).log("#1", "call", "要换油烟机", Told())
    export(clocked.book(), tmp_path / "all.jsonl")
    new = other(tmp_path)
    take(new.book(), tmp_path / "all.jsonl")
    for words in ("油烟机", "ouyang", "oynn"):
        assert [one.id for one in Looking(new.book()).find(words).customers] == [1], words
    assert Capture(new.book()).add("", Details(name="next"), Entering()).customers[0].id == 2


def test_standard_input(path: Path, tmp_path: Path) -> None:
    new, third = other(tmp_path), other(tmp_path, "third.db")
    take(new.book(), "-", stdin=path.read_bytes())
    take(third.book(), "-", stdin=b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n\r\n"))
    assert dump(new.path) == dump(third.path) != ""


def test_a_preview_saves_nothing(path: Path, tmp_path: Path) -> None:
    new = other(tmp_path)
    found = take(new.book(), path, dry_run=True)
    assert (found.operation, found.dry_run) == (None, True)
    assert found.added > 10
    assert not new.path.exists()


def test_a_store_in_use_is_refused(filled: Clocked, path: Path, tmp_path: Path) -> None:
    before = dump(filled.path)
    with pytest.raises(StoreInUse):
        take(filled.book(), path)
    assert dump(filled.path) == before
    new = other(tmp_path)
    Capture(new.book()).add("", Details(name="x"), Entering())
    Log(new.book()).undo(None)
    with pytest.raises(StoreInUse):
        take(new.book(), path)


@pytest.mark.parametrize(
    "flags",
    [{"mapping": ("a=name",)}, {"source": "x"}, {"skip_bad": True}, {"encoding": "gbk"}],
    ids=str,
)
def test_flags_of_tables_are_refused(path: Path, tmp_path: Path, flags: Any) -> None:
    with pytest.raises(NotForWhole):
        take(other(tmp_path).book(), path, **flags)


# --- bad files


def _of(found: list[Record], table: str) -> Record:
    row: Record = next(one["row"] for one in found if one.get("table") == table)
    return row


def _set(table: str, **values: Any) -> Callable[[list[Record]], object]:
    return lambda found: _of(found, table).update(values)


def _unknown(found: list[Record]) -> None:
    found[5]["table"] = "spaceship"
    _of(found, "customer").update(shoe_size=43)


BAD: dict[str, tuple[type[Exception], Callable[[list[Record]], object]]] = {
    "newer": (NewerExport, lambda found: found[0].update(schema="leadfunnel.export/2")),
    "no version": (DamagedLine, lambda found: found[0].update(schema="leadfunnel.export/one")),
    "unknown": (UnknownContent, _unknown),
    "cut off": (DamagedLine, lambda found: found.pop()),
    "cut off within": (DamagedLine, lambda found: found.pop(-3)),
    "after the end": (DamagedLine, lambda found: found.append(found[-2])),
    "only a head": (DamagedLine, lambda found: found.__delitem__(slice(1, None))),
    "no record": (DamagedLine, lambda found: found.__setitem__(3, {"table": 3})),
    "twice": (DamagedLine, lambda found: found.insert(-1, found[-2])),
    "text for a number": (DamagedLine, _set("customer", created_at="1")),
    "true for a number": (DamagedLine, _set("customer", do_not_contact=True)),
    "huge number": (DamagedLine, _set("customer", created_at=2**63)),
    "number for a text": (DamagedLine, _set("customer", name=5)),
    "null for a text": (DamagedLine, _set("customer", name=None)),
    "half a sign": (DamagedLine, _set("customer", name="\ud83d")),
    "no day": (DamagedLine, _set("follow_up", due_on="tomorrow")),
    "no customer": (LooseRow, _set("identity", customer_id=99_999)),
    "no user": (LooseRow, _set("ownership", owner_id=99_999)),
    "no tag": (LooseRow, _set("customer_tag", tag_id=99_999)),
    "no referrer": (LooseRow, _set("customer", referrer_id=99_999)),
    "no stage": (BadDefinition, _set("stage_change", to_stage="ZZ")),
    "no pipeline": (BadDefinition, _set("definition", kind="other")),
    "no setting": (BadDefinition, _set("definition", body="{")),
    "strange zone": (BadDefinition, _set("definition", body='"Mars/Olympus"')),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_changes_nothing(path: Path, tmp_path: Path, name: str) -> None:
    error, spoil = BAD[name]
    found = records(path)
    if name == "no pipeline":
        place = next(one for one in found if one.get("row", {}).get("name") == "lifecycle")
        place["row"]["kind"] = "other"
    else:
        spoil(found)
    new = other(tmp_path)
    SettingsService(new.book(), Config(), tmp_path / "c.toml").set("capacity", "33")
    before = dump(new.path)
    with pytest.raises(error):
        take(new.book(), write(tmp_path / "bad.jsonl", found))
    assert dump(new.path) == before
    check(new.path)


def test_the_line_is_named(path: Path, tmp_path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    bad = tmp_path / "bad.jsonl"
    bad.write_bytes(b"".join([*lines[:20], lines[20][:30] + b"\n", *lines[21:]]))
    with pytest.raises(DamagedLine) as caught:
        take(other(tmp_path).book(), bad)
    assert caught.value.values["line"] == 21
    assert not (tmp_path / "other.db").exists()


def test_everything_unknown_is_listed(path: Path, tmp_path: Path) -> None:
    found = records(path)
    _unknown(found)
    with pytest.raises(UnknownContent) as caught:
        take(other(tmp_path).book(), write(tmp_path / "bad.jsonl", found))
    assert caught.value.values["names"] == "spaceship, customer.shoe_size"
    assert len(caught.value.problems) == 2


@settings(max_examples=40)
@given(st.data())
def test_shreds_of_a_file_never_half_arrive(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        old, new = Clocked(Path(folder) / "old.db"), Clocked(Path(folder) / "new.db")
        Capture(old.book()).add("王姐 13800138000 #VIP", Details(), Entering(note="tea"))
        path = Path(folder) / "all.jsonl"
        export(old.book(), path)
        whole = path.read_bytes()
        at = data.draw(st.integers(whole.index(b"\n") + 1, len(whole) - 2))
        cut = data.draw(st.integers(1, 400))
        path.write_bytes(whole[:at] + whole[at + cut :])
        try:
            take(new.book(), path)
        except (DamagedLine, UnknownContent, LooseRow, BadDefinition):
            assert not new.path.exists() or new.path.stat().st_size == 0
        else:
            check(new.path)


# --- a part of a store


def test_a_filter_takes_some_with_everything_of_theirs(clocked: Clocked, tmp_path: Path) -> None:
    def add(*words: str, **given: Any) -> None:
        Capture(clocked.book()).add("", Details(**given), Entering(note="n", when="2026-12-24"))

    add(name="王", phones=("13800138000",), tags=("VIP",))
    add(name="李", phones=("13800138001",), referrer="#1")
    add(name="张", tags=("VIP",), referrer="#2")
    Ladder(clocked.book()).promote(["#1", "#2", "#3"], Move())
    found = export(clocked.book(), tmp_path / "some.jsonl", "tag=VIP")
    assert found.rows == 2
    assert [sentence.values for sentence in found.said] == [{"count": 1}]
    new = other(tmp_path)
    told = take(new.book(), tmp_path / "some.jsonl")
    assert any("part" in sentence.text for sentence in told.said)
    listed = Looking(new.book()).list((), Shape()).customers
    assert [(one.id, one.name, one.referrer_id) for one in listed] == [
        (1, "王", None),
        (3, "张", None),
    ]
    for number in (1, 3):
        mine, theirs = (Looking(one.book()).show(f"#{number}") for one in (clocked, new))
        assert (theirs.timeline, theirs.follow_ups) == (mine.timeline, mine.follow_ups)
        assert [vars(one) for one in theirs.journeys] == [vars(one) for one in mine.journeys]
    text = (tmp_path / "some.jsonl").read_text(encoding="utf-8")
    assert "13800138001" not in text
    check(new.path)


def test_the_bin_is_part_of_the_whole_and_not_of_a_filter(clocked: Clocked, tmp_path: Path) -> None:
    Capture(clocked.book()).add("", Details(name="王"), Entering())
    Bin(clocked.book()).delete(["#1"])
    assert export(clocked.book(), tmp_path / "all.jsonl").rows == 0
    assert export(clocked.book(), tmp_path / "some.jsonl", "name=王").rows == 0


# --- the form of it


def test_every_table_of_facts_travels_after_those_it_refers_to() -> None:
    assert set(ROWS) == {*COLUMNS, "users", "tag"}
    order = list(ROWS)
    for table, columns in COLUMNS.items():
        assert set(ROWS[table]) == {"id", *columns} - {"op_id", "void_op"}
    parents = {"customer_id": "customer", "journey_id": "journey", "kept_by": "interaction"}
    for table, links in LINKS.items():
        for column in links.keys() & parents.keys():
            assert order.index(parents[column]) < order.index(table)


def test_the_lines(filled: Clocked, path: Path) -> None:
    head, *rows, end = records(path)
    assert (head["schema"], head["whole"], head["zone"]) == (
        "leadfunnel.export/1",
        True,
        "Asia/Shanghai",
    )
    assert end == {"end": len(rows)}
    assert list(dict.fromkeys(one["table"] for one in rows)) == [
        table for table in ROWS if any(one["table"] == table for one in rows)
    ]
    printed = Exporting(filled.book()).run(Export((), None, format="jsonl"))
    assert "".join(printed.chunks) == path.read_text(encoding="utf-8")


def test_an_older_export_without_a_later_column(path: Path, tmp_path: Path) -> None:
    found = records(path)
    for one in found:
        if one.get("table") == "follow_up":
            del one["row"]["status"], one["row"]["kept_by"]
    new = other(tmp_path)
    take(new.book(), write(tmp_path / "old.jsonl", found))
    connection = sqlite3.connect(new.path)
    told = connection.execute("SELECT DISTINCT status, kept_by FROM follow_up").fetchall()
    connection.close()
    assert told == [("open", None)]


def test_what_was_merged_can_be_parted_where_it_came_back(clocked: Clocked, tmp_path: Path) -> None:
    for name, phone in (("王姐", "13800138000"), ("小王", "13800138001")):
        Capture(clocked.book()).add("", Details(name=name, phones=(phone,)), Entering(note=name))
    Merging(clocked.book()).merge(("#1", "#2"), keep="A", take=["name=A"])
    export(clocked.book(), tmp_path / "all.jsonl")
    new = other(tmp_path)
    take(new.book(), tmp_path / "all.jsonl")
    assert [one.id for one in Looking(new.book()).show("#1").merged] == [2]
    for one in (clocked, new):
        Splitting(one.book()).split("#2")
    assert dump(new.path) == dump(clocked.path)
    check(new.path)


def test_the_bin_opens_where_it_came_back(clocked: Clocked, tmp_path: Path) -> None:
    who = Details(name="王", phones=("13800138000",))
    for _ in range(2):
        Capture(clocked.book()).add("", who, Entering(), duplicate="force")
    Bin(clocked.book()).delete("#1")
    export(clocked.book(), tmp_path / "all.jsonl")
    new = other(tmp_path)
    take(new.book(), tmp_path / "all.jsonl")
    for one in (clocked, new):
        Bin(one.book()).restore(["#1"])
    assert dump(new.path) == dump(clocked.path)

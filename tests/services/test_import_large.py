"""Large imports: read in parts, written in bulk, and the same as if all had been looked at once."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import Clocked
from tests.dump import check, dump
from tests.importing import CHINESE, Desk, refused

from leadfunnel.domain.chronicle import Step
from leadfunnel.domain.customer import Due
from leadfunnel.domain.dates import BadDate, read_stamp
from leadfunnel.domain.identity import Identity
from leadfunnel.domain.incoming import Incoming, packed, unpacked
from leadfunnel.domain.tag import Tag
from leadfunnel.services import import_read, import_run
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.import_read import Repeats
from leadfunnel.services.importing import DuplicateRows
from leadfunnel.services.log import Log
from leadfunnel.store import backup, derived


@pytest.fixture
def desk(clocked: Clocked, tmp_path: Path) -> Desk:
    folder = tmp_path / "files"
    folder.mkdir()
    return Desk(clocked, folder)


def people(count: int, first: int = 0) -> str:
    """Return a file of people who have nothing in common."""
    rows = [f"n{number},1380013{number:04}\n" for number in range(first, first + count)]
    return "name,phone\n" + "".join(rows)


def images(path: Path, operation: int) -> list[tuple[str, int]]:
    with sqlite3.connect(path) as connection:
        return connection.execute(
            "SELECT table_name, last_id - first_id + 1 FROM change WHERE operation_id = ?",
            (operation,),
        ).fetchall()


# --- what is derived


HISTORY = (
    "姓名,电话,公司,来源,标签,备注,创建时间,C on,D on,阶段,下次跟进时间,邮箱,微信,负责人\n"
    "单雄信,13800138000,瓦岗 Ltd.,抖音,VIP;地区:浦东,a,2026-01-05,2026-02-01,,流失,,a@x.cn,,小李\n"
    "Anna Lee,,,,,,2026-01-05,,,成交,,,wx_anna,\n"
    ",,华美有限公司,,vip,,,,,,2026-12-24 15:00,,,\n"
    "王,13900139000,,,,b,,,,,2026-12-01,,,\n"
    "王姐,13900139000,Acme,展会,标签|標籤,c,,2026-03-01,,,2026-11-30,b@x.cn,,小王\n"
    "李,0,,,,,2026-01-05,2026-02-01,2026-02-01,,,,,\n"
)


@pytest.mark.parametrize("pipeline", [None, "telesales"])
@pytest.mark.parametrize("text", [CHINESE, HISTORY])
def test_what_an_import_writes_is_what_is_derived_from_its_facts(
    desk: Desk, text: str, pipeline: str | None
) -> None:
    maps = ["阶段=ignore"] if pipeline else []
    if "C on" in text:
        maps += ["C on=ignore", "D on=ignore"] if pipeline else ["C on=stage:C", "D on=stage:D"]
    desk.run(text, *maps, pipeline=pipeline)
    before = desk.dump()
    with desk.clocked.store().write() as session:
        session.connection.execute("UPDATE customer SET name_key = '', stage = 'x', untagged = 2")
        session.connection.execute("UPDATE journey SET stage = 'x', since = 1, entered_at = 1")
        session.connection.execute("UPDATE customer SET next_on = 'x', next_at = 1")
        highest = session.value("facts.next_customer") - 1
        derived.refresh_range(session, 1, highest, "lifecycle")
    assert desk.dump() == before
    check(desk.clocked.path)


# --- in parts


CELLS = st.tuples(
    st.sampled_from(["王", "李", "Anna"]),
    st.sampled_from(["13800138000", "13800138001", "13800138002/13900139000", "0", "1234", ""]),
    st.sampled_from(["", "", "a@x.cn", "b@x.cn"]),
    st.sampled_from(["", "VIP", "a"]),
)


@given(
    st.lists(CELLS, min_size=1, max_size=14),
    st.lists(CELLS, max_size=4),
    st.sampled_from(["update", "skip"]),
)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_read_in_parts_is_the_file_read_at_once(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    rows: list[tuple[str, ...]],
    known: list[tuple[str, ...]],
    policy: str,
) -> None:
    outcomes = []
    for batch in (2000, 2):
        monkeypatch.setattr(import_read, "BATCH", batch)
        monkeypatch.setattr(import_run, "BATCH", batch)
        desk.clocked.path.unlink(missing_ok=True)
        for name, part in (("known.csv", known), ("a.csv", rows)):
            text = "".join(f"{','.join(cells)}\n" for cells in part)
            if part:
                desk.run("name,phone,email,tags\n" + text, name=name, on_duplicate=policy)
        again = desk.again(on_duplicate=policy)
        assert (again.added, again.updated, again.operation) == (0, 0, None)
        check(desk.clocked.path)
        outcomes.append(_told(desk))
    assert outcomes[0] == outcomes[1]


def _told(desk: Desk) -> list[object]:
    """Return who is in the store; ids of facts may differ, for known customers come later."""
    found = []
    for one in desk.all():
        phones = [phone.number for phone in one.phones]
        tags = [str(tag) for tag in one.tags]
        found.append((one.id, one.name, phones, one.emails, tags, one.stage, one.next_follow_up))
    return found


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("xyz")), max_size=12))
def test_keys_that_repeat_are_told(keys: list[tuple[str, str]]) -> None:
    repeats = Repeats()
    for key, phone in keys:
        value = f"+8613800138{ord(phone):03}"
        repeats.add(Incoming(1, key, identities=(Identity("phone", "", value, value),)))
    found = repeats.found()
    for place, letters in enumerate(("abcdef", "xyz")):
        counts = Counter(pair[place] for pair in keys)
        for letter in letters:
            value = f"+8613800138{ord(letter):03}"
            known = hash(("phone", "", value)) if place else hash(letter)
            assert (known in found) == (counts[letter] > 1)


@given(
    st.builds(
        Incoming,
        line=st.integers(1, 10**6),
        key=st.text(max_size=5),
        name=st.text(st.characters(exclude_categories=["Cs"])),
        defaults=st.lists(st.sampled_from(["owner", "source"])).map(tuple),
        do_not_contact=st.booleans(),
        identities=st.lists(
            st.builds(Identity, st.just("phone"), st.just(""), st.text("+123"), st.text("1 "))
        ).map(tuple),
        tags=st.lists(st.builds(Tag, st.just(""), st.text("ab"))).map(tuple),
        notes=st.lists(st.text("ab\n\"'")).map(tuple),
        next=st.none() | st.builds(Due, st.dates(), st.none() | st.integers()),
        created_at=st.none() | st.integers(0, 2**40),
        steps=st.lists(
            st.builds(Step, st.just("B"), st.integers(0), st.booleans(), st.none() | st.text("a"))
        ).map(tuple),
    )
)
def test_a_row_comes_back_from_the_temporary_file_as_it_was(row: Incoming) -> None:
    assert unpacked(json.loads(json.dumps(packed(row)))) == row


# --- images, undo and redo


def test_an_import_is_imaged_as_ranges_and_taken_back_whole(desk: Desk) -> None:
    Capture(desk.clocked.book()).add("王 13800130005", Details(), Entering())
    before = desk.dump()
    text = people(4500) + "n1,13800130001\nn4,13800130002\n"
    found = desk.run(text)
    assert (found.added, found.updated, found.unchanged) == (4499, 1, 2)
    assert found.operation is not None
    tables = Counter(table for table, _ in images(desk.clocked.path, found.operation))
    assert tables.pop("customer") == 2  # those added, and the name of the one known
    assert all(count <= 4 for count in tables.values())
    after = desk.dump()
    check(desk.clocked.path)
    Log(desk.clocked.book()).undo()
    assert desk.dump() == before
    check(desk.clocked.path)
    Log(desk.clocked.book()).redo()
    assert desk.dump() == after
    check(desk.clocked.path)


def test_an_updated_file_changes_only_what_differs(desk: Desk) -> None:
    desk.run(people(3000))
    lines = people(3000).splitlines(keepends=True)
    for place in (7, 2500):
        lines[place] = lines[place].replace("n", "changed")
    found = desk.run("".join(lines))
    assert (found.added, found.updated, found.unchanged) == (0, 2, 2998)
    assert found.operation is not None
    changed = Counter(images(desk.clocked.path, found.operation))
    assert changed == {("customer", 1): 2, ("identity", 1): 2}
    assert desk.again().operation is None


# --- problems without number


def test_many_problems_are_counted_and_the_first_listed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_read, "KEPT", 5)
    monkeypatch.setattr(import_run, "KEPT", 5)
    text = "name,phone,Created\n" + "A,13800138000,2026-01-05\n" * 10 + "B,,x\n" * 10
    found = desk.run(text, skip_bad=True)
    assert (found.rows, found.added, found.updated, found.refused) == (20, 1, 0, 10)
    assert len(found.problems) == 10
    assert "Only the first {count} problems are listed." in [one.text for one in found.said]
    rest = Path(str(found.refused_file)).read_text(encoding="utf-8").splitlines()
    assert len(rest) == 11


def test_dates_of_many_moments_are_read_without_being_kept(desk: Desk) -> None:
    times = [f"{day:02}/03/2026 {hour:02}:15" for day in range(1, 13) for hour in range(24)]
    lines = [f"n{number},{text}\n" for number, text in enumerate(times)]
    found = desk.run("name,Created\n" + "".join(lines) + "last,31/03/2026 10:00\n")
    assert found.added == len(times) + 1
    with pytest.raises(BadDate):
        read_stamp("31/03/2026", "mdy")


# --- the copy made before


def copies(desk: Desk) -> list[Path]:
    return desk.clocked.store().backups()


def test_before_a_large_import_the_store_is_copied(desk: Desk) -> None:
    desk.run("name,phone\n王,13800138000\n")
    desk.run(people(1000))
    assert copies(desk) == []
    before = desk.dump()
    found = desk.run(people(1001, first=1000))
    [copy] = copies(desk)
    assert found.said[0].values == {"path": str(copy)}
    assert copy.name == "before-import-20261122T020000Z.db"
    check(copy)
    assert dump(copy) == before
    desk.again()  # nothing new: no copy
    assert copies(desk) == [copy]
    desk.run(people(1001, first=3000))
    assert [path.stem[-2:] for path in copies(desk)] == ["-2", "0Z"]


def test_no_copy_of_nothing_of_a_preview_or_of_what_failed(desk: Desk) -> None:
    desk.run(people(1001))
    desk.run(people(1001, first=2000), dry_run=True)
    assert copies(desk) == []
    text = people(1001, first=3000) + "known,13800130001\n"
    refused(desk, DuplicateRows, text, on_duplicate="refuse")
    assert copies(desk) == []


def test_a_store_too_large_to_copy_unasked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.run("name\n王\n")
    monkeypatch.setattr(backup, "UNASKED_BYTES", 1000)
    found = desk.run(people(1001))
    assert "was not copied first" in found.said[0].text
    assert copies(desk) == []


def test_whoever_is_imported_stands_where_their_changes_lead(desk: Desk) -> None:
    """What is written at once is what it is when it is derived, so that weeks count everybody."""
    desk.run(
        "name,phone,stage\nAnn,13800000001,意向\nBob,13800000002,高意向\nCid,13800000003,\n",
        name="p.csv",
    )
    before = dump(desk.clocked.path)
    with desk.clocked.store().write() as session:
        derived.refresh_range(session, 1, 3, "lifecycle")
    assert dump(desk.clocked.path) == before
    assert '"assumed": null' not in before

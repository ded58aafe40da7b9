"""Erasing a person for good: from every table, image, index and byte, and from what comes back."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import NOW, Clocked
from tests.dump import check, dump

from leadfunnel.domain.record import replace
from leadfunnel.errors import LeadfunnelError
from leadfunnel.services.backups import Backups
from leadfunnel.services.bin import Bin
from leadfunnel.services.book import Book, NotConfirmed
from leadfunnel.services.buying import Buying, Terms
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.doctor import Doctor
from leadfunnel.services.exporting import Export, Exporting
from leadfunnel.services.forgetting import Forgetting
from leadfunnel.services.import_declared import Import
from leadfunnel.services.importing import Importing
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import AlreadyUndone, Log, NotUndoable
from leadfunnel.services.merging import Merging
from leadfunnel.services.moving import Moving
from leadfunnel.services.person_file import PersonFiles
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.restoring import Restoring
from leadfunnel.services.tagging import Tagging
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.who_refusals import NotNamedInFull
from leadfunnel.store import backup, erasing, forgotten
from leadfunnel.store.copies import LEDGER
from leadfunnel.store.sqlite import SqliteStore

EXAMPLES = int(os.environ.get("LEADFUNNEL_EXAMPLES", "3"))
"""How many random histories; a long campaign sets more."""

SECRETS = ("欧阳小敏", "13800138777", "xiaomin_wx", "min@example.com", "想换烟机的那位", "孩子上学")


def add(clocked: Clocked, text: str, **flags: object) -> int:
    details = Details(**flags)  # type: ignore[arg-type]
    return Capture(clocked.book()).add(text, details, Entering()).customers[0].id


def forget(clocked: Clocked, *texts: str) -> dict[str, object]:
    return dict(Forgetting(clocked.book()).forget(texts).record)


def lived(clocked: Clocked) -> int:
    """Begin with a store in which somebody lived, and return their number."""
    clocked.path.write_bytes(_life())
    return 2


@cache
def _life() -> bytes:
    with TemporaryDirectory() as folder:
        clocked = Clocked(Path(folder) / "store.db")
        assert _live(clocked) == 2
        return raw(clocked)


def _live(clocked: Clocked) -> int:
    """Somebody of whom much is known, between two others; they wrote of each other."""
    add(clocked, "王姐 13800138000")
    number = add(
        clocked,
        "欧阳小敏 13800138777",
        wechat=("xiaomin_wx",),
        emails=("min@example.com",),
        tags=("孩子上学",),
    )
    add(clocked, "张伟 13900001111", referrer=str(number))
    book = clocked.book()
    Touches(book).log(str(number), "call", "想换烟机的那位", Told(when="tomorrow"))
    Touches(book).log("1", "call", "问了 13800138777 的事", Told())
    Ladder(book).promote([str(number)], Move())
    Buying(book).buy([str(number), "烟机", "3999"], Terms())
    Tagging(book).tag(str(number), ["region:浦东"])
    FollowUps(book).next(str(number), ["next wed", "想换烟机的那位"])
    Log(book).undo()
    return number


def raw(clocked: Clocked) -> bytes:
    return clocked.path.read_bytes()


def test_nothing_is_left_of_a_person(clocked: Clocked) -> None:
    number = lived(clocked)
    for secret in SECRETS:
        assert secret.encode() in raw(clocked), secret
    record = forget(clocked, "欧阳小敏")
    for secret in SECRETS:
        assert secret.encode() not in raw(clocked), secret
    check(clocked.path)
    assert record["redacted"] == 1
    with closing(sqlite3.connect(clocked.path)) as connection:
        found = connection.execute("SELECT id, referrer_id FROM customer").fetchall()
        assert sorted(found) == [(1, None), (3, None)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute(
            "SELECT count(*) FROM change WHERE customer_id = ?", (number,)
        ).fetchone() == (0,)


def test_every_file_that_still_holds_them_is_named(
    clocked: Clocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After it the bytes of all files are searched: what holds a secret was told."""
    lived(clocked)
    folder = clocked.path.parent
    monkeypatch.chdir(folder)
    backup.make(clocked.store(), "by-hand")
    clocked.now += 8 * 86_400
    Tagging(clocked.book()).tag("1", ["later"])
    Backups(clocked.book()).automatic()
    name, phone = SECRETS[:2]
    (folder / "x.refused.csv").write_text(f"原因,姓名\r\nno phone,{name}\r\n", encoding="utf-8")
    spaced = f"{phone[:3]} {phone[3:7]}-{phone[7:]}"
    (folder / "y.refused.2.csv").write_text(f"原因,手机\r\nx,{spaced}\r\n", encoding="utf-8")
    (folder / "z.refused.csv").write_text("原因,姓名\r\nno phone,张三\r\n", encoding="utf-8")
    (folder / "store.removed-1.jsonl").write_text(f'{{"name": "{name}"}}\n', encoding="utf-8")
    (folder / "backups/store/old.damaged").write_bytes(b"\xff" * 2_000_000 + name.encode())
    record = forget(clocked, name)
    told = [*_names(record["files"]), *_names(record["held_by"])]
    assert _names(record["files"]) == [
        "old.damaged", "store.removed-1.jsonl", "x.refused.csv", "y.refused.2.csv",
    ]  # fmt: skip
    squeezed = {secret.encode() for secret in SECRETS}
    for path in folder.rglob("*"):
        data = path.read_bytes().translate(None, b" -") if path.is_file() else b""
        holds = any(secret in data for secret in squeezed)
        assert not holds or {path.name, path.stem} & set(told), path
    assert any(one.suffix == ".jsonl" for one in (folder / "backups/store").glob("week*"))


def test_copies_made_by_another_name_are_named_and_bring_nobody_back(
    clocked: Clocked, tmp_path: Path
) -> None:
    lived(clocked)
    link = tmp_path / "by-link.db"
    link.symlink_to(clocked.path)
    other = Clocked(link)
    copy = backup.make(other.store(), "linked")
    backup.make(clocked.store(), "own")
    stranger = Clocked(tmp_path / "stranger.db")
    stranger.now += 5
    add(stranger, "某人 13700137000")
    backup.make(stranger.store(), "strange")
    assert forget(clocked, "欧阳小敏")["held_by"] == ["before-forget-20261122T020000Z", "own",
                                                     str(copy.path)]  # fmt: skip
    Restoring(other.book()).restore("linked")
    with pytest.raises(LeadfunnelError):
        forget(other, "欧阳小敏")
    assert not (tmp_path / "backups/stranger" / LEDGER).exists()


def _names(told: object) -> list[str]:
    assert isinstance(told, list)
    return sorted(Path(one).name for one in told)


def test_a_list_that_could_not_be_written_is_said_and_mended(
    clocked: Clocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    lived(clocked)
    ledger = clocked.path.parent / "backups/store" / LEDGER
    ledger.mkdir(parents=True)
    warned: list[str] = []
    book = clocked.book()
    acting = replace(book.acting, warn=lambda sentence: warned.append(sentence.text))
    Forgetting(Book(book.store, acting)).forget(["欧阳小敏"])
    assert "list of the erased" in warned[0]
    ledger.rmdir()
    doctor = Doctor(clocked.book(), lambda: None)
    assert "erased_list" in {one.code for one in doctor.look().advice}
    doctor.mend(full=False, accept=False)
    assert "erased_list" not in {one.code for one in doctor.look().advice}
    assert len(forgotten.read_ledger(ledger.parent)) == 1


def test_it_is_asked_and_cannot_be_undone(clocked: Clocked) -> None:
    lived(clocked)
    before = dump(clocked.path)
    clocked.confirmed = False
    with pytest.raises(NotConfirmed):
        forget(clocked, "欧阳小敏")
    assert dump(clocked.path) == before
    clocked.confirmed = True
    dry = Forgetting(clocked.book()).forget(["欧阳小敏"], dry_run=True).record
    assert dump(clocked.path) == before
    assert dry["records"] == forget(clocked, "欧阳小敏")["records"]
    with pytest.raises(NotUndoable):
        Log(clocked.book()).undo()
    with pytest.raises(AlreadyUndone):
        Log(clocked.book()).undo(3)  # adding them


def test_only_who_is_named_in_full_is_forgotten(clocked: Clocked) -> None:
    lived(clocked)
    for part in ("欧阳", "小敏", "oyxm", "8777"):
        with pytest.raises(NotNamedInFull):
            forget(clocked, part)
    assert forget(clocked, "13800138777")["customers"] == [2]


def test_what_others_did_can_still_be_undone(clocked: Clocked) -> None:
    lived(clocked)
    forget(clocked, "2")
    for entry in Log(clocked.book()).history(limit=100).entries:
        if entry.undone_by is None and entry.undoes is None:
            try:
                Log(clocked.book()).undo(entry.id)
            except LeadfunnelError:
                continue
    check(clocked.path)


def test_the_bin_and_what_was_undone_can_be_forgotten(clocked: Clocked) -> None:
    lived(clocked)
    Bin(clocked.book()).delete("2")
    forget(clocked, "欧阳小敏")
    add(clocked, "欧阳小敏 13800138777")
    Log(clocked.book()).undo()
    assert b"13800138777" in raw(clocked)
    forget(clocked, "#4")
    assert b"13800138777" not in raw(clocked)
    check(clocked.path)


def test_who_was_merged_goes_with_them(clocked: Clocked) -> None:
    number = lived(clocked)
    other = add(clocked, "小敏妈妈 13700137000")
    Merging(clocked.book()).merge((str(number), str(other)), keep="A")
    record = forget(clocked, str(number))
    assert record["records"]["customer"] == 2  # type: ignore[index]
    for secret in (*SECRETS, "小敏妈妈", "13700137000"):
        assert secret.encode() not in raw(clocked), secret
    check(clocked.path)


def test_no_copy_brings_them_back(clocked: Clocked) -> None:
    lived(clocked)
    Backups(clocked.book()).make("a")
    held = forget(clocked, "2")["held_by"]
    assert {"a", "week-2026-W47.jsonl"} <= set(held)  # type: ignore[call-overload]
    record = Restoring(clocked.book()).restore("a").record
    assert (record["customers"], record["left_out"]) == (2, 1)
    for secret in SECRETS:
        assert secret.encode() not in raw(clocked), secret
    check(clocked.path)


@pytest.mark.parametrize("ledger", ["in the store", "beside the copies", "beside the file"])
def test_any_of_the_ledgers_is_enough(clocked: Clocked, tmp_path: Path, ledger: str) -> None:
    lived(clocked)
    Backups(clocked.book()).make("a")
    copy = Backups(clocked.book()).find("a").path
    forget(clocked, "2")
    beside = copy.with_name("erased.jsonl")
    name = "a"
    if ledger == "in the store":
        beside.unlink()
    elif ledger == "beside the copies":
        clocked.path.unlink()
    else:
        away = tmp_path / "usb"
        away.mkdir()
        for path in (copy, beside):
            (away / path.name).write_bytes(path.read_bytes())
        clocked = Clocked(tmp_path / "other.db")
        name = str(away / "a.db")
    assert Restoring(clocked.book()).restore(name).record["left_out"] == 1
    assert b"13800138777" not in raw(clocked)
    folder = clocked.store().backup_folder  # type: ignore[union-attr]
    assert len(forgotten.read_ledger(folder)) == 1


def test_whoever_comes_again_later_is_somebody_else(clocked: Clocked) -> None:
    lived(clocked)
    forget(clocked, "2")
    clocked.now = NOW + 3600
    again = add(clocked, "欧阳小敏 13800138777")
    Backups(clocked.book()).make("b")
    assert Restoring(clocked.book()).restore("b").record["left_out"] == 0
    with clocked.book().read() as page:
        assert page.customer(again).name == "欧阳小敏"


def test_who_gets_a_number_that_was_somebody_elses_stays(clocked: Clocked) -> None:
    add(clocked, "王姐")
    Backups(clocked.book()).make("a")
    clocked.now = NOW + 60
    add(clocked, "张伟")
    forget(clocked, "2")
    Restoring(clocked.book()).restore("a")
    clocked.now = NOW + 120
    assert add(clocked, "李四") == 2
    Backups(clocked.book()).make("b")
    assert Restoring(clocked.book()).restore("b").record["left_out"] == 0


def test_an_import_of_a_whole_store_leaves_them_out(clocked: Clocked, tmp_path: Path) -> None:
    lived(clocked)
    old, new = tmp_path / "old.jsonl", tmp_path / "new.jsonl"
    Exporting(clocked.book()).run(Export(output=str(old)))
    forget(clocked, "2")
    Exporting(clocked.book()).run(Export(output=str(new)))
    assert "13800138777" in old.read_text(encoding="utf-8")
    assert "13800138777" not in new.read_text(encoding="utf-8")
    clocked.path.unlink()
    for path in Backups(clocked.book()).store.backup_folder.glob("*.db"):
        path.unlink()
    Importing(clocked.book()).run(Import(str(old)), bytes)
    assert b"13800138777" not in raw(clocked)
    check(clocked.path)
    other = Clocked(tmp_path / "other.db")
    Importing(other.book()).run(Import(str(new)), bytes)
    with other.book().read() as page:
        assert len(forgotten.marks(page.session)) == 1


def test_a_move_into_the_place_of_the_store_leaves_them_out(
    clocked: Clocked, tmp_path: Path
) -> None:
    lived(clocked)
    earlier = Clocked(tmp_path / "earlier.db")
    earlier.path.write_bytes(raw(clocked))
    forget(clocked, "2")
    clocked.path.unlink()
    for path in Backups(clocked.book()).store.backup_folder.glob("*.db"):
        path.unlink()
    moving = Moving(earlier.book(), lambda address: SqliteStore(Path(address)))
    assert moving.move(str(clocked.path)).record["left_out"] == 1
    assert b"13800138777" not in raw(clocked)
    assert b"13800138777" in raw(earlier)
    check(clocked.path)


def test_a_failure_leaves_everything(clocked: Clocked, monkeypatch: pytest.MonkeyPatch) -> None:
    lived(clocked)
    before = dump(clocked.path)

    def fail(*_args: object) -> None:
        raise OSError("disk")

    monkeypatch.setattr(erasing, "_close", fail)
    with pytest.raises(OSError, match="disk"):
        forget(clocked, "2")
    assert dump(clocked.path) == before
    folder = Backups(clocked.book()).store.backup_folder
    assert list(folder.iterdir()) == []


def test_a_file_that_cannot_be_cleaned_is_said(
    clocked: Clocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    from leadfunnel.store import sweeping

    lived(clocked)
    monkeypatch.setattr(sweeping, "INDEXES", ("no_such_index",))
    warned: list[str] = []
    plain = clocked.book()
    acting = replace(plain.acting, warn=lambda sentence: warned.append(sentence.text))
    Forgetting(Book(plain.store, acting)).forget(["2"])
    assert "could not be written anew" in warned[0]


def test_everything_about_a_person_is_in_their_file(clocked: Clocked, tmp_path: Path) -> None:
    number = lived(clocked)
    with clocked.book().read() as page:
        expected = {
            table: len(rows) for table, rows in erasing.belongings(page.session, [number]).items()
        }
    output = tmp_path / "p.json"
    PersonFiles(clocked.book()).write("欧阳小敏", str(output))
    document = json.loads(output.read_text(encoding="utf-8"))
    found = {table: len(rows) for table, rows in document["tables"].items() if rows}
    found.pop("tag")
    assert found == expected
    text = output.read_text(encoding="utf-8")
    for secret in SECRETS:
        assert secret in text, secret
    assert document["referred"] == [3]
    assert output.stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(clocked.path)) as connection:
        for table, column in personal_columns(connection):
            assert table in document["tables"], (table, column)


def personal_columns(connection: sqlite3.Connection) -> list[tuple[str, str]]:
    """The tables whose rows refer to a customer, read from the file itself."""
    tables = [
        row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    ]
    return [
        (table, key[3])
        for table in tables
        for key in connection.execute(f"PRAGMA foreign_key_list({table})")
        if key[2] == "customer"
    ]


TEXTS = ("王姐", "张伟", "Anna Lee", "单先生", "欧阳小敏")
DEEDS = st.lists(
    st.tuples(st.sampled_from(("log", "promote", "tag", "refer", "delete", "undo", "merge")),
              st.integers(1, 5), st.integers(1, 5)),
    max_size=14,
)  # fmt: skip


@settings(max_examples=EXAMPLES)
@given(DEEDS, st.integers(1, 5))
def test_after_any_history_nothing_is_left(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[tuple[str, int, int]], whom: int
) -> None:
    clocked = Clocked(tmp_path_factory.mktemp("any") / "store.db")
    for place, text in enumerate(TEXTS):
        add(clocked, f"{text} 1380013800{place}")
    for deed, a, b in deeds:
        try:
            do(clocked, deed, a, b)
        except LeadfunnelError:
            continue
    forget(clocked, f"#{whom}")
    check(clocked.path)
    with closing(sqlite3.connect(clocked.path)) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        left = connection.execute("SELECT count(*) FROM customer WHERE id = ?", (whom,))
        assert left.fetchone() == (0,)
    assert f"1380013800{whom - 1}".encode() not in raw(clocked)
    for _ in range(20):
        try:
            Log(clocked.book()).undo(_ + 2)
        except LeadfunnelError:
            continue
    check(clocked.path)


def do(clocked: Clocked, deed: str, a: int, b: int) -> None:
    book, who, other = clocked.book(), str(a), str(b)
    if deed == "log":
        Touches(book).log(who, "call", f"想起 1380013800{b - 1}", Told())
    elif deed == "promote":
        Ladder(book).promote([who], Move())
    elif deed == "tag":
        Tagging(book).tag(who, [f"t{b}"])
    elif deed == "refer":
        Capture(book).edit(who, Details(referrer=other))
    elif deed == "delete":
        Bin(book).delete(who)
    elif deed == "merge":
        Merging(book).merge((who, other), keep="A")
    else:
        Log(book).undo()

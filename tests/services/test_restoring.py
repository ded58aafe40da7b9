"""Bringing a copy back: what was there is kept, what is strange or damaged is refused."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from tests.conftest import Clocked
from tests.dump import check, dump

from leadfunnel.errors import LeadfunnelError
from leadfunnel.services.backups import Backups, NoBackup
from leadfunnel.services.book import NotConfirmed
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.log import Log, NotUndoable
from leadfunnel.services.restoring import NotWhole, Restoring, StillWritten
from leadfunnel.store import backup, copies, faults, migrations, restoring
from leadfunnel.store.restoring import (
    DamagedCopy,
    NotACopy,
    SameFile,
    UnexpectedContent,
)

posix = pytest.mark.skipif(os.name != "posix", reason="links and signals of POSIX")


def add(clocked: Clocked, *texts: str) -> None:
    for text in texts:
        Capture(clocked.book()).add(text, Details(), Entering())


def restore(clocked: Clocked, name: str = "a") -> dict[str, object]:
    return dict(Restoring(clocked.book()).restore(name).record)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    clocked = Clocked(tmp_path_factory.mktemp("template") / "store.db")
    add(clocked, "王姐 13800138000", "张伟 13900001111")
    Backups(clocked.book()).make("a")
    add(clocked, "李四")
    return clocked.path.parent


@pytest.fixture
def kept(clocked: Clocked, template: Path) -> Clocked:
    """A store of three customers, and a copy `a` of it from when there were two."""
    shutil.copytree(template, clocked.path.parent, dirs_exist_ok=True)
    return clocked


def copy_path(clocked: Clocked, name: str = "a") -> Path:
    return Backups(clocked.book()).find(name).path


def changed(path: Path, *sql: str) -> None:
    """Change a copy as somebody who means harm would, its note as well."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in sql:
            connection.execute(statement)
        connection.commit()


def test_a_restore_and_its_undo_give_what_was_there(kept: Clocked) -> None:
    three = dump(kept.path)
    record = restore(kept)
    assert (record["customers"], record["left_out"]) == (2, 0)
    two = dump(kept.path)
    assert "李四" not in two
    check(kept.path)
    Log(kept.book()).undo()
    assert dump(kept.path) == three
    Log(kept.book()).undo()
    assert dump(kept.path) == two


def test_the_copy_from_before_gives_what_was_there(kept: Clocked) -> None:
    three = dump(kept.path)
    before = Path(str(restore(kept)["before"]))
    restore(kept, before.stem)
    assert dump(kept.path) == three
    restore(kept, str(before))
    assert dump(kept.path) == three
    assert copies.read(before).reason == "restore"


def test_work_goes_on_after_a_restore(kept: Clocked) -> None:
    restore(kept)
    add(kept, "赵六")
    with pytest.raises(NotUndoable):
        Log(kept.book()).undo(4)  # the restore: something was done since
    Log(kept.book()).undo()
    assert "赵六" not in dump(kept.path)
    with pytest.raises(NotUndoable):
        Log(kept.book()).undo(last=3)
    check(kept.path)


def test_not_agreed_is_not_done(kept: Clocked) -> None:
    before = kept.path.read_bytes()
    kept.confirmed = False
    with pytest.raises(NotConfirmed):
        restore(kept)
    assert kept.path.read_bytes() == before
    assert len(copies.of(kept.store())) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("given", [None, b"", b"x", b"garbled" * 5000])
def test_a_lost_or_garbled_store_comes_back(kept: Clocked, given: bytes | None) -> None:
    kept.path.unlink()
    if given is not None:
        kept.path.write_bytes(given)
    record = restore(kept, "latest")
    assert record["customers"] == 2
    check(kept.path)
    aside = list(copy_path(kept).parent.glob("*.damaged"))
    assert [path.read_bytes() for path in aside] == ([given] if given else [])
    assert given is not None or kept.path.stat().st_mode & 0o077 == 0


def test_a_store_cut_off_comes_back(kept: Clocked) -> None:
    data = kept.path.read_bytes()
    kept.path.write_bytes(data[: len(data) // 3])
    assert restore(kept)["customers"] == 2
    check(kept.path)


REFUSED: dict[str, tuple[tuple[str, ...], type[LeadfunnelError]]] = {
    "newer": ((f"PRAGMA user_version = {migrations.CURRENT + 1}",), faults.NewerStore),
    "a trigger": (
        ("CREATE TRIGGER t AFTER INSERT ON customer BEGIN DELETE FROM identity; END",),
        UnexpectedContent,
    ),
    "a view": (("CREATE VIEW v AS SELECT 1",), UnexpectedContent),
    "another program's": (("PRAGMA application_id = 7",), NotACopy),
    "no version": (("PRAGMA user_version = 0",), NotACopy),
    "a table": (("CREATE TABLE notes (text)",), UnexpectedContent),
    "an index": (("CREATE INDEX mine ON customer (source)",), UnexpectedContent),
    "a table less": (("PRAGMA foreign_keys = OFF", "DROP TABLE mute"), UnexpectedContent),
    "an orphan": (
        ("PRAGMA foreign_keys = OFF", "UPDATE identity SET customer_id = 999"),
        DamagedCopy,
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_strange_copy_is_refused(kept: Clocked, kind: str) -> None:
    statements, error = REFUSED[kind]
    changed(copy_path(kept), *statements)
    copies.note(copy_path(kept)).unlink()
    before = kept.path.read_bytes()
    with pytest.raises(error):
        restore(kept)
    assert kept.path.read_bytes() == before
    assert not list(kept.path.parent.glob(".*"))


@pytest.mark.parametrize(
    ("sql", "error"), [REFUSED["newer"], REFUSED["a trigger"], REFUSED["a view"]]
)
def test_newer_and_strange_is_said_before_a_checksum(
    kept: Clocked, sql: tuple[str, ...], error: type[LeadfunnelError]
) -> None:
    changed(copy_path(kept), *sql)
    with pytest.raises(error):
        restore(kept)


@pytest.mark.parametrize("place", [3, 30, 60, 4097, 200_000, -2])
def test_one_changed_byte_is_refused(kept: Clocked, place: int) -> None:
    path = copy_path(kept)
    data = bytearray(path.read_bytes())
    data[place] ^= 64
    path.write_bytes(data)
    before = kept.path.read_bytes()
    with pytest.raises(LeadfunnelError) as error:
        restore(kept)
    assert error.value.code == "wrong_checksum" or place == 60  # its version became another
    assert kept.path.read_bytes() == before


def test_the_store_itself_is_no_copy(kept: Clocked, tmp_path: Path) -> None:
    with pytest.raises(SameFile):
        restore(kept, str(kept.path))
    for name, link in (("soft", os.symlink), ("hard", os.link)):
        link(kept.path, tmp_path / name)
        with pytest.raises(SameFile):
            restore(kept, str(tmp_path / name))


@posix
def test_a_linked_store_stays_linked(kept: Clocked, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.move(kept.path, elsewhere / "real.db")
    kept.path.symlink_to(elsewhere / "real.db")
    restore(kept)
    assert kept.path.is_symlink()
    assert "李四" not in dump(elsewhere / "real.db")


def test_an_older_copy_is_brought_to_the_present_schema(kept: Clocked) -> None:
    import gzip

    released = Path(__file__).parents[1] / "store" / "released"
    for path in sorted(released.glob("*.db.gz")):
        old = kept.path.with_name(path.stem)
        old.write_bytes(gzip.decompress(path.read_bytes()))
        as_it_was = old.read_bytes()
        assert restore(kept, str(old))["customers"]
        check(kept.path)
        assert old.read_bytes() == as_it_was


def test_statistics_are_nothing_strange(kept: Clocked) -> None:
    changed(copy_path(kept), "ANALYZE")
    copies.note(copy_path(kept)).unlink()
    assert restore(kept)["customers"] == 2


def test_unknown_names_and_lines_are_refused(kept: Clocked) -> None:
    for name in ("b", "../a", "", "/etc/passwd/x", str(kept.path.parent)):
        with pytest.raises(NoBackup):
            restore(kept, name)
    with pytest.raises(NotWhole):
        restore(kept, "week-2026-W47.jsonl")
    text = kept.path.with_name("text.db")
    text.write_text("no store at all, and much longer than the head of one\n" * 100)
    with pytest.raises(NotACopy):
        restore(kept, str(text))


def test_somebody_who_writes_in_between_is_not_overwritten(
    kept: Clocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backup.make
    late = iter(("赵六", "钱七"))

    def slow(*args: object, **kw: object) -> object:
        found = made(*args, **kw)  # type: ignore[arg-type]
        name = next(late, None)
        if name:
            add(kept, name)
        return found

    monkeypatch.setattr(backup, "make", slow)
    before = Path(str(restore(kept)["before"]))
    assert "钱七" in dump(before)
    assert "钱七" not in dump(kept.path)
    assert len(list(before.parent.glob("before-restore*.db"))) == 1


def test_others_who_never_stop_are_not_overwritten(
    kept: Clocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backup.make
    monkeypatch.setattr(backup, "make", lambda *a, **k: (made(*a, **k), add(kept, "x"))[0])
    with pytest.raises(StillWritten):
        restore(kept)
    assert "李四" in dump(kept.path)


def test_a_reader_is_waited_for(kept: Clocked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restoring, "PATIENCE_SECONDS", 0.1)
    with closing(sqlite3.connect(kept.path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM customer").fetchone()
        with pytest.raises(faults.StoreBusy):
            restore(kept)
    assert "李四" in dump(kept.path)


KILLS = int(os.environ.get("LEADFUNNEL_KILLS", "5"))
"""How many kills; a long campaign sets more."""

KILLED = """
import sys
from pathlib import Path
from leadfunnel.cli import main
import os
print("go", flush=True)
os._exit(main.run(["--db", sys.argv[1], "--user", "lin", "restore", "a", "--yes"], os.environ))
"""


@posix
def test_a_kill_leaves_the_old_store_or_the_new_one(kept: Clocked) -> None:
    three = dump(kept.path)
    seen = set()
    for number in range(KILLS):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, kept.path],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "LEADFUNNEL_TZ": "Asia/Shanghai"},
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.36 * number / KILLS)
        process.kill()
        process.wait()
        process.stdout.close()
        with kept.book().read() as page:
            seen.add(page.session.value("customers.count"))
        check(kept.path)
        if "李四" not in dump(kept.path):
            restore(kept, "latest")
        assert dump(kept.path) == three
    assert seen <= {2, 3}

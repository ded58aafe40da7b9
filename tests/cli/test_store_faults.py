"""Stores that are missing, foreign, newer, damaged, read-only, or in an odd place."""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import SOURCE, Program, Ran, tidy

from leadfunnel.store.migrations import CURRENT

COMMANDS = {"read": ("today",), "write": ("add", "Ann")}
both = pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)


def refused(ran: Ran, pattern: str) -> None:
    """Assert a store error that says so."""
    assert (ran.rc, ran.out) == (7, "")
    assert re.search(pattern, ran.err), ran.err


@pytest.fixture
def store(lf: Program, tmp_path: Path) -> Program:
    """A copy of the store that a test may spoil."""
    folder = tmp_path / "spoiled"
    folder.mkdir()
    shutil.copy(lf.db, folder / "store.db")
    return Program(folder)


@both
def test_a_lost_store_with_backups_is_an_error_and_never_started_afresh(
    store: Program, words: tuple[str, ...]
) -> None:
    store("backup", "--name", "a")
    store.db.unlink()
    refused(store(*words), "missing.*backup")
    assert not store.db.exists()
    for blank in (b"", b"x"):
        store.db.write_bytes(blank)
        refused(store(*words), "empty.*backup")
        assert store.db.read_bytes() == blank
    store.db.unlink()
    connection = sqlite3.connect(store.db)
    connection.execute("PRAGMA user_version = 0")
    connection.execute("VACUUM")
    connection.close()
    assert store.db.stat().st_size > 0
    refused(store(*words), "empty.*backup")


@both
def test_another_programs_database_is_refused_and_left_alone(
    fresh: Program, words: tuple[str, ...]
) -> None:
    connection = sqlite3.connect(fresh.db)
    connection.execute("CREATE TABLE bookmarks (id INTEGER)")
    connection.commit()
    connection.close()
    before = fresh.db.read_bytes()
    refused(fresh(*words), "belongs to another program")
    assert fresh.db.read_bytes() == before


@both
@pytest.mark.parametrize(
    ("version", "pattern"),
    [(CURRENT + 1, "newer leadfunnel"), (-1, "unknown version"), (0, "unknown version")],
)
def test_a_version_this_program_does_not_know_is_refused(
    store: Program, words: tuple[str, ...], version: int, pattern: str
) -> None:
    connection = sqlite3.connect(store.db)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    before = store.db.read_bytes()
    refused(store(*words), pattern)
    assert store.db.read_bytes() == before


def test_no_command_answers_from_a_truncated_store(store: Program) -> None:
    whole = store.db.read_bytes()
    seed = random.Random(7)  # noqa: S311 - a fixed choice of lengths
    lengths = [
        2,
        15,
        16,
        99,
        100,
        4095,
        4096,
        4097,
        *(seed.randrange(4097, len(whole)) for _ in range(6)),
    ]
    for length in lengths:
        store.db.write_bytes(whole[:length])
        for words in COMMANDS.values():
            refused(store(*words), "damaged|another program|cannot be opened")
            assert store.db.read_bytes() == whole[:length]


def test_garbage_is_refused(store: Program) -> None:
    for garbage in (b"\0" * 8192, b"not a database " * 500, b"SQLite format 3\0" + b"\xff" * 9000):
        store.db.write_bytes(garbage)
        for words in COMMANDS.values():
            refused(store(*words), "damaged|another program|cannot be opened")
        assert store.db.read_bytes() == garbage


def test_zeroed_pages_end_in_words_or_in_what_is_still_whole(store: Program) -> None:
    whole = store.db.read_bytes()
    for page in range(1, len(whole) // 4096, max(1, len(whole) // 4096 // 12)):
        spoiled = bytearray(whole)
        spoiled[page * 4096 : (page + 1) * 4096] = b"\0" * 4096
        store.db.write_bytes(bytes(spoiled))
        ran = store("show", "1")
        assert ran.rc in (0, 7), ran.err


def test_garbled_bytes_end_in_words_or_in_what_is_still_whole(store: Program) -> None:
    whole = store.db.read_bytes()
    seed = random.Random(11)  # noqa: S311 - a fixed choice of bytes
    asked = (["today"], ["show", "1"], ["add", "Ann"], ["funnel"], ["undo"], ["pipeline", "list"])
    for number in range(24):
        spoiled = bytearray(whole)
        for _ in range((1, 5, 50)[number % 3]):
            spoiled[seed.randrange(100, len(whole))] = seed.randrange(256)
        store.db.write_bytes(spoiled)
        ran = store(*asked[number % len(asked)])
        assert ran.rc in (0, 3, 5, 7), ran.err


@both
def test_a_dangling_link_is_named_and_not_followed(fresh: Program, words: tuple[str, ...]) -> None:
    fresh.db.symlink_to(fresh.folder / "elsewhere.db")
    refused(fresh(*words), "link .* leads nowhere")
    assert not (fresh.folder / "elsewhere.db").exists()


def test_a_link_to_a_store_is_kept(store: Program) -> None:
    link = store.folder / "link.db"
    link.symlink_to(store.db)
    assert store("--db", str(link), "add", "Ann").rc == 0
    assert link.is_symlink()
    assert store("list", "--json").document["count"] == 5


def test_a_missing_folder_is_not_created(fresh: Program) -> None:
    refused(fresh("--db", "no/such/x.db", "add", "Ann"), "folder .* does not exist")
    assert fresh("--db", "no/such/x.db", "today").rc == 0
    assert list(fresh.folder.iterdir()) == []


@pytest.mark.parametrize("name", ["a?b #%20.db", "客户 '\".db", "x\ny.db", "-rf.db", "a&b=c;d.db",
                                  "file:x.db", ":memory:", "~x.db"])  # fmt: skip
def test_any_file_name_is_that_file(fresh: Program, name: str) -> None:
    ran = fresh(f"--db={name}" if name.startswith("-") else f"--db=./{name}", "add", "Ann")
    assert ran.rc == 0, ran.err
    assert [path.name for path in fresh.folder.iterdir()] == [name]


def test_a_store_in_another_journal_mode_is_still_written(store: Program) -> None:
    connection = sqlite3.connect(store.db)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    assert store("add", "Ann").rc == 0
    assert store("list", "--json").document["count"] == 5


def test_invalid_text_in_a_column_does_not_hide_the_other_customers(store: Program) -> None:
    connection = sqlite3.connect(store.db)
    connection.execute("UPDATE customer SET name = CAST(x'ff41' AS TEXT) WHERE id = 3")
    connection.commit()
    connection.close()
    ran = store("list")
    assert ran.rc == 0
    assert "王姐" in ran.out
    assert "\ufffdA" in ran.out


@pytest.mark.skipif(sys.platform != "linux", reason="a file that cannot be read to its end")
def test_a_file_that_cannot_be_opened_as_a_store_is_said(fresh: Program) -> None:
    refused(fresh("--db", "/proc/self/mem", "add", "Ann"), "cannot be opened|damaged|disk")


def test_a_settings_file_with_problems_lists_them_all(lf: Program) -> None:
    config = lf.folder / "config.toml"
    config.write_text('lang = "fr"\ncolour = "red"\nuser = 3\n', encoding="utf-8")
    ran = lf("today")
    assert ran.rc == 6
    assert [line.split(":")[0].strip() for line in ran.err.splitlines()[1:4]] == [
        "lang",
        "colour",
        "user",
    ]
    assert len(lf("today", "--json").error["problems"]) == 3


@pytest.mark.parametrize(
    "content",
    [b"\xff", b"lang = ", b"a = 1\n" * 300_000, b"!!python/object:os.system x", b"\0"],
    ids=["not UTF-8", "broken", "large", "YAML", "NUL"],
)
def test_a_settings_file_that_is_none_is_refused(lf: Program, content: bytes) -> None:
    (lf.folder / "config.toml").write_bytes(content)
    ran = lf("add", "Ann")
    assert (ran.rc, "config" in ran.err) == (6, True)


def test_a_settings_file_that_is_a_folder_is_refused(lf: Program) -> None:
    (lf.folder / "config.toml").mkdir()
    assert lf("today").rc == 6


@pytest.mark.parametrize(("variable", "value", "rc"), [
    ("LEADFUNNEL_NOW", "yesterday", 2), ("LEADFUNNEL_NOW", "9999-99-99", 2),
    ("LEADFUNNEL_NOW", "0001-01-01T00:00:00+14:00", 2), ("LEADFUNNEL_LANG", "fr", 2),
    ("LEADFUNNEL_TZ", "Nonsense/Zone", 2), ("LEADFUNNEL_TZ", "../../etc/passwd", 2),
    ("LEADFUNNEL_DB", "postgresql://u:S3cr3t@127.0.0.1:1/d", 7),
])  # fmt: skip
def test_a_bad_variable_is_named(fresh: Program, variable: str, value: str, rc: int) -> None:
    for words in COMMANDS.values():
        ran = fresh(*words, env={variable: value})
        assert (ran.rc, ran.out) == (rc, "")
        assert "S3cr3t" not in ran.err
    assert all(path.stat().st_size == 0 for path in fresh.folder.iterdir())


def test_a_user_name_that_is_not_utf8_is_refused(lf: Program) -> None:
    env = {os.fsencode(key): os.fsencode(value) for key, value in lf.environ().items()}
    env[b"LEADFUNNEL_USER"] = b"\xff"
    done = subprocess.run(lf.command("add", "Ann"), env=env, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"not valid UTF-8" in done.stderr


def test_pipeline_files_with_problems_list_them(lf: Program) -> None:
    path = lf.folder / "p.toml"
    path.write_text('name = "x"\nunit = "planet"\nstages = 3\n', encoding="utf-8")
    ran = lf("pipeline", "load", "p.toml")
    assert ran.rc == 6
    assert sum(line.startswith("  ") for line in ran.err.splitlines()) >= 2


WITHOUT_RIGHTS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")
"""What makes root obey permissions as everybody else."""


def as_anybody(program: Program, *words: str) -> Ran:
    """Run a command without the rights of root, whom no permission stops."""
    before = WITHOUT_RIGHTS if os.getuid() == 0 else ()
    done = subprocess.run(
        [*before, *program.command(*words)],
        env=program.environ(),
        cwd=program.folder,
        capture_output=True,
        check=False,
    )
    ran = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
    tidy(ran)
    return ran


def _permissions_count() -> bool:
    if sys.platform == "win32":
        return False
    if os.getuid() != 0:
        return True
    probe = [*WITHOUT_RIGHTS, "test", "!", "-w", "/proc/1/environ"]
    return (
        shutil.which("setpriv") is not None and subprocess.run(probe, check=False).returncode == 0
    )


unprivileged = pytest.mark.skipif(
    not _permissions_count(), reason="permissions do not count here: root, or Windows"
)


@unprivileged
def test_a_read_only_file_and_folder_can_be_read_and_are_not_written(store: Program) -> None:
    store.db.chmod(0o444)
    store.folder.chmod(0o555)
    try:
        assert as_anybody(store, "today").rc == 0
        refused(as_anybody(store, "add", "Ann"), "read-only|permission")
        refused(as_anybody(store, "--db", "new.db", "add", "Ann"), "read-only|permission")
        refused(as_anybody(store, "backup"), "(?i)permission")
    finally:
        store.folder.chmod(0o755)
    assert [path.name for path in store.folder.iterdir()] == ["store.db"]


@unprivileged
def test_an_unreadable_file_is_said(store: Program) -> None:
    store.db.chmod(0o000)
    for words in COMMANDS.values():
        refused(as_anybody(store, *words), "cannot be opened|permission")


@unprivileged
def test_a_journal_that_cannot_be_rolled_back_is_said(store: Program) -> None:
    leave_a_hot_journal(store.db)
    store.db.chmod(0o444)
    (store.folder / "store.db-journal").chmod(0o444)
    store.folder.chmod(0o555)
    try:
        refused(as_anybody(store, "today"), "unfinished.*write permission|Unfinished|unfinished")
    finally:
        store.folder.chmod(0o755)


def leave_a_hot_journal(path: Path) -> None:
    """Kill a writer in the middle of its transaction, after pages were written."""
    script = (
        "import os, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA cache_size = 1')\n"
        "c.execute('BEGIN IMMEDIATE')\n"
        "c.execute('UPDATE customer SET name = hex(randomblob(20000))')\n"
        "os._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert path.with_name("store.db-journal").stat().st_size > 0


def test_a_journal_left_by_a_killed_writer_is_rolled_back(store: Program, lf: Program) -> None:
    before = lf.dump()
    leave_a_hot_journal(store.db)
    assert store("today").rc == 0
    assert store.dump() == before


def test_without_any_home_the_ways_out_are_named(fresh: Program) -> None:
    script = (
        "import pwd, os, sys\n"
        "def nobody(_): raise KeyError\n"
        "pwd.getpwuid = nobody\n"
        "from leadfunnel.cli.main import run\n"
        "sys.exit(run(['add', 'Ann'], {}))\n"
    )
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": SOURCE}
    done = subprocess.run(
        [sys.executable, "-c", script], env=env, capture_output=True, text=True, check=False
    )
    refused(Ran(done.returncode, done.stdout, done.stderr), "no home folder")
    assert "LEADFUNNEL_DB" in done.stderr


def test_a_settings_file_that_cannot_be_written_is_said(lf: Program) -> None:
    env = {"LEADFUNNEL_CONFIG": "/proc/nosuch/config.toml"}
    ran = lf("config", "set", "lang", "en", env=env)
    assert ran.rc in (6, 7)
    assert "output" not in ran.err
    tidy(ran)

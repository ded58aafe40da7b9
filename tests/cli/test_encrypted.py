"""Encrypted stores as a seller meets them: at a terminal, in a pipe, beside other processes."""

from __future__ import annotations

import os
import pty
import select
import sqlite3
import sys
import time
from pathlib import Path

import pytest
from tests.cli.conftest import Program

PASSPHRASE = "correct horse 电池 staple"  # noqa: S105
NEW = "四个 不相干 的 词语"
SAID = {"LEADFUNNEL_PASSPHRASE": PASSPHRASE}


def files(program: Program) -> bytes:
    """Return all there is beside the store."""
    return b"".join(p.read_bytes() for p in sorted(program.folder.rglob("*")) if p.is_file())


@pytest.fixture
def secure(fresh: Program) -> Program:
    """The program over an encrypted store; the environment does not say the passphrase."""
    assert fresh("add", "王姐 13800138000 想换烟机").rc == 0
    ran = fresh("encrypt", "--backups", env=SAID)
    assert ran.rc == 0, ran.err
    assert PASSPHRASE not in ran.out + ran.err
    assert b"13800138000" not in files(fresh)
    return fresh


def test_the_passphrase_comes_from_a_command_without_a_shell(secure: Program) -> None:
    script = secure.folder / "say it.py"
    script.write_text(
        "import os, sys; assert 'LEADFUNNEL_PASSPHRASE' not in os.environ\n"
        f"sys.stdout.buffer.write({PASSPHRASE!r}.encode() + b'\\nsecond line')",
        encoding="utf-8",
    )
    command = f"{sys.executable} '{script}' $(touch ran)"
    assert secure("config", "set", "passphrase_command", command, env=SAID).rc == 0
    ran = secure("list", env={"LEADFUNNEL_PASSPHRASE": "not looked at"})
    assert "王姐" in ran.out, ran.err
    assert not (secure.folder / "ran").exists()
    script.write_text("import sys; sys.exit(3)")
    ran = secure("list")
    assert (ran.rc, "exit 3" in ran.err) == (7, True)
    script.write_text("print('wrong one')")
    assert secure("list", env=SAID).rc == 0  # the next source is asked
    ran = secure("list")
    assert (ran.rc, "passphrase_command" in ran.err) == (7, True)
    assert "wrong one" not in ran.err


def test_without_a_passphrase_everything_is_refused_in_one_line(secure: Program) -> None:
    before = files(secure)
    for words in (("add", "李四"), ("doctor",), ("backup", "verify"), ("decrypt", "--yes"),
                  ("restore", "latest", "--yes"), ("move", "--to", "other.db")):  # fmt: skip
        ran = secure(*words)
        assert (ran.rc, "nothing says the passphrase" in ran.err) == (7, True), (words, ran.err)
        ran = secure(*words, env={"LEADFUNNEL_PASSPHRASE": "another passphrase"})
        assert (ran.rc, "does not open" in ran.err) == (7, True), (words, ran.err)
        assert "another passphrase" not in ran.err
        assert "not a database" not in ran.err
    assert files(secure) == before


def test_a_build_that_cannot_open_it_says_what_to_install(secure: Program) -> None:
    stub = secure.folder / "without"
    stub.mkdir()
    (stub / "sqlcipher3.py").write_text("raise ImportError")
    path = f"{stub}:{secure.environ()['PYTHONPATH']}"
    for words in (("list",), ("doctor",), ("encrypt",)):
        error = secure(*words, "--json", env={**SAID, "PYTHONPATH": path}).error
        assert error["code"] == "no_cipher"
        assert "leadfunnel[secure]" in error["hint"]


def test_asked_at_a_terminal_it_is_not_shown(secure: Program) -> None:
    code, seen = at_terminal(secure, ["list"], ["wrong", PASSPHRASE])
    assert code == 0, seen
    assert "王姐" in seen
    assert PASSPHRASE not in seen
    code, seen = at_terminal(secure, ["encrypt", "--change", "--yes"], [PASSPHRASE, NEW, NEW])
    assert code == 0, seen
    assert NEW not in seen
    assert secure("list", env={"LEADFUNNEL_PASSPHRASE": NEW}).rc == 0
    code, seen = at_terminal(secure, ["list"], ["wrong", "wrong again", "and again"])
    assert code == 7, seen
    assert "terminal does not open" in seen


def at_terminal(program: Program, words: list[str], typed: list[str]) -> tuple[int, str]:
    """Run a command at a terminal, typing a line at each prompt; return its code and the screen."""
    pid, master = pty.fork()
    if pid == 0:
        os.chdir(program.folder)
        os.execve(sys.executable, program.command(*words), program.environ({"TERM": "dumb"}))  # noqa: S606
    seen, left, deadline = b"", list(typed), time.monotonic() + 60
    while time.monotonic() < deadline:
        if not select.select([master], [], [], 0.2)[0]:
            continue
        try:
            piece = os.read(master, 4096)
        except OSError:
            break
        if not piece:
            break
        seen += piece
        if left and piece.rstrip(b" ").endswith(b":"):
            os.write(master, left.pop(0).encode() + b"\n")
    _, status = os.waitpid(pid, 0)
    os.close(master)
    return os.waitstatus_to_exitcode(status), seen.decode(errors="replace")


def test_who_writes_meanwhile_waits_and_is_not_lost(fresh: Program) -> None:
    """Adds begun before, while and after a store is encrypted are all there, or were refused."""
    assert fresh("add", "first").rc == 0
    fresh.env.update(SAID)
    running = [fresh.start("add", f"early{number}") for number in range(2)]
    encrypting = fresh.start("encrypt")
    running += [fresh.start("add", f"late{number}") for number in range(3)]
    _, said = encrypting.communicate(timeout=100)
    assert encrypting.returncode == 0, said
    kept = {"first"}
    names = ("early0", "early1", "late0", "late1", "late2")
    for process, name in zip(running, names, strict=True):
        _, error = process.communicate(timeout=100)
        if process.returncode == 0:
            kept.add(name)
        else:
            assert b"meanwhile" in error, error
    listed = fresh("list").out
    assert {name for name in ("first", *names) if name in listed} == kept


def test_a_store_moved_from_an_encrypted_one_is_encrypted(secure: Program) -> None:
    assert secure("move", "--to", "other.db", env=SAID).rc == 0
    assert b"13800138000" not in files(secure)
    ran = secure("--db", "other.db", "list", env=SAID)
    assert "王姐" in ran.out


def test_a_plain_store_asks_for_nothing(fresh: Program) -> None:
    """A plain store loads nothing of encryption, whatever the settings say of a passphrase."""
    fresh("config", "set", "passphrase_command", "false")
    assert fresh("add", "王姐").rc == 0
    ran = fresh("list", python=("-X", "importtime"))
    assert "encrypt" not in ran.err
    assert "passphrases" not in ran.err
    with sqlite3.connect(fresh.db) as connection:
        assert connection.execute("SELECT count(*) FROM customer").fetchone() == (1,)
    assert Path(fresh.db).read_bytes().startswith(b"SQLite format 3\x00")

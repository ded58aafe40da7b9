"""Without a network, a home, a driver, or a place to write: what is needed is in the program."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import SMALL_FILES, SOURCE, Program

COMMANDS = (
    ("add", "李雷 13700001234 明天3点 #VIP"),
    ("log", "1", "call", "要报价"),
    ("promote", "1"),
    ("today",),
    ("find", "wang"),
    ("funnel", "--week"),
    ("report", "-o", "r.html"),
    ("backup",),
)
APART = ("unshare", "--net")


def _can_part() -> bool:
    found = shutil.which("unshare")
    probe = [*APART, "true"]
    return (
        found is not None
        and subprocess.run(probe, capture_output=True, check=False).returncode == 0
    )


SOCKETS = """
import socket, sys
def refuse(*_, **__):
    sys.stderr.write("a socket was asked for")
    sys.exit(99)
socket.socket = socket.create_connection = socket.getaddrinfo = refuse
sys.argv = ["leadfunnel", *sys.argv[1:]]
from leadfunnel.cli.main import main
main()
"""
"""The program where every use of the network ends it."""


@pytest.fixture
def read_only(tmp_path: Path) -> Path:
    """A copy of the program that cannot be written to, without compiled files."""
    place = tmp_path / "site" / "leadfunnel"
    shutil.copytree(
        Path(SOURCE) / "leadfunnel", place, ignore=shutil.ignore_patterns("__pycache__")
    )
    for path in (place.parent, *place.parent.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    return place.parent


def test_without_network_or_home_or_a_place_to_write_code(lf: Program, read_only: Path) -> None:
    env = {"HOME": None, "PYTHONPATH": str(read_only), **SMALL_FILES}
    for words in COMMANDS:
        ran = lf(*words, env=env)
        assert (ran.rc, ran.err) == (0, ""), (words, ran.err)
    command = [sys.executable, "-c", SOCKETS]
    if _can_part():
        command = [*APART, *command]
    for words in COMMANDS[:-2]:
        done = subprocess.run(
            [*command, *words, *(("--force",) if words[0] == "add" else ())],
            env=lf.environ(env), cwd=lf.folder, capture_output=True, check=False,
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (0, b""), words
    assert not list(read_only.rglob("__pycache__"))
    for path in (read_only, *read_only.rglob("*")):
        if path.is_dir():
            path.chmod(0o755)


HIDDEN = """
import sys
sys.modules["psycopg"] = None
sys.argv = ["leadfunnel", *sys.argv[1:]]
from leadfunnel.cli.main import main
main()
"""
"""The program where the driver is not installed."""


@pytest.mark.parametrize("words", [("today",), ("add", "x"), ("today", "--json")])
def test_without_the_driver_it_is_said_how_to_get_it(lf: Program, words: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", HIDDEN, "--db", "postgresql://u:S3cr3t@h/d", *words],
        env=lf.environ(), cwd=lf.folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install 'leadfunnel[postgres]'" in done.stderr
    assert "S3cr3t" not in done.stderr


UNDER_WAY = """
import os, sys
os.umask(0)
from leadfunnel.services import book
finish = book.Writing.finish
def told(page):
    finish(page)
    folder = os.path.dirname(os.environ["LEADFUNNEL_DB"])
    for name in sorted(os.listdir(folder)):
        print(name, oct(os.stat(os.path.join(folder, name)).st_mode & 0o777), file=sys.stderr)
book.Writing.finish = told
sys.argv = ["leadfunnel", *sys.argv[1:]]
from leadfunnel.cli.main import main
main()
"""
"""The program telling, just before it saves, which files there are."""


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_journal_is_private_whatever_the_umask(lf: Program) -> None:
    lf.db.chmod(stat.S_IRUSR | stat.S_IWUSR)
    done = subprocess.run(
        [sys.executable, "-c", UNDER_WAY, "tag", "--where", "created<100y", "VIP", "--yes"],
        env=lf.environ(), cwd=lf.folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    found = dict(line.split() for line in done.stderr.splitlines())
    assert {"store.db", "store.db-journal"} <= set(found)
    assert set(found.values()) == {"0o600"}

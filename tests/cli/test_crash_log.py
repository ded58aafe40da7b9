"""A fault of the program: one line for whoever types, and a log without what it was about."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import Program, Ran, tidy

FAULTY = """
import sys
from leadfunnel.services import capture
def fault(*_, **__):
    try:
        int("CANARY-CAUSE 13800138000")
    except ValueError as cause:
        raise RuntimeError("CANARY-TEXT 13800138000") from cause
capture.Capture.add = fault
sys.argv = ["leadfunnel", *sys.argv[1:]]
from leadfunnel.cli.main import main
main()
"""
"""The program with a bug in it."""


def faulty(program: Program, *words: str, **env: str | None) -> Ran:
    done = subprocess.run(
        [sys.executable, "-c", FAULTY, *words],
        env=program.environ(env), cwd=program.folder, capture_output=True, check=False, umask=0,
    )  # fmt: skip
    ran = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
    tidy(ran)
    return ran


def log(program: Program) -> Path:
    return program.folder / ".local/share/leadfunnel/faults.log"


def test_a_fault_is_logged_without_what_it_was_about(lf: Program) -> None:
    before = lf.dump()
    ran = faulty(lf, "add", "CANARY-NAME 13800138000", "--note", "CANARY-NOTE")
    assert (ran.rc, ran.out) == (1, "")
    assert "internal error occurred (RuntimeError at <string>:8)" in ran.err
    assert f"log {log(lf)}." in ran.err
    text = log(lf).read_text(encoding="utf-8")
    assert "CANARY" not in ran.err + text
    assert "13800138000" not in ran.err + text
    assert "command: add\n  RuntimeError\n" in text
    assert "  ValueError\n" in text
    assert "leadfunnel/cli/commands/capture.py:" in text
    assert stat.S_IMODE(log(lf).stat().st_mode) == 0o600
    assert stat.S_IMODE(log(lf).parent.stat().st_mode) == 0o700
    assert lf.dump() == before


def test_the_log_grows_by_each_fault_and_not_for_ever(lf: Program) -> None:
    faulty(lf, "add", "x")
    faulty(lf, "add", "--json", "x")
    assert log(lf).read_text(encoding="utf-8").count("command: add") == 2
    log(lf).write_bytes(b"x" * 300_000)
    faulty(lf, "add", "x")
    assert log(lf).stat().st_size < 10_000


def test_a_log_that_is_a_link_is_not_followed_and_none_is_said(lf: Program) -> None:
    target = lf.folder / "precious"
    target.write_text("precious", encoding="utf-8")
    log(lf).parent.mkdir(parents=True)
    log(lf).symlink_to(target)
    ran = faulty(lf, "add", "x")
    assert (ran.rc, "no log of it could be written" in ran.err) == (1, True)
    assert target.read_text(encoding="utf-8") == "precious"


def test_asked_for_the_whole_trace_is_shown(lf: Program) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FAULTY, "add", "x"], env=lf.environ({"LEADFUNNEL_DEBUG": "1"}),
        cwd=lf.folder, capture_output=True, check=False,
    )  # fmt: skip
    assert b"Traceback" in done.stderr
    assert not os.path.exists(log(lf))  # noqa: PTH110

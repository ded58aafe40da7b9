"""`score` at a terminal asks for what is missing; in a pipe it says what to type."""

from __future__ import annotations

import os
import pty
import select
import sys
import time
from pathlib import Path

import pytest

PROGRAM = "from leadfunnel.cli.main import main; main()"


def typed(db: Path, words: list[str], answers: list[bytes]) -> str:
    """Run a command at a terminal of its own, answering each prompt in turn."""
    environ = {
        **os.environ, "LEADFUNNEL_DB": str(db), "LEADFUNNEL_NOW": "2026-11-22T10:00:00+08:00",
        "LEADFUNNEL_TZ": "Asia/Shanghai", "LEADFUNNEL_USER": "lin", "LEADFUNNEL_LANG": "en",
        "LEADFUNNEL_CONFIG": str(db.with_name("none.toml")), "NO_COLOR": "1",
    }  # fmt: skip
    child, terminal = pty.fork()
    if child == 0:
        os.execve(sys.executable, [sys.executable, "-c", PROGRAM, *words], environ)  # noqa: S606
    heard, end = b"", time.monotonic() + 30
    while time.monotonic() < end:
        if not select.select([terminal], [], [], 0.5)[0]:
            continue
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            break
        if not piece:
            break
        heard += piece
        if heard.rstrip().endswith(b">") and answers:
            os.write(terminal, answers.pop(0))
    os.waitpid(child, 0)
    os.close(terminal)
    return heard.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_what_is_missing_is_asked_and_a_slip_is_asked_again(tmp_path: Path) -> None:
    db = tmp_path / "store.db"
    typed(db, ["add", "王姐 13800138000"], [])
    told = typed(db, ["score", "王姐", "fit", "power=2"], [b"9\n", b"1\n", b"\n"])
    assert told.count("need: Do they need it?") == 2
    assert told.count("decision: Who decides?") == 1
    assert "Fit: 4 of 12" in told
    told = typed(db, ["score", "王姐", "fit"], [b"3\n"])
    assert "need: " not in told
    assert "Fit: 7 of 12" in told
    shown = typed(db, ["score", "show", "王姐"], [])
    assert "Fit: 7 of 12" in shown

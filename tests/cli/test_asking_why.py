"""`drop` and `setup` on a terminal: one key for the reason, one for how one sells."""

from __future__ import annotations

import os
import pty
import select
import signal
import time

import pytest
from tests.cli.conftest import Program


def typed(program: Program, words: tuple[str, ...], prompt: str, line: str) -> str:
    """Return what a command shows on a terminal when a line is typed after its question."""
    pid, master = pty.fork()
    if pid == 0:
        command = program.command(*words)
        os.execvpe(command[0], command, program.environ({"TERM": "dumb"}))  # noqa: S606
    shown, sent, deadline = "", False, time.monotonic() + 60
    while time.monotonic() < deadline:
        if prompt in shown and not sent:
            os.write(master, line.encode() + b"\n")
            sent = True
        if select.select([master], [], [], 0.1)[0]:
            try:
                data = os.read(master, 65536)
            except OSError:  # the other side has gone
                break
            if not data:
                break
            shown += data.decode("utf-8", errors="replace")
    else:
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(master)
    return shown


@pytest.mark.parametrize(
    ("line", "kept"), [("1", "price"), ("3", "competitor"), ("网上买了", "网上买了"), ("", None)]
)
def test_why_is_one_key_or_other_words_or_nothing(lf: Program, line: str, kept: str | None) -> None:
    out = typed(lf, ("drop", "2", "--lost", "--yes"), "nothing asks with --yes", line)
    assert "Why?" not in out
    lf("undo")
    out = typed(lf, ("drop", "2", "--lost"), "Why?", line)
    assert "1 price" in out.replace("\xa0", " ")
    journey = lf("show", "2", "--json").document["journeys"][0]
    assert journey["changes"][-1]["reason"] == kept


def test_off_a_terminal_nobody_is_asked_why(lf: Program) -> None:
    assert lf("drop", "2", "--invalid", "--reason", "空号").rc == 0
    journey = lf("show", "2", "--json").document["journeys"][0]
    assert journey["changes"][-1]["reason"] == "dead_number"
    shown = lf("show", "2", env={"LEADFUNNEL_LANG": "zh-CN"}).out
    assert "空号" in shown


def test_setup_asks_how_one_sells_and_offers_the_short_name(fresh: Program) -> None:
    fresh.env.update({"PATH": "/nowhere", "SHELL": "/bin/zsh"})
    out = typed(fresh, ("setup",), "How do you sell?", "3")
    assert "Set up for phone:" in out
    assert "alias lf=leadfunnel" in out
    assert fresh("config", "get", "main_pipeline", "--json").document["items"][0]["value"] == (
        "telesales"
    )


def test_setup_off_a_terminal_says_what_to_type(fresh: Program) -> None:
    ran = fresh("setup")
    assert ran.rc == 2
    assert "setup chat" in ran.err
    assert not fresh.db.exists()

"""How far a long command is: on a terminal only, after a second, and gone when it is done."""

from __future__ import annotations

import io
import os
import pty
import select
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

import pytest

from leadfunnel import i18n
from leadfunnel.domain.sentence import Phrase
from leadfunnel.views.progress import Progress

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
READING, WRITING = Phrase("Reading"), Phrase("Writing")


@contextmanager
def terminal() -> Iterator[tuple[TextIO, int]]:
    leader, follower = pty.openpty()
    with os.fdopen(follower, "w", encoding="utf-8") as err:
        yield err, leader
    os.close(leader)


def written(err: TextIO, leader: int) -> str:
    err.flush()
    found = b""
    while select.select([leader], [], [], 0.2)[0]:
        found += os.read(leader, 65536)
    return found.decode()


def test_rows_done_and_how_many_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    now = [0.0]
    with terminal() as (err, leader):
        progress = Progress(err, terminal=True, clock=lambda: now[0])
        progress(READING, 0, None)
        now[0] = 0.9
        progress(READING, 2000, None)
        assert written(err, leader) == ""
        now[0] = 2.0
        progress(READING, 50_000, None)
        shown = written(err, leader)
        assert "Reading" in shown
        assert "50,000 rows, 25,000 a second" in shown
        progress(WRITING, 0, 100_000)
        now[0] = 3.0
        progress(WRITING, 10_000, 100_000)
        shown = written(err, leader)
        assert "Writing" in shown
        assert "10,000 rows, 10,000 a second" in shown
        progress.close()
        assert "\x1b[2K" in written(err, leader)  # the line is wiped
        progress.close()
        assert written(err, leader) == ""


def test_nothing_is_shown_off_a_terminal() -> None:
    now = [0.0]
    err = io.StringIO()
    progress = Progress(err, terminal=False, clock=lambda: now[0])
    progress(READING, 0, None)
    now[0] = 100.0
    progress(READING, 50_000, None)
    progress.close()
    assert err.getvalue() == ""


def test_the_phase_is_said_in_the_chosen_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    i18n.use("zh-CN")
    now = [0.0]
    with terminal() as (err, leader):
        progress = Progress(err, terminal=True, clock=lambda: now[0])
        now[0] = 2.0
        progress(Phrase("phone"), 5, None)
        assert "电话" in written(err, leader) or "手机" in written(err, leader)
        progress.close()


def test_a_few_steps_are_not_told_as_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    now = [0.0]
    with terminal() as (err, leader):
        progress = Progress(err, terminal=True, clock=lambda: now[0])
        now[0] = 2.0
        progress(READING, 3, 12)
        shown = written(err, leader)
        assert "Reading" in shown
        assert "rows" not in shown
        progress(READING, 300, 1200)
        assert "rows" in written(err, leader)
        progress.close()

"""The dialler at a terminal of 60 columns: keys, undo, leaving, lists, both languages."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import termios
import time

import pytest
from tests.cli.conftest import CONTROLS, DEADLINE_SECONDS, Program

from leadfunnel.views.cells import cells

WIDTH = 60
PROMPT = re.compile(r"> $")
CTRL_C, CTRL_D = "\x03", "\x04"


class Session:
    """A run of the program at a terminal; `typed` lines follow one prompt each.

    With `piped` standard input is a list, and the terminal only answers; with `widths` the window
    is resized before each line.
    """

    def __init__(
        self,
        program: Program,
        words: list[str],
        typed: list[str],
        *,
        lang: str = "en",
        piped: bytes | None = None,
        widths: tuple[int, ...] = (),
    ) -> None:
        self.shown, self.count = "", 0
        self.widths = widths
        environ = program.environ({"LEADFUNNEL_LANG": lang, "NO_COLOR": "1", "TERM": "xterm"})
        command = program.command("call", *words)
        pid, self.fd = pty.fork()
        if pid == 0:
            _resize(0, WIDTH)
            if piped is not None:
                read, write = os.pipe()
                os.write(write, piped)
                os.close(write)
                os.dup2(read, 0)
            os.chdir(program.folder)
            os.execve(command[0], command, environ)  # noqa: S606 - no shell is wanted
        self.pid = pid
        try:
            self._talk(typed)
        finally:
            self.rc = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            os.close(self.fd)

    def _talk(self, typed: list[str]) -> None:
        until, asked = time.monotonic() + DEADLINE_SECONDS, 0
        while time.monotonic() < until:
            if not select.select([self.fd], [], [], 0.1)[0]:
                continue
            try:
                data = os.read(self.fd, 65536)
            except OSError:  # the other side has gone
                return
            if not data:
                return
            self.shown += data.decode(errors="replace").replace("\r\n", "\n")
            if len(self.shown) > asked and PROMPT.search(self.shown) and self.count < len(typed):
                line = typed[self.count]
                if self.count < len(self.widths):
                    _resize(self.fd, self.widths[self.count])
                self.count += 1
                key = line in (CTRL_C, CTRL_D)
                asked = len(self.shown) + len(line) + (0 if key else 1)
                os.write(self.fd, line.encode() if key else line.encode() + b"\n")
        os.kill(self.pid, signal.SIGKILL)
        raise AssertionError(f"no end after {self.shown[-500:]}")


def _resize(fd: int, width: int) -> None:
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))


def call(program: Program, *typed: str, words: tuple[str, ...] = (), **more: object) -> Session:
    """Work through calls, typing these lines."""
    found = Session(program, list(words), list(typed), **more)  # type: ignore[arg-type]
    assert "Traceback" not in found.shown
    assert found.count == len(typed), found.shown
    assert not CONTROLS.search(found.shown.replace("\x03", "").replace("\x04", ""))
    return found


@pytest.fixture
def shop(fresh: Program) -> Program:
    before = {"LEADFUNNEL_NOW": "2026-11-18T10:00:00+08:00"}
    for words in (
        ("add", "孙三", "13600000003", "要:烟机", "隐:嫌老机器吵", "预算3千"),
        ("add", "王姐", "13800138000"),
        ("add", "赵一", "13700000001"),
        ("log", "孙三", "电话", "犹豫", "想看实物"),
        ("log", "赵一", "未接"),
    ):
        assert fresh(*words, env=before).rc == 0
    return fresh


ALL = ("--where", "created<1y")


def timeline(program: Program, number: int) -> list[tuple[str, str | None, str]]:
    found = program("show", str(number), "--json").document["timeline"]
    return [(one["outcome"], one["grade"], one["text"]) for one in found]


def test_a_session(shop: Program) -> None:
    found = call(
        shop, "hello", "v", "a v周六上午 带老婆来", "x 关机", "d 不买", "", words=ALL
    )  # fmt: skip
    assert found.rc == 0
    assert "Not understood: hello." in found.shown
    assert "Say when.\nFor example: v tomorrow 3pm" in found.shown
    assert "1/3" in found.shown
    assert "136 0000 0003" in found.shown
    assert re.search(r"wants 烟机 +budget 3,000 CNY +unsaid 嫌老机器吵", found.shown)
    assert re.search(r"Calls 3, connected 2\nkeen 1  not reached 1  not interested 1", found.shown)
    assert "Still to be called: 1, from 11-22 15:00 on" in found.shown
    assert all(cells(line) <= WIDTH for line in found.shown.splitlines() if "> " not in line)
    assert timeline(shop, 1)[0] == ("connected", "A", "带老婆来")
    assert timeline(shop, 2)[0] == ("no_answer", "C", "关机")
    assert timeline(shop, 3)[0] == ("connected", "D", "不买")
    shop.check()


def test_undo_brings_back_one_after_the_other(shop: Program) -> None:
    before = shop("list", "--json").document
    found = call(shop, "a", "s", "d", "u", "u", "u", "u", "q", words=ALL)
    assert found.rc == 0
    assert found.shown.count("Undone: ") == 2
    assert "Nothing was answered yet" in found.shown
    assert "Calls 0, connected 0" in found.shown
    assert shop("list", "--json").document == before
    assert "孙三" in found.shown.rsplit("1/3", 1)[1]


def test_a_number_called_by_a_colleague_is_not_called_again(shop: Program) -> None:
    assert shop("log", "孙三", "电话", "聊了", env={"LEADFUNNEL_USER": "mei"}).rc == 0
    found = call(shop, "b", "b", "", words=ALL)
    assert "孙三" not in found.shown
    assert "Still to be called: 1, from 11-22 11:00 on" in found.shown
    again = call(shop, words=ALL)
    assert again.rc == 0
    assert "Still to be called: 3" in again.shown
    hour_later = {"LEADFUNNEL_NOW": "2026-11-22T11:00:00+08:00"}
    shop.env.update(hour_later)
    assert "孙三" in call(shop, "q", words=ALL).shown


def test_leaving_keeps_what_was_answered(shop: Program) -> None:
    found = call(shop, "b", CTRL_C, words=ALL)
    assert found.rc == 130
    assert "Calls 1, connected 1" in found.shown
    assert timeline(shop, 1)[0][1] == "B"
    ended = call(shop, CTRL_D, words=ALL)
    assert ended.rc == 0
    assert "Calls 0" in ended.shown
    shop.check()


def test_a_list_on_standard_input_is_answered_at_the_terminal(shop: Program) -> None:
    found = call(shop, "b n周三 再看", "", words=("-",), piped=b"2\n")
    assert found.rc == 0
    assert "王姐" in found.shown
    assert "孙三" not in found.shown
    assert timeline(shop, 2) == [("connected", "B", "再看")]


def test_the_summary_as_json(shop: Program) -> None:
    found = call(shop, "a v周六", "x", "w", "", words=(*ALL, "--json"))
    summary = json.loads(found.shown.splitlines()[-1])
    assert summary["schema"] == "leadfunnel.call/1"
    assert (summary["calls"], summary["connected"], summary["booked"]) == (3, 1, 1)
    assert summary["grades"] == {"A": 1, "B": 0, "C": 1, "D": 0}
    assert (summary["wrong_numbers"], summary["follow_ups"], summary["left"]) == (1, 1, 1)
    assert summary["next_at"] == "2026-11-22T15:00:00+08:00"
    assert len(summary["operations"]) == 3


def test_in_chinese_and_while_the_window_changes(shop: Program) -> None:
    found = call(
        shop, "强 要报价", "跳", "停", words=ALL, lang="zh-CN", widths=(40, 100)
    )  # fmt: skip
    assert found.rc == 0
    assert "\na强 b犹豫 x未接 d无意 g进群 v约到店 w空号 n下次 s跳 u撤 q停\n" in found.shown
    assert "还有 犹豫1 未定1 未接1" in found.shown
    assert "打了 1 个，接通 1 个" in found.shown
    assert "-" * 40 + "\n" in found.shown
    assert "-" * 100 + "\n" in found.shown


def test_off_a_terminal_nobody_is_asked(shop: Program) -> None:
    ran = shop("call", "--json")
    assert (ran.rc, ran.error["code"]) == (2, "no_terminal")
    assert "call --list" in ran.error["hint"]
    assert shop("call", stdin="a\n").rc == 2
    listed = shop("call", "--list", *ALL)
    assert [line.split()[-2] for line in listed.out.splitlines()] == ["#1", "#2", "#3"]
    document = shop("call", "--list", *ALL, "--json").document
    assert [item["grade"] for item in document["items"]] == ["B", None, "C"]
    assert [item["tries"] for item in document["items"]] == [0, 0, 1]
    assert document["skipped"] == {}
    assert shop("call", "--list", "-", "--json", stdin="3\n").document["count"] == 1


@pytest.mark.parametrize(("words", "code"), [
    (("--grade", "Z"), "unknown_grade"),
    (("--today", "--grade", "A"), "called_twice"),
    (("1", "--where", "stage=B"), "called_twice"),
    (("--where", "stage=Q"), "unknown_stage"),
    (("--where", ""), "empty_filter"),
])  # fmt: skip
def test_what_cannot_be_read_is_said(shop: Program, words: tuple[str, ...], code: str) -> None:
    ran = shop("call", "--list", "--json", *words)
    assert (ran.rc, ran.error["code"]) == (2, code)
    assert shop("call", "--list", "nobody", "--json").rc == 3


def test_nobody_to_call(fresh: Program) -> None:
    assert "Nobody to call." in fresh("call", "--list").out
    found = call(fresh)
    assert found.rc == 0
    assert "Calls 0, connected 0" in found.shown

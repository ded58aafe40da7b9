"""`sort` and `greet` at a terminal of 60 columns, in both languages; and off one."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import termios
import time
from codecs import getincrementaldecoder

import pytest
from tests.cli.conftest import CONTROLS, DEADLINE_SECONDS, Program

from leadfunnel.views.cells import cells

WIDTH = 60
EVE = "2026-09-24T10:00:00+08:00"


class Walk:
    """A run at a terminal; each answer is typed once the program asks for it."""

    def __init__(self, program: Program, words: list[str], answers: list[str], lang: str) -> None:
        self.shown = ""
        self.typed = 0
        environ = program.environ(
            {"LEADFUNNEL_LANG": lang, "NO_COLOR": "1", "TERM": "xterm", "PATH": "/nowhere"}
        )
        command = program.command(*words)
        pid, self.fd = pty.fork()
        if pid == 0:
            os.chdir(program.folder)
            os.execve(command[0], command, environ)  # noqa: S606 - no shell is wanted
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 40, WIDTH, 0, 0))
        self._talk(answers)
        self.rc = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        os.close(self.fd)
        assert self.rc == 0, self.shown
        assert not CONTROLS.search(self.shown)
        assert "Traceback" not in self.shown
        assert self.typed == len(answers), self.shown

    def _talk(self, answers: list[str]) -> None:
        until = time.monotonic() + DEADLINE_SECONDS
        asked, decoder = 0, getincrementaldecoder("utf-8")()  # a read may end within a character
        while time.monotonic() < until:
            if not select.select([self.fd], [], [], 0.1)[0]:
                continue
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                return
            self.shown = (self.shown + decoder.decode(data)).replace("\r\n", "\n")
            ready = len(self.shown) > asked and self.shown.endswith("> ")
            if ready and self.typed < len(answers):
                answer = answers[self.typed]
                self.typed += 1
                os.write(self.fd, b"\x04" if answer == "\x04" else answer.encode() + b"\n")
                asked = len(self.shown) + len(answer) + 1
        raise AssertionError(f"no end after {self.shown[-500:]}")

    def fits(self) -> None:
        """Assert that no line is wider than the terminal, what was typed left out."""
        for line in self.shown.split("\n"):
            assert cells(line.partition("> ")[0]) <= WIDTH, line


@pytest.fixture
def shop(fresh: Program) -> Program:
    fresh.env["LEADFUNNEL_NOW"] = EVE
    for text in (
        "甲 13800138000 想换一台吸力大一点的烟机，家里三口人，预算八千左右",
        "乙 13800138001",
        "丙 13800138002",
    ):
        assert fresh("add", text).rc == 0
    return fresh


def stages(program: Program) -> dict[str, tuple[str, list[str]]]:
    items = program("list", "--json").document["items"]
    return {item["name"]: (item["stage"], item["tags"]) for item in items}


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_sorting(shop: Program, lang: str) -> None:
    answers = ["C VIP 地区:浦东", "9", "x", "d", "", "u", "s", "b", "老客"]
    walk = Walk(shop, ["sort"], answers, lang)
    walk.fits()
    found = stages(shop)
    assert sorted(stage for stage, _ in found.values()) == ["B", "B", "C"]
    assert ["VIP", "region:浦东"] in [tags for _, tags in found.values()]
    assert ["老客"] in [tags for _, tags in found.values()]
    assert [row["command"] for row in shop("history", "--json").document["items"]][:4] == [
        "sort", "undo", "sort", "sort",
    ]  # fmt: skip


def test_the_end_of_the_input_leaves(shop: Program) -> None:
    before = shop.dump()
    Walk(shop, ["sort"], ["\x04"], "en")
    Walk(shop, ["sort"], ["q"], "en")
    assert shop.dump() == before


def test_off_a_terminal_they_are_listed(shop: Program) -> None:
    found = shop("sort", "--json").document
    assert (found["schema"], found["count"]) == ("leadfunnel.list/1", 3)
    assert "13800138001" in shop("sort").out.replace(" ", "")
    assert shop("归类", "--list").rc == 0


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_greeting(shop: Program, lang: str) -> None:
    for name in ("甲", "乙", "丙"):
        assert shop("log", name, "微信", "聊").rc == 0
    answers = ["e 甲，节日好", "y", "u", "huh", "y", "s", "e", "丙，中秋好", "y"]
    walk = Walk(shop, ["greet", "中秋"], answers, lang)
    walk.fits()
    said = [
        [(one["kind"], one["text"]) for one in shop("show", name, "--json").document["timeline"]]
        for name in ("甲", "乙", "丙")
    ]
    kinds = [[kind for kind, _ in one if kind != "note"] for one in said]
    assert sorted(kinds) == sorted([["greeting", "wechat"], ["wechat"], ["greeting", "wechat"]])
    assert "丙，中秋好" in [text for one in said for _, text in one]
    left = shop("greet", "中秋", "--json").document
    assert (left["schema"], left["count"], len(left["held"])) == ("leadfunnel.greetings/1", 1, 2)


def test_what_is_refused(shop: Program) -> None:
    assert shop("greet", "清明").rc == 5
    assert shop("greet", "nonsense").rc == 3
    assert shop("greet", env={"LEADFUNNEL_NOW": "2026-11-10T10:00:00+08:00"}).rc == 5
    assert shop("material", "add", "x").rc == 2
    assert shop("material", "add", "guide", "--content", "y", "--suits", "foo==").rc == 2
    assert shop("material", "add", "guide", "--content", "y").rc == 0
    assert shop("push", "甲", "guide").rc == 0
    assert shop("push", "甲", "guide").rc == 5
    assert shop("push", "甲", "guide", "--again").rc == 0
    assert shop("push", "甲", "other").rc == 3
    assert shop("log", "甲", "推送", "--material", "guide").rc == 5
    assert shop("solve", "甲", "x").rc == 3
    assert shop("solve", "c1", "x").rc == 3
    assert shop("satisfaction", "甲", "7").rc == 2
    assert shop("case", "list", "--open", "--solved").rc == 2
    assert shop("log", "甲", "call", "x", "--until", "tomorrow").rc == 2

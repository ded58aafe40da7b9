"""Short verbs and the prompt: the same commands, fewer keys."""

from __future__ import annotations

import os
import pty
import select
import signal
import time

import pytest
from tests.cli.conftest import Program

from leadfunnel.cli.prompt import split
from leadfunnel.cli.short import SHORT, spelled_out
from leadfunnel.cli.table import TABLE


def test_every_short_word_means_one_command_and_is_none_itself() -> None:
    words = [word for short in SHORT.values() for word in short]
    assert len(words) == len(set(words))
    assert {full[:1] for full in SHORT} <= TABLE.keys()
    assert not {(word,) for word in words} & TABLE.keys()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["a", "a"], ["add", "a"]),
        (["--json", "t"], ["--json", "today"]),
        (["--lang", "a", "f", "x"], ["--lang", "a", "find", "x"]),
        (["--db=x.db", "u"], ["--db=x.db", "undo"]),
        (["w", "--json"], ["week", "--json"]),
        (["約", ".", "明天"], ["next", ".", "明天"]),
        (["w", "by", "owner"], ["week", "by", "owner"]),
        (["w", "按", "来源", "--all"], ["week", "按", "来源", "--all"]),
        (["open", "by"], ["funnel", "--week", "--open", "by"]),
        (["打开", "跳"], ["funnel", "--week", "--open", "跳"]),
        (["funnel", "--compare"], ["funnel", "--compare=previous"]),
        (["w", "--compare", "--json"], ["week", "--compare", "--json"]),
        (["funnel", "--compare", "last-year"], ["funnel", "--compare", "last-year"]),
        (["sales", "--compare"], ["sales", "--compare"]),
        (["find", "a"], ["find", "a"]),
        ([], []),
        (["--json"], ["--json"]),
        (["--"], ["--"]),
    ],
)
def test_a_short_verb_is_spelled_out_where_the_command_stands(
    typed: list[str], meant: list[str]
) -> None:
    assert spelled_out(typed) == meant


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("a 王姐 #浦东 $5 !", ["a", "王姐", "#浦东", "$5", "!"]),
        ("a O'Brien 'x", ["a", "O'Brien", "'x"]),
        ('n . "明天 下午3点" 报价', ["n", ".", "明天 下午3点", "报价"]),
        ('add x --note="two words"', ["add", "x", "--note=two words"]),
        ('a 5" screen', ["a", '5"', "screen"]),
        ('a "open', ["a", '"open']),
        ("  ", []),
    ],
)
def test_a_line_of_the_prompt_needs_no_quoting(line: str, words: list[str]) -> None:
    assert split(line) == words


def test_calls_nobody_answered_are_one_operation(fresh: Program) -> None:
    fresh("add", "王姐 13800138000")
    fresh("add", "张伟")
    found = fresh("x", "王姐", "张伟", "--json").document
    assert [one["name"] for one in found["customers"]] == ["王姐", "张伟"]
    before = fresh("show", "1", "--json").document["timeline"]
    assert before[0]["outcome"] == "no_answer"
    assert fresh("x", "王姐", "nobody").rc == 3
    assert fresh("show", "1", "--json").document["timeline"] == before
    fresh("u")
    assert fresh("show", "1", "--json").document["timeline"] == []


def test_the_prompt_takes_lines_until_one_leaves(fresh: Program) -> None:
    lines = ["a 王姐 13800138000 #VIP", "x .", "nosuch", "a 'O", "q"]
    out = _typed(fresh, lines)
    assert "Added 王姐 #1" in out
    assert "Not reached: 王姐" in out
    assert "No such command: nosuch." in out
    assert fresh("list", "--json").document["count"] == 2
    assert _typed(fresh, ["\x03", "t", "\x04"]).count("lf> ") == 3


KEYS = ("\x03", "\x04")
"""What is not followed by Enter: Ctrl-C and Ctrl-D."""


def _typed(program: Program, lines: list[str], asking: tuple[str, ...] = ("lf> ",)) -> str:
    """Return what the prompt shows when these lines are typed, each once it asks for one.

    A key pressed before the prompt has set up the terminal is lost, so it is pressed again.
    """
    pid, master = pty.fork()
    if pid == 0:
        command, environ = program.command(), program.environ({"TERM": "dumb"})
        os.execvpe(command[0], command, environ)  # noqa: S606 - a shell is what it stands for
    shown, typed, sent, deadline = "", 0, 0.0, time.monotonic() + 60
    while time.monotonic() < deadline:
        asked, now = sum(shown.count(words) for words in asking), time.monotonic()
        lost = bool(typed) and asked <= typed and lines[typed - 1] in KEYS and now - sent > 1
        if (asked > typed and typed < len(lines)) or lost:
            line = lines[typed - lost]
            os.write(master, (line if line in KEYS else line + "\n").encode())
            typed, sent = typed + 1 - lost, now
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


def test_at_a_terminal_one_is_asked_who_was_meant(fresh: Program) -> None:
    fresh("add", "张伟 13800138003")
    fresh("add", "张伟 13800138004")
    lines = ["l 张伟 电话 要报价", "7", "#2", "x 张伟", "", "q"]
    out = _typed(fresh, lines, ("lf> ", "Which number is meant? "))
    assert "2 customers answer to 张伟.\r\n  #1  张伟  Prospect  138****8003" in out
    assert out.count("Which number is meant? ") == 3
    assert "Logged call: 张伟 #2" in out
    assert "error: 2 customers answer to 张伟." in out
    assert len(fresh("history", "--json").document["items"]) == 4

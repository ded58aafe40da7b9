"""An import at a terminal: the columns are shown with three rows, and asked about."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import termios
import time
from pathlib import Path

import pytest
from tests import exports
from tests.cli.conftest import CONTROLS, DEADLINE_SECONDS, Program

from leadfunnel.views.cells import cells

WIDTH = 60
PROMPT = re.compile(r"(?:> |\? \[Y/n\] |pattern: |nothing\): |：|\[[a-z]/[a-z]\] )$")


class Terminal:
    """A run of the program at a terminal of 60 columns; `answers` are typed one per prompt."""

    def __init__(self, program: Program, words: list[str], answers: list[str], lang: str) -> None:
        self.shown = ""
        self.typed = 0
        command = program.command(*words)
        environ = program.environ({"LEADFUNNEL_LANG": lang, "NO_COLOR": "1", "TERM": "xterm"})
        pid, self.fd = pty.fork()
        if pid == 0:
            # Here and not in the parent, or the program may look before the width is set.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, WIDTH, 0, 0))
            os.chdir(program.folder)
            os.execve(command[0], command, environ)  # noqa: S606 - no shell is wanted
        self._talk(answers)
        self.rc = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        os.close(self.fd)

    def _talk(self, answers: list[str]) -> None:
        until = time.monotonic() + DEADLINE_SECONDS
        asked = 0
        while time.monotonic() < until:
            if not select.select([self.fd], [], [], 0.1)[0]:
                continue
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                return
            self.shown += data.decode().replace("\r\n", "\n")
            if len(self.shown) > asked and PROMPT.search(self.shown) and self.typed < len(answers):
                answer = answers[self.typed]
                self.typed += 1
                os.write(self.fd, b"\x04" if answer == "\x04" else answer.encode() + b"\n")
                asked = len(self.shown) + len(answer) + 1
        raise AssertionError(f"no end after {self.shown[-500:]}")


def converse(
    program: Program, *answers: str, words: tuple[str, ...] = (), lang: str = "en"
) -> Terminal:
    """Import a.csv, answering the questions."""
    found = Terminal(program, ["import", "a.csv", *words], list(answers), lang)
    assert not CONTROLS.search(found.shown)
    assert "Traceback" not in found.shown
    assert found.typed == len(answers), found.shown
    return found


def given(program: Program, text: str) -> None:
    (program.folder / "a.csv").write_text(text, encoding="utf-8")


def names(program: Program) -> list[str]:
    return [item["name"] for item in program("list", "--json").document["items"]]


SHEET = "客户名称,手机,星座\n王姐,13800138000,天秤\n李四,13900139000,双鱼\n张伟,,\n赵六,,\n"


def test_enter_takes_what_was_understood(fresh: Program) -> None:
    given(fresh, SHEET)
    found = converse(fresh, "")
    assert found.rc == 0
    assert re.search(r"1  客户名称  name +王姐 / 李四 / 张伟", found.shown)
    assert re.search(r"3  星座      \? +天秤 / 双鱼 / -", found.shown)
    assert "赵六" not in found.shown
    assert "4 rows: 4 added" in found.shown
    assert len(names(fresh)) == 4


@pytest.mark.parametrize("answers", [("q",), ("\x04",), ("3=note", "Q")])
def test_whoever_leaves_has_changed_nothing(fresh: Program, answers: tuple[str, ...]) -> None:
    given(fresh, SHEET)
    found = converse(fresh, *answers)
    assert found.rc == 5
    assert "error: Not confirmed: nothing was changed." in found.shown
    assert not fresh.db.exists()


def test_a_column_gets_another_field(fresh: Program) -> None:
    given(fresh, SHEET)
    found = converse(fresh, "3=colour", "9 note", "xyz", "3", "tag:zodiac", "")
    assert 'no field is called "colour"' in found.shown
    assert "There is no column 9: they are 1 to 3." in found.shown
    assert "Not understood: xyz." in found.shown
    assert "tag zodiac" in found.shown
    assert fresh("find", "天秤", "--json").document["items"][0]["tags"] == ["zodiac:天秤"]


def test_a_second_column_for_one_field_is_not_taken(fresh: Program) -> None:
    given(fresh, "甲,乙\n王姐,李四\n")
    found = converse(fresh, "1=name", "2=name", "")
    assert 'a second column for "name"' in found.shown
    assert names(fresh) == ["王姐"]


def test_without_a_name_nothing_is_imported(fresh: Program) -> None:
    given(fresh, "甲,乙\n王姐,李四\n")
    found = converse(fresh, "")
    assert found.rc == 6
    assert "No column of a.csv is a known name" in found.shown


def test_the_pattern_of_remarks_is_confirmed_once_and_kept(fresh: Program) -> None:
    given(fresh, exports.WECHAT)
    found = converse(fresh, "", "s wx", "")
    assert "A-张三-浦东-烟机-13800138000 > name 张三" in found.shown
    assert "The mapping is kept as wx with the import." in found.shown
    assert set(names(fresh)) == {"张三", "李四", "王姐", "老同学", "晴天☀️"}
    again = converse(fresh, "")
    assert "Use the kept mapping wx? [Y/n]" in again.shown
    assert "5 rows: 0 added, 0 updated, 5 unchanged" in again.shown
    asked = converse(fresh, words=("--map", "wx"))
    assert "0 added" in asked.shown


@pytest.mark.parametrize(
    ("answers", "first"),
    [
        (("n", ""), "A-张三-浦东-烟机"),
        (("{oops}", "{ignore}-{name}-{note}", ""), "张三"),
    ],
)
def test_a_pattern_is_refused_or_typed(
    fresh: Program, answers: tuple[str, ...], first: str
) -> None:
    given(fresh, exports.WECHAT)
    assert converse(fresh, *answers).rc == 0
    assert fresh("show", "wxid_a1", "--json").document["customer"]["name"] == first


def test_a_word_gets_its_stage(fresh: Program) -> None:
    given(fresh, "姓名,客户状态\n王姐,已成交\n李四,跟进中\n")
    found = converse(fresh, "w 已成交", "w 已成交=E", "")
    assert "it needs a word, = and a stage" in found.shown
    assert "w WORD=STAGE tells which stage a word is." in found.shown
    assert fresh("show", "王姐", "--json").document["customer"]["stage"] == "E"


@pytest.mark.parametrize("words", [("--yes",), ("--dry-run",), ("--json",)])
def test_nobody_is_asked_who_does_not_want_to_be(fresh: Program, words: tuple[str, ...]) -> None:
    given(fresh, SHEET)
    assert converse(fresh, words=words).rc == 0


def test_our_own_export_asks_nothing(lf: Program) -> None:
    assert lf("export", "-o", "a.csv").rc == 0
    assert "0 added" in converse(lf).shown


@pytest.mark.parametrize("lang", ["en", "zh-CN"])
@pytest.mark.parametrize("text", [exports.WECHAT, exports.CHINESE_SHEET, exports.HUBSPOT])
def test_no_line_is_wider_than_the_terminal(fresh: Program, text: str, lang: str) -> None:
    given(fresh, text)
    found = converse(fresh, "q", lang=lang)
    shown = found.shown.replace("error:", "\nerror:")  # an answer may be read without an echo
    lines = [line for line in shown.split("\n") if not PROMPT.search(line)]
    assert max(cells(line) for line in lines if not line.endswith("q")) <= WIDTH


def test_off_a_terminal_a_program_is_told_what_to_add(lf: Program, tmp_path: Path) -> None:
    given(lf, exports.WECHAT)
    ran = lf("import", "a.csv")
    assert ran.rc == 0
    assert "--remark '{mark}-{name}-{region}-{product}-{phone}'" in ran.out
    assert lf("import", "a.csv", "--map", "nope").rc == 2
    ran = lf("mapping", "show", "nope")
    assert (ran.rc, "leadfunnel import FILE --save-map NAME" in ran.err) == (3, True)


def test_the_settings_tell_a_person_where_they_lie(fresh: Program) -> None:
    shown = Terminal(fresh, ["config", "list"], [], "en").shown
    assert "workdays.toml belongs beside it" in "".join(shown.split("\n")).replace("  ", " ")
    off = fresh("config", "list")
    assert (off.err, "config.toml" in off.out) == ("", False)

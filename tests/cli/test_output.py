"""What is written where: pipes, terminals, odd environments, full disks, closed ends."""

from __future__ import annotations

import os
import pty
import re
import signal
import stat
import struct
import subprocess
import unicodedata

import pytest
from tests.cli.conftest import SMALL_FILES, Program

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("columns", ["0", "1", "5", "10", "20", "40", "80", "abc", "-5", "99999"])
def test_any_width_shows_every_name_and_whole_phone(lf: Program, columns: str) -> None:
    ran = lf("list", env={"COLUMNS": columns, "TERM": "dumb", "NO_COLOR": "1"})
    assert ran.rc == 0
    for shown in ("王姐", "张伟", "Bob Smith", "138 0013 6666", "139 0000 1111", "139 0000 2222"):
        assert shown in ran.out


ENVIRONMENTS: dict[str, dict[str, str | None]] = {
    "C": {"LANG": "C", "LC_ALL": "C"},
    "C without coercion": {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "GBK": {"LANG": "zh_CN.GBK", "LC_ALL": "zh_CN.GBK"},
    "GBK streams": {"PYTHONIOENCODING": "gbk"},
    "ASCII streams": {"PYTHONIOENCODING": "ascii:strict"},
    "no locale": {"LANG": None},
    "nonsense": {"LANG": "x" * 100, "LC_ALL": "/etc/passwd"},
    "dumb": {"TERM": "dumb"},
    "no terminal": {"TERM": None, "COLUMNS": ""},
    "empty settings": {"LEADFUNNEL_LANG": "", "LEADFUNNEL_USER": "", "LEADFUNNEL_TZ": "", "TZ": ""},
}


@pytest.mark.parametrize("env", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_no_locale_or_terminal_setting_breaks_reading_or_writing(
    lf: Program, env: dict[str, str | None]
) -> None:
    added = lf("add", "--name", "李雷 École 🙂", env=env)
    assert added.rc == 0, added.err
    listed = lf("list", "--lang", "en", env=env)
    assert listed.rc == 0
    assert "王姐" in listed.out
    assert "李雷 École 🙂" in listed.out


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "America/Sao_Paulo",
                                  "Pacific/Apia", "Nonsense/Zone", ""])  # fmt: skip
def test_the_computers_zone_changes_no_report(lf: Program, zone: str) -> None:
    env = {"TZ": zone, "LEADFUNNEL_TZ": None}
    for words in (("today",), ("funnel", "--week")):
        assert lf(*words, env=env) == lf(*words)


@pytest.mark.parametrize("python", [("-W", "error"), ("-O",), ("-OO", "-B")])
def test_interpreter_options_change_nothing(lf: Program, python: tuple[str, ...]) -> None:
    env: dict[str, str | None] = {"PYTHONWARNDEFAULTENCODING": "1"}
    for words in (("today",), ("show", "1"), ("add", "Ann"), ("next", "1", "tomorrow")):
        ran = lf(*words, python=python, env=env)
        assert (ran.rc, ran.err) == (0, "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")  # noqa: PTH110
@pytest.mark.parametrize(("words", "added"), [(("list",), 0), (("today", "--json"), 0),
                                              (("add", "Ann"), 1), (("--help",), 0)])  # fmt: skip
def test_a_full_output_is_said_and_what_was_saved_stays(
    lf: Program, words: tuple[str, ...], added: int
) -> None:
    before = lf("list", "--json").document["count"]
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            lf.command(*words), stdout=full, stderr=subprocess.PIPE, env=lf.environ(), check=False
        )
    assert done.returncode == 7
    assert b"could not write the output" in done.stderr.lower()
    assert b"saved" in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
    assert lf("list", "--json").document["count"] == before + added


@pytest.mark.skipif(os.name == "nt", reason="the limit is that of a POSIX shell")
@pytest.mark.parametrize("unbuffered", [None, "1"])
def test_an_output_that_is_written_in_part_is_said(lf: Program, unbuffered: str | None) -> None:
    assert lf("note", "1", "-", stdin="好" * 90_000).rc == 0
    words = ["sh", "-c", 'ulimit -f 40; exec "$@" >part', "sh", *lf.command("show", "1", "--json")]
    env = lf.environ({"PYTHONUNBUFFERED": unbuffered, **SMALL_FILES})
    done = subprocess.run(words, env=env, cwd=lf.folder, capture_output=True, check=False)
    assert done.returncode == 7
    assert b"Could not write the output" in done.stderr


def test_a_full_stderr_does_not_hide_the_exit_code(lf: Program) -> None:
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            lf.command("show", "nobody"), stderr=full, env=lf.environ(), check=False
        )
    assert done.returncode == 3


def test_a_broken_pipe_is_silent(lf: Program) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        lf.command("list"), stdout=writer, stderr=subprocess.PIPE, env=lf.environ(), check=False
    )
    os.close(writer)
    assert done.stderr == b""
    assert done.returncode in (128 + signal.SIGPIPE, 0)


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams_lose_nothing_and_say_nothing(lf: Program, closed: str) -> None:
    words = " ".join(f"'{word}'" for word in lf.command("add", "Ann"))
    done = subprocess.run(
        ["sh", "-c", f"{words} {closed}"], capture_output=True, env=lf.environ(), check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert lf("show", "5", "--json").document["customer"]["name"] == "Ann"


def test_reading_stdin_that_is_closed_is_an_empty_text(lf: Program) -> None:
    words = " ".join(f"'{word}'" for word in lf.command("note", "1", "-"))
    done = subprocess.run(
        ["sh", "-c", f"{words} <&-"], capture_output=True, env=lf.environ(), check=False
    )
    assert (done.returncode, b"empty" in done.stderr) == (2, True)


def test_files_are_private_whatever_the_umask(fresh: Program) -> None:
    env = {"LEADFUNNEL_DB": None, "LEADFUNNEL_CONFIG": None}
    for words in (("add", "Ann"), ("backup",), ("config", "set", "lang", "en")):
        assert fresh(*words, env=env, umask=0).rc == 0
    data = fresh.folder / ".local" / "share" / "leadfunnel"
    config = fresh.folder / ".config" / "leadfunnel"
    paths = [data, *data.rglob("*"), config, *config.rglob("*")]
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in paths}
    assert (data / "leadfunnel.db").exists()
    assert (config / "config.toml").exists()
    assert {modes[path.name] for path in paths if path.is_dir()} == {0o700}
    assert {modes[path.name] for path in paths if path.is_file()} == {0o600}


def test_nothing_is_written_into_the_working_directory(fresh: Program) -> None:
    home = fresh.folder / "home"
    here = fresh.folder / "here"
    home.mkdir()
    here.mkdir()
    env = {
        "HOME": str(home),
        "LEADFUNNEL_DB": None,
        "LEADFUNNEL_CONFIG": None,
        "XDG_DATA_HOME": "relative",
        "XDG_CONFIG_HOME": "relative",
    }
    done = subprocess.run(
        fresh.command("add", "Ann"), cwd=here, env=fresh.environ(env), check=False
    )
    assert done.returncode == 0
    assert list(here.iterdir()) == []
    assert (home / ".local/share/leadfunnel/leadfunnel.db").exists()


def test_without_a_home_the_command_still_ends_in_words(fresh: Program) -> None:
    env = {"HOME": None, "XDG_DATA_HOME": str(fresh.folder / "data"), "LEADFUNNEL_DB": None}
    assert fresh("add", "Ann", env=env).rc == 0
    assert (fresh.folder / "data" / "leadfunnel" / "leadfunnel.db").exists()


class Terminal:
    """leadfunnel at a pseudo-terminal of a given width."""

    def __init__(self, program: Program, columns: int) -> None:
        self.program = program
        self.columns = columns

    def __call__(
        self, *words: str, keys: bytes = b"", env: dict[str, str | None] | None = None
    ) -> str:
        import fcntl
        import termios

        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, self.columns, 0, 0))
        given = self.program.environ({"TERM": "xterm-256color", **(env or {})})
        process = subprocess.Popen(
            self.program.command(*words), stdin=slave, stdout=slave, stderr=slave, env=given
        )
        os.close(slave)
        if keys:
            os.write(master, keys)
        written = b""
        while chunk := _read(master):
            written += chunk
        os.close(master)
        self.rc = process.wait(timeout=20)
        return written.decode().replace("\r\n", "\n")


def _read(master: int) -> bytes:
    try:
        return os.read(master, 65536)
    except OSError:  # the other end was closed
        return b""


def cells(text: str) -> int:
    """Return how many terminal cells a line takes."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)


LONG = "客户说要等到装修完再决定买哪一款油烟机 and wants a written offer before the weekend " * 3


@pytest.mark.parametrize("columns", [60, 100])
@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_a_screen_fits_the_terminal_in_colour_and_without(
    lf: Program, columns: int, lang: str
) -> None:
    lf("note", "1", LONG)
    lf(
        "edit",
        "1",
        "--company",
        "上海浦东新区金桥家电销售服务有限责任公司第一分公司",
        "--tag",
        "VIP",
    )
    screen = Terminal(lf, columns)
    for words in (["today"], ["show", "1"], ["funnel"], ["list"], ["due"], ["history"]):
        coloured = screen(*words, "--lang", lang)
        plain = screen(*words, "--lang", lang, env={"NO_COLOR": "1"})
        assert screen.rc == 0
        assert "\x1b" not in plain
        assert COLOUR.search(coloured) or words in (["history"], ["due"])
        for line in COLOUR.sub("", coloured).splitlines() + plain.splitlines():
            assert "\x1b" not in line
            assert cells(line) <= columns, (words, line)


def test_a_terminal_is_asked_before_deleting(lf: Program) -> None:
    screen = Terminal(lf, 80)
    assert "[y/N]" in screen("delete", "1", keys=b"n\n")
    assert screen.rc == 5
    screen("delete", "1", keys="是\n".encode())
    assert screen.rc == 0
    assert lf("show", "1").rc == 3


def test_a_hostile_name_does_not_steer_a_terminal(lf: Program) -> None:
    lf("add", "--name", "x\x1b[2J\x9b31m\u202e[red]y[/red]")
    shown = COLOUR.sub("", Terminal(lf, 200)("list"))
    assert "\x1b" not in shown
    assert "\x9b" not in shown
    assert "[red]y[/red]" in shown


def test_declared_fields_are_columns(lf: Program) -> None:
    assert lf("edit", "1", "--set", "budget=8000", "--set", "supplier=a").rc == 0
    words = ("list", "--columns", "id,预算,supplier", "--sort", "-budget", "--limit", "1")
    shown = lf(*words, env={"COLUMNS": "60", "LEADFUNNEL_LANG": "en"}).out.splitlines()
    assert [line.split() for line in shown[:2]] == [
        ["Budget", "Supplier"],
        ["#1", "8,000", "CNY", "a"],
    ]

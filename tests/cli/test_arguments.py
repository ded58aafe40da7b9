"""The compiled table reads a command line as Typer does, or leaves it to Typer."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from typing import Any

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cli.conftest import SOURCE

from leadfunnel.cli import app, arguments
from leadfunnel.cli.registry import COMMANDS, Command
from leadfunnel.cli.table import TABLE
from leadfunnel.errors import LeadfunnelError
from leadfunnel.options import Options

WORDS = ("1", "0", "-1", "07", "5", "99", "9" * 20, "王姐", "#1", ".", "", " ", "-", "tomorrow 3pm",
         "a=b", "=", "+3d", "-3d", "１２", "1_0", "en", "--", "-y", "-x", "-h", "--nope", "--help",
         "--json", "--json=1", "--yes", "--lang", "--db=", "--version", "--no", "show")  # fmt: skip


@functools.cache
def _root() -> Any:
    """Return the command that Typer makes, storing what it reads instead of running it."""

    def call(options: Options, command: Command, values: dict[str, Any]) -> None:
        READ.append((command.path, options, values))

    return typer.main.get_command(app.build(call))


READ: list[tuple[tuple[str, ...], Options, dict[str, Any]]] = []


def typer_reads(words: list[str]) -> tuple[tuple[str, ...], Options, Any] | None:
    """Return what Typer makes of the words, or None where it refuses or prints help."""
    READ.clear()
    try:
        _root().main(args=list(words), prog_name="leadfunnel", standalone_mode=False)
    except (typer.TyperException, typer.Exit, LeadfunnelError):
        return None
    return READ[0] if READ else None


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """Draw the words of a command with its options and others, in any order."""
    path = draw(st.sampled_from(sorted(TABLE)))
    outer = draw(
        st.lists(st.sampled_from(["--json", "--db=x", "-y", "--yes", "--lang", "en"]), max_size=2)
    )
    options = TABLE[path]["options"]
    flags = sorted(name for name, (_dest, kind, _) in options.items() if kind == "flag")
    named = st.sampled_from(sorted(set(options) - set(flags)))
    word = st.sampled_from(WORDS)
    piece = st.one_of(
        st.sampled_from(flags).map(lambda name: [name]),
        st.builds(lambda name, value: [name, value], named, word),
        st.builds(lambda name, value: [f"{name}={value}"], named, word),
        st.one_of(word, st.text(max_size=4), st.sampled_from(sorted(options))).map(lambda it: [it]),
    )
    needed = [["w"]] * sum(required for _name, _kind, required in TABLE[path]["arguments"])
    pieces = draw(st.permutations([*needed, *draw(st.lists(piece, max_size=4))]))
    return [*outer, *path, *(word for piece in pieces for word in piece)]


@settings(max_examples=600)
@given(words=lines())
def test_the_table_reads_what_typer_reads_or_leaves_it(words: list[str]) -> None:
    found = arguments.read(words)
    if found is None:
        return
    expected = typer_reads(words)
    assert expected is not None, f"Typer refuses {words}"
    path, options, values = expected
    assert (found.path, found.options) == (path, options)
    assert _plain(found.values) == _plain(values)


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {key: [] if value in (None, ()) else value for key, value in values.items()}


DAILY = (
    "add 王姐 13800138000 #VIP",
    "add --name=王姐 --phone 13800138000 --phone 13900001111 --next +3d",
    "log 1 call wants a quote --next -3d",
    "--json --user mei log 王姐 call --outcome no_answer",
    "next 1 明天下午3点 送样品 --kind visit",
    "done f1 --log call --note ok",
    "promote 1 2 3 --to C --at yesterday",
    "edit 1 --may-contact --remove 13800138000",
    "list stage=C and region=浦东 --limit 5 --sort -created --json",
    "funnel --week --last --flow",
    "undo 12",
    "undo --last 3",
    "config set lang zh-CN",
    "pipeline show telesales",
    "delete 1 --yes",
    "show -- -1",
    "note 1 -",
)


@pytest.mark.parametrize("line", DAILY)
def test_daily_lines_are_read_by_the_table_and_alike(line: str) -> None:
    words = line.split()
    found = arguments.read(words)
    assert found is not None
    expected = typer_reads(words)
    assert expected is not None
    assert (found.path, found.options, _plain(found.values)) == (
        expected[0],
        expected[1],
        _plain(expected[2]),
    )


@pytest.mark.parametrize(
    "line",
    ["", "--help", "add --help", "add --nope", "show", "undo abc", "undo 0", "list --limit 0",
     "show 1 2", "add --phone", "add --update=1 x", "nosuch", "pipeline", "pipeline nosuch",
     "list --limit 99999999999999999999"],
)  # fmt: skip
def test_what_may_be_wrong_is_left_to_typer(line: str) -> None:
    assert arguments.read(line.split()) is None


def test_every_command_is_in_the_table() -> None:
    assert set(TABLE) == {command.path for command in COMMANDS}


def test_the_table_is_current() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "leadfunnel.cli.compile", "--check"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": SOURCE},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, b"")

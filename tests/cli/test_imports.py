"""A daily command loads no library that it does not need: they cost more than the command."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from tests.cli.conftest import Program

HEAVY = {
    "sqlmodel", "sqlalchemy", "pydantic", "typer", "click", "rich", "phonenumbers", "dateutil",
    "tomllib", "tomlkit", "asyncio", "typing_extensions", "typing", "dataclasses", "inspect",
    "logging", "tempfile", "subprocess", "shutil", "gettext", "hashlib", "uuid",
    "pathlib", "urllib", "random", "statistics", "decimal",
}  # fmt: skip
WATCH = """
import json, os, sys
from leadfunnel.cli.main import run
rc = run(sys.argv[1:], os.environ)
print(json.dumps([rc, sorted({name.split(".")[0] for name in sys.modules})]), file=sys.stderr)
"""

DAILY = {
    "add": ("add", "李雷", "13700001234", "@抖音", "#VIP", "note"),
    "log": ("log", "1", "call", "called"),
    "next": ("next", "1", "明天下午3点"),
    "done": ("done", "f1"),
    "snooze": ("snooze", "bob", "下周三"),
    "due": ("due",),
    "today": ("today",),
    "find": ("find", "wj"),
    "show": ("show", "王姐"),
    "promote": ("promote", "1"),
    "list": ("list", "stage=C"),
    "funnel": ("funnel", "--week"),
    "note": ("note", "1", "x"),
    "undo": ("undo",),
    "today as JSON": ("today", "--json"),
    "a failure": ("show", "nobody"),
    "version": ("--version",),
}


@pytest.mark.parametrize("words", DAILY.values(), ids=DAILY)
def test_a_daily_command_loads_no_heavy_library(lf: Program, words: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WATCH, *words],
        env=lf.environ(),
        capture_output=True,
        cwd=lf.folder,
        check=True,
    )
    rc, modules = json.loads(done.stderr.splitlines()[-1])
    assert rc == (3 if "nobody" in words else 0)
    assert HEAVY & set(modules) == set()

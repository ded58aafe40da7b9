"""Running leadfunnel the way a shell does: another process, a clean environment, a store aside."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.dump import check, dump

import leadfunnel

SOURCE = str(Path(leadfunnel.__file__).parents[1])
NOW = "2026-11-22T10:00:00+08:00"
DEADLINE_SECONDS = 60
SMALL_FILES = {"PYTHONDONTWRITEBYTECODE": "1"}
"""What a run under a limit on the size of files needs: it would cut bytecode short, for all."""
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Ran:
    """How a process ended and what it wrote."""

    rc: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """Standard output as the JSON document it must be."""
        assert self.rc == 0, self.err
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def error(self) -> dict[str, Any]:
        """The error document on stderr; stdout must be empty."""
        assert self.out == ""
        found = json.loads(self.err)
        assert found["schema"] == "leadfunnel.error/1"
        assert {"code", "message", "hint"} <= found["error"].keys()
        error: dict[str, Any] = found["error"]
        return error


@dataclass
class Program:
    """leadfunnel over a store of its own; calling it runs one command."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)

    @property
    def db(self) -> Path:
        """Where the store lies."""
        return self.folder / "store.db"

    def environ(self, env: Mapping[str, str | None] | None = None) -> dict[str, str]:
        """Return the whole environment of a run; None takes a variable away."""
        found: dict[str, str | None] = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "PYTHONPATH": SOURCE,
            "LEADFUNNEL_DB": str(self.db),
            "LEADFUNNEL_CONFIG": str(self.folder / "config.toml"),
            "LEADFUNNEL_NOW": NOW,
            "LEADFUNNEL_TZ": "Asia/Shanghai",
            "LEADFUNNEL_USER": "lin",
            **self.env,
            **(env or {}),
        }
        return {key: value for key, value in found.items() if value is not None}

    def __call__(
        self,
        *words: str | bytes,
        stdin: str | bytes = b"",
        env: Mapping[str, str | None] | None = None,
        python: tuple[str, ...] = (),
        **popen: Any,
    ) -> Ran:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            self.command(*words, python=python),
            input=given,
            capture_output=True,
            env=self.environ(env),
            cwd=self.folder,
            timeout=DEADLINE_SECONDS,
            check=False,
            **popen,
        )
        ran = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
        tidy(ran)
        return ran

    def command(self, *words: Any, python: tuple[str, ...] = ()) -> list[Any]:
        """Return the command line of a run."""
        return [sys.executable, *python, "-m", "leadfunnel", *words]

    def start(self, *words: str | bytes, **popen: Any) -> subprocess.Popen[bytes]:
        """Start a command and leave it running."""
        return subprocess.Popen(
            self.command(*words),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=self.environ(),
            cwd=self.folder,
            **popen,
        )

    def dump(self) -> str:
        """Return what the store says."""
        return dump(self.db)

    def check(self) -> None:
        """Assert that the store is whole."""
        check(self.db)


def tidy(ran: Ran) -> None:
    """Assert what holds of every run: no traceback, no control characters, one error line."""
    assert "Traceback" not in ran.err + ran.out
    assert not CONTROLS.search(ran.out + ran.err)
    if ran.rc > 0 and not ran.err.startswith("{"):
        lines = [
            line for line in ran.err.splitlines() if not line.startswith(("warning:", "Waiting"))
        ]
        assert [line[:7] for line in lines if not line.startswith("  ")][:1] == ["error: "], ran.err
        assert sum(line.startswith("error: ") for line in lines) == 1
        assert sum(line.startswith("  ") for line in lines) <= 20
        rest = [line for line in lines[1:] if not line.startswith("  ")]
        assert rest == [] or (len(rest) == 1 and lines[-1].startswith("hint: "))
        assert all(len(line) <= 300 for line in lines)


@pytest.fixture
def fresh(tmp_path: Path) -> Program:
    """The program before its first use."""
    return Program(tmp_path)


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Program:
    program = Program(tmp_path_factory.mktemp("template"))
    steps = (
        ("add", "王姐", "138 0013 6666", "@抖音", "#region:浦东", "secret-note"),
        ("add", "张伟", "13900001111", "--company", "东风", "--stage", "C"),
        ("add", "张伟", "13900002222"),
        ("add", "Bob Smith", "bob@example.com", "--next", "tomorrow 3pm"),
        ("log", "1", "call", "wants a quote", "--next", "2026-11-22 15:00"),
        ("promote", "1"),
    )
    for words in steps:
        ran = program(*words)
        assert ran.rc == 0, ran.err
    return program


@pytest.fixture
def lf(tmp_path: Path, _template: Program) -> Iterator[Program]:
    """The program over four customers; the store must be whole afterwards."""
    shutil.copy(_template.db, tmp_path / "store.db")
    program = Program(tmp_path)
    yield program
    program.check()

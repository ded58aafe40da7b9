"""Runs commands in processes of their own that are forked from one with the program loaded.

So that a kill at a random instant falls into the work of the command, not into its start.
"""

from __future__ import annotations

import gc
import io
import os
import shlex
import signal
import sys
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path

from leadfunnel.cli import main
from tests.cli.conftest import NOW
from tests.faults.bench import standing
from tests.harness.shim import VARIABLE, Shared, Watch

_KEPT = {name: os.environ[name] for name in (VARIABLE,) if name in os.environ}
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE)


@dataclass
class Ended:
    """How a command ended; `code` is negative for a signal."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def acknowledged(self) -> bool:
        return bool(self.out.strip())


@dataclass
class Child:
    """A command that runs."""

    pid: int
    streams: tuple[Path, Path]
    began: float = field(default_factory=time.monotonic)

    def kill(self, number: int = signal.SIGKILL) -> None:
        try:
            os.kill(self.pid, number)
        except ProcessLookupError:
            return

    def wait(self) -> Ended:
        _, status = os.waitpid(self.pid, 0)
        seconds = time.monotonic() - self.began
        out, err = (path.read_text(errors="replace") for path in self.streams)
        return Ended(os.waitstatus_to_exitcode(status), out, err, seconds)


@dataclass
class Seller:
    """Somebody at a folder with a store; `stdin` is what they would type."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)
    shared: Shared = field(default_factory=Shared)

    @property
    def db(self) -> Path:
        return self.folder / "store.db"

    def environ(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            "TMPDIR": str(self.folder),
            "LEADFUNNEL_DB": str(self.db),
            "LEADFUNNEL_CONFIG": str(self.folder / "config.toml"),
            "LEADFUNNEL_NOW": NOW,
            "LEADFUNNEL_TZ": "Asia/Shanghai",
            "LEADFUNNEL_USER": "lin",
            **self.env,
        }

    def run(self, command: str, watch: Watch | None = None) -> Ended:
        return self.start(command, watch).wait()

    def warm(self, command: str) -> None:
        """Run the command in this process, so that those forked from it need load nothing."""
        out, err, given = io.BytesIO(), io.BytesIO(), io.BytesIO()
        with standing(self.folder, {"stdin": given, "stdout": out, "stderr": err}, self.folder):
            main.run(shlex.split(command), self.environ())
        gc.collect()
        gc.freeze()

    def start(self, command: str, watch: Watch | None = None) -> Child:
        """Fork a process that runs the command as a shell would, and leaves."""
        streams = (self.folder.with_name("out"), self.folder.with_name("err"))
        for path in streams:
            path.write_bytes(b"")
        pid = os.fork()
        if pid == 0:
            try:
                self._become(shlex.split(command), streams, watch)
            except BaseException:
                os.write(2, traceback.format_exc().encode())
            os._exit(111)  # the program leaves by itself
        return Child(pid, streams)

    def _become(self, words: list[str], streams: tuple[Path, Path], watch: Watch | None) -> None:
        os.chdir(self.folder)
        os.umask(0o022)
        for number in SIGNALS:
            usual = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
            signal.signal(number, usual)
        for fd, path in zip((1, 2), streams, strict=True):
            given = os.open(path, os.O_WRONLY | os.O_APPEND)
            os.dup2(given, fd)
            os.close(given)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        sys.stdin, sys.stdout, sys.stderr = (
            io.TextIOWrapper(io.FileIO(0, "r", closefd=False)),  # type: ignore[type-var]
            io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w", closefd=False))),
            io.TextIOWrapper(io.BufferedWriter(io.FileIO(2, "w", closefd=False))),
        )
        environ = {**self.environ(), **_KEPT}
        os.environ.clear()
        os.environ.update(environ)
        sys.argv = ["leadfunnel", *words]
        if watch is not None:
            self.shared.arm(watch)
        main.main()

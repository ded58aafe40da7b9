"""calamine in a process of its own.

It is written in Rust, and bytes that it did not expect end the process it runs in, or keep it
busy for ever. So it runs beside us, within limits, and what ends or stops it is a damaged file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

from leadfunnel.adapters.refusals import Damaged, Locked
from leadfunnel.errors import N_

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

LONGEST = 30.0
"""Seconds until an answer begins; that of a slice takes one or two."""

CHILD = Path(__file__).with_name("calamine_child.py")


class Calamine:
    """Asks the process for the sheets and rows of workbooks."""

    def __init__(self, file: str, process: subprocess.Popen[bytes]) -> None:
        self.file = file
        self.process = process

    def sheets(self, workbook: bytes) -> list[tuple[str, bool, bool]]:
        """Return the sheets of a workbook: name, is it shown, does it hold something."""
        return list(map(tuple, self._answers(workbook, None)))

    def rows(self, sheet: str, workbook: bytes = b"") -> Iterator[tuple[int, list[str]]]:
        """Yield all rows of a sheet of this workbook, or of the one before; read them all."""
        yield from self._answers(workbook, sheet)

    def _answers(self, workbook: bytes, sheet: str | None) -> Iterator[Any]:
        guard = Timer(LONGEST, self.process.kill)
        guard.daemon = True
        guard.start()
        try:
            self._ask(workbook, sheet)
            for line in self._lines():
                guard.cancel()
                answer = json.loads(line)
                if answer == "locked":
                    raise Locked(file=self.file, looks="")
                if isinstance(answer, str):
                    raise self._damaged()
                yield answer
        finally:
            guard.cancel()

    def _ask(self, workbook: bytes, sheet: str | None) -> None:
        request = json.dumps([len(workbook), sheet]).encode() + b"\n"
        try:
            assert self.process.stdin is not None  # noqa: S101 - it was opened with pipes
            self.process.stdin.write(request)
            self.process.stdin.write(workbook)
            self.process.stdin.flush()
        except OSError:
            raise self._damaged() from None

    def _lines(self) -> Iterator[bytes]:
        assert self.process.stdout is not None  # noqa: S101 - it was opened with pipes
        for line in self.process.stdout:
            if line == b"\n":
                return
            yield line
        raise self._damaged()

    def _damaged(self) -> Damaged:
        return Damaged(file=self.file, detail=N_("its sheets cannot be read"))


@contextmanager
def calamine(file: str) -> Iterator[Calamine]:
    """Start the process, and end it."""
    found = os.pathsep.join(path for path in sys.path if path)
    environ = {**os.environ, "PYTHONPATH": found, "PYTHONUTF8": "1", "RUST_BACKTRACE": "0"}
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-P", str(CHILD)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environ,
    )
    try:
        yield Calamine(file, process)
    finally:
        process.kill()
        process.communicate()

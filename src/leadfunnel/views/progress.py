"""How far a long command is: one line of the terminal, which goes when the command is done."""

from __future__ import annotations

import time

from leadfunnel.i18n import _, spoken

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from rich.progress import Progress as Bar

SHOWN_AFTER_SECONDS = 1.0
MOST_STEPS = 50
"""So few are steps of the work and no rows, and nobody asks how many of them a second."""


class Progress:
    """Shows rows done, and how many a second, of a command that takes longer than a second.

    Off a terminal it shows nothing.
    """

    def __init__(
        self, err: TextIO, *, terminal: bool, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.err = err
        self.terminal = terminal
        self.clock = clock
        self.start = clock()
        self._phase = ""
        self._since = 0.0
        self._bar: Bar | None = None

    def __call__(self, phase: str, done: int, total: int | None) -> None:
        """Say how far a phase is; `total` is None while nobody knows."""
        now = self.clock()
        if phase != self._phase:
            self._phase, self._since = phase, now
        if not self.terminal or now - self.start < SHOWN_AFTER_SECONDS:
            return
        if self._bar is None:
            self._bar = _bar(self.err)
        rate = done / (now - self._since) if now > self._since else 0
        rows = _("{done} rows, {rate} a second").format(done=f"{done:,}", rate=f"{rate:,.0f}")
        told = "" if total is not None and total <= MOST_STEPS else rows
        task = self._bar.task_ids[0]
        self._bar.update(
            task, description=spoken(phase), completed=done, total=total, told=told, refresh=True
        )

    def close(self) -> None:
        """Take the line away."""
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


def _bar(err: TextIO) -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[told]}"))
    bar = Bar(*columns, console=Console(file=err), transient=True, auto_refresh=False)
    bar.add_task("", total=None, told="")
    bar.start()
    return bar

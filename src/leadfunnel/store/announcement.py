"""Telling other processes that one writes for long, by a file beside the store."""

from __future__ import annotations

import os
import time
from contextlib import suppress

HOLDS_SECONDS = 60.0


class Announcement:
    """Says that a store is written to; it lapses when it is not renewed in time."""

    def __init__(self, store: str) -> None:
        folder, name = os.path.split(store)
        self.path = os.path.join(folder, f".{name}.writing")
        self._made = False
        self._seen = (0, 0.0)

    def renew(self) -> None:
        """Say so from now on."""
        with suppress(OSError):  # others would only be less patient
            os.close(os.open(self.path, os.O_CREAT | os.O_WRONLY, 0o600))
            os.utime(self.path)
            self._made = True

    def withdraw(self) -> None:
        """Take back what this process announced."""
        if self._made:
            with suppress(FileNotFoundError):
                os.unlink(self.path)

    def holds(self) -> bool:
        """Tell whether some process says so: renewed it since this was asked, or just before.

        The file's time is only compared with itself, for clocks may differ.
        """
        try:
            renewed = os.stat(self.path).st_mtime_ns
        except OSError:
            return False
        if renewed != self._seen[0]:
            self._seen = (renewed, time.monotonic())
        return time.monotonic() - self._seen[1] < HOLDS_SECONDS

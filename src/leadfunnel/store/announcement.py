"""Telling other processes that one writes for long, by a file beside the store."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

HOLDS_SECONDS = 60.0


class Announcement:
    """Says that a store is written to; it lapses when it is not renewed in time."""

    def __init__(self, store: Path) -> None:
        self.path = store.with_name(f".{store.name}.writing")
        self._made = False

    def renew(self) -> None:
        """Say so from now on."""
        with suppress(OSError):  # others would only be less patient
            self.path.touch(0o600)
            self._made = True

    def withdraw(self) -> None:
        """Take back what this process announced."""
        if self._made:
            self.path.unlink(missing_ok=True)

    def holds(self) -> bool:
        """Tell whether some process says so."""
        try:
            return time.time() - self.path.stat().st_mtime < HOLDS_SECONDS
        except OSError:
            return False

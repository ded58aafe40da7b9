"""While one process says that it writes for long, others are patient."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

import pytest

from leadfunnel.store import announcement, sqlite
from leadfunnel.store.announcement import Announcement
from leadfunnel.store.faults import StoreBusy
from leadfunnel.store.sqlite import SqliteStore


def test_it_holds_until_it_is_withdrawn_or_lapses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = Announcement(str(tmp_path / "a.db")), Announcement(str(tmp_path / "a.db"))
    assert not theirs.holds()
    ours.renew()
    assert theirs.holds()
    theirs.withdraw()
    assert theirs.holds()
    monkeypatch.setattr(announcement, "HOLDS_SECONDS", 0.1)
    time.sleep(0.11)
    assert not theirs.holds()
    os.utime(ours.path, (1, 1))  # by a clock that is decades behind
    assert theirs.holds()
    ours.withdraw()
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written_nothing_is_said(tmp_path: Path) -> None:
    lost = Announcement(str(tmp_path / "gone" / "a.db"))
    lost.renew()
    assert not lost.holds()
    lost.withdraw()


def test_a_writer_waits_longer_for_one_who_announced_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr(sqlite, "LONG_PATIENCE_SECONDS", 0.5)
    store = SqliteStore(tmp_path / "a.db")
    with store.write():
        pass
    holder = sqlite3.connect(store.path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    waited = []
    for announced in (False, True):
        ours = Announcement(store.file)
        if announced:
            ours.renew()
        start = time.monotonic()
        with pytest.raises(StoreBusy), store.write():
            pass
        waited.append(time.monotonic() - start)
        ours.withdraw()
    holder.close()
    assert waited[1] >= 0.5
    assert waited[0] < waited[1]

"""Copies of a store: made, checked, listed, rotated, and one before the first change of a day."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from tests.conftest import NOW, Clocked

from leadfunnel.config import Config
from leadfunnel.domain.record import replace
from leadfunnel.domain.sentence import Sentence
from leadfunnel.services.backups import Backups, BadCopies, LastGoodCopy, NoBackup
from leadfunnel.services.book import Book, NotConfirmed
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.keeping import Keeper
from leadfunnel.services.settings import SettingsService
from leadfunnel.store import backup, copies

DAY = 86_400


class Seller:
    """Somebody whose store is copied as the program does; what was warned of is kept."""

    def __init__(self, clocked: Clocked) -> None:
        self.clocked = clocked
        self.warned: list[Sentence] = []

    @property
    def book(self) -> Book:
        plain = self.clocked.book()
        acting = replace(plain.acting, keeps_copies=True, warn=self.warned.append)
        return Book(plain.store, acting)

    def add(self, text: str) -> None:
        Capture(self.book).add(text, Details(), Entering())

    @property
    def backups(self) -> Backups:
        return Backups(self.book)

    def names(self) -> list[str]:
        store = self.clocked.store()
        return [copy.name for copy in copies.of(store)]  # type: ignore[arg-type]


@pytest.fixture
def seller(clocked: Clocked) -> Seller:
    return Seller(clocked)


def test_the_first_change_of_a_day_copies_the_days_before(seller: Seller) -> None:
    seller.add("王姐 13800138000")
    seller.add("张伟")
    assert seller.names() == []
    seller.clocked.now = NOW + DAY
    seller.add("李四")
    seller.add("赵六")
    assert seller.names() == ["day-2026-11-23"]
    copy = seller.backups.find("latest")
    assert (copy.customers, copy.reason, copy.made_at) == (2, "day", NOW + DAY)
    assert copy.sha256 == copies.checksum(copy.path)


def test_a_day_without_a_change_before_it_needs_no_copy(seller: Seller) -> None:
    seller.add("王姐")
    seller.backups.make("mine")
    seller.clocked.now += DAY
    seller.add("张伟")
    assert seller.names() == ["mine"]


def test_a_clock_that_once_ran_ahead_does_not_copy_at_every_change(seller: Seller) -> None:
    seller.add("王姐")
    seller.clocked.now += 365 * DAY
    seller.add("张伟")
    seller.clocked.now -= 364 * DAY
    seller.add("李四")
    count = len(seller.names())
    seller.add("赵六")
    assert len(seller.names()) == count == 2


def test_what_hinders_the_copy_hinders_no_change(seller: Seller) -> None:
    seller.add("王姐")
    store = seller.clocked.store()
    (store.path.parent / "backups").write_text("in the way")
    seller.clocked.now += DAY
    seller.add("张伟")
    assert "could not be made" in seller.warned[0].text
    with seller.book.read() as page:
        assert page.session.value("customers.count") == 2


def test_a_large_store_is_only_said_to_be_due(
    seller: Seller, monkeypatch: pytest.MonkeyPatch
) -> None:
    seller.add("王姐")
    monkeypatch.setattr(backup, "UNASKED_BYTES", 1000)
    seller.clocked.now += DAY
    seller.add("张伟")
    seller.add("李四")
    assert [sentence.text.split(":")[0] for sentence in seller.warned] == [
        "A backup is due. To make it"
    ]
    assert seller.names() == []
    assert seller.backups.automatic().record["new"] is True
    assert seller.backups.automatic().record["new"] is False
    assert seller.names() == ["day-2026-11-23"]


def test_a_week_has_a_copy_as_lines_that_an_import_reads(seller: Seller, tmp_path: Path) -> None:
    from leadfunnel.services.whole_file import lossless

    seller.add("王姐 13800138000")
    for day in (1, 7, 8, 14):
        seller.clocked.now = NOW + day * DAY
        seller.add(f"客户{day}")
    folder = seller.clocked.store().backup_folder  # type: ignore[union-attr]
    lines = sorted(path.name for path in folder.glob("*.jsonl"))
    assert lines == ["week-2026-W48.jsonl", "week-2026-W49.jsonl"]
    whole = lossless(str(folder / lines[0]), bytes)
    assert whole is not None
    assert whole.check()["customer"] == 1
    assert seller.backups.verify(()).record["bad"] == []


def test_a_copy_of_fewer_customers_is_said_and_removes_nothing(seller: Seller) -> None:
    for number in range(30):
        seller.add(f"客户{number}")
    for name in range(4):
        seller.backups.make(None)
        seller.clocked.now += 3 * DAY + name
    store = seller.clocked.store()
    connection = sqlite3.connect(store.path)
    connection.execute("UPDATE customer SET present = 0")
    connection.commit()
    connection.close()
    SettingsService(seller.book, Config(), store.path).set("backup.all_days", "1")
    SettingsService(seller.book, Config(), store.path).set("backup.daily", "1")
    before = seller.names()
    done = seller.backups.make(None)
    assert done.record["removed"] == []
    assert set(before) < set(seller.names())
    assert "fewer" in seller.warned[-1].text


def test_copies_are_removed_only_by_rotation_or_by_name(seller: Seller) -> None:
    seller.add("王姐")
    seller.backups.make("kept")
    for _ in range(12):
        seller.clocked.now += DAY
        seller.add("x")
        seller.backups.make(None)
    dry = seller.backups.prune((), dry_run=True).record["removed"]
    assert seller.names()[0] == "kept"
    assert dry == []  # each copy that was made has removed what was not needed
    seller.clocked.confirmed = False
    with pytest.raises(NotConfirmed):
        seller.backups.prune(["kept"], dry_run=False)
    seller.clocked.confirmed = True
    seller.backups.prune(["kept"], dry_run=False)
    assert "kept" not in seller.names()
    with pytest.raises(LastGoodCopy):
        seller.backups.prune(seller.names(), dry_run=False)
    with pytest.raises(NoBackup):
        seller.backups.prune(["kept"], dry_run=False)


@pytest.mark.parametrize("place", [0, 40, 5000, 100_000, -1])
def test_a_changed_byte_is_found(seller: Seller, place: int) -> None:
    seller.add("王姐")
    seller.backups.make("a")
    path = seller.backups.find("a").path
    data = bytearray(path.read_bytes())
    data[place] ^= 1
    path.write_bytes(data)
    with pytest.raises(BadCopies) as bad:
        seller.backups.verify(["a"])
    assert [problem["code"] for problem in bad.value.problems] == ["wrong_checksum"]


def test_a_copy_without_a_note_is_read_as_it_lies(seller: Seller) -> None:
    seller.add("王姐")
    seller.backups.make("a")
    copy = seller.backups.find("a")
    copies.note(copy.path).unlink()
    plain = seller.backups.find("a")
    assert (plain.reason, plain.sha256, plain.noted) == ("name", None, False)
    copies.note(copy.path).write_text('{"made_at": "x"}')
    assert not seller.backups.find("a").noted
    assert seller.backups.verify(["a"]).record["good"] == ["a"]


def test_a_note_says_what_the_copy_is(seller: Seller) -> None:
    seller.add("王姐")
    path = Path(str(seller.backups.make("a").record["path"]))
    told = json.loads(copies.note(path).read_text(encoding="utf-8"))
    assert told["schema"] == "leadfunnel.backup/1"
    assert (told["file"], told["customers"], told["bytes"]) == ("a.db", 1, path.stat().st_size)
    assert all(one.stat().st_mode & 0o077 == 0 for one in path.parent.iterdir())


def test_no_room_is_said_before_anything_is_written(
    seller: Seller, monkeypatch: pytest.MonkeyPatch
) -> None:
    from leadfunnel.services import keeping

    seller.add("王姐")
    monkeypatch.setattr(keeping, "SPARE_BYTES", 10**18)
    with pytest.raises(keeping.NoRoomForCopy):
        seller.backups.make("a")
    assert seller.names() == []


def test_the_budget_is_a_setting(seller: Seller) -> None:
    seller.add("王姐")
    SettingsService(seller.book, Config(), Path()).set("backup.budget_mb", "1")
    for _ in range(3):
        seller.clocked.now += DAY
        seller.add("x")
    assert len(seller.names()) == 1
    with seller.book.read() as page:
        assert Keeper(page, seller.clocked.store()).budget == 1_000_000  # type: ignore[arg-type]

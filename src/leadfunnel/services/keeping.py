"""Keeping copies of a store: making them, removing those not needed, a weekly one as lines."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import date
from pathlib import Path

from leadfunnel.domain import rotation
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.rotation import Keeping, Kept
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, StoreError
from leadfunnel.services.book import Page
from leadfunnel.store import backup, copies, identity
from leadfunnel.store.copies import Copy

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.encryption import Key
    from leadfunnel.store.sqlite import SqliteStore

MEGABYTE = 1_000_000
SPARE_BYTES = 10 * MEGABYTE
WEEKLY = "week"


class NoRoomForCopy(StoreError):
    """The disk has no room for another copy."""

    code = "no_room_for_copy"
    message = N_("There is no room for a copy of {size} MB: {free} MB are free in {folder}.")
    hint = N_("Make room, or see the copies there are: leadfunnel backup list")


@dataclass(frozen=True)
class Made:
    """A copy that was made, and what went to keep within bounds.

    `before` is how many customers the copy before it held where this one holds strikingly fewer.
    """

    copy: Copy
    removed: tuple[Copy, ...] = ()
    before: int | None = None

    @property
    def warning(self) -> Sentence | None:
        """What must be said of a store that shrank."""
        if self.before is None:
            return None
        text = N_(
            "There are strikingly fewer customers than in the copy before: {count}, not {before}. "
            "No older copy is removed. To look into it: leadfunnel history"
        )
        return said(text, count=self.copy.customers, before=self.before)


class Keeper:
    """Keeps the copies of a store, as its rules say."""

    def __init__(self, page: Page, store: SqliteStore) -> None:
        self.page = page
        self.store = store
        self.rules = page.rules("backup")

    def newest(self) -> Copy | None:
        """Return the copy made last, by the order in which they were made where clocks agree."""
        found = copies.of(self.store)
        return found[-1] if found else None

    def changed(self) -> bool:
        """Tell whether no copy holds the present state."""
        state = identity.state(self.page.session)
        return all(copy.state != state for copy in copies.of(self.store))

    def make(self, name: str, reason: str, *, patient: bool = False) -> Made:
        """Copy the store, and remove the copies that are not needed any more.

        The lines of the week are written of a large store only where somebody is `patient`.
        """
        self._check_room()
        last = self.newest()
        copy = backup.make(self.store, name, reason=reason, now=self.page.now)
        before = last.customers if last else None
        held = copy.customers or 0
        if before is not None and rotation.fewer(held, before, self.rules["fewer_part"]):
            return Made(copy, before=before)
        if patient or copy.bytes <= int(self.rules["lines_mb"]) * MEGABYTE:
            self._lines(copy)
        return Made(copy, tuple(self.rotate()))

    def spent(self) -> list[Copy]:
        """Return the copies that are not needed any more."""
        today = self.page.calendar.day(self.page.now)
        found = copies.each(self.store.backup_folder)
        whole = {copy.name: copy for copy in found if copy.whole}
        aged = [self._aged(order, copy) for order, copy in enumerate(whole.values())]
        going = [whole[copy.name] for copy in rotation.spent(aged, self._keeping(), today)]
        lines = [copy for copy in found if not copy.whole and self._day(copy) <= today]
        return [*going, *lines[: -self.rules["lines"] or None]]

    def rotate(self) -> list[Copy]:
        """Remove the copies that are not needed any more, and return them."""
        removed = []
        for copy in self.spent():
            with suppress(OSError):  # the next copy tries again
                copies.remove(copy)
                removed.append(copy)
        return removed

    def size(self) -> int:
        """Return the bytes that all copies take."""
        return sum(copy.bytes for copy in copies.each(self.store.backup_folder))

    @property
    def budget(self) -> int:
        """How many bytes the copies may take."""
        return int(self.rules["budget_mb"]) * MEGABYTE

    def _keeping(self) -> Keeping:
        tiers = {key: int(self.rules[key]) for key in ("all_days", "daily", "weekly", "monthly")}
        return Keeping(**tiers, budget=self.budget)

    def _aged(self, order: int, copy: Copy) -> Kept:
        named = copy.reason == "name"
        return Kept(copy.name, self._day(copy), order, copy.bytes, copy.customers or 0, named)

    def _day(self, copy: Copy) -> date:
        return self.page.calendar.day(copy.made_at)

    def _check_room(self) -> None:
        if not self.store.path.exists():
            return
        size = self.store.path.stat().st_size
        free = shutil.disk_usage(backup.made_folder(self.store)).free
        if free < size + SPARE_BYTES:
            raise NoRoomForCopy(
                size=-(-size // MEGABYTE),
                free=free // MEGABYTE,
                folder=str(self.store.backup_folder),
            )

    def _lines(self, copy: Copy) -> None:
        """Once a week write everything as JSON lines, too, which any program can read."""
        year, week, _ = self._day(copy).isocalendar()
        ending = "" if self.store.key is None else copies.ENCRYPTED_LINES
        path = copy.path.with_name(f"week-{year}-W{week:02}.jsonl{ending}")
        if path.exists() or not self.rules["lines"]:
            return
        try:
            customers = write_lines(self.store, copy.path, path, self.page)
            copies.write_note(lines_copy(path, self.page.now, customers, copy.state), path)
        except (OSError, StoreError):  # the copy itself is made, and the next one tries again
            text = N_("The copy was made, but its weekly form as JSON lines, {path}, was not.")
            self.page.acting.warn(said(text, path=str(path)))


def lines_copy(path: Path, now: int, customers: int, state: str | None) -> Copy:
    """Return what there is to note about a copy as JSON lines."""
    size, total = path.stat().st_size, copies.checksum(path)
    return Copy(path, now, WEEKLY, size, customers, total, state, noted=True)


def write_lines(store: SqliteStore, source: Path, target: Path, page: Page) -> int:
    """Write a copy of a store as JSON lines, and return how many customers they hold."""
    from leadfunnel.store.sqlite import SqliteStore

    with SqliteStore(source, key=store.key).read() as session:
        return write_page(target, Page(session, page.acting), store.key)


def write_page(target: Path, page: Page, key: Key | None = None) -> int:
    """Write all that a store says as JSON lines, and return how many customers they hold.

    With a key they are encrypted.
    """
    from leadfunnel.services.export_whole import Whole

    whole = Whole(page, None)
    if key is not None:
        from leadfunnel.store import encrypted_lines

        encrypted_lines.write(target, whole.lines(), key)
        return whole.customers
    from leadfunnel.adapters import private_files

    private_files.write_file(target, whole.lines())
    return whole.customers

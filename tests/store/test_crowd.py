"""Many clients at once on one server: nothing is lost, and the figures stay true.

`python -m tests.store.test_crowd CLIENTS COMMANDS` runs it at any size and says how long it took,
with `one` at the end all of them on one customer.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from pathlib import Path
from random import Random

from tests import postgres
from tests.conftest import Clocked
from tests.store.test_both_engines import rows

from leadfunnel.errors import Exit, LeadfunnelError
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.touches import Told, Touches
from leadfunnel.store import derived

CLIENTS, COMMANDS = 16, 12


class Client:
    """One seller who adds, calls, promises, promotes and takes back; it counts what was saved."""

    def __init__(self, shared: Clocked, number: int) -> None:
        self.clocked = Clocked(shared.path, shared.address)
        self.clocked.user = f"seller{number}"
        self.dice = Random(number)  # noqa: S311 - not for secrets
        self.saved: list[int] = []
        self.added: list[int] = []
        self.failed: list[BaseException] = []

    def work(self, commands: int) -> None:
        try:
            for number in range(commands):
                self._one(number)
        except BaseException as error:  # the test tells of it; a thread would only print it
            self.failed.append(error)

    def _one(self, number: int) -> None:
        book, kind = self.clocked.book(), self.dice.random()
        try:
            if number == 0 or kind < 0.3:
                phone = f"13{self.dice.randrange(10**9):09}"
                details = Details(name=f"客户{number}", phones=(phone,))
                changed = Capture(book).add("", details, Entering(), duplicate="force")
                self.added.append(changed.customers[0].id)
            elif kind < 0.55:
                changed = Touches(book).log(self._who(), "call", "聊了", Told(outcome="connected"))
            elif kind < 0.75:
                changed = Ladder(book).promote([self._who()], Move())
            elif kind < 0.9:
                changed = FollowUps(book).next(self._who(), ["2026-12-30 10:00"])
            else:
                changed = Log(book).undo(None)
        except LeadfunnelError as error:
            if error.exit == Exit.STORE:
                raise
            return
        if changed.operation is not None:
            self.saved.append(changed.operation)

    def _who(self) -> str:
        """Return one of everybody's customers: colleagues work on the same people."""
        return f"#{self.dice.randrange(1, max(self.added) + 1)}"


def crowd(clients: int, commands: int, folder: Path) -> tuple[Clocked, list[Client]]:
    """Let clients work at once; return the store and the clients."""
    shared = Clocked(folder / "none.db", postgres.fresh("crowd"))
    sellers = [Client(shared, number) for number in range(clients)]
    threads = [threading.Thread(target=one.work, args=(commands,)) for one in sellers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return shared, sellers


def check(shared: Clocked, sellers: list[Client]) -> int:
    """Assert that all that was said to be saved is there; return how many operations that is."""
    assert [error for one in sellers for error in one.failed] == []
    saved = sorted(number for one in sellers for number in one.saved)
    with shared.book().read() as page:
        told = page.session.composed("SELECT id FROM operation ORDER BY id", {})
        numbers = [row["id"] for row in told]
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers[1:] == saved  # the first one made the store
    _identities(shared)
    _derived(shared)
    return len(saved)


def _identities(shared: Clocked) -> None:
    """Each journey stands where its last change led, and each change begins where one ended."""
    with shared.book().read() as page:
        broken = page.session.composed(
            "SELECT later.id FROM stage_change later JOIN stage_change earlier "
            "ON earlier.id = later.previous_id WHERE later.void_op IS NULL "
            "AND (earlier.void_op IS NOT NULL OR earlier.to_stage <> later.from_stage)",
            {},
        )
        twice = page.session.composed(
            "SELECT previous_id FROM stage_change WHERE void_op IS NULL "
            "AND previous_id IS NOT NULL GROUP BY previous_id HAVING count(*) > 1",
            {},
        )
        assert (broken, twice) == ([], [])


def _derived(shared: Clocked) -> None:
    """What is derived is what it is when all of it is worked out anew."""
    before = rows(shared)
    with shared.store().write() as session:
        highest = session.value("facts.next_customer") - 1
        derived.refresh_range(session, 1, highest, "lifecycle")
    assert rows(shared) == before


def one_lead(writers: int, commands: int, folder: Path) -> tuple[int, int]:
    """Let writers move one customer up and down at once; return the moves accepted and recorded."""
    shared = Clocked(folder / "none.db", postgres.fresh("lead"))
    Capture(shared.book()).add("", Details(name="王姐"), Entering())
    accepted: list[int] = []
    failed: list[BaseException] = []

    def move(seed: int) -> None:
        clocked, dice = Clocked(shared.path, shared.address), Random(seed)  # noqa: S311
        clocked.user = f"seller{seed}"
        for _ in range(commands):
            try:
                ladder = Ladder(clocked.book())
                changed = dice.choice((ladder.promote, ladder.demote))(["#1"], Move())
                accepted.extend([changed.operation] if changed.operation else [])
            except LeadfunnelError as error:
                if error.exit != Exit.REFUSED:
                    failed.append(error)

    threads = [threading.Thread(target=move, args=(seed,)) for seed in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    _identities(shared)
    with shared.book().read() as page:
        events = page.session.composed(
            "SELECT count(*) FROM stage_change WHERE from_stage IS NOT NULL", {}
        )
    return len(set(accepted)), int(events[0][0])


def test_eight_writers_on_one_customer_lose_no_move(tmp_path: Path) -> None:
    accepted, recorded = one_lead(8, 4, tmp_path)
    assert accepted == recorded > 4


def test_sixteen_clients_lose_nothing(tmp_path: Path) -> None:
    shared, sellers = crowd(CLIENTS, COMMANDS, tmp_path)
    assert check(shared, sellers) > CLIENTS * COMMANDS / 2


def main() -> None:
    """Run it at the size named on the command line."""
    clients, commands = (int(word) for word in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        if sys.argv[3:] == ["one"]:
            found = one_lead(clients, commands, Path(folder))
            sys.stdout.write(f"{found} accepted, recorded in {time.perf_counter() - began:.0f} s\n")
            return
        shared, sellers = crowd(clients, commands, Path(folder))
        seconds = time.perf_counter() - began
        saved = check(shared, sellers)
    sys.stdout.write(
        f"{clients} clients x {commands} commands: {saved} operations in {seconds:.1f} s, "
        "none lost, numbers without gaps, derived columns as worked out anew\n"
    )


if __name__ == "__main__":
    main()

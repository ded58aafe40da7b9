"""Many clients at once in a large store on a server, with the commands of every day.

`python -m tests.benchmarks.many_clients postgresql://login@host/database [--clients 16]
[--commands 50]` adds, logs, promises, promotes, takes back, finds and shows, counts what was saved
and checks that nothing of it is lost. It writes into the store that is named.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import threading
import time
from pathlib import Path

from leadfunnel.services.due import Due
from leadfunnel.services.looking import Looking
from leadfunnel.store import derived
from leadfunnel.store.session import Session
from tests.benchmarks import crowd
from tests.conftest import Clocked
from tests.store.test_crowd import Client

READS = 0.4
"""So many of the commands only read."""
QUERIES = ("王", "zhangwei", "8000", "杨玲宇")


class Timed(Client):
    """A client that reads as well, and notes how long each command took."""

    def __init__(self, shared: Clocked, number: int, customers: int) -> None:
        super().__init__(shared, number)
        self.customers = customers
        self.took: dict[str, list[float]] = {"read": [], "write": []}

    def _one(self, number: int) -> None:
        kind = "read" if self.dice.random() < READS else "write"
        began = time.perf_counter()
        if kind == "read":
            self._look()
        else:
            super()._one(number)
        self.took[kind].append(time.perf_counter() - began)

    def _look(self) -> None:
        looking = Looking(self.clocked.book())
        choice = self.dice.randrange(3)
        if choice == 0:
            looking.find(self.dice.choice(QUERIES))
        elif choice == 1:
            looking.show(self._who())
        else:
            Due(self.clocked.book()).due(span="today")

    def _who(self) -> str:
        return f"#{self.dice.randrange(1, self.customers)}"


def main() -> None:
    """Print how many commands a second were done, how long they took, and that none is lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--commands", type=int, default=50)
    asked = parser.parse_args()
    shared = Clocked(Path("none.db"), asked.address)
    shared.now = crowd.NOW
    with shared.store().read() as session:
        last, customers = _last(session), int(session.value("facts.next_customer"))
    clients = [Timed(shared, number, customers) for number in range(asked.clients)]
    for one in clients:
        one.clocked.now = crowd.NOW
    seconds = _run(clients, asked.commands)
    for kind in ("read", "write"):
        took = sorted(second for one in clients for second in one.took[kind])
        middle, late = statistics.median(took), took[int(0.99 * (len(took) - 1))]
        _say(f"{kind}: {len(took)}, median {middle:.2f} s, 99 of 100 in {late:.2f} s")
    count = _check(shared, clients, last)
    _say(
        f"{asked.clients} clients, {customers:,} customers: {count} operations saved in "
        f"{seconds:.0f} s, {count / seconds:.1f} a second, none lost"
    )


def _run(clients: list[Timed], commands: int) -> float:
    threads = [threading.Thread(target=one.work, args=(commands,)) for one in clients]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.perf_counter() - began


def _last(session: Session) -> int:
    return int(session.composed("SELECT max(id) FROM operation", {})[0][0])


def _check(shared: Clocked, clients: list[Timed], last: int) -> int:
    """Assert that all that was said to be saved is there, once, and derived columns are right."""
    assert [error for one in clients for error in one.failed] == []
    saved = sorted(number for one in clients for number in one.saved)
    with shared.store().rehearse() as session:
        told = session.composed(
            "SELECT id FROM operation WHERE id > :last ORDER BY id", {"last": last}
        )
        assert [row["id"] for row in told] == saved == list(range(last + 1, last + 1 + len(saved)))
        touched = session.composed(
            "SELECT DISTINCT customer_id FROM change WHERE operation_id > :last "
            "AND customer_id IS NOT NULL",
            {"last": last},
        )
        numbers = sorted(row["customer_id"] for row in touched)
        before = _rows(session, numbers)
        derived.refresh(session, numbers, "lifecycle")
        assert _rows(session, numbers) == before
    return len(saved)


def _rows(session: Session, numbers: list[int]) -> list[tuple[object, ...]]:
    found = [session.rows("facts.get_customer", row_id=number) for number in numbers]
    return [tuple(row) for rows in found for row in rows]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

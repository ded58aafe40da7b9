"""Who was forgotten: marks in the store, and in a file beside its copies, that bring nobody back.

A mark is a hash of the store, the customer's number and the instant they were added at. A customer
who was added after the mark was set is another one, whatever number they have.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from leadfunnel.domain.record import dataclass
from leadfunnel.store import erasing, identity
from leadfunnel.store.copies import LEDGER
from leadfunnel.store.session import Session


@dataclass(frozen=True)
class Mark:
    """One mark: whose number it was, and when they were erased (UTC seconds)."""

    customer_id: int
    mark: str
    erased_at: int


def marks(session: Session) -> list[Mark]:
    """Return the marks in a store."""
    found = session.rows("trust.erased")
    return [Mark(row["customer_id"], row["mark"], row["erased_at"]) for row in found]


def marks_of(session: Session, customers: Iterable[int], now: int) -> list[Mark]:
    """Return the marks of customers, for every instant they ever were said to be added at."""
    store = identity.store_key(session)
    found = []
    for number in sorted(customers):
        for at in sorted(_added(session, number)):
            found.append(Mark(number, identity.mark(store, number, at), now))
    return found


def _added(session: Session, number: int) -> set[int]:
    row = session.row("facts.get_customer", row_id=number)
    found = set() if row is None else {int(row["created_at"])}
    for image in erasing.images(session, {"customer": {number}}):
        for side in (image["before"], image["after"]):
            at = json.loads(side).get("created_at") if side else None
            found |= {at} if isinstance(at, int) else set()
    return found


def keep(session: Session, new: Iterable[Mark], operation: int) -> None:
    """Write marks into a store; those it has already stay."""
    known = {mark.mark for mark in marks(session)}
    for mark in new:
        if mark.mark not in known:
            known.add(mark.mark)
            told = {"customer_id": mark.customer_id, "erased_at": mark.erased_at}
            row = {"id": None, "mark": mark.mark, "op_id": operation, **told}
            number = session.run("facts.insert_erased", **row)
            session.tally("erased", number, number)


def returned(session: Session, known: Iterable[Mark], store: str | None = None) -> list[int]:
    """Return who is in a store although a mark says that they were forgotten."""
    key = identity.store_key(session) if store is None else store
    found = set()
    for mark in known:
        row = session.row("facts.get_customer", row_id=mark.customer_id)
        if row is None or mark.mark != identity.mark(key, row["id"], row["created_at"]):
            continue
        by = session.row("operations.by_id", id=row["op_id"])
        if store is not None or by is None or by["at"] <= mark.erased_at:
            found.add(int(row["id"]))
    return sorted(found)


def leave_out(
    session: Session, known: Sequence[Mark], operation: int, store: str | None = None
) -> int:
    """Erase whoever was forgotten before, keep the marks, and return how many there were."""
    if session.engine == "sqlite":
        session.connection.execute("PRAGMA secure_delete = ON")
    found = returned(session, known, store)
    if found:
        everyone = _with_merged(session, found)
        erasing.erase(session, everyone, operation, summed=store is None)
    keep(session, known, operation)
    return len(found)


def _with_merged(session: Session, customers: Iterable[int]) -> list[int]:
    found = nearest = set(customers)
    while nearest:
        rows = session.values("merging.members", ids=json.dumps(sorted(nearest)))
        nearest = set(rows) - found
        found = found | nearest
    return sorted(found)


def read_ledger(folder: Path) -> list[Mark]:
    """Return the marks in the file of a folder; a line that cannot be read is passed over."""
    found = []
    with suppress(OSError):
        for line in (folder / LEDGER).read_text(encoding="utf-8").splitlines():
            with suppress(ValueError, KeyError, TypeError):
                told = json.loads(line)
                at = int(told["erased_at"])
                found.append(Mark(int(told["customer_id"]), str(told["mark"]), at))
    return found


def write_ledger(folder: Path, known: Iterable[Mark]) -> None:
    """Add the marks that the file of a folder lacks."""
    there = {mark.mark for mark in read_ledger(folder)}
    new = [mark for mark in known if mark.mark not in there]
    if not new:
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(folder / LEDGER, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as out:
        for mark in new:
            out.write(json.dumps(vars(mark)) + "\n")
        out.flush()
        os.fsync(out.fileno())

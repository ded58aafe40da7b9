"""Taking an operation back, and doing it again, by its images.

An insert is voided and unvoided, a void likewise, an update set back and forth. A row that comes
back leaves a gap in what was known, so that reports as known then stay true (domain.md 4, 13).
"""

from __future__ import annotations

import json

from leadfunnel.domain.phone import mask
from leadfunnel.errors import N_, RefusedError
from leadfunnel.store import definitions, rivals
from leadfunnel.store.compiled.catalogue import EVENTS, REFERENCES
from leadfunnel.store.images import Image, Images
from leadfunnel.store.ledger import Ledger
from leadfunnel.store.session import Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any


class UndoConflict(RefusedError):
    """A later operation stands on what would be taken back."""

    code = "undo_conflict"
    message = N_("Operation {operation} cannot be taken back: operation {later} builds on it.")
    hint = N_("Take operation {later} back first: leadfunnel undo {later}")


class RedoConflict(RefusedError):
    """What an operation wrote no longer fits."""

    code = "redo_conflict"
    message = N_("Operation {operation} cannot be done again: what it stood on was changed since.")
    hint = N_("See what was changed since: leadfunnel history")


class NotAllYours(RefusedError):
    """Some of the customers an operation was about are a colleague's by now."""

    code = "not_all_yours"
    message = N_("Operation {operation} touches customers who are not yours any more.")
    hint = N_("Ask whoever leads the team, or take the customers back first.")


class IdentityTaken(RefusedError):
    """A phone or other identity was given to somebody else in the meantime."""

    code = "identity_taken"
    message = N_("Cannot bring it back: the {kind} {masked} belongs to #{id} now.")
    hint = N_("Look at that customer first: leadfunnel show {id}")


def take_back(session: Session, ledger: Ledger, operation: int) -> int:
    """Undo one operation; return the number of the operation that did."""
    session.expect_much()
    _check_seen(session, operation)
    changes = Images(session, operation)
    for image in changes:
        later = _standing_on(session, image, operation)
        if later is not None:
            raise UndoConflict(operation=operation, later=later)
    undo = ledger.record(undoes=operation)
    for image in reversed(changes):
        with session.changing(image.table, image.first, image.last):
            reverse(session, image, operation, undo)
    _check_whole(session, changes, operation, None)
    later = _rival(session, changes)
    if later is not None:
        raise UndoConflict(operation=operation, later=later)
    _mark(session, operation, undo)
    _settle(session, ledger, changes, operation)
    return undo


def do_again(session: Session, ledger: Ledger, undo: int, operation: int) -> int:
    """Redo an operation that `undo` took back; return the number of the operation that did."""
    session.expect_much()
    _check_seen(session, operation)
    changes = Images(session, operation)
    for image in changes:
        if _changed_since(session, image, undo) is not None:
            raise RedoConflict(operation=operation)
    redo = ledger.record(undoes=undo)
    for image in changes:
        if not _as_before(session, image, undo):
            raise RedoConflict(operation=operation)
        with session.changing(image.table, image.first, image.last):
            repeat(session, image, undo, redo)
    _check_whole(session, changes, operation, undo)
    for image in changes:
        _check_parents(session, image, operation)
    if _rival(session, changes) is not None:
        raise RedoConflict(operation=operation)
    _mark(session, undo, redo)
    _mark(session, operation, None)
    _settle(session, ledger, changes, undo)
    return redo


def _check_seen(session: Session, operation: int) -> None:
    """Raise NotAllYours unless all that an operation changed may be seen."""
    if session.hidden_changes(operation):
        raise NotAllYours(operation=operation)


def _check_whole(session: Session, changes: Images, operation: int, voided: int | None) -> None:
    """Raise NotAllYours if a row that the operation inserted was withheld from the change."""
    for image in changes:
        span = (image.table, image.first, image.last)
        if image.action == "insert" and session.left_out(*span, operation, voided):
            raise NotAllYours(operation=operation)


def _mark(session: Session, operation: int, undone_by: int | None) -> None:
    with session.changing("operation", operation, operation):
        session.run("operations.mark_undone", row_id=operation, undone_by=undone_by)


def _standing_on(session: Session, image: Image, operation: int) -> int | None:
    later = _changed_since(session, image, operation)
    if later is None and image.action == "insert":
        later = _referred_since(session, image, operation)
    return later


def _changed_since(session: Session, image: Image, operation: int) -> int | None:
    rows = session.rows(
        "operations.touched_since",
        table_name=image.table,
        first=image.first,
        last=image.last,
        after=operation,
    )
    for row in rows:
        columns = json.loads(row["after"] or "{}").keys()
        if image.action == "insert" or "void_op" in columns or columns & image.after.keys():
            return int(row["operation_id"])
    return None


def _rival(session: Session, changes: Images) -> int | None:
    found = rivals.twin(session, map(_span, changes))
    return rivals.stranded(session, map(_span, changes)) if found is None else found


def _span(image: Image) -> rivals.Span:
    return image.table, image.first, image.last


def _as_before(session: Session, image: Image, undo: int) -> bool:
    """Tell whether an updated row holds what was replaced: another undo may have changed it.

    A row that the operation wrote and voided itself is void by this undo, which redo lifts first.
    """
    if image.action == "insert":
        return True
    row = session.row(f"facts.get_{image.table}", row_id=image.first)
    if row is not None and image.action == "void" and row["void_op"] == undo:
        return True
    return row is not None and all(row[key] == value for key, value in image.before.items())


def _referred_since(session: Session, image: Image, operation: int) -> int | None:
    found = [
        session.value(
            f"facts.children_{child}_{column}", first=image.first, last=image.last, after=operation
        )
        for child, column, parent in REFERENCES
        if parent == image.table
    ]
    return min((later for later in found if later is not None), default=None)


def reverse(session: Session, image: Image, operation: int, undo: int) -> None:
    """Take back one change of an operation, on behalf of the operation `undo`."""
    if image.action == "insert":
        session.run(
            f"facts.void_{image.table}",
            first=image.first,
            last=image.last,
            inserted_by=operation,
            op=undo,
        )
        return
    if image.action == "void":
        row = session.row(f"facts.get_{image.table}", row_id=image.first)
        _leave_gap(session, image, row["void_op"] if row else undo, undo)
    _put(session, image, image.before)


def repeat(session: Session, image: Image, undo: int, redo: int) -> None:
    """Make one change again that `undo` took back, on behalf of the operation `redo`."""
    if image.action == "insert":
        _leave_gap(session, image, undo, redo)
        session.run(f"facts.unvoid_{image.table}", first=image.first, last=image.last, op=undo)
    elif image.action == "void":
        _put(session, image, {**image.after, "void_op": redo})
    else:
        _put(session, image, image.after)


def _put(session: Session, image: Image, values: dict[str, Any]) -> None:
    for column, value in values.items():
        session.run(f"facts.set_{image.table}_{column}", row_id=image.first, value=value)


def _leave_gap(session: Session, image: Image, voided_by: int, back_by: int) -> None:
    if image.table in EVENTS:
        span = {"first": image.first, "last": image.last}
        made = session.count(f"facts.gap_{image.table}", **span, from_op=voided_by, to_op=back_by)
        if made:
            last = session.value("operations.last_gap")
            session.tally("void_gap", last - made + 1, last)


def _check_parents(session: Session, image: Image, operation: int) -> None:
    for child, column, _ in REFERENCES:
        if child == image.table and image.action == "insert":
            name = f"facts.orphans_{child}_{column}"
            if session.value(name, first=image.first, last=image.last) is not None:
                raise RedoConflict(operation=operation)


def _settle(session: Session, ledger: Ledger, changes: Images, since: int) -> None:
    added: list[tuple[int, int]] = []
    restored: set[int] = set()
    for image in changes:
        ledger.touched.update(
            side["customer_id"]
            for side in (image.before, image.after)
            if side.get("customer_id") is not None
        )
        if image.customer_id is not None:
            ledger.touched.add(image.customer_id)
            if image.table in ("customer", "identity"):
                restored.add(image.customer_id)
        elif image.table == "customer":
            added.append((image.first, image.last))
    ledger.touched_ranges += added
    for image in changes:
        # What else an import inserted is about the customers it added.
        if image.customer_id is None and not (added and image.action == "insert"):
            span = {"first": image.first, "last": image.last}
            ledger.touched.update(session.values(f"facts.customers_{image.table}", **span))
    for customer_id in sorted(restored):
        check_identities(session, customer_id, since)


def check_identities(session: Session, customer_id: int, since: int) -> None:
    """Raise IdentityTaken when somebody was given an identity of this customer since."""
    taken = session.row("customers.identity_taken", customer_id=customer_id, since=since)
    if taken is not None:
        value = taken["value"]
        region = definitions.settings(session).region
        shown = mask(value, region) if taken["kind"] == "phone" else value
        raise IdentityTaken(kind=taken["kind"], masked=shown, id=taken["customer_id"])

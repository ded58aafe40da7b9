"""The store as it was: a copy that goes away, taken back by the images that undo goes by.

Reports that are asked for as known at an instant run on it unchanged, so that they print what
they printed then: customers binned, merged, or given another source since are what they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from leadfunnel.store.compiled.catalogue import COLUMNS
from leadfunnel.store.images import Image, Images
from leadfunnel.store.ledger import ranges
from leadfunnel.store.session import Session
from leadfunnel.store.undo import repeat, reverse

DATED = (
    *("purchase", "interaction", "stage_change", "ownership", "deal_terms"),
    "invitation_fact",
)
COUNTED = ("purchase", "interaction", "stage_change", "deal_terms", "invitation_fact")


def take_back(session: Session, operation: int) -> set[int] | None:
    """Take back all that was done after an operation; return who is touched, None for all."""
    touched: set[int] = set()
    everybody = False
    for row in session.rows("past.operations_after", op=operation):
        number, undone, redone = row["id"], row["undoes"], row["redoes"]
        if redone is not None:
            images = _reversed(session, redone, undone)
        elif undone is not None:
            images = _repeated(session, undone, number)
        else:
            images = _reversed(session, number, number)
        for image in images:
            everybody = everybody or image.table == "definition"
            touched.update(_touched(session, image))
    return None if everybody else touched


def _reversed(session: Session, operation: int, undo: int) -> Iterator[Image]:
    for image in reversed(Images(session, operation)):
        reverse(session, image, operation, undo)
        yield image


def _repeated(session: Session, operation: int, undo: int) -> Iterator[Image]:
    for image in Images(session, operation):
        repeat(session, image, undo, undo)
        yield image


def _touched(session: Session, image: Image) -> Iterable[int]:
    """Return the customers whose derived columns a change may have moved."""
    told = {side["customer_id"] for side in (image.before, image.after) if "customer_id" in side}
    if image.customer_id is not None:
        return {image.customer_id, *told}
    if image.table in COLUMNS:
        rows = session.values(f"facts.customers_{image.table}", first=image.first, last=image.last)
        told.update(row for row in rows if row is not None)
    return told


def leave_out(session: Session, until: int, day: str) -> None:
    """Leave out what happened at `until` or later; costs are of whole days, up to `day`."""
    session.run("past.lines_later", until=until)
    for name in DATED:
        session.run(f"past.{name}_later", until=until)
    session.run("past.customer_later", until=until)
    session.run("past.follow_up_later", until=until)
    session.run("past.follow_up_open", until=until)
    session.run("past.cost_later", day=day)
    session.run("past.owners", until=until)


def recorded_since(session: Session, until: int, day: str) -> int:
    """Count what had happened before `until` and was recorded only since."""
    found = [session.value(f"past.recorded_{name}", until=until) for name in COUNTED]
    return sum(map(int, found)) + int(session.value("past.recorded_cost", until=until, day=day))


def derive(session: Session, touched: set[int] | None, main: str) -> None:
    """Compute the derived columns of those touched anew, of everybody where that is None."""
    spans = [(1, session.value("past.last_customer") or 0)] if touched is None else ranges(touched)
    for first, last in spans:
        session.run("derived.journeys", first=first, last=last)
        session.run("derived.purchases", first=first, last=last)
        session.run("derived.customers", first=first, last=last, main=main)

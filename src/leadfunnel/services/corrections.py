"""`log edit`, `log move`, `log rm`: putting right what was logged.

A corrected row is voided and a new one says what is true: reports as they were known stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from leadfunnel.domain.interaction import touch
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, NotFoundError, UnreadableError
from leadfunnel.services import hanging, plan_watch, promises, touches, who
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.results.changed import Changed
from leadfunnel.store import timeline

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.session import Row


class BadReference(UnreadableError):
    """The text is no number of an entry."""

    code = "bad_reference"
    message = N_("{text} is no number of an entry.")
    hint = N_("They look like i12; see them with: leadfunnel show WHO")


class NoEntry(NotFoundError):
    """No entry of this number, or not any more."""

    code = "no_entry"
    message = N_("No entry {ref}: it never was, or it was taken back.")
    hint = N_("See the numbers with: leadfunnel show WHO")


@dataclass(frozen=True)
class Correction:
    """What of an entry is to be changed, as typed; None stays, an empty text clears."""

    kind: str | None = None
    outcome: str | None = None
    grade: str | None = None
    duration: str | None = None
    at: str | None = None
    incoming: bool | None = None
    text: str | None = None


class Corrections:
    """`log edit`, `log move`, `log rm`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def edit(self, ref: str, correction: Correction) -> Changed:
        """Correct an entry; what is not said stays as it was."""
        with self.book.record("log edit", ref.strip()) as page:
            row = _row(page, ref)
            number = row["customer_id"]
            entry = _corrected(page, row, correction)
            if entry == _entry(row):
                return _told(page, [number], said(N_("Nothing to change.")))
            text = N_("Corrected {ref}, which is {new} now.")
            return _told(page, [number], *_replace(page, row, number, entry, text))

    def move(self, ref: str, to: str) -> Changed:
        """Give an entry to the customer it was about."""
        with self.book.record("log move", ref.strip()) as page:
            row = _row(page, ref)
            number = who.one(page, to)
            before = row["customer_id"]
            if number == before:
                return _told(page, [number], said(N_("Nothing to change.")))
            opened = _reopen(page, row)
            text = N_("Moved {ref}, which is {new} now.")
            spoken = _replace(page, row, number, _entry(row), text)
            new = page.session.value("timeline.successor", id=row["id"], op=page.ledger.operation)
            kept = promises.keep(page, number, new, row["at"]) if _is_contact(row) else []
            done = [said(N_("Done: {follow_up}."), follow_up=item) for item in kept]
            return _told(
                page, [number, before], *spoken, *done, *opened, *_kept_otherwise(page, row)
            )

    def remove(self, refs: Sequence[str]) -> Changed:
        """Take entries back that never happened; the promises they kept are open again."""
        with self.book.record("log rm", " ".join(refs)) as page:
            rows = {row["id"]: row for row in (_row(page, ref) for ref in refs)}
            spoken: list[Sentence] = []
            for row in rows.values():
                page.ledger.void("interaction", row["id"], row["customer_id"])
                hanging.drop(page, row["id"])
                plan_watch.rewritten(page, row["id"], None)
                removed = N_("Removed {ref}, {kind}.")
                spoken.append(said(removed, ref=f"i{row['id']}", kind=row["kind"]))
                spoken += (*_reopen(page, row), *_kept_otherwise(page, row))
            ids = dict.fromkeys(row["customer_id"] for row in rows.values())
            return _told(page, list(ids), *spoken)


def _row(page: Page, ref: str) -> Row:
    """Return the entry a reference means; of one that was corrected, what stands for it now."""
    plain = ref.strip().lower()
    if not re.fullmatch(r"i[0-9]{1,18}", plain):
        raise BadReference(text=ref.strip()[:40])
    row = page.session.row("timeline.row", id=int(plain[1:]))
    while row is not None and row["void_op"] is not None:
        after = page.session.value("timeline.successor", id=row["id"], op=row["void_op"])
        row = page.session.row("timeline.row", id=after) if after is not None else None
    if row is None:
        raise NoEntry(ref=plain)
    who.one(page, f"#{row['customer_id']}")
    return row


def _entry(row: Row) -> touches.Entry:
    return touches.Entry(
        kind=row["kind"],
        text=row["text"],
        direction=row["direction"],
        outcome=row["outcome"],
        grade=row["grade"],
        seconds=row["duration_seconds"],
        at=row["at"],
    )


def _corrected(page: Writing, row: Row, correction: Correction) -> touches.Entry:
    before = _entry(row)
    incoming = before.direction == "in" if correction.incoming is None else correction.incoming
    seconds = None if before.seconds is None else f"{before.seconds}s"
    told = touches.Told(
        outcome=_chosen(correction.outcome, before.outcome),
        grade=_chosen(correction.grade, before.grade),
        duration=_chosen(correction.duration, seconds),
        at=correction.at,
        incoming=incoming,
    )
    text = before.text if correction.text is None else correction.text
    entry = touches.read_entry(page, correction.kind or before.kind, text, told)
    return replace(entry, at=before.at) if entry.at is None else entry


def _chosen(typed: str | None, before: str | None) -> str | None:
    return before if typed is None else (typed.strip() or None)


def _is_contact(row: Row) -> bool:
    return bool(row["touch"] == "contact")


def _replace(
    page: Writing, row: Row, number: int, entry: touches.Entry, text: str
) -> list[Sentence]:
    """Write an entry in the place of another; a promise it does not keep any more is open again."""
    page.ledger.void("interaction", row["id"], row["customer_id"])
    new = touches.write(
        page,
        number,
        entry,
        user_id=row["user_id"],
        replaces=row["id"],
        journey_id=row["journey_id"] if number == row["customer_id"] else None,
    )
    spoken = [said(text, ref=f"i{row['id']}", new=f"i{new}")]
    hanging.move(page, row["id"], new, number)
    kept_step = number == row["customer_id"] and touch(
        entry.kind, entry.direction, entry.outcome
    ) in ("contact", "light")
    plan_watch.rewritten(page, row["id"], new if kept_step else None)
    if _is_contact(row) and touch(entry.kind, entry.direction, entry.outcome) != "contact":
        return [*spoken, *_reopen(page, row)]
    for kept in page.session.rows("timeline.kept_by", id=row["id"]):
        page.ledger.update("follow_up", kept["id"], kept["customer_id"], kept_by=new)
    return spoken


def _reopen(page: Writing, row: Row) -> list[Sentence]:
    """Open the promises again that an entry had kept."""
    opened = page.session.rows("timeline.kept_by", id=row["id"])
    for kept in opened:
        given = {"status": "open", "closed_at": None, "kept_by": None}
        page.ledger.update("follow_up", kept["id"], kept["customer_id"], **given)
    again = (timeline.promise(page.session, kept["id"]) for kept in opened)
    return [said(N_("Open again: {follow_up}."), follow_up=item) for item in again]


def _kept_otherwise(page: Page, row: Row) -> list[Sentence]:
    """Tell of the follow-ups that were promised along with an entry: they stay."""
    return [
        said(N_("Still open: {follow_up}."), follow_up=item)
        for item in timeline.promises(page.session, row["customer_id"])
        if item.recorded_at == row["recorded_at"]
    ]


def _told(page: Writing, ids: Sequence[int], *spoken: Sentence) -> Changed:
    page.settle()
    customers = page.customers(ids)
    heads = tuple(said(N_("{customer}"), customer=customer) for customer in customers)
    return Changed(page.ledger.recorded, customers, (*heads, *spoken))

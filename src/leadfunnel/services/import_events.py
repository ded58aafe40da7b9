"""`import --as interactions`: what happened, when it happened, by whom."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import time
from itertools import groupby, islice

from leadfunnel.domain.capture import LONGEST_NOTE
from leadfunnel.domain.dates import is_nothing
from leadfunnel.domain.event_words import read_direction, read_duration, read_way
from leadfunnel.domain.incoming import Problem
from leadfunnel.domain.interaction import (
    UnknownGrade,
    UnknownOutcome,
    read_grade,
    read_outcome,
    touch,
)
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Phrase, said
from leadfunnel.errors import N_
from leadfunnel.services.book import Writing
from leadfunnel.services.import_cells import Refused
from leadfunnel.services.import_kinds import EventRow, Rows, Tally
from leadfunnel.services.import_read import BATCH, Read
from leadfunnel.services.import_whom import Finder, NoOne, Staff, Whom, read_whom
from leadfunnel.store import bulk
from leadfunnel.store.session import Row

COLUMNS = ("kind", "direction", "outcome", "grade", "touch", "text", "duration_seconds", "at")
"""What a row says of an interaction; a row sent again may correct it."""


@dataclass(frozen=True, slots=True)
class Event:
    """One row; `said` holds its values in the order of `COLUMNS`."""

    line: int
    key: str
    hashed: bool
    whom: Whom
    said: tuple[str | int | None, ...]
    author: str
    timed: bool


def read_event(row: EventRow) -> Event:
    """Read one row; Refused for a cell that cannot be read."""
    place, when = row.first("at")
    if is_nothing(when):
        raise Refused(place, when, Phrase(N_("has no date")))
    span, stamp = row.reading.span(place, when), row.reading.stamp(place, when)
    kind, direction, grade = _kind(row), _direction(row), _grade(row)
    outcome, rest = _outcome(row)
    if grade == "C" and outcome is None:
        outcome = "no_answer"
    own = row.text("event_id")
    return Event(
        line=row.line,
        key=f"{row.terms.system or ''}:{own}" if own else row.hashed("interaction"),
        hashed=not own,
        whom=read_whom(row),
        said=(
            *(kind, direction, outcome, grade, touch(kind, direction, outcome)),
            *(_text(row, rest), _duration(row), span.begin),
        ),
        author=row.text("author"),
        timed=stamp.time is not None and stamp.time != time(),
    )


def _kind(row: EventRow) -> str:
    place, text = row.first("kind")
    if is_nothing(text):
        return "note"
    found = read_way(text)
    if found is None:
        raise Refused(place, text, Phrase(N_("is no kind of interaction: {kinds}"), kinds=_kinds()))
    return found


def _kinds() -> str:
    from leadfunnel.domain.interaction import KINDS

    return ", ".join(KINDS)


def _direction(row: EventRow) -> str:
    place, text = row.first("direction")
    found = "out" if is_nothing(text) else read_direction(text)
    if found is None:
        raise Refused(place, text, Phrase(N_("is neither in nor out")))
    return found


def _outcome(row: EventRow) -> tuple[str | None, str]:
    """Return the outcome, or none and the words that are no outcome and stay in the text."""
    place, text = row.first("outcome")
    if is_nothing(text):
        return None, ""
    try:
        return read_outcome(text), ""
    except UnknownOutcome:
        return None, row.unplaced(place, text)


def _grade(row: EventRow) -> str | None:
    place, text = row.first("grade")
    if is_nothing(text):
        return None
    try:
        return read_grade(text)
    except UnknownGrade:
        raise Refused(place, text, Phrase(N_("is no call grade: one of A, B, C, D"))) from None


def _text(row: EventRow, rest: str) -> str:
    cells = row.each("text")
    place, text = cells[0] if cells else (-1, "")
    whole = "\n".join(part for part in (text, rest) if part)
    if len(whole) > LONGEST_NOTE:
        reason = Phrase(N_("has a note of more than {limit} characters"), limit=LONGEST_NOTE)
        raise Refused(place, "", reason)
    return whole


def _duration(row: EventRow) -> int | None:
    place, text = row.first("duration")
    if is_nothing(text):
        return None
    minutes = bool(re.search(r"分|min", row.reading.columns.header[place], re.IGNORECASE))
    found = read_duration(text, minutes=minutes)
    if found is None:
        raise Refused(place, text, Phrase(N_("is no length of time")))
    return found


class EventWriter:
    """Writes the interactions of one file into an operation."""

    def __init__(self, page: Writing, file: Read, rows: Rows[Event]) -> None:
        self.page = page
        self.file = file
        self.rows = rows
        self.tally = Tally()
        self.finder, self.staff = Finder(page.session), Staff(page.session)
        self._seen: dict[str, int] = {}
        self._untimed = 0

    def go(self, progress: Callable[[int], None]) -> Tally:
        """Write them all; `progress` hears how many rows are done."""
        rows, done = self.rows.again(), 0
        while batch := list(islice(rows, BATCH)):
            self._batch(batch)
            done += len(batch)
            progress(done)
        if self._untimed:
            text = N_("Interactions with a date and no time, {count}: they stand at its start.")
            self.tally.said.append(said(text, count=self._untimed))
        return self.tally

    def _batch(self, batch: Sequence[Event]) -> None:
        self.finder.learn(event.whom for event in batch)
        keyed = [(key, event) for event in batch if (key := self._key(event))]
        values = json.dumps([key for key, _ in keyed])
        known = {
            row["source_key"]: row
            for row in self.page.session.rows("transfer.interactions", values=values)
        }
        fresh: list[tuple[int, int, str, Event, int]] = []
        for key, event in keyed:
            try:
                number, author = self.finder.find(event.whom), self._author(event)
            except NoOne as none:
                self._refuse(event, none.reason)
                continue
            row = known.get(key)
            if row is not None and self._same(row, number, author, event):
                self.tally.unchanged += 1
                continue
            if row is not None:
                self.page.ledger.void("interaction", row["id"], row["customer_id"])
            self.tally.updated += row is not None
            self.tally.added += row is None
            fresh.append((number, event.line, key, event, author))
        self._write(sorted(fresh, key=lambda one: one[:2]))

    def _key(self, event: Event) -> str:
        """Return the key of a row in the store, "" for one that was refused.

        Of several equal rows each has its own; an id of the file comes once.
        """
        count = self._seen[event.key] = self._seen.get(event.key, 0) + 1
        if count > 1 and not event.hashed:
            self._refuse(event, Phrase(N_("has the id of a row before it")))
            return ""
        return f"interaction:{event.key}" + (f"-{count}" if count > 1 else "")

    def _refuse(self, event: Event, reason: Phrase) -> None:
        self.file.refuse(event.line, [Problem(event.line, "", "", reason)])
        self.file.rows -= 1

    def _author(self, event: Event) -> int:
        return self.staff.id(event.author) if event.author else self.page.me

    def _same(self, row: Row, number: int, author: int, event: Event) -> bool:
        told = dict(zip(COLUMNS, event.said, strict=True))
        by = not event.author or row["user_id"] == author
        return by and row["customer_id"] == number and all(row[k] == v for k, v in told.items())

    def _write(self, fresh: Sequence[tuple[int, int, str, Event, int]]) -> None:
        """Write them customer by customer, so that each one's are one range in the ledger."""
        if not fresh:
            return
        page = self.page
        table = bulk.Rows(
            page.session,
            "interaction",
            ("customer_id", *COLUMNS, "user_id", "source_key"),
            op_id=page.ledger.operation,
            recorded_at=page.now,
        )
        for number, theirs in _by_customer(fresh):
            first = table.next
            for _, _, key, event, author in theirs:
                table.add(number, *event.said, author, key)
                self._untimed += not event.timed
            page.ledger.note("interaction", first, table.next - 1, number)
        table.write()


def _by_customer(
    fresh: Sequence[tuple[int, int, str, Event, int]],
) -> Iterator[tuple[int, Iterator[tuple[int, int, str, Event, int]]]]:
    return groupby(fresh, key=lambda one: one[0])

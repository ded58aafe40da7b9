"""What a row would change about a customer the store knows: it fills and corrects, never clears.

Stage history is only continued: by changes that the file dates after the last one known, and by
the date of a last change that was only assumed so far.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from leadfunnel.domain.chronicle import Step
from leadfunnel.domain.customer import Due
from leadfunnel.domain.field import FieldValue
from leadfunnel.domain.fold import fold
from leadfunnel.domain.identity import Identity
from leadfunnel.domain.incoming import TEXTS, Incoming
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.tag import Tag
from leadfunnel.store import people
from leadfunnel.store.session import Row, Session


@dataclass(frozen=True)
class Passage:
    """A known customer's changes in the pipeline, in order; `journey_id` None before any."""

    journey_id: int | None
    changes: tuple[Row, ...]


@dataclass(frozen=True)
class Changes:
    """What would be written; `dated` is the change, assumed so far, that gets its real date.

    `behind` tells that the file names another stage, without a date that would move there.
    """

    columns: dict[str, object]
    owner: str
    identities: tuple[Identity, ...]
    tags: tuple[Tag, ...]
    fields: tuple[FieldValue, ...]
    notes: tuple[str, ...]
    next: Due | None
    passage: Passage
    steps: tuple[Step, ...]
    dated: Row | None
    behind: bool

    @property
    def any(self) -> bool:
        """Whether there is anything to write."""
        return bool(
            self.columns
            or self.owner
            or self.identities
            or self.tags
            or self.fields
            or self.notes
            or self.next
            or self.steps
        )


class Comparer:
    """Compares rows with some customers of the store, read together."""

    def __init__(self, session: Session, numbers: Sequence[int], pipeline: str) -> None:
        ids = json.dumps(numbers)
        self.customers = {row["id"]: row for row in session.rows("customers.by_ids", ids=ids)}
        self.identities = _grouped(session.rows("customers.identities", ids=ids))
        self.tags = _grouped(session.rows("customers.tags", ids=ids))
        self.fields = _grouped(session.rows("customers.fields", ids=ids))
        self.staff = {row["external_id"]: row["id"] for row in session.rows("operations.user_all")}
        self.notes = _grouped(session.rows("transfer.notes", ids=ids))
        self.promised = _grouped(session.rows("transfer.promised", ids=ids))
        passages = session.rows("transfer.passages", ids=ids)
        self.passages = _grouped(row for row in passages if row["pipeline"] == pipeline)

    def changes(self, number: int, row: Incoming, *, fills: bool) -> Changes:
        """Return what a row changes about a known customer; one that `fills` corrects nothing."""
        known = self.customers[number]
        steps, dated, behind = continued(self.passages[number], row.steps)
        return Changes(
            columns=_columns(known, row, fills=fills),
            owner=_owner(known, row, self.staff, fills=fills),
            identities=self._identities(number, row),
            tags=self._tags(number, row),
            fields=self._fields(number, row, fills=fills),
            notes=self._notes(number, row),
            next=self._next(number, row),
            passage=_passage(self.passages[number]),
            steps=steps,
            dated=dated,
            behind=behind,
        )

    def _identities(self, number: int, row: Incoming) -> tuple[Identity, ...]:
        has = {(one["kind"], one["system"], one["value"]) for one in self.identities[number]}
        return tuple(identity for identity in row.identities if identity.key not in has)

    def _tags(self, number: int, row: Incoming) -> tuple[Tag, ...]:
        has = {people.tag_key(people.tag_of(one)) for one in self.tags[number]}
        return tuple(tag for tag in row.tags if people.tag_key(tag) not in has)

    def _fields(self, number: int, row: Incoming, *, fills: bool) -> tuple[FieldValue, ...]:
        has = {one["key"]: people.field_of(one) for one in self.fields[number]}
        return tuple(
            value
            for value in row.fields
            if has.get(value.key) != value and not (fills and value.key in has)
        )

    def _notes(self, number: int, row: Incoming) -> tuple[str, ...]:
        has = {one["text"] for one in self.notes[number]}
        return tuple(note for note in row.notes if note not in has)

    def _next(self, number: int, row: Incoming) -> Due | None:
        has = {(one["due_on"], one["due_at"]) for one in self.promised[number]}
        due = row.next
        return due if due and (due.day.isoformat(), due.at) not in has else None


def _grouped(rows: Iterable[Row]) -> dict[int, list[Row]]:
    groups: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["customer_id"]].append(row)
    return groups


def _columns(known: Row, row: Incoming, *, fills: bool) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in TEXTS:
        new, old = getattr(row, name), known[name]
        if new and new != old and not (old and (fills or name in row.defaults)):
            found[name] = new
    if row.do_not_contact and not known["do_not_contact"]:
        found["do_not_contact"] = 1
    return found


def _owner(known: Row, row: Incoming, staff: Mapping[str | None, int], *, fills: bool) -> str:
    has = known["owner_name"]
    if has and staff.get(row.owner.strip()) == known["owner_id"]:
        return ""
    if has and (fills or "owner" in row.defaults or fold(has) == fold(row.owner)):
        return ""
    return row.owner


def _passage(changes: Sequence[Row]) -> Passage:
    return Passage(changes[0]["journey_id"] if changes else None, tuple(changes))


def continued(
    known: Sequence[Row], steps: Sequence[Step]
) -> tuple[tuple[Step, ...], Row | None, bool]:
    """Return the steps that continue a history, the assumed change they date, and what is left."""
    if not known or not steps:
        return tuple(steps), None, False
    last = known[-1]
    before = known[-2]["at"] if len(known) > 1 else None
    for place, step in enumerate(steps):
        if not step.dated:
            continue
        if step.stage == last["to_stage"]:
            if last["assumed"] and (before is None or step.at >= before):
                return tuple(steps[place:]), last, False
        elif step.at > last["at"]:
            return tuple(steps[place:]), None, False
    end = steps[-1]
    return (), None, (end.dated or end.assumed) and end.stage != last["to_stage"]

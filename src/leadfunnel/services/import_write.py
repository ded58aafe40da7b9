"""Writing what a file brought: new customers in bulk, table by table, known ones one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from leadfunnel.domain.chronicle import Step
from leadfunnel.domain.customer import Due
from leadfunnel.domain.identity import Identity, IdentityKind, row_identity
from leadfunnel.domain.incoming import Incoming
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.tag import Tag
from leadfunnel.services import fields, profile, touches
from leadfunnel.services.book import Writing
from leadfunnel.services.import_changes import Changes
from leadfunnel.services.import_match import Target
from leadfunnel.store import people

TABLES = (
    *("customer", "identity", "customer_tag", "ownership", "interaction", "follow_up"),
    *("journey", "stage_change", "customer_field"),
)
"""The tables an import fills, parents before children."""


class Writer:
    """Writes into one operation; `owned` tells that the file says who owns a customer."""

    def __init__(self, page: Writing, pipeline: Pipeline, *, owned: bool) -> None:
        self.page = page
        self.pipeline = pipeline
        self.owned = owned
        self._users: dict[str, int] = {}
        self._tags: dict[Tag, int] = {}

    def add(self, targets: Sequence[Target]) -> None:
        """Record new customers with all that belongs to them."""
        session = self.page.session
        rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
        bulk = _Bulk({name: session.value(f"facts.next_{name}") for name in TABLES}, rows)
        for target in targets:
            self._add(bulk, target)
        for name, found in rows.items():
            self.page.ledger.insert_many(name, found)
        self.page.settle()

    def _add(self, bulk: _Bulk, target: Target) -> None:
        row = target.row
        assert row is not None  # noqa: S101 - a new customer has a row
        page, owner = self.page, self._owner(row)
        created = page.now if row.created_at is None else row.created_at
        number = bulk.add("customer", **_customer(row), owner_id=owner, created_at=created)
        about = {"customer_id": number}
        bulk.add("ownership", **about, owner_id=owner, at=created, recorded_at=page.now)
        for identity in (*row.identities, *_row_keys(target)):
            bulk.add("identity", **about, **profile.identity_columns(identity))
        for tag in row.tags:
            bulk.add("customer_tag", **about, tag_id=self._tag(tag))
        for value in row.fields:
            bulk.add("customer_field", **about, **fields.columns(value))
        for note in row.notes:
            bulk.add("interaction", **about, **self._note(note))
        if row.next:
            bulk.add("follow_up", **about, **self._promise(row.next, owner))
        if row.steps:
            journey = bulk.add("journey", **about, pipeline=self.pipeline.name, unit="customer")
            previous: dict[str, Any] = {"id": None, "to_stage": None}
            for step in row.steps:
                change = self._change(journey, previous, step, owner)
                previous = {**change, "id": bulk.add("stage_change", **change)}

    def update(self, target: Target, changes: Changes) -> None:
        """Record what a file changes about a known customer."""
        number = target.number
        assert number is not None  # noqa: S101 - known ones only
        page, ledger = self.page, self.page.ledger
        if changes.columns:
            ledger.update("customer", number, number, **changes.columns)
        if changes.owner:
            profile.assign(page, number, self._user(changes.owner))
        for identity in (*changes.identities, *_row_keys(target)):
            ledger.insert("identity", number, **profile.identity_columns(identity))
        for tag in changes.tags:
            ledger.insert("customer_tag", number, tag_id=self._tag(tag))
        fields.write(page, number, changes.fields)
        for note in changes.notes:
            touches.write_note(page, number, note)
        owner = page.session.value("transfer.owner", id=number)
        if changes.next:
            ledger.insert("follow_up", number, **self._promise(changes.next, owner))
        if changes.steps:
            self._continue(number, changes, owner)

    def _continue(self, number: int, changes: Changes, owner: int | None) -> None:
        ledger, known = self.page.ledger, list(changes.passage.changes)
        journey = changes.passage.journey_id
        if journey is None:
            journey = ledger.insert("journey", number, pipeline=self.pipeline.name, unit="customer")
        if changes.dated is not None:
            ledger.void("stage_change", known.pop()["id"], number)
        previous: dict[str, Any] = dict(known[-1]) if known else {"id": None, "to_stage": None}
        for step in changes.steps:
            change = self._change(journey, previous, step, owner)
            previous = {**change, "id": ledger.insert("stage_change", number, **change)}

    def _change(
        self, journey: int, previous: dict[str, Any], step: Step, owner: int | None
    ) -> dict[str, Any]:
        return {
            "journey_id": journey,
            "previous_id": previous["id"],
            "pipeline": self.pipeline.name,
            "from_stage": previous["to_stage"],
            "to_stage": step.stage,
            "at": step.at,
            "assumed": int(step.assumed),
            "recorded_at": self.page.now,
            "user_id": self.page.me,
            "owner_id": owner,
            "reason": step.reason,
        }

    def _note(self, text: str) -> dict[str, Any]:
        now, me = self.page.now, self.page.me
        return {"kind": "note", "text": text, "at": now, "recorded_at": now, "user_id": me}

    def _promise(self, due: Due, owner: int | None) -> dict[str, Any]:
        return {
            "due_on": due.day.isoformat(),
            "due_at": due.at,
            "owner_id": self.page.me if owner is None else owner,
            "recorded_at": self.page.now,
        }

    def _owner(self, row: Incoming) -> int | None:
        if row.owner:
            return self._user(row.owner)
        return None if self.owned else self.page.me

    def _user(self, name: str) -> int:
        if name not in self._users:
            self._users[name] = people.user_id(self.page.session, name)
        return self._users[name]

    def _tag(self, tag: Tag) -> int:
        if tag not in self._tags:
            self._tags[tag] = people.tag_id(self.page.session, tag)
        return self._tags[tag]


class _Bulk:
    """Rows of several tables under construction, with the ids they will have."""

    def __init__(self, ids: dict[str, int], rows: dict[str, list[dict[str, Any]]]) -> None:
        self.ids = defaultdict(int, ids)
        self.rows = rows

    def add(self, table: str, **values: Any) -> int:
        """Take one row and return its id."""
        number = self.ids[table]
        self.ids[table] += 1
        self.rows[table].append({"id": number, **values})
        return number


def _customer(row: Incoming) -> dict[str, Any]:
    return {
        "name": row.name,
        "company": row.company or None,
        "address": row.address or None,
        "source": row.source or None,
        "outlet": row.outlet or None,
        "birthday": row.birthday or None,
        "do_not_contact": int(row.do_not_contact),
        "imported": 1,
    }


def _row_keys(target: Target) -> list[Identity]:
    """Return what the rows are known by again, unless the file's own ids do that."""
    assert target.row is not None  # noqa: S101 - only targets with rows are written
    if any(identity.kind == IdentityKind.EXTERNAL for identity in target.row.identities):
        return []
    return [row_identity("", key) for key in target.keys]

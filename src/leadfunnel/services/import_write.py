"""Writing what a file brought: new customers in bulk, table by table, known ones one by one."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain import search
from leadfunnel.domain.birthday import key_of
from leadfunnel.domain.chronicle import Step
from leadfunnel.domain.customer import Due
from leadfunnel.domain.field import FieldValue
from leadfunnel.domain.fold import fold
from leadfunnel.domain.identity import Identity, IdentityKind
from leadfunnel.domain.incoming import Incoming
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.tag import Tag
from leadfunnel.services.book import Writing
from leadfunnel.services.import_changes import Changes
from leadfunnel.store import derived, people
from leadfunnel.store.bulk import Rows

PHONE, EXTERNAL, ROW = map(str, (IdentityKind.PHONE, IdentityKind.EXTERNAL, IdentityKind.ROW))


class Writer:
    """Writes into one operation; `owned` tells that the file says who owns a customer.

    What is derived from the facts of a new customer is written with them; a test compares it with
    what `derived.refresh` makes of them.
    """

    def __init__(self, page: Writing, pipeline: Pipeline, *, owned: bool) -> None:
        self.page = page
        self.pipeline = pipeline
        self.owned = owned
        self._is_main = pipeline.name == page.main.name
        self._users: dict[str, int] = {}
        self._tags: dict[tuple[str, str], int] = {}
        self._tokens: list[dict[str, int | str]] = []
        self._make_tables()
        page.session.expect_much()

    def _make_tables(self) -> None:
        page, pipeline = self.page, self.pipeline.name

        def rows(table: str, columns: str, **same: int | str | None) -> Rows:
            operation = page.ledger.operation
            return Rows(page.session, table, tuple(columns.split()), op_id=operation, **same)

        now, me = page.now, page.me
        self.customers = rows(
            "customer",
            "name company address source outlet birthday do_not_contact created_at owner_id"
            " name_key untagged stage stage_since next_on next_at birthday_key",
            imported=1,
        )
        self.identities = rows("identity", "customer_id kind system value raw valid")
        self.tags = rows("customer_tag", "customer_id tag_id")
        self.ownerships = rows("ownership", "customer_id owner_id at", recorded_at=now)
        self.notes = rows(
            "interaction", "customer_id text", kind="note", at=now, recorded_at=now, user_id=me
        )
        self.promises = rows("follow_up", "customer_id due_on due_at owner_id", recorded_at=now)
        self.journeys = rows(
            "journey",
            "customer_id stage since entered_at assumed",
            pipeline=pipeline,
            unit="customer",
        )
        self.changes = rows(
            "stage_change",
            "journey_id previous_id from_stage to_stage at assumed owner_id reason",
            pipeline=pipeline,
            recorded_at=now,
            user_id=me,
        )
        self.fields = rows("customer_field", "customer_id key type value measure")
        # parents before children
        self.tables = (
            *(self.customers, self.identities, self.tags, self.ownerships, self.notes),
            *(self.promises, self.journeys, self.changes, self.fields),
        )

    # --- new customers

    def add(self, number: int, row: Incoming, keys: Sequence[str]) -> None:
        """Record a new customer, under a number that is free, with all that belongs to it."""
        page, owner = self.page, self._owner(row)
        created = page.now if row.created_at is None else row.created_at
        steps = row.steps
        last, due = steps[-1] if steps and self._is_main else None, _due(row.next)
        self.customers.waiting.append(
            (
                *(number, row.name, row.company or None, row.address or None, row.source or None),
                *(row.outlet or None, row.birthday or None, int(row.do_not_contact), created),
                *(owner, fold(row.name), int(not row.tags), last and last.stage, last and last.at),
                *due,
                key_of(row.birthday) if row.birthday else None,
            )
        )
        self.ownerships.add(number, owner, created)
        self._identify(number, row.identities, _row_keys(row, keys))
        self._find_by(number, row)
        for tag_id in dict.fromkeys(map(self._tag, row.tags)):
            self.tags.add(number, tag_id)
        self._fill_fields(number, row.fields)
        for note in row.notes:
            self.notes.add(number, note)
        if row.next:
            self.promises.add(number, *due, page.me if owner is None else owner)
        if steps:
            last_step = steps[-1]
            place = (last_step.stage, last_step.at, steps[0].at, int(last_step.assumed))
            journey = self.journeys.add(number, *place)
            self._change(journey, (None, None), steps, owner)

    def write_new(self) -> None:
        """Write the new customers recorded so far."""
        for table in self.tables[1:]:
            if table.waiting:
                first, last = table.waiting[0][0], table.waiting[-1][0]
                self.page.ledger.note(table.table, first, last)
        self._write()
        derived.index(self.page.session, self._tokens)
        self._tokens.clear()
        self.page.index_texts()

    def close(self, first: int, last: int) -> None:
        """Take note of the numbers of the new customers, once all are written."""
        self.page.ledger.note(self.customers.table, first, last)

    def _find_by(self, number: int, row: Incoming) -> None:
        names = (row.name, row.company) if row.company else (row.name,)
        texts = [row.source] if row.source else []
        phones: list[str] = []
        for one in row.identities:
            (phones if one.kind == PHONE else texts).append(one.value)
        texts += [tag.value for tag in row.tags]
        tokens = search.index_tokens(names, texts, phones)
        self._tokens.append({"customer_id": number, "tokens": tokens})

    def _change(
        self,
        journey: int,
        previous: tuple[int | None, str | None],
        steps: Sequence[Step],
        owner: int | None,
    ) -> None:
        """Record changes of stage after the previous one: its id and where it led."""
        for step in steps:
            change = (*previous, step.stage, step.at, int(step.assumed), owner, step.reason)
            previous = self.changes.add(journey, *change), step.stage

    # --- known customers

    def update(self, number: int, changes: Changes, row: Incoming, keys: Sequence[str]) -> None:
        """Record what a file changes about a known customer."""
        page, ledger = self.page, self.page.ledger
        before = [table.next for table in self.tables]
        if changes.columns:
            ledger.update("customer", number, number, **changes.columns)
        if changes.owner:
            self._assign(number, self._user(changes.owner))
        self._identify(number, changes.identities, _row_keys(row, keys))
        for tag_id in dict.fromkeys(map(self._tag, changes.tags)):
            self.tags.add(number, tag_id)
        self._replace_fields(number, changes.fields)
        for note in changes.notes:
            self.notes.add(number, note)
        owner = page.session.value("transfer.owner", id=number)
        if changes.next:
            self.promises.add(number, *_due(changes.next), page.me if owner is None else owner)
        if changes.steps:
            self._continue(number, changes, owner)
        for table, first in zip(self.tables, before, strict=True):
            if table.next > first:
                ledger.note(table.table, first, table.next - 1, number)

    def _fill_fields(self, number: int, values: Sequence[FieldValue]) -> None:
        for value in values:
            self.fields.add(number, value.key, value.type, value.text, value.measure)

    def _replace_fields(self, number: int, values: Sequence[FieldValue]) -> None:
        rows = self.page.session.rows("customers.fields", ids=f"[{number}]") if values else []
        keys = {value.key for value in values}
        for row in rows:
            if row["key"] in keys:
                self.page.ledger.void("customer_field", row["id"], number)
        self._fill_fields(number, values)

    def _assign(self, number: int, owner: int) -> None:
        if self.page.ledger.update("customer", number, number, owner_id=owner):
            self.ownerships.add(number, owner, self.page.now)

    def _continue(self, number: int, changes: Changes, owner: int | None) -> None:
        known = list(changes.passage.changes)
        journey = changes.passage.journey_id
        if journey is None:
            journey = self.journeys.add(number, None, None, None, None)
        if changes.dated is not None:
            self.page.ledger.void("stage_change", known.pop()["id"], number)
        previous = (known[-1]["id"], known[-1]["to_stage"]) if known else (None, None)
        self._change(journey, previous, changes.steps, owner)

    def write_changes(self) -> None:
        """Write the changes of known customers recorded so far."""
        self._write()
        self.page.finish()

    # --- both

    def _write(self) -> None:
        for table in self.tables:
            table.write()

    def _identify(self, number: int, identities: Sequence[Identity], keys: Sequence[str]) -> None:
        add = self.identities.add
        for one in identities:
            add(number, str(one.kind), one.system, one.value, one.raw, int(one.valid))
        for key in keys:
            add(number, ROW, "", key, key, 1)

    def _owner(self, row: Incoming) -> int | None:
        if row.owner:
            return self._user(row.owner)
        return None if self.owned else self.page.me

    def _user(self, name: str) -> int:
        if name not in self._users:
            self._users[name] = people.user_id(self.page.session, name)
        return self._users[name]

    def _tag(self, tag: Tag) -> int:
        known = (tag.dimension, tag.value)
        if known not in self._tags:
            self._tags[known] = people.tag_id(self.page.session, tag)
        return self._tags[known]


def _due(due: Due | None) -> tuple[str | None, int | None]:
    return (due.day.isoformat(), due.at) if due else (None, None)


def _row_keys(row: Incoming, keys: Sequence[str]) -> Sequence[str]:
    """Return what the rows are known by again, unless the file's own ids do that."""
    return () if EXTERNAL in [identity.kind for identity in row.identities] else keys

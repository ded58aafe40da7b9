"""The whole store as rows: every live fact with what it refers to, read out and put back."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence

from leadfunnel.domain.fold import fold
from leadfunnel.domain.tag import Tag
from leadfunnel.store import people
from leadfunnel.store.compiled.catalogue import COLUMNS
from leadfunnel.store.compiled.whole import LINKS, ROWS
from leadfunnel.store.ledger import Ledger
from leadfunnel.store.session import Row, Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

WORDS = ("users", "tag")
"""What facts refer to and no operation records: users and tags."""


class Reading:
    """The rows of some customers, or of all; `cleared` counts references that lead outside."""

    def __init__(self, session: Session, chosen: Collection[int] | None) -> None:
        self.session = session
        self.ids = None if chosen is None else json.dumps(sorted(chosen))
        self.chosen = None if chosen is None else frozenset(chosen)
        self.cleared = 0

    def rows(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield every row with its table, those it refers to before it."""
        for table in ROWS:
            for row in self._each(table):
                found = dict(zip(ROWS[table], row, strict=False))
                if self._bound(table, found, row):
                    yield table, found

    def _each(self, table: str) -> Iterator[Row]:
        if self.ids is None or table in WORDS:
            return iter(self.session.each(f"whole.{table}"))
        return iter(self.session.each(f"whole.{table}_of", ids=self.ids))

    def _bound(self, table: str, found: dict[str, Any], row: Row) -> bool:
        """Clear what leads outside; tell whether the row can stand without."""
        links = LINKS.get(table, {})
        for place, (column, (needed, personal)) in enumerate(links.items(), len(ROWS[table])):
            if found[column] is None or self._inside(row[place], personal=personal):
                continue
            self.cleared += 1
            if needed:
                return False
            found[column] = None
        return True

    def _inside(self, whose: int | None, *, personal: bool) -> bool:
        if whose is None:
            return False
        return self.chosen is None or not personal or whose in self.chosen


def is_used(session: Session) -> bool:
    """Tell whether the store holds, or held, anything about customers."""
    return session.row("whole.used") is not None


class Restoring:
    """Puts rows back into a store without customers, with the numbers they had."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.session = ledger.session
        self.ledger.operation  # noqa: B018 - users move, and their operations with them
        self.session.defer_references()

    def put(self, table: str, rows: Sequence[dict[str, Any]]) -> None:
        """Insert rows of one table, in order of their numbers."""
        if table == "tag":
            for row in rows:
                key = people.tag_key(Tag(row["dimension"], row["value"]))
                self.session.run("facts.insert_tag", **{**row, "key": key})
                self.session.tally("tag", row["id"], row["id"])
        else:
            self._insert(table, rows)

    def _insert(self, table: str, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            plain = {**COLUMNS[table], "op_id": self.ledger.operation}
            self.session.many(f"facts.insert_{table}", [{**plain, **row} for row in rows])
            self.ledger.note(table, rows[0]["id"], rows[-1]["id"])

    def users(self, rows: Sequence[dict[str, Any]]) -> None:
        """Put users back; those the store had already make room, or turn out to be the same."""
        mine = list(map(dict, self.session.rows("whole.users_all")))
        top = max(row["id"] for row in (*mine, *rows))
        for row in mine:
            self._move(row["id"], row["id"] + top)
        for row in rows:
            self.session.run("facts.insert_users", **{**row, "name_key": fold(row["name"])})
        taken = {row["id"] for row in rows}
        for row in mine:
            same = [one["id"] for one in rows if fold(one["name"]) == row["name_key"]]
            if same:
                self.session.run("whole.move_author", row_id=row["id"] + top, value=same[0])
                self.session.run("whole.drop_user", row_id=row["id"] + top)
            elif row["id"] not in taken:
                self._move(row["id"] + top, row["id"])
        for table in ("users", "operation"):
            self.session.resum(table)

    def _move(self, old: int, new: int) -> None:
        self.session.run("whole.move_user", row_id=old, value=new)
        self.session.run("whole.move_author", row_id=old, value=new)

    def definitions(self, rows: Sequence[dict[str, Any]]) -> None:
        """Make the store's definitions those of the rows, under their numbers where they are free.

        A new store declares its own in the same places: those are changed where they stand.
        """
        live = {row["id"]: dict(row) for row in self.session.rows("whole.definition")}
        free = self.session.value("facts.next_definition")
        after = max([free, *(row["id"] + 1 for row in rows)])
        new = []
        for row in rows:
            number = row["id"]
            if number in live:
                values = {key: row[key] for key in ("kind", "name", "body")}
                self.ledger.update("definition", number, None, **values)
                del live[number]
            elif number >= free:
                new.append(row)
            else:
                new.append({**row, "id": after})
                after += 1
        for number in live:
            self.ledger.void("definition", number, None)
        self._insert("definition", sorted(new, key=lambda row: row["id"]))

    def loose(self) -> tuple[str, int] | None:
        """Return the table and number of a row that refers to nothing."""
        return self.session.loose()

    def stages(self) -> Iterator[tuple[str, str]]:
        """Yield each pipeline and stage that somebody stood in."""
        for row in self.session.rows("whole.stages"):
            yield row["pipeline"], row["to_stage"]

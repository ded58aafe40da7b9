"""`export-person`: everything the store holds about one person, as one document."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_
from leadfunnel.services import who
from leadfunnel.services.book import Book, Page
from leadfunnel.services.forgetting import found
from leadfunnel.services.results.changed import Done
from leadfunnel.services.results.person import PersonFile
from leadfunnel.store import erasing
from leadfunnel.store.compiled.catalogue import REFERENCES
from leadfunnel.store.compiled.whole import LINKS
from leadfunnel.store.session import Row

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    Record = dict[str, Any]

SCHEMA = "leadfunnel.person/1"
INSTANTS = ("at", "since")


class PersonFiles:
    """Writes down what is known about somebody."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def collect(self, text: str) -> PersonFile:
        """Return everything about the customer named in full."""
        with self.book.read() as page:
            number = found(page, text)
            ids = who.with_merged(page, number)
            return PersonFile(_document(page, number, ids))

    def write(self, text: str, output: str, *, force: bool = False) -> Done:
        """Write it to a file that its owner alone can read."""
        from leadfunnel.adapters import private_files

        document = self.collect(text).document
        whole = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
        private_files.write_file(Path(output), [whole], force=force)
        tables: Record = document["tables"]
        count = sum(map(len, tables.values()))
        told = said(
            N_("Everything about #{id} is in {path}: {count} records."),
            path=output,
            id=document["id"],
            count=count,
        )
        record = {"path": output, "customer": document["id"], "records": count}
        return Done("export-person", (told,), record)


def _document(page: Page, number: int, ids: list[int]) -> Record:
    belongings = erasing.belongings(page.session, ids)
    customers = page.customers([number])
    tables = {
        table: [
            _readable(page, row)
            for row in erasing.rows(page.session, table, belongings.get(table, ()))
        ]
        for table in _tables()
    }
    return {
        "schema": SCHEMA,
        "made_at": page.calendar.iso(page.now),
        "id": number,
        "merged": [one for one in ids if one != number],
        "name": customers[0].name if customers else None,
        "tables": {**tables, **_beside(page, belongings)},
        "referred": _referred(page, ids),
        "users": {str(row["id"]): row["name"] for row in page.session.rows("operations.user_all")},
        "history": _history(page, belongings),
    }


def _tables() -> list[str]:
    """Return every table whose rows can be about a person."""
    personal, size = {"customer"}, 0
    while size != (size := len(personal)):
        personal |= {
            child
            for child, column, parent in REFERENCES
            if parent in personal and LINKS[child][column][1]
        }
    return [table for table in LINKS if table in personal]


def _beside(page: Page, belongings: erasing.Belongings) -> Record:
    """Return rows of others that name them, such as costs and groups, and their tags."""
    found: Record = {}
    for child, column, parent in REFERENCES:
        needed, personal = LINKS[child][column]
        if child == "customer" or needed or not personal or parent not in belongings:
            continue
        ids = json.dumps(sorted(belongings[parent]))
        numbers = page.session.values(f"erasing.of_{child}_{column}", ids=ids)
        known = {*belongings.get(child, ()), *numbers}
        found[child] = [_readable(page, row) for row in erasing.rows(page.session, child, known)]
    carried = json.dumps(sorted(belongings.get("customer_tag", ())))
    tags = set(page.session.values("erasing.tags", ids=carried))
    words = page.session.rows("erasing.tag_words", ids=json.dumps(sorted(tags)))
    return {**found, "tag": [dict(zip(row.keys(), tuple(row), strict=True)) for row in words]}


def _referred(page: Page, ids: Iterable[int]) -> list[int]:
    listed = json.dumps(sorted(ids))
    return sorted(page.session.values("erasing.of_customer_referrer_id", ids=listed))


def _history(page: Page, belongings: erasing.Belongings) -> list[Record]:
    images: dict[int, list[Record]] = {}
    for image in erasing.images(page.session, belongings):
        images.setdefault(image["operation_id"], []).append(
            {
                "table": image["table_name"],
                "action": image["action"],
                "first": image["first_id"],
                "last": image["last_id"],
                "before": image["before"] and json.loads(image["before"]),
                "after": image["after"] and json.loads(image["after"]),
            }
        )
    return [
        {**_readable(page, row), "changes": images.get(row["id"], [])}
        for row in erasing.operations_about(page.session, belongings)
    ]


def _readable(page: Page, row: Row) -> Record:
    """Return a row with its instants as people read them."""
    return {
        key: page.calendar.iso(row[key]) if _is_instant(key) and row[key] is not None else row[key]
        for key in row.keys()  # noqa: SIM118 - the keys of a row, not its values
    }


def _is_instant(column: str) -> bool:
    return column in INSTANTS or column.endswith(("_at", "_since"))

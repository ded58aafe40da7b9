"""What lies with a customer for a merge's sake: moved there, and back to whose it is."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping

from leadfunnel.domain.merging import placed
from leadfunnel.services.book import Page, Writing
from leadfunnel.store.compiled.catalogue import ALONE, COLUMNS
from leadfunnel.store.session import Row

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.services.merge_records import Records

STAYING = ("ownership", "merged_fact", "not_duplicate")
"""Tables about a customer whose rows never move: a merge changes nothing of what they say."""
TABLES = tuple(
    name for name, columns in COLUMNS.items() if "customer_id" in columns and name not in STAYING
)
Found = tuple[str, Row]
Passages = dict[str, dict[int, Row]]
"""Passages by pipeline and number."""


def to_bring(records: Records, loser: int, survivor: int) -> list[Found]:
    """Return the rows of one customer that another lacks; those alike stay where they are.

    Passages through a customer's pipelines are left out: only one of two can show.
    """
    found: list[Found] = []
    for table in TABLES:
        rows = [row for row in records.held(table, loser) if not is_passage(table, row)]
        if rows and table in ALONE:
            has = {same(table, row) for row in records.held(table, survivor)}
            rows = [row for row in rows if same(table, row) not in has]
        found += [(table, row) for row in rows]
    return found


def held(page: Page, table: str, number: int) -> list[Row]:
    """Return the live rows that lie with a customer."""
    return page.session.rows(f"facts.held_{table}", ids=f"[{number}]")


def same(table: str, row: Row) -> tuple[object, ...]:
    """Return what no two live rows of one customer share; a deal shares nothing with another."""
    if table == "journey":
        return (row["id"],)
    return tuple(row[column] for column in ALONE[table] if column != "customer_id")


def is_passage(table: str, row: Row) -> bool:
    """Tell whether a row is a passage of which a customer has one in each pipeline."""
    return table == "journey" and row["unit"] == "customer"


def home(page: Page, table: str, row: Row) -> int:
    """Return whose a row is, wherever it lies."""
    return _home(_note(page, table, row), row)


def _note(page: Page, table: str, row: Row) -> Row | None:
    return page.session.row("merging.home", table_name=table, row_id=row["id"])


def _home(note: Row | None, row: Row) -> int:
    return int(note["customer_id"] if note else row["customer_id"])


class Moves:
    """The moves of one merge or split, told in the history of one customer."""

    def __init__(self, page: Writing, about: int) -> None:
        self.page = page
        self.about = about
        self.moved: Counter[str] = Counter()

    def lay(self, table: str, row: Row, holder: int) -> None:
        """Let a row lie with a customer, and keep in mind whose it is if it is another's."""
        note, ledger = _note(self.page, table, row), self.page.ledger
        owner = _home(note, row)
        if ledger.update(table, row["id"], self.about, customer_id=holder):
            self.moved[row["kind"] if table == "identity" else table] += 1
        if note is not None and holder == owner:
            ledger.void("merged_fact", note["id"], self.about)
        elif note is None and holder != owner:
            ledger.insert("merged_fact", owner, table_name=table, row_id=row["id"])

    def bring(self, records: Records, loser: int, survivor: int) -> None:
        """Move what one customer has to another who lacks it."""
        for table, row in to_bring(records, loser, survivor):
            self.lay(table, row, survivor)

    def send_home(self, members: Iterable[int], root: int) -> list[Found]:
        """Move all that belongs to these customers, void or not, to one of them; return it."""
        notes = self.page.session.rows("merging.at_home_with", ids=json.dumps(list(members)))
        found: list[Found] = []
        for note in notes:
            row = self.page.session.row(f"facts.get_{note['table_name']}", row_id=note["row_id"])
            if row is not None and not is_passage(note["table_name"], row):
                self.lay(note["table_name"], row, root)
                found.append((note["table_name"], row))
        return found

    def fill(self, members: Iterable[int], root: int, gone: Iterable[Found]) -> None:
        """Let others of the merged customers supply what went away and they have too."""
        lost = {(table, same(table, row)) for table, row in gone if table in ALONE}
        for table in dict.fromkeys(table for table, _ in lost):
            has = {same(table, row) for row in held(self.page, table, root)}
            for member in members:
                for row in held(self.page, table, member):
                    key = same(table, row)
                    if member != root and (table, key) in lost and key not in has:
                        has.add(key)
                        self.lay(table, row, root)

    def place(self, every: Passages, root: int, wanted: Mapping[str, list[int]]) -> None:
        """Let one passage through each pipeline show with the root, the first wanted that is there.

        Each other lies with the customer whose it is, where no figure counts it.
        """
        for pipeline, rows in every.items():
            homes = {number: home(self.page, "journey", row) for number, row in rows.items()}
            own = [number for number, owner in homes.items() if owner == root]
            order = (*wanted.get(pipeline, ()), *own, *homes)
            shown = next(number for number in order if number in homes)
            for number, holder in placed(homes, shown, root).items():
                self.lay("journey", rows[number], holder)


def passages(page: Page, members: Iterable[int]) -> Passages:
    """Return the passages of some customers by pipeline and number."""
    return by_pipeline(page.session.rows("merging.journeys", ids=json.dumps(list(members))))


def by_pipeline(rows: Iterable[Row]) -> Passages:
    """Return passages by pipeline and number."""
    found: Passages = {}
    for row in rows:
        found.setdefault(row["pipeline"], {})[row["id"]] = row
    return found

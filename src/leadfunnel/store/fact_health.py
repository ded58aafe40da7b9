"""Whether what a store says of customers fits together; on either engine, by reading alone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date

from leadfunnel.domain import search
from leadfunnel.domain.finding import MEND, RESTORE, Finding
from leadfunnel.domain.fold import fold
from leadfunnel.domain.sentence import counted, said
from leadfunnel.errors import N_
from leadfunnel.store import definitions, derived, stock
from leadfunnel.store.compiled.catalogue import REFERENCES
from leadfunnel.store.health_sample import Sample
from leadfunnel.store.session import HIGHEST, Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

A_DAY = 86_400
EARLIEST, LATEST = -62_135_596_800 - A_DAY, 253_402_300_799 + A_DAY
"""Instants of the years 1 and 9999 wherever one is, in UTC seconds."""
CURRENCY = 3
"""A currency has three capital letters."""
LINE = 120
UNREADABLE = (sqlite3.Error, ArithmeticError, LookupError, TypeError, ValueError)
"""What reading a damaged value can end in."""
MOST_DEALS = 5
TEXTS = 500
"""So many of the notes last written are looked for in the index at a time."""


class Facts:
    """The checks of one view of a store; `main` is the name of its main pipeline."""

    def __init__(self, session: Session, main: str, sample: Sample) -> None:
        self.session = session
        self.main = main
        self.sample = sample

    def findings(self) -> Iterator[Finding]:
        """Yield what does not fit."""
        checks = (
            self._derived,
            self._words,
            self._said,
            self._declared,
            self._values,
            self._standing,
            self._unpaid,
        )
        for check in checks:
            try:
                yield from check()
            except UNREADABLE as error:
                text = N_("what is stored cannot be read: {detail}")
                yield Finding("unreadable", said(text, detail=str(error)[:LINE]), RESTORE)

    @property
    def _highest(self) -> int:
        """The number of the last customer."""
        return int(self.session.value("health.customers"))

    # --- what is computed from facts

    def _derived(self) -> Iterator[Finding]:
        """Compare derived columns with what the facts say now."""
        found: dict[str, list[tuple[int, int]]] = {}
        for span in self.sample.spans(self._highest):
            for table in ("journey", "purchase", "customer"):
                for row in self._stale(table, *span):
                    found.setdefault(table, []).append((row["id"], row["customer_id"]))
            found.setdefault("purchase_line", []).extend(self._run_outs(*span))
            found.setdefault("customer", []).extend((one, one) for one in self._keys(*span))
        for table, rows in found.items():
            if rows:
                yield self._stale_finding(table, rows)

    def _stale(self, table: str, first: int, last: int) -> list[Any]:
        more = {"main": self.main} if table == "customer" else {}
        return self.session.rows(f"health.{table}", first=first, last=last, **more)

    def _run_outs(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        rows = self.session.rows("derived.supplies", first=first, last=last)
        whose = {row["id"]: row["customer_id"] for row in rows}
        true = {number: day.isoformat() for number, day in stock.run_outs(rows)} if rows else {}
        kept = self.session.rows("health.run_outs", first=first, last=last)
        whose.update({row["id"]: row["customer_id"] for row in kept})
        known = {row["id"]: row["runs_out_on"] for row in kept}
        for number in true.keys() | known.keys():
            if true.get(number) != known.get(number):
                yield number, whose[number]

    def _keys(self, first: int, last: int) -> Iterator[int]:
        for row in self.session.rows("derived.names", first=first, last=last):
            if row["name_key"] != fold(row["name"]):
                yield row["id"]

    def _stale_finding(self, table: str, rows: list[tuple[int, int]]) -> Finding:
        one = N_("{count} row of {table} does not say what its facts do: row {row}")
        many = N_("{count} rows of {table} do not say what their facts do: the first is row {row}")
        numbers = {row for row, _ in rows}
        told = counted(one, many, len(numbers), table=table, row=min(numbers))
        whose = frozenset(customer for _, customer in rows)
        return Finding("derived", told, MEND, mends=True, customers=whose)

    # --- the search index

    def _words(self) -> Iterator[Finding]:
        """Compare the words by which customers are found with those of their facts."""
        found: set[int] = set()
        for first, last in self.sample.spans(self._highest):
            true = derived.tokens(self.session, first, last)
            rows = self.session.rows("health.tokens", first=first, last=last)
            known = {row["customer_id"]: row["tokens"] for row in rows}
            found |= {one for one in true.keys() | known.keys() if true.get(one) != known.get(one)}
        if found:
            one = N_("{count} customer is not found by what is known of them: #{id}")
            many = N_(
                "{count} customers are not found by what is known of them: the first is #{id}"
            )
            told = counted(one, many, len(found), id=min(found))
            yield Finding("index", told, MEND, mends=True, customers=frozenset(found))

    def _said(self) -> Iterator[Finding]:
        """Look for what was said in the index of it; a server finds it in a column beside."""
        if self.session.engine != "sqlite":
            return
        missing = [number for number, words in self._texts() if not self._is_indexed(number, words)]
        if missing:
            one = N_("{count} note is not found by its words: i{id}")
            many = N_("{count} notes are not found by their words: the first is i{id}")
            yield Finding(
                "index", counted(one, many, len(missing), id=missing[0]), MEND, mends=True
            )

    def _texts(self) -> Iterator[tuple[int, str]]:
        highest = self.session.value("facts.next_interaction") - 1
        after = 0 if self.sample.full else max(0, highest - TEXTS)
        while rows := self.session.rows("health.texts", after=after, limit=TEXTS):
            for row in rows:
                yield row["id"], search.said_tokens(row["text"])
            after = rows[-1]["id"]

    def _is_indexed(self, number: int, words: str) -> bool:
        if not words:
            return True
        match = " AND ".join(f'"{word}"' for word in dict.fromkeys(words.split()))
        return self.session.row("damage.said", words=match, row_id=number) is not None

    # --- what is declared

    def _declared(self) -> Iterator[Finding]:
        """Read every definition, and see that journeys go through pipelines that exist."""
        known = set()
        for row in self.session.rows("whole.definition"):
            if row["kind"] == "pipeline":
                known.add(row["name"])
            if not _is_json(row["body"]):
                text = N_("the definition {kind} {name} cannot be read")
                yield Finding("definition", said(text, kind=row["kind"], name=row["name"]), RESTORE)
        for row in self.session.rows("health.pipelines"):
            if row["pipeline"] not in known:
                text = N_("journey {row} goes through {pipeline}, a pipeline that does not exist")
                told = said(text, row=row["id"], pipeline=row["pipeline"])
                yield Finding("pipeline", told, RESTORE)

    # --- single values

    def _values(self) -> Iterator[Finding]:
        """See that days are days, instants are of our times, and money has a currency."""
        for row in self.session.each("health.days"):
            if not _is_day(row["value"]):
                yield _unread(row, row["value"])
        for row in self.session.each("health.currencies"):
            value = row["value"]
            if not (isinstance(value, str) and len(value) == CURRENCY and value.isupper()):
                yield _unread(row, value)
        if self.sample.full or not self.sample.partial:
            yield from self._instants()

    def _instants(self) -> Iterator[Finding]:
        for row in self.session.each("health.instants"):
            for value in (row["least"], row["most"]):
                known = value is None or isinstance(value, int)
                if not known or not EARLIEST <= (value or 0) <= LATEST:
                    yield _unread(row, value)

    # --- what stands on what was taken back

    def _standing(self) -> Iterator[Finding]:
        """Look for rows that stand though what they belong to was taken back."""
        for child, column, parent in self.sample.some(list(REFERENCES)):
            name = f"facts.orphans_{child}_{column}"
            number = self.session.value(name, first=0, last=HIGHEST)
            if number is not None:
                text = N_("row {row} of {table} stands on a {parent} that was taken back")
                told = said(text, row=number, table=child, parent=parent)
                yield Finding("stranded", told, said(N_("See what happened: leadfunnel history")))

    # --- what was sold and is in no figure

    def _unpaid(self) -> Iterator[Finding]:
        """Look for won deals without a purchase: no figure of sales knows of them."""
        found: list[tuple[int, int]] = []
        for pipeline in definitions.pipelines(self.session).values():
            stages = [one.code for one in pipeline.stages if one.kind in ("won", "repeat")]
            if pipeline.unit == "deal":
                rows = self.session.rows(
                    "health.unpaid_wins", pipeline=pipeline.name, stages=json.dumps(stages)
                )
                found += [(row["id"], row["customer_id"]) for row in rows]
        if not found:
            return
        deals = ", ".join(f"d{number}" for number, _ in found[:MOST_DEALS])
        deals += " …" if len(found) > MOST_DEALS else ""
        one = N_("{count} won deal has no purchase, and is in no figure of sales: {deals}")
        many = N_("{count} won deals have no purchase, and are in no figure of sales: {deals}")
        step = said(N_("Record what was paid: leadfunnel buy WHO AMOUNT --deal dN"))
        whose = frozenset(customer for _, customer in found)
        told = counted(one, many, len(found), deals=deals)
        yield Finding("unpaid_deal", told, step, grave=False, customers=whose)


def _unread(row: Any, value: object) -> Finding:
    text = N_("{table} holds a {column} that cannot be: {value}")
    told = said(text, table=row["table_name"], column=row["column_name"], value=repr(value)[:40])
    return Finding("value", told, RESTORE)


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_json(text: object) -> bool:
    try:
        json.loads(text)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    return True

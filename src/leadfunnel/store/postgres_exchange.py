"""What is said to a server and heard from it, in as few round trips as the answers allow.

Changes wait for the next question, or for the end, and go with it: one message holds them all, in
their order. What was heard is remembered until a table it was read from is changed; nobody else
changes one meanwhile, for readers see one moment and writers come one after the other. Questions
that are said to come next are asked along with the one that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from psycopg import ClientCursor, Connection

from leadfunnel.store.compiled.catalogue import COLUMNS
from leadfunnel.store.postgres_faults import NotAllowed
from leadfunnel.store.postgres_rows import placed, rows, shape
from leadfunnel.store.session import statement

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    from leadfunnel.store.session import Asked, Params

    Key = tuple[Any, ...]

REMEMBERED, ROWS = 400, 20_000
"""So many answers, and rows in all of them, are remembered at a time."""
WAITING = 400
"""So many changes wait at most."""
NUMBERED = (
    *("operation", "change", "customer", "ownership", "identity", "customer_tag", "journey"),
    *("stage_change", "interaction", "follow_up"),
)
"""The tables whose next numbers are asked for at the start: daily commands write into them."""
DAILY = ("setting", "rules", "field", "plan", "plan_segment")
"""The kinds of definitions that are read together, with the main pipeline."""
WHOLE = {"timeline.promises_of": "facts.get_follow_up"}
"""Questions that pick whole rows, and how one of those is asked for by its number."""
ON_ONE_ROW = ("facts.set_", "operations.mark_undone")
"""Statements that change a row which is there: one that is not changed was withheld."""
_WORD = re.compile(r"'[^']*'|(\w+)")
_PICKED = re.compile(r"SELECT ([\w., \"]+)\nFROM")
_TARGET = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)")
_LOOKS_FURTHER = re.compile(r"next_number\(|team_\w+\(")


@cache
def plain(name: str) -> str:
    """Return a named statement with its parameters as psycopg names them."""
    return placed(statement(name, "postgresql"))


@cache
def _words(sql: str) -> frozenset[str]:
    """Return the words of a question, among which are the tables it is about.

    A function that looks into tables of its own makes it one about everything: "".
    """
    return frozenset(filter(None, _WORD.findall(sql))) | (
        {""} if _LOOKS_FURTHER.search(sql) else set()
    )


@cache
def _target(sql: str) -> str | None:
    """Return the table that a statement changes, None where it cannot be told."""
    found = _TARGET.match(sql)
    return found[1] if found else None


@cache
def _columns(name: str) -> tuple[str, ...]:
    """Return the columns that a plain question picks."""
    found = _PICKED.match(plain(name))
    names = found[1].split(", ") if found else ()
    return tuple(name.rpartition(".")[2].strip('"') for name in names)


def _key(asked: Asked) -> Key:
    return (asked[0], *sorted(asked[1].items()))


class Exchange:
    """The talk of one transaction; while it is not `patient`, everything is said at once."""

    def __init__(self, server: Connection[Any], *, patient: bool) -> None:
        self.server = server
        self.patient = patient
        self._waiting: list[tuple[str, bool]] = []
        self._ahead: dict[Key, Asked] = {}
        self._known: dict[Key, tuple[frozenset[str], list[Any]]] = {}
        self._numbers: dict[str, int] = {}

    def begin(
        self, words: Sequence[str], asked: Sequence[Asked], *, writes: bool
    ) -> tuple[Any, Any]:
        """Begin with these words, and ask what every command asks, and this.

        Return the version of the store, and what the login is to it with the user it stands for.
        """
        numbers = ", ".join(f"next_number('{table}')" for table in NUMBERED)
        first = [
            "SELECT max(version) FROM store_version",
            "SELECT team_standing(), team_user()",
            *([f"SELECT {numbers}"] if writes else []),
        ]
        questions: list[Asked] = [("definitions.daily", {}), *asked]
        said = [*words, *first, *(self.bound(*one) for one in questions)]
        answers = self._said(said)[len(words) :]
        self._remember(questions, answers[len(first) :])
        if writes:
            self._numbers = dict(zip(NUMBERED, answers[2][0], strict=True))
        return answers[0][0][0], answers[1][0]

    def end(self, word: str) -> None:
        """Say what waits, and end the transaction."""
        self._said([word])

    def leave(self) -> None:
        """End a transaction that only read, without waiting for the server to say so."""
        self.flush()
        self.server.pgconn.send_query(b"COMMIT")
        self.server.pgconn.flush()

    # --- reading

    def ask(self, name: str, params: Params) -> list[Any]:
        """Return the rows of a named question, from memory if they are known."""
        declared = self._declared(name, params)
        if declared is not None:
            return declared
        key = _key((name, params))
        if key in self._known:
            return self._known[key][1]
        ahead = (one for other, one in self._ahead.items() if other not in (key, *self._known))
        asked = [(name, params), *ahead]
        self._ahead.clear()
        answers = self._said([self.bound(*one) for one in asked])
        self._remember(asked, answers)
        return answers[0]

    def expect(self, asked: Iterable[Asked]) -> None:
        """Say which questions come next; they are asked along with the next one that is."""
        if self.patient:
            self._ahead.update((_key(one), one) for one in asked)

    def expect_nothing(self, asked: Sequence[Asked]) -> None:
        """Take it that there is no answer to these until a table they are about changes."""
        self._remember(asked, [[] for _ in asked])

    def _declared(self, name: str, params: Params) -> list[Any] | None:
        """Return definitions out of those that are read together; None where they do not say."""
        if not self.patient or name not in ("definitions.all", "definitions.one"):
            return None
        wanted = {name: params[name] for name in ("kind", "name") if name in params}
        daily = self.ask("definitions.daily", {})
        found = [row for row in daily if all(row[name] == text for name, text in wanted.items())]
        return found if params["kind"] in DAILY or (found and "name" in wanted) else None

    def _remember(self, asked: Sequence[Asked], answers: Sequence[list[Any]]) -> None:
        kept = sum(len(answer) for _, answer in self._known.values())
        if len(self._known) > REMEMBERED or kept > ROWS:
            self._known.clear()
        for one, answer in zip(asked, answers, strict=True) if self.patient else ():
            self._known[_key(one)] = (_words(plain(one[0])), answer)
            if one[0] in WHOLE:
                each = [(WHOLE[one[0]], {"row_id": row["id"]}) for row in answer]
                self._remember(each, [[row] for row in answer])

    def forget(self, table: str | None = None, *, renumbered: bool = True) -> None:
        """Forget what was read from a table that is changed; everything, where None is named."""
        if table is None:
            self._known.clear()
            self._numbers.clear()
            return
        known = self._known.items()
        self._known = {key: one for key, one in known if not one[0] & {table, ""}}
        if renumbered:
            self._numbers.pop(table, None)

    # --- changing

    def tell(self, name: str, rows: Sequence[Params]) -> None:
        """Say a change once for each row; nobody waits for what it comes to."""
        sql = plain(name)
        if rows:
            self.forget(_target(sql), renumbered=not name.startswith(("facts.", "derived.")))
        for row in rows:
            self._waiting.append((self.bound(name, row), name.startswith(ON_ONE_ROW)))
            if not self.patient or len(self._waiting) > WAITING:
                self.flush()

    def number(self, table: str) -> int | None:
        """Take the next number of a table; None if it is not known."""
        found = self._numbers.get(table)
        if found is not None:
            self._numbers[table] = found + 1
        return found

    def learn(self, table: str, number: int) -> None:
        """Take note of the number that the server gave to a new row."""
        if self.patient:
            self._numbers[table] = number + 1

    def make(self, table: str, row: Params) -> None:
        """Remember a row that was inserted, where nothing of it is worked out by the server."""
        name = f"facts.get_{table}"
        columns = _columns(name) if table in COLUMNS else ()
        if self.patient and set(columns) == row.keys():
            values = (int(row[key]) if isinstance(row[key], bool) else row[key] for key in columns)
            self._remember([(name, {"row_id": row["id"]})], [[shape(columns)(values)]])

    def do(self, sql: str, params: Any = None) -> ClientCursor[Any]:
        """Say something after all that waits, and return the cursor that hears the answer."""
        if not sql.startswith(("SELECT", "WITH", "FETCH", "DECLARE", "CLOSE")):
            self.forget(_target(sql))
        self.flush()
        cursor = ClientCursor(self.server, row_factory=rows)
        return cursor.execute(sql.encode(), params)

    def flush(self) -> None:
        """Say what waits."""
        if self._waiting:
            self._said([])

    def bound(self, name: str, params: Params) -> str:
        """Return a named statement with its values."""
        return ClientCursor(self.server).mogrify(plain(name).encode(), params)

    def _said(self, asked: Sequence[str]) -> list[list[Any]]:
        """Say what waits and then these, all at once; return the answers to the latter."""
        waiting, self._waiting = self._waiting, []
        cursor = ClientCursor(self.server, row_factory=rows)
        cursor.execute(";\n".join([*(sql for sql, _ in waiting), *asked]).encode())
        for _, on_one_row in waiting:
            if on_one_row and cursor.rowcount == 0:
                raise NotAllowed(user=self.server.info.user)
            cursor.nextset()
        return [self._heard(cursor) for _ in asked]

    def _heard(self, cursor: ClientCursor[Any]) -> list[Any]:
        found = cursor.fetchall() if cursor.description else []
        cursor.nextset()
        return found

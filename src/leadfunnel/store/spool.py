"""The temporary file of an import: a database of its own, without a name.

SQLite makes it in the folder for temporary files, readable by its owner alone, and the system
takes it away with the process, however that ends. While it is small it stays in memory.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby

from leadfunnel.errors import N_, StoreError
from leadfunnel.store.session import Row, Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

TABLES = ("chunk", "refusal", "target", "registered", "joined")
CACHE_KIB = 4096

Packed = list[object]


class SpoolFailed(StoreError):
    """There is no room for the temporary file, or it cannot be used."""

    code = "temporary_file_failed"
    message = N_("The temporary file of the import cannot be written: {detail}.")
    hint = N_("Make room, or name another folder for it with TMPDIR. Nothing was changed.")


class Spool:
    """Rows as JSON, kept in the order they were added; a context manager."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.row_factory = Row
        self._session = Session(self._connection)
        with _spoken():
            self._connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            self._connection.execute("PRAGMA journal_mode = OFF")
            for table in TABLES:
                self._session.run(f"spool.create_{table}")
            self._connection.execute("BEGIN")

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def keep(self, rows: Sequence[Packed]) -> None:
        """Keep some rows, to be had again together."""
        with _spoken():
            self._session.run("spool.insert_chunk", id=None, body=_json(rows))

    def kept(self) -> Iterator[list[Packed]]:
        """Yield all rows, as many at a time as were kept together."""
        with _spoken():
            for row in self._session.each("spool.chunks"):
                yield json.loads(row["body"])

    def refuse(self, line: int, reason: str) -> None:
        """Keep why a line was refused."""
        with _spoken():
            self._session.run("spool.insert_refusal", line=line, reason=reason)

    def refusals(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the refused lines in order, each with its reasons."""
        with _spoken():
            rows = self._session.each("spool.refusals")
            for line, found in groupby(rows, key=lambda row: int(row["line"])):
                yield line, [row["reason"] for row in found]

    def meet(self, targets: Iterable[tuple[int, int, bool]]) -> None:
        """Keep customers that rows are about: number, first line, whether only to be filled."""
        rows = [{"number": one, "line": line, "fills": int(fills)} for one, line, fills in targets]
        with _spoken():
            self._session.many("spool.meet", rows)

    def met(self, numbers: Iterable[int]) -> Iterator[tuple[int, int, bool]]:
        """Yield those of these customers that rows before were about."""
        with _spoken():
            for row in self._session.each("spool.met", numbers=json.dumps(list(numbers))):
                yield row["number"], row["line"], bool(row["fills"])

    def register(self, keys: Iterable[tuple[str, int]]) -> None:
        """Keep whose key something is."""
        with _spoken():
            self._session.many(
                "spool.insert_registered", [{"key": key, "number": one} for key, one in keys]
            )

    def registered(self, keys: Iterable[str]) -> dict[str, int]:
        """Return whose these keys are, as far as rows before told."""
        with _spoken():
            rows = self._session.rows("spool.registered", keys=_json(list(keys)))
            return {row["key"]: row["number"] for row in rows}

    def join(self, rows: Iterable[tuple[int, int, Packed]]) -> None:
        """Keep rows about customers that more is said about: number, line, row."""
        with _spoken():
            self._session.many(
                "spool.insert_joined",
                [{"number": one, "line": line, "body": _json(row)} for one, line, row in rows],
            )

    def joined(self) -> Iterator[tuple[int, bool, list[Packed]]]:
        """Yield such customers in order: number, whether only to be filled, the rows."""
        with _spoken():
            rows = self._session.each("spool.joined")
            for (number, fills), found in groupby(rows, key=_about):
                yield number, fills, [json.loads(row["body"]) for row in found]


def _about(row: Row) -> tuple[int, bool]:
    return row["number"], bool(row["fills"])


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def _json(value: Any) -> str:
    return _encode(value)


@contextmanager
def _spoken() -> Iterator[None]:
    """Say what the temporary file's database refuses: the store has nothing to do with it."""
    try:
        yield
    except sqlite3.Error as error:
        raise SpoolFailed(detail=str(error)) from error

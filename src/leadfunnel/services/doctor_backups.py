"""What `doctor` says of the copies of a store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from leadfunnel.domain.finding import Finding
from leadfunnel.domain.sentence import Phrase, said
from leadfunnel.errors import N_
from leadfunnel.store import copies
from leadfunnel.store.copies import Copy
from leadfunnel.store.migrations import CURRENT
from leadfunnel.store.sqlite import APPLICATION_ID, SqliteStore

DAYS = 7
DAY_SECONDS = 86_400
SMALL_BYTES = 64_000_000
"""A copy up to this size is read through even in a quick look."""
MAKE = said(N_("Make one: leadfunnel backup"))
REMOVE = said(N_("Make a new one with leadfunnel backup, then remove the bad one."))


def findings(store: SqliteStore, now: int, *, full: bool) -> Iterator[Finding]:
    """Yield what is wrong with the copies: all of them with `full`, else the newest."""
    found = copies.of(store)
    if not found:
        yield Finding("no_backup", said(N_("there is no backup yet")), MAKE, grave=False)
        return
    for copy in found if full else found[-1:]:
        detail = fault(copy, whole=full or copy.bytes <= SMALL_BYTES)
        if detail:
            text = N_("the backup {name} cannot be used: {detail}")
            yield Finding("backup", said(text, name=copy.path.name, detail=detail), REMOVE)
    days = (now - found[-1].made_at) // DAY_SECONDS
    if days > DAYS:
        text = N_("the newest backup is {days} days old")
        yield Finding("old_backup", said(text, days=days), MAKE, grave=False)


def fault(copy: Copy, *, whole: bool) -> str:
    """Return what is wrong with one copy, nothing when it can be brought back."""
    try:
        if whole:
            copies.check_sum(copy)
        address = f"{copy.path.absolute().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as connection:
            if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                return Phrase(N_("it is no copy of a store"))
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if not 0 < version <= CURRENT:
                return Phrase(N_("it is of an unknown version"))
            check = "integrity_check(1)" if whole else "schema_version"
            found = connection.execute(f"PRAGMA {check}").fetchone()[0]
            return str(found) if whole and found != "ok" else ""
    except copies.WrongChecksum:
        return Phrase(N_("its checksum is not the one it had when it was made"))
    except sqlite3.DatabaseError as error:
        return str(error)

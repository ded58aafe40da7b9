"""What `doctor` says of the place a store lies in: links, permissions, what copies or shares it."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

from leadfunnel.adapters import disk
from leadfunnel.domain.finding import MEND, Finding
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_
from leadfunnel.store import converting
from leadfunnel.store.sqlite import SqliteStore

OTHERS = 0o077
ROOM = 2
"""So many times its own size a store needs beside it: a backup, and a journal."""
MOVE = said(
    N_("Keep the store in a folder of this machine's own: leadfunnel move DB, then --db DB.")
)
WAL_MENDED = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
"""The versions of SQLite in whose lines a log that is reset at a bad moment no longer corrupts."""
INDEX_MENDED = (3, 50, 3)
"""The version from which on a made-up search index cannot write past its memory."""


def findings(store: SqliteStore) -> Iterator[Finding]:
    """Yield advice about where a store lies, and about who can read it."""
    path = store.path
    yield from _links(path)
    left = converting.left_over(store)
    if left.exists():
        text = N_("an encrypt or decrypt that was killed left {path}, which may lie open")
        yield _advice("left_over", said(text, path=str(left)), MEND, mends=True)
    yield from _modes(store)
    yield from _surroundings(Path(os.path.realpath(path)))


def _advice(code: str, sentence: Sentence, step: Sentence, *, mends: bool = False) -> Finding:
    return Finding(code, sentence, step, grave=False, mends=mends)


def _links(path: Path) -> Iterator[Finding]:
    if path.is_symlink():
        text = N_("{path} is a link to {target}")
        yield _advice(
            "link",
            said(text, path=str(path), target=os.path.realpath(path)),
            said(N_("Its backups lie beside the link: {folder}"), folder=str(path.parent)),
        )
    if path.stat().st_nlink > 1:
        text = N_("{path} is one of several names of the same file")
        step = said(N_("Keep one name: writing under two of them at once can damage the file."))
        yield _advice("hard_link", said(text, path=str(path)), step)


def private(store: SqliteStore) -> Iterator[tuple[Path, int]]:
    """Yield what belongs to a store alone, with the permissions it should have."""
    yield store.path, 0o600
    folder = store.backup_folder
    if folder.is_dir():
        yield folder, 0o700
        for path in sorted(folder.rglob("*")):
            yield path, 0o700 if path.is_dir() else 0o600


def readable(store: SqliteStore) -> list[tuple[Path, int]]:
    """Return what others than the owner may read or write, with the permissions it should have."""
    if os.name != "posix":
        return []
    return [
        (path, mode)
        for path, mode in private(store)
        if not path.is_symlink() and stat.S_IMODE(path.stat().st_mode) & OTHERS
    ]


def _modes(store: SqliteStore) -> Iterator[Finding]:
    for path, _ in readable(store):
        text = N_("others on this machine may read {path}")
        yield _advice("permissions", said(text, path=str(path)), MEND, mends=True)
    if os.name == "posix" and stat.S_IMODE(store.path.parent.stat().st_mode) & 0o022:
        text = N_("others on this machine may write to the folder {path}")
        folder = str(store.path.parent)
        yield _advice("folder", said(text, path=folder), said("chmod 700 {path}", path=folder))


def _surroundings(path: Path) -> Iterator[Finding]:
    program = disk.synced_by(path)
    if program:
        text = N_(
            "the store lies in a folder that {program} copies: copied half written, it breaks"
        )
        yield _advice("synced", said(text, program=program), MOVE)
    system = disk.remote_system(path)
    if system:
        text = N_("the store lies on a network file system ({system}), where locks may not hold")
        yield _advice("network", said(text, system=system), MOVE)
    if disk.free_bytes(path) < ROOM * path.stat().st_size:
        text = N_("there is little room beside the store: {free} MB")
        free = f"{disk.free_bytes(path) // 1_000_000:,}"
        yield _advice("room", said(text, free=free), said(N_("Make room: a backup needs it.")))


def engine_findings(connection: sqlite3.Connection, *, full: bool) -> Iterator[Finding]:
    """Yield advice about SQLite itself and the way it writes this file."""
    told = connection.execute("SELECT sqlite_version()").fetchone()[0]
    version = tuple(map(int, told.split(".")))
    logged = connection.execute("PRAGMA main.journal_mode").fetchone()[0] == "wal"
    if logged:
        text = N_(
            "the file is in WAL mode: another program changed it, and a power cut may cost rows"
        )
        yield _advice("wal", said(text), MEND, mends=True)
    if logged and not wal_is_mended(version):
        yield _advice("sqlite", said(WAL_BUG, version=told), NEWER)
    if full and version < INDEX_MENDED:
        yield _advice("sqlite", said(INDEX_BUG, version=told), TRUSTED)


WAL_BUG = N_("SQLite {version} can damage a file in WAL mode when two programs write to it")
INDEX_BUG = N_("SQLite {version} trusts a search index that somebody forged (mended in 3.50.3)")
NEWER = said(N_("Install a Python with SQLite 3.51.3 or newer."))
TRUSTED = said(N_("Open only stores and backups that you made."))


def wal_is_mended(version: tuple[int, ...]) -> bool:
    """Tell whether a version of SQLite has the mended log; old lines got it later."""
    line = [mended for mended in WAL_MENDED if mended[:2] == version[:2]]
    return version >= (line[0] if line else max(WAL_MENDED))

"""Copies of a store brought under its passphrase, each whole at any instant."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from leadfunnel import durable
from leadfunnel.domain.record import replace
from leadfunnel.store import (
    copies,
    encrypted_files,
    encrypted_lines,
    faults,
    overwriting,
    restoring,
)
from leadfunnel.store.copies import Copy

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.sqlite import SqliteStore


def encrypt(store: SqliteStore, copy: Copy) -> None:
    """Write a copy anew with the key of the store, in its place; raise what is wrong with it."""
    if not copy.whole:
        _encrypt_lines(store, copy)
        return
    restoring.check(store, copy, ask=True)
    pending = copy.path.with_name(f".{copy.path.name}.{os.getpid()}.partial")
    try:
        _made(store, copy, pending)
        fresh = replace(copy, path=pending, sha256=copies.checksum(pending))
        restoring.check(store, fresh)
        _swap(copy, fresh)
    finally:
        overwriting.clear(pending)


def _encrypt_lines(store: SqliteStore, copy: Copy) -> None:
    """Write lines anew beside those there were, which go then."""
    assert store.key is not None  # noqa: S101 - nothing is encrypted without
    copies.check_sum(copy)
    old = encrypted_files.key_of(store, copy.path, ask=True)
    path = copy.path
    if old is None:
        path = copy.path.with_name(copy.path.name + copies.ENCRYPTED_LINES)
        with copy.path.open(encoding="utf-8", newline="\n") as lines:
            encrypted_lines.write(path, lines, store.key)
    else:
        if copy.noted:
            copies.write_note(replace(copy, sha256=None), path)
        encrypted_lines.write(
            path, (f"{line}\n" for line in encrypted_lines.read(path, old)), store.key
        )
    told = replace(copy, path=path, bytes=path.stat().st_size, sha256=copies.checksum(path))
    copies.write_note(told, path)
    if path != copy.path:
        copies.remove(copy)


def _made(store: SqliteStore, copy: Copy, pending: Path) -> None:
    try:
        os.close(os.open(pending, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        origin = encrypted_files.key_of(store, copy.path)
        encrypted_files.copy((copy.path, origin), (pending, store.key))
    except sqlite3.Error as error:
        raise faults.translate(error, str(copy.path), str(copy.path.parent)) from error
    with pending.open("rb") as made:
        os.fsync(made.fileno())


def _swap(old: Copy, new: Copy) -> None:
    """Put one file in the place of another; in between the note knows no checksum."""
    if old.noted:
        copies.write_note(replace(old, sha256=None), old.path)
    new.path.replace(old.path)
    durable.settle(old.path.parent)
    if old.noted:
        told = replace(new, path=old.path, bytes=old.path.stat().st_size)
        copies.write_note(told, old.path)

"""Encrypted lines as `import` reads them: opened by the passphrase they were written with."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from leadfunnel.services.book import Book
from leadfunnel.store import copies, encrypted_files, encrypted_lines, encryption
from leadfunnel.store.backup import is_file

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import BinaryIO


class Unsealing:
    """Opens the encrypted lines of a file by what opens the store, or else by being told."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def opened(self, path: Path) -> Callable[[], BinaryIO] | None:
        """Return what opens a file of encrypted lines, None for any other file."""
        store = self.book.store
        if path.suffix != copies.ENCRYPTED_LINES or not encryption.looks_encrypted(path):
            return None
        if not is_file(store):
            return None
        key = encrypted_files.key_of(store, path, ask=True)
        if key is None or not encrypted_lines.holds_lines(path, key):
            return None
        return partial(encrypted_lines.opened, path, key)

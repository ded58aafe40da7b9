"""Encrypted files as `import` reads them: opened by the passphrase they were written with."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path

from leadfunnel.adapters import encrypted_zip
from leadfunnel.domain.record import replace
from leadfunnel.services.book import Book
from leadfunnel.services.import_declared import Import
from leadfunnel.services.new_passphrases import Handed
from leadfunnel.store import copies, encrypted_files, encrypted_lines, encryption
from leadfunnel.store.backup import is_file

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import BinaryIO


def unzipped(asked: Import, handed: Handed | None) -> Import:
    """Return what was asked with what an encrypted zip holds; anything else as it is."""
    path = asked.path
    if not path.lower().endswith(encrypted_zip.ENDING) or encrypted_zip.member(path) is None:
        return asked
    read = partial(encrypted_zip.read, path)
    return replace(asked, content=(handed or Handed()).opened(path, read))


class Unsealing:
    """Opens the encrypted lines of a file by what opens the store, or else by being told."""

    def __init__(self, book: Book, asked: Import) -> None:
        self.book = book
        self.asked = asked

    def opened(self, path: Path) -> Callable[[], BinaryIO] | None:
        """Return what opens a file of encrypted lines, None for any other file."""
        if self.asked.content is not None:
            return partial(io.BytesIO, self.asked.content)
        store = self.book.store
        if path.suffix != copies.ENCRYPTED_LINES or not encryption.looks_encrypted(path):
            return None
        if not is_file(store):
            return None
        key = encrypted_files.key_of(store, path, ask=True)
        if key is None or not encrypted_lines.holds_lines(path, key):
            return None
        return partial(encrypted_lines.opened, path, key)

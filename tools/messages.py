"""Bring the translations up to date with the sources: `python -m tools.messages`.

Marked sentences are taken into every `.po` below `locale/`, translations kept, and each `.mo` is
compiled. With `--check` nothing is written and all that is missing, left over, unsure, wrong or
stale is listed. The files hold no dates and no line numbers: the same input gives the same bytes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCES = Path(__file__).parent.parent / "src" / "leadfunnel"
FOLDER = SOURCES / "locale"
NAME = "leadfunnel.po"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
TYPER = (
    "Arguments",
    "Options",
    "Commands",
    "default: {default}",
    "required",
    "Missing command.",
    "No such command {name!r}.",
)
"""What Typer says through the catalogue of the program."""
SYSTEM = (
    "Broken pipe",
    "File exists",
    "File name too long",
    "Input/output error",
    "Invalid argument",
    "Is a directory",
    "No space left on device",
    "No such file or directory",
    "Not a directory",
    "Operation not permitted",
    "Permission denied",
    "Read-only file system",
    "Too many open files",
    "database disk image is malformed",
    "database or disk is full",
    "disk I/O error",
    "file is not a database",
    "unable to open database file",
)
"""What the system and SQLite say about files: the details of errors."""


class Book(Catalog):
    """The sentences of one language, under headers that tell nothing about who ran this."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Only what gettext reads."""
        return [
            ("Project-Id-Version", "leadfunnel"),
            ("Language", str(self.locale_identifier)),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def marked() -> Book:
    """Return every sentence to translate, with the files it stands in."""
    book = Book(fuzzy=False)
    found = extract_from_dir(
        SOURCES, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=()
    )
    for file, line, text, _comments, _context in found:
        book.add(text, locations=[(Path(file).as_posix(), line)])
    for origin, texts in (("typer", TYPER), ("system", SYSTEM)):
        for text in texts:
            book.add(text, locations=[(origin, 0)])
    return book


def read(path: Path) -> Catalog:
    """Return the translations in a file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def brought_up(old: Catalog, wanted: Book) -> Book:
    """Return the wanted sentences with the translations there are."""
    book = Book(locale=old.locale_identifier, fuzzy=False)
    book.header_comment = "# The sentences of leadfunnel in another language."
    for message in _sentences(wanted):
        known = old.get(message.id)
        if known is None or known.pluralizable != message.pluralizable:
            known = Message(message.id)
        added = book.add(
            message.id,
            known.string,
            locations=message.locations,
            flags=known.flags,
            user_comments=known.user_comments,
        )
        added.flags.intersection_update({"fuzzy"})
    return book


def po_bytes(book: Book) -> bytes:
    """Return the file that is translated."""
    out = BytesIO()
    write_po(out, book, width=100, include_lineno=False)
    return out.getvalue().rstrip(b"\n") + b"\n"


def mo_bytes(book: Book) -> bytes:
    """Return the file that the program reads."""
    out = BytesIO()
    write_mo(out, book)
    return out.getvalue()


def problems(old: Catalog, wanted: Book) -> Iterator[str]:
    """Tell what a translator has to do."""
    for message in _sentences(wanted):
        known = old.get(message.id)
        if known is None or known.pluralizable != message.pluralizable:
            yield f"not in the file: {message.id!r}"
        else:
            yield from _wrong(known)
    for message in _sentences(old):
        if message.id not in wanted:
            yield f"not in the sources: {message.id!r}"
    yield from (f"left over: {text!r}" for text in old.obsolete)


def _wrong(message: Message) -> Iterator[str]:
    strings = _texts(message.string)
    if not all(strings):
        yield f"not translated: {message.id!r}"
        return
    if message.fuzzy:
        yield f"unsure: {message.id!r}"
    needed = places(_texts(message.id)[-1])
    if any(places(text) != needed for text in strings):
        yield f"has other placeholders: {message.id!r}"


def _texts(either: object) -> list[str]:
    """Return the forms of a sentence; only one that counts has several."""
    several = either if isinstance(either, tuple | list) else [either]
    return [str(text or "") for text in several]


def places(text: str) -> set[str]:
    """Return the names of the placeholders in a sentence."""
    return set(re.findall(r"\{(\w*)", text))


def _sentences(book: Catalog) -> Iterator[Message]:
    return (message for message in book if message.id)


def main() -> int:
    """Write the files, or with `--check` return 1 when there is something to do."""
    check = "--check" in sys.argv
    wanted = marked()
    told: list[str] = []
    for path in sorted(FOLDER.glob(f"*/LC_MESSAGES/{NAME}")):
        old = read(path)
        book = brought_up(old, wanted)
        compiled = path.with_suffix(".mo")
        if not check:
            path.write_bytes(po_bytes(book))
            compiled.write_bytes(mo_bytes(book))
        found = [*problems(old if check else read(path), wanted)]
        if not compiled.exists() or compiled.read_bytes() != mo_bytes(book):
            found.append("the .mo is stale")
        told += [f"{path.relative_to(SOURCES).as_posix()}: {text}" for text in found]
    sys.stdout.write("".join(f"{line}\n" for line in told))
    return int(check and bool(told))


if __name__ == "__main__":
    sys.exit(main())

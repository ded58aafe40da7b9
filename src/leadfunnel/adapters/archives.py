"""Workbooks that are zip archives: their central directory is checked before anything else."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.parsers import expat

from leadfunnel.adapters.encodings import OtherFile
from leadfunnel.adapters.refusals import Damaged, Locked, TooLarge
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_

Source = Path | bytes

MOST_UNPACKED = 1_500_000_000
"""A sheet with a million rows of ten columns is about 580 MB of XML."""
MOST_MEMBERS = 10_000
SMALL = 16_000_000
MOST_RATIO = 200
"""Sheets shrink to a tenth, seldom to a fiftieth; more than 200 is made to harm."""
MOST_PART = 100_000_000
CHUNK = 1_000_000

KINDS = (
    ("xl/workbook.bin", N_("looks like a binary workbook (.xlsb)")),
    ("word/", N_("looks like a Word document")),
    ("ppt/", N_("looks like a presentation")),
    ("Index/Document.iwa", N_("looks like a Numbers or Pages document")),
    ("META-INF/MANIFEST.MF", N_("looks like a program")),
    ("AndroidManifest.xml", N_("looks like a program")),
)
BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    expat.ExpatError,
    KeyError,
    IndexError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OSError,
)
"""What zipfile, zlib and expat raise on bytes that were damaged."""


class Archive:
    """The members of a zip archive, none larger than it says and none beyond the bounds."""

    def __init__(self, file: str, zipped: zipfile.ZipFile) -> None:
        self.file = file
        self.zipped = zipped
        self.names = zipped.namelist()
        _check(file, zipped.infolist())

    @property
    def kind(self) -> str:
        """Return xlsx or ods; raise OtherFile."""
        if "xl/workbook.xml" in self.names:
            return "xlsx"
        mime = self.read("mimetype", 200) if "mimetype" in self.names else b""
        if b"opendocument.spreadsheet" in mime:
            return "ods"
        looks = N_("looks like a zip archive")
        if b"opendocument" in mime:
            looks = N_("looks like a text document or a presentation")
        for start, word in KINDS:
            if any(name.startswith(start) for name in self.names):
                looks = word
        raise OtherFile(file=self.file, looks=looks)

    def read(self, name: str, most: int = MOST_PART) -> bytes:
        """Return a whole member; raise TooLarge."""
        if self.zipped.getinfo(name).file_size > most:
            raise TooLarge(file=self.file, detail=_sized(name, self.zipped.getinfo(name).file_size))
        with self.zipped.open(name) as member:
            found = member.read(most + 1)
            member.read(1)  # the checksum is compared at the end
        return found

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a member piece by piece."""
        with self.zipped.open(name) as member:
            while piece := member.read(CHUNK):
                yield piece


@contextmanager
def opened(source: Source, file: str) -> Iterator[Archive]:
    """Open an archive; whatever is found broken while it is open is Damaged."""
    try:
        with zipfile.ZipFile(source if isinstance(source, Path) else io.BytesIO(source)) as zipped:
            yield Archive(file, zipped)
    except BROKEN as error:
        raise Damaged(file=file, detail=N_("its parts cannot be unpacked")) from error


def well_formed(xml: bytes, *, whole: bool = True) -> None:
    """Raise what `opened` turns into Damaged where XML, or its beginning, is broken or defines."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _no_definitions
    parser.Parse(xml, whole)


def _no_definitions(*_: object) -> None:
    raise ValueError("definitions can be made to grow without bounds")


def _check(file: str, members: list[zipfile.ZipInfo]) -> None:
    for member in members:
        parts = re.split(r"[/\\]", member.filename)
        if ".." in parts or not parts[0] or ":" in parts[0]:
            looks = N_("looks like a zip archive with names that lead out of it")
            raise OtherFile(file=file, looks=looks)
        if member.file_size > SMALL and member.file_size > MOST_RATIO * member.compress_size:
            raise TooLarge(file=file, detail=_sized(member.filename, member.file_size))
    whole = sum(member.file_size for member in members)
    if whole > MOST_UNPACKED or len(members) > MOST_MEMBERS:
        raise TooLarge(file=file, detail=_sized("", whole))
    if any(member.flag_bits & 1 for member in members):
        raise Locked(file=file, looks="")


def _sized(name: str, size: int) -> Phrase:
    megabytes = f"{size / 1_000_000:,.0f}"
    if not name:
        return Phrase(N_("{megabytes} MB"), megabytes=megabytes)
    return Phrase(N_("{megabytes} MB in {name}"), megabytes=megabytes, name=name[:60])

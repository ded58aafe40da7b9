"""An old .xls file before it is read: what it is, how far its cells reach, which hold errors.

The container is a small file system (MS-CFB), the workbook in it a run of records (BIFF8, MS-XLS).
calamine keeps a sheet as one block from its first cell to its last and shows errors as nothing,
so both are told from the records first.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from leadfunnel.adapters.encodings import OtherFile
from leadfunnel.adapters.refusals import Damaged, Locked
from leadfunnel.domain.record import dataclass, field
from leadfunnel.domain.sheet import cell_name
from leadfunnel.errors import N_

FREE = 0xFFFFFFFA
DOCUMENTS = (
    ("WordDocument", N_("looks like a Word document")),
    ("PowerPoint Document", N_("looks like a presentation")),
    ("__properties_version1.0", N_("looks like an e-mail")),
)
SHEET, BEGIN, END, LOCKED = 0x0085, 0x0809, 0x000A, 0x002F
FORMULA, ERROR_CELL, RUN = 0x0006, 0x0205, 0x00BD
ONE_CELL = frozenset((FORMULA, ERROR_CELL, 0x0203, 0x0204, 0x00FD, 0x027E, 0x00D6))
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


@dataclass
class Extent:
    """How far a sheet's cells reach, and its cells that hold an error."""

    rows: int = 0
    columns: int = 0
    errors: list[tuple[str, str]] = field(default_factory=list)


def workbook_stream(data: bytes, file: str) -> bytes:
    """Return the records of the workbook; raise OtherFile, Locked or Damaged."""
    try:
        container = _Container(data)
        names = container.entries
        if "EncryptedPackage" in names or "EncryptionInfo" in names:
            raise Locked(file=file, looks="")
        for name, looks in DOCUMENTS:
            if name in names:
                raise OtherFile(file=file, looks=looks)
        found = next((names[name] for name in ("Workbook", "Book") if name in names), None)
        if found is None:
            raise OtherFile(file=file, looks=N_("looks like no workbook"))
        return container.stream(*found)
    except (struct.error, IndexError, ValueError) as error:
        raise Damaged(file=file, detail=N_("its parts cannot be found")) from error


def extents(stream: bytes, file: str) -> list[Extent]:
    """Return how far each sheet reaches, in the order in which the workbook names them."""
    places: list[int] = []
    found: dict[int, Extent] = {}
    current = Extent()
    depth = 0
    for at, kind, body in _records(stream):
        if kind == LOCKED:
            raise Locked(file=file, looks="")
        if kind == SHEET and len(body) >= 6:
            places.append(struct.unpack_from("<I", body)[0])
        elif kind == BEGIN:
            depth += 1
            if depth == 1:
                current = found[at] = Extent()
        elif kind == END:
            depth -= 1
        elif depth:
            _measure(current, kind, body)
    if not places or any(place not in found for place in places):
        raise Damaged(file=file, detail=N_("its parts cannot be found"))
    return [found[place] for place in places]


def _measure(sheet: Extent, kind: int, body: bytes) -> None:
    if kind in ONE_CELL and len(body) >= 6:
        row, column = struct.unpack_from("<HH", body)
        last = column
    elif kind == RUN and len(body) >= 6:
        row, column = struct.unpack_from("<HH", body)
        last = struct.unpack_from("<H", body, len(body) - 2)[0]
    else:
        return
    sheet.rows = max(sheet.rows, row + 1)
    sheet.columns = max(sheet.columns, last + 1)
    code = _error(kind, body)
    if code is not None:
        sheet.errors.append((cell_name(row + 1, column), ERRORS.get(code, "#?")))


def _error(kind: int, body: bytes) -> int | None:
    if kind == ERROR_CELL and len(body) >= 8 and body[7]:
        return body[6]
    if kind == FORMULA and len(body) >= 14 and body[12:14] == b"\xff\xff" and body[6] == 2:
        return body[8]
    return None


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


class _Container:
    """The streams in a compound file."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.sector = 1 << min(struct.unpack_from("<H", data, 30)[0], 16)
        self.small = 1 << min(struct.unpack_from("<H", data, 32)[0], 16)
        self.limit = struct.unpack_from("<I", data, 56)[0]
        self.chain = self._allocation()
        self.entries = dict(self._directory())

    def stream(self, start: int, size: int) -> bytes:
        """Return a stream by its first sector and size; small ones lie within another."""
        if size >= self.limit:
            return self._joined(start)[:size]
        table = self._joined(struct.unpack_from("<I", self.data, 60)[0])
        chain = struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])
        whole = self._joined(self.entries["Root Entry"][0])
        pieces = _followed(start, chain)
        return b"".join(whole[at * self.small : (at + 1) * self.small] for at in pieces)[:size]

    def _allocation(self) -> tuple[int, ...]:
        """Return which sector follows each."""
        listed = list(struct.unpack_from("<109I", self.data, 76))
        more = struct.unpack_from("<I", self.data, 68)[0]
        for _ in range(len(self.data) // self.sector):
            if more >= FREE:
                break
            *places, more = struct.unpack(f"<{self.sector // 4}I", self._at(more))
            listed += places
        table = b"".join(self._at(place) for place in listed if place < FREE)
        return struct.unpack(f"<{len(table) // 4}I", table)

    def _directory(self) -> Iterator[tuple[str, tuple[int, int]]]:
        table = self._joined(struct.unpack_from("<I", self.data, 48)[0])
        for at in range(0, len(table) - 127, 128):
            size = struct.unpack_from("<H", table, at + 64)[0]
            if 2 <= size <= 64:
                name = table[at : at + size - 2].decode("utf-16-le", "replace")
                yield name, struct.unpack_from("<II", table, at + 116)

    def _joined(self, start: int) -> bytes:
        return b"".join(map(self._at, _followed(start, self.chain)))

    def _at(self, place: int) -> bytes:
        begin = (place + 1) * self.sector
        if begin >= len(self.data):
            raise IndexError(place)
        return self.data[begin : begin + self.sector].ljust(self.sector, b"\0")


def _followed(start: int, chain: tuple[int, ...]) -> Iterator[int]:
    """Yield the sectors of a chain; one that runs in a circle ends with the last sector."""
    for _ in chain:
        if start >= FREE:
            return
        yield start
        start = chain[start]

"""An .xlsx sheet in slices of rows, each small enough to be read whole.

calamine keeps a sheet as one block from its first cell to its last: a sheet with a million rows
would fill the memory, and one with two cells in opposite corners ends the process. So the rows are
cut out of the sheet's XML, and calamine is given workbooks that hold some of them each.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from functools import cached_property
from xml.parsers import expat

from leadfunnel.adapters.archives import Archive, well_formed
from leadfunnel.adapters.refusals import Damaged
from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_

MOST_ROWS = 20_000
MOST_BYTES = 12_000_000
MOST_CELLS = 400_000
LONGEST_ROW = 32_000_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
BEGINNING = re.compile(rb"<((?:[\w.-]+:)?)sheetData\b[^>]*?(/?)>")
NUMBERED = re.compile(rb"""<[^>]*?\sr\s*=\s*["'](\d+)["']""")
PLACED = re.compile(rb"""\sr\s*=\s*["'][A-Za-z]*(\d+)""")
LETTERED = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]+)""")
UNPLACED = re.compile(rb"<(?:[\w.-]+:)?c\b(?![^>]*\sr\s*=)")
ERROR = re.compile(
    rb"""<[\w.:-]*\bc\s(?=[^>]*?\bt\s*=\s*["']e["'])[^>]*?\br\s*=\s*["']([A-Z]+\d+)["'][^>]*>"""
    rb"""(?:(?!</[\w.:-]*\bc>).)*?<[\w.:-]*\bv\b[^>]*>([^<]*)<""",
    re.DOTALL,
)
UNSAVED = re.compile(
    rb"""<[\w.:-]*\bc\s(?![^>]*?\bt\s*=\s*["']str["'])[^>]*?\br\s*=\s*["']([A-Z]+\d+)["'][^>]*>\s*"""
    rb"""<[\w.:-]*\bf\b[^>]*?(?:/>|>[^<]*</[\w.:-]*\bf>)\s*"""
    rb"""(?:<[\w.:-]*\bv\b[^>]*?(?:/>|>\s*</[\w.:-]*\bv>)\s*)?</[\w.:-]*\bc>"""
)
KEPT = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/_rels/[^/]+\.rels|xl/[^/]+\.xml", re.IGNORECASE
)


@dataclass(frozen=True)
class Slice:
    """A workbook of some rows of a sheet, and its cells with an error or an unsaved formula."""

    workbook: bytes
    errors: tuple[tuple[str, str], ...]
    unsaved: tuple[str, ...]


class XlsxSlices:
    """The sheets of an .xlsx file, each cut into slices."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    @cached_property
    def members(self) -> dict[str, str]:
        """The names of the sheets, each with its member of the archive."""
        places: dict[str, str] = {}
        for name, found in _elements(self.archive.read("xl/_rels/workbook.xml.rels")):
            if name == "Relationship" and found.get("Type", "").endswith("/worksheet"):
                target = found.get("Target", "")
                path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
                places[found.get("Id", "")] = path.replace("xl/./", "xl/")
        return {name: places[place] for name, place, _ in self._listed if place in places}

    @property
    def shown(self) -> tuple[str, ...]:
        """The names of the sheets that are not hidden."""
        return tuple(
            name for name, _, state in self._listed if state == "visible" and name in self.members
        )

    @cached_property
    def _listed(self) -> list[tuple[str, str, str]]:
        return [
            (found.get("name", ""), found.get("id", ""), found.get("state", "visible"))
            for name, found in _elements(self.archive.read("xl/workbook.xml"))
            if name == "sheet"
        ]

    def holds(self, name: str) -> bool:
        """Tell whether the named sheet has any cell with something in it."""
        return next(_Rows(self.archive, self.members[name]).numbered(), None) is not None

    def slices(self, name: str) -> Iterator[Slice]:
        """Yield what the named sheet holds."""
        rows = _Rows(self.archive, self.members[name])
        for batch in rows.batches():
            xml = b"".join((rows.beginning, *batch, rows.ending))
            well_formed(xml, whole=False)
            errors = ERROR.findall(xml) if b'"e"' in xml or b"'e'" in xml else ()
            unsaved = UNSAVED.findall(xml) if b"<f" in xml or b":f" in xml else ()
            yield Slice(
                self._workbook(self.members[name], xml),
                tuple((cell.decode(), text.decode("utf-8", "replace")) for cell, text in errors),
                tuple(cell.decode() for cell in unsaved),
            )

    @cached_property
    def _frame(self) -> bytes:
        """Everything that the cells of any sheet refer to, as an archive without sheets."""
        frame = io.BytesIO()
        with zipfile.ZipFile(frame, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as zipped:
            for name in dict.fromkeys(self.archive.names):
                if KEPT.fullmatch(name):
                    part = self.archive.read(name)
                    well_formed(part)
                    zipped.writestr(name, part)
        return frame.getvalue()

    def _workbook(self, member: str, xml: bytes) -> bytes:
        whole = io.BytesIO()
        whole.write(self._frame)
        with zipfile.ZipFile(whole, "a", zipfile.ZIP_STORED) as zipped:
            zipped.writestr(member, xml)
        return whole.getvalue()


class _Rows:
    """The rows in a sheet's XML, as bytes."""

    def __init__(self, archive: Archive, member: str) -> None:
        self.archive = archive
        self.chunks = archive.chunks(member)
        self.rest = b""
        self.beginning = b""
        self.ending = b""

    def batches(self) -> Iterator[list[bytes]]:
        """Yield rows that lie near each other, few enough to be one block of cells."""
        batch: list[tuple[int, bytes]] = []
        size = last = 0
        for number, row in self.numbered():
            far = batch and (number >= batch[0][0] + MOST_ROWS or number > last + 1000)
            if far or (batch and size + len(row) > MOST_BYTES):
                yield from self._narrow(batch)
                batch, size = [], 0
            elif number <= last:
                raise _damaged(self.archive)
            batch.append((number, row))
            size, last = size + len(row), number
        if batch:
            yield from self._narrow(batch)

    def numbered(self) -> Iterator[tuple[int, bytes]]:
        """Yield the rows that hold something with their numbers; every row says its own."""
        number = 0
        for row in self._rows():
            match = NUMBERED.match(row)
            if match:
                number = int(match[1][:9])
            else:
                first = PLACED.search(row)
                number = int(first[1][:9]) if first else number + 1
            if not 1 <= number <= LAST_ROW:
                raise _damaged(self.archive)
            if b"v>" in row or b"is>" in row or b"f>" in row:
                yield number, row if match else _labelled(row, number)

    def _narrow(self, batch: list[tuple[int, bytes]]) -> Iterator[list[bytes]]:
        """Yield all of the rows, or fewer at a time where one reaches far to the right."""
        step = max(1, MOST_CELLS // self._width(batch))
        rows: list[bytes] = []
        begin = batch[0][0]
        for number, row in batch:
            if number >= begin + step:
                yield rows
                rows, begin = [], number
            rows.append(row)
        yield rows

    def _width(self, batch: list[tuple[int, bytes]]) -> int:
        """Return the most columns that a row may have; cells must lie in the rows they are in."""
        xml = b"".join(row for _, row in batch)
        width = max(map(_column, set(LETTERED.findall(xml))), default=1)
        strange = set(PLACED.findall(xml)) - {b"%d" % number for number, _ in batch}
        if strange or width > LAST_COLUMN:
            raise _damaged(self.archive)
        if UNPLACED.search(xml):  # cells that only follow one another
            width = max(width, *(row.count(b"<") for _, row in batch))
        return width

    def _rows(self) -> Iterator[bytes]:
        if not self._begin():
            return
        prefix = self.ending[2:].partition(b"sheetData")[0]
        opening, closing = b"<" + prefix + b"row", b"</" + prefix + b"row>"
        for chunk in self.chunks:
            *rows, self.rest = (self.rest + chunk).split(closing)
            for row in rows:
                begin = row.rfind(opening)
                if begin < 0:
                    raise _damaged(self.archive)
                # Rows without cells have no closing tag and stand before it.
                yield row[begin:] + closing
            if len(self.rest) > LONGEST_ROW:
                raise _damaged(self.archive)
        if self.ending not in self.rest:
            raise _damaged(self.archive)

    def _begin(self) -> bool:
        """Find where the rows begin; tell whether there are any."""
        head = b""
        for chunk in self.chunks:
            head += chunk
            match = BEGINNING.search(head)
            if match:
                opened = match[0] if not match[2] else match[0][:-2] + b">"
                self.beginning = _undimensioned(head[: match.start()]) + opened
                self.ending = b"</" + match[1] + b"sheetData>"
                self.rest = head[match.end() :]
                self.chunks = _after(self.rest, self.chunks)
                self.rest = b""
                return not match[2]
            if len(head) > LONGEST_ROW:
                break
        raise _damaged(self.archive)


def _after(first: bytes, chunks: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from chunks


def _undimensioned(head: bytes) -> bytes:
    """Return the XML before the rows without the size that it claims for them."""
    return re.sub(rb"<(?:[\w.-]+:)?dimension\b[^>]*>", b"", head)


def _labelled(row: bytes, number: int) -> bytes:
    """Return a row that says its number."""
    name = re.match(rb"<[\w.:-]+", row)
    at = name.end() if name else 0
    return b'%s r="%d"%s' % (row[:at], number, row[at:])


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _damaged(archive: Archive) -> Damaged:
    return Damaged(file=archive.file, detail=N_("the rows of a sheet cannot be told apart"))


def _elements(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    """Return the elements of a small XML file with their attributes, all without prefixes."""
    found: list[tuple[str, dict[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        bare = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        found.append((name.rpartition(":")[2], bare))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(xml, True)
    return found

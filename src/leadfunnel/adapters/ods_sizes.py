"""How far the sheets of an .ods file reach, whose cells and rows may be repeated by a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from leadfunnel.adapters.archives import Archive, well_formed
from leadfunnel.adapters.refusals import Locked

TAGS = re.compile(rb"<(/?)table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>")
REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,9})')


def ods_sizes(archive: Archive) -> Iterator[tuple[int, int]]:
    """Yield the rows and columns of the block of cells of each sheet; raise Locked."""
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Locked(file=archive.file, looks="")
    rows, last, column, widest = 0, 0, 0, 0
    content = archive.read("content.xml")
    well_formed(content)
    for closing, name, attributes in TAGS.findall(content):
        match = REPEATED.search(attributes)
        times = int(match[1]) if match else 1
        if name == b"table":
            if closing:
                yield last, widest
            rows = last = widest = 0
        elif closing:
            continue
        elif name == b"table-row":
            rows, column = rows + times, 0
        else:
            column += times
            if b"value" in attributes or b"formula" in attributes:
                last, widest = rows, max(widest, column)

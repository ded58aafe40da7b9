"""Rows of sheets that cannot be recorded, left beside their file to be mended and read again."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from leadfunnel.domain.guard import guarded
from leadfunnel.services.campaign_pile import Pile
from leadfunnel.services.campaign_rows import Row


def leave(pile: Pile) -> list[str]:
    """Write the bad rows beside the first file, one file for each header; return their paths."""
    headers = dict.fromkeys(row.header for row in pile.bad)
    return [_left(pile, [row for row in pile.bad if row.header == header]) for header in headers]


def _left(pile: Pile, rows: Sequence[Row]) -> str:
    """Write rows of one header with the reasons in front; the very same file is not left twice."""
    from leadfunnel.adapters.private_files import free_name, write_file
    from leadfunnel.i18n import language
    from leadfunnel.services.import_refused import MARK, REASONS, same

    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([REASONS[language()], *map(guarded, rows[0].header)])
    for row in rows:
        writer.writerow([str(pile.refused[row.place]["text"]), *map(guarded, row.raw)])
    source = Path("stdin" if rows[0].file == "-" else rows[0].file)
    first = source.with_name(f"{source.stem.removesuffix(MARK)}{MARK}.csv")
    path = free_name(first)
    write_file(path, ["\ufeff", out.getvalue()])
    known = same(path, first)
    if known is not None:
        path.unlink()
    return str(known or path)

"""Rows of sheets that cannot be recorded, left beside their file to be mended and read again."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.guard import csv_line
from leadfunnel.services.campaign_pile import Pile
from leadfunnel.services.campaign_rows import Row


def leave(pile: Pile) -> list[str]:
    """Write the bad rows beside the first file, one file for each header; return their paths."""
    headers = dict.fromkeys(row.header for row in pile.bad)
    return [_left(pile, [row for row in pile.bad if row.header == header]) for header in headers]


def _left(pile: Pile, rows: Sequence[Row]) -> str:
    """Write rows of one header with the reasons in front; the very same file is not left twice."""
    from leadfunnel.i18n import language
    from leadfunnel.services import import_refused

    lines = [csv_line([str(pile.refused[row.place]["text"]), *row.raw]) for row in rows]
    header = csv_line([import_refused.REASONS[language()], *rows[0].header])
    return str(import_refused.put(rows[0].file, ["\ufeff", header, *lines])[0])

"""Hiding the middle of every phone in what is shown, whatever it is: `--mask`, and `mask` in the
settings of the person. All screens and documents pass through here when that is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from leadfunnel.domain.form import Form, Forms
from leadfunnel.domain.hiding import hidden
from leadfunnel.domain.record import replace
from leadfunnel.views.layout import Block, Cell, Line, Span, Table

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_MOBILE = re.compile(r"1[3-9]\d{9}")
PHONES = ("phone", "phones", "wechat", "external_ids", "external_id")
"""Keys under which a bare number is a phone; elsewhere it is an amount."""
PLAIN = ("schema", "sha256", "path", "file", "version")


def blocks(found: Sequence[Block], region: str) -> list[Block]:
    """Return the blocks of a screen without a whole phone."""
    return [_block(block, region) for block in found]


def document(value: Any, region: str, key: str = "") -> Any:
    """Return a document without a whole phone."""
    if isinstance(value, Mapping):
        return {name: document(one, region, str(name)) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [document(one, region, key) for one in value]
    if not isinstance(value, str) or key in PLAIN:
        return value
    amount = key not in PHONES and _NUMBER.fullmatch(value) and not _MOBILE.fullmatch(value)
    return value if amount else hidden(value, region)


def forms(found: Forms, region: str) -> Forms:
    """Return sheets without a whole phone."""
    return replace(found, forms=tuple(_form(one, region) for one in found.forms))


def _form(form: Form, region: str) -> Form:
    rows = tuple(tuple(hidden(cell, region) for cell in row) for row in form.rows)
    return replace(form, rows=rows)


def _block(block: Block, region: str) -> Block:
    if isinstance(block, Line):
        return _line(block, region)
    if isinstance(block, Table):
        rows = tuple(
            _line(row, region)
            if isinstance(row, Line)
            else tuple(_cell(cell, region) for cell in row)
            for row in block.rows
        )
        return Table(block.columns, rows, block.indent)
    return block


def _line(block: Line, region: str) -> Line:
    return Line(tuple(_cell(cell, region) for cell in block.spans), block.indent, block.hang)


def _cell(cell: Cell, region: str) -> Cell:
    if isinstance(cell, Span):
        return Span(hidden(cell.text, region), cell.style)
    return hidden(cell, region)

"""The lists of a help page: Typer counts characters, but a Chinese one is two cells wide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from leadfunnel.views.cells import cells, wrapped

WIDEST_NAME = 30
GAP = 2


def write_list(formatter: Any, title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Write names and what they mean under a title, if there are any."""
    if not rows:
        return
    indent = max(min(cells(name), WIDEST_NAME) for name, _ in rows) + GAP
    with formatter.section(title):
        for name, meaning in rows:
            _write_row(formatter, indent, name, meaning)


def _write_row(formatter: Any, indent: int, name: str, meaning: str) -> None:
    margin = " " * formatter.current_indent
    room = max(formatter.width - indent - formatter.current_indent, 10)
    lines = [meaning[start:end] for start, end in wrapped(meaning, room)]
    beside = cells(name) + GAP <= indent
    first = lines.pop(0) if beside else ""
    formatter.write(f"{margin}{name}{' ' * (indent - cells(name))}{first}".rstrip() + "\n")
    for line in lines:
        formatter.write(f"{margin}{' ' * indent}{line}\n")

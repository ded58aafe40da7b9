"""Prints blocks in colour on a terminal, through Rich."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from leadfunnel.views.layout import Block, Printed, Sheet, Span, typeset
from leadfunnel.views.plot import SHADES, SIGNS
from leadfunnel.views.spark import LEVELS

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import TextIO

STYLES = {
    "title": "bold",
    "head": "dim",
    "dim": "dim",
    "rule": "dim",
    "good": "green",
    "warn": "yellow",
    "bad": "red",
    "bar": "cyan",
    "spark": "cyan",
    "plot": "cyan",
}
_DRAWN = {
    "rule": str.maketrans("-", "─"),
    "bar": str.maketrans("#", "█"),
    "spark": str.maketrans(LEVELS, "▁▂▃▄▅▆▇█"),
    "plot": str.maketrans(SIGNS, "●○·─│"),
    "shade": str.maketrans(SHADES, "░▒▓█"),
}


def write(blocks: Sequence[Block], sheet: Sheet, out: TextIO) -> None:
    """Write the blocks; markup in them is text, and only signs of one cell are drawn with.

    Terminals differ over the width of the signs for rules and bars, so with `wide` they are ASCII.
    """
    console = Console(file=out, force_terminal=True, highlight=False, markup=False, emoji=False)
    for printed in typeset(blocks, sheet):
        console.print(_text(printed, sheet), soft_wrap=True)


def _text(printed: Printed, sheet: Sheet) -> Text:
    return Text.assemble(*((_drawn(span, sheet), STYLES.get(span.style, "")) for span in printed))


def _drawn(span: Span, sheet: Sheet) -> str:
    if sheet.wide or span.style not in _DRAWN:
        return span.text
    return span.text.translate(_DRAWN[span.style])

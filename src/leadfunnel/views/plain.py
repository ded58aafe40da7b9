"""Prints blocks as plain text: in a pipe, in a file, or where colour is not wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leadfunnel.views.layout import Block, Sheet, typeset


def rendered(blocks: Sequence[Block], sheet: Sheet) -> Iterator[str]:
    """Yield the lines; without a width nothing is wrapped, and nothing is ever cut."""
    for printed in typeset(blocks, sheet):
        yield "".join(span.text for span in printed)

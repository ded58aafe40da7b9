"""What contacts and calendars have in common: clean texts, lines of 75 bytes that end in CRLF."""

from __future__ import annotations

import re

MOST_BYTES = 75
BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


def clean(text: str) -> str:
    """Return a text with plain line ends and no control characters, which no phone shows."""
    if text.isascii() and text.isprintable():
        return text
    return CONTROLS.sub("", BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    """Return a text for a place that is one line: a name, a title, an organisation."""
    return " ".join(clean(text).split())


def folded(text: str) -> str:
    """Return lines folded as RFC 2425 and 5545 ask for, no character parted."""
    return "".join(f"{_folded(line)}\r\n" for line in text.split("\r\n") if line)


def _folded(line: str) -> str:
    if len(line) * 4 <= MOST_BYTES or (line.isascii() and len(line) <= MOST_BYTES):
        return line
    pieces, size = [""], 0
    for sign in line:
        count = len(sign.encode())
        if size + count > MOST_BYTES:
            pieces.append("")
            size = 1  # the space that marks a continued line
        pieces[-1] += sign
        size += count
    return "\r\n ".join(pieces)

"""Makes text from the store or the keyboard harmless before anything prints it.

Control characters steer a terminal, and marks of direction reorder what is read, so both are
shown as escapes; a lone surrogate cannot be encoded at all.
"""

from __future__ import annotations

import re

_HARMFUL = "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
_BREAKS = "\r\n|[\n\u2028\u2029]"


def visible(text: str) -> str:
    """Return the text on one line, with what is harmful as an escape such as `\\x1b`."""
    if text.isprintable():
        return text
    joined = re.sub(f"[ \t]*(?:{_BREAKS})[ \t]*", " / ", text.strip("\n"))
    return _escaped(joined.replace("\t", " "))


def visible_lines(text: str) -> list[str]:
    """Return the lines of the text, each made visible; at least one."""
    return [visible(line.rstrip()) for line in re.split(_BREAKS, text.strip("\n"))]


def json_safe(document: str) -> str:
    """Return JSON text with what is harmful in its strings as JSON's own escapes."""
    if document.isascii() and "\x7f" not in document:
        return document
    return re.sub(f"[{_HARMFUL}]", lambda match: f"\\u{ord(match[0]):04x}", document)


def steadied(text: str) -> str:
    """Return a document with what would steer a terminal as escapes; its line ends stay."""
    if text.isprintable():
        return text
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\r(?!\n)", _escape, text)


def shortened(text: str, limit: int) -> str:
    """Return at most so many characters, ending in dots where some were left out."""
    return text if len(text) <= limit else text[: limit - 3] + "..."


def _escaped(text: str) -> str:
    return re.sub(f"[{_HARMFUL}]", _escape, text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"

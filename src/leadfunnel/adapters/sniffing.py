"""What a file is, told by its first bytes and never by its name."""

from __future__ import annotations

import codecs
import re

from leadfunnel.adapters.encodings import MARKS, SIGNATURES, OtherFile, nul_pattern
from leadfunnel.errors import N_

HEAD = 65_536
ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
READ_HERE = (b"BEGIN:VCARD", b'{"', b"[{")
"""Signatures that mean a refusal to whoever reads tables of text only."""

OTHERS = (
    *((mark, word) for mark, word in SIGNATURES if mark not in READ_HERE),
    (b"GIF8", N_("looks like a picture")),
    (b"II*\0", N_("looks like a picture")),
    (b"MM\0*", N_("looks like a picture")),
    (b"\x1a\x45\xdf\xa3", N_("looks like a video")),
    (b"\x7fELF", N_("looks like a program")),
    (b"MZ\x90\0", N_("looks like a program")),
    (b"Rar!", N_("looks like a compressed file (rar)")),
    (b"7z\xbc\xaf\x27\x1c", N_("looks like a compressed file (7z)")),
    (b"BZh", N_("looks like a compressed file (bzip2)")),
    (b"\xfd7zXZ", N_("looks like a compressed file (xz)")),
    (b"MIME-Version:", N_("looks like a web page")),
    (b"From: <Saved by", N_("looks like a web page")),
    (b"BEGIN:VCALENDAR", N_("looks like a calendar")),
)
INSIDE = (
    (4, b"ftyp", N_("looks like a picture or a video")),
    (8, b"WEBP", N_("looks like a picture")),
    (8, b"WAVE", N_("looks like a sound")),
)
PAGE = re.compile(
    r"\s*(<!--.*?-->\s*)*<(!doctype|html|head|meta|body|table|div|script|style|svg|\?xml)\b",
    re.IGNORECASE | re.DOTALL,
)
CARD = re.compile(r"\s*(?:[\w-]+\.)?BEGIN\s*:\s*VCARD\b", re.IGNORECASE)
DOCUMENT = re.compile(r'\s*(?:\{\s*["}]|\[\s*(?:[\[{"\]]|$))')
CONTROLS = frozenset((*range(9), *range(14, 27), *range(28, 32), 127))
MOST_CONTROLS = 0.05


def kind(head: bytes, file: str) -> str:
    """Return zip, ole, vcf, json, or text for whatever else is text; raise OtherFile."""
    if head.startswith(ZIP):
        return "zip"
    if head.startswith(OLE):
        return "ole"
    looks = next((word for mark, word in OTHERS if head.startswith(mark)), None)
    looks = looks or next((word for at, mark, word in INSIDE if head[at:].startswith(mark)), None)
    text = begun(head)
    if looks is None and PAGE.match(text):
        looks = N_("looks like a web page (HTML or XML)")
    if looks is None and _is_rubbish(head):
        looks = N_("looks like no text at all")
    if looks:
        raise OtherFile(file=file, looks=looks)
    if CARD.match(text):
        return "vcf"
    return "json" if DOCUMENT.match(text) else "text"


def wide(head: bytes) -> str | None:
    """Return the encoding that a byte order mark names, None without one."""
    return next((name for mark, name in MARKS if head.startswith(mark)), None)


def begun(head: bytes) -> str:
    """Return the beginning of a text, as far as it is ASCII."""
    encoding = wide(head) or nul_pattern(head) or "latin-1"
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    return decoder.decode(head[:4096]).lstrip("\ufeff")


def _is_rubbish(head: bytes) -> bool:
    """Tell bytes that are no text from text with a few wrong characters in it."""
    if wide(head) or nul_pattern(head):
        return False
    wrong = sum(map(head.count, (bytes((code,)) for code in CONTROLS)))
    return wrong > max(8, len(head) * MOST_CONTROLS)

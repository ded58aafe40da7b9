"""The lines of a vCard, whichever version and program wrote it.

Cleaned up before vobject reads a line: folding by spaces (3.0, 4.0) and by `=` (quoted-printable,
2.1), blocks of base64 without an indent, values in a character set of their own, a `;` too many.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterable, Iterator

from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_

IGNORED = re.compile(rb"(?:[\w-]+\.)?(?:PHOTO|LOGO|SOUND|KEY)\b", re.IGNORECASE)
QUOTED = re.compile(rb"[^:]*\bQUOTED-PRINTABLE\b[^:]*:", re.IGNORECASE)
PROPERTY = re.compile(rb"\s*(?:[\w-]+\.)?[A-Za-z][\w-]*\s*(?:;[^:]*)?:")
ESCAPED = re.compile(r"\\([nN,;:\\])")


class Unreadable(ValueError):
    """A value is not in the encoding it should be in."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Property:
    """One line: its name in capitals, its types in small letters, its value still escaped."""

    name: str
    types: frozenset[str]
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value as a person reads it."""
        return unescaped(self.value).strip()

    @property
    def parts(self) -> list[str]:
        """The parts between semicolons, each as one text."""
        from vobject.vcard import splitFields

        found: list[str | list[str]] = splitFields(self.value)
        return [(part if isinstance(part, str) else " ".join(part)).strip() for part in found]


def unescaped(value: str) -> str:
    """Return a value without its backslashes."""
    return ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)


def properties(lines: Iterable[bytes], encoding: str) -> Iterator[Property]:
    """Yield what the lines of one card say; raise Unreadable."""
    for line in unfolded(lines):
        if not IGNORED.match(line):
            found = _property(line, encoding)
            if found is not None and found.value.strip(" ;"):
                yield found


def unfolded(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield whole lines; what cannot begin a line goes on with the one before."""
    whole: bytearray | None = None  # bytes would be copied for every line of a photo
    for line in lines:
        if whole is None:
            whole = bytearray(line)
        elif whole.endswith(b"=") and QUOTED.match(whole):
            whole[-1:] = line
        elif line[:1] in (b" ", b"\t"):
            whole += line[1:]
        elif PROPERTY.match(line):
            yield bytes(whole)
            whole = bytearray(line)
        elif line.strip() and not IGNORED.match(whole):
            whole += b"\\n" + line
    if whole is not None:
        yield bytes(whole)


def _property(line: bytes, encoding: str) -> Property | None:
    from vobject.base import ParseError, parseLine

    head, colon, rest = line.strip().decode("utf-8", "surrogateescape").partition(":")
    tidy = re.sub(r"\s*;[\s;]*", ";", head).rstrip("; ") + colon + rest
    try:
        name, listed, value, _ = parseLine(tidy)
    except ParseError:  # parameters that no grammar allows: the name and the value still count
        name, listed, value = head.partition(";")[0].rpartition(".")[2], [], rest
    parameters = {one[0].upper(): ",".join(one[1:]) for one in listed if one[1:]}
    bare = [one[0] for one in listed if not one[1:]]
    types = ",".join((*bare, parameters.get("TYPE", ""))).lower().replace('"', "")
    coding = parameters.get("ENCODING", "").upper()
    raw = value.encode("utf-8", "surrogateescape")
    if coding == "QUOTED-PRINTABLE" or "quoted-printable" in types:
        raw = quopri.decodestring(raw)
    elif coding in ("BASE64", "B") or "base64" in types:
        return None
    text = _decoded(raw, parameters.get("CHARSET"), encoding)
    return Property(name.strip().upper(), frozenset(types.split(",")), parameters, text)


def _decoded(raw: bytes, charset: str | None, encoding: str) -> str:
    for name in (charset, "utf-8", encoding):
        try:
            return raw.decode(name) if name else raw.decode("ascii")
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    told = N_("is not {encoding} and names no encoding of its own")
    raise Unreadable(Phrase(told, encoding=charset or encoding))

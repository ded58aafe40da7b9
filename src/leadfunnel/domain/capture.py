"""One typed line about a customer, taken apart: name, phones, ids, tags, source, note.

Recognisers run in order, each over what the ones before it left; whatever none of them takes is
the note. A new one is a function that takes stretches of the line, and a row in `RECOGNISERS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from leadfunnel.domain.called import find_name
from leadfunnel.domain.dialled import PhoneReader, find_phones
from leadfunnel.domain.identity import Identity, read_email, read_wechat
from leadfunnel.domain.phone import Phone, plain
from leadfunnel.domain.tag import Tag, is_known, key, read_tag
from leadfunnel.errors import N_, UnreadableError

LONGEST_NAME = 200
LONGEST_NOTE = 100_000
TAKEN = "\0"
_APART = " \t\r\n\f\v\u3000\xa0"
_BREAKS = _APART + ",;。、" + TAKEN
_EDGES = _APART + ",，;；、|｜/:：。"
_HOLLOW = _EDGES + "()（）[]【】<>《》\"'“”-"


class EmptyName(UnreadableError):
    """Nothing was typed that a customer could be called or recognised by."""

    code = "empty_name"
    message = N_("The name is empty: type a name, a phone or both.")


class NulInText(UnreadableError):
    """A NUL character, which a store cannot keep."""

    code = "nul_in_text"
    message = N_("The text holds a NUL character, which cannot be kept.")


class TooLong(UnreadableError):
    """A text above its limit."""

    code = "too_long"
    message = N_("The text is too long: at most {limit} characters.")


class LongName(TooLong):
    """A name above its limit."""

    message = N_("The name is too long: at most {limit} characters.")


class LongNote(TooLong):
    """A note above its limit."""

    message = N_("The note is too long: at most {limit} characters.")


@dataclass(frozen=True)
class Captured:
    """What was understood of a line; the note is the rest of it, in the order typed."""

    name: str = ""
    phones: tuple[Phone, ...] = ()
    wechat: tuple[Identity, ...] = ()
    emails: tuple[Identity, ...] = ()
    tags: tuple[Tag, ...] = ()
    source: str = ""
    note: str = ""

    @property
    def names_someone(self) -> bool:
        """Whether there is anything to call or recognise a customer by."""
        return bool(self.name or self.phones or self.wechat or self.emails)


def capture(
    text: str,
    phone_reader: PhoneReader,
    *,
    sources: Collection[str] = (),
    dimensions: Collection[str] = (),
) -> Captured:
    """Take a line apart, knowing the store's sources and its own tag dimensions.

    The phone reader returns None for what is no phone. Raises `EmptyName`, `NulInText`, `TooLong`.
    """
    check_note(text)
    if not plain(text):
        raise EmptyName
    line = _Line(text, phone_reader, frozenset(map(plain_word, sources)), frozenset(dimensions))
    for signs, recognise in RECOGNISERS:
        if any(sign in line.low for sign in signs):
            recognise(line)
    found = Captured(
        line.name,
        tuple(line.phones.values()),
        tuple(line.wechat.values()),
        tuple(line.emails.values()),
        tuple(line.tags.values()),
        line.source,
        line.rest(),
    )
    check_name(found.name)
    return found


def check_name(name: str) -> None:
    """Refuse a name that cannot be kept; an empty one is a matter of the caller's."""
    if TAKEN in name:
        raise NulInText
    if len(name) > LONGEST_NAME:
        raise LongName(limit=LONGEST_NAME)


def check_note(note: str) -> None:
    """Refuse a note that cannot be kept."""
    if TAKEN in note:
        raise NulInText
    if len(note) > LONGEST_NOTE:
        raise LongNote(limit=LONGEST_NOTE)


def plain_word(text: str) -> str:
    """Return a word as it is compared with the names of sources."""
    return plain(text).casefold()


class _Line:
    """The line while it is read. `free` has its length, half-width, with NUL for what is taken."""

    def __init__(
        self,
        text: str,
        phone_reader: PhoneReader,
        sources: frozenset[str],
        dimensions: frozenset[str],
    ) -> None:
        self.text = text
        self.free = text.translate(_HALF_WIDTH)
        self.low = self.free.lower()
        self.phone_reader = phone_reader
        self.sources = sources
        self.dimensions = dimensions
        self.name = ""
        self.source = ""
        self.phones: dict[str, Phone] = {}
        self.wechat: dict[str, Identity] = {}
        self.emails: dict[str, Identity] = {}
        self.tags: dict[str, Tag] = {}

    def take(self, start: int, end: int) -> None:
        """Mark a stretch as understood."""
        self.free = self.free[:start] + TAKEN * (end - start) + self.free[end:]

    def matches(self, pattern: str) -> Iterator[re.Match[str]]:
        """Yield the matches in what was free at the start."""
        return re.compile(pattern, re.IGNORECASE).finditer(self.free)

    def rest(self) -> str:
        """Return what nobody took, without the separators that stood around what was taken."""
        chunks = (self.text[m.start() : m.end()] for m in re.finditer(r"[^\0]+", self.free))
        return " ".join(chunk.strip(_EDGES) for chunk in chunks if chunk.strip(_HOLLOW))


def _find_emails(line: _Line) -> None:
    label = r"(?:(?:电子邮[件箱]|電子郵件|邮箱|郵箱|e-?mail|mail)[ :]*)?"
    address = r"(?<![A-Z0-9._%+-])([A-Z0-9._%+-]{1,64}@[A-Z0-9.-]{1,190}\.[A-Z]{2,24})(?![A-Z0-9])"
    for match in line.matches(label + address):
        email = _identity(read_email, match[1])
        if email:
            line.emails.setdefault(email.value, email)
            line.take(*match.span())


def _find_wechat(line: _Line) -> None:
    """Take an id after its mark; with only a space between, it must look like an id."""
    mark = "[微威薇]信(?:[号號]|id)?|wechat(?: ?id)?|weixin|wx|vx|v信?"
    marked = rf"(?:{mark}) *: *([A-Z0-9_+-]{{5,64}})"
    glued = r"[微威薇]信([A-Z][A-Z0-9_-]{5,19}(?![A-Z0-9_-]))"
    spaced = r"(?:[微威薇]信|wx|vx) +((?=[A-Z_-]*[0-9_-])[A-Z][A-Z0-9_-]{5,19}(?![A-Z0-9_-]))"
    numbered = r"[微威薇]信[号號] *([A-Z0-9][A-Z0-9_-]{4,19}(?![A-Z0-9_-]))"
    for match in line.matches(rf"(?<![A-Z0-9_])(?:{marked}|{glued}|{spaced}|{numbered})"):
        typed = next(group for group in match.groups() if group)
        wechat = _identity(read_wechat, line.text[match.end() - len(typed) : match.end()])
        if wechat:
            line.wechat.setdefault(wechat.value, wechat)
            line.take(*match.span())


def _find_source(line: _Line) -> None:
    value = rf"([^{_BREAKS}@#]+)"
    labels = "来源|來源|渠道|source"
    match = next(line.matches(rf"(?<![^{_BREAKS}])(?:@|(?:{labels}): *){value}"), None)
    if match:
        line.source = line.text[slice(*match.span(1))]
        line.take(*match.span())


def _find_marked_tags(line: _Line) -> None:
    marks = rf"(?:(?<![A-Z0-9&])#|(?<![^{_BREAKS}(])\+(?![0-9]))"
    for match in line.matches(rf"{marks}[^{_BREAKS}#()!?]+"):
        tag = _tag(line.text[slice(*match.span())])
        if tag and not match[0][1:].isdecimal():
            line.tags.setdefault(key(tag), tag)
            line.take(*match.span())


def _find_dimensions(line: _Line) -> None:
    for match in line.matches(rf"(?<![^{_BREAKS}(])[^{_BREAKS}:()]{{1,50}}:[^{_BREAKS}#()!?]+"):
        tag = _tag(line.text[slice(*match.span())])
        if tag and (is_known(tag.dimension) or tag.dimension in line.dimensions):
            line.tags.setdefault(key(tag), tag)
            line.take(*match.span())


def _find_phones(line: _Line) -> None:
    for phone, start, end in find_phones(line.free, line.text, line.phone_reader):
        line.phones.setdefault(phone.number, phone)
        line.take(start, end)


def _find_known_source(line: _Line) -> None:
    words = (match.span() for match in re.finditer(rf"[^{_BREAKS}|/]+", line.free))
    span = next((at for at in words if plain_word(line.text[slice(*at)]) in line.sources), None)
    if span and not line.source:
        line.source = line.text[slice(*span)]
        line.take(*span)


def _find_name(line: _Line) -> None:
    start = 0
    if ":" in line.free:
        labels = "姓名|名字|称呼|稱呼|客户|客戶|联系人|聯絡人|收件人|收货人|收貨人|name"
        label = next(line.matches(rf"(?<![^{_BREAKS}])(?:{labels}) *: *"), None)
        if label:
            start = label.end()
            line.take(*label.span())
    identified = bool(line.phones or line.wechat or line.emails)
    span = find_name(TAKEN * start + line.free[start:], identified=identified)
    if span:
        line.name = re.sub(f"[{_APART}]+", " ", line.text[slice(*span)])
        line.take(*span)


def _identity(read: Callable[[str], Identity], text: str) -> Identity | None:
    try:
        return read(text)
    except UnreadableError:
        return None


def _tag(text: str) -> Tag | None:
    try:
        return read_tag(text)
    except UnreadableError:
        return None


# A recogniser runs where one of its signs occurs, so that few patterns are compiled for a line.
RECOGNISERS: tuple[tuple[tuple[str, ...], Callable[[_Line], None]], ...] = (
    (("@",), _find_emails),
    (("信", "wechat", "weixin", "wx", "vx", "v:", "v :"), _find_wechat),
    (("@", ":"), _find_source),
    (("#", "+"), _find_marked_tags),
    ((":",), _find_dimensions),
    (("",), _find_phones),
    (("",), _find_known_source),
    (("",), _find_name),
)
_HALF_WIDTH = {0xFF01 + n: 0x21 + n for n in range(94)} | {
    0x3000: " ",
    0xA0: " ",
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
}

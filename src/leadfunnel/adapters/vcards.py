"""Reading contacts: a vCard file as a sheet with a row for each card."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from leadfunnel.adapters.tables import columns
from leadfunnel.adapters.text_lines import Source, byte_lines, encoding_of
from leadfunnel.adapters.vcard_lines import Property, Unreadable, properties, unescaped
from leadfunnel.domain.sentence import Phrase
from leadfunnel.domain.sheet import Record, Sheet
from leadfunnel.errors import N_

BEGIN = re.compile(rb"\s*(?:[\w-]+\.)?BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
END = re.compile(rb"\s*(?:[\w-]+\.)?END\s*:\s*VCARD\s*", re.IGNORECASE)
NESTED = re.compile(rb"\s*AGENT\b[^:]*:\s*", re.IGNORECASE)
OWN_CHARSET = re.compile(rb"(?im)^[^:\r\n]*;CHARSET=[^\n]*")
UNENDED = Phrase(N_("is a card without an end"))
NUL = Phrase(N_("holds a NUL character"))
HAN = re.compile("[\u3400-\u9fff]")
NO_BIRTH_YEAR = ("1604", "1600", "0000")
"""Years that phones write where none is known."""

HEADER = ("name", "phone", "wechat", "email", "company", "address", "birthday", "tags", "note")
SERVICES = ("qq", "skype", "line", "whatsapp", "telegram", "facebook", "twitter", "weibo")
KEPT = {
    "TITLE": "title",
    "ROLE": "role",
    "NICKNAME": "nickname",
    "URL": "url",
    "ANNIVERSARY": "anniversary",
}
"""Properties without a field of ours: columns that can be mapped, and are said to be left out."""


def read_cards(source: Source, file: str, encoding: str | None = None) -> Sheet:
    """Return the contacts of a vCard file, 2.1, 3.0 or 4.0."""
    told = encoding_of(source, file, encoding, OWN_CHARSET)
    places = {name: place for place, name in enumerate(HEADER)}
    lines = byte_lines(source, file, told)
    return columns(file, _records(lines, told, places), places)


def _records(lines: Iterable[bytes], encoding: str, places: dict[str, int]) -> Iterator[Record]:
    for line, body, ended in _cards(lines):
        try:
            cells = _cells(Card(properties(body, encoding)), places)
        except Unreadable as fault:
            yield Record(line, (), fault.reason)
            continue
        problem = "" if ended else UNENDED
        if problem or any(cells):
            yield Record(line, cells, NUL if any("\0" in cell for cell in cells) else problem)


def _cards(lines: Iterable[bytes]) -> Iterator[tuple[int, list[bytes], bool]]:
    """Yield the first line, the lines within and whether it ends, of each card but nested ones."""
    first, depth, body = 0, 0, list[bytes]()
    for number, line in enumerate(lines, 1):
        if BEGIN.fullmatch(line):
            if depth and body and NESTED.fullmatch(body[-1]):
                depth += 1
                continue
            if depth:
                yield first, body, False
            first, depth, body = number, 1, []
        elif END.fullmatch(line):
            if depth == 1:
                yield first, body, True
            depth = max(0, depth - 1)
        elif depth == 1:
            body.append(line)
    if depth:
        yield first, body, False


def _cells(card: Card, places: dict[str, int]) -> tuple[str, ...]:
    found = card.fields()
    for name in found:
        places.setdefault(name, len(places))
    return tuple(found.get(name, "") for name in places)


class Card:
    """The properties of a contact, collected into the fields of a customer."""

    def __init__(self, found: Iterable[Property]) -> None:
        self.by_name: dict[str, list[Property]] = {}
        for one in found:
            self.by_name.setdefault(one.name, []).append(one)
        self.notes = [one.text for one in self.all("NOTE")]
        self.more: dict[str, str] = {}

    def all(self, *names: str) -> list[Property]:
        """Return the properties of these names."""
        return [one for name in names for one in self.by_name.get(name, ())]

    def first(self, name: str) -> str:
        """Return the first value of a name, "" without one."""
        return next((one.text for one in self.all(name)), "")

    def fields(self) -> dict[str, str]:
        """Return what is known by the names of columns; only what a card holds."""
        addresses = [_address(one) for one in self.all("ADR")] or [
            one.text for one in self.all("LABEL")
        ]
        self.notes += addresses[1:]
        found = {
            "name": self.name(),
            "phone": "; ".join(self.phones()),
            "wechat": self.wechat(),
            "email": "; ".join(_bare(one.text, "mailto:") for one in self.all("EMAIL")),
            "company": self.company(),
            "address": "".join(addresses[:1]),
            "birthday": self.birthday(),
            "tags": "; ".join(self.tags()),
        }
        found |= {"external_id": self.uid(), **self.services()}
        for name, column in KEPT.items():
            found[column] = "; ".join(one.text for one in self.all(name))
        found |= {**self.more, "note": "\n".join(dict.fromkeys(self.notes))}
        return {name: text for name, text in found.items() if text}

    def name(self) -> str:
        """Return the full name, else the parts of the name in the order of their script."""
        full = " ".join(self.first("FN").split())
        if full or not self.all("N"):
            return full
        family, given, middle, *_ = [*self.all("N")[0].parts, "", "", ""]
        if HAN.search(family + given):
            return family + middle + given
        return " ".join(part for part in (given, middle, family) if part)

    def phones(self) -> Iterator[str]:
        """Yield the numbers to call; a fax goes to the note."""
        for one in self.all("TEL"):
            number = _bare(one.text, "tel:").replace(";ext=", " ext ").partition(";")[0]
            if one.types & {"fax"} and not one.types & {"voice", "cell"}:
                self.notes.append(f"fax: {number}")
            elif number:
                yield number

    def company(self) -> str:
        """Return the organisation; its departments are a column of their own."""
        parts = [part for one in self.all("ORG")[:1] for part in one.parts if part]
        self.more["department"] = " ".join(parts[1:])
        return "".join(parts[:1])

    def wechat(self) -> str:
        """Return the WeChat id; further ones go to the note."""
        found = [one.text for one in self.all("X-WECHAT", "X-WEIXIN", "X-MICROMSG")]
        found += [name for kind, name in self.messengers() if kind in ("wechat", "weixin", "微信")]
        found = list(dict.fromkeys(found))
        self.notes += [f"WeChat: {name}" for name in found[1:]]
        return "".join(found[:1])

    def messengers(self) -> Iterator[tuple[str, str]]:
        """Yield the service and the name of each messenger."""
        for one in self.all("IMPP", "X-IM"):
            scheme, colon, name = one.text.rpartition(":")
            kind = one.parameters.get("X-SERVICE-TYPE") or scheme or ",".join(one.types)
            yield kind.strip().casefold(), name if colon else one.text

    def services(self) -> dict[str, str]:
        """Return the names at other services, each as an external id of that system."""
        found: dict[str, str] = {}
        for kind in SERVICES:
            names = [one.text for one in self.all(f"X-{kind.upper()}", f"X-{kind.upper()}-ID")]
            names += [name for service, name in self.messengers() if service == kind]
            for name in dict.fromkeys(names[:1]):
                found[f"external_id ({kind})"] = f"{kind}:{name}"
        return found

    def uid(self) -> str:
        """Return the card's own id, under the system `vcf`."""
        found = _bare(self.first("UID"), "urn:uuid:")
        return f"vcf:{found}" if found else ""

    def tags(self) -> Iterator[str]:
        """Yield the groups that a person put the contact in."""
        for one in self.all("CATEGORIES"):
            for tag in re.split(r"(?<!\\)[,;，；]", one.value):
                name = unescaped(tag).strip()
                if name and name.casefold() != "mycontacts":
                    yield name

    def birthday(self) -> str:
        """Return the birthday as ISO 8601, with or without a year; what is none is noted."""
        found = self.first("BDAY")
        match = re.fullmatch(r"(\d{4}|--)-?(\d{2})-?(\d{2})(?:[T ].*)?", found)
        if match is None:
            if found:
                self.notes.append(f"BDAY: {found}")
            return ""
        year, month, day = match.groups()
        unknown = year == "--" or year in NO_BIRTH_YEAR
        return f"--{month}-{day}" if unknown else f"{year}-{month}-{day}"


def _bare(text: str, scheme: str) -> str:
    return text[len(scheme) :] if text.lower().startswith(scheme) else text


def _address(one: Property) -> str:
    """Return an address as it is written where its script is at home."""
    parts = [" ".join(part.split()) for part in one.parts]
    box, more, street, city, region, code, country = (*parts, *[""] * 7)[:7]
    if HAN.search("".join(parts)):
        return "".join((country, region, city, street, more, box)) + (f" {code}" if code else "")
    line = " ".join(part for part in (region, code) if part)
    return ", ".join(part for part in (box, more, street, city, line, country) if part)

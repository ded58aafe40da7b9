"""Writing contacts as vCard 3.0: the version that every phone, Outlook and WeChat tool reads."""

from __future__ import annotations

import re
from functools import cache

from leadfunnel.adapters.content_lines import clean, folded, one_line
from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

BIRTHDAY = re.compile(r"(\d{4}|-)-\d\d-\d\d")


@dataclass(frozen=True)
class Contact:
    """A person or firm as a phone keeps it; `uid` stays the same from export to export."""

    uid: str
    name: str = ""
    company: str = ""
    phones: tuple[str, ...] = ()
    wechat: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    address: str = ""
    birthday: str = ""
    categories: tuple[str, ...] = ()


def card(contact: Contact) -> str:
    """Return one vCard; line breaks and separators in its values are escaped."""
    name = one_line(contact.name)
    found = _lines().vCard()
    _add(found, "fn", name)
    found.add("n").value = _lines().vcard.Name(**_parts(name))
    _add(found, "uid", contact.uid)
    if contact.company:
        found.add("org").value = [one_line(contact.company)]
    for number in contact.phones:
        _typed(found, "tel", number, "CELL" if _is_mobile(number) else "VOICE")
    for address in contact.emails:
        _typed(found, "email", address, "INTERNET")
    for wechat in contact.wechat:
        _add(found, "x-wechat", one_line(wechat))
    if contact.address:
        found.add("adr").value = _lines().vcard.Address(street=one_line(contact.address))
    if BIRTHDAY.fullmatch(contact.birthday):
        _add(found, "bday", contact.birthday)
    if contact.categories:
        found.add("categories").value = [one_line(tag) for tag in contact.categories]
    return folded(found.serialize(lineLength=10**9))


@cache
def _lines() -> Any:
    import vobject

    return vobject


def _add(found: Any, name: str, value: str) -> Any:
    line = found.add(name)
    line.value = clean(value)
    return line


def _typed(found: Any, name: str, value: str, kind: str) -> None:
    _add(found, name, one_line(value)).type_param = kind


def _is_mobile(number: str) -> bool:
    return bool(re.fullmatch(r"(\+86)?1[3-9]\d{9}", number))


def _parts(name: str) -> dict[str, str]:
    """Return a name for the contact list: Latin ones by family name, others as they are called."""
    given, _, family = name.rpartition(" ")
    if given and name.isascii():
        return {"family": family, "given": given}
    return {"family": "", "given": name}

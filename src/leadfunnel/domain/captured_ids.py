"""Taking e-mail addresses, WeChat ids and phones out of a line."""

from __future__ import annotations

from collections.abc import Callable

from leadfunnel.domain.captured import Heard
from leadfunnel.domain.dialled import find_phones
from leadfunnel.domain.identity import Identity, read_email, read_wechat
from leadfunnel.errors import UnreadableError


def take_emails(line: Heard) -> None:
    """Take e-mail addresses, with a label if they have one."""
    if "@" not in line.free or "." not in line.free:
        return
    label = r"(?:(?:电子邮[件箱]|電子郵件|邮箱|郵箱|e-?mail|mail)[ :]*)?"
    address = r"(?<![A-Z0-9._%+-])([A-Z0-9._%+-]{1,64}@[A-Z0-9.-]{1,190}\.[A-Z]{2,24})(?![A-Z0-9])"
    for match in line.matches(label + address):
        email = _identity(read_email, match[1])
        if email:
            line.emails.setdefault(email.value, email)
            line.take(*match.span())


def take_wechat(line: Heard) -> None:
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


def take_phones(line: Heard) -> None:
    """Take phones."""
    for phone, start, end in find_phones(line.free, line.text, line.phone_reader):
        line.phones.setdefault(phone.number, phone)
        line.take(start, end)


def _identity(read: Callable[[str], Identity], text: str) -> Identity | None:
    try:
        return read(text)
    except UnreadableError:
        return None

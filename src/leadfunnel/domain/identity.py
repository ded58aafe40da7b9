"""What makes a customer the same one: phones, WeChat ids, e-mail addresses, external ids."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from leadfunnel.domain.phone import Phone, plain
from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError

_EMAIL = r"[^\s@<>,;:]{1,64}@[^\s@<>,;:.]+(?:\.[^\s@<>,;:.]+)+"


class IdentityKind(StrEnum):
    """The kinds of identity as they stand in the store; `row` is the key of an imported row."""

    PHONE = "phone"
    WECHAT = "wechat"
    EMAIL = "email"
    EXTERNAL = "external"
    ROW = "row"


class BadEmail(UnreadableError):
    """The text is no e-mail address."""

    code = "bad_email"
    message = N_('Cannot read "{text}" as an e-mail address.')
    hint = N_("Type it like wang@example.com.")


class BadWechat(UnreadableError):
    """The text cannot be a WeChat id."""

    code = "bad_wechat"
    message = N_('Cannot read "{text}" as a WeChat id: it needs 1 to 64 characters and no spaces.')
    hint = N_("Type the id as WeChat shows it, like wangjie_2020, or the phone it goes by.")


class BadExternalId(UnreadableError):
    """The text cannot be the id a customer has in another system."""

    code = "bad_external_id"
    message = N_('Cannot read "{text}" as an external id: it needs 1 to 200 plain characters.')
    hint = N_("Type the id, or its system and the id, like crm:LEAD-001.")


@dataclass(frozen=True)
class Identity:
    """One way to recognise a customer; kind, system and value decide whether two are the same."""

    kind: str
    system: str
    value: str
    raw: str
    valid: bool = True

    @property
    def key(self) -> tuple[str, str, str]:
        """What is compared."""
        return (self.kind, self.system, self.value)

    def __str__(self) -> str:
        """Return the form that is typed and shown."""
        return f"{self.system}:{self.value}" if self.system else self.value


def phone_identity(phone: Phone) -> Identity:
    """Return a phone as an identity."""
    return Identity(IdentityKind.PHONE, "", phone.number, phone.raw, phone.valid)


def row_identity(system: str, key: str) -> Identity:
    """Return the key under which an imported row is known again."""
    return Identity(IdentityKind.ROW, system, key, key)


def read_email(text: str) -> Identity:
    """Read an e-mail address, bare, after mailto: or in angle brackets; raises `BadEmail`."""
    value = _folded(text).replace("。", ".")
    bracketed = re.fullmatch(r"[^<>]*<([^<>]+)>", value)
    value = (bracketed[1] if bracketed else value).strip().removeprefix("mailto:")
    if len(value) > 254 or not value.isprintable() or not re.fullmatch(_EMAIL, value):
        raise BadEmail(text=text.strip()[:40])
    return Identity(IdentityKind.EMAIL, "", value, text.strip())


def read_wechat(text: str) -> Identity:
    """Read a WeChat id, or the phone or QQ number used as one; raises `BadWechat`."""
    value = _folded(text)
    if re.fullmatch(r"\+?[0-9][0-9 -]*", value):
        value = re.sub(r"[ -]", "", value)
    if not 1 <= len(value) <= 64 or not value.isprintable() or re.search(r"\s", value):
        raise BadWechat(text=text.strip()[:40])
    usual = re.fullmatch(r"[a-z][a-z0-9_-]{5,19}|\+?[0-9]{5,15}", value)
    return Identity(IdentityKind.WECHAT, "", value, text.strip(), bool(usual))


def read_external(text: str) -> Identity:
    """Read `system:id` or a bare id, case kept; raises `BadExternalId`."""
    value = plain(text)
    named = re.fullmatch(r"([^\W\d][\w.-]{0,63}):\s*(\S.*)", value)
    system, value = (named[1].casefold(), named[2]) if named else ("", value)
    if not 1 <= len(value) <= 200 or not value.isprintable():
        raise BadExternalId(text=text.strip()[:40])
    return Identity(IdentityKind.EXTERNAL, system, value, text.strip())


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", plain(text).casefold())

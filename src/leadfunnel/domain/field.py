"""Declared fields: what a store keeps of a customer beside the usual, each with a type."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError

TYPES = {
    "text": N_("any text, at most 1000 characters"),
    "number": N_("a number such as 12 or 1,200.50"),
    "money": N_("an amount such as 8000, 1.2万, 12k or $3,500"),
    "date": N_("a date such as 2026-11-25"),
    "choice": N_("one of {choices}"),
    "rating": N_("a whole number from 1 to 5"),
    "yesno": N_("yes or no"),
}
"""The types, and what a value of each looks like."""

MEASURED = ("number", "money", "date", "rating")
"""Types whose values can be compared as less and more."""

LONGEST_VALUE = 1000
_MILLIONTHS = 6
_TYPE_WORDS = {
    **{name: name for name in TYPES},
    **{"文本": "text", "文字": "text", "数字": "number", "數字": "number", "金额": "money"},
    **{"金額": "money", "日期": "date", "选项": "choice", "選項": "choice", "评分": "rating"},
    **{"評分": "rating", "是否": "yesno", "yes/no": "yesno", "yes-no": "yesno", "1-5": "rating"},
}
_YES = frozenset(("yes", "y", "true", "1", "是", "有", "对", "對"))
_NO = frozenset(("no", "n", "false", "0", "否", "无", "無", "没有", "沒有", "不"))


class BadFieldKey(UnreadableError):
    """The word cannot be the key of a field."""

    code = "bad_field_key"
    message = N_('A field cannot be called "{text}".')
    hint = N_("Take a word of letters, digits and _ that means nothing else yet, like house_size.")


class UnknownFieldType(UnreadableError):
    """No such type of field."""

    code = "unknown_field_type"
    message = N_("No field type {text}: one of {types}.")
    hint = N_("For example: leadfunnel field add house_size number --name 面积")


class BadFieldValue(UnreadableError):
    """The value does not fit the type of the field."""

    code = "bad_field_value"
    message = N_('The field {field} ({type}) does not take "{text}": it takes {expected}.')


@dataclass(frozen=True)
class FieldKind:
    """A declared field: its key, its type, its names by language, the choices of a choice."""

    key: str
    type: str
    names: Mapping[str, str]
    choices: tuple[str, ...] = ()

    @property
    def expected(self) -> tuple[str, str]:
        """What a value looks like, as a template, and the choices to fill it with."""
        return TYPES[self.type], ", ".join(self.choices)


@dataclass(frozen=True)
class FieldValue:
    """A value as it is kept; `measure` orders values of a measured type.

    Money counts minor units, a number millionths, a date days; the text holds it exactly.
    """

    key: str
    type: str
    text: str
    measure: int | None = None

    @property
    def plain(self) -> object:
        """The JSON form: money and numbers are decimal strings."""
        if self.type == "money":
            amount, _space, currency = self.text.partition(" ")
            return {"amount": amount, "currency": currency}
        if self.type in ("rating", "yesno"):
            return int(self.text) if self.type == "rating" else self.text == "yes"
        return self.text


def field_from_dict(key: str, body: Mapping[str, object]) -> FieldKind:
    """Return a field from its JSON form."""
    names, choices = body["names"], body.get("choices", ())
    if not isinstance(names, Mapping) or not isinstance(choices, list | tuple):
        raise TypeError(key)
    return FieldKind(key, str(body["type"]), dict(names), tuple(map(str, choices)))


def field_to_dict(kind: FieldKind) -> dict[str, object]:
    """Return the JSON form of a field."""
    body: dict[str, object] = {"type": kind.type, "names": dict(kind.names)}
    return {**body, "choices": list(kind.choices)} if kind.choices else body


def read_key(text: str) -> str:
    """Return a field's key as it is kept; raise BadFieldKey."""
    word = unicodedata.normalize("NFKC", text).strip().casefold().replace("-", "_")
    if not re.fullmatch(r"[^\W\d_]\w{0,39}", word):
        raise BadFieldKey(text=text.strip()[:40])
    return word


def read_type(text: str) -> str:
    """Return the type that a word means; raise UnknownFieldType."""
    found = _TYPE_WORDS.get(text.strip().casefold())
    if found is None:
        raise UnknownFieldType(text=text.strip()[:40], types=", ".join(TYPES))
    return found


def find_field(kinds: Iterable[FieldKind], word: str) -> FieldKind | None:
    """Return the field that a word names by its key or by a name in any language."""
    plain = _plain(word)
    for kind in kinds:
        if plain in (kind.key, *map(_plain, kind.names.values())):
            return kind
    return None


def keys_by_word(kinds: Iterable[FieldKind]) -> dict[str, str]:
    """Return the key of each field by every word for it, in lower case."""
    kinds = tuple(kinds)
    words = {_plain(name): kind.key for kind in kinds for name in kind.names.values()}
    return {**words, **{kind.key: kind.key for kind in kinds}}


def read_value(kind: FieldKind, text: str, currency: str) -> FieldValue:
    """Return a typed value; raise BadFieldValue. Money without a sign is in `currency`."""
    typed = " ".join(unicodedata.normalize("NFC", text).split())
    read = _READERS[kind.type](typed, kind, currency)
    if read is None:
        template, choices = kind.expected
        raise BadFieldValue(
            field=kind.key,
            type=kind.type,
            text=typed[:40],
            expected=_expected(template, choices),
        )
    return FieldValue(kind.key, kind.type, *read)


def _expected(template: str, choices: str) -> str:
    from leadfunnel.domain.sentence import Phrase

    return Phrase(template, choices=choices)


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).strip().casefold().replace("-", "_")


_Read = tuple[str, int | None] | None


def _text(text: str, _kind: FieldKind, _currency: str) -> _Read:
    clean = 0 < len(text) <= LONGEST_VALUE and "\0" not in text
    return (text, None) if clean else None


def _number(text: str, _kind: FieldKind, _currency: str) -> _Read:
    plain = _plain(text).replace(",", "").replace("_", "-")
    match = re.fullmatch(r"([+-]?)([0-9]{1,12})(?:\.([0-9]{1,6}))?", plain)
    if match is None:
        return None
    part = (match[3] or "").rstrip("0")
    value = int(match[2] + part.ljust(_MILLIONTHS, "0"))
    sign = "-" if match[1] == "-" and value else ""
    shown = f"{sign}{int(match[2])}" + (f".{part}" if part else "")
    return shown, -value if sign else value


def _money(text: str, _kind: FieldKind, currency: str) -> _Read:
    from leadfunnel.domain.captured_money import read_money

    money = read_money(text, currency)
    return (str(money), money.minor) if money else None


def _date(text: str, _kind: FieldKind, _currency: str) -> _Read:
    from leadfunnel.domain.dates import BadDate, read_stamp

    try:
        day = read_stamp(text, "ymd").day
    except BadDate:
        return None
    return day.isoformat(), day.toordinal()


def _choice(text: str, kind: FieldKind, _currency: str) -> _Read:
    found = next((one for one in kind.choices if _plain(one) == _plain(text)), None)
    return (found, None) if found else None


def _rating(text: str, _kind: FieldKind, _currency: str) -> _Read:
    match = re.fullmatch("([1-5])(?:分|星|/5)?", _plain(text))
    return (match[1], int(match[1])) if match else None


def _yesno(text: str, _kind: FieldKind, _currency: str) -> _Read:
    word = _plain(text)
    if word in _YES:
        return "yes", None
    return ("no", None) if word in _NO else None


_READERS = {
    "text": _text,
    "number": _number,
    "money": _money,
    "date": _date,
    "choice": _choice,
    "rating": _rating,
    "yesno": _yesno,
}

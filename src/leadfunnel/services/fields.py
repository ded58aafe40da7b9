"""Declared fields: reading and writing customers' values, and `field list|add|remove`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from leadfunnel.domain.field import (
    BadFieldKey,
    FieldKind,
    FieldValue,
    field_to_dict,
    find_field,
    read_key,
    read_type,
    read_value,
)
from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_, RefusedError, UnreadableError
from leadfunnel.i18n import language, named
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.definitions import FieldList
from leadfunnel.store import definitions, people

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

BUDGET = "budget"
LANGUAGES = ("en", "zh-CN", "zh-TW")


class UnknownDeclared(UnreadableError):
    """No declared field of this name."""

    code = "unknown_field"
    message = N_("No field is called {text}: one of {fields}.")
    hint = N_("Declare it first: leadfunnel field add {text} text")


class NearDeclared(UnknownDeclared):
    """No declared field of this name, but some much like it."""

    message = N_("No field is called {text}: perhaps {near} was meant.")


class BadSet(UnreadableError):
    """What follows --set is no field and value."""

    code = "bad_set"
    message = N_("Cannot read --set {text}: it needs a field, = and a value.")
    hint = N_("For example: --set budget=8000; an empty value clears the field.")


class FieldExists(RefusedError):
    """A field of this name is declared already."""

    code = "field_exists"
    message = N_("The field {field} exists already.")
    hint = N_("See the fields with: leadfunnel field list")


class FieldInUse(RefusedError):
    """Customers have values in the field."""

    code = "field_in_use"
    message = N_("The field {field} holds values of customers: {count}.")
    hint = N_("Add --yes to remove it with its values; undo brings them back.")


class ChoicesMissing(UnreadableError):
    """Only a choice has choices, and it needs some."""

    code = "bad_choices"
    message = N_("A field of the type choice needs --choices, and no other type takes them.")
    hint = N_("For example: leadfunnel field add size choice --choices small,large")


class Fields:
    """Declaring fields."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def list(self) -> FieldList:
        """Return the declared fields."""
        with self.book.read() as page:
            return FieldList(tuple(definitions.fields(page.session)))

    def add(
        self, key: str, kind: str, names: Sequence[str] = (), choices: Sequence[str] = ()
    ) -> Changed:
        """Declare a field; a name is `zh-CN=面积`, or a word in the present language."""
        field = FieldKind(read_key(key), read_type(kind), _names(key, names), tuple(choices))
        if (field.type == "choice") != bool(field.choices):
            raise ChoicesMissing()
        with self.book.record("field add", field.key) as page:
            known = definitions.fields(page.session)
            for word in (field.key, *field.names.values()):
                if find_field(known, word):
                    raise FieldExists(field=word)
                _check_free(word)
            definitions.put(page.ledger, "field", field.key, field_to_dict(field))
            spoken = said(N_("{field} is a field now."), field=named(field.names))
            return Changed(page.ledger.recorded, (), (spoken,))

    def remove(self, key: str, *, yes: bool = False) -> Changed:
        """Take a field back, with its values only when told so."""
        with self.book.record("field remove", key) as page:
            field = known_field(definitions.fields(page.session), key)
            rows = page.session.rows("customers.fields_of", key=field.key)
            if rows and not yes:
                raise FieldInUse(field=field.key, count=len(rows))
            for row in rows:
                page.ledger.void("customer_field", row["id"], row["customer_id"])
            definition = page.session.row("definitions.one", kind="field", name=field.key)
            assert definition is not None  # noqa: S101 - it was just found
            page.ledger.void("definition", definition["id"], None)
            spoken = said(
                N_("{field} is no field any more; values taken back: {count}."),
                field=field.key,
                count=len(rows),
            )
            return Changed(page.ledger.recorded, (), (spoken,))


def _names(key: str, typed: Sequence[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for text in typed:
        tongue, equals, word = text.partition("=")
        if equals and tongue.strip() in LANGUAGES:
            names[tongue.strip()] = word.strip()
        else:
            names[language()] = text.strip()
    if not all(names.values()):
        raise BadFieldKey(text="")
    own = {"zh-CN": key.strip()} if re.search("[\u3400-\u9fff]", key) else {}
    return {"en": next(iter(names.values()), key.strip()), **own, **names}


def _check_free(word: str) -> None:
    """Refuse a word that filters and headers of files read as something else already."""
    from leadfunnel.domain.condition import UnknownField, read_field
    from leadfunnel.domain.headers import recognised

    try:
        read_field(word)
    except UnknownField:
        if not recognised(word, own=True, system=None):
            return
    raise BadFieldKey(text=word)


def known_field(kinds: Sequence[FieldKind], word: str) -> FieldKind:
    """Return the field that a word names; raise UnknownDeclared, with near ones if there are."""
    found = find_field(kinds, word)
    if found is not None:
        return found
    from difflib import get_close_matches

    text = word.strip()[:40]
    names = [name for kind in kinds for name in (kind.key, *kind.names.values())]
    near = get_close_matches(text.casefold(), names, n=3, cutoff=0.6)
    if near:
        raise NearDeclared(text=text, near=", ".join(dict.fromkeys(near)))
    raise UnknownDeclared(text=text, fields=", ".join(kind.key for kind in kinds))


def read_sets(page: Page, texts: Sequence[str]) -> tuple[FieldValue, ...]:
    """Read `--set K=V` texts; a value with an empty text clears the field."""
    kinds = definitions.fields(page.session) if texts else []
    return tuple(_read_set(page, kinds, text) for text in texts)


def _read_set(page: Page, kinds: Sequence[FieldKind], text: str) -> FieldValue:
    word, equals, value = text.replace("＝", "=").partition("=")
    if not equals or not word.strip():
        raise BadSet(text=text[:60])
    kind = known_field(kinds, word)
    if not value.strip():
        return FieldValue(kind.key, kind.type, "")
    return read_value(kind, value, page.settings.currency)


def write(page: Writing, number: int, values: Sequence[FieldValue]) -> None:
    """Write the values that differ from what the customer has; an empty one clears."""
    rows = page.session.rows("customers.fields", ids=f"[{number}]") if values else []
    has = {row["key"]: row for row in rows}
    for value in {value.key: value for value in values}.values():
        old = has.get(value.key)
        if old is not None and people.field_of(old) == value:
            continue
        if old is not None:
            page.ledger.void("customer_field", old["id"], number)
        if value.text:
            page.ledger.insert("customer_field", number, **columns(value))


def columns(value: FieldValue) -> dict[str, Any]:
    """Return a value as its row has it, but for whose it is."""
    return {
        "key": value.key,
        "type": value.type,
        "value": value.text,
        "measure": value.measure,
    }


def field_names(page: Page) -> dict[str, str]:
    """Return what the declared fields are called in the chosen language, by key."""
    return {kind.key: named(kind.names) for kind in definitions.fields(page.session)}

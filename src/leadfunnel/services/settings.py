"""`config`: settings of the store, which are undoable, and of the person, in a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from leadfunnel import config as personal
from leadfunnel.config import BadSetting, Config, UnknownSetting
from leadfunnel.domain.calendar import BusinessCalendar
from leadfunnel.domain.interaction import KINDS, UnknownKind, read_kind
from leadfunnel.domain.record import field_names
from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_
from leadfunnel.services import rules
from leadfunnel.services.amounts import currency_code
from leadfunnel.services.book import Book, Page
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.definitions import ConfigView
from leadfunnel.services.rules import Rule
from leadfunnel.store import definitions
from leadfunnel.store.definitions import Settings

STORED = field_names(Settings)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class SettingsService:
    """Reading and changing settings."""

    def __init__(self, book: Book, config: Config, path: str) -> None:
        self.book = book
        self.config = config
        self.path = path

    def list(self, section: str | None = None) -> ConfigView:
        """Return every setting with its value and where it lives, or the rules of a section.

        Of the rules only those stand beside the settings of which the store says something else.
        """
        if section is not None:
            return self.get(section)
        with self.book.read() as page:
            stored, own = page.settings, rules.own_settings(page)
        mine = tuple((key, getattr(self.config, key), "personal") for key in personal.KEYS)
        flat = ((key, _shown(stored, key), "store") for key in STORED)
        return ConfigView((*flat, *mine, *own), rules.sections())

    def get(self, key: str) -> ConfigView:
        """Return one setting, or the rules of the method below a key."""
        known = _known(key)
        if isinstance(known, str):
            found = tuple(setting for setting in self.list().settings if setting[0] == known)
            return ConfigView(found)
        with self.book.read() as page:
            return ConfigView(tuple(rules.settings(page, known)))

    def set(self, key: str, value: str) -> Changed:
        """Change one setting; a store's is recorded as an operation."""
        known = _known(key)
        if isinstance(known, Rule):
            return self._rule(known, value)
        if known in personal.KEYS:
            personal.check(known, value)
            personal.save(self.path, known, value)
            return Changed(None, (), (said(N_("{key} is now {value}."), key=known, value=value),))
        return self._store(known, value)

    def unset(self, key: str) -> Changed:
        """Return one setting to its default."""
        known = _known(key)
        if isinstance(known, Rule):
            return self._reset(known)
        if known in personal.KEYS:
            personal.save(self.path, known, None)
            return Changed(None, (), (said(N_("{key} has its default again."), key=known),))
        return self._store(known, str(getattr(Settings(), known)))

    def _rule(self, rule: Rule, text: str) -> Changed:
        rule, value = rules.read(rule, text)
        told = {"key": rule.key, "value": rules.shown(value)}
        with self.book.record("config set", f"{rule.key} {told['value']}") as page:
            changed = rules.put(page, rule, value)
            sentence = N_("{key} is now {value}.") if changed else N_("{key} was {value} already.")
            return Changed(page.ledger.recorded, (), (said(sentence, **told),))

    def _reset(self, rule: Rule) -> Changed:
        with self.book.record("config unset", rule.key) as page:
            rules.reset(page, rule)
            sentence = N_("{key} has its default again.")
            return Changed(page.ledger.recorded, (), (said(sentence, key=rule.key),))

    def _store(self, key: str, value: str) -> Changed:
        with self.book.record("config set", f"{key} {value}") as page:
            read = _READERS[key](page, key, value)
            changed = definitions.put(page.ledger, "setting", key, read)
            if changed and key == "main_pipeline":
                page.restage()
            text = N_("{key} is now {value}.") if changed else N_("{key} was {value} already.")
            shown = read if isinstance(read, str) else value
            return Changed(page.ledger.recorded, (), (said(text, key=key, value=shown),))


def _known(key: str) -> str | Rule:
    """Return the name of a flat setting, or the rule of the method that is meant."""
    plain = key.strip().lower().replace("-", "_").replace(".", "_")
    if plain in (*STORED, *personal.KEYS):
        return plain
    rule = rules.find(key)
    if rule is None:
        keys = (*STORED, *personal.KEYS, *(f"{section}. ..." for section in rules.sections()))
        raise UnknownSetting(key=key, keys=", ".join(keys))
    return rule


def _shown(stored: Settings, key: str) -> object:
    value = getattr(stored, key)
    return WEEKDAYS[value] if key == "week_start" else value


def _zone(page: Page, _key: str, value: str) -> str:
    BusinessCalendar(value).day(page.now)
    return value


def _day_start(_page: Page, _key: str, value: str) -> str:
    BusinessCalendar("UTC", value)
    return value


def _week_start(_page: Page, key: str, value: str) -> int:
    plain = value.strip().lower()
    if plain in WEEKDAYS:
        return WEEKDAYS.index(plain)
    if plain.isdigit() and int(plain) < len(WEEKDAYS):
        return int(plain)
    raise BadSetting(key=key, value=value, allowed=", ".join(WEEKDAYS))


def _region(_page: Page, key: str, value: str) -> str:
    plain = value.strip().upper()
    if len(plain) != 2 or not plain.isascii() or not plain.isalpha():
        raise BadSetting(key=key, value=value, allowed="CN, TW, US ...")
    return plain


def _currency(_page: Page, _key: str, value: str) -> str:
    return currency_code(value)


def _pipeline(page: Page, key: str, value: str) -> str:
    found = page.pipeline(value)
    if found.unit != "customer":
        known = definitions.pipelines(page.session).values()
        names = [pipeline.name for pipeline in known if pipeline.unit == "customer"]
        raise BadSetting(key=key, value=value, allowed=", ".join(names))
    return found.name


def _count(_page: Page, key: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and int(value[:9]) <= 10_000):
        raise BadSetting(key=key, value=value, allowed="0 ... 10000")
    return int(value)


def _kind(_page: Page, key: str, value: str) -> str:
    try:
        return read_kind(value)
    except UnknownKind:
        raise BadSetting(key=key, value=value, allowed=", ".join(KINDS)) from None


Reader = Callable[[Page, str, str], Any]
_READERS: dict[str, Reader] = {
    "zone": _zone,
    "day_start": _day_start,
    "week_start": _week_start,
    "region": _region,
    "currency": _currency,
    "main_pipeline": _pipeline,
    "capacity": _count,
    "import_drip": _count,
    "log_kind": _kind,
}

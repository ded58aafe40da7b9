"""`config`: settings of the store, which are undoable, and of the person, in a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

from leadfunnel import config as personal
from leadfunnel.config import BadSetting, Config, UnknownSetting
from leadfunnel.domain.calendar import BusinessCalendar
from leadfunnel.domain.interaction import KINDS, UnknownKind, read_kind
from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_
from leadfunnel.services.book import Book, Page
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.definitions import ConfigView
from leadfunnel.store import definitions
from leadfunnel.store.definitions import Settings

STORED = tuple(field.name for field in fields(Settings))
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class SettingsService:
    """Reading and changing settings."""

    def __init__(self, book: Book, config: Config, path: Path) -> None:
        self.book = book
        self.config = config
        self.path = path

    def list(self) -> ConfigView:
        """Return every setting with its value and where it lives."""
        with self.book.read() as page:
            stored = page.settings
        mine = tuple((key, getattr(self.config, key), "personal") for key in personal.KEYS)
        return ConfigView((*((key, _shown(stored, key), "store") for key in STORED), *mine))

    def get(self, key: str) -> ConfigView:
        """Return one setting."""
        found = tuple(setting for setting in self.list().settings if setting[0] == _known(key))
        return ConfigView(found)

    def set(self, key: str, value: str) -> Changed:
        """Change one setting; a store's is recorded as an operation."""
        key = _known(key)
        if key in personal.KEYS:
            personal.check(key, value)
            personal.save(self.path, key, value)
            return Changed(None, (), (said(N_("{key} is now {value}."), key=key, value=value),))
        return self._store(key, value)

    def unset(self, key: str) -> Changed:
        """Return one setting to its default."""
        key = _known(key)
        if key in personal.KEYS:
            personal.save(self.path, key, None)
            return Changed(None, (), (said(N_("{key} has its default again."), key=key),))
        return self._store(key, str(getattr(Settings(), key)))

    def _store(self, key: str, value: str) -> Changed:
        with self.book.record("config set", f"{key} {value}") as page:
            read = _READERS[key](page, key, value)
            changed = definitions.put(page.ledger, "setting", key, read)
            if changed and key == "main_pipeline":
                page.restage()
            text = N_("{key} is now {value}.") if changed else N_("{key} was {value} already.")
            return Changed(page.ledger.recorded, (), (said(text, key=key, value=value),))


def _known(key: str) -> str:
    plain = key.strip().lower().replace("-", "_").replace(".", "_")
    if plain not in (*STORED, *personal.KEYS):
        raise UnknownSetting(key=key, keys=", ".join((*STORED, *personal.KEYS)))
    return plain


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


def _letters(length: int) -> Reader:
    def read(_page: Page, key: str, value: str) -> str:
        plain = value.strip().upper()
        if len(plain) != length or not plain.isascii() or not plain.isalpha():
            raise BadSetting(
                key=key, value=value, allowed="CN, TW, US ..." if length == 2 else "CNY, USD ..."
            )
        return plain

    return read


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
    "region": _letters(2),
    "currency": _letters(3),
    "main_pipeline": _pipeline,
    "capacity": _count,
    "import_drip": _count,
    "log_kind": _kind,
}

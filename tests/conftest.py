"""What the tests share: a store in a temporary file, a fixed clock, the services over it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from leadfunnel import i18n
from leadfunnel.services.book import Acting, Book
from leadfunnel.store import definitions
from leadfunnel.store.definitions import Settings
from leadfunnel.store.sqlite import SqliteStore

settings.register_profile("plain", deadline=None, print_blob=True)
settings.load_profile("plain")

NOW = 1_795_312_800  # Sunday 2026-11-22 10:00 in Shanghai
ZONE = "Asia/Shanghai"


class Clocked:
    """One store with a clock that tests set, and a book for whoever acts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.now = NOW
        self.user = "lin"
        self.confirmed = True

    def store(self) -> SqliteStore:
        return SqliteStore(
            self.path,
            seed=lambda session: definitions.seed(
                session, self.user, self.now, Settings(zone=ZONE)
            ),
        )

    def book(self, user: str | None = None) -> Book:
        acting = Acting(user or self.user, self.now, confirm=lambda _: self.confirmed)
        return Book(self.store(), acting)


@pytest.fixture
def clocked(tmp_path: Path) -> Clocked:
    return Clocked(tmp_path / "store.db")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use("en")

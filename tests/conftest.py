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
from leadfunnel.store.session import Session
from leadfunnel.store.sqlite import SqliteStore
from tests import engines, postgres

TYPE_CHECKING = False
if TYPE_CHECKING:
    from leadfunnel.store.postgres import PostgresStore

settings.register_profile("plain", deadline=None, print_blob=True)
settings.load_profile("plain")

NOW = 1_795_312_800  # Sunday 2026-11-22 10:00 in Shanghai
ZONE = "Asia/Shanghai"


class Clocked:
    """One store with a clock that tests set, and a book for whoever acts."""

    def __init__(self, path: Path, address: str | None = None) -> None:
        self.path = path
        self.address = address
        self.now = NOW
        self.user = "lin"
        self.confirmed = True
        self._server: PostgresStore | None = None

    def store(self) -> SqliteStore | PostgresStore:
        if self.address is None:
            return SqliteStore(self.path, seed=self._seed)
        if self._server is None:
            from leadfunnel.store.postgres import PostgresStore

            self._server = PostgresStore(self.address, seed=self._seed)
        return self._server

    def _seed(self, session: Session) -> None:
        definitions.seed(session, self.user, self.now, Settings(zone=ZONE))

    def book(self, user: str | None = None) -> Book:
        acting = Acting(user or self.user, self.now, confirm=lambda _: self.confirmed)
        return Book(self.store(), acting)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the tests of the modules that are listed on both engines."""
    place = str(Path(metafunc.module.__file__).relative_to(Path(__file__).parent).with_suffix(""))
    if "clocked" in metafunc.fixturenames and place in engines.BOTH:
        metafunc.parametrize("clocked", ("sqlite", "postgresql"), indirect=True)


@pytest.fixture
def clocked(tmp_path: Path, request: pytest.FixtureRequest) -> Clocked:
    engine = getattr(request, "param", "sqlite")
    return Clocked(tmp_path / "store.db", postgres.fresh() if engine == "postgresql" else None)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.use("en")
    yield
    i18n.use("en")

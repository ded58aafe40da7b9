"""Where the store lies: a file, or a schema on a server."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cached_property

from leadfunnel import config as personal
from leadfunnel import i18n, surroundings
from leadfunnel.options import Options
from leadfunnel.surroundings import NoDriver

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any, TextIO

    from leadfunnel.adapters.passphrases import Sources
    from leadfunnel.services.book import Book
    from leadfunnel.services.moving import Moving
    from leadfunnel.services.new_passphrases import Handed
    from leadfunnel.store.definitions import Settings
    from leadfunnel.store.places import Store
    from leadfunnel.store.postgres import PostgresStore

SERVERS = ("postgres://", "postgresql://")


class Placing:
    """Finds and opens the store that --db, the environment or the config names."""

    options: Options
    environ: Mapping[str, str]
    err: TextIO

    if TYPE_CHECKING:

        @cached_property
        def config(self) -> personal.Config:
            """The personal settings."""
            ...

        @property
        def hides(self) -> bool:
            """Whether a person is there to type what is not shown."""
            ...

        def ask_secret(self, prompt: str) -> str | None:
            """Ask for what is not shown."""
            ...

        @cached_property
        def user(self) -> str:
            """Who is acting."""
            ...

        @cached_property
        def book(self) -> Book:
            """The open store, as the acting user."""
            ...

        @cached_property
        def now(self) -> int:
            """The present instant."""
            ...

    @property
    def _given(self) -> str | None:
        return self.options.db or self.environ.get("LEADFUNNEL_DB") or self.config.db

    @cached_property
    def address(self) -> str | None:
        """The address of the server that holds the store; None for a file."""
        given = self._given or ""
        return given if given.startswith(SERVERS) else None

    @cached_property
    def _login(self) -> str:
        """The role that acts on the server."""
        server = self._on_server()
        assert isinstance(self.store, server)  # noqa: S101 - only then it is asked for
        return self.store.login

    @cached_property
    def store_path(self) -> str:
        """Where the store lies: --db, LEADFUNNEL_DB, config, or the user's data folder."""
        given = self._given
        if not given:
            return personal.default_store(self.environ)
        if self.address is not None:
            return str(self.store.path)
        return os.path.expanduser(given)

    @property
    def named_place(self) -> str:
        """What names this store after --db: an address without its password, or a whole path."""
        if self.address is None:
            return os.path.abspath(self.store_path)
        from leadfunnel.store import transport

        return transport.without_password(self.address)

    @property
    def _default_place(self) -> bool:
        return os.path.abspath(self.store_path) == os.path.abspath(
            personal.default_store(self.environ)
        )

    @property
    def store_is_large(self) -> bool:
        """Whether the store is a file too large to be copied unasked."""
        from leadfunnel.store import backup

        return backup.is_large(self.store)

    @cached_property
    def passphrases(self) -> Sources:
        """What may say a passphrase, in the order in which it is asked."""
        from leadfunnel.adapters.passphrases import Sources

        prompt = i18n._("Passphrase of {path}: ")
        ask = (lambda path: self.ask_secret(prompt.format(path=path))) if self.hides else None
        return Sources(self.config.passphrase_command, self.environ, ask)

    @cached_property
    def handed(self) -> Handed:
        """The passphrases of files that are handed to others."""
        from leadfunnel.services.new_passphrases import EXPORT_VARIABLE, Handed

        return Handed(self.environ.get(EXPORT_VARIABLE), self.ask_secret)

    def _passphrases(self, path: str) -> Iterator[tuple[str, str]]:
        return self.passphrases.each(path)

    @cached_property
    def _zone(self) -> str:
        return self.environ.get("LEADFUNNEL_TZ") or surroundings.local_zone(self.environ)

    @cached_property
    def moving(self) -> Moving:
        """`move`."""
        from leadfunnel.services.moving import Moving

        return Moving(self.book, self._bare)

    def _bare(self, address: str) -> Store:
        """Open a place that a store may be moved to; a new one there begins with nothing."""
        if address.startswith(SERVERS):
            return self._on_server()(address)
        from leadfunnel.store.sqlite import SqliteStore

        return SqliteStore(os.path.expanduser(address), passphrases=self._passphrases)

    def _on_server(self) -> type[PostgresStore]:
        try:
            from leadfunnel.store.postgres import PostgresStore
        except ImportError:
            raise NoDriver() from None
        return PostgresStore

    @cached_property
    def store(self) -> Store:
        """The store: a file, or a schema on a server."""
        if self.address is not None:
            store = self._on_server()(self.address, seed=self._seed, waiting=self._waiting)
            kept = "".join(char if char.isalnum() else "-" for char in str(store))
            from pathlib import Path

            folder = Path(personal.default_store(self.environ)).parent / "backups"
            store.dumps = folder / kept.removeprefix("postgresql")[-100:].strip("-")
            return store
        from leadfunnel.store.sqlite import SqliteStore

        return SqliteStore(
            self.store_path,
            seed=self._seed,
            waiting=self._waiting,
            own_folder=self._default_place,
            passphrases=self._passphrases,
        )

    def _seed(self, session: Any) -> None:
        from leadfunnel.store import definitions

        definitions.seed(session, self.user, self.now, self._first_settings())

    def _first_settings(self) -> Settings:
        from leadfunnel.domain.calendar import BusinessCalendar, UnknownZone
        from leadfunnel.store.definitions import Settings

        zone = self._zone
        try:
            BusinessCalendar(zone).day(self.now)
        except UnknownZone:
            if self.environ.get("LEADFUNNEL_TZ"):
                raise
            zone = "UTC"
        region, currency = surroundings.country(self.environ)
        return Settings(zone=zone, region=region, currency=currency)

    def _waiting(self) -> None:
        self.err.write(i18n._("Waiting: another leadfunnel is writing ...") + "\n")
        self.err.flush()

"""The composition root: settings, clock, zone, user, store, services, views.

Services and views are imported where they are first used, so that a command pays only for its
own. This is the only place that knows the clock and the environment.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from leadfunnel import config as personal
from leadfunnel import i18n
from leadfunnel.cli.options import Options
from leadfunnel.domain.sentence import Sentence
from leadfunnel.errors import N_, UnreadableError

if TYPE_CHECKING:
    from leadfunnel.services.backups import Backups
    from leadfunnel.services.bin import Bin
    from leadfunnel.services.book import Book
    from leadfunnel.services.capture import Capture
    from leadfunnel.services.exporting import Exported, Exporting
    from leadfunnel.services.importing import Importing
    from leadfunnel.services.ladder import Ladder
    from leadfunnel.services.log import Log
    from leadfunnel.services.looking import Looking
    from leadfunnel.services.morning import Morning
    from leadfunnel.services.pipelines import Pipelines
    from leadfunnel.services.promises import FollowUps
    from leadfunnel.services.settings import SettingsService
    from leadfunnel.services.tagging import Tagging
    from leadfunnel.services.touches import Touches
    from leadfunnel.services.weekly import Weekly
    from leadfunnel.store.definitions import Settings
    from leadfunnel.store.sqlite import SqliteStore
    from leadfunnel.views.setting import Setting


class BadNow(UnreadableError):
    """LEADFUNNEL_NOW is no instant."""

    code = "bad_now"
    message = N_("LEADFUNNEL_NOW cannot be read: {text}.")
    hint = N_("Write an ISO instant, e.g. 2026-11-25T09:00:00+08:00.")


class UnknownLanguage(UnreadableError):
    """No such language."""

    code = "unknown_language"
    message = N_("No language {text}: one of {languages}.")


class NotUtf8(UnreadableError):
    """What was typed is not text."""

    code = "not_utf8"
    message = N_("What was typed is not valid UTF-8.")


class EmptyUser(UnreadableError):
    """A user needs a name."""

    code = "empty_user"
    message = N_("The user name is empty.")


class PostgresNotYet(UnreadableError):
    """The team store is not part of this version."""

    code = "database_address"
    message = N_("The database address names a server; this version keeps its store in a file.")
    hint = N_("Give a file path to --db.")


def choose_language(lang: str | None, environ: Mapping[str, str]) -> str:
    """Return the language asked for by --lang, LEADFUNNEL_LANG, config, or the locale."""
    asked = lang or environ.get("LEADFUNNEL_LANG")
    if asked is None:
        from_config = personal.load(personal.config_file(environ)).lang
        return from_config or i18n.from_locale(environ)
    if asked not in personal.LANGUAGES:
        raise UnknownLanguage(text=asked, languages=", ".join(personal.LANGUAGES))
    return asked


class Workspace:
    """Everything one command needs, made on first use."""

    def __init__(
        self, options: Options, environ: Mapping[str, str], out: TextIO, err: TextIO
    ) -> None:
        self.options = options
        self.environ = environ
        self.out = out
        self.err = err

    # --- settings

    @cached_property
    def config(self) -> personal.Config:
        """The personal settings."""
        return personal.load(self.config_path)

    @cached_property
    def config_path(self) -> Path:
        """Where the personal settings lie."""
        return personal.config_file(self.environ)

    @cached_property
    def now(self) -> int:
        """The present instant, or the one that LEADFUNNEL_NOW fixes."""
        fixed = self.environ.get("LEADFUNNEL_NOW")
        return _instant(fixed, self._zone) if fixed else int(time.time())

    @cached_property
    def user(self) -> str:
        """Who is acting: --user, LEADFUNNEL_USER, config, or the login name."""
        name = self.options.user
        if name is None:
            name = self.environ.get("LEADFUNNEL_USER") or self.config.user or _login(self.environ)
        if not name.strip():
            raise EmptyUser()
        return name.strip()

    @cached_property
    def store_path(self) -> Path:
        """Where the store lies: --db, LEADFUNNEL_DB, config, or the user's data folder."""
        given = self.options.db or self.environ.get("LEADFUNNEL_DB") or self.config.db
        if not given:
            return personal.default_store(self.environ)
        if given.startswith(("postgres://", "postgresql://")):
            raise PostgresNotYet()
        return Path(given).expanduser()

    @property
    def _default_place(self) -> bool:
        return self.store_path == personal.default_store(self.environ)

    @cached_property
    def _zone(self) -> str:
        return self.environ.get("LEADFUNNEL_TZ") or _local_zone(self.environ)

    # --- store

    @cached_property
    def store(self) -> SqliteStore:
        """The store's file."""
        from leadfunnel.store.sqlite import SqliteStore

        return SqliteStore(
            self.store_path, seed=self._seed, waiting=self._waiting, own_folder=self._default_place
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
        region, currency = _country(self.environ)
        return Settings(zone=zone, region=region, currency=currency)

    def _waiting(self) -> None:
        self.err.write(i18n._("Waiting: another leadfunnel is writing ...") + "\n")
        self.err.flush()

    @cached_property
    def book(self) -> Book:
        """The open store, as the acting user."""
        from leadfunnel.services.book import Acting, Book

        acting = Acting(
            user=self.user,
            now=self.now,
            typed_zone=self.environ.get("LEADFUNNEL_TZ") or None,
            warn=self.warn,
            confirm=self.confirm,
        )
        return Book(self.store, acting)

    # --- services

    @cached_property
    def capture(self) -> Capture:
        """`add`, `edit`."""
        from leadfunnel.services.capture import Capture

        return Capture(self.book)

    @cached_property
    def touches(self) -> Touches:
        """`log`, `note`."""
        from leadfunnel.services.touches import Touches

        return Touches(self.book)

    @cached_property
    def follow_ups(self) -> FollowUps:
        """`next`, `done`, `snooze`, `cancel`, `due`."""
        from leadfunnel.services.promises import FollowUps

        return FollowUps(self.book)

    @cached_property
    def ladder(self) -> Ladder:
        """`promote`, `demote`, `drop`, `reopen`."""
        from leadfunnel.services.ladder import Ladder

        return Ladder(self.book)

    @cached_property
    def looking(self) -> Looking:
        """`show`, `find`, `list`."""
        from leadfunnel.services.looking import Looking

        return Looking(self.book)

    @cached_property
    def tagging(self) -> Tagging:
        """`tag`, `untag`."""
        from leadfunnel.services.tagging import Tagging

        return Tagging(self.book)

    @cached_property
    def bin(self) -> Bin:
        """`delete`, `restore-customer`."""
        from leadfunnel.services.bin import Bin

        return Bin(self.book)

    @cached_property
    def log(self) -> Log:
        """`undo`, `redo`, `history`."""
        from leadfunnel.services.log import Log

        return Log(self.book)

    @cached_property
    def morning(self) -> Morning:
        """`today`."""
        from leadfunnel.services.morning import Morning

        return Morning(self.book)

    @cached_property
    def weekly(self) -> Weekly:
        """`funnel`."""
        from leadfunnel.services.weekly import Weekly

        return Weekly(self.book)

    @cached_property
    def importing(self) -> Importing:
        """`import`."""
        from leadfunnel.services.importing import Importing

        return Importing(self.book)

    @cached_property
    def exporting(self) -> Exporting:
        """`export`."""
        from leadfunnel.services.exporting import Exporting

        return Exporting(self.book)

    @cached_property
    def backups(self) -> Backups:
        """`backup`."""
        from leadfunnel.services.backups import Backups

        return Backups(self.book)

    @cached_property
    def pipelines(self) -> Pipelines:
        """`pipeline list|show|load`."""
        from leadfunnel.services.pipelines import Pipelines

        return Pipelines(self.book)

    @cached_property
    def settings(self) -> SettingsService:
        """`config list|get|set|unset`."""
        from leadfunnel.services.settings import SettingsService

        return SettingsService(self.book, self.config, self.config_path)

    # --- input and output

    def text(self, given: str | None) -> str | None:
        """Return typed text, or standard input for `-`."""
        if given != "-":
            return given
        try:
            return self.stdin_bytes().decode("utf-8")
        except UnicodeDecodeError:
            raise NotUtf8() from None

    def stdin_bytes(self) -> bytes:
        """Return all of standard input."""
        return sys.stdin.buffer.read()

    def confirm(self, question: Sentence) -> bool:
        """Ask a question on the terminal; off a terminal only --yes answers yes."""
        if self.options.yes:
            return True
        if not (sys.stdin.isatty() and self.out.isatty()):
            return False
        from leadfunnel.views.words import say

        self.err.write(say(question, self.setting) + i18n._(" [y/N] "))
        self.err.flush()
        return sys.stdin.readline().strip().lower() in ("y", "yes", "是", "好")

    def warn(self, sentence: Sentence) -> None:
        """Say a warning on stderr."""
        from leadfunnel.views.words import say

        self.err.write(f"warning: {say(sentence, self.setting)}\n")

    @cached_property
    def setting(self) -> Setting:
        """What the views need to know: calendar, clock, region, width."""
        from leadfunnel.views.setting import Setting, terminal_width

        settings = self.book.settings
        return Setting(
            calendar=settings.calendar,
            now=self.now,
            region=settings.region,
            width=terminal_width(self.environ, self.out.fileno()) if self.on_terminal else None,
            ambiguous=self.config.ambiguous,
        )

    @property
    def on_terminal(self) -> bool:
        """Whether the result is read by a person at a terminal."""
        return self.out.isatty()

    @property
    def colour(self) -> bool:
        """Whether colour is wanted."""
        if self.environ.get("NO_COLOR") or self.config.color == "never":
            return False
        return self.config.color == "always" or self.environ.get("TERM") != "dumb"

    def show(self, result: object) -> None:
        """Print a result: JSON when asked, a table on a terminal, plain text in a pipe."""
        from leadfunnel.views.show import show

        show(
            result,
            self.setting,
            self.out,
            json=self.options.json,
            terminal=self.on_terminal and self.colour,
        )

    def deliver(self, exported: Exported) -> None:
        """Print an export to stdout, or say where it was written."""
        if exported.path is None:
            for chunk in exported.chunks:
                self.out.write(chunk)
        else:
            self.show(exported.done())


def _instant(text: str, zone: str) -> int:
    from datetime import datetime

    from leadfunnel.domain.calendar import BusinessCalendar

    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise BadNow(text=text) from None
    if found.tzinfo is None:
        return BusinessCalendar(zone).instant(found.date(), found.time())
    return int(found.timestamp())


def _login(environ: Mapping[str, str]) -> str:
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        if environ.get(variable):
            return environ[variable]
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "me"


def _local_zone(environ: Mapping[str, str]) -> str:
    """Return the name of the computer's zone, UTC when it does not say."""
    given = environ.get("TZ", "").lstrip(":")
    if given:
        return given
    try:
        target = os.path.realpath("/etc/localtime")
    except OSError:
        return "UTC"
    _, marker, name = target.partition("zoneinfo/")
    return name if marker else "UTC"


def _country(environ: Mapping[str, str]) -> tuple[str, str]:
    """Return the region of phones and the currency that the locale suggests; else China's."""
    known = {"TW": "TWD", "HK": "HKD", "MO": "MOP", "SG": "SGD", "US": "USD", "GB": "GBP"}
    for variable in ("LC_ALL", "LC_MONETARY", "LANG"):
        region = environ.get(variable, "").partition(".")[0].partition("_")[2]
        if region in known:
            return region, known[region]
    return "CN", "CNY"


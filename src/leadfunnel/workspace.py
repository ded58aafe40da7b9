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

from leadfunnel import config as personal
from leadfunnel import i18n, surroundings
from leadfunnel.asking import Asking
from leadfunnel.domain.record import replace
from leadfunnel.domain.sentence import Sentence
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.options import Options
from leadfunnel.placing import Placing
from leadfunnel.publishing import Publishing
from leadfunnel.surroundings import EmptyUser, NotUtf8, UserIsLogin
from leadfunnel.verbs import Verbs

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import TextIO

    from leadfunnel.domain.workdays import OwnDays
    from leadfunnel.services.book import Book
    from leadfunnel.services.exporting import Exported
    from leadfunnel.views.progress import Progress
    from leadfunnel.views.setting import Setting


class UnknownLanguage(UnreadableError):
    """No such language."""

    code = "unknown_language"
    message = N_("No language {text}: one of {languages}.")


def choose_language(lang: str | None, environ: Mapping[str, str]) -> str:
    """Return the language asked for by --lang, LEADFUNNEL_LANG, config, or the locale."""
    asked = lang or environ.get("LEADFUNNEL_LANG")
    if not asked:
        from_config = personal.load(personal.config_file(environ)).lang
        return from_config or i18n.from_locale(environ)
    if asked not in personal.LANGUAGES:
        raise UnknownLanguage(text=asked, languages=", ".join(personal.LANGUAGES))
    return asked


def _shown(name: str) -> str:
    if name.isascii():
        return name.strip()
    from leadfunnel.domain.fold import shown

    return shown(name.strip())


class Workspace(Verbs, Asking, Publishing, Placing):
    """Everything one command needs, made on first use."""

    def __init__(
        self,
        options: Options,
        environ: Mapping[str, str],
        out: TextIO,
        err: TextIO,
        picked: Mapping[str, int] | None = None,
    ) -> None:
        self.options = options
        self.environ = environ
        self.out = out
        self.err = err
        self.picked = picked or {}
        self.bare = False
        """Whether what is shown needs nothing that a store says, which may be damaged."""

    # --- settings

    @cached_property
    def config(self) -> personal.Config:
        """The personal settings."""
        return personal.load(self.config_path)

    @cached_property
    def config_path(self) -> str:
        """Where the personal settings lie."""
        return personal.config_file(self.environ)

    def beside_config(self, name: str) -> str:
        """Where a file or folder beside the personal settings lies."""
        return os.path.join(os.path.dirname(self.config_path), name)

    @cached_property
    def now(self) -> int:
        """The present instant, or the one that LEADFUNNEL_NOW fixes."""
        fixed = self.environ.get("LEADFUNNEL_NOW")
        return surroundings.instant(fixed, self._zone) if fixed else int(time.time())

    def tick(self) -> None:
        """Look at the clock and the terminal anew: somebody took their time to answer."""
        for name in ("now", "setting"):
            self.__dict__.pop(name, None)
        book = self.__dict__.get("book")
        if book is not None:
            book.acting = replace(book.acting, now=self.now)

    @cached_property
    def user(self) -> str:
        """Who is acting: --user, LEADFUNNEL_USER, config, or the login name; a server's role."""
        name = self.options.user
        if self.address is not None:
            login = self._login
            if name not in (None, login):
                raise UserIsLogin(user=login)
            return login
        if name is None:
            name = (
                self.environ.get("LEADFUNNEL_USER")
                or self.config.user
                or surroundings.login(self.environ)
            )
        if any("\ud800" <= char <= "\udfff" for char in name):
            raise NotUtf8()
        if not _shown(name):
            raise EmptyUser()
        if len(name) > surroundings.LONGEST_USER:
            raise surroundings.LongUser(length=len(name), limit=surroundings.LONGEST_USER)
        return name.strip()

    @cached_property
    def _own_days(self) -> OwnDays | None:
        """The person's own days off, checked before a command changes anything."""
        path = self.beside_config("workdays.toml")
        if not os.path.exists(path):
            return None
        from pathlib import Path

        from leadfunnel.adapters.own_days import read_own_days

        return read_own_days(Path(path))

    # --- store

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
            own_days=self._own_days,
            on_terminal=self.asks,
            choose=self.choose,
            progress=self.advance,
            playbooks=self.beside_config("playbooks"),
            picked=self.picked,
            keeps_copies=True,
        )
        return Book(self.store, acting)

    # --- input and output

    def text(self, given: str | None) -> str | None:
        """Return typed text, or standard input for `-`."""
        if given != "-":
            return given
        try:
            return self.stdin_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            raise NotUtf8() from None

    def stdin_bytes(self) -> bytes:
        """Return all of standard input."""
        return sys.stdin.buffer.read() if sys.stdin else b""

    def warn(self, sentence: Sentence) -> None:
        """Say a warning on stderr."""
        from leadfunnel.views.words import say

        if "progress" in self.__dict__:
            self.progress.close()
        self.err.write(f"warning: {say(sentence, self.setting)}\n")

    def advance(self, phase: str, done: int, total: int | None) -> None:
        """Show how far a long command is."""
        self.progress(phase, done, total)

    @cached_property
    def progress(self) -> Progress:
        """How far a long command is, shown on stderr."""
        from leadfunnel.views.progress import Progress

        terminal = self.err.isatty() and self.environ.get("TERM") != "dumb"
        return Progress(self.err, terminal=terminal)

    @cached_property
    def setting(self) -> Setting:
        """What the views need to know: calendar, clock, region, width."""
        from leadfunnel.adapters.almanac import almanac
        from leadfunnel.views.setting import Setting, terminal_width

        settings = self._first_settings() if self.bare else self.book.settings
        return Setting(
            calendar=settings.calendar,
            now=self.now,
            region=settings.region,
            width=terminal_width(self.environ, self.out.fileno()) if self.on_terminal else None,
            ambiguous=self.config.ambiguous,
            masked=self.masked,
            almanac=almanac(settings.region, self._own_days),
        )

    @property
    def masked(self) -> bool:
        """Whether no phone is shown whole."""
        asked = self.options.mask
        return self.config.mask == "on" if asked is None else asked

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

        if "progress" in self.__dict__:
            self.progress.close()
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
            from leadfunnel.views.text import json_safe, steadied

            safe = json_safe if exported.format == "jsonl" else steadied
            for chunk in exported.chunks:
                self.out.write(safe(chunk))
            for sentence in exported.said:
                self.warn(sentence)
        else:
            self.show(exported.done())

"""The use cases of copies and of personal data, of which every workspace has one set."""

from __future__ import annotations

from functools import cached_property

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.adapters.passphrases import Sources
    from leadfunnel.config import Config
    from leadfunnel.services.backups import Backups
    from leadfunnel.services.book import Book
    from leadfunnel.services.doctor import Doctor
    from leadfunnel.services.encrypting import Encrypting
    from leadfunnel.services.forgetting import Forgetting
    from leadfunnel.services.person_file import PersonFiles
    from leadfunnel.services.restoring import Restoring
    from leadfunnel.services.retention import Retention


class TrustVerbs:
    """The use cases by which nothing is lost, and nobody is kept who must not be."""

    if TYPE_CHECKING:

        @cached_property
        def book(self) -> Book:
            """The open store, as the acting user."""
            ...

        @cached_property
        def config(self) -> Config:
            """The personal settings."""
            ...

        @cached_property
        def passphrases(self) -> Sources:
            """What may say a passphrase."""
            ...

        def ask_secret(self, prompt: str) -> str | None:
            """Ask for what is not shown."""
            ...

    @cached_property
    def doctor(self) -> Doctor:
        """`doctor`."""
        from leadfunnel.services.doctor import Doctor

        return Doctor(self.book, lambda: self.config)

    @cached_property
    def encrypting(self) -> Encrypting:
        """`encrypt`, `decrypt`."""
        from leadfunnel.services.encrypting import Encrypting

        return Encrypting(self.book, self.passphrases, self.ask_secret)

    @cached_property
    def backups(self) -> Backups:
        """`backup`."""
        from leadfunnel.services.backups import Backups

        return Backups(self.book)

    @cached_property
    def restoring(self) -> Restoring:
        """`restore`."""
        from leadfunnel.services.restoring import Restoring

        return Restoring(self.book)

    @cached_property
    def forgetting(self) -> Forgetting:
        """`forget`."""
        from leadfunnel.services.forgetting import Forgetting

        return Forgetting(self.book)

    @cached_property
    def retention(self) -> Retention:
        """`retention report|apply`."""
        from leadfunnel.services.retention import Retention

        return Retention(self.book)

    @cached_property
    def person_files(self) -> PersonFiles:
        """`export-person`."""
        from leadfunnel.services.person_file import PersonFiles

        return PersonFiles(self.book)

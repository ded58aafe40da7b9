"""A passphrase to be: long enough, typed twice; and those of files that are handed to others."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from leadfunnel.errors import N_, RefusedError, StoreError, UnreadableError

SHORTEST = 8
EXPORT_VARIABLE = "LEADFUNNEL_EXPORT_PASSPHRASE"
TRIES = 3

Ask = Callable[[str], str | None]


class ShortPassphrase(UnreadableError):
    """A passphrase that is soon guessed."""

    code = "short_passphrase"
    message = N_("The passphrase is too short: at least {count} characters.")
    hint = N_("Four or five words that do not belong together are strong, and can be remembered.")


class PassphrasesDiffer(UnreadableError):
    """It was typed twice, and differently."""

    code = "passphrases_differ"
    message = N_("The two passphrases are not the same: nothing was changed.")


class NoExportPassphrase(StoreError):
    """Nothing says the passphrase of a file that is handed to others."""

    code = "no_export_passphrase"
    message = N_("Nothing says the passphrase of {path}.")
    hint = N_("Run this at a terminal, or set LEADFUNNEL_EXPORT_PASSPHRASE for this one command.")


class WrongExportPassphrase(StoreError):
    """The passphrase does not open the file."""

    code = "wrong_export_passphrase"
    message = N_("The passphrase does not open {path}.")
    hint = N_("Ask whoever made the file.")


class SamePassphrase(RefusedError):
    """Whoever gets the file would get the store."""

    code = "same_passphrase"
    message = N_("This is the passphrase of the store: whoever gets the file could open that.")
    hint = N_("Take another one for files that leave your hands.")


def typed(ask: Ask) -> str | None:
    """Return what is typed twice; None where nobody is there. Raise what is wrong with it."""
    first = ask(N_("New passphrase: "))
    if first is None:
        return None
    checked(first)
    if ask(N_("The same once more: ")) != first:
        raise PassphrasesDiffer()
    return first


def checked(passphrase: str) -> str:
    """Return a passphrase that is long enough; raise ShortPassphrase."""
    if len(passphrase) < SHORTEST:
        raise ShortPassphrase(count=SHORTEST)
    return passphrase


class Handed:
    """The passphrases of files that are handed to others: from the environment, or typed."""

    def __init__(self, given: str | None = None, ask: Ask = lambda _: None) -> None:
        self.given = given
        self.ask = ask

    def new(self, path: str, of_store: str | None) -> str:
        """Return the passphrase for a new file; raise where it is short, or that of the store."""
        found = checked(self.given) if self.given else typed(self.ask)
        if found is None:
            raise NoExportPassphrase(path=path)
        if found == of_store:
            raise SamePassphrase()
        return found

    def opened(self, path: str, read: Callable[[str], bytes | None]) -> bytes:
        """Return what a file holds, read by what is given or typed; raise where none opens it."""
        tried = False
        for passphrase in self._each():
            tried = True
            found = read(passphrase)
            if found is not None:
                return found
        raise (WrongExportPassphrase if tried else NoExportPassphrase)(path=path)

    def _each(self) -> Iterator[str]:
        if self.given:
            yield self.given
            return
        for _ in range(TRIES):
            passphrase = self.ask(N_("Passphrase of the file: "))
            if not passphrase:
                return
            yield passphrase

"""`encrypt`, `decrypt`: a store and its copies under a passphrase, another one, or none."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.adapters import passphrases
from leadfunnel.adapters.passphrases import Sources
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Sentence, counted, said
from leadfunnel.errors import N_, RefusedError, StoreError
from leadfunnel.services import new_passphrases
from leadfunnel.services.book import Book, NotConfirmed
from leadfunnel.services.new_passphrases import Ask
from leadfunnel.services.results.changed import Done
from leadfunnel.store import backup, converting, copies, encrypted_copies, encryption
from leadfunnel.store.copies import Copy
from leadfunnel.store.encryption import Key, NoPassphrase, looks_encrypted

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.sqlite import SqliteStore

NEW_VARIABLE = "LEADFUNNEL_NEW_PASSPHRASE"


class AlreadyEncrypted(RefusedError):
    """There is nothing to do."""

    code = "already_encrypted"
    message = N_("The store {path} is encrypted already.")
    hint = N_("To change the passphrase: leadfunnel encrypt --change")


class NotEncrypted(RefusedError):
    """There is nothing to do."""

    code = "not_encrypted"
    message = N_("The store {path} is not encrypted.")
    hint = N_("To encrypt it: leadfunnel encrypt")


class ServerEncrypts(RefusedError):
    """A store on a server is not a file of ours."""

    code = "server_encrypts"
    message = N_("The store {address} is on a server, which keeps its files itself.")
    hint = N_("Let the server's disk be encrypted, and name sslmode=verify-full in the address.")


class NoNewPassphrase(StoreError):
    """Nothing says the passphrase to be."""

    code = "no_new_passphrase"
    message = N_("Nothing says the new passphrase.")
    hint = N_("Run this at a terminal, or set LEADFUNNEL_NEW_PASSPHRASE for this one command.")


class NoFirstPassphrase(NoPassphrase):
    """Nothing says the passphrase of a store that is still open to everybody."""

    message = N_("Nothing says the passphrase to encrypt {path} with.")


@dataclass(frozen=True)
class Wish:
    """What is asked of `encrypt`."""

    change: bool = False
    copies: bool = False
    keyring: bool = False


class Encrypting:
    """Puts a store under a passphrase; `ask` asks for a new one at a terminal, None without."""

    def __init__(self, book: Book, sources: Sources, ask: Ask) -> None:
        self.book = book
        self.sources = sources
        self.ask = ask

    @property
    def store(self) -> SqliteStore:
        """The file; raise ServerEncrypts for a store on a server."""
        store = self.book.store
        if not backup.is_file(store):
            raise ServerEncrypts(address=str(store))
        return store

    def encrypt(self, wish: Wish) -> Done:
        """Encrypt the store, or change its passphrase; then its copies, once that is agreed."""
        store = self.store
        encryption.installed(store.file)
        with store.read():  # upgrades it, and finds what opens it
            pass
        self._check(wish)
        spoken: list[Sentence] = []
        if store.key is None or wish.change:
            spoken += self._convert(self._new(wish))
        assert store.key is not None  # noqa: S101 - it is encrypted now
        if wish.keyring or (wish.change and passphrases.kept_in_keyring(store.file)):
            passphrases.keep_in_keyring(store.file, store.key.passphrase)
            spoken.append(said(N_("The passphrase is kept in the keyring of this computer.")))
        spoken += self._copies(wish)
        return Done("encrypt", tuple(spoken), self._record())

    def decrypt(self) -> Done:
        """Write the store without encryption, once that is agreed."""
        store = self.store
        with store.read():
            pass
        if store.key is None:
            raise NotEncrypted(path=store.file)
        question = said(N_("Keep the store {path} without encryption?"), path=store.file)
        if not self.book.acting.confirm(question):
            raise NotConfirmed()
        spoken = self._convert(None)
        text = N_("Copies made until now stay encrypted: keep the passphrase as long as those.")
        return Done("decrypt", (*spoken, said(text)), self._record())

    def _check(self, wish: Wish) -> None:
        """Refuse what leaves nothing to do."""
        encrypted = self.store.key is not None
        if wish.change and not encrypted:
            raise NotEncrypted(path=self.store.file)
        if encrypted and not (wish.change or wish.copies or wish.keyring):
            raise AlreadyEncrypted(path=self.store.file)

    def _new(self, wish: Wish) -> Key:
        """Return the key to be: of what is set up already, or of what is typed twice."""
        passphrase = self.sources.environ.get(NEW_VARIABLE) if wish.change else None
        if passphrase is None and not wish.change:
            found = next(self.sources.configured(self.store.file), None)
            passphrase = found and found[0]
        if passphrase is None:
            passphrase = new_passphrases.typed(self.ask)
        if passphrase is None:
            raise NoNewPassphrase() if wish.change else NoFirstPassphrase(path=self.store.file)
        return Key(new_passphrases.checked(passphrase), NEW_VARIABLE)

    def _convert(self, key: Key | None) -> list[Sentence]:
        store, spoken = self.store, []
        what = "decrypt" if key is None else "encrypt"
        copy = backup.before(store, what, self.book.acting.now)
        if copy is None:
            return self._begun(key)
        spoken.append(said(N_("Made the backup {path}."), path=str(copy.path)))
        changed = store.key is not None
        converting.convert(store, key)
        if key is None:
            text = N_("The store {path} is not encrypted any more; every row was compared.")
        elif changed:
            text = N_("The store {path} has the new passphrase; every row was compared.")
        else:
            text = N_("The store {path} is encrypted; every row was compared.")
        spoken.append(said(text, path=store.file))
        if key is not None and not changed:
            text = N_("Nobody can open it without the passphrase, and nobody can find that again.")
            spoken.append(said(text))
        return spoken

    def _begun(self, key: Key | None) -> list[Sentence]:
        """Begin a new store that is encrypted from its first byte."""
        assert key is not None  # noqa: S101 - only an encrypted store is decrypted
        self.store.key = key
        with self.store.write():
            encryption.remember(key)
        text = N_("Began a store that is encrypted: {path}.")
        return [said(text, path=self.store.file)]

    def _copies(self, wish: Wish) -> list[Sentence]:
        """Bring the copies under the passphrase of the store, or say that they are not."""
        folder = self.store.backup_folder
        self._tell_others()
        found = [copy for copy in copies.each(folder) if not self._is_safe(copy)]
        if not found:
            return []
        one = N_("{count} copy in {folder} is not under this passphrase. Encrypt it anew?")
        many = N_("{count} copies in {folder} are not under this passphrase. Encrypt them anew?")
        question = counted(one, many, len(found), folder=str(folder))
        if wish.copies or self.book.acting.confirm(question):
            return self._encrypted(found)
        one = N_("{count} copy in {folder} is not under this passphrase, and may lie open.")
        many = N_("{count} copies in {folder} are not under this passphrase, and may lie open.")
        self.book.acting.warn(counted(one, many, len(found), folder=str(folder)))
        text = N_(
            "To encrypt them: leadfunnel encrypt --backups; to remove: leadfunnel backup prune"
        )
        return [said(text)]

    def _tell_others(self) -> None:
        """Warn of what was set aside from the store, and stays as it is."""
        store = self.store
        aside = [*store.backup_folder.glob("*.damaged")]
        aside += store.path.parent.glob(f"{store.path.stem}.removed-*.jsonl")
        if aside:
            text = N_("Other files lie open; remove them once they are not needed: {names}")
            listed = ", ".join(sorted(str(path) for path in aside))
            self.book.acting.warn(said(text, names=listed))

    def _is_safe(self, copy: Copy) -> bool:
        key = self.store.key
        assert key is not None  # noqa: S101 - the store is encrypted
        return looks_encrypted(copy.path) and key.opens(copy.path)

    def _encrypted(self, found: Sequence[Copy]) -> list[Sentence]:
        for copy in found:
            encrypted_copies.encrypt(self.store, copy)
        one, many = N_("Encrypted {count} copy anew."), N_("Encrypted {count} copies anew.")
        return [counted(one, many, len(found))]

    def _record(self) -> dict[str, object]:
        return {"path": self.store.file, "encrypted": self.store.key is not None}

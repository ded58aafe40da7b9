"""The keys of encrypted files: found by a passphrase, made for the salt each file begins with.

A file is one of SQLCipher 4 with its defaults, so that any program that knows these opens it by
the passphrase. The key is derived here, once for all connections of a command.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from leadfunnel.errors import N_, StoreError
from leadfunnel.store import faults

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from types import ModuleType

    from leadfunnel.store.sqlite import SqliteStore

    Passphrases = Callable[[str], Iterator[tuple[str, str]]]

ROUNDS = 256_000
SALT_BYTES = 16
KEY_BYTES = 32
PAGE_BYTES = 4096
PLAIN_HEAD = b"SQLite format 3\x00"
KINDS_OF_BYTES, MOST_ZEROS = 248, 64
"""What a page of noise has at least, and at most: of 4,096 bytes nearly all 256 kinds, and about
16 zeros. A page of a plain file, a text, or a damaged one is far from both."""
COPIES_TRIED = 3


class NoCipher(StoreError):
    """What opens encrypted files is not installed."""

    code = "no_cipher"
    message = N_("{path} is encrypted, and what opens encrypted files is not installed.")
    hint = N_("Install it with: pip install 'leadfunnel[secure]'")


class WeakCipher(StoreError):
    """What is installed cannot hold a store."""

    code = "weak_cipher"
    message = N_("The installed sqlcipher3 cannot open {path}: it lacks {lacking}.")
    hint = N_("Install it anew with: pip install --upgrade 'leadfunnel[secure]'")


class NoPassphrase(StoreError):
    """Nothing tells the passphrase."""

    code = "no_passphrase"
    message = N_("{path} is encrypted, and nothing says the passphrase.")
    hint = N_(
        "Set it up once: leadfunnel config set passphrase_command COMMAND; or set "
        "LEADFUNNEL_PASSPHRASE, or run this at a terminal."
    )


class WrongPassphrase(StoreError):
    """The passphrase does not open the file."""

    code = "wrong_passphrase"
    message = N_("The passphrase from {source} does not open {path}.")
    hint = N_("Nothing was changed. If it is right, the file is damaged: leadfunnel backup list")


class OtherPassphrase(StoreError):
    """The file has another passphrase than the rest."""

    code = "other_passphrase"
    message = N_("{path} is encrypted with another passphrase.")
    hint = N_("Give that one in LEADFUNNEL_PASSPHRASE, or at a terminal.")


CLOSED = (NoCipher, WeakCipher, NoPassphrase, WrongPassphrase, OtherPassphrase)
"""What is raised where a file is encrypted and cannot be opened."""


class StoreChanged(StoreError):
    """Another process encrypted or decrypted the store while this one waited."""

    code = "store_changed"
    message = N_("The store {path} was encrypted or decrypted meanwhile.")
    hint = N_("Nothing was changed: type it again.")


def looks_encrypted(path: str | Path) -> bool:
    """Tell whether a file begins with a page of noise, as an encrypted one does."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            page = file.read(PAGE_BYTES)
    except OSError:
        return False
    noise = len(set(page)) >= KINDS_OF_BYTES and page.count(0) <= MOST_ZEROS
    return len(page) == PAGE_BYTES and noise and not page.startswith(PLAIN_HEAD)


@cache
def _derived(passphrase: str, salt: bytes) -> str:
    """Return a key as SQLCipher takes it: PBKDF2 with SHA-512, as it would do itself."""
    from hashlib import pbkdf2_hmac

    key = pbkdf2_hmac("sha512", passphrase.encode(), salt, ROUNDS, KEY_BYTES)
    return f"x'{key.hex()}{salt.hex()}'"


class Key:
    """What opens encrypted files by one passphrase; new files share the salt of the first one."""

    def __init__(self, passphrase: str, source: str = "") -> None:
        self.passphrase = passphrase
        self.source = source
        self._salts: dict[str, bytes] = {}

    def __repr__(self) -> str:
        """Return nothing of the passphrase."""
        return "Key()"

    def text(self, path: str | Path) -> str:
        """Return the key of a file as SQLCipher takes it."""
        place = _place(path)
        if place not in self._salts:
            self._salts[place] = _salt(place) or self._own_salt()
        return _derived(self.passphrase, self._salts[place])

    def _own_salt(self) -> bytes:
        return next(iter(self._salts.values()), None) or os.urandom(SALT_BYTES)

    def connect(self, path: str | Path, mode: str = "rw") -> sqlite3.Connection:
        """Open an encrypted file, or an empty one that becomes one."""
        cipher = installed(path)
        return cipher.connect(address(path, mode), self.text(path))  # type: ignore[no-any-return]

    def opens(self, path: str | Path) -> bool:
        """Tell whether this is the key of a file as it is now; a lock raises as SQLite does."""
        self._salts.pop(_place(path), None)
        connection = self.connect(path, "ro")
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.DatabaseError as error:
            if faults.is_no_database(error):
                return False
            raise
        finally:
            connection.close()
        return True


def _place(path: str | Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 - a link stays what it is


_known: list[Key] = []
"""The keys that opened something in this process: the prompt runs many commands in one."""


def remember(key: Key) -> None:
    """Keep a key that opened something, or will."""
    if key not in _known:
        _known.append(key)


def known(store: SqliteStore) -> list[Key]:
    """Return the keys that opened something, that of the store first."""
    own = [] if store.key is None else [store.key]
    return [*own, *(key for key in _known if key is not store.key)]


def forget() -> None:
    """Forget the keys that opened something."""
    _known.clear()


def _salt(path: str) -> bytes | None:
    with suppress(OSError), open(path, "rb") as file:  # noqa: PTH123
        found = file.read(SALT_BYTES)
        return found if len(found) == SALT_BYTES else None
    return None


def address(path: str | Path, mode: str) -> str:
    """Return what names a file to SQLite, and whether it may write: ro or rw."""
    return f"{Path(path).absolute().as_uri()}?mode={mode}"


def installed(path: str | Path) -> ModuleType:
    """Return the module that speaks with SQLCipher; raise where that is missing, or no good."""
    try:
        from leadfunnel.store import cipher
    except ImportError:
        raise NoCipher(path=str(path)) from None
    _check(str(path))
    return cipher


@cache
def _check(path: str) -> None:
    from leadfunnel.store import cipher

    lacking = cipher.missing()
    if lacking:
        raise WeakCipher(path=path, lacking=lacking)


def reconsidered(store: SqliteStore, error: sqlite3.Error) -> Key | None:
    """Return the key of a file that is not what it was taken for, None for a plain one.

    Raise `error` where it is what it was taken for, and damaged.
    """
    expected = store.key is not None
    if not faults.is_no_database(error) or looks_encrypted(store.file) == expected:
        raise error
    return None if expected else _unlocked(store)


def _unlocked(store: SqliteStore) -> Key:
    """Return the key of a store that is no plain file; raise where nothing opens it.

    A passphrase that opens a copy of the store, and not the store, shows that it is damaged.
    """

    def opens(key: Key) -> bool:
        return bool(store.attempt(lambda: key.opens(store.file)))

    found, tried = _tried(store.file, store.passphrases, opens)
    if found is not None:
        return found
    if any(tried.opens(copy) for copy in store.backups()[-COPIES_TRIED:] if looks_encrypted(copy)):
        raise faults.StoreDamaged(
            path=store.file, detail=N_("it cannot be decrypted"), folder=str(store.backup_folder)
        )
    raise WrongPassphrase(path=store.file, source=tried.source)


def try_opening(store: SqliteStore) -> None:
    """Find what opens a store that can be read; raise where only that is missing."""
    try:
        with store.read():
            pass
    except CLOSED:
        raise
    except StoreError:
        return  # whoever reads it next says what is wrong with it


def refuse_changed(store: SqliteStore) -> None:
    """Refuse to go on with a file that became another one after it was opened."""
    with suppress(OSError), open(store.file, "rb") as file:  # noqa: PTH123
        plain = file.read(len(PLAIN_HEAD)) == PLAIN_HEAD
        if (store.key is not None and plain) or looks_encrypted(store.file):
            raise StoreChanged(path=store.file)


def find(path: str | Path, passphrases: Passphrases) -> Key:
    """Return the key of a file that nobody else has open; raise where nothing opens it."""
    found, tried = _tried(str(path), passphrases, lambda key: key.opens(path))
    if found is None:
        raise WrongPassphrase(path=str(path), source=tried.source)
    return found


def _tried(
    path: str, passphrases: Passphrases, opens: Callable[[Key], bool]
) -> tuple[Key | None, Key]:
    """Return the key that opens a file, None for that, and the one tried last."""
    for key in _known:
        if opens(key):
            return key, key
    tried = None
    for passphrase, source in passphrases(path):
        tried = Key(passphrase, source)
        if opens(tried):
            remember(tried)
            return tried, tried
    if tried is None:
        raise NoPassphrase(path=path)
    return None, tried


def connect(path: str | Path, key: Key | None, mode: str = "rw") -> sqlite3.Connection:
    """Open a file that is plain, or encrypted by a key."""
    if key is not None:
        return key.connect(path, mode)
    return sqlite3.connect(address(path, mode), uri=True, isolation_level=None, timeout=0)

"""A store under a passphrase: encrypted in its place, its copies with it, and back."""

from __future__ import annotations

import gzip
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from tests.conftest import NOW, Clocked
from tests.dump import live_facts
from tests.stores import fill

from leadfunnel.adapters.passphrases import Sources
from leadfunnel.domain.record import replace
from leadfunnel.domain.sentence import Sentence
from leadfunnel.services.backups import Backups, BadCopies
from leadfunnel.services.book import Book
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.doctor import Doctor
from leadfunnel.services.encrypting import (
    AlreadyEncrypted,
    Encrypting,
    NoNewPassphrase,
    NotEncrypted,
    Wish,
)
from leadfunnel.services.import_declared import Import
from leadfunnel.services.importing import Importing
from leadfunnel.services.log import Log
from leadfunnel.services.new_passphrases import PassphrasesDiffer, ShortPassphrase
from leadfunnel.services.restoring import Restoring
from leadfunnel.store import copies, encrypted_files, encryption
from leadfunnel.store.encryption import Key, NoPassphrase, WrongPassphrase
from leadfunnel.store.faults import StoreDamaged
from leadfunnel.store.session import Session
from leadfunnel.store.sqlite import SqliteStore

PASSPHRASE = "正确 马 电池 订书钉"  # noqa: S105
OTHER = "correct horse battery staple"
RELEASED = Path(__file__).parents[1] / "store" / "released"
SECRETS = ("王小美", "13812345678", "想换静音烟机", "王小美".encode("utf-16-le").hex())


@pytest.fixture(autouse=True)
def _nothing_known() -> Iterator[None]:
    encryption.forget()
    yield
    encryption.forget()


class Keeper:
    """Somebody with a store, and a passphrase in the environment."""

    def __init__(self, clocked: Clocked) -> None:
        self.clocked = clocked
        self.path = clocked.path
        self.environ = {"LEADFUNNEL_PASSPHRASE": PASSPHRASE}
        self.warned: list[Sentence] = []
        self.typed: list[str] = []
        self.agrees = True

    @property
    def sources(self) -> Sources:
        return Sources(None, self.environ, None)

    def store(self) -> SqliteStore:
        encryption.forget()
        return SqliteStore(self.path, seed=self.clocked._seed, passphrases=self.sources.each)

    @property
    def book(self) -> Book:
        plain = self.clocked.book()
        acting = replace(plain.acting, warn=self.warned.append, confirm=lambda _: self.agrees)
        return Book(self.store(), replace(acting, keeps_copies=True))

    @property
    def encrypting(self) -> Encrypting:
        return Encrypting(
            self.book, self.sources, lambda _: self.typed.pop(0) if self.typed else None
        )

    def add(self, text: str) -> None:
        Capture(self.book).add(text, Details(), Entering())

    def facts(self) -> str:
        return live_facts(self.store())

    def bytes(self) -> bytes:
        """All there is in the folder of the store."""
        return b"".join(p.read_bytes() for p in sorted(self.path.parent.rglob("*")) if p.is_file())


@pytest.fixture
def keeper(clocked: Clocked) -> Keeper:
    found = Keeper(clocked)
    found.add("王小美 13812345678 想换静音烟机 预算8千")
    return found


def test_an_encrypted_store_holds_what_it_held_and_says_none_of_it(keeper: Keeper) -> None:
    fill(keeper.clocked, seed=7, steps=60)
    keeper.clocked.now += 86_400
    keeper.add("张伟")  # copies the day before, and the week as lines
    facts = keeper.facts()
    plain = keeper.bytes()
    assert all(secret.encode() in plain for secret in SECRETS[:3])
    keeper.encrypting.encrypt(Wish())
    assert keeper.facts() == facts
    left = keeper.bytes()
    assert all(secret.encode() not in left for secret in SECRETS)
    assert b"SQLite format 3" not in left
    assert (keeper.path.stat().st_mode & 0o777) == 0o600
    names = [copy.path.name for copy in copies.each(keeper.store().backup_folder)]
    assert any(name.endswith(".jsonl.sqlcipher") for name in names), names
    Backups(keeper.book).verify(())


def test_work_goes_on_in_an_encrypted_store(keeper: Keeper) -> None:
    keeper.encrypting.encrypt(Wish())
    before = keeper.facts()
    keeper.clocked.now += 86_400
    keeper.add("李四 13700137000")
    assert b"13700137000" not in keeper.bytes()
    Log(keeper.book).undo(None)
    assert keeper.facts() == before
    checkup = Doctor(keeper.book, lambda: None).look(full=True)
    assert not checkup.damage, checkup.damage
    assert checkup.engine.startswith("SQLCipher 4.")


def test_copies_stay_open_only_where_that_is_wanted(keeper: Keeper) -> None:
    keeper.agrees = False
    keeper.encrypting.encrypt(Wish())
    assert "lie open" in keeper.warned[-1].text
    assert SECRETS[0].encode() in keeper.bytes()  # the copy that was made before
    keeper.encrypting.encrypt(Wish(copies=True))
    assert SECRETS[0].encode() not in keeper.bytes()


def test_decrypting_gives_the_plain_store_back(keeper: Keeper) -> None:
    facts = keeper.facts()
    keeper.encrypting.encrypt(Wish())
    keeper.encrypting.decrypt()
    assert keeper.path.read_bytes().startswith(b"SQLite format 3\x00")
    keeper.environ.clear()
    assert keeper.facts() == facts
    with sqlite3.connect(keeper.path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with pytest.raises(NotEncrypted):
        keeper.encrypting.decrypt()


def test_another_passphrase_opens_the_store_and_the_copies_from_then_on(keeper: Keeper) -> None:
    facts = keeper.facts()
    keeper.encrypting.encrypt(Wish())
    keeper.environ["LEADFUNNEL_NEW_PASSPHRASE"] = OTHER
    keeper.encrypting.encrypt(Wish(change=True))
    with pytest.raises(WrongPassphrase):
        keeper.facts()
    keeper.environ["LEADFUNNEL_PASSPHRASE"] = OTHER
    assert keeper.facts() == facts
    Backups(keeper.book).verify(())


def test_a_copy_under_the_old_passphrase_is_told_apart_from_a_damaged_one(keeper: Keeper) -> None:
    keeper.encrypting.encrypt(Wish())
    keeper.environ["LEADFUNNEL_NEW_PASSPHRASE"] = OTHER
    keeper.agrees = False
    keeper.encrypting.encrypt(Wish(change=True))
    keeper.environ["LEADFUNNEL_PASSPHRASE"] = OTHER
    with pytest.raises(BadCopies) as bad:
        Backups(keeper.book).verify(())
    assert {problem["code"] for problem in bad.value.problems} == {"other_passphrase"}


def test_nothing_is_encrypted_with_what_is_soon_guessed_or_typed_wrong(keeper: Keeper) -> None:
    before = keeper.path.read_bytes()
    for environ, typed, refusal in (
        ({"LEADFUNNEL_PASSPHRASE": "1234567"}, [], ShortPassphrase),
        ({}, ["短", ""], ShortPassphrase),
        ({}, ["long enough", "long enaugh"], PassphrasesDiffer),
        ({}, [], NoPassphrase),
    ):
        keeper.environ, keeper.typed = environ, typed
        with pytest.raises(refusal):
            keeper.encrypting.encrypt(Wish())
    assert keeper.path.read_bytes() == before
    keeper.environ = {}
    keeper.typed = [OTHER, OTHER]
    keeper.encrypting.encrypt(Wish())
    keeper.environ = {"LEADFUNNEL_PASSPHRASE": OTHER}
    with pytest.raises(AlreadyEncrypted):
        keeper.encrypting.encrypt(Wish())
    with pytest.raises(NoNewPassphrase):
        keeper.encrypting.encrypt(Wish(change=True))


def test_without_the_passphrase_nothing_is_said_and_nothing_changes(keeper: Keeper) -> None:
    keeper.encrypting.encrypt(Wish())
    before = keeper.path.read_bytes()
    keeper.environ = {}
    for attempt in (keeper.facts, lambda: keeper.add("李四"), keeper.encrypting.decrypt):
        with pytest.raises(NoPassphrase):
            attempt()
    keeper.environ = {"LEADFUNNEL_PASSPHRASE": OTHER}
    for attempt in (keeper.facts, lambda: keeper.add("李四"), keeper.encrypting.decrypt):
        with pytest.raises(WrongPassphrase) as wrong:
            attempt()
        assert OTHER not in repr(wrong.value) + str(wrong.value.values)
    assert keeper.path.read_bytes() == before


def test_damage_is_told_apart_from_a_wrong_passphrase(keeper: Keeper) -> None:
    keeper.encrypting.encrypt(Wish())
    whole = keeper.path.read_bytes()
    keeper.path.write_bytes(os.urandom(4096) + whole[4096:])
    with pytest.raises(StoreDamaged):  # a copy opens by the same passphrase
        keeper.facts()
    keeper.path.write_bytes(whole[:-4096])
    with pytest.raises(StoreDamaged):
        keeper.facts()


@pytest.mark.parametrize("first", [1, 8, 9, 10, 12, 14])
def test_whatever_pages_are_damaged_a_copy_takes_their_place(keeper: Keeper, first: int) -> None:
    keeper.encrypting.encrypt(Wish())
    spoilt = bytearray(keeper.path.read_bytes())
    for page in range(first, len(spoilt) // 4096, 9):
        spoilt[page * 4096 + 99] ^= 1
    keeper.path.write_bytes(spoilt)
    with pytest.raises(StoreDamaged):
        keeper.facts()
    Restoring(keeper.book).restore("latest")
    assert encryption.looks_encrypted(keeper.path)
    keeper.facts()


def test_a_plain_copy_over_a_damaged_encrypted_store_is_encrypted_as_that_was(
    keeper: Keeper,
) -> None:
    Backups(keeper.book).make("plain")
    keeper.agrees = False
    keeper.encrypting.encrypt(Wish())
    keeper.agrees = True
    spoilt = bytearray(keeper.path.read_bytes())
    for page in range(8, len(spoilt) // 4096, 9):
        spoilt[page * 4096 + 99] ^= 1
    keeper.path.write_bytes(spoilt)
    Restoring(keeper.book).restore("plain")
    assert encryption.looks_encrypted(keeper.path)
    assert "13812345678" in keeper.facts()


@pytest.mark.parametrize("then", ["encrypted", "plain", "missing"])
@pytest.mark.parametrize("kind", ["plain", "encrypted"])
def test_a_copy_of_either_kind_comes_back_as_the_store_is(
    keeper: Keeper, then: str, kind: str
) -> None:
    facts = keeper.facts()
    if kind == "encrypted":
        keeper.encrypting.encrypt(Wish())
    Backups(keeper.book).make("then")
    keeper.agrees = False
    if kind == "plain" and then == "encrypted":
        keeper.encrypting.encrypt(Wish())
    keeper.agrees = True
    if kind == "encrypted" and then == "plain":
        keeper.encrypting.decrypt()
    keeper.add("李四 13700137000")
    if then == "missing":
        keeper.path.unlink()
    Restoring(keeper.book).restore("then")
    encrypted = kind == "encrypted" if then == "missing" else then == "encrypted"
    assert encryption.looks_encrypted(keeper.path) == encrypted
    assert _customers(keeper.facts()) == _customers(facts)
    if then != "missing":
        Log(keeper.book).undo(None)
        assert "13700137000" in keeper.facts()
        assert encryption.looks_encrypted(keeper.path) == encrypted


def _customers(facts: str) -> list[str]:
    return [line for line in facts.splitlines() if line.startswith('["customer')]


def test_the_encrypted_lines_of_a_week_are_imported_into_a_new_store(
    keeper: Keeper, tmp_path: Path
) -> None:
    keeper.encrypting.encrypt(Wish())
    Backups(keeper.book).make(None)
    lines = next(keeper.store().backup_folder.glob("*.sqlcipher"))
    keeper.path = tmp_path / "new.db"
    Importing(keeper.book).run(Import(path=str(lines)), bytes)
    assert "13812345678" in keeper.facts()


def test_a_store_may_be_encrypted_from_its_first_byte(tmp_path: Path) -> None:
    keeper = Keeper(Clocked(tmp_path / "new" / "store.db"))
    keeper.path.parent.mkdir()
    keeper.encrypting.encrypt(Wish())
    assert encryption.looks_encrypted(keeper.path)
    keeper.add("王小美 13812345678")
    assert SECRETS[0].encode() not in keeper.bytes()


def test_any_program_that_knows_sqlcipher_opens_the_store_by_the_passphrase(
    keeper: Keeper,
) -> None:
    from sqlcipher3 import dbapi2

    keeper.encrypting.encrypt(Wish())
    connection = dbapi2.connect(str(keeper.path))
    connection.execute(f"PRAGMA key = '{PASSPHRASE}'")
    assert connection.execute("SELECT name FROM customer").fetchall() == [("王小美",)]
    connection.close()


def test_a_log_of_an_encrypted_store_says_nothing_either(keeper: Keeper) -> None:
    """Another tool may leave the file in WAL mode: what is in the log is encrypted, too."""
    keeper.encrypting.encrypt(Wish())
    store = keeper.store()
    with store.read():
        pass
    connection = store.connect()
    assert connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] == "wal"
    connection.execute("UPDATE customer SET name = '赵铁柱'")
    log = Path(f"{keeper.path}-wal").read_bytes()
    assert len(log) > 4096
    assert "赵铁柱".encode() not in log
    connection.close()
    assert NOW


class Ring(KeyringBackend):
    """A keyring in memory, in the place of that of the system."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture
def ring() -> Iterator[Ring]:
    before, found = keyring.get_keyring(), Ring()
    keyring.set_keyring(found)
    yield found
    keyring.set_keyring(before)


def test_the_keyring_says_the_passphrase_and_learns_a_new_one(keeper: Keeper, ring: Ring) -> None:
    keeper.environ, keeper.typed = {}, [OTHER, OTHER]
    keeper.encrypting.encrypt(Wish(keyring=True))
    assert ring.kept == {("leadfunnel", str(keeper.path)): OTHER}
    facts = keeper.facts()
    keeper.typed = [PASSPHRASE, PASSPHRASE]
    keeper.encrypting.encrypt(Wish(change=True))
    assert ring.kept == {("leadfunnel", str(keeper.path)): PASSPHRASE}
    assert keeper.facts() == facts
    ring.set_password("leadfunnel", str(keeper.path), OTHER)
    with pytest.raises(WrongPassphrase) as wrong:
        keeper.facts()
    assert wrong.value.values["source"] == "the keyring"


@pytest.mark.parametrize("schema", [1, 4])
def test_an_older_encrypted_store_is_upgraded_after_an_encrypted_copy(
    clocked: Clocked, schema: int
) -> None:
    older = clocked.path.with_name("older.db")
    older.write_bytes(gzip.decompress((RELEASED / f"{schema}.db.gz").read_bytes()))
    clocked.path.touch(0o600)
    encrypted_files.copy((older, None), (clocked.path, Key(PASSPHRASE)))
    older.unlink()
    keeper = Keeper(clocked)
    assert '"customer"' in keeper.facts()
    assert b"SQLite format 3" not in keeper.bytes()
    (copy,) = copies.of(keeper.store())
    assert copy.reason == "upgrade"
    assert not Doctor(keeper.book, lambda: None).look(full=True).damage


def test_a_dry_run_leaves_nothing_of_what_it_tried(keeper: Keeper, tmp_path: Path) -> None:
    """What is tried out aside goes into a file that nobody has the key of."""
    keeper.encrypting.encrypt(Wish())
    Backups(keeper.book).make(None)
    lines = next(keeper.store().backup_folder.glob("*.sqlcipher"))
    keeper.path = tmp_path / "new.db"
    keeper.encrypting.encrypt(Wish())
    found = Importing(keeper.book).run(Import(path=str(lines), dry_run=True), bytes)
    assert found.added == 1
    assert keeper.facts().count('["customer",') == 0


def test_what_a_killed_conversion_left_is_found_and_removed(keeper: Keeper) -> None:
    keeper.encrypting.encrypt(Wish())
    left = keeper.path.with_name(".store.db.converting")
    left.write_bytes(b"SQLite format 3\x00 and a name")
    Backups(keeper.book).make(None)
    doctor = Doctor(keeper.book, lambda: None)
    found = [one.code for one in doctor.look().findings]
    assert "left_over" in found
    assert not doctor.look().damage
    doctor.mend(full=False, accept=False)
    assert not left.exists()
    aside = keeper.store().backup_folder / "before-restore.damaged"
    aside.write_bytes(b"a name")
    keeper.encrypting.encrypt(Wish(copies=True))
    assert str(aside) in str(keeper.warned[-1].values["names"])


def test_what_is_copied_aside_for_a_report_is_encrypted(keeper: Keeper) -> None:
    keeper.encrypting.encrypt(Wish())
    with keeper.store().read() as session, session.copied() as copy:
        assert copy.value("customers.count") == 1
        assert type(copy.connection) is not sqlite3.Connection
        _change(copy)


def _change(session: Session) -> None:
    session.connection.execute("SAVEPOINT here")
    session.connection.execute("UPDATE customer SET name = 'x'")
    session.connection.execute("ROLLBACK TO here")
    row = session.connection.execute("SELECT name FROM customer").fetchone()
    assert row["name"] == "王小美"

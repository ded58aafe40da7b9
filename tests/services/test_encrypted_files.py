"""Files under a passphrase that are handed to others: written, read back, refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
import pyzipper
from tests.conftest import Clocked
from tests.dump import live_facts

from leadfunnel.adapters.encrypted_zip import DamagedZip
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.export_format import Export, NeedsZip, UnknownEnding
from leadfunnel.services.exporting import Exporting
from leadfunnel.services.import_declared import Import
from leadfunnel.services.importing import Importing
from leadfunnel.services.new_passphrases import (
    Handed,
    NoExportPassphrase,
    PassphrasesDiffer,
    SamePassphrase,
    ShortPassphrase,
    WrongExportPassphrase,
)
from leadfunnel.store.encryption import Key
from leadfunnel.store.sqlite import SqliteStore

GIVEN = "交给老板看的 2026"
HANDED = Handed(GIVEN)


@pytest.fixture
def filled(clocked: Clocked) -> Clocked:
    Capture(clocked.book()).add("王小美 13812345678 想换静音烟机", Details(), Entering())
    Capture(clocked.book()).add("=1+1 13900000000", Details(), Entering())
    return clocked


def inside(path: Path, passphrase: str = GIVEN) -> bytes:
    """Return what a program that knows nothing of this one reads in a zip."""
    with pyzipper.AESZipFile(path) as packed:
        packed.setpassword(passphrase.encode())
        (name,) = packed.namelist()
        assert name == path.name.removesuffix(".zip")
        return bytes(packed.read(name))


@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl", "vcf", "ics"])
def test_a_zip_holds_what_the_plain_file_does_and_says_none_of_it(
    filled: Clocked, tmp_path: Path, ending: str
) -> None:
    plain, path = tmp_path / f"plain.{ending}", tmp_path / f"客户.{ending}.zip"
    Exporting(filled.book()).run(Export(output=str(plain)))
    found = Exporting(filled.book(), HANDED).run(Export(output=str(path), encrypt=True))
    assert found.path == str(path)
    assert (path.stat().st_mode & 0o777) == 0o600
    packed = path.read_bytes()
    assert "王小美".encode() not in packed
    assert b"13812345678" not in packed
    read = inside(path)
    if ending == "xlsx":
        rows = [
            [[cell.value for cell in row] for row in openpyxl.load_workbook(file).active.rows]
            for file in (io.BytesIO(read), plain)
        ]
        assert rows[0] == rows[1]
    else:
        assert read == plain.read_bytes()
    with zipfile.ZipFile(path) as told:
        assert told.infolist()[0].compress_type == 99  # AES, as WinZip and 7-Zip have it


@pytest.mark.parametrize("ending", ["csv", "xlsx", "jsonl"])
def test_a_zip_is_imported_as_what_is_in_it(filled: Clocked, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"x.{ending}.zip"
    Exporting(filled.book(), HANDED).run(Export(output=str(path)))
    other = Clocked(tmp_path / "other.db")
    Importing(other.book(), HANDED).run(Import(str(path)), bytes)
    assert "13812345678" in live_facts(other.store())
    left = [found.name for found in tmp_path.iterdir()]
    assert sorted(left) == sorted({path.name, "store.db", "other.db", "backups"} & set(left))


def test_a_passphrase_that_is_wrong_missing_short_or_the_stores_is_refused(
    filled: Clocked, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv.zip"

    def export(handed: Handed) -> None:
        Exporting(filled.book(), handed).run(Export(output=str(path)))

    answers = iter(["long enough", "long enaugh"])
    for handed, refusal in (
        (Handed(), NoExportPassphrase),
        (Handed("1234567"), ShortPassphrase),
        (Handed(None, lambda _: next(answers)), PassphrasesDiffer),
    ):
        with pytest.raises(refusal):
            export(handed)
    with pytest.raises(SamePassphrase):
        HANDED.new("x.zip", GIVEN)
    assert not path.exists()
    export(HANDED)
    with pytest.raises(WrongExportPassphrase):
        Importing(filled.book(), Handed("another one")).run(Import(str(path)), bytes)
    with pytest.raises(NoExportPassphrase):
        Importing(filled.book()).run(Import(str(path)), bytes)
    typed = iter(["wrong", GIVEN])
    Importing(filled.book(), Handed(None, lambda _: next(typed))).run(Import(str(path)), bytes)


def test_an_encrypted_store_does_not_lend_its_passphrase_to_a_zip(tmp_path: Path) -> None:
    clocked = Clocked(tmp_path / "store.db")
    book = clocked.book()
    book.store = SqliteStore(clocked.path, seed=clocked._seed, key=Key(GIVEN))
    Capture(book).add("王姐", Details(), Entering())
    with pytest.raises(SamePassphrase):
        Exporting(book, HANDED).run(Export(output=str(tmp_path / "x.csv.zip")))
    Exporting(book, Handed("yet another one")).run(Export(output=str(tmp_path / "x.csv.zip")))


def test_a_zip_is_asked_for_by_its_name(filled: Clocked, tmp_path: Path) -> None:
    for output in (None, "-", str(tmp_path / "x.csv")):
        with pytest.raises(NeedsZip):
            Exporting(filled.book(), HANDED).run(Export(output=output, encrypt=True))
    with pytest.raises(UnknownEnding):
        Exporting(filled.book(), HANDED).run(Export(output=str(tmp_path / "x.zip")))


def test_a_damaged_zip_is_a_bad_file(filled: Clocked, tmp_path: Path) -> None:
    path = tmp_path / "x.csv.zip"
    Exporting(filled.book(), HANDED).run(Export(output=str(path)))
    spoilt = bytearray(path.read_bytes())
    spoilt[90] ^= 1
    path.write_bytes(spoilt)
    with pytest.raises((DamagedZip, WrongExportPassphrase)):
        Importing(filled.book(), HANDED).run(Import(str(path)), bytes)

"""One file in a zip under a passphrase: AES-256, as WinZip, 7-Zip and Keka have it."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from leadfunnel.adapters import private_files
from leadfunnel.errors import N_, BadFileError, StoreError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from types import ModuleType
    from typing import BinaryIO

ENDING = ".zip"
ENCRYPTED = 1
"""The flag of a member that needs a passphrase."""
LARGEST = 1_000_000_000
AT_ONCE = 1 << 20


class NoZip(StoreError):
    """What writes and opens encrypted zips is not installed."""

    code = "no_zip"
    message = N_("What encrypts {path} is not installed.")
    hint = N_("Install it with: pip install 'leadfunnel[secure]'")


class TooMuchInside(BadFileError):
    """What a zip holds would fill the memory."""

    code = "too_much_inside"
    message = N_("{path} holds more than {limit} MB.")
    hint = N_("Unpack it with 7-Zip or the like, and import what was in it.")


class DamagedZip(BadFileError):
    """A zip that cannot be read to its end."""

    code = "damaged_zip"
    message = N_("{path} is damaged: {detail}.")


def write(
    path: Path, fill: Callable[[BinaryIO], None], passphrase: str, *, force: bool = False
) -> None:
    """Write a zip with what `fill` writes under the name of the zip without its ending."""
    pyzipper = _library(path)

    def put(out: BinaryIO) -> None:
        packed = pyzipper.AESZipFile(out, "w", zipfile.ZIP_DEFLATED, encryption=pyzipper.WZ_AES)
        with packed:
            packed.setpassword(passphrase.encode())
            with packed.open(path.name[: -len(ENDING)], "w", force_zip64=True) as member:
                fill(member)

    private_files.fill_file(path, put, force=force)


def member(path: str) -> str | None:
    """Return the name of the one encrypted file in a zip, None for any other file."""
    try:
        with zipfile.ZipFile(path) as packed:
            found = packed.infolist()
    except (OSError, ValueError, zipfile.BadZipFile):
        return None
    return found[0].filename if len(found) == 1 and found[0].flag_bits & ENCRYPTED else None


def read(path: str, passphrase: str) -> bytes | None:
    """Return what the one file in a zip holds, None where the passphrase does not open it."""
    pyzipper = _library(path)
    try:
        with pyzipper.AESZipFile(path) as packed:
            packed.setpassword(passphrase.encode())
            with packed.open(packed.infolist()[0]) as inside:
                found: bytes = inside.read(LARGEST + 1)
    except RuntimeError:  # so a wrong one is told
        return None
    except (OSError, ValueError, EOFError, zlib.error, pyzipper.BadZipFile) as error:
        raise DamagedZip(path=path, detail=str(error)) from None
    if len(found) > LARGEST:
        raise TooMuchInside(path=path, limit=LARGEST // 1_000_000)
    return found


def _library(path: str | Path) -> ModuleType:
    try:
        import pyzipper
    except ImportError:
        raise NoZip(path=str(path)) from None
    return pyzipper  # type: ignore[no-any-return]

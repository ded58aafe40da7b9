"""Writing files that hold personal data: whole or not at all, readable by their owner alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from leadfunnel import durable
from leadfunnel.errors import N_, RefusedError, StoreError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import BinaryIO


class OutputExists(RefusedError):
    """A file is never replaced unasked."""

    code = "output_exists"
    message = N_("The file {path} exists; --force replaces it.")


class OutputFailed(StoreError):
    """The file could not be written."""

    code = "output_failed"
    message = N_("Could not write the output {path}: {detail}.")


def write_file(path: Path, chunks: Iterable[str], *, force: bool = False) -> None:
    """Write UTF-8 text to a new file, or over an old one with `force`; never half of it."""

    def fill(out: BinaryIO) -> None:
        out.writelines(chunk.encode() for chunk in chunks)

    fill_file(path, fill, force=force)


def write_bytes(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write bytes to a new file, or over an old one with `force`; never half of them."""

    def fill(out: BinaryIO) -> None:
        out.write(data)

    fill_file(path, fill, force=force)


def check_free(path: Path, *, force: bool = False) -> None:
    """Raise OutputExists where a file is in the way, OutputFailed where something else is."""
    if path.exists() and not path.is_file():
        raise OutputFailed(path=str(path), detail=N_("it is no ordinary file"))
    if path.exists() and not force:
        raise OutputExists(path=str(path))


def fill_file(path: Path, fill: Callable[[BinaryIO], None], *, force: bool = False) -> None:
    """Let `fill` write a new file, or over an old one with `force`; never half of it."""
    check_free(path, force=force)
    try:
        durable.put(path, fill)
    except OSError as error:
        raise OutputFailed(path=str(path), detail=error.strerror or str(error)) from None


def make_folder(path: Path) -> None:
    """Make a folder that only its owner may look into, unless it is there."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise OutputFailed(path=str(path), detail=error.strerror or str(error)) from None


def free_name(path: Path) -> Path:
    """Return a path that does not exist yet: this one, or with a number before its last ending."""
    found, number = path, 1
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem}.{number}{path.suffix}")
    return found

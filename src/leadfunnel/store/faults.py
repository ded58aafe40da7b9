"""What the database can refuse, said so that a seller can act on it."""

from __future__ import annotations

import os
import sqlite3

from leadfunnel.errors import N_, LeadfunnelError, StoreError


class BadContent(sqlite3.DatabaseError):
    """A value in the file is none that could have been written."""


class StoreBusy(StoreError):
    """Another process kept the store locked."""

    code = "store_busy"
    message = N_("The store is busy: another leadfunnel has been writing for {seconds} seconds.")
    hint = N_("Try again when it has finished; nothing was changed.")


class StoreDamaged(StoreError):
    """The file is not a readable database any more."""

    code = "store_damaged"
    message = N_("The store {path} is damaged: {detail}.")
    hint = N_("Nothing was changed. Bring back a copy: leadfunnel restore latest (from {folder})")


class StoreEmpty(StoreError):
    """The file holds nothing although backups show that it did."""

    code = "store_empty"
    message = N_("The store {path} is empty, but {backups} backups of it exist.")
    hint = N_("Nothing was changed. Bring one back: leadfunnel restore latest (from {folder})")


class StoreMissing(StoreError):
    """The file is gone although backups show that it was there."""

    code = "store_missing"
    message = N_("The store {path} is missing, but {backups} backups of it exist.")
    hint = N_("Nothing was created. Bring one back: leadfunnel restore latest (from {folder})")


class ForeignStore(StoreError):
    """The file is somebody else's database."""

    code = "foreign_store"
    message = N_("{path} is not a leadfunnel database: it belongs to another program.")
    hint = N_("Name another file with --db.")


class NewerStore(StoreError):
    """The file was written by a newer version."""

    code = "newer_store"
    message = N_(
        "The store {path} was written by a newer leadfunnel (schema {found}, this is {known})."
    )
    hint = N_("Upgrade leadfunnel to open it.")


class UnknownVersion(StoreError):
    """The file says it is ours but its version makes no sense."""

    code = "unknown_version"
    message = N_("The store {path} has an unknown version ({found}).")
    hint = N_("Nothing was changed. Copies made by leadfunnel backup are in {folder}.")


class UpgradeFailed(LeadfunnelError):
    """A step of an upgrade ended in a fault of the program."""

    code = "upgrade_failed"
    message = N_("The upgrade of the store failed ({detail}) and was undone; a backup is {backup}.")
    hint = N_("Nothing was changed. Please report it, and use the version before.")


class NoFolder(StoreError):
    """The folder that should hold the store does not exist."""

    code = "no_folder"
    message = N_("The folder {folder} does not exist.")
    hint = N_("Create it, or name another file with --db.")


class DanglingLink(StoreError):
    """The path is a symbolic link to nothing."""

    code = "dangling_link"
    message = N_("The link {path} leads nowhere.")
    hint = N_("Mend the link, or name another file with --db.")


class NotWritable(StoreError):
    """The file or its folder cannot be written."""

    code = "not_writable"
    message = N_("The store {path} is read-only: no permission to write it or its folder.")
    hint = N_("Nothing was changed. Mend the permissions, or name another file with --db.")


class NotReadable(StoreError):
    """The file cannot be opened."""

    code = "not_readable"
    message = N_("The store {path} cannot be opened: {detail}.")
    hint = N_("Check the path and its permissions.")


class DiskFull(StoreError):
    """No room, or a file size limit."""

    code = "disk_full"
    message = N_("The disk is full, or a size limit was reached: nothing was saved.")
    hint = N_("Make room and try again.")


class DiskFailed(StoreError):
    """The disk did not do as it was told."""

    code = "disk_failed"
    message = N_("The disk failed while the store {path} was used: {detail}.")
    hint = N_("Nothing was changed. Look after the disk, and copy what is on it.")


class SavedUnsafely(StoreError):
    """The change is in the file, and the disk would not say that it is safe there."""

    code = "saved_unsafely"
    message = N_("The change was saved, but the disk failed to make it safe from a power cut.")
    hint = N_("Do not type it again. Look after the disk, and make a copy: leadfunnel backup")


class SavedPerhaps(StoreError):
    """The disk failed while a change was saved, and it is not known how far that came."""

    code = "saved_perhaps"
    message = N_("The disk failed while the change was saved: it may be there or not ({detail}).")
    hint = N_("See whether it is there before you type it again: leadfunnel history")


class UnfinishedWrite(StoreError):
    """A killed writer left a journal that cannot be rolled back here."""

    code = "unfinished_write"
    message = N_("An unfinished change must be rolled back first, which needs write permission.")
    hint = N_("Allow writing to the folder of {path} and try again.")


def translate(error: sqlite3.Error, path: str, folder: str) -> StoreError:
    """Return the store error that says what an SQLite error means."""
    name = getattr(error, "sqlite_errorname", "") or ""
    spoilt = isinstance(error, BadContent) or "malformed" in str(error)
    if spoilt or name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return StoreDamaged(path=path, detail=str(error), folder=folder)
    if name == "SQLITE_CANTOPEN":
        return NotReadable(path=path, detail=N_("the file or its folder is not accessible"))
    for start, kind in _MEANINGS.items():
        if name.startswith(start):
            return kind(path=path, detail=str(error))
    return NotReadable(path=path, detail=str(error))


_MEANINGS: dict[str, type[StoreError]] = {
    "SQLITE_READONLY_ROLLBACK": UnfinishedWrite,
    "SQLITE_READONLY": NotWritable,
    "SQLITE_CANTOPEN": NotWritable,
    "SQLITE_FULL": DiskFull,
    "SQLITE_IOERR_WRITE": DiskFull,
    "SQLITE_IOERR_DIR_FSYNC": SavedUnsafely,
    "SQLITE_IOERR_COMMIT": SavedPerhaps,
    "SQLITE_IOERR": DiskFailed,
}
"""What the beginning of the name of an error means; the first that fits. To sync a folder is the
last thing of a commit: the journal is gone by then."""


def damage(connection: sqlite3.Connection | None, error: Exception) -> str:
    """Return what is wrong with the file, empty when its structure is whole."""
    if type(error).__name__ in ("JSONDecodeError", "UnicodeDecodeError"):
        return "a text in it cannot be read"  # what is typed was decoded before
    if connection is None:
        return ""
    try:
        found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.Error as refusal:
        return str(refusal)
    lines = [line for line in found.splitlines() if not line.startswith("***")]
    return "" if found == "ok" else next(iter(lines), found)


def is_no_database(error: sqlite3.Error) -> bool:
    """Tell whether a file is none of SQLite, or an encrypted one."""
    return getattr(error, "sqlite_errorname", "") == "SQLITE_NOTADB"


def is_locked(error: sqlite3.Error) -> bool:
    """Tell whether only another process is in the way."""
    name = getattr(error, "sqlite_errorname", "") or ""
    return name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


OUTSIDE = (
    "SQLITE_BUSY",
    "SQLITE_CANTOPEN",
    "SQLITE_CORRUPT",
    "SQLITE_FULL",
    "SQLITE_IOERR",
    "SQLITE_LOCKED",
    "SQLITE_NOTADB",
    "SQLITE_READONLY",
)


def is_outside(error: Exception) -> bool:
    """Tell whether the file, the disk or another process is at fault, and not the program."""
    return str(getattr(error, "sqlite_errorname", "") or "").startswith(OUTSIDE)


def refuse_cut(connection: sqlite3.Connection, file: str) -> None:
    """Refuse a file whose last page is not all there, which SQLite would fill with zeros.

    Beside a log the file may be shorter, for its last pages are in there.
    """
    pages, size = (
        int(connection.execute(f"PRAGMA page_{what}").fetchone()[0]) for what in ("count", "size")
    )
    if not os.path.exists(f"{file}-wal") and os.stat(file).st_size < pages * size:
        raise BadContent("it was cut short")


def refuse_no_file(file: str) -> None:
    """Refuse a place where something lies that can be no store."""
    if os.path.islink(file) and not os.path.exists(file):
        raise DanglingLink(path=file)
    if os.path.isdir(file):
        raise NotReadable(path=file, detail=N_("it is a folder"))
    if os.path.exists(file) and not os.path.isfile(file):
        raise NotReadable(path=file, detail=N_("it is no ordinary file"))

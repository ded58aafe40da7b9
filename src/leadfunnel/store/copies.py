"""The copies of a store: each with a small file beside it that says what it is and its checksum."""

from __future__ import annotations

import json
from hashlib import file_digest
from pathlib import Path

from leadfunnel import durable
from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, StoreError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    from leadfunnel.store.sqlite import SqliteStore

SCHEMA = "leadfunnel.backup/1"
ENCRYPTED_LINES = ".sqlcipher"
LINES = (".jsonl", ENCRYPTED_LINES)
ENDINGS = (".db", *LINES)


class WrongChecksum(StoreError):
    """A copy is not what was written."""

    code = "wrong_checksum"
    message = N_("The checksum of {path} is not the one it had when it was made: it is damaged.")
    hint = N_("Nothing was changed. Use another copy: leadfunnel backup list")


@dataclass(frozen=True)
class Copy:
    """One copy: when it was made (UTC seconds), why, and what it held.

    `reason` is hand, name, day, or what came after it: upgrade, import, restore, forget, encrypt,
    decrypt. `state` tells states of the store apart. What was not noted is None, `noted` False for
    all of it.
    """

    path: Path
    made_at: int
    reason: str
    bytes: int
    customers: int | None = None
    sha256: str | None = None
    state: str | None = None
    store: str | None = None
    noted: bool = False

    @property
    def name(self) -> str:
        """What `restore` calls it."""
        return self.path.stem if self.path.suffix == ".db" else self.path.name

    @property
    def whole(self) -> bool:
        """Whether it is a store that `restore` brings back, not a list of lines."""
        return self.path.suffix not in LINES


def each(folder: Path) -> list[Copy]:
    """Return the copies in a folder, the oldest first."""
    if not folder.is_dir():
        return []
    found = [path for path in folder.iterdir() if path.suffix in ENDINGS and path.name[0] != "."]
    copies = [read(path) for path in found if path.name != LEDGER]
    return sorted(copies, key=lambda copy: (copy.made_at, copy.path.stat().st_mtime_ns, copy.name))


LEDGER = "erased.jsonl"
"""Who was erased is kept beside the copies, in a file that is none."""


def of(store: SqliteStore) -> list[Copy]:
    """Return the copies of a store that can be brought back, the oldest first."""
    return [copy for copy in each(store.backup_folder) if copy.whole]


def kin(store: SqliteStore, key: str) -> list[Path]:
    """Return the folders with copies of a store: its own, and those made of it by other names.

    A store that is reached by a link, or was called otherwise once, has several.
    """
    own = store.backup_folder
    roots = {own.parent, store.path.resolve().parent / own.parent.name}
    others = {
        folder
        for root in roots
        if root.is_dir()
        for folder in root.iterdir()
        if folder.is_dir() and any(copy.store == key for copy in each(folder))
    }
    return [own, *sorted(others - {own})]


def note(path: Path) -> Path:
    """Return where it is noted what a copy is."""
    return path.with_name(f"{path.name}.json")


def read(path: Path) -> Copy:
    """Return what is known about a copy."""
    told = path.stat()
    noted = _noted(note(path))
    if noted is None:
        reason = "name"
        for known in ("upgrade", "import", "restore", "forget", "encrypt", "decrypt"):
            reason = known if path.name.startswith(f"before-{known}") else reason
        return Copy(path, int(told.st_mtime), reason, told.st_size)
    return Copy(
        path=path,
        made_at=int(noted["made_at"]),
        reason=str(noted["reason"]),
        bytes=told.st_size,
        customers=noted.get("customers"),
        sha256=noted.get("sha256"),
        state=noted.get("state"),
        store=noted.get("store"),
        noted=True,
    )


def _noted(path: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    usable = isinstance(found, dict) and isinstance(found.get("made_at"), int)
    return found if usable and isinstance(found.get("reason"), str) else None


def write_note(copy: Copy, path: Path) -> None:
    """Note beside a place what the copy that will lie there is."""
    told = {
        "schema": SCHEMA,
        "file": path.name,
        "made_at": copy.made_at,
        "reason": copy.reason,
        "bytes": copy.bytes,
        "customers": copy.customers,
        "sha256": copy.sha256,
        "state": copy.state,
        "store": copy.store,
    }
    line = json.dumps(told, ensure_ascii=False) + "\n"
    durable.put(note(path), lambda out: out.write(line.encode()))


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def check_sum(copy: Copy) -> None:
    """Raise WrongChecksum where a copy is not what was written."""
    if copy.sha256 is not None and checksum(copy.path) != copy.sha256:
        raise WrongChecksum(path=str(copy.path))


def remove(copy: Copy) -> None:
    """Remove a copy and what was noted about it."""
    copy.path.unlink(missing_ok=True)
    note(copy.path).unlink(missing_ok=True)

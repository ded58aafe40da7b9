"""A disk that loses what was not synced: what the calls of a process leave after a power cut.

What is written to a file is safe once the file is synced; a name that was made, moved or taken
away is safe once its folder is synced. Of the rest anything may be there: each write, or a part
of it in whole sectors, and the changes of names up to some point.
"""

from __future__ import annotations

import os
import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
HEAD = struct.Struct("<cHHQI")


@dataclass(frozen=True)
class Call:
    """One call: create, write, truncate, sync, unlink, rename, link, acknowledge."""

    op: str
    path: str
    other: str
    place: int
    data: bytes


def calls(log: bytes) -> Iterator[Call]:
    """Yield the calls that were recorded."""
    at = 0
    while at < len(log):
        op, one, two, place, size = HEAD.unpack_from(log, at)
        at += HEAD.size
        ends = (at + one, at + one + two, at + one + two + (size if op in b"wa" else 0))
        path, other, data = log[at : ends[0]], log[ends[0] : ends[1]], log[ends[1] : ends[2]]
        at = ends[2]
        yield Call(op.decode(), _plain(path), _plain(other), place, data)


def _plain(path: bytes) -> str:
    return os.path.normpath(os.fsdecode(path)) if path else ""


@dataclass
class File:
    """What of a file is safe, and what was done to it since."""

    safe: bytearray = field(default_factory=bytearray)
    pending: list[Call] = field(default_factory=list)

    def sync(self) -> None:
        for call in self.pending:
            _apply(self.safe, call)
        self.pending.clear()


class Disk:
    """Files by name, from what lay in a folder before."""

    def __init__(self, before: Path, below: Path) -> None:
        """Begin with what lies in `before`; the calls name files below `below`."""
        self.below = str(below)
        self.safe: dict[str, File] = {}
        for path in before.rglob("*"):
            if path.is_file():
                name = str(below / path.relative_to(before))
                self.safe[name] = File(bytearray(path.read_bytes()))
        self.now = dict(self.safe)
        self._files: list[tuple[Call, File | None]] = []

    def do(self, call: Call) -> None:
        """Do what a call did."""
        if call.op in "wt":
            if call.path in self.now:
                self.now[call.path].pending.append(call)
        elif call.op == "s":
            if call.path in self.now:
                self.now[call.path].sync()
            else:
                self._sync_folder(call.path)
        elif call.op != "a":
            made = File() if call.op == "c" else None
            self._files.append((call, made))
            _rename(self.now, call, made)

    def _sync_folder(self, folder: str) -> None:
        kept = []
        for call, made in self._files:
            if str(Path(call.other or call.path).parent) == folder:
                _rename(self.safe, call, made)
            else:
                kept.append((call, made))
        self._files = kept

    def cut(self, how: str, dice: random.Random) -> dict[str, bytes]:
        """Return what is there after a cut: `lost` nothing unsafe, `kept` all of it, or `some`."""
        count = {"lost": 0, "kept": len(self._files)}.get(how, dice.randint(0, len(self._files)))
        names = dict(self.safe)
        for call, made in self._files[:count]:
            _rename(names, call, made)
        return {name: _left(file, how, dice) for name, file in names.items()}


def _rename(names: dict[str, File], call: Call, made: File | None) -> None:
    if call.op == "c":
        names[call.path] = made or File()
    elif call.op == "u":
        names.pop(call.path, None)
    elif call.path in names:
        names[call.other] = names[call.path] if call.op == "l" else names.pop(call.path)


def _left(file: File, how: str, dice: random.Random) -> bytes:
    found = bytearray(file.safe)
    for call in file.pending if how != "lost" else ():
        if how == "kept" or dice.random() < 0.5:
            _apply(found, call)
        elif call.op == "w" and dice.random() < 0.5:
            _apply(found, _torn(call, dice))
    return bytes(found)


def _torn(call: Call, dice: random.Random) -> Call:
    """Return the part of a write that ends with a sector of the disk."""
    sectors = (call.place + len(call.data)) // SECTOR - call.place // SECTOR
    end = (call.place // SECTOR + dice.randint(0, max(0, sectors))) * SECTOR
    return Call("w", call.path, "", call.place, call.data[: max(0, end - call.place)])


def _apply(content: bytearray, call: Call) -> None:
    if call.op == "t":
        del content[call.place :]
        content.extend(bytes(call.place - len(content)))
        return
    if len(content) < call.place:
        content.extend(bytes(call.place - len(content)))
    content[call.place : call.place + len(call.data)] = call.data


def lay_out(files: dict[str, bytes], below: Path, folder: Path) -> None:
    """Write files that lay below one folder into another."""
    for name, content in files.items():
        path = folder / Path(name).relative_to(below)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

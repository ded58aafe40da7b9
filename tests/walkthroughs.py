"""Replays the console blocks of documents, so that what a reader types does what they read.

A document that holds a comment such as

    <!-- replay: now=2026-11-23T09:00:00+08:00 tz=Asia/Shanghai lang=en user=lin -->

is replayed from top to bottom in a fresh folder with a fresh store. Later comments of this form
set the clock forward, or whatever else they name. With `server=yes` the store is a new database of
PostgreSQL that the first user owns, each user logs in by their own name, and outputs show the
address as `SHOWN`. Every line `$ command` of a block marked
`console` is run by the shell, where `leadfunnel` is the program of this checkout and `examples/`
holds the files beside the documents; the lines below it are what it prints. A line of three dots
alone stands for any number of lines. A line that ends in a backslash goes on below.

    python -m tests.walkthroughs            # say what differs
    python -m tests.walkthroughs --update   # write what the program prints now

The update also writes the command table between `<!-- commands -->` marks. A shortened output
(with the dots) stays as long as it is true; otherwise it is written in full, to be cut again.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
READMES = {"en": ROOT / "README.md", "zh-CN": ROOT / "README.zh-CN.md"}
DOCUMENTS = (*READMES.values(), *sorted((ROOT / "examples").glob("*.md")))
ELIDED = "..."
SHOWN = "postgresql://db.example/shop"
FAULTS = ("Traceback", "internal error", "程序内部出错", "not found: leadfunnel")
_COMMENT = re.compile(r"<!-- replay: (.*) -->")
_TABLE = re.compile(r"(<!-- commands -->\n(?:\|.*\n){2})(?:\|.*\n)*(<!-- /commands -->)")


@dataclass(frozen=True)
class Step:
    """One command of a document with the output it is said to have; `line` counts from 1."""

    line: int
    typed: tuple[str, ...]
    expected: tuple[str, ...]
    said: dict[str, str]

    @property
    def command(self) -> str:
        """The command as the shell gets it."""
        return "\n".join(self.typed).removeprefix("$ ")


@dataclass
class Document:
    """A document as lines of text and, in their places, steps."""

    path: Path
    parts: list[str | Step] = field(default_factory=list)

    @property
    def steps(self) -> list[Step]:
        """The commands in order."""
        return [part for part in self.parts if isinstance(part, Step)]

    @property
    def text(self) -> str:
        """The document as it is to be written."""
        lines: list[str] = []
        for part in self.parts:
            lines += [part] if isinstance(part, str) else [*part.typed, *part.expected]
        return "\n".join(lines) + "\n"


def read(path: Path) -> Document:
    """Read a document."""
    found = Document(path)
    said: dict[str, str] = {}
    lines = path.read_text(encoding="utf-8").splitlines()
    number, console = 0, False
    while number < len(lines):
        line = lines[number]
        number += 1
        if comment := _COMMENT.fullmatch(line):
            said = {**said, **dict(word.split("=", 1) for word in comment[1].split())}
        if line.startswith("```"):
            console = line == "```console"
        if console and line.startswith("$ "):
            start = number
            typed = [line]
            while typed[-1].endswith("\\"):
                typed.append(lines[number])
                number += 1
            end = number
            while not lines[end].startswith(("$ ", "```")):
                end += 1
            found.parts.append(Step(start, tuple(typed), tuple(lines[number:end]), said))
            number = end
        else:
            found.parts.append(line)
    return found


class Stage:
    """A fresh folder with a shell in which `leadfunnel` is the program of this checkout."""

    def __init__(self, folder: Path, address: str | None = None) -> None:
        self.folder = folder
        self.address = address
        self.programs = folder / ".programs"
        self.programs.mkdir()
        program = self.programs / "leadfunnel"
        start = "from leadfunnel.cli.main import main; main()"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{start}" "$@"\n')
        program.chmod(0o755)
        shutil.copytree(ROOT / "examples", folder / "examples")

    def run(self, step: Step) -> tuple[str, ...]:
        """Run a command and return the lines it prints, errors included."""
        done = subprocess.run(
            ["/bin/sh", "-c", step.command],
            cwd=self.folder,
            env=self._environ(step.said),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=60,
            check=False,
        )
        printed = done.stdout.decode("utf-8")
        if self.address:
            printed = printed.replace(_without_user(self.address), SHOWN)
        return tuple(printed.splitlines())

    def _environ(self, said: dict[str, str]) -> dict[str, str]:
        return {
            "PATH": os.pathsep.join((str(self.programs), os.defpath)),
            "PYTHONPATH": str(ROOT / "src"),
            "HOME": str(self.folder),
            "TMPDIR": str(self.folder),
            "LANG": "C.UTF-8",
            "LEADFUNNEL_DB": self._place(said["user"]),
            "LEADFUNNEL_CONFIG": str(self.folder / "config.toml"),
            "LEADFUNNEL_NOW": said["now"],
            "LEADFUNNEL_TZ": said["tz"],
            "LEADFUNNEL_LANG": said["lang"],
            "LEADFUNNEL_USER": said["user"],
        }

    def _place(self, user: str) -> str:
        if self.address is None:
            return str(self.folder / "store.db")
        return self.address.replace("://", f"://{quote(user)}@", 1)


def _without_user(address: str) -> str:
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"


@contextmanager
def _database(document: Document) -> Iterator[str | None]:
    """Make a database of the first user's where the document asks for a server, else skip."""
    said = document.steps[0].said if document.steps else {}
    if "server" not in said:
        yield None
        return
    from tests import postgres

    address, name = postgres.database(said["user"])
    try:
        yield _without_user(address)
    finally:
        postgres.drop(name, {step.said["user"] for step in document.steps})


def replay(document: Document) -> Iterator[tuple[Step, tuple[str, ...]]]:
    """Run every command of a document in a fresh folder and yield it with what it printed."""
    with _database(document) as address, tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder).resolve(), address)
        for step in document.steps:
            yield step, stage.run(step)


def matches(expected: tuple[str, ...], printed: tuple[str, ...]) -> bool:
    """Return whether the output is as said; a line of three dots stands for any lines."""
    pattern = "".join(
        r"(?:.*\n)*?" if line == ELIDED else re.escape(line) + r"\n" for line in expected
    )
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


class Broken(Exception):
    """A command of a document fails in a way that nobody should read about."""


def updated(document: Document) -> str:
    """Return the document's text with what the program prints now; raises Broken on a fault."""
    printed = {step.line: lines for step, lines in replay(document)}
    for line, lines in printed.items():
        if any(fault in text for text in lines for fault in FAULTS):
            raise Broken(f"{document.path.name}:{line}\n" + "\n".join(lines))
    parts: list[str | Step] = []
    for part in document.parts:
        if isinstance(part, Step) and not matches(part.expected, printed[part.line]):
            parts.append(replace(part, expected=printed[part.line]))
        else:
            parts.append(part)
    text = Document(document.path, parts).text
    language = next((name for name, path in READMES.items() if path == document.path), None)
    return with_table(text, language) if language else text


def with_table(text: str, language: str) -> str:
    """Return a README's text with its command table as the program has it."""
    rows = "".join(f"| `{name}` | {told} |\n" for name, told in commands(language).items())
    return _TABLE.sub(lambda match: match[1] + rows + match[2], text)


def commands(language: str) -> dict[str, str]:
    """Return every command with its one line of help, in a language."""
    from leadfunnel import i18n
    from leadfunnel.cli.registry import COMMANDS

    i18n.use(language)
    try:
        return {" ".join(command.path): i18n._(command.help) for command in COMMANDS}
    finally:
        i18n.use("en")


def main(words: list[str]) -> int:
    """Update every document, or say which differ."""
    differing = 0
    for path in DOCUMENTS:
        text = updated(read(path))
        if text == path.read_text(encoding="utf-8"):
            continue
        differing += 1
        if "--update" in words:
            path.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{'written' if '--update' in words else 'differs'}: {path.name}\n")
    return 0 if "--update" in words else min(differing, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The bad cases as data: what is given, what is typed, and how it must end.

A file of `cases/` holds one group of cases. Of a case are known

    id, about    its number, and what it shows
    start        "people", a store of four customers, or "nothing", no store at all
    files        files beside the store, by name; see `made`
    given        commands that lead up to it, each of which must succeed
    run          the commands it is about; each must end in the same way
    stdin        what they read
    env          further variables of the environment
    exit         their exit code, or several that are allowed; 0 unless said
    err, out     what stderr and stdout must hold, as patterns
    state        "same", the store says what it said before, or "free"; a refusal leaves it the same
    leaves       the files that are there afterwards beside those given, as patterns of names
    then         what holds afterwards: commands with `exit`, `out`, `lacks`, `err`, `json`
    process      whether a process of its own is needed: for streams, limits and measures
    seconds, megabytes   how much work it may be, and memory; memory needs a process
    only         "sqlite" where a store on a server has nothing of the kind, and why in `about`
    test         the test, "file::function", that shows it where a case of data cannot

Commands are split as a shell does. In commands, files, variables and stdin `<300:x>` stands for
so many of them, and `<byte:ff>` for that byte.
"""

from __future__ import annotations

import re
import shlex
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CASES = Path(__file__).parent / "cases"
_TIMES = re.compile(r"<(\d+):([^>]+)>")
_BYTE = re.compile(r"<byte:([0-9a-f]{2})>")


@dataclass(frozen=True)
class Then:
    """A command of afterwards; `json` are values by their place, such as `items.0.name`."""

    run: str
    exit: int = 0
    out: str = ""
    lacks: str = ""
    err: str = ""
    json: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """One bad case."""

    id: str
    about: str
    run: tuple[str, ...] = ()
    start: str = "people"
    files: dict[str, Any] = field(default_factory=dict)
    given: tuple[str, ...] = ()
    stdin: Any = ""
    env: dict[str, str] = field(default_factory=dict)
    exit: tuple[int, ...] = (0,)
    err: str = ""
    out: str = ""
    state: str = "free"
    leaves: tuple[str, ...] = ()
    then: tuple[Then, ...] = ()
    process: bool = False
    seconds: float = 10
    megabytes: int = 0
    only: str = ""
    test: str = ""

    def __post_init__(self) -> None:
        assert bool(self.run) != bool(self.test), self.id
        assert self.start in ("people", "nothing"), self.id
        assert self.state in ("same", "free"), self.id
        assert self.only in ("", "sqlite"), self.id
        assert self.process or not self.megabytes, self.id


def load(path: Path) -> list[Case]:
    """Return the cases of a file; one that names something unknown is an error."""
    return [_case(found) for found in tomllib.loads(path.read_text(encoding="utf-8"))["case"]]


def _case(found: dict[str, Any]) -> Case:
    for name in ("run", "given", "leaves"):
        found[name] = tuple(found.get(name, ()))
    given = found.get("exit", 0)
    found["exit"] = tuple(given) if isinstance(given, list) else (given,)
    found["then"] = tuple(Then(**one) for one in found.get("then", ()))
    return Case(**found)


def filled(text: str) -> str:
    """Return a text with what stands for many signs, or for a byte, put in."""
    text = _TIMES.sub(lambda found: found[2] * int(found[1]), text)
    return _BYTE.sub(lambda found: bytes.fromhex(found[1]).decode("utf-8", "surrogateescape"), text)


def words(command: str) -> list[str]:
    """Return the words of a command, as a program gets them."""
    return [filled(word) for word in shlex.split(command)]

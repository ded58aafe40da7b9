"""Stores that were harmed: refused in words, found by `doctor`, and mended where that can be.

`harm.toml` holds the cases. What happens to a store is said in words: `backup`, `empty`, `remove`,
`write TEXT`, `cut SHARE` (or `cut -BYTES`), `grow BYTES`, `zero PAGE`, `swap PAGE PAGE`,
`byte PLACE VALUE`, `sql STATEMENT`, `link TARGET`, `moved NAME`, `second NAME`, `folder`,
`mode OCTAL`, `config TEXT`, `spoil PATTERN`, `text PATTERN`. With `fixed` `doctor --fix` puts it
right, and may leave a file of that name; without `changes` the file stays as it was harmed.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import tomllib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.cli.conftest import Ran, tidy
from tests.faults.bench import Bench
from tests.faults.case import words
from tests.faults.test_faults import ALL, PEOPLE

CASES = tomllib.loads(Path(__file__).with_name("harm.toml").read_text(encoding="utf-8"))["case"]
BOTH = ("today", "add Ann")
PAGE = 4096


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A store of four customers."""
    bench = Bench(tmp_path_factory.mktemp("whole") / "store")
    bench.open()
    for command in PEOPLE:
        assert bench.type(command).rc == 0
    return bench


@pytest.fixture
def bench(whole: Bench, tmp_path: Path) -> Bench:
    found = Bench(tmp_path / "store")
    found.open()
    shutil.copy(whole.db, found.db)
    return found


def run(bench: Bench, command: str) -> Ran:
    """Run a command here; what it says must be tidy whatever became of the store."""
    ran = bench.here(words(command), b"")
    tidy(Ran(ran.rc, ran.out, ran.err))
    return ran


def _sql(bench: Bench, text: str) -> None:
    with closing(sqlite3.connect(bench.db, isolation_level=None)) as connection:
        connection.execute(text).fetchall()


def _bytes(change: Callable[[bytearray, list[int]], object]) -> Callable[[Bench, str], None]:
    def harm(bench: Bench, text: str) -> None:
        data = bytearray(bench.db.read_bytes())
        change(data, list(map(int, text.split())))
        bench.db.write_bytes(data)

    return harm


def _swap(data: bytearray, pages: list[int]) -> None:
    one, other = (slice(page * PAGE, (page + 1) * PAGE) for page in pages)
    data[one], data[other] = data[other], data[one]


def _cut(bench: Bench, text: str) -> None:
    data = bench.db.read_bytes()
    end = int(text) if text.startswith("-") else int(len(data) * float(text))
    bench.db.write_bytes(data[:end])


def _link(bench: Bench, text: str) -> None:
    bench.db.unlink()
    bench.db.symlink_to(bench.folder / text)


def _moved(bench: Bench, text: str) -> None:
    target = bench.folder / text
    bench.db.rename(target)
    bench.db.symlink_to(target)


def _each(bench: Bench, pattern: str, change: Callable[[bytes], bytes]) -> None:
    for path in bench.folder.glob(pattern):
        path.write_bytes(change(path.read_bytes()))


HARMS: dict[str, Callable[[Bench, str], object]] = {
    "backup": lambda bench, _: run(bench, f"backup --name b{len(list(bench.folder.rglob('*')))}"),
    "empty": lambda bench, _: bench.db.write_bytes(b""),
    "remove": lambda bench, _: bench.db.unlink(),
    "write": lambda bench, text: bench.db.write_bytes(text.encode("latin-1")),
    "cut": _cut,
    "grow": _bytes(lambda data, said: data.extend(bytes(said[0]))),
    "zero": _bytes(lambda data, said: data.__setitem__(
        slice(said[0] * PAGE, (said[0] + 1) * PAGE), bytes(PAGE))),
    "swap": _bytes(_swap),
    "byte": _bytes(lambda data, said: data.__setitem__(said[0], said[1])),
    "sql": _sql,
    "link": _link,
    "moved": _moved,
    "second": lambda bench, text: bench.folder.joinpath(text).hardlink_to(bench.db),
    "folder": lambda bench, _: bench.db.mkdir(),
    "mode": lambda bench, text: bench.db.chmod(int(text, 8)),
    "config": lambda bench, text: bench.folder.joinpath("config.toml").write_text(text),
    "spoil": lambda bench, text: _each(bench, text, lambda data: data[:5000] + b"\x55" * 3000
                                       + data[8000:]),
    "text": lambda bench, text: _each(bench, text, lambda _: b"no database " * 20),
}  # fmt: skip


def state(bench: Bench) -> bytes | str:
    """Return what lies where the store should."""
    if bench.db.is_symlink() and not bench.db.exists():
        return str(bench.db.readlink())
    return bench.db.read_bytes() if bench.db.is_file() else str(bench.db.exists())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_harmed_store_ends_as_it_says(case: dict[str, Any], bench: Bench) -> None:
    for harm in case["harm"]:
        word, _, rest = harm.partition(" ")
        HARMS[word](bench, rest)
    before = state(bench)
    asked = [one for said in case["run"] for one in (BOTH if said == "@both" else (said,))]
    for command in asked:
        ran = run(bench, command)
        told = f"{command}: {ran.rc}\n{ran.out}\n{ran.err}"
        assert ran.rc == case.get("exit", 0), told
        assert re.search(case.get("err", ""), ran.err), told
        assert re.search(case.get("out", ""), ran.out), told
        assert ran.rc == 0 or ran.out == "" or command.startswith("doctor"), told
        fixing = "--fix" in command
        assert case.get("changes") or fixing or state(bench) == before, f"{command} changed it"
    for command in case.get("then", ()):
        assert run(bench, command).rc == 0
    if "fixed" in case:
        _fix(bench, case["fixed"])


def _fix(bench: Bench, left: str) -> None:
    """Let `doctor` put it right: after a backup, and leaving a file of what it took out."""
    backups = len(list(bench.folder.glob("backups/**/*.db")))
    ran = run(bench, "doctor --fix")
    assert ran.rc == 0, f"{ran.out}\n{ran.err}"
    again = run(bench, "doctor")
    assert (again.rc, "No damage was found." in again.out) == (0, True), again.out
    assert run(bench, "today").rc == 0
    bench.check()
    assert not left or list(bench.folder.glob(left))
    if "Moved" in ran.out or "Computed" in ran.out or "index" in ran.out:
        assert len(list(bench.folder.glob("backups/**/*.db"))) > backups


def test_a_store_cut_short_anywhere_is_refused_and_left_alone(bench: Bench) -> None:
    """D04: at fifty lengths, and at those where a header or a page ends."""
    data = bench.db.read_bytes()
    dice = Random(4)  # noqa: S311 - a fixed choice of lengths
    edges = (2, 15, 16, 99, 100, 512, PAGE - 1, PAGE, PAGE + 1, len(data) - PAGE)
    for length in (*edges, *(dice.randrange(2, len(data)) for _ in range(50))):
        bench.db.write_bytes(data[:length])
        for command in ("today", "doctor"):
            ran = run(bench, command)
            assert ran.rc == 7, f"{length}: {ran.err}"
            assert re.search("(?s)damaged.*leadfunnel (doctor|restore)", ran.err), (length, ran.err)
        assert bench.db.read_bytes() == data[:length]


def test_no_case_has_the_number_of_another() -> None:
    mine = [case["id"] for case in CASES]
    assert len(mine) == len(set(mine))
    assert not set(mine) & {case.id for case in ALL if case.run}

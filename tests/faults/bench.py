"""Runs a case on a store of its own and looks at everything that must hold after any command."""

from __future__ import annotations

import fnmatch
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.cli.conftest import Program, Ran, tidy
from tests.conftest import Clocked
from tests.dump import live_facts
from tests.faults.case import Case, Then, filled, words
from tests.faults.made import content

from leadfunnel.cli import main
from leadfunnel.services.doctor import Doctor
from leadfunnel.store.sqlite import SqliteStore

PHONE = re.compile(r"(?<![\d.:#*-])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
LONG_NOTE = 2000
MEGABYTE_OF_KILOBYTES = 1024

WATCH = """
import subprocess, sys
rc = subprocess.call(sys.argv[2:])
try:
    from resource import RUSAGE_CHILDREN, getrusage
    found = getrusage(RUSAGE_CHILDREN)
    used = found.ru_maxrss, found.ru_utime + found.ru_stime
except ImportError:
    used = 0, 0
with open(sys.argv[1], "w") as file:
    file.write("%s %s" % used)
sys.exit(rc if rc >= 0 else 128 - rc)
"""
"""Runs a command and notes how much memory and work it took; small, for its own counts too."""

STAGES = """
SELECT j.id, j.stage, j.since, c.to_stage, c.at FROM journey j LEFT JOIN stage_change c ON c.id = (
    SELECT id FROM stage_change WHERE journey_id = j.id AND void_op IS NULL
    ORDER BY at DESC, id DESC LIMIT 1)
WHERE j.void_op IS NULL AND (c.id IS NULL OR j.stage <> c.to_stage OR j.since <> c.at)
"""
"""Journeys that do not stand where their last change took them."""


@dataclass
class Bench(Program):
    """leadfunnel over a store and a folder that are looked at after every command."""

    peak_kilobytes: int = 0
    seconds: float = 0
    given: set[str] = field(default_factory=set)

    @property
    def temporary(self) -> Path:
        """Where temporary files would lie."""
        return self.folder.with_name("temporary")

    def open(self, case: Case | None = None) -> None:
        """Make the folders, and put the files of a case in place."""
        self.temporary.mkdir()
        self.folder.mkdir()
        self.env["TMPDIR"] = str(self.temporary)
        if case is not None:
            self.env.update({name: filled(value) for name, value in case.env.items()})
            for name, said in case.files.items():
                (self.folder / name).write_bytes(content(said))
            self.given = {"store.db", *case.files}

    def type(self, command: str, stdin: bytes = b"", *, process: bool = False) -> Ran:
        """Run a command, here or in a process of its own, and look at what it left."""
        typed = words(command)
        start = time.process_time()
        self.seconds = 0
        ran = self.apart(typed, stdin) if process else self.here(typed, stdin)
        self.seconds += time.process_time() - start  # of work: how long one waits is the machine's
        tidy(Ran(ran.rc, ran.out.replace("\r\n", "\n"), ran.err))
        said = [line for line in ran.err.splitlines() if not line.startswith("hint: ")]
        assert not any(map(PHONE.search, said)), f"a whole phone on stderr: {ran.err}"
        self.look()
        return ran

    def here(self, typed: list[str], stdin: bytes) -> Ran:
        """Run a command in this process, with streams of its own."""
        out, err, given = io.BytesIO(), io.BytesIO(), io.BytesIO(stdin)
        streams = {"stdin": given, "stdout": out, "stderr": err}
        with standing(self.folder, streams, self.temporary):
            rc = main.run(typed, self.environ())
            sys.stdout.flush()
            sys.stderr.flush()
        return Ran(rc, out.getvalue().decode(), err.getvalue().decode())

    def apart(self, typed: list[str], stdin: bytes) -> Ran:
        """Run a command in a process of its own, and note the memory it took."""
        noted = self.folder.with_name("kilobytes")
        done = subprocess.run(
            [sys.executable, "-c", WATCH, noted, *self.command(*map(os.fsencode, typed))],
            input=stdin,
            capture_output=True,
            env=self.environ(),
            cwd=self.folder,
            check=False,
        )
        kilobytes, seconds = noted.read_text().split()
        self.peak_kilobytes = max(self.peak_kilobytes, int(kilobytes))
        self.seconds += float(seconds)
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    # --- the store: what another kind of store does otherwise

    def begin(self, other: Bench) -> None:
        """Begin with a copy of another store."""
        shutil.copy(other.db, self.db)

    def says(self) -> str:
        """Return what the store says; nothing, where there is none."""
        return self.dump() if self.db.exists() and self.db.stat().st_size else ""

    def told(self) -> str:
        """Return the live facts in the same words for every kind of store."""
        return live_facts(SqliteStore(self.db))

    def close(self) -> None:
        """Take away what no folder holds."""

    def sound(self) -> None:
        """Assert that the store is whole, and every journey where its last change took it."""
        if self.db.exists() and self.db.stat().st_size:
            self.check()
            with closing(sqlite3.connect(self.db)) as connection:
                assert connection.execute(STAGES).fetchall() == []

    def healthy(self) -> None:
        """Assert that the doctor finds no damage."""
        if self.db.exists() and self.db.stat().st_size:
            found = Doctor(Clocked(self.db).book(), lambda: None).look(full=True)
            assert [one.code for one in found.damage] == []

    # --- what must hold

    def look(self) -> None:
        """Assert what holds after any command: the store is whole, no file is left about."""
        self.sound()
        assert list(self.temporary.iterdir()) == []
        if os.name == "posix":
            folders = [path for path in self.folder.rglob("*") if path.is_dir()]
            for path in (*folders, *self.left()):
                assert path.stat().st_mode & 0o077 == 0, f"others may read {path}"

    def left(self) -> list[Path]:
        """Return the files that commands have made."""
        files = [path for path in self.folder.rglob("*") if path.is_file()]
        return [path for path in files if path.name == "store.db" or not self._given(path)]

    def _given(self, path: Path) -> bool:
        return path.relative_to(self.folder).as_posix() in self.given


def try_out(case: Case, bench: Bench) -> None:
    """Run a case and assert that it ends as it says."""
    for command in case.given:
        ran = bench.type(command)
        assert ran.rc == 0, ran.err
    stdin = content(case.stdin)
    before = bench.says()
    for command in case.run:
        ran = bench.type(command, stdin, process=case.process)
        assert bench.seconds <= case.seconds, f"{command} took {bench.seconds} seconds"
        _compare(command, ran, case)
        after = bench.says()
        if ran.rc or case.state == "same":
            assert after == before, f"{command} changed the store"
        before = after
    if case.megabytes:
        assert bench.peak_kilobytes <= case.megabytes * MEGABYTE_OF_KILOBYTES
    for step in case.then:
        _follow(step, bench)
    bench.healthy()
    made = [path.relative_to(bench.folder).as_posix() for path in bench.left()]
    for name in set(made) - {"store.db"}:
        assert any(fnmatch.fnmatch(name, one) for one in case.leaves), f"{name} was left"
    for one in case.leaves:
        assert fnmatch.filter(made, one), f"there is no {one}"


def _compare(command: str, ran: Ran, case: Case) -> None:
    told = f"{command}: {ran.rc}\n{ran.out[:LONG_NOTE]}\n{ran.err}"
    assert ran.rc in case.exit, told
    assert re.search(case.err, ran.err), told
    assert re.search(case.out, ran.out), told
    assert ran.rc == 0 or ran.out == "", told
    assert case.err or ran.rc or not ran.err, told


def _follow(step: Then, bench: Bench) -> None:
    ran = bench.type(step.run)
    told = f"{step.run}: {ran.rc}\n{ran.out[:LONG_NOTE]}\n{ran.err}"
    assert ran.rc == step.exit, told
    assert re.search(step.out, ran.out), told
    assert re.search(step.err, ran.err), told
    assert not step.lacks or not re.search(step.lacks, ran.out), told
    for place, value in step.json.items():
        assert _at(json.loads(ran.out), place) == value, f"{place}: {told}"


def _at(found: Any, place: str) -> Any:
    for name in place.split("."):
        found = found[int(name)] if isinstance(found, list) else found[name]
    return found


@contextmanager
def standing(folder: Path, streams: Mapping[str, io.BytesIO], temporary: Path) -> Iterator[None]:
    """Stand in a folder, with these bytes as the standard streams."""
    was = {name: getattr(sys, name) for name in streams}
    place, tempfile.tempdir = Path.cwd(), str(temporary)
    os.chdir(folder)
    try:
        for name, stream in streams.items():
            setattr(sys, name, io.TextIOWrapper(stream, encoding="utf-8"))
        yield
    finally:
        for name, stream in was.items():
            getattr(sys, name).detach()
            setattr(sys, name, stream)
        tempfile.tempdir = None
        os.chdir(place)

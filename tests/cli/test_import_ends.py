"""However an import ends: all of its rows or none, and nothing left lying about."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from tests.cli.conftest import DEADLINE_SECONDS, SMALL_FILES, Program

ROWS = 5000


@pytest.fixture
def busy(lf: Program, tmp_path: Path) -> Program:
    """A store of four customers, a file of many more, and a folder for temporary files."""
    lines = [f"n{number},1390014{number:04}\n" for number in range(ROWS)]
    (tmp_path / "a.csv").write_text("name,phone\n" + "".join(lines), encoding="utf-8")
    (tmp_path / "temporary").mkdir()
    lf.env["TMPDIR"] = str(tmp_path / "temporary")
    return lf


State = Callable[[Program, int], bool]


def reads(program: Program, pid: int) -> bool:
    """Tell whether a process has opened the file; where that cannot be seen, whether it writes."""
    files = Path(f"/proc/{pid}/fd")
    if not files.is_dir():
        return writes(program, pid)
    with suppress(OSError):  # it closed one of them, or ended
        return any(file.readlink().name == "a.csv" for file in files.iterdir())
    return False


def writes(program: Program, _pid: int) -> bool:
    """Tell whether a process is changing the store."""
    return program.db.with_name(f"{program.db.name}-journal").exists()


def reach(program: Program, process: subprocess.Popen[bytes], state: State) -> None:
    """Wait until a process is in a state, or has ended."""
    until = time.monotonic() + DEADLINE_SECONDS
    while process.poll() is None and not state(program, process.pid):
        assert time.monotonic() < until, "neither ended nor came to that state"
        time.sleep(0.001)


def left(program: Program) -> set[str]:
    """Return the files beside the store and its backups."""
    files = [path for path in program.folder.rglob("*") if path.is_file()]
    names = {path.relative_to(program.folder).as_posix() for path in files}
    return {name for name in names if not name.startswith("backups/store/before-import")}


@pytest.mark.parametrize(
    ("sent", "codes"),
    [
        (signal.SIGINT, {130}),
        (signal.SIGTERM, {143, -signal.SIGTERM}),
        (signal.SIGHUP, {129, -signal.SIGHUP}),
    ],
)
def test_k05_an_import_told_to_end_leaves_all_or_nothing(
    busy: Program, sent: signal.Signals, codes: set[int]
) -> None:
    nothing, files = busy.dump(), left(busy)
    ended = 0
    for state in (reads, writes, reads, writes, writes):
        process = busy.start("import", "a.csv")
        reach(busy, process, state)
        process.send_signal(sent)
        _out, err = process.communicate(timeout=30)
        assert process.returncode in {*codes, 0}
        assert b"Traceback" not in err
        ended += process.returncode != 0
        assert left(busy) == files
        if busy.dump() != nothing:  # all of it was saved, perhaps just before the end
            assert busy("undo").rc == 0
        assert busy.dump() == nothing
    assert ended


def test_k03_a_killed_import_leaves_all_or_nothing(busy: Program) -> None:
    nothing = busy.dump()
    for state in (reads, writes, reads, writes, writes):
        process = busy.start("import", "a.csv")
        reach(busy, process, state)
        process.kill()
        process.communicate()
        assert list((busy.folder / "temporary").iterdir()) == []
        assert busy("list").rc == 0
        if busy.dump() != nothing:
            assert busy("undo").rc == 0
        assert busy.dump() == nothing


@pytest.mark.skipif(os.name == "nt", reason="the limit is that of a POSIX shell")
@pytest.mark.parametrize("limit", [40, 400])
def test_s07_no_room_for_the_rows(busy: Program, limit: int) -> None:
    before, files = busy.dump(), left(busy)
    shell = ["sh", "-c", f'ulimit -f {limit}; exec "$@"', "sh", *busy.command("import", "a.csv")]
    environ = busy.environ(SMALL_FILES)
    done = subprocess.run(
        shell, env=environ, cwd=busy.folder, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 7
    assert done.stderr.startswith(b"error:")
    assert b"Traceback" not in done.stderr
    assert (busy.dump(), left(busy)) == (before, files)


@pytest.mark.skipif(os.name == "nt", reason="the limit is that of a POSIX shell")
def test_no_room_for_the_copy_made_before(busy: Program) -> None:
    assert busy("import", "a.csv").rc == 0
    lines = [f"m{number},1390015{number:04}\n" for number in range(1100)]
    (busy.folder / "b.csv").write_text("name,phone\n" + "".join(lines), encoding="utf-8")
    before, files = busy.dump(), left(busy)
    shell = ["sh", "-c", 'ulimit -f 2000; exec "$@"', "sh", *busy.command("import", "b.csv")]
    environ = busy.environ(SMALL_FILES)
    done = subprocess.run(
        shell, env=environ, cwd=busy.folder, capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 7
    assert b"temporary file" not in done.stderr
    assert (busy.dump(), left(busy)) == (before, files)


def test_c11_others_wait_for_an_import_and_lose_nothing(busy: Program) -> None:
    process = busy.start("import", "a.csv")
    reach(busy, process, writes)
    assert busy("add", "Ann 13700000000").rc == 0
    assert process.wait(timeout=60) == 0
    assert "Ann" in busy("find", "13700000000").out
    assert "n4999" in busy("find", "n4999").out

"""Commands under the limits that a system sets: few files at once, small files, no home."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import SOURCE, Program

pytestmark = pytest.mark.skipif(os.name != "posix", reason="limits as POSIX sets them")


def limited(kind: int, most: int) -> Callable[[], None]:
    def limit() -> None:
        resource.setrlimit(kind, (most, most))

    return limit


@pytest.mark.parametrize(
    "words",
    [("report", "-o", "r.html"), ("report", "-o", "r.xlsx"), ("report",), ("funnel", "--week"),
     ("add", "Ann"), ("backup",), ("export", "-o", "a.xlsx"), ("doctor", "--full")],
    ids=" ".join,
)  # fmt: skip
def test_few_open_files_are_enough(lf: Program, words: tuple[str, ...]) -> None:
    ran = lf(*words, preexec_fn=limited(resource.RLIMIT_NOFILE, 16))
    assert ran.rc == 0, ran.err
    lf.check()


def test_a_limit_on_the_size_of_files_is_said(lf: Program) -> None:
    rows = "\n".join(f"n{number},1390{number:07}" for number in range(5000))
    (lf.folder / "x.csv").write_text(f"姓名,手机\n{rows}\n", encoding="utf-8")
    before = lf.dump()
    there = sorted(path.name for path in lf.folder.rglob("*") if path.is_file())
    size = lf.db.stat().st_size + 40_960
    ran = lf("import", "x.csv", preexec_fn=limited(resource.RLIMIT_FSIZE, size))
    assert (ran.rc, ran.out) == (7, "")
    assert ran.err.startswith("error: ")
    assert lf.dump() == before
    assert sorted(path.name for path in lf.folder.rglob("*") if path.is_file()) == there
    lf.check()


def test_without_a_home_nothing_is_written_into_the_working_directory(tmp_path: Path) -> None:
    home, here = tmp_path / "home", tmp_path / "here"
    home.mkdir()
    here.mkdir()
    script = (
        "import pwd, sys\n"
        "pwd.getpwuid = lambda _: pwd.struct_passwd(('lin', 'x', 0, 0, '', sys.argv[1], ''))\n"
        "from leadfunnel.cli.main import run\n"
        "sys.exit(run(['add', 'Ann'], {'XDG_DATA_HOME': 'data', 'XDG_CONFIG_HOME': 'config'}))\n"
    )
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": SOURCE, "XDG_DATA_HOME": "data"}
    done = subprocess.run(
        [sys.executable, "-c", script, str(home)],
        cwd=here, env=env, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert list(here.iterdir()) == []
    assert [path.name for path in home.rglob("*.db")] == ["leadfunnel.db"]

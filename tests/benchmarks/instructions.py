"""How many instructions a cold command takes: the one figure that a busy machine does not change.

Counted by valgrind, as a multiple of BASE's own, so that another build of Python hardly matters.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence

from tests.benchmarks.cold import BASE, CASES, Bench

TOOL = ("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null")
BOUNDS = {"add": 5.0, "today": 5.0}
"""The most a command may take; 4.3 and 4.4 were counted when these were set."""


def counted(bench: Bench, names: Sequence[str]) -> dict[str, float] | None:
    """Return what the commands take as multiples of BASE; None where there is no valgrind."""
    if shutil.which(TOOL[0]) is None:
        return None
    base = _count(bench, [bench.python, "-c", BASE])
    found = {}
    for case in CASES:
        if case.name in names:
            bench.reset()
            words = [bench.python, bench.script, *case.words]
            found[case.name] = _count(bench, words) / base
    return found


def _count(bench: Bench, words: list[str]) -> int:
    done = subprocess.run(
        [*TOOL, *words],
        env={**bench.environ, "PYTHONHASHSEED": "0"},
        cwd=bench.folder,
        check=True,
        capture_output=True,
        text=True,
    )
    return collected(done.stderr)


def collected(said: str) -> int:
    """Return the instructions that callgrind says it counted."""
    found = re.search(r"Collected : (\d+)", said)
    assert found, said
    return int(found[1])

"""The campaigns of the long harness, each for some seconds; `python -m tests.harness` runs all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.harness import shim

ROOT = Path(__file__).parents[2]
KILLED = ("add", "undo", "upgrade", "report", "import", "encrypt")
CUT = ("add", "upgrade", "config")
FAILING = ("promote", "import", "report")
FUZZED = ("csv", "json", "names", "search", "filters", "moments", "settings", "data", "commands")
SHORT = (
    *(f"kill-{name}" for name in KILLED),
    *(f"power-{name}" for name in CUT),
    *(f"fail-{name}" for name in FAILING),
    *(f"fuzz-{name}" for name in FUZZED),
    *("end-import", "writers", "copies", "upgrade-six", "full-disk"),
)
pytestmark = pytest.mark.skipif(not shim.there(), reason="the harness needs Linux and gcc")
Figures = dict[str, list[dict[str, object]]]


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> Figures:
    """The figures of a short run, by campaign; what it printed is shown where a test fails."""
    path = tmp_path_factory.mktemp("harness") / "figures.json"
    command = [sys.executable, "-m", "tests.harness", "--short", f"--json={path}", *SHORT]
    environ = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    done = subprocess.run(
        command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    sys.stdout.write(done.stdout + done.stderr)
    found: Figures = {}
    for figure in json.loads(path.read_text(encoding="utf-8")):
        found.setdefault(figure["campaign"], []).append(figure)
    return found


def _kept(figures: Figures, *names: str) -> None:
    """Assert that campaigns ran, and kept every figure."""
    for name in names:
        assert figures[name], name
        assert [figure for figure in figures[name] if not figure["kept"]] == []


@pytest.mark.parametrize("name", [f"kill-{name}" for name in KILLED])
def test_a_killed_command_leaves_the_old_or_the_new(figures: Figures, name: str) -> None:
    _kept(figures, name)


def test_an_import_told_to_end_leaves_the_old_or_the_new(figures: Figures) -> None:
    _kept(figures, "end-import")


def test_after_a_power_cut_the_store_says_the_old_or_the_new(figures: Figures) -> None:
    _kept(figures, *(f"power-{name}" for name in CUT))


def test_whichever_call_fails_nothing_is_half_done(figures: Figures) -> None:
    _kept(figures, *(f"fail-{name}" for name in FAILING))


def test_a_full_disk_loses_nothing(figures: Figures) -> None:
    if any("skipped" in str(figure["name"]) for figure in figures["full-disk"]):
        pytest.skip("no right to mount a small disk here")
    _kept(figures, "full-disk")


def test_writers_at_once_lose_nothing_and_wait_their_turn(figures: Figures) -> None:
    _kept(figures, "writers")


def test_a_copy_made_while_somebody_writes_is_whole(figures: Figures) -> None:
    _kept(figures, "copies")


def test_six_at_once_upgrade_once(figures: Figures) -> None:
    _kept(figures, "upgrade-six")


def test_made_up_input_ends_in_words(figures: Figures) -> None:
    _kept(figures, *(f"fuzz-{name}" for name in FUZZED))

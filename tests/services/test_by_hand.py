"""Reports over all of history tell what SQL written by hand finds in the same store."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.benchmarks import by_hand, crowd
from tests.benchmarks.history import HistoryMaker


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("by-hand") / "history.db"
    crowd.make(path, 1500, 1, HistoryMaker)
    return path


@pytest.mark.parametrize("case", by_hand.CASES, ids=lambda case: case.name)
def test_the_figures_are_those_of_sql_written_by_hand(store: Path, case: by_hand.Case) -> None:
    told, _ = by_hand.reported(store, case)
    rows, _ = by_hand.by_hand(store, case)
    assert by_hand.agreeing(case, told, rows) == []
    assert any(row[-1] for row in rows)

"""Reports over all of history tell what SQL written by hand finds in the same store."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.benchmarks import by_hand, crowd
from tests.benchmarks.dealt import DealMaker
from tests.benchmarks.history import HistoryMaker


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    folder: Path = tmp_path_factory.mktemp("by-hand")
    crowd.make(folder / "history.db", 1500, 1, HistoryMaker)
    crowd.make(folder / "deals.db", 1500, 1, DealMaker)
    return {False: folder / "history.db", True: folder / "deals.db"}


@pytest.mark.parametrize("case", by_hand.CASES, ids=lambda case: case.name)
def test_the_figures_are_those_of_sql_written_by_hand(
    stores: dict[bool, Path], case: by_hand.Case
) -> None:
    store = stores[case.deals]
    rows = by_hand.figures(store, case)
    assert by_hand.agreeing(case, by_hand.reported(store, case), rows) == []
    assert any(row[-1] for row in rows)

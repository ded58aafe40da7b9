"""Merging many pairs on a file and on a server alike."""

from __future__ import annotations

from tests.conftest import Clocked
from tests.dump import live_facts
from tests.services.test_merging import add, split

from leadfunnel.services.import_declared import Import
from leadfunnel.services.log import Log
from leadfunnel.services.merging_many import MergingMany


def test_many_pairs_there_and_back(clocked: Clocked) -> None:
    """A star, a chain and a pair; undo, redo, and one of them parted."""
    for number in range(1, 9):
        add(clocked, f"客户{number} 1380013800{number} #t{number % 3}", company=f"公司{number % 2}")
    before = live_facts(clocked.store())
    lists = MergingMany(clocked.book())
    changed = lists.merge(Import("-"), lambda: b"a,b\n1,2\n1,3\n4,5\n5,6\n8,7\n", "keep")
    assert changed.understood["pairs"] == [[1, 2], [1, 3], [4, 5], [4, 6], [8, 7]]
    merged = live_facts(clocked.store())
    Log(clocked.book()).undo()
    assert live_facts(clocked.store()) == before
    Log(clocked.book()).redo()
    assert live_facts(clocked.store()) == merged
    for number in (5, 2, 7, 6, 3):
        split(clocked, f"#{number}")
    assert without_notes(live_facts(clocked.store())) == without_notes(before)


def without_notes(facts: str) -> list[str]:
    """The facts but the owners' history, which tells of the merge in between."""
    return [line for line in facts.splitlines() if not line.startswith('["ownership"')]

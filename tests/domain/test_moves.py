"""Changes of a file joined to those that are known."""

from __future__ import annotations

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.data import shipped_text
from leadfunnel.domain.moves import Joined, Known, Move, joined
from leadfunnel.domain.pipeline import pipeline_from_dict

PIPELINE = pipeline_from_dict(json.loads(shipped_text("pipelines.json"))["lifecycle"])


def _after(known: list[Known], found: Joined) -> list[Known]:
    """What is known once the rows were taken."""
    kept = [one for one in known if one.id not in found.voided]
    new = enumerate(found.added, start=1000)
    return [*kept, *(Known(number, one.stage, one.at, one.assumed) for number, one in new)]


def test_a_change_after_the_last_one_continues() -> None:
    found = joined(PIPELINE, [Known(1, "B", 10)], [Move(2, 20, 21, "C")])
    assert [(one.stage, one.at) for one in found.added] == [("C", 20)]


def test_a_day_alone_stands_after_the_change_before_it() -> None:
    found = joined(PIPELINE, [Known(1, "B", 50)], [Move(2, 0, 100, "C")])
    assert [(one.stage, one.at) for one in found.added] == [("C", 50)]


def test_an_assumed_change_gets_its_date() -> None:
    known = [Known(1, "B", 10), Known(2, "L", 10, assumed=True)]
    found = joined(PIPELINE, known, [Move(2, 40, 41, "L")])
    assert (found.voided, [(one.stage, one.at) for one in found.added]) == ([2], [("L", 40)])


def _told(found: Joined) -> list[tuple[str, int, bool]]:
    return [(one.stage, one.at, one.assumed) for one in found.added]


def test_an_assumed_date_gives_way_to_the_changes_that_led_there() -> None:
    known = [Known(1, "D", 90, assumed=True)]
    found = joined(PIPELINE, known, [Move(2, 20, 21, "B"), Move(3, 30, 31, "D", "B")])
    assert (found.voided, found.refused) == ([1], [])
    assert _told(found) == [("B", 20, False), ("D", 30, False)]


def test_a_present_stage_no_change_leads_to_comes_after_those_told() -> None:
    known = [Known(1, "D", 5, assumed=True, present=True)]
    found = joined(PIPELINE, known, [Move(2, 20, 21, "B"), Move(3, 30, 31, "C", "B")])
    assert (found.voided, found.refused) == ([1], [])
    assert _told(found) == [("B", 20, False), ("C", 30, False), ("D", 30, True)]


def test_a_change_beyond_the_present_stage_is_refused() -> None:
    known = [Known(1, "C", 5, assumed=True, present=True)]
    found = joined(PIPELINE, known, [Move(2, 20, 21, "B"), Move(3, 30, 31, "D", "B")])
    [(move, reason)] = found.refused
    assert (move.line, reason.values) == (3, {"stage": "D", "present": "C"})
    assert _told(found) == [("B", 20, False), ("C", 20, True)]


def test_a_change_from_an_assumed_stage_continues() -> None:
    known = [Known(1, "C", 5, assumed=True)]
    found = joined(PIPELINE, known, [Move(2, 20, 21, "D", "C")])
    assert (found.voided, _told(found)) == ([], [("D", 20, False)])


def test_an_assumed_exit_keeps_its_reason_when_rows_come_before_it() -> None:
    known = [Known(1, "B", 90, undated=True), Known(2, "L", 90, True, present=True, reason="dear")]
    found = joined(PIPELINE, known, [Move(2, 20, 21, "B"), Move(3, 30, 31, "C", "B")])
    assert (sorted(found.voided), found.refused) == ([1, 2], [])
    assert _told(found) == [("B", 20, False), ("C", 30, False), ("L", 90, True)]
    assert (found.added[-1].move.to, found.added[-1].move.reason) == ("L", "dear")


def test_leaving_enters_first() -> None:
    found = joined(PIPELINE, [], [Move(2, 40, 41, "L")])
    assert [(one.stage, one.at) for one in found.added] == [("B", 40), ("L", 40)]


MOVES = st.lists(
    st.builds(
        lambda line, begin, length, to: Move(line, begin, begin + length, to),
        st.integers(2, 99),
        st.integers(0, 50),
        st.integers(1, 5),
        st.sampled_from([stage.code for stage in PIPELINE.stages]),
    ),
    max_size=8,
    unique_by=lambda move: move.line,
)


@given(MOVES, MOVES, st.sampled_from([None, "B", "D", "E"]), st.integers(0, 50), st.booleans())
def test_every_history_stays_in_order_and_taken_again_it_says_nothing_new(
    earlier: list[Move], later: list[Move], stage: str | None, at: int, present: bool
) -> None:
    known = [Known(1, stage, at, assumed=True, present=present)] if stage else []
    for moves in (earlier, later):
        found = joined(PIPELINE, known, moves)
        assert len({one.move.line for one in found.added}) + found.same + len(found.refused) == len(
            moves
        )
        known = _after(known, found)
        instants = [one.at for one in known]
        assert instants == sorted(instants)
        assert all(a.stage != b.stage for a, b in pairwise(known))
    refused = {move.line for move, _ in found.refused}
    again = joined(PIPELINE, known, [move for move in later if move.line not in refused])
    assert (again.added, again.voided) == ([], [])

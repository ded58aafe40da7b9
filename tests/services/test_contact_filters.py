"""Filters by what was heard of customers: their standing call grade, touches, replies."""

from __future__ import annotations

import pytest
from tests.conftest import Clocked

from leadfunnel.domain.condition import BadFilterValue
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.looking import Looking, Shape
from leadfunnel.services.touches import Told, Touches

LINES = (
    "1 call A 要报价",
    "2 call A",
    "2 call D 不要了",
    "2 call 未接",  # no answer: the D stands
    "3 call C",
    "4 push 活动",
    "4 wechat 回了",
    "4 call B",
)
EXPECTED = {
    "grade=A": [1],
    "grade=强": [1],
    "grade=keen": [1],
    "grade=意向强": [1],
    "意愿=无意": [2],
    "grade=d": [2],
    "grade=未接": [3],
    'grade="not reached"': [3],
    "grade=犹豫": [4],
    "grade!=A": [2, 3, 4, 5],
    "grade=A or grade=B": [1, 4],
    "touches>=3": [2, 4],
    "touches=0": [5],
    "接触次数<2": [1, 3, 5],
    "replied": [4],
    "not replied": [1, 2, 3, 5],
    "回过": [4],
}


@pytest.fixture
def spoken_to(clocked: Clocked) -> Clocked:
    for number in range(5):
        Capture(clocked.book()).add(f"客{number} 1380013{number:04}", Details(), Entering())
    for line in LINES:
        Touches(clocked.book()).log_line(line.split(), Told())
    return clocked


def test_the_standing_grade_touches_and_replies(spoken_to: Clocked) -> None:
    looking = Looking(spoken_to.book())
    found = {
        text: sorted(one.id for one in looking.list([text], Shape()).customers) for text in EXPECTED
    }
    assert found == EXPECTED


@pytest.mark.parametrize("text", ["grade=X", "grade~A", "grade>A", "touches>=x"])
def test_what_is_no_grade_or_number(spoken_to: Clocked, text: str) -> None:
    with pytest.raises(BadFilterValue):
        Looking(spoken_to.book()).list([text], Shape())

"""Short numbers are those of customers, never parts of names; several may stand on a line."""

from __future__ import annotations

import pytest
from tests.conftest import Clocked

from leadfunnel.errors import NotFoundError
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.looking import Looking
from leadfunnel.services.tagging import Tagging
from leadfunnel.services.whom import Whom
from leadfunnel.services.whom_lines import UnknownLines


@pytest.fixture
def three(clocked: Clocked) -> Clocked:
    for name in ("王姐", "李四", "客1楼2号"):
        Capture(clocked.book()).add("", Details(name=name), Entering())
    Capture(clocked.book()).add("赵六 138 0013 8000", Details(), Entering())
    return clocked


def tagged(clocked: Clocked) -> list[int]:
    found = (Looking(clocked.book()).show(str(number)).customer for number in range(1, 5))
    return [one.id for one in found if one.tags]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("1 2", [1, 2]),
        ("#1, #2\n3", [1, 2, 3]),
        ("1、2，3", [1, 2, 3]),
        ("138 0013 8000", [4]),
        ("1 2 1\n2", [1, 2]),
        ("赵六 8000", [4]),
    ],
)
def test_several_numbers_on_a_line(three: Clocked, lines: str, expected: list[int]) -> None:
    Tagging(three.book()).tag(Whom(lines=lines), ["x"])
    assert tagged(three) == expected


def test_one_of_several_that_is_nobody_fails_them_all(three: Clocked) -> None:
    with pytest.raises(UnknownLines) as caught:
        Tagging(three.book()).tag(Whom(lines="1 77\n2"), ["x"])
    assert [problem["line"] for problem in caught.value.problems] == [1]
    assert tagged(three) == []


@pytest.mark.parametrize("text", ["1 2", "12", "80", "#12", "0"])
def test_short_numbers_are_no_parts_of_names_or_phones(three: Clocked, text: str) -> None:
    with pytest.raises(NotFoundError):
        Looking(three.book()).show(text)
    assert [one.id for one in Looking(three.book()).find("1楼2").customers] == [3]

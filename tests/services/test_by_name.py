"""`list --sort name`: by how names are read, surnames as surnames."""

from __future__ import annotations

import pytest
from tests.conftest import Clocked

from leadfunnel.services import by_name
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.looking import Looking, Shape

NAMES = ("张三", "曾小姐", "单先生", "Zoe", "阿明", "李四", "Li Wei", "王姐", "張五", "解先生", "")
ORDER = ["阿明", "李四", "Li Wei", "单先生", "王姐", "解先生", "曾小姐", "张三", "張五", "Zoe"]
"""单 shan, 解 xie, 曾 zeng: otherwise dan, jie, ceng."""


@pytest.fixture
def people(clocked: Clocked) -> Clocked:
    for number, name in enumerate(NAMES):
        details = Details(name=name or None, phones=(f"1380013{number:04}",))
        Capture(clocked.book()).add("", details, Entering())
    return clocked


def names(clocked: Clocked, sort: str, limit: int | None = None) -> list[str]:
    found = Looking(clocked.book()).list([], Shape(sort=sort, limit=limit))
    return [one.name for one in found.customers]


def test_names_stand_where_they_are_read(people: Clocked) -> None:
    assert names(people, "name") == [*ORDER, ""]
    assert names(people, "-name") == [*reversed(ORDER), ""]
    assert names(people, " NAME ", 3) == ORDER[:3]
    found = Looking(people.book()).list([], Shape(sort="name", limit=3))
    assert found.more == len(NAMES) - 3


def test_of_too_many_it_is_said_how_they_are_sorted(
    people: Clocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_name, "MOST", 5)
    assert sorted(names(people, "name")) == sorted(NAMES)
    assert names(people, "name") != [*ORDER, ""]

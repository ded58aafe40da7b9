"""Why people left, sleep or did not buy, by stage and by source, against a table by hand."""

from __future__ import annotations

import pytest
from tests.conftest import Clocked

from leadfunnel.domain.pipeline import Stage
from leadfunnel.domain.reason import UnknownList, did_not_buy
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.dormant import Dormant
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking
from leadfunnel.services.reason_report import BadReasonKey, ReasonReports
from leadfunnel.services.touches import Told, Touches

DAY = 86_400
Counts = dict[str, list[tuple[str | None, int, dict[str | None, int]]]]


@pytest.fixture
def shop(clocked: Clocked) -> Clocked:
    people = ("甲 抖音 C", "乙 抖音 C", "丙 门店 D", "丁 - B", "戊 门店 E", "己 抖音 B")
    for number, text in enumerate(people):
        name, source, stage = text.split()
        details = Details(source=None if source == "-" else source)
        line = f"{name} 1390013{number:04}"
        Capture(clocked.book()).add(line, details, Entering(stage=stage))
    for who, why, kind in (
        ("甲", "太贵", "lost"), ("乙", "price", "lost"), ("丙", "价格", "lost"),
        ("丁", "搬家了", "lost"), ("己", "空号", "invalid"),
    ):  # fmt: skip
        Ladder(clocked.book()).drop([who], Move(reason=why), exit_kind=kind)
    Dormant(clocked.book()).note("戊", "换了别家", gone=False)
    Touches(clocked.book()).log_line(["戊", "到店", "没买 比别家便宜"], Told())
    return clocked


def counts(shop: Clocked, *args: str | None, by: str = "stage") -> Counts:
    name, first, last = (*args, None, None, None)[:3]
    found = ReasonReports(shop.book()).report(name, by, first, last)
    return {
        name: [
            (one.reason, one.count, {
                key.code if isinstance(key, Stage) else key: count for key, count in one.parts
            })
            for one in told
        ]
        for name, told in found.lists
    }  # fmt: skip


def test_by_the_stage_that_was_left(shop: Clocked) -> None:
    assert counts(shop) == {
        "invalid": [("dead_number", 1, {"B": 1})],
        "lost": [("price", 3, {"C": 2, "D": 1}), ("搬家了", 1, {"B": 1})],
        "asleep": [("elsewhere", 1, {"E": 1})],
        "not_bought": [("comparing", 1, {"E": 1})],
    }


def test_by_source(shop: Clocked) -> None:
    assert counts(shop, "流失", by="source") == {
        "lost": [("price", 3, {"抖音": 2, "门店": 1}), ("搬家了", 1, {None: 1})],
    }


def test_only_what_was_said_in_some_days_and_stands(shop: Clocked) -> None:
    shop.now += 3 * DAY
    Ladder(shop.book()).drop(["戊"], Move(reason="没预算"), exit_kind="lost")
    assert counts(shop, "lost", "2026-11-25", "2026-11-25") == {
        "lost": [("no_budget", 1, {"E": 1})]
    }
    Log(shop.book()).undo()
    assert counts(shop, "lost", "2026-11-25", None) == {"lost": []}


def test_what_a_visitor_did_not_buy_for_is_no_reason_to_sleep(shop: Clocked) -> None:
    Touches(shop.book()).log("甲", "visit", "没买，只是看看", Told())
    assert counts(shop, "not_bought")["not_bought"] == [
        ("comparing", 1, {"E": 1}), ("looking", 1, {"L": 1}),
    ]  # fmt: skip
    Touches(shop.book()).log("乙", "visit", "did not buy", Told())
    assert (None, 1, {"L": 1}) in counts(shop, "not_bought")["not_bought"]
    assert Looking(shop.book()).show("甲").customer.layer == "potential"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("没买 价格", "价格"), ("来了没买：要商量。", "要商量"), ("did not buy, price", "price"),
        ("No sale", ""), ("买了一台", None), ("问没买的原因", None),
    ],
)  # fmt: skip
def test_words_that_somebody_did_not_buy(text: str, why: str | None) -> None:
    assert did_not_buy(text) == why


def test_what_cannot_be_asked_for(shop: Clocked) -> None:
    with pytest.raises(BadReasonKey):
        ReasonReports(shop.book()).report(None, "month", None, None)
    with pytest.raises(UnknownList):
        ReasonReports(shop.book()).report("nosuch", "stage", None, None)

"""Scores of customers, and who sleeps and why."""

from __future__ import annotations

from random import Random

import pytest
from tests.conftest import NOW, Clocked

from leadfunnel.domain.condition import BadFilterValue
from leadfunnel.domain.scorecard import BadPoints, UnknownCard
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.dormant import Dormant, NothingToTakeBack, WhySilent
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking, Shape
from leadfunnel.services.scores import MissingPoints, Scores, cards
from leadfunnel.store import definitions

DAY = 86_400


@pytest.fixture
def shop(clocked: Clocked) -> Clocked:
    for number, name in enumerate(("王姐", "张伟", "陈姐")):
        Capture(clocked.book()).add(f"{name} 1380013800{number}", Details(), Entering())
    return clocked


def listed(shop: Clocked, *words: str) -> list[int]:
    found = Looking(shop.book()).list(words, Shape(limit=None)).customers
    return [customer.id for customer in found]


def test_points_are_kept_replaced_and_undone(shop: Clocked) -> None:
    scores = Scores(shop.book())
    given = scores.give("王姐", "fit", ["need=3", "power=1"])
    assert (given.scores[0].total, given.scores[0].complete) == (7, False)
    assert [c.key for c in scores.open("王姐", "fit", [])] == ["decision"]
    assert [c.key for c in scores.open("王姐", "fit", ["decision=1"])] == []
    given = scores.give("王姐", "是否合适", ["need=0", "decision=0"])
    assert given.scores[0].points == {"need": 0, "power": 1, "decision": 0}
    assert [sentence.values["exit"].code for sentence in given.said] == ["A"]  # type: ignore[attr-defined]
    Log(shop.book()).undo()
    assert scores.show("王姐").scores[0].points == {"need": 3, "power": 1}
    assert scores.give("王姐", "fit", ["need=3"]).operation is None


def test_a_threshold_is_the_stores_own(shop: Clocked) -> None:
    with shop.book().record("config") as page:
        definitions.put(page.ledger, "rules", "scores", {"fit": 12})
    given = Scores(shop.book()).give("王姐", "fit", ["need=2"])
    assert given.scores[0].fails
    assert [limit for _, limit in Scores(shop.book()).list().cards] == [12, 6, 5]


def test_nothing_and_nonsense_are_refused(shop: Clocked) -> None:
    scores = Scores(shop.book())
    with pytest.raises(MissingPoints):
        scores.give("王姐", "fit", [])
    with pytest.raises(UnknownCard):
        scores.give("王姐", "beauty", ["need=1"])
    with pytest.raises(BadPoints):
        scores.give("王姐", "fit", ["need=1", "power=9"])
    assert scores.show("王姐").scores == ()


@pytest.mark.parametrize("seed", range(3))
def test_the_filter_adds_as_the_card_does(shop: Clocked, seed: int) -> None:
    dice = Random(seed)  # noqa: S311 - not for secrets
    totals: dict[int, int] = {}
    for who in (1, 2, 3):
        card = cards()["target"]
        some = [c for c in card.criteria if dice.random() < 0.7]
        words = [f"{c.key}={dice.randrange(c.most + 1)}" for c in some]
        if words:
            totals[who] = Scores(shop.book()).give(f"#{who}", "target", words).scores[0].total
    for bound in range(13):
        assert listed(shop, f"score.target>={bound}") == [w for w in totals if totals[w] >= bound]
        assert listed(shop, f"评分.target={bound}") == [w for w in totals if totals[w] == bound]
    with pytest.raises(BadFilterValue):
        listed(shop, "score.beauty>1")
    with pytest.raises(BadFilterValue):
        listed(shop, "score.target=many")


def test_who_sleeps_is_listed_with_the_cause(shop: Clocked) -> None:
    for who in ("王姐", "张伟", "陈姐"):
        Ladder(shop.book()).promote([who], Move(to="E"))
    with shop.book().record("log") as page:
        page.ledger.insert(
            "service_case", 2, complaint="面霜过敏", opened_at=page.now, recorded_at=page.now,
            user_id=page.me,
        )  # fmt: skip
    shop.now = NOW + 100 * DAY
    dormant = Dormant(shop.book())
    Dormant(shop.book()).note("陈姐", "换了别家", gone=False)
    found = {item.customer.id: (item.cause, item.noted) for item in dormant.list().items}
    assert found == {1: (None, False), 2: ("面霜过敏", False), 3: ("elsewhere", True)}


def test_lost_confidence_is_noted_and_taken_back(shop: Clocked) -> None:
    Ladder(shop.book()).promote(["王姐"], Move(to="E"))
    dormant = Dormant(shop.book())
    with pytest.raises(WhySilent):
        dormant.note("王姐", " ", gone=False)
    shop.now += 60
    dormant = Dormant(shop.book())
    dormant.note("王姐", "不信任", gone=True)
    assert listed(shop, "layer=永久沉睡") == [1]
    card = Looking(shop.book()).show("王姐")
    assert card.standing[0].values["why"] == "no_trust"
    dormant.note("王姐", "用不上了", gone=False)  # what was noted last stands
    assert listed(shop, "layer=永久沉睡") == []
    dormant.take_back("王姐")
    with pytest.raises(NothingToTakeBack):
        dormant.take_back("王姐")
    Log(shop.book()).undo(last=3)
    assert listed(shop, "layer=永久沉睡") == []
    Log(shop.book()).redo()

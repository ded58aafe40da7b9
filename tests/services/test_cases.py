"""Complaints are opened, solved and reported; a score opens one or lets one ask."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.conftest import Clocked
from tests.dump import dump

from leadfunnel.domain.satisfaction import BadScore, read_score
from leadfunnel.domain.service_case import Case, CaseFigures, figures
from leadfunnel.services.buying import Buying, Terms
from leadfunnel.services.capture import Capture
from leadfunnel.services.cases import (
    Cases,
    HowSolved,
    NoCase,
    NoOpenCase,
    SolvedAlready,
    open_cases,
)
from leadfunnel.services.corrections import Correction, Corrections
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking
from leadfunnel.services.merging import Merging
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.purchase_refusals import NoPurchase
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.satisfactions import OthersPurchase, Satisfactions, may_ask
from leadfunnel.services.touches import Told, Touches

DAY = 86400


@pytest.fixture
def shop(clocked: Clocked) -> Clocked:
    for text in ("陈姐 13800138000", "张伟 13800138001"):
        Capture(clocked.book()).add(text, Details(), Entering())
    return clocked


def line(shop: Clocked, *words: str, told: Told | None = None) -> Changed:
    return Touches(shop.book()).log_line(words, told or Told())


def waiting(shop: Clocked, number: int = 1) -> list[str]:
    with shop.book().read() as page:
        return [case.complaint for case in open_cases(page, [number]).get(number, [])]


def asked(shop: Clocked) -> bool:
    with shop.book().read() as page:
        return may_ask(page, 1)


@pytest.mark.parametrize(
    ("words", "kind", "text"),
    [
        (("陈姐", "投诉", "面霜过敏"), "complaint", "面霜过敏"),
        (("1", "complaint", "the", "cream", "burns"), "complaint", "the cream burns"),
        (("1", "电话", "投訴", "面霜过敏"), "call", "面霜过敏"),
        (("1", "call", "complaint", "about", "noise"), "call", "about noise"),
        (("1", "客诉", "微信", "没回"), "wechat", ""),
    ],
)
def test_a_complaint_opens_a_case(
    shop: Clocked, words: tuple[str, ...], kind: str, text: str
) -> None:
    line(shop, *words)
    entry = Looking(shop.book()).show("1").timeline[0]
    assert (entry.kind, entry.direction) == (kind, "in")
    assert waiting(shop) == [text]


@pytest.mark.parametrize("words", [("电话", "问", "投诉", "电话"), ("call", "no", "complaint")])
def test_who_speaks_of_complaints_does_not_complain(shop: Clocked, words: tuple[str, ...]) -> None:
    line(shop, "1", *words)
    assert waiting(shop) == []


def test_solving_takes_the_oldest_and_names_the_others(shop: Clocked) -> None:
    line(shop, "1", "投诉", "漏发")
    shop.now += DAY
    line(shop, "1", "投诉", "破损")
    FollowUps(shop.book()).next("1", ["today"])
    shop.now += 60
    solved = Cases(shop.book()).solve("1", "补发了", kind="微信")
    texts = [sentence.text for sentence in solved.said]
    assert texts == [
        "Solved {ref}: {customer}.",
        "Done: {follow_up}.",
        "Still open: {ref} {complaint}.",
    ]
    assert waiting(shop) == ["破损"]
    card = Looking(shop.book()).show("1")
    assert [(case.status, case.resolution) for case in card.cases] == [
        ("solved", "补发了"),
        ("open", ""),
    ]
    assert (card.timeline[0].kind, card.timeline[0].text) == ("wechat", "补发了")
    with pytest.raises(SolvedAlready):
        Cases(shop.book()).solve("c1", "again")
    Cases(shop.book()).solve("C2", "退款")
    with pytest.raises(NoOpenCase):
        Cases(shop.book()).solve("1", "x")


@pytest.mark.parametrize(("who", "words", "error"), [
    ("c9", "x", NoCase), ("1", " ", HowSolved), ("2", "x", NoOpenCase),
])  # fmt: skip
def test_what_cannot_be_solved(shop: Clocked, who: str, words: str, error: type[Exception]) -> None:
    before = dump(shop.path)
    with pytest.raises(error):
        Cases(shop.book()).solve(who, words)
    assert dump(shop.path) == before


def test_undo_opens_again_and_leaves_nothing_behind(shop: Clocked) -> None:
    before = facts(shop)
    line(shop, "1", "投诉", "漏发")
    Cases(shop.book()).solve("1", "补发了")
    Log(shop.book()).undo()
    assert waiting(shop) == ["漏发"]
    Log(shop.book()).undo()
    assert facts(shop) == before


def facts(shop: Clocked) -> object:
    card = Looking(shop.book()).show("1")
    return (card.customer, card.timeline, card.cases, card.satisfactions, card.follow_ups)


def test_a_case_goes_with_the_entry_that_opened_it(shop: Clocked) -> None:
    line(shop, "1", "投诉", "漏发")
    Corrections(shop.book()).edit("i1", Correction(text="漏发两件"))
    assert waiting(shop) == ["漏发"]
    Corrections(shop.book()).move("i1", "2")
    assert (waiting(shop, 1), waiting(shop, 2)) == ([], ["漏发"])
    Corrections(shop.book()).remove(["i1"])
    assert waiting(shop, 2) == []


def test_a_merge_takes_cases_along(shop: Clocked) -> None:
    line(shop, "2", "投诉", "漏发")
    Merging(shop.book()).merge(("#1", "#2"), keep="A")
    assert waiting(shop) == ["漏发"]


def test_what_the_cases_come_to(shop: Clocked) -> None:
    for days in (2, 5):
        line(shop, "1", "投诉", f"{days}")
        shop.now += days * DAY
        Cases(shop.book()).solve("1", "ok")
    Buying(shop.book()).buy(["1", "面霜", "280"], Terms())
    line(shop, "2", "投诉", "slow")
    shop.now += DAY
    Cases(shop.book()).solve("2", "ok")
    line(shop, "2", "投诉", "still slow")
    found = Cases(shop.book()).list()
    assert found.figures == CaseFigures(4, 1, 3, 2.0, 1)
    assert [item.case.complaint for item in found.items] == ["still slow", "2", "5", "slow"]
    assert [item.case.ref for item in Cases(shop.book()).list("open").items] == ["c4"]
    assert Cases(shop.book()).list("solved").figures.count == 4


def test_figures_of_nothing() -> None:
    assert figures([], ()) == CaseFigures(0, 0, 0, None, 0)
    case = Case(1, 1, "x", 0, "open", None, "", "lin")
    assert figures([case], ()) == CaseFigures(1, 1, 0, None, 0)


@pytest.mark.parametrize(("score", "case", "ask"), [
    ("1", True, False), ("3", True, False), ("4", False, True), ("5分", False, True),
])  # fmt: skip
def test_a_score_opens_a_case_or_lets_one_ask(
    shop: Clocked, score: str, case: bool, ask: bool
) -> None:
    Buying(shop.book()).buy(["1", "面霜", "280"], Terms())
    Satisfactions(shop.book()).rate("1", score, purchase=None, note="味道重")
    assert (bool(waiting(shop)), asked(shop)) == (case, ask)
    [found] = Looking(shop.book()).show("1").satisfactions
    assert (found.score, found.purchase_id) == (int(score[0]), 1)


def test_an_open_case_forbids_to_ask_and_a_second_low_score_opens_none(shop: Clocked) -> None:
    rate = Satisfactions(shop.book()).rate
    rate("1", "2", purchase=None, note="漏发")
    rate("1", "1", purchase=None, note="still")
    assert waiting(shop) == ["漏发"]
    rate("1", "5", purchase=None, note="")
    assert not asked(shop)
    Cases(shop.book()).solve("1", "补发了")
    assert asked(shop)
    rate("1", "3", purchase=None, note="")
    assert not asked(shop)


def test_a_logged_call_brings_its_score(shop: Clocked) -> None:
    found = line(shop, "1", "电话", "打4分", "味道喜欢")
    assert found.understood["satisfaction"] == 4
    assert asked(shop)
    line(shop, "1", "call", "came", "cold", told=Told(satisfaction="2"))
    assert waiting(shop) == ["came cold"]
    Log(shop.book()).undo()
    assert asked(shop)


@pytest.mark.parametrize("text", ["0", "6", "x", "", "4.5", "44", "²"])
def test_what_is_no_score(text: str) -> None:
    with pytest.raises(BadScore):
        read_score(text)


def test_a_purchase_must_be_theirs(shop: Clocked) -> None:
    Buying(shop.book()).buy(["2", "面霜", "280"], Terms())
    rate = Satisfactions(shop.book()).rate
    with pytest.raises(OthersPurchase):
        rate("1", "4", purchase="b1", note="")
    for ref in ("b9", "x", ""):
        with pytest.raises(NoPurchase):
            rate("1", "4", purchase=ref, note="")
    rate("2", "4", purchase="B1", note="")
    assert Looking(shop.book()).show("2").satisfactions[0].purchase_id == 1


def test_scores_are_shown_in_the_order_they_were_said(shop: Clocked) -> None:
    for score in "524":
        shop.now += 60
        Satisfactions(shop.book()).rate("1", score, purchase=None, note="")
    found = Looking(shop.book()).show("1").satisfactions
    assert [one.score for one in found] == [5, 2, 4]
    assert all(one.at < other.at for one, other in pairwise(found))

"""`add` from one line with a store: what it knows helps, nothing is guessed, one undo is enough."""

from __future__ import annotations

from typing import Any

import pytest
from tests.conftest import Clocked
from tests.dump import check, dump

from leadfunnel.domain.sentence import Sentence
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.people import Card
from leadfunnel.services.settings import SettingsService
from leadfunnel.services.tagging import Tagging

LINE = "王姐 138 0013 8000 抖音 想换烟机 预算8千 下周三下午回访 +浦东 介绍人 张三"


@pytest.fixture
def stocked(clocked: Clocked) -> Clocked:
    add(clocked, "张三 13900139000 @抖音 地区:浦东 产品:烟机 公司:华新")
    return clocked


def add(
    clocked: Clocked,
    text: str,
    *,
    duplicate: str = "refuse",
    dry_run: bool = False,
    entering: Entering | None = None,
    **said: object,
) -> Changed:
    details = Details(**said)  # type: ignore[arg-type]
    capture = Capture(clocked.book())
    entering = entering or Entering()
    return capture.add(text, details, entering, duplicate=duplicate, dry_run=dry_run)


def card(clocked: Clocked, who: str = "王姐") -> Card:
    return Looking(clocked.book()).show(who)


def texts(changed: Changed) -> list[str]:
    return [sentence.text for sentence in changed.said]


def spoken(changed: Changed, text: str) -> Sentence:
    return next(sentence for sentence in changed.said if sentence.text == text)


def test_a_whole_line_with_a_store_that_knows_things(stocked: Clocked) -> None:
    changed = add(stocked, LINE)
    shown = card(stocked)
    customer = shown.customer
    assert (customer.name, customer.source, customer.referrer_id) == ("王姐", "抖音", 1)
    assert sorted(map(str, customer.tags)) == ["product:烟机", "region:浦东"]
    assert [(value.key, value.text) for value in customer.fields] == [("budget", "8000.00 CNY")]
    assert shown.field_names["budget"] == "budget"
    follow_up = shown.follow_ups[0]
    assert (follow_up.due.day.isoformat(), follow_up.kind) == ("2026-11-25", "call")
    assert follow_up.note == "回访"
    assert [entry.text for entry in shown.timeline] == ["想换烟机"]
    understood = dict(changed.understood)
    assert understood["fields"] == {"budget": {"amount": "8000.00", "currency": "CNY"}}
    assert understood["next"] == "2026-11-25T15:00"
    assert understood["referrer"] == "#1 张三"
    assert understood["note"] == "想换烟机"


def test_one_undo_takes_all_of_it_back(stocked: Clocked) -> None:
    before = dump(stocked.path)
    add(stocked, LINE)
    Log(stocked.book()).undo()
    assert dump(stocked.path) == before
    Log(stocked.book()).redo()
    assert card(stocked).customer.fields[0].text == "8000.00 CNY"
    check(stocked.path)


def test_a_dry_run_says_the_same_and_writes_nothing(stocked: Clocked) -> None:
    before = dump(stocked.path)
    tried = add(stocked, f"{LINE} 刚来电", dry_run=True)
    assert dump(stocked.path) == before
    assert tried.operation is None
    assert tried.understood == add(stocked, f"{LINE} 刚来电").understood
    assert "This would be logged: {kind}." in texts(tried)


def test_flags_win_over_the_line(stocked: Clocked) -> None:
    entering = Entering(when="tomorrow", kind="visit")
    said: dict[str, Any] = {
        "company": "Acme",
        "address": "上海",
        "sets": ("budget=1万",),
        "referrer": "",
    }
    add(stocked, f"{LINE} 地址:浦东路1号 公司:华新", entering=entering, **said)
    shown = card(stocked)
    customer = shown.customer
    assert (customer.company, customer.address, customer.referrer_id) == ("Acme", "上海", None)
    assert customer.fields[0].text == "10000.00 CNY"
    assert [(one.due.day.isoformat(), one.kind) for one in shown.follow_ups] == [
        ("2026-11-23", "visit")
    ]
    assert "下周三下午回访" in shown.timeline[0].text


def test_the_kind_flag_says_how_the_moment_of_the_line_is_kept(stocked: Clocked) -> None:
    add(stocked, "王姐 13800138000 明天3点", entering=Entering(kind="wechat"))
    assert card(stocked).follow_ups[0].kind == "wechat"


@pytest.mark.parametrize("name", ["李四", "张", "张三丰"])
def test_a_referrer_nobody_knows_stays_in_the_note(stocked: Clocked, name: str) -> None:
    changed = add(stocked, f"王姐 13800138000 介绍人:{name}")
    assert card(stocked).customer.referrer_id is None
    assert card(stocked).timeline[0].text == f"介绍人:{name}"
    told = spoken(changed, "Not exactly one customer is called {name}: it stays in the note.")
    assert told.values["name"] == name


def test_neither_is_one_of_two_namesakes_guessed(stocked: Clocked) -> None:
    add(stocked, "张三 13900139001")
    add(stocked, "王姐 13800138000 张三介绍")
    assert card(stocked).customer.referrer_id is None
    add(stocked, "李姐 13800138001 介绍人 张三9001")
    assert card(stocked, "李姐").customer.referrer_id == 2


def test_a_referrer_spelt_in_pinyin_is_found(stocked: Clocked) -> None:
    add(stocked, "Bob 13800138000 via Zhang San wants a hood")
    assert card(stocked, "Bob").customer.referrer_id == 1
    add(stocked, "Tom 13800138001 via Zhang wants a hood")
    assert card(stocked, "Tom").customer.referrer_id is None


def test_a_word_is_a_tag_once_it_was_one_of_one_dimension(stocked: Clocked) -> None:
    add(stocked, "甲 13700000001 +浦东")
    assert [str(tag) for tag in card(stocked, "甲").customer.tags] == ["region:浦东"]
    Tagging(stocked.book()).tag("甲", ["interest:浦东"])
    add(stocked, "乙 13700000002 +浦东")
    assert [str(tag) for tag in card(stocked, "乙").customer.tags] == ["浦东"]
    add(stocked, "丙 13700000003 #静安")
    assert [str(tag) for tag in card(stocked, "丙").customer.tags] == ["静安"]


def test_a_known_company_is_one(stocked: Clocked) -> None:
    add(stocked, "李总 13800138000 华新 要报价")
    customer = card(stocked, "李总").customer
    assert (customer.name, customer.company) == ("李总", "华新")


def test_a_second_moment_and_an_amount_are_told_and_stay(stocked: Clocked) -> None:
    changed = add(stocked, "王姐 13800138000 明天3点 后天4点 ￥12,000")
    assert card(stocked).timeline[0].text == "后天4点 ￥12,000"
    assert len(card(stocked).follow_ups) == 1
    assert spoken(changed, "A moment stays in the note: {moment}.").values == {"moment": "后天4点"}
    understood = changed.understood
    assert understood["amounts"] == [{"amount": "12000.00", "currency": "CNY"}]
    assert understood["other_moments"] == ["后天4点"]


@pytest.mark.parametrize(
    ("text", "kind", "direction", "day"),
    [
        ("刚来电 问烟机", "call", "in", "2026-11-22"),
        ("昨天到店 看了样机", "visit", "in", "2026-11-21"),
        ("微信聊过", "wechat", "out", "2026-11-22"),
        ("just called about the oven", "call", "in", "2026-11-22"),
    ],
)
def test_a_contact_that_has_happened_is_logged(
    clocked: Clocked, text: str, kind: str, direction: str, day: str
) -> None:
    changed = add(clocked, f"王姐 13800138000 {text}")
    (entry,) = card(clocked).timeline
    assert (entry.kind, entry.direction, entry.text) == (kind, direction, text)
    book = clocked.book()
    with book.read() as page:
        assert page.calendar.day(entry.at).isoformat() == day
    assert card(clocked).customer.last_contact == entry.at
    assert spoken(changed, "Logged {kind}.").values == {"kind": kind}


def test_with_call_the_call_is_logged_whatever_is_said(clocked: Clocked) -> None:
    add(clocked, "王姐 13800138000 想换烟机", entering=Entering(call=True))
    (entry,) = card(clocked).timeline
    assert (entry.kind, entry.text) == ("call", "想换烟机")


@pytest.mark.parametrize("text", ["今天到店", "明天来电", "没来电", "约到店", "等电话"])
def test_what_is_not_surely_said_as_past_is_no_contact(clocked: Clocked, text: str) -> None:
    add(clocked, f"王姐 13800138000 {text}")
    assert card(clocked).customer.last_contact is None


def test_a_talk_of_no_kind_is_one_of_the_usual_kind(clocked: Clocked) -> None:
    add(clocked, "x 13700000009")
    book = clocked.book()
    from pathlib import Path

    from leadfunnel.config import Config

    SettingsService(book, Config(), Path("none")).set("log.kind", "微信")
    add(clocked, "王姐 13800138000 昨天聊过")
    assert card(clocked).timeline[0].kind == "wechat"


def test_update_fills_what_is_missing_and_keeps_promises(stocked: Clocked) -> None:
    add(stocked, "王姐 13800138000 今天回访 地址:浦东路1号")
    changed = add(
        stocked,
        "13800138000 刚来电 预算1万 张三介绍 地址:静安路2号 明天3点",
        duplicate="update",
    )
    shown = card(stocked)
    assert shown.customer.address == "浦东路1号"
    assert shown.customer.referrer_id == 1
    assert shown.customer.fields[0].text == "10000.00 CNY"
    assert {one.status for one in shown.follow_ups} == {"open", "done"}
    assert "Done: {follow_up}." in texts(changed)
    add(stocked, "李四 13600136000")
    add(stocked, "13800138000 介绍人 李四", duplicate="update")
    assert card(stocked).customer.referrer_id == 1


def test_edit_says_what_it_understood(stocked: Clocked) -> None:
    changed = Capture(stocked.book()).edit("张三", Details(company="Acme", sets=("预算=1.2万",)))
    assert changed.understood == {
        "company": "Acme",
        "fields": {"budget": {"amount": "12000.00", "currency": "CNY"}},
    }
    assert "Understood: {fields}." in texts(changed)


def test_without_a_budget_field_the_amount_stays_in_the_note(stocked: Clocked) -> None:
    from leadfunnel.services.fields import Fields

    Fields(stocked.book()).remove("budget")
    add(stocked, "王姐 13800138000 预算8千")
    assert card(stocked).customer.fields == ()
    assert card(stocked).timeline[0].text == "预算8千"


def test_who_comes_back_is_logged_once_and_promised_as_said(stocked: Clocked) -> None:
    add(stocked, "王姐 13800138000")
    add(stocked, "13800138000 刚来电 问烟机 明天3点 预算1万", duplicate="again")
    shown = card(stocked)
    assert [(entry.kind, entry.direction) for entry in shown.timeline] == [("call", "in")]
    assert [one.due.day.isoformat() for one in shown.follow_ups] == ["2026-11-23"]
    assert shown.customer.fields[0].text == "10000.00 CNY"


def test_a_birthday_in_the_line_is_kept_and_told(clocked: Clocked) -> None:
    changed = add(clocked, "王姐 13800138000 农历生日 8月15 明天回访")
    assert card(clocked).customer.birthday == "lunar:--08-15"
    assert dict(changed.understood)["birthday"] == "lunar:--08-15"
    assert "birthday" in spoken(changed, "Understood: {fields}.").values["fields"]  # type: ignore[operator]
    add(clocked, "王姐 13800138000 生日 5月3日", duplicate="update")
    assert card(clocked).customer.birthday == "lunar:--08-15"
    add(clocked, "李哥 13800138001 生日 5月3日", birthday="1990-05-04")
    assert card(clocked, "李哥").customer.birthday == "1990-05-04"
    Log(clocked.book()).undo(last=2)
    check(clocked.path)

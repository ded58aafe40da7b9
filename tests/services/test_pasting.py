"""`add -`: pasted text becomes customers, all or none."""

from __future__ import annotations

import pytest
from tests.conftest import Clocked

from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking, Shape
from leadfunnel.services.pasting import NothingPasted, Paste, PastedRefused

CHAT = "小雨 9/21 10:32\n王姐 13800138000 想换烟机\n小雨 9/21 11:00\n张伟 微信:zw_2020 要报价\n"


def add(clocked: Clocked, text: str, duplicate: str = "refuse", dry_run: bool = False) -> object:
    paste = Paste(text, Details(), Entering())
    return Capture(clocked.book()).add_pasted(paste, duplicate, dry_run=dry_run)


def names(clocked: Clocked) -> list[str]:
    return [one.name for one in Looking(clocked.book()).list([], Shape()).customers]


def test_each_message_is_a_customer_of_its_time_and_one_undo_takes_all_back(
    clocked: Clocked,
) -> None:
    add(clocked, CHAT)
    card = Looking(clocked.book()).show("王姐")
    sent = 1_789_957_920  # 2026-09-21 10:32 in Shanghai
    assert card.customer.created_at == sent
    assert [entry.at for entry in card.timeline] == [sent]
    assert [change[0] for change in card.journeys[0].changes] == [sent]
    Log(clocked.book()).undo()
    assert names(clocked) == []


def test_a_parcel_gives_name_phone_address_and_region(clocked: Clocked) -> None:
    add(clocked, "收件人：张三\n电话：13700137000\n地址：上海市浦东新区世纪大道100号\n")
    customer = Looking(clocked.book()).show("张三").customer
    assert customer.address == "上海市浦东新区世纪大道100号"
    assert [phone.number for phone in customer.phones] == ["+8613700137000"]
    assert [str(tag) for tag in customer.tags] == ["region:浦东"]


def test_who_is_known_keeps_all_out_unless_asked_otherwise(clocked: Clocked) -> None:
    add(clocked, CHAT)
    with pytest.raises(PastedRefused) as caught:
        add(clocked, CHAT + "小雨 9/22 08:00\n李姐 13900139000\n")
    assert [problem["row"] for problem in caught.value.problems] == [1, 3]
    assert sorted(names(clocked)) == ["张伟", "王姐"]
    add(clocked, CHAT + "小雨 9/22 08:00\n李姐 13900139000\n", "update")
    assert sorted(names(clocked)) == ["张伟", "李姐", "王姐"]


def test_a_preview_saves_nothing_and_nothing_is_refused(clocked: Clocked) -> None:
    add(clocked, CHAT, dry_run=True)
    assert names(clocked) == []
    with pytest.raises(NothingPasted):
        add(clocked, " \n")


ASKED = "小雨 9/21 10:32\n烟机多少钱\n\n老周 13811113333 想看冰箱\n"


@pytest.mark.parametrize(
    "text", [ASKED, ASKED.replace("\n\n", "\n"), "小雨 10:32\n王姐\n\n浦东那边"]
)
def test_what_was_only_said_is_no_customer(clocked: Clocked, text: str) -> None:
    with pytest.raises(PastedRefused) as caught:
        add(clocked, text)
    assert len(caught.value.problems) == 1
    assert names(clocked) == []


def test_a_line_with_a_name_and_phone_of_its_own_is_another_customer(clocked: Clocked) -> None:
    add(
        clocked,
        "小雨 9/21 10:32\n王姐 想换烟机\n手机 13800138000\n老周 13811113333 想看\n\n李总 华新",
    )
    assert sorted(names(clocked)) == ["李总", "王姐", "老周"]
    card = Looking(clocked.book()).show("王姐")
    assert [phone.number for phone in card.customer.phones] == ["+8613800138000"]
    assert {one.created_at for one in Looking(clocked.book()).list([], Shape()).customers} == {
        1_789_957_920
    }


def test_a_question_with_a_phone_is_somebody(clocked: Clocked) -> None:
    add(clocked, "小雨 9/21 10:32\n烟机多少钱 13811113333\n")
    assert len(names(clocked)) == 1

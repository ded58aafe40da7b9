"""Pasted chats, parcels and lists: one piece for each customer, nothing lost."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.pasted import Pasted, read_pasted, region_of

NOW = datetime.fromisoformat("2026-11-22T10:00")

at = datetime.fromisoformat

CHAT = """小雨 9/21 10:32
王姐 13800138000 想换烟机

小雨  2026/11/20 09:05:30
张伟 微信:zw_2020
下周三回访
小雨 昨天 18:00
李总 华新
小雨 11:30
来不及的时间
"""


def test_messages_are_cut_at_their_heads_and_keep_their_times() -> None:
    assert read_pasted(CHAT, NOW) == (
        Pasted(1, "王姐 13800138000 想换烟机", at=at("2026-09-21T10:32")),
        Pasted(4, "张伟 微信:zw_2020 下周三回访", at=at("2026-11-20T09:05:30")),
        Pasted(7, "李总 华新", at=at("2026-11-21T18:00")),
        Pasted(9, "来不及的时间"),
    )


def test_a_day_without_a_year_is_the_last_one() -> None:
    text = "小雨 12/31 23:59\n王姐\n小雨 2/29 08:00\n李姐\n小雨 13/40 08:00\n赵姐"
    found = read_pasted(text, NOW)
    assert [one.at for one in found] == [
        at("2025-12-31T23:59"), at("2024-02-29T08:00"), None,
    ]  # fmt: skip


def test_a_parcel_is_name_phone_address_and_region() -> None:
    text = (
        "收件人：张三\n手机号码: 138 0013 8000\n所在地区: 上海市 浦东新区\n"
        "详细地址：世纪大道100号 3楼\n邮编：200120\n\n"
        "收货人: 李四\n电话：13900139000\n地址：北京市朝阳区建国路1号\n备注: 周末送\n"
        "收货人: 王五\n电话：13700137000 / 021-62345678\n"
    )
    assert read_pasted(text, NOW) == (
        Pasted(
            1, name="张三", phones=("138 0013 8000",), region="浦东",
            address="上海市浦东新区世纪大道100号 3楼",
        ),
        Pasted(
            7, name="李四", phones=("13900139000",), address="北京市朝阳区建国路1号", region="朝阳",
            note="周末送",
        ),
        Pasted(11, name="王五", phones=("13700137000 / 021-62345678",)),
    )  # fmt: skip


def test_otherwise_each_line_is_a_customer_with_its_address() -> None:
    found = read_pasted(
        "王姐 13800138000 上海市浦东新区世纪大道100号 想换烟机\n\n李姐 要报价\n", NOW
    )
    assert found == (
        Pasted(
            1, "王姐 13800138000   想换烟机", address="上海市浦东新区世纪大道100号", region="浦东"
        ),
        Pasted(3, "李姐 要报价"),
    )


@pytest.mark.parametrize(
    ("address", "region"),
    [
        ("上海市浦东新区世纪大道", "浦东"), ("北京市朝阳区", "朝阳"), ("浙江省义乌市", "义乌"),
        ("浙江省杭州市西湖区", "西湖"), ("江苏省苏州市工业园区", "工业园"),
        ("北京市东城区", "东城"),
        ("广东省深圳市福田區", "福田"), ("陕西省户县", "户县"), ("世纪大道100号", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_region_of_an_address(address: str, region: str) -> None:
    assert region_of(address) == region


@given(st.text(alphabet="王姐1389/: \n\t收件人电话：地址路区市小雨昨天#", max_size=80))
def test_nothing_but_heads_and_zip_codes_is_lost(text: str) -> None:
    found = read_pasted(text, NOW)
    assert [one.line for one in found] == sorted(one.line for one in found)
    kept = "".join(
        "".join((one.text, one.name, *one.phones, one.address, one.region, one.note))
        for one in found
    )
    for line in text.split("\n"):
        if line.strip() and not any(sign in line for sign in ":："):
            assert all(char in kept for char in line if not char.isspace())

"""Values of declared fields, by type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.captured_money import han_value
from leadfunnel.domain.field import (
    TYPES,
    BadFieldKey,
    BadFieldValue,
    FieldKind,
    UnknownFieldType,
    field_from_dict,
    field_to_dict,
    find_field,
    read_key,
    read_type,
    read_value,
)
from leadfunnel.domain.money import Money, exactly


def kind(name: str) -> FieldKind:
    return FieldKind("f", name, {"en": "F"}, ("小", "Large") if name == "choice" else ())


@pytest.mark.parametrize(
    ("type_", "text", "value", "measure"),
    [
        ("text", "  a   b ", "a b", None),
        ("number", "1,200.50", "1200.5", 1_200_500_000),
        ("number", "-3", "-3", -3_000_000),
        ("number", "０.5", "0.5", 500_000),
        ("number", "-0", "0", 0),
        ("money", "8000", "8000.00 CNY", 800_000),
        ("money", "1.2万", "12000.00 CNY", 1_200_000),
        ("money", "12k", "12000.00 CNY", 1_200_000),
        ("money", "$3,500", "3500.00 USD", 350_000),
        ("money", "￥ 12,000", "12000.00 CNY", 1_200_000),
        ("money", "一万二", "12000.00 CNY", 1_200_000),
        ("money", "5000日元", "5000 JPY", 5000),
        ("date", "2026-11-25", "2026-11-25", 739945),
        ("date", "2026年11月25日", "2026-11-25", 739945),
        ("choice", "large", "Large", None),
        ("choice", "小", "小", None),
        ("rating", "４", "4", 4),
        ("rating", "5分", "5", 5),
        ("yesno", "是", "yes", None),
        ("yesno", "False", "no", None),
    ],
)
def test_values(type_: str, text: str, value: str, measure: int | None) -> None:
    read = read_value(kind(type_), text, "CNY")
    assert (read.text, read.measure) == (value, measure)
    assert read_value(kind(type_), read.text, "CNY") == read


@pytest.mark.parametrize(
    ("type_", "text"),
    [
        *(("text", "x" * 1001), ("text", "a\0b"), ("number", "12a"), ("number", "1.1234567")),
        *(("money", "3-5万"), ("money", "-5"), ("money", "8千左右"), ("money", "0.001")),
        *(
            ("money", "9" * 16),
            ("money", "8000 元整吗"),
            ("date", "tomorrow"),
            ("date", "2026-13-01"),
        ),
        *(
            ("choice", "中"),
            ("rating", "0"),
            ("rating", "6"),
            ("rating", "4.5"),
            ("yesno", "maybe"),
        ),
    ],
)
def test_values_that_do_not_fit_name_the_type(type_: str, text: str) -> None:
    with pytest.raises(BadFieldValue) as caught:
        read_value(kind(type_), text, "CNY")
    assert caught.value.values["type"] == type_
    assert caught.value.values["expected"]


def test_the_json_form_is_typed() -> None:
    plain = {name: read_value(kind(name), text, "CNY").plain for name, text in (
        ("text", "x"), ("number", "1.50"), ("money", "8千"), ("rating", "4"), ("yesno", "否"),
    )}  # fmt: skip
    assert plain == {
        "text": "x",
        "number": "1.5",
        "money": {"amount": "8000.00", "currency": "CNY"},
        "rating": 4,
        "yesno": False,
    }


def test_a_field_is_found_by_key_and_by_any_name() -> None:
    budget = FieldKind("budget", "money", {"en": "Budget", "zh-CN": "预算"})
    for word in ("budget", "BUDGET", "预算", " Budget "):
        assert find_field([budget], word) is budget
    assert find_field([budget], "supplier") is None
    assert field_from_dict("budget", field_to_dict(budget)) == budget


def test_keys_and_types() -> None:
    assert [read_key(text) for text in ("House-Size", "面积", "a1")] == ["house_size", "面积", "a1"]
    for text in ("", "1a", "a b", "a=b", "x" * 41):
        with pytest.raises(BadFieldKey):
            read_key(text)
    assert {read_type(name) for name in TYPES} == set(TYPES)
    assert read_type("金额") == "money"
    with pytest.raises(UnknownFieldType):
        read_type("blob")


@given(st.integers(0, 10**11), st.sampled_from(["CNY", "USD"]))
def test_money_is_read_again_as_it_is_shown(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    read = read_value(kind("money"), str(money), "CNY")
    assert (read.text, read.measure) == (str(money), minor)


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_units_are_exact(whole: int, part: int) -> None:
    assert exactly(f"{whole}.{part:04}", "万", "CNY") == Money((whole * 10**4 + part) * 100, "CNY")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("八千", 8000),
        ("一万二", 12_000),
        ("八千五", 8500),
        ("两万五千", 25_000),
        ("十万", 100_000),
        ("三十五万", 350_000),
        ("一百二十", 120),
    ],
)
def test_chinese_numbers(text: str, value: int) -> None:
    assert han_value(text) == value

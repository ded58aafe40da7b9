"""Amounts as files write them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.amount import Amount, BadAmount, near_codes, read_amount, read_currency
from leadfunnel.domain.captured_money import find_amounts, read_money
from leadfunnel.domain.money import Money, places


@pytest.mark.parametrize(
    ("text", "minor", "currency"),
    [
        ("¥1,200.50", 120_050, "CNY"),
        ("￥１２００", 120_000, "CNY"),
        ("12万", 12_000_000, "CNY"),
        ("1.5亿元", 15_000_000_000, "CNY"),
        ("3w", 3_000_000, "CNY"),
        ("USD 3k", 300_000, "USD"),
        ("3kUSD", 300_000, "USD"),
        ("5 KRW", 5, "KRW"),
        ("7MYR", 700, "MYR"),
        ("HK$2,000", 200_000, "HKD"),
        ("1.200,50 €", 120_050, "EUR"),
        ("1200,5", 120_050, "CNY"),
        ("12,0000", 12_000_000, "CNY"),
        ("2353000.0", 235_300_000, "CNY"),
        ("1 200 元", 120_000, "CNY"),
        ("RMB 5", 500, "CNY"),
        ("0", 0, "CNY"),
        ("1.005 KWD", 1005, "KWD"),
    ],
)
def test_amounts_are_read_exactly(text: str, minor: int, currency: str) -> None:
    assert read_amount(text, "CNY") == Amount(minor, currency)


def test_a_bare_yen_sign_is_the_yen_where_that_is_meant() -> None:
    assert read_amount("¥500", "JPY") == Amount(500, "JPY")
    assert read_currency("美元") == "USD"


@pytest.mark.parametrize(
    "text",
    ["", "abc", "-5", "1.005", "5 qq", "$5 EUR", "1,23,4", "1..2", "9" * 20, "面议", "JPY 1.5"],
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(BadAmount):
        read_amount(text, "CNY")


@given(st.integers(0, 10**13), st.sampled_from(["CNY", "USD", "JPY", "KWD"]))
def test_what_is_written_with_separators_is_read_back(minor: int, currency: str) -> None:
    digits = places(currency)
    whole, rest = divmod(minor, 10**digits)
    text = f"{whole:,}" + (f".{rest:0{digits}}" if digits else "")
    assert read_amount(f"{currency} {text}", "CNY") == Amount(minor, currency)
    assert read_amount(f"{text}{currency}", "CNY") == Amount(minor, currency)


@given(st.text(max_size=20))
def test_nothing_else_is_raised(text: str) -> None:
    with suppress(BadAmount):
        assert read_amount(text, "CNY").minor >= 0


def test_only_currencies_in_use_are_taken_and_near_codes_are_shown() -> None:
    with pytest.raises(BadAmount) as unknown:
        read_currency("ZZZ")
    assert unknown.value.reason.values["codes"] == "CNY, USD, EUR"
    assert near_codes("USDD")[0] == "USD"
    assert "KWD" in near_codes("KDW")


@pytest.mark.parametrize(
    ("code", "digits"),
    [("JPY", 0), ("KWD", 3), ("TND", 3), ("PYG", 0), ("RWF", 0), ("CNY", 2), ("MGA", 2)],
)
def test_every_reader_agrees_on_the_digits_of_a_currency(code: str, digits: int) -> None:
    assert read_amount(f"{code} 12", "CNY") == Amount(12 * 10**digits, code)
    assert read_money(f"12 {code}", "CNY") == Money(12 * 10**digits, code)
    assert read_money(f"12{code}", "CNY") == Money(12 * 10**digits, code)
    assert Money(12 * 10**digits, code).decimal == f"12.{'0' * digits}".rstrip(".")


def test_the_code_of_the_usual_currency_names_an_amount_in_a_line() -> None:
    [found] = find_amounts("预算 80.5 kwd", "KWD")
    assert found.money == Money(80_500, "KWD")
    assert not list(find_amounts("买了 80 kwd 的茶", "CNY"))

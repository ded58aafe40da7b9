"""Phones as values: hidden, shown, compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.adapters.phones import read_phone
from leadfunnel.domain.phone import (
    BadPhone,
    LostDigits,
    digits,
    mask,
    national,
    plain,
    pretty,
    spelled_out,
    tail,
)
from leadfunnel.errors import Exit


@pytest.mark.parametrize(
    ("number", "region", "shown"),
    [
        ("+8613800138000", "CN", "138****8000"),
        ("+8613800138000", "US", "+861****8000"),
        ("+8613800138000;ext=123", "CN", "138****8000"),
        ("+862161234567", "CN", "021****4567"),
        ("+442079460018", "CN", "+442****0018"),
        ("+85291234567", "HK", "****4567"),
        ("+886912345678", "TW", "09****5678"),
        ("12345", "CN", "****45"),
        ("1", "CN", "****"),
    ],
)
def test_mask(number: str, region: str, shown: str) -> None:
    assert mask(number, region) == shown


@given(
    st.from_regex(r"\A\+?[0-9]{1,17}\Z"),
    st.sampled_from(["CN", "TW", "HK", "US", "GB"]),
)
def test_a_mask_hides_at_least_half_or_four(number: str, region: str) -> None:
    whole, shown = digits(national(number, region)), digits(mask(number, region))
    assert len(whole) - len(shown) >= min(4, len(whole) / 2)
    assert "****" in mask(number, region)


@pytest.mark.parametrize(
    ("number", "region", "shown"),
    [
        ("+8613800138000", "CN", "138 0013 8000"),
        ("+8613800138000;ext=12", "CN", "138 0013 8000 x12"),
        ("+8613800138000", "HK", "+8613800138000"),
        ("+862162341234", "CN", "021-6234-1234"),
        ("+862162341234;ext=8", "CN", "021-6234-1234 x8"),
        ("+867551234567", "CN", "0755-123-4567"),
        ("+867198765432", "CN", "0719-876-5432"),
        ("+864001234567", "CN", "400-123-4567"),
        ("+862162341234", "TW", "+862162341234"),
        ("+86955880000", "CN", "+86955880000"),
        ("+886223456789", "TW", "02-2345-6789"),
        ("+88637123456", "TW", "037-12-3456"),
        ("02162341234", "CN", "02162341234"),
        ("+886912345678", "TW", "0912 345 678"),
        ("+85291234567", "HK", "9123 4567"),
        ("12345", "CN", "12345"),
    ],
)
def test_pretty(number: str, region: str, shown: str) -> None:
    assert pretty(number, region) == shown


@pytest.mark.parametrize(
    ("number", "dialled"),
    [
        ("+8613800138000", "13800138000"),
        ("+861061234567", "01061234567"),
        ("+864001234567", "4001234567"),
        ("+442079460018", "+442079460018"),
    ],
)
def test_national(number: str, dialled: str) -> None:
    assert national(number, "CN") == dialled


def test_tail_leaves_the_extension_out() -> None:
    assert tail("+862161234567;ext=801") == "4567"
    assert tail("+862161234567;ext=801", 7) == "1234567"


def test_digits_of_any_script() -> None:
    assert digits("１３８-٠٠1x²") == "138001"


def test_plain_drops_invisible_marks() -> None:
    assert plain("\u202d＋８６ 138\u202c\ufeff ") == "+86 138"


def test_bad_phone_is_exit_2_and_says_phone() -> None:
    error = BadPhone(text="abc")
    assert error.exit is Exit.UNREADABLE
    assert error.message.format(**error.values).startswith('Cannot read "abc" as a phone: ')


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("1.3800138E+10", "13800138000"),
        ("1.3800138000e10", "13800138000"),
        ("8.613800138E12", "8613800138000"),
        ("13800138000", "13800138000"),
        ("+86 138", "+86 138"),
    ],
)
def test_exponents_are_spelled_out(text: str, spelled: str) -> None:
    assert spelled_out(text) == spelled


@pytest.mark.parametrize("text", ["1.38E+10", "1.38001E+10", "1.38001380001E+10", "1E10"])
def test_exponents_that_cost_digits(text: str) -> None:
    with pytest.raises(LostDigits):
        spelled_out(text)


@given(st.from_regex(r"\A\+(86(10|2[0-9]|[3-9][0-9]{2})|886[2-8])[1-9][0-9]{6,7}\Z"))
def test_a_number_as_shown_is_read_back(number: str) -> None:
    for region in ("CN", "TW"):
        shown = pretty(number, region)
        found = read_phone(shown, region, strict=False)
        asked = read_phone(number, region, strict=False)
        assert not asked.valid or found.number == asked.number

"""Reading phones, the fast way and the library's compared."""

from __future__ import annotations

import re
import subprocess
import sys

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from phonenumbers.data.region_CN import PHONE_METADATA_CN

from leadfunnel.adapters.phones import is_mobile_cn, read_phone, split_phones
from leadfunnel.domain.phone import BadPhone


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("13800138000", "CN", "+8613800138000"),
        ("138 0013 8000", "CN", "+8613800138000"),
        ("138-0013-8000", "CN", "+8613800138000"),
        ("138.0013.8000", "CN", "+8613800138000"),
        ("１３８ ００１３ ８０００", "CN", "+8613800138000"),
        ("\u202d+86 138 0013 8000\u202c", "CN", "+8613800138000"),
        ("+86 138-0013-8000", "US", "+8613800138000"),
        ("（+86）13800138000", "CN", "+8613800138000"),
        ("86 13800138000", "CN", "+8613800138000"),
        ("0086 138 0013 8000", "CN", "+8613800138000"),
        ("0086 138 0013 8000", "US", "+8613800138000"),
        ("013800138000", "CN", "+8613800138000"),
        ("电话：13800138000", "CN", "+8613800138000"),
        ("手机 138 0013 8000", "CN", "+8613800138000"),
        ("tel: 138 0013 8000", "CN", "+8613800138000"),
        ("Mobile 13800138000", "CN", "+8613800138000"),
        ("13800138000(微信同号)", "CN", "+8613800138000"),
        ("13800138000.0", "CN", "+8613800138000"),
        ("'13800138000", "CN", "+8613800138000"),
        ("021-61234567", "CN", "+862161234567"),
        ("(021) 6123 4567", "CN", "+862161234567"),
        ("（０２１）６１２３４５６７", "CN", "+862161234567"),
        ("021-61234567转801", "CN", "+862161234567;ext=801"),
        ("021-61234567 分机 801", "CN", "+862161234567;ext=801"),
        ("021-61234567 ext. 801", "CN", "+862161234567;ext=801"),
        ("021-61234567x801", "CN", "+862161234567;ext=801"),
        ("021-61234567-801", "CN", "+862161234567;ext=801"),
        ("+862161234567;ext=801", "CN", "+862161234567;ext=801"),
        ("021-61234567/68", "CN", "+862161234567"),
        ("400-123-4567", "CN", "+864001234567"),
        ("+44 20 7946 0018", "CN", "+442079460018"),
        ("+1 (415) 555-2671 ext 12", "CN", "+14155552671;ext=12"),
        ("(415) 555-2671", "US", "+14155552671"),
        ("030/12345678", "DE", "+493012345678"),
        ("0912-345-678", "TW", "+886912345678"),
        ("9123 4567", "HK", "+85291234567"),
        ("+852 9123 4567", "CN", "+85291234567"),
    ],
)
def test_valid_phones(text: str, region: str, number: str) -> None:
    phone = read_phone(text, region)
    assert (phone.number, phone.valid, phone.raw) == (number, True, text.strip())


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12345", "12345"),
        ("1380013800", "1380013800"),
        ("+86 138 0013 800", "+861380013800"),
        ("61234567", "61234567"),
        ("6123-4567 转 12", "61234567;ext=12"),
        ("tel: 12345", "12345"),
        ("10086", "10086"),
    ],
)
def test_digits_that_do_not_validate_are_kept(text: str, number: str) -> None:
    phone = read_phone(text, "CN")
    assert (phone.number, phone.valid, phone.raw) == (number, False, text)


@pytest.mark.parametrize(
    "text", ["", "abc", "电话", "1234", "1-2-3-4", "wxid_12345", "12345 a lot of", "1" * 41]
)
def test_what_is_no_phone_is_refused(text: str) -> None:
    with pytest.raises(BadPhone):
        read_phone(text, "CN")


@pytest.mark.parametrize(
    ("text", "number"), [("1234", "1234"), ("12", "12"), ("ab 12345 cd", "12345")]
)
def test_an_import_keeps_every_number(text: str, number: str) -> None:
    phone = read_phone(text, "CN", strict=False)
    assert (phone.number, phone.valid, phone.raw) == (number, False, text)


def test_an_import_still_refuses_a_cell_without_a_digit() -> None:
    with pytest.raises(BadPhone):
        read_phone("无", "CN", strict=False)


def test_mobile_starts_equal_the_metadata() -> None:
    mobile = PHONE_METADATA_CN.mobile
    assert mobile is not None
    pattern = re.compile(str(mobile.national_number_pattern))
    starts = [f"{start:06}" for start in range(1_000_000) if start % 10 in {0, 7}]
    for start in starts:
        number = start + "01234"
        assert is_mobile_cn(number) == bool(pattern.fullmatch(number)), number


@given(st.from_regex(r"\A(\+86|0086|86)?1[3-9][0-9]{9}\Z"), st.sampled_from(["CN", "US", "HK"]))
@example("+8617400123456", "US")
def test_the_fast_way_says_what_the_library_says(text: str, region: str) -> None:
    parsed = phonenumbers.parse(text, region)
    if phonenumbers.is_valid_number(parsed):
        expected = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
        assert read_phone(text, region).number == expected
    elif region == "CN" or text.startswith("+"):
        assert not read_phone(text, region).valid


@given(
    st.from_regex(r"\A1(3[0-9]|5[0-35-9]|8[0-9])[0-9]{8}\Z"),
    st.lists(st.sampled_from(["", " ", "-", "  "]), min_size=10, max_size=10),
    st.sampled_from(["", "+86", "86", "0086", "+86 ", "tel:", "电话："]),
    st.booleans(),
)
def test_every_writing_of_a_mobile_is_the_same_number(
    number: str, gaps: list[str], prefix: str, wide: bool
) -> None:
    text = prefix + "".join(a + b for a, b in zip(number, [*gaps, ""], strict=True))
    if wide:
        text = "".join(chr(ord(c) + 0xFEE0) if "0" <= c <= "9" else c for c in text)
    assert read_phone(text, "CN").number == f"+86{number}"


@given(st.text(max_size=40), st.sampled_from(["CN", "US", "TW", "ZZ"]), st.booleans())
def test_any_text_is_read_or_refused(text: str, region: str, strict: bool) -> None:
    try:
        phone = read_phone(text, region, strict=strict)
    except BadPhone:
        return
    assert phone.raw == text.strip()
    assert phone.number.lstrip("+").replace(";ext=", "").isdecimal()
    assert phone.valid <= phone.number.startswith("+")


@pytest.mark.parametrize(
    ("cell", "phones"),
    [
        ("13800138000", ["13800138000"]),
        ("138 0013 8000", ["138 0013 8000"]),
        ("13800138000/13900139000", ["13800138000", "13900139000"]),
        ("13800138000；021-61234567、139 0013 9000", 3),
        ("13800138000或13900139000", ["13800138000", "13900139000"]),
        ("13800138000,13900139000\n", ["13800138000", "13900139000"]),
        ("13800138000\n13900139000", ["13800138000", "13900139000"]),
        ("13800138000 13900139000", ["13800138000", "13900139000"]),
        ("13800138000、微信同号", ["13800138000、微信同号"]),
        ("021-61234567/68", ["021-61234567/68"]),
        ("030/12345678", ["030/12345678"]),
        ("无", ["无"]),
        ("  ", []),
    ],
)
def test_split_phones(cell: str, phones: list[str] | int) -> None:
    found = split_phones(cell)
    assert (len(found) if isinstance(phones, int) else found) == phones


@given(st.text(alphabet="0123456789/;、或 -无\n", max_size=60))
def test_a_split_loses_no_digit(cell: str) -> None:
    kept = "".join(split_phones(cell))
    assert [c for c in kept if c in "0123456789无"] == [c for c in cell if c in "0123456789无"]


def test_a_plain_mobile_does_not_load_the_library() -> None:
    code = (
        "import sys; from leadfunnel.adapters.phones import read_phone;"
        "read_phone('+86 138 0013 8000', 'CN'); sys.exit('phonenumbers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

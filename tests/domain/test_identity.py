"""Identities: what is compared, what is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.identity import (
    BadEmail,
    BadExternalId,
    BadWechat,
    Identity,
    IdentityKind,
    phone_identity,
    read_email,
    read_external,
    read_wechat,
    row_identity,
)
from leadfunnel.domain.phone import Phone
from leadfunnel.errors import Exit


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Wang@Example.COM", "wang@example.com"),
        (" ｗａｎｇ＠ｅｘａｍｐｌｅ．ｃｏｍ ", "wang@example.com"),
        ("mailto:a.b+c@x.co.uk", "a.b+c@x.co.uk"),
        ("王伟 <wang@qq.com>", "wang@qq.com"),
        ("wang@qq。com", "wang@qq.com"),
        ("王@例子.中国", "王@例子.中国"),
    ],
)
def test_emails(text: str, value: str) -> None:
    email = read_email(text)
    assert (email.kind, email.value, email.raw) == ("email", value, text.strip())


@pytest.mark.parametrize(
    "text",
    ["", " ", "a", "a@", "@b.c", "a@b", "a b@c.d", "a@b..c", "a@b.c d", "x@" + "y" * 260 + ".z"],
)
def test_bad_emails(text: str) -> None:
    with pytest.raises(BadEmail) as caught:
        read_email(text)
    assert caught.value.exit is Exit.UNREADABLE


@pytest.mark.parametrize(
    ("text", "value", "valid"),
    [
        ("Lily_2020", "lily_2020", True),
        ("ＬＩＬＹ＿２０２０", "lily_2020", True),
        ("wxid_a1b2c3d4", "wxid_a1b2c3d4", True),
        ("138 0013 8000", "13800138000", True),
        ("12345678", "12345678", True),
        ("a", "a", False),
        ("老王头", "老王头", False),
    ],
)
def test_wechat_ids(text: str, value: str, valid: bool) -> None:
    wechat = read_wechat(text)
    assert (wechat.value, wechat.valid, wechat.raw) == (value, valid, text)


@pytest.mark.parametrize("text", ["", " ", "a b", "a\tb", "a\x00b", "x" * 65])
def test_bad_wechat_ids(text: str) -> None:
    with pytest.raises(BadWechat) as caught:
        read_wechat(text)
    assert caught.value.exit is Exit.UNREADABLE


@pytest.mark.parametrize(
    ("text", "system", "value"),
    [
        ("crm:LEAD-001", "crm", "LEAD-001"),
        ("CRM：LEAD-001", "crm", "LEAD-001"),
        ("LEAD-001", "", "LEAD-001"),
        ("lead-001", "", "lead-001"),
        ("12:30", "", "12:30"),
        ("shop: a:b", "shop", "a:b"),
    ],
)
def test_external_ids(text: str, system: str, value: str) -> None:
    external = read_external(text)
    assert (external.system, external.value) == (system, value)


@pytest.mark.parametrize("text", ["", "  ", "a\nb", "x" * 201])
def test_bad_external_ids(text: str) -> None:
    with pytest.raises(BadExternalId):
        read_external(text)


def test_case_tells_external_ids_apart_but_not_their_systems() -> None:
    assert read_external("CRM:a1").key == read_external("crm:a1").key
    assert read_external("crm:A1").key != read_external("crm:a1").key


def test_phones_and_rows() -> None:
    phone = phone_identity(Phone("+8613800138000", "138 0013 8000", valid=True))
    assert phone == Identity("phone", "", "+8613800138000", "138 0013 8000", True)
    assert row_identity("sheet", "ab12").key == (IdentityKind.ROW, "sheet", "ab12")


@given(st.text(max_size=70))
def test_what_is_read_reads_the_same_again(text: str) -> None:
    for read in (read_email, read_wechat, read_external):
        try:
            identity = read(text)
        except (BadEmail, BadWechat, BadExternalId):
            continue
        assert read(str(identity)).key == identity.key


@given(st.from_regex(r"\A[A-Za-z][A-Za-z0-9_-]{5,19}\Z"))
def test_wechat_ids_are_compared_without_case(text: str) -> None:
    assert read_wechat(text.upper()).key == read_wechat(text.lower()).key
    assert read_wechat(text).valid

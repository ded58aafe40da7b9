"""Small refusals: no phones that are dates, no birthdays to come, no column with two fields."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import Clocked
from tests.importing import Desk, refused, texts

from leadfunnel.adapters.phones import read_phone
from leadfunnel.domain.birthday import BirthdayToCome, check_past
from leadfunnel.domain.capture import NobodyNamed
from leadfunnel.domain.headers import FIELDS, unknown_field
from leadfunnel.domain.mapping import BadMap
from leadfunnel.domain.phone import BadPhone
from leadfunnel.errors import UnreadableError
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.editing import edit
from leadfunnel.services.import_declared import check_pairs
from leadfunnel.services.importing import BadRows
from leadfunnel.services.looking import EmptyQuery, Looking, Shape
from leadfunnel.services.whom import Whom


@pytest.mark.parametrize("text", ["9999-12-31", "0000-00-00", "2026/1/5", "２０２６-１１-２２"])
@pytest.mark.parametrize("strict", [True, False])
def test_a_date_is_no_phone(text: str, strict: bool) -> None:
    with pytest.raises(BadPhone):
        read_phone(text, "CN", strict=strict)


@pytest.mark.parametrize("text", ["9999-12-31", "0000-00-00"])
def test_a_date_alone_is_nobody(clocked: Clocked, text: str) -> None:
    with pytest.raises(UnreadableError):
        Capture(clocked.book()).add(text, Details(), Entering())
    with pytest.raises((BadPhone, NobodyNamed)):
        Capture(clocked.book()).add("", Details(phones=(text,)), Entering())
    assert Looking(clocked.book()).list([], Shape()).customers == ()


def test_a_phone_in_groups_is_still_one() -> None:
    assert read_phone("021-6234-5678", "CN").valid
    assert read_phone("138-0013-8000", "CN").number == "+8613800138000"


@pytest.mark.parametrize(
    ("text", "past"),
    [
        ("2026-11-22", True), ("2026-11-23", False), ("2027-01-01", False), ("--12-31", True),
        ("lunar:2026-10-01", True), ("lunar:2028-01-01", False), ("lunar:--L06-15", True),
        ("1988-06-18", True),
    ],
)  # fmt: skip
def test_a_birthday_lies_in_the_past(text: str, past: bool) -> None:
    from datetime import date

    if past:
        assert check_past(text, date(2026, 11, 22)) == text
    else:
        with pytest.raises(BirthdayToCome):
            check_past(text, date(2026, 11, 22))


def test_a_birthday_to_come_is_refused_wherever_it_is_typed(
    clocked: Clocked, tmp_path: Path
) -> None:
    Capture(clocked.book()).add("李姐", Details(), Entering())
    with pytest.raises(BirthdayToCome):
        Capture(clocked.book()).add("王姐", Details(birthday="2027-01-01"), Entering())
    desk = Desk(clocked, tmp_path)
    error = refused(desk, BadRows, "姓名,生日\n王姐,2027-01-01\n")
    assert "still to come" in texts(error)[0]


def test_a_column_gets_one_field() -> None:
    check_pairs(["甲=name", "乙=phone", "甲=name", "wx"])
    with pytest.raises(BadMap) as caught:
        check_pairs(["name=name", "NAME=phone"])
    assert "two fields: name and phone" in str(caught.value.values["reason"])


def test_the_nearest_fields_are_offered() -> None:
    told = unknown_field("bar")
    assert len(told) < 120
    assert sum(name in told for name in FIELDS) >= 3
    assert "did you mean" in unknown_field("phne")


def test_a_preview_of_an_edit_says_what_would_change(clocked: Clocked) -> None:
    Capture(clocked.book()).add("王姐 13800138000", Details(), Entering())
    found = edit(clocked.book(), Whom(("1",), dry_run=True), Details(name="李姐"))
    [would, *_] = found.said
    assert would.text == "{customer} would be changed."
    assert getattr(would.values["customer"], "name", "") == "王姐"
    assert Looking(clocked.book()).show("1").customer.name == "王姐"


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "\u200b \ufeff"])
def test_nothing_that_can_be_seen_is_nothing_to_find(clocked: Clocked, text: str) -> None:
    with pytest.raises(EmptyQuery):
        Looking(clocked.book()).find(text)

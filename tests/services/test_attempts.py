"""An attempt moves what an answer would have kept; a coupon reminds before it runs out."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import NOW, Clocked

from leadfunnel.domain.half_day import HalfDays, next_half
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.log import Log
from leadfunnel.services.log_more import UntilForWhat
from leadfunnel.services.looking import Looking
from leadfunnel.services.promise_record import PromiseRecord, promise_record
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.touches import Told, Touches

HOUR, DAY = 3600, 86400
HALVES = HalfDays(time(12, 30), time(10), time(15))


@pytest.fixture
def shop(clocked: Clocked) -> Clocked:
    for text in ("王姐 13800138000", "张伟 13800138001 13900139000"):
        Capture(clocked.book()).add(text, Details(), Entering())
    return clocked


def ahead(shop: Clocked, number: str = "1") -> list[str]:
    card = Looking(shop.book()).show(number)
    with shop.book().read() as page:
        return [
            f"{item.due.day:%m-%d} "
            + (f"{page.calendar.local(item.due.at):%H:%M}" if item.due.at else "-")
            for item in card.follow_ups
            if item.status == "open"
        ]


def log(shop: Clocked, *words: str, told: Told | None = None) -> list[str]:
    return [one.text for one in Touches(shop.book()).log_line(words, told or Told()).said]


@pytest.mark.parametrize(("tried", "then"), [
    ("2026-11-20T09:00", "2026-11-20T15:00"),
    ("2026-11-20T12:29", "2026-11-20T15:00"),
    ("2026-11-20T12:30", "2026-11-21T10:00"),
    ("2026-11-20T18:00", "2026-11-21T10:00"),
    ("2026-12-31T18:00", "2027-01-01T10:00"),
])  # fmt: skip
def test_the_next_half_day(tried: str, then: str) -> None:
    found = next_half(datetime.fromisoformat(tried), HALVES, lambda _: True)
    assert found.isoformat(timespec="minutes") == then


def test_days_off_are_left_out() -> None:
    friday = datetime.fromisoformat("2026-11-20T18:00")
    assert next_half(friday, HALVES, lambda day: day.weekday() < 5).date() == date(2026, 11, 23)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001 - wall-clock times
def test_it_is_ever_in_the_other_half_and_within_a_day_and_a_half(tried: datetime) -> None:
    then = next_half(tried, HALVES, lambda _: True)
    assert tried < then
    assert (then - tried).total_seconds() <= 36 * HOUR
    assert (tried.time() < HALVES.noon) != (then.time() < HALVES.noon)


def test_a_promise_moves_to_the_afternoon_and_then_to_the_morning(shop: Clocked) -> None:
    FollowUps(shop.book()).next("1", ["today", "quote"])
    FollowUps(shop.book()).next("1", ["tomorrow", "sample"])
    shop.now += 60
    said = log(shop, "1", "call", "no", "answer")
    assert said[2:] == ["Moved to the next half-day: {follow_up}.", "Next: {follow_up}."]
    assert ahead(shop) == ["11-22 15:00", "11-23 -"]
    shop.now += 6 * HOUR
    Touches(shop.book()).missed(["1"])
    assert ahead(shop) == ["11-23 10:00", "11-23 -"]
    Log(shop.book()).undo()
    assert ahead(shop) == ["11-22 15:00", "11-23 -"]


def test_what_stays_where_it_is(shop: Clocked) -> None:
    FollowUps(shop.book()).next("1", ["today", "18:00"], "visit")
    FollowUps(shop.book()).next("1", ["today", "16:30"], "call")
    shop.now += 60
    log(shop, "1", "call", "no", "answer")
    assert ahead(shop) == ["11-22 16:30", "11-22 18:00"]
    shop.now += 2 * DAY
    log(shop, "1", "call", "no", "answer", told=Told(at="2 days ago"))
    assert ahead(shop) == ["11-22 16:30", "11-22 18:00"]
    log(shop, "1", "call", "no", "answer", told=Told(keep=True))
    assert ahead(shop) == ["11-22 16:30", "11-22 18:00"]


def test_a_wrong_number_is_dialled_last(shop: Clocked) -> None:
    log(shop, "1", "空号")
    assert [phone.valid for phone in Looking(shop.book()).show("1").customer.phones] == [False]
    log(shop, "2", "空号")
    assert [phone.valid for phone in Looking(shop.book()).show("2").customer.phones] == [True, True]
    Capture(shop.book()).edit("1", Details(phones=("13700137000",)))
    phones = Looking(shop.book()).show("1").customer.phones
    assert [(phone.number[-4:], phone.valid) for phone in phones] == [
        ("7000", True),
        ("8000", False),
    ]


def test_a_coupon_reminds_before_it_runs_out(shop: Clocked) -> None:
    said = log(shop, "1", "优惠券", "满300减50", told=Told(until="2026-12-01"))
    assert said[1] == "A reminder before it runs out: {follow_up}."
    [promise] = Looking(shop.book()).show("1").follow_ups
    assert (promise.kind, promise.due.day) == ("coupon", date(2026, 11, 29))
    assert promise.note == "满300减50 runs out on 2026-12-01"
    log(shop, "2", "sample", "tea", told=Told(until="tomorrow"))
    assert ahead(shop, "2") == ["11-22 -"]
    with pytest.raises(UntilForWhat):
        log(shop, "1", "call", "x", told=Told(until="tomorrow"))


def test_promises_are_counted_by_how_they_were_kept(shop: Clocked) -> None:
    follow_ups = FollowUps(shop.book())
    for when in ("today", "tomorrow", "+2d", "+3d", "+4d"):
        follow_ups.next("1", [when])
    FollowUps(shop.book("mei")).next("2", ["today"])
    done = ((0, "f1"), (0, "f2"), (5, "f3"))  # on the day, before it, after it
    for days, ref in done:
        shop.now = NOW + days * DAY + 60
        FollowUps(shop.book()).done(ref)
    FollowUps(shop.book()).cancel("f4")
    span = date(2026, 11, 22), date(2026, 11, 30)
    with shop.book().read() as page:
        assert promise_record(page, None, *span) == PromiseRecord(2, 1, 2)
        assert promise_record(page, page.user_id, *span) == PromiseRecord(2, 1, 1)
        assert promise_record(page, page.user_id, *span).count == 4
        assert promise_record(page, None, date(2026, 11, 23), date(2026, 11, 23)).on_time == 1
    shop.now = NOW
    with shop.book().read() as page:
        assert promise_record(page, None, span[0], span[0]) == PromiseRecord(1, 0, 0)

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.moment import (
    AmbiguousMoment,
    DaysDisagree,
    Moment,
    PastMoment,
    UnreadableMoment,
    leading_moment,
    read_day,
    read_moment,
)
from leadfunnel.errors import UnreadableError

SATURDAY = datetime.fromisoformat("2026-11-21T10:00")

WEEKDAYS = "mon tue wed thu fri sat sun".split()  # noqa: SIM905
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905

clocks = st.datetimes(datetime.fromisoformat("1970-01-01"), datetime.fromisoformat("2200-01-01"))
PIECES = (
    *(
        "明天",
        "下周三",
        "周三",
        "5号",
        "11月25日",
        "月底",
        "三天后",
        "两小时后",
        "半个月后",
        "下午",
    ),
    *("3点", "十点半", "晚上8点", "前", "15:00", "3:30", "2026-11-25", "11-25", "20261125", "今晚"),
    *("tomorrow", "next wed", "fri", "nov 25", "25th", "+3d", "2w", "in 2 hours", "3 days ago"),
    *(
        "at 3",
        "3pm",
        "noon",
        "eow",
        "by",
        "last",
        "的",
        ",",
        "3",
        "周",
        "下",
        "半",
        "十",
        "月",
        "日",
    ),
    *(
        "年",
        "过",
        "上午",
        "/",
        "-",
        ":",
        "T",
        "Z",
        "+08:00",
        "99999999999",
        "０",
        "①",
        "王姐",
        "\n",
    ),
)
garbage = st.one_of(
    st.text(max_size=30),
    st.text(alphabet="0123456789-/:.+tTzZ apm一二三十半点月日号周天后前下上个年", max_size=14),
    st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=6).map("".join),
)


def read(text: str, now: datetime, *, past: bool = False) -> Moment | None:
    """Return the moment, or None for a refusal; any other error fails the test."""
    try:
        return read_moment(text, now, past=past)
    except UnreadableError:
        return None


@given(garbage, clocks, st.booleans())
def test_any_text_is_read_or_refused(text: str, now: datetime, past: bool) -> None:
    moment = read(text, now, past=past)
    if moment and moment.time:
        at = datetime.combine(moment.day, moment.time)
        assert at <= now if past else at >= now.replace(second=0, microsecond=0)
    elif moment:
        assert moment.day <= now.date() if past else moment.day >= now.date()


@given(garbage, clocks, st.booleans())
def test_iso_form_reads_as_itself(text: str, now: datetime, past: bool) -> None:
    moment = read(text, now, past=past)
    if moment:
        again = read_moment(moment.iso(), now, past=past)
        assert (again.day, again.time) == (moment.day, moment.time)


@given(garbage, clocks)
def test_a_zone_changes_no_reading_without_an_offset(text: str, now: datetime) -> None:
    moment = read(text, now)
    if moment:
        assert read(text, now.replace(tzinfo=UTC)) == moment


@given(garbage, clocks)
def test_any_text_is_a_day_or_refused(text: str, now: datetime) -> None:
    try:
        day = read_day(text, now)
    except UnreadableError:
        return
    assert read_day(day.isoformat(), now) == day


@given(st.lists(garbage, max_size=9), clocks)
def test_leading_words_read_as_they_do_alone(words: list[str], now: datetime) -> None:
    try:
        moment, used = leading_moment(words, now)
    except UnreadableError:
        return
    assert 1 <= used <= 12
    assert read_moment(" ".join(words[:used]), now) == moment


@given(st.dates(date(1900, 1, 1)), st.times())
def test_every_day_and_minute_is_read(day: date, at: time) -> None:
    now = datetime.combine(day, time(0))
    at = at.replace(second=0, microsecond=0)
    texts = (
        f"{day.isoformat()} {at:%H:%M}",
        f"{day.year}年{day.month}月{day.day}日{at.hour:02}点{at.minute:02}分",
        f"{at:%I:%M %p} {day.day} {MONTHS[day.month - 1]}",
    )
    assert {read_moment(text, now) for text in texts} == {Moment(day, at)}


@given(clocks, st.integers(0, 6))
def test_weekdays_follow_the_iso_week(now: datetime, weekday: int) -> None:
    monday = now.date() - timedelta(days=now.weekday())
    chinese, english = "一二三四五六日"[weekday], WEEKDAYS[weekday]
    expected = monday + timedelta(days=7 + weekday)
    for text in (f"下周{chinese}", f"下礼拜{chinese}", f"next {english}"):
        assert read_moment(text, now).day == expected
    for text in (f"周{chinese}", english):
        coming = read_moment(text, now).day
        assert coming.weekday() == weekday
        assert 0 <= (coming - now.date()).days < 7


@given(clocks, st.integers(1, 400))
def test_days_ahead_and_ago_mirror_each_other(now: datetime, count: int) -> None:
    ahead = (f"+{count}d", f"in {count} days", f"{count}天后", f"过{count}天")
    behind = (f"-{count}d", f"{count} days ago", f"{count}天前")
    today, away = now.date(), timedelta(days=count)
    if today - away >= date(1900, 1, 1):
        assert {read_moment(text, now, past=True).day for text in behind} == {today - away}
    assert {read_moment(text, now).day for text in ahead} == {today + away}


@pytest.mark.parametrize(
    ("words", "expected", "used"),
    [
        ("下周三 下午 3点 要报价", "2026-11-25T15:00", 3),
        ("明天 3 个人", "2026-11-22", 1),
        ("明天3点 要报价", "2026-11-22T15:00", 1),
        ("next wed 3pm send the offer", "2026-11-25T15:00", 3),
        ("next week call", "2026-11-23", 2),
        ("in 2 weeks on site", "2026-12-05", 3),
        ("the day after tomorrow at 3pm call", "2026-11-23T15:00", 6),
        ("周五 前台取货", "2026-11-27", 1),
        ("周五 前 报价", "2026-11-27", 2),
        ("11月 25 日 看房", "2026-11-25", 3),
        ("+3d", "2026-11-24", 1),
        ("5号 5号楼看房", "2026-12-05", 1),
        ("tomorrow, call", "2026-11-22", 1),
    ],
)
def test_leading_moment(words: str, expected: str, used: int) -> None:
    moment, count = leading_moment(words.split(), SATURDAY)
    assert (moment.iso(), count) == (expected, used)


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ("", UnreadableMoment),
        ("要报价 明天3点", UnreadableMoment),
        ("下周 3点 要报价", UnreadableMoment),
        ("next week at 3 call", UnreadableMoment),
        ("next week 3 pm call", UnreadableMoment),
        ("明天 7点 报价", AmbiguousMoment),
        ("明天 周三 报价", DaysDisagree),
        ("昨天 报价", PastMoment),
        ("国庆后 报价", UnreadableMoment),
    ],
)
def test_leading_moment_is_refused(words: str, error: type[UnreadableError]) -> None:
    with pytest.raises(error):
        leading_moment(words.split(), SATURDAY)


def test_leading_moment_of_the_past() -> None:
    assert leading_moment(["昨天", "下午", "到店"], SATURDAY, past=True)[1] == 2

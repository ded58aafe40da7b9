"""What holds for every English phrase built from the pieces that people put together."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.moment import Moment, UnreadableMoment, leading_moment, read_moment
from leadfunnel.errors import UnreadableError

SATURDAY = datetime.fromisoformat("2026-11-21T10:00")
WEEKDAYS = "Mon Tue Wed Thu Fri Sat Sun".split()  # noqa: SIM905
NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()  # noqa: SIM905

clocks = st.datetimes(datetime.fromisoformat("1970-01-01"), datetime.fromisoformat("2200-01-01"))
days = st.one_of(
    st.sampled_from(
        (
            *("today", "tomorrow", "the day after tomorrow", "friday", "next wed", "this sunday"),
            *("wed next week", "the 15th", "nov 25", "25th of november 2027", "12/25", "eow"),
            *("end of next month", "first monday of next month", "last friday in march"),
            *("a week from tuesday", "2 days before nov 25", "coming sat", "weekend", "yesterday"),
            *("the twenty first", "last day of february", "beginning of next quarter", "eod"),
            *("two fridays from now", "monday week", "jan 3rd next year", "on the 15", "last sun"),
        )
    ),
    st.builds("in {} {}".format, st.integers(1, 40), st.sampled_from(["days", "weeks", "months"])),
    st.builds("{} days ago".format, st.integers(1, 40)),
)
times = st.sampled_from(
    (
        *("3pm", "at 15:30", "noon", "half past 8 pm", "quarter to 5 this afternoon", "9:15 am"),
        *("8 in the evening", "at eight in the morning", "midnight", "in the afternoon", "730pm"),
        *("around 4pm", "12:30:45", "@ 3pm", "morning", "pm", "first thing", "at 5", "by 5pm"),
    )
)
phrases = st.one_of(
    days, times, st.builds("{} {}".format, days, times), st.builds("{} {}".format, times, days)
)


def read(text: str, now: datetime, *, past: bool = False) -> Moment | None:
    """Return the moment, or None for a refusal; any other error fails the test."""
    try:
        return read_moment(text, now, past=past)
    except UnreadableError:
        return None


@given(phrases, clocks)
def test_a_follow_up_is_never_in_the_past(text: str, now: datetime) -> None:
    moment = read(text, now)
    if moment:
        end = datetime.combine(moment.day, moment.time or time.max)
        assert end >= now.replace(second=0, microsecond=0)


@given(phrases, clocks, st.booleans())
def test_the_echo_reads_as_the_moment(text: str, now: datetime, past: bool) -> None:
    moment = read(text, now, past=past)
    if moment:
        echo = f"{WEEKDAYS[moment.day.weekday()]} {moment.iso().replace('T', ' ')}"
        again = read_moment(f"by {echo}" if moment.deadline else echo, now, past=past)
        assert again == moment


@given(days, st.sampled_from(["3pm", "at noon", "at 15:30", "at half past 8 pm"]), clocks)
def test_day_and_time_come_in_any_order(day: str, at: str, now: datetime) -> None:
    assert read(f"{day} {at}", now) == read(f"{at} {day}", now) == read(f"{day}, {at}", now)


@given(st.integers(1, 12), clocks)
def test_spelled_numbers_read_as_digits(number: int, now: datetime) -> None:
    word = NUMBERS[number - 1]
    for digits, spelled in (
        (f"in {number} weeks", f"in {word} weeks"),
        (f"{number}pm tomorrow", f"{word} p.m. tomorrow"),
        (f"half past {number} in the morning", f"half past {word} in the morning"),
        (f"in 2{number % 9 + 1} days", f"in twenty-{NUMBERS[number % 9]} days"),
        (f"march {number}", f"March the {(*ORDINALS, 'eleventh', 'twelfth')[number - 1]}"),
    ):
        assert read(spelled, now) == read(digits, now)
    assert read(f"in {word} weeks", now) == Moment(now.date() + timedelta(weeks=number), None)


@pytest.mark.parametrize(
    ("words", "expected", "used"),
    [
        ("tomorrow at half past three in the afternoon call", "2026-11-22T15:30", 8),
        ("the first monday of next month at 3pm send it", "2026-12-07T15:00", 8),
        ("tonight 8 people come", "2026-11-21T19:00", 1),
        ("tomorrow about the offer", "2026-11-22", 1),
        ("tomorrow about 3 boxes", "2026-11-22", 1),
        ("25th second visit", "2026-11-25", 1),
        ("+3d later", "2026-11-24", 1),
        ("3d back to him", "2026-11-24", 1),
        ("friday latest price", "2026-11-27", 1),
        ("tomorrow morning of course", "2026-11-22T09:00", 2),
        ("tonight midnight on air", "2026-11-22T00:00", 2),
        ("25th day trip", "2026-11-25", 1),
        ("in a couple of days ask again", "2026-11-23", 5),
    ],
)
def test_words_behind_the_moment_are_left(words: str, expected: str, used: int) -> None:
    moment, count = leading_moment(words.split(), SATURDAY)
    assert (moment.iso(), count) == (expected, used)


@pytest.mark.parametrize(
    "words", ["second visit", "first floor", "next day delivery", "on 15 pads", "the 3 boxes"]
)
def test_words_that_only_begin_like_a_moment(words: str) -> None:
    with pytest.raises(UnreadableMoment):
        leading_moment(words.split(), SATURDAY)


def test_a_house_number_is_no_time() -> None:
    with pytest.raises(UnreadableMoment):
        leading_moment(["tomorrow", "at", "1530", "Main", "Street"], SATURDAY)

"""What holds for every Chinese phrase put together from a day and a time, in both scripts."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.moment import Moment, read_moment
from leadfunnel.errors import UnreadableError

TRADITIONAL = str.maketrans(
    "后周点个时钟间礼这内过现号两里约于来头迟国黄为当儿刚赶许",
    "後週點個時鐘間禮這內過現號兩裡約於來頭遲國黃為當兒剛趕許",
)
FIGURES = "零一二三四五六七八九"
WEEKDAYS = "一二三四五六日"

nows = st.datetimes(datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2150-01-01"))


def spelt(number: int) -> str:
    """Return a number below 200 in Chinese figures."""
    if number >= 100:
        rest = number - 100
        return "一百" + ("零" * (0 < rest < 10) + "一" * (10 <= rest < 20) + spelt(rest)) * (
            rest > 0
        )
    tens, ones = divmod(number, 10)
    ten = (FIGURES[tens] if tens > 1 else "") + "十" if tens else ""
    return ten + (FIGURES[ones] if ones or not tens else "")


@st.composite
def day_phrases(draw: st.DrawFn, now: datetime) -> tuple[str, date]:
    """Draw a phrase for a day ahead, with the day it names."""
    today = now.date()
    monday = today - timedelta(days=today.weekday())
    weekday, count = draw(st.integers(0, 6)), draw(st.integers(1, 199))
    far = today + timedelta(days=count)
    return draw(
        st.sampled_from(
            [
                ("明天", today + timedelta(days=1)),
                ("后天", today + timedelta(days=2)),
                ("大后天", today + timedelta(days=3)),
                (f"下周{WEEKDAYS[weekday]}", monday + timedelta(days=7 + weekday)),
                (f"下个星期{WEEKDAYS[weekday]}", monday + timedelta(days=7 + weekday)),
                (f"下下礼拜{weekday + 1}", monday + timedelta(days=14 + weekday)),
                (f"{count}天后", far),
                (f"{spelt(count)}天以后", far),
                (f"再过{spelt(count)}天", far),
                (f"{far.year}年{far.month}月{far.day}号", far),
                (f"{far.month}月{far.day}日周{WEEKDAYS[far.weekday()]}", far),
                (f"{spelt(far.month)}月{spelt(far.day)}号", far),
                (f"{far.month}/{far.day}号（周{WEEKDAYS[far.weekday()]}）", far),
            ]
        )
    )


@st.composite
def time_phrases(draw: st.DrawFn) -> tuple[str, time]:
    """Draw a phrase for a time that needs no more words, with the time it names."""
    hour, minute = draw(st.integers(0, 23)), draw(st.integers(0, 59))
    part = "凌晨" if hour < 6 else "上午" if hour < 12 else "下午" if hour < 18 else "晚上"
    spoken = hour - 12 if hour > 12 else hour
    return draw(
        st.sampled_from(
            [
                (f"{part}{spoken}点", time(hour)),
                (f"{part}{spelt(spoken)}点整", time(hour)),
                (f"{part} {spoken} 点半", time(hour, 30)),
                (f"{part}{spelt(spoken)}点一刻", time(hour, 15)),
                (f"{part}{spoken}点三刻钟", time(hour, 45)),
                (f"{part}{spoken}点{minute}分", time(hour, minute)),
                (f"{part}{spelt(spoken)}点{spelt(minute)}分", time(hour, minute)),
                (f"{part}{spoken}：{minute:02}", time(hour, minute)),
                (f"{part}{hour}点{minute:02}左右", time(hour, minute)),
                (f"{part}{hour}时{minute}分{minute}秒", time(hour, minute, minute)),
            ]
        )
    )


@given(st.data(), nows)
def test_a_day_and_a_time_are_read_together(data: st.DataObject, now: datetime) -> None:
    (day_words, day), (words, at) = data.draw(day_phrases(now)), data.draw(time_phrases())
    glue = data.draw(st.sampled_from(["", " ", "的", "，"]))
    phrase = f"{data.draw(st.sampled_from(['', '在', '定在']))}{day_words}{glue}{words}"
    moment = Moment(day, at)
    for text in (phrase, phrase.translate(TRADITIONAL), f"{phrase}。"):
        assert read_moment(text, now) == moment
    assert read_moment(f"{phrase}之前", now) == Moment(day, at, deadline=True)


@given(st.data(), nows)
def test_words_beside_a_moment_are_never_dropped(data: st.DataObject, now: datetime) -> None:
    (day_words, _), (words, _) = data.draw(day_phrases(now)), data.draw(time_phrases())
    other = data.draw(
        st.sampled_from(["开会", "或", "到", "多", "王姐", "每", "左右吧吧", "起", "从"])
    )
    for text in (f"{day_words}{words}{other}", f"{other}{day_words}{other}{words}"):
        assert refused(text, now)


@given(nows, st.integers(0, 400), st.times())
def test_the_echo_of_a_moment_is_read_as_the_moment(now: datetime, ahead: int, at: time) -> None:
    day, at = now.date() + timedelta(days=ahead + 1), at.replace(second=0, microsecond=0)
    echo = f"周{WEEKDAYS[day.weekday()]} {Moment(day, at).iso().replace('T', ' ')}"
    assert read_moment(echo, now) == Moment(day, at)
    assert read_moment(f"{echo}前", now) == Moment(day, at, deadline=True)
    assert read_moment(echo.rpartition(" ")[0], now) == Moment(day, None)


@given(st.integers(1, 199), nows)
def test_figures_in_either_script_count_the_same(count: int, now: datetime) -> None:
    for unit in ("天", "周", "个月", "个半月", "年", "小时", "分钟", "刻钟"):
        assert read_moment(f"{count}{unit}后", now) == read_moment(f"{spelt(count)}{unit}后", now)


PIECES = (
    "今明后昨大前下上这本个周月年日号天点时分刻半钟初末底一二三十百零两廿123早晚上午夜内过差的第"
)
shreds = st.one_of(
    st.text(alphabet=PIECES, max_size=9),
    st.lists(st.sampled_from([*PIECES, "下周", "星期", "小时", "最后", "以后"]), max_size=6).map(
        "".join
    ),
)


@given(shreds, nows, st.booleans())
def test_shreds_are_refused_or_lie_on_the_right_side(text: str, now: datetime, past: bool) -> None:
    try:
        moment = read_moment(text, now, past=past)
    except UnreadableError:
        return
    at = datetime.combine(moment.day, moment.time or (time(0) if past else time(23, 59)))
    assert at <= now if past else at >= now.replace(second=0, microsecond=0)
    again = read_moment(moment.iso(), now, past=past)
    assert (again.day, again.time) == (moment.day, moment.time)


@given(shreds, nows)
def test_both_scripts_are_read_alike(text: str, now: datetime) -> None:
    assert outcome(text, now) == outcome(text.translate(TRADITIONAL), now)


def refused(text: str, now: datetime) -> bool:
    """Say whether the text is no moment ahead."""
    return isinstance(outcome(text, now), str)


def outcome(text: str, now: datetime) -> Moment | str:
    """Return the moment, or the code of the refusal."""
    try:
        return read_moment(text, now)
    except UnreadableError as error:
        return error.code

"""Times of day said in Chinese: 下午3点, 八点一刻, 差五分十二点, 傍晚六点半左右."""

from __future__ import annotations

from re import Match

from leadfunnel.domain.moment_part import (
    AFTERNOON,
    DAWN,
    DUSK,
    EVENING,
    MORNING,
    NOON,
    SMALL_HOURS,
    Clock,
    DayPart,
    Notation,
    Part,
    Reference,
    Rule,
)
from leadfunnel.domain.moment_text import NotANumber, number

NIGHT = DayPart(range(20, 25))
_HALF_DAYS = {"a": DayPart(range(12)), "p": DayPart(range(12, 24))}
_DAY_PARTS = {
    "凌晨": SMALL_HOURS,
    "清晨": DAWN,
    "清早": MORNING,
    "早上": MORNING,
    "早晨": MORNING,
    "早间": MORNING,
    "晨间": MORNING,
    "一早": MORNING,
    "大早": MORNING,
    "早": MORNING,
    "晨": MORNING,
    "上午": MORNING,
    "中午": NOON,
    "正午": NOON,
    "午间": NOON,
    "晌午": NOON,
    "午后": AFTERNOON,
    "下午": AFTERNOON,
    "傍晚": DUSK,
    "黄昏": DUSK,
    "晚上": EVENING,
    "晚间": EVENING,
    "夜晚": EVENING,
    "晚": EVENING,
    "夜里": NIGHT,
    "夜间": NIGHT,
    "半夜": NIGHT,
    "深夜": NIGHT,
    "夜": NIGHT,
}
_NOON = 12

_SHARP = ("", "整", "正", "钟", "钟整", "钟正")
_QUARTERS = ("一", "二", "三", "1", "2", "3")
_HOUR = "(?P<h>[0-9零一二三四五六七八九十]{1,3})[点时]"
_LATE = tuple(hour + sign for hour in ("8", "9", "10", "11", *"八九十", "十一") for sign in ":点时")
_LESS = "(?P<less>一刻|(?P<min>[0-9一二三四五六七八九十]{1,3})分)钟?"


def _clock(match: Match[str], _: Reference) -> Part | None:
    """Read 3点, 8点半, 八点三刻, 十点二十, 20时15分30秒."""
    said, rest = match["h"], match["rest"]
    if rest == "过" or match.string == "一时":
        return None
    minute, second = _after_hour(rest.removeprefix("过"))
    padded = len(said) == 2 and said[0] == "0"
    notation = Notation.PADDED if padded else Notation.POINT
    return Part(clock=Clock(number(said), minute, second, notation))


def _after_hour(said: str) -> tuple[int, int]:
    """Return minutes and seconds; of 3点5 without 分 nobody knows what the 5 is."""
    if said in _SHARP:
        return 0, 0
    if said == "半":
        return 30, 0
    if said[0] == "半" and said[-1] == "秒":
        return 30, number(said[1:-1])
    quarters = said.removesuffix("钟").removesuffix("刻")
    if quarters in _QUARTERS and quarters != said:
        return 15 * number(quarters), 0
    minute, mark, second = said.partition("分")
    if not mark and len(minute) < 2 and minute != "十":
        raise NotANumber
    if second and second[-1] != "秒" and len(second) < 2:
        raise NotANumber
    return number(minute), number(second.removesuffix("秒")) if second else 0


def _clock_less(match: Match[str], _: Reference) -> Part | None:
    """Read 差五分八点 and 八点差一刻; without 上午 or the like it may be in either half."""
    hour, less = number(match["h"]), number(match["min"]) if match["min"] else 15
    if hour < 1 or not 1 <= less < 60:
        return None
    notation = Notation.EXACT if hour > _NOON + 1 else Notation.BARE
    return Part(clock=Clock(hour - 1 or _NOON, 60 - less, notation=notation))


def _same_clock(_: Match[str], ref: Reference) -> Part:
    return Part(clock=Clock(ref.now.hour, ref.now.minute))


def _midnight(_: Match[str], __: Reference) -> Part:
    return Part(clock=Clock(24))


def _day_part(match: Match[str], _: Reference) -> Part:
    part = next(group for group in match.groups()[::-1] if group)
    # Phones write 下午11:30, though nobody says so of an evening.
    until_midnight = part == "下午" and match.string.startswith(_LATE, match.end())
    return Part(day_part=_HALF_DAYS["p"] if until_midnight else _DAY_PARTS[part])


def _about(_: Match[str], __: Reference) -> Part:
    return Part()


def _half_day(match: Match[str], _: Reference) -> Part:
    return Part(day_part=_HALF_DAYS[match["before"] or match["after"]])


RULES = (
    Rule(
        f"{_HOUR}(?P<rest>[0-9零一二三四五六七八九十半过刻分秒整正钟]*+)(?:左右|许)?(?![日月年天小多来])",
        _clock,
        "点时",
    ),
    Rule(f"差{_LESS}{_HOUR}[整正钟]?", _clock_less, "差"),
    Rule(f"{_HOUR}差{_LESS}", _clock_less, "差"),
    Rule("(?:大约|约|大概|差不多)(?=.*[点时:])", _about, "约概差"),
    Rule(r"(?<=[天日])(?:这个?时候|此时|同一时间)\Z", _same_clock, "时"),
    Rule(r"\A[午半]夜(?:12|十二|零|0)点[整正钟]?\Z", _midnight, "夜"),
    Rule("(?P<part>上午|中午|正午|下午|午后|午间|晌午)", _day_part, "午"),
    Rule(
        "(?P<part>早上|早晨|早间|凌晨|清晨|清早|晨间)|一?(?P<early>大早)上?|大(?P<clear>清早)",
        _day_part,
        "早晨",
    ),
    Rule(
        "(?P<part>晚上|晚间|傍晚|黄昏|夜晚|夜里|夜间|深夜|大?(?P<half>半夜)里?)",
        _day_part,
        "晚夜昏",
    ),
    Rule(
        "(?<=.)(?P<part>一?早)|(?<=.)(?P<late>晚)|(?<=[昨今明])(?P<near>[晨夜])"
        "|(?P<bare>[早晚])(?=[0-9零一二三四五六七八九十])",
        _day_part,
        "早晚晨夜",
    ),
    Rule(
        "(?<=[点半分刻整正0-9])(?P<after>[ap])m|(?P<before>[ap])m ?(?=[0-9零一二三四五六七八九十])",
        _half_day,
        "m",
    ),
)

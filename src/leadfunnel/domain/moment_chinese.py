"""Moments said in Chinese, in the form that `moment_text.normalised` gives them."""

from __future__ import annotations

from datetime import date
from re import Match

from leadfunnel.domain.moment_days import (
    calendar_day,
    days_later,
    minutes_later,
    month_day,
    month_end,
    months_later,
    near_month_day,
    near_month_end,
    near_weekday,
    near_year_day,
    shifted,
    week_day,
)
from leadfunnel.domain.moment_part import (
    AFTERNOON,
    DAWN,
    DUSK,
    EVENING,
    MORNING,
    NOON,
    SMALL_HOURS,
    Clock,
    Notation,
    Part,
    Reference,
    Rule,
    Sense,
    on,
)
from leadfunnel.domain.moment_text import NUMBER, number

_NAMED_DAYS = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2, "大后": 3}
_NAMED_YEARS = {"去": -1, "今": 0, "明": 1, "后": 2}
_WEEKDAYS = "一二三四五六日"
_DAY_PARTS = {
    "凌晨": SMALL_HOURS,
    "清晨": DAWN,
    "早": MORNING,
    "上午": MORNING,
    "中午": NOON,
    "正午": NOON,
    "午后": AFTERNOON,
    "下午": AFTERNOON,
    "傍晚": DUSK,
    "晚": EVENING,
}
_UNITS = {
    "天": "day",
    "周": "week",
    "月": "month",
    "年": "year",
    "小时": "hour",
    "钟头": "hour",
    "分钟": "minute",
}

_SHIFT = "(?P<shift>这个?|本|下下个?|下个?|上上个?|上个?)"
_AMOUNT = (
    f"(?P<n>半|{NUMBER})(?:(?P<unit>天|小时|分钟|年)|个?(?P<counted>周)"
    "|个(?P<half>半)?(?P<whole>月|小时|钟头))"
)


def _shift(said: str) -> int:
    return said.count("下") - said.count("上")


def _named_day(match: Match[str], ref: Reference) -> Part:
    return on(days_later(ref, _NAMED_DAYS[match["day"]]))


def _weekday(match: Match[str], ref: Reference) -> Part:
    said = match["day"].replace("天", "日")
    weekday = int(said) - 1 if said.isdigit() else _WEEKDAYS.index(said)
    if match["shift"]:
        return on(week_day(ref, _shift(match["shift"]), weekday))
    return Part(days=near_weekday(ref, weekday), weekday=True)


def _weekend(match: Match[str], ref: Reference) -> Part | None:
    if ref.sense is not Sense.AHEAD:
        return None
    weeks = _shift(match["shift"] or "")
    return on(week_day(ref, weeks, 5) if weeks else max(ref.day, week_day(ref, 0, 5)))


def _next_alone(match: Match[str], ref: Reference) -> Part:
    count = _shift(match["shift"])
    return on(week_day(ref, count, 0) if match["unit"] == "周" else month_day(ref, count, 1))


def _shifted_month_day(match: Match[str], ref: Reference) -> Part:
    months = _shift(match["shift"])
    if match["edge"] in ("底", "末"):
        return on(month_end(ref, months))
    return on(month_day(ref, months, number(match["d"]) if match["d"] else 1))


def _edge_of_month(match: Match[str], ref: Reference) -> Part:
    is_end = match["edge"] != "初"
    if match["m"] is None:
        return on(month_end(ref)) if is_end else Part(days=near_month_day(ref, 1))
    month = number(match["m"])
    return Part(days=near_month_end(ref, month) if is_end else near_year_day(ref, month, 1))


def _end_of_year(match: Match[str], ref: Reference) -> Part:
    return on(_year_end(ref, _NAMED_YEARS[match["year"] or "今"]))


def _year_end(ref: Reference, years: int) -> date:
    return calendar_day(ref, ref.day.year + years, 12, 31)


def _month_and_day(match: Match[str], ref: Reference) -> Part:
    month, day = number(match["m"]), number(match["d"] or match["digits"])
    if match["y"]:
        return on(calendar_day(ref, int(match["y"]), month, day))
    if match["year"]:
        return on(calendar_day(ref, ref.day.year + _NAMED_YEARS[match["year"]], month, day))
    return Part(days=near_year_day(ref, month, day))


def _day_of_month(match: Match[str], ref: Reference) -> Part:
    return Part(days=near_month_day(ref, number(match["d"])))


def _amount(match: Match[str], ref: Reference) -> Part | None:
    """Read 3天后, 5天前, 一周内 and 过两天; without any of these words it is only a duration."""
    passing, tail = match["passing"], match["tail"] or ""
    if not (passing or tail) or (passing and tail and not tail.endswith("后")):
        return None
    sign = -1 if tail.endswith("前") else 1
    unit = _UNITS[match["unit"] or match["counted"] or match["whole"]]
    deadline = tail.endswith("内")
    if match["n"] == "半" or match["half"]:
        return _halves(match, ref, unit, sign, deadline)
    return shifted(ref, unit, sign * number(match["n"]), deadline)


def _halves(match: Match[str], ref: Reference, unit: str, sign: int, deadline: bool) -> Part | None:
    whole = 0 if match["n"] == "半" else number(match["n"])
    if match["n"] == "半" and match["half"]:
        return None
    if unit == "hour":
        return shifted(ref, "minute", sign * (60 * whole + 30), deadline)
    if unit == "year":
        return shifted(ref, "month", sign * 6, deadline)
    if unit == "month":
        later = months_later(ref, sign * whole, sign * 15)
        return Part(days=iter((later,)), deadline=deadline)
    return None


def _clock(match: Match[str], _: Reference) -> Part:
    minute = 30 if match["half"] else 0
    if match["quarters"]:
        minute = 15 * number(match["quarters"])
    if match["min"] or match["few"]:
        minute = number(match["min"] or match["few"])
    hour = match["h"]
    padded = len(hour) == 2 and hour[0] == "0"
    return Part(clock=Clock(number(hour), minute, notation=_notation(padded)))


def _notation(padded: bool) -> Notation:
    return Notation.PADDED if padded else Notation.POINT


def _day_part(match: Match[str], _: Reference) -> Part:
    said = next(group for group in match.groups() if group)
    return Part(day_part=_DAY_PARTS[said])


def _now(_: Match[str], ref: Reference) -> Part:
    return Part(exact=minutes_later(ref, 0))


def _deadline(_: Match[str], ref: Reference) -> Part | None:
    return Part(deadline=True) if ref.sense is Sense.AHEAD else None


RULES = (
    Rule(r"\A现在\Z", _now, "现"),
    Rule("(?P<day>大?[前后]|[昨今明])(?:[天日]|儿个?|(?=[早晚]))", _named_day, "前后昨今明"),
    Rule(f"{_SHIFT}?周周?(?P<day>[一二三四五六日天]|[1-7](?![0-9]))", _weekday, "周"),
    Rule("(?P<shift>这个?|本|下下个?|下个?)?周末", _weekend, "末"),
    Rule(r"\A(?P<shift>下下个?|下个?)(?P<unit>周|月)\Z", _next_alone, "下"),
    Rule(f"{_SHIFT}月(?:份?(?P<d>{NUMBER})日|(?P<edge>[初底末]))", _shifted_month_day, "月"),
    Rule(f"(?P<m>{NUMBER})?月(?P<edge>[初底末])", _edge_of_month, "初底末"),
    Rule("(?P<year>[去今明后])?年[底末]", _end_of_year, "年"),
    Rule(
        f"(?:(?P<y>[0-9]{{4,}})年|(?P<year>[去今明后])年)?(?P<m>{NUMBER})月"
        f"(?:(?P<d>{NUMBER})日|(?P<digits>[0-9]{{1,2}})(?![0-9日点时分刻天周个年月:/]))",
        _month_and_day,
        "月",
    ),
    Rule(f"(?P<d>{NUMBER})日", _day_of_month, "日"),
    Rule(f"(?P<passing>再?过)?{_AMOUNT}(?P<tail>(?:之|以)?[后前内])?", _amount, "过后前内"),
    Rule(
        f"(?P<h>{NUMBER})[点时](?:(?P<half>半)|(?P<quarters>[一三13])刻"
        f"|(?P<min>[0-9]{{2}}|零[一二三四五六七八九]|[二三四五]?十[一二三四五六七八九]?)分?"
        f"|(?P<few>{NUMBER})分|整|钟)?(?![0-9钟])",
        _clock,
        "点时",
    ),
    Rule("(?P<part>凌晨|清晨|[上中正下]午|午后|傍晚)", _day_part, "晨午傍"),
    Rule("一?(?P<part>早)[上晨]|(?P<late>晚)[上间]", _day_part, "早晚"),
    Rule(
        "(?<=.)一?(?P<part>早)|(?<=.)(?P<late>晚)|(?P<bare>[早晚])(?=[0-9一二三四五六七八九十])",
        _day_part,
        "早晚",
    ),
    Rule(r"(?<=.)(?:之|以)?前\Z", _deadline, "前"),
)

"""Recurring moments said in Chinese: 每天, 每周一三五, 每月最后一个周五, 每年农历八月十五."""

from __future__ import annotations

import re
from datetime import date
from re import Match

from leadfunnel.domain.lunar import MONTH_NAMES
from leadfunnel.domain.moment_part import AmbiguousMoment
from leadfunnel.domain.moment_text import NUMBER, number
from leadfunnel.domain.record import replace
from leadfunnel.domain.recurrence import WEEKDAYS, Recurrence
from leadfunnel.domain.recurrence_text import Form, Saying

_DAYS = "一二三四五六日"
_ONE = "[一二三四五六日天1-7]"
_WEEK = f"(?P<days>{_ONE}(?:[、,和及跟]?周?{_ONE}(?![0-9点时]))*)"
_DONE = "(?:(?<=[0-9])(?![0-9点时])|(?<![0-9])(?![点时]))"
_SPAN = f"(?P<first>{_ONE})(?:到|至|-|~)周?(?P<last>{_ONE})"
_EVERY = "(?:每逢?|逢)个?"
_SKIP = f"(?:每(?P<n>{NUMBER})个?|(?P<other>隔)一?个?|每隔(?P<gap>{NUMBER})个?)"
_MONTH_DAY = (
    f"的?(?:(?P<d>{NUMBER}日?(?:[、,和及跟]{NUMBER}日?)*)(?<=[日0-9])(?![0-9点时:月周])"
    f"|(?P<edge>初|底|末|第一天|最后一天)"
    f"|(?P<nth>第{NUMBER}|最后一)个?(?:周(?P<weekday>{_ONE})|(?P<work>工作日)))?"
)
_LUNAR = (
    f"(?:农历|阴历|旧历)?的?(?P<leap>闰)?(?P<m>[正冬腊]|{NUMBER})月"
    f"(?:初(?P<ones>{NUMBER})|(?P<d>{NUMBER}))日?"
)


def _daily(_: Match[str], saying: Saying) -> Recurrence:  # noqa: ARG001 - called with both
    return Recurrence("DAILY")


def _working(_: Match[str], saying: Saying) -> Recurrence | None:
    return Recurrence("DAILY", workday=1) if saying.almanac else None


def _skipped_days(match: Match[str], saying: Saying) -> Recurrence:
    return Recurrence("DAILY", _interval(match, saying), start=saying.day)


def _interval(match: Match[str], saying: Saying) -> int:
    """Return how many units lie between two; 每隔两周 may be two or three weeks."""
    if match["other"]:
        return 2
    if match["gap"]:
        gap = number(match["gap"])
        if gap > 1:
            unit = match[0][match.end("gap") - match.start() :].removeprefix("个")[:1]
            readings = f"每{gap}{unit} / 每{gap + 1}{unit}"
            raise AmbiguousMoment(text=saying.text, readings=readings)
        return gap + 1
    return number(match["n"])


def _weekly(match: Match[str], _: Saying) -> Recurrence:
    return Recurrence("WEEKLY", days=_weekdays(match["days"]))


def _weekdays(text: str) -> tuple[str, ...]:
    found = {_weekday(char) for char in re.findall(_ONE, text)}
    return tuple(WEEKDAYS[day] for day in sorted(found))


def _weekday(char: str) -> int:
    return int(char) - 1 if char.isdigit() else _DAYS.index(char.replace("天", "日"))


def _weekday_span(match: Match[str], _: Saying) -> Recurrence | None:
    first, last = _weekday(match["first"]), _weekday(match["last"])
    return Recurrence("WEEKLY", days=WEEKDAYS[first : last + 1]) if first < last else None


def _weekend(_: Match[str], saying: Saying) -> Recurrence:  # noqa: ARG001 - called with both
    return Recurrence("WEEKLY", days=("SA",))


def _weeks(match: Match[str], saying: Saying) -> Recurrence:
    days = _weekdays(match["days"]) if match["days"] else (saying.weekday(),)
    return Recurrence("WEEKLY", _interval(match, saying), days)


def _plain_week(_: Match[str], saying: Saying) -> Recurrence:
    return Recurrence("WEEKLY", days=(saying.weekday(),))


def _monthly(match: Match[str], saying: Saying) -> Recurrence | None:
    return _in_month(match, saying, 1)


def _months(match: Match[str], saying: Saying) -> Recurrence | None:
    return _in_month(match, saying, _interval(match, saying))


def _half_years(match: Match[str], saying: Saying) -> Recurrence | None:
    return _in_month(match, saying, 6)


def _in_month(match: Match[str], saying: Saying, interval: int) -> Recurrence | None:
    plain = Recurrence("MONTHLY", interval)
    if match["d"]:
        days = sorted({number(day) for day in re.findall(NUMBER, match["d"])})
        return replace(plain, month_days=tuple(days))
    if match["edge"]:
        first = match["edge"] in ("初", "第一天")
        return replace(plain, month_days=(1 if first else -1,))
    if match["nth"]:
        nth = -1 if match["nth"] == "最后一" else number(match["nth"][1:])
        if match["work"]:
            return replace(plain, workday=nth) if saying.almanac else None
        day = f"{nth}{WEEKDAYS[_weekday(match['weekday'])]}"
        return replace(plain, days=(day,)) if nth <= 5 else None
    return replace(plain, month_days=(saying.day.day,))


def _quarterly(match: Match[str], saying: Saying) -> Recurrence:
    edge = match["edge"]
    if not edge:
        return Recurrence("MONTHLY", 3, month_days=(saying.day.day,))
    first = edge in ("初", "第一天")
    months = (saying.day.month - 1) // 3 * 3 + (1 if first else 3)
    start = date(saying.day.year, months, 1)
    if first and start < saying.day:
        start = date(start.year + (months > 9), (months + 2) % 12 + 1, 1)
    return Recurrence("MONTHLY", 3, month_days=(1 if first else -1,), start=start)


def _yearly(match: Match[str], saying: Saying) -> Recurrence:
    count = number(match["n"]) if match["n"] else 1
    return Recurrence("YEARLY", count, month=saying.day.month, month_days=(saying.day.day,))


def _year_day(match: Match[str], _: Saying) -> Recurrence | None:
    month = number(match["m"])
    return Recurrence("YEARLY", month=month, month_days=(number(match["d"]),))


def _lunar_day(match: Match[str], saying: Saying) -> Recurrence | None:
    named = MONTH_NAMES.get(match["m"])
    told = match[0].startswith(("每年农", "每年阴", "每年旧")) or match["leap"] or match["ones"]
    if saying.almanac is None or not (told or named):
        return None
    month = named or number(match["m"])
    day = number(match["ones"] or match["d"])
    if not (1 <= month <= 12 and 1 <= day <= 30):
        return None
    return Recurrence("YEARLY", lunar=f"{'L' if match['leap'] else ''}{month:02}-{day:02}")


def _festival(match: Match[str], saying: Saying) -> Recurrence | None:
    from leadfunnel.domain.recurrence_festival import yearly

    return yearly(match["name"], saying)


_NOT_NUMBER = "(?![0-9一二三四五六七八九十])"
FORMS = (
    Form("(?:每|逢)[天日]|天天|日日", _daily),
    Form(f"{_EVERY}工作日(?:每天)?|工作日每天|每个?上班日", _working),
    Form(f"{_SKIP}[天日]", _skipped_days),
    Form(f"{_EVERY}周{_SPAN}", _weekday_span),
    Form(f"{_EVERY}周末", _weekend),
    Form(f"{_EVERY}周{_WEEK}{_DONE}", _weekly),
    Form(f"{_SKIP}周(?:的?周?{_WEEK}{_DONE})?", _weeks),
    Form(f"每个?周{_NOT_NUMBER}", _plain_week),
    Form(f"每个?月{_MONTH_DAY}", _monthly),
    Form("每(?:个?季度?|三个月)的?(?P<edge>初|末|底|第一天|最后一天)?", _quarterly),
    Form(f"每半年{_MONTH_DAY}", _half_years),
    Form(f"{_SKIP}月{_MONTH_DAY}", _months),
    Form(f"每年{_LUNAR}", _lunar_day),
    Form(f"每年的?(?P<m>{NUMBER})月(?P<d>{NUMBER})日?", _year_day),
    Form("每年的?(?P<name>[^0-9点]{2,6}?)(?=[早晚上下中凌傍]|[0-9]|$)", _festival),
    Form(f"每(?:(?P<n>{NUMBER})个?)?年{_NOT_NUMBER}", _yearly),
)

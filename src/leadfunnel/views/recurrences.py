"""The wording of moments that come again and again."""

from __future__ import annotations

from leadfunnel.domain.birthday import LunarBirthday
from leadfunnel.domain.recurrence import WEEKDAYS as CODES
from leadfunnel.domain.recurrence import Recurrence
from leadfunnel.errors import N_
from leadfunnel.i18n import _
from leadfunnel.views.dates import WEEKDAYS, clock
from leadfunnel.views.lunar import lunar_words
from leadfunnel.views.names import listed

_EVERY = {
    "DAILY": (N_("every day"), N_("every {count} days")),
    "WEEKLY": (N_("every week"), N_("every {count} weeks")),
    "MONTHLY": (N_("every month"), N_("every {count} months")),
    "YEARLY": (N_("every year"), N_("every {count} years")),
}
_MORE = N_("{day} no. {number}")
_NTH = {
    "-1": N_("the last {day}"),
    "1": N_("the 1st {day}"),
    "2": N_("the 2nd {day}"),
    "3": N_("the 3rd {day}"),
    "4": N_("the 4th {day}"),
    "5": N_("the 5th {day}"),
}


def recurrence_words(found: Recurrence) -> str:
    """Return a recurring moment in words: every 2 weeks, Fri, 15:00."""
    parts = [_every(found), *_on(found)]
    if found.time is not None:
        parts.append(clock(found.time))
    return listed(parts)


def _every(found: Recurrence) -> str:
    if found.workday and found.freq == "DAILY":
        return _("every working day")
    one, several = _EVERY[found.freq]
    return _(several if found.interval > 1 else one).format(count=found.interval)


def _on(found: Recurrence) -> list[str]:
    if found.lunar:
        month, day = found.lunar.removeprefix("L").split("-")
        return [lunar_words(LunarBirthday(int(month), int(day), found.lunar.startswith("L")))]
    parts = [_("month {number}").format(number=found.month)] if found.month else []
    if found.workday and found.freq != "DAILY":
        parts.append(_nth(str(found.workday), _("working day")))
    parts += [_weekday(day) for day in found.days]
    return parts + [_day(day) for day in found.month_days]


def _weekday(day: str) -> str:
    name = _(WEEKDAYS[CODES.index(day[-2:])])
    return _nth(day[:-2], name) if day[:-2] else name


def _nth(number: str, day: str) -> str:
    return _(_NTH.get(number, _MORE)).format(day=day, number=number)


def _day(day: int) -> str:
    if day == -1:
        return _("the last day")
    return _("day {number}").format(number=day)

"""The wording of days, moments and stretches of time."""

from __future__ import annotations

from datetime import date, time

from leadfunnel.domain.customer import Due
from leadfunnel.errors import N_
from leadfunnel.i18n import _, ngettext, spoken
from leadfunnel.views.setting import Setting

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.moment_join import Moment

HOLIDAYS = {
    "new_year": N_("New Year"),
    "spring_festival": N_("Spring Festival"),
    "qingming": N_("Qingming"),
    "labour_day": N_("Labour Day"),
    "dragon_boat": N_("Dragon Boat Festival"),
    "mid_autumn": N_("Mid-Autumn Festival"),
    "national_day": N_("National Day"),
    "victory_day": N_("Victory Day"),
}
WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


def day_words(day: date) -> str:
    """Return a day with its weekday: Wed 2026-11-25."""
    return f"{_(WEEKDAYS[day.weekday()])} {day.isoformat()}"


def short_day(day: date, setting: Setting) -> str:
    """Return a day as lists show it, with the year only if it is another: 11-25."""
    return day.isoformat()[5:] if day.year == setting.today.year else day.isoformat()


def weekday_and_day(day: date, setting: Setting) -> str:
    """Return a day as lists of promises show it, with the year only if it is far: Wed 11-25."""
    near = abs((day - setting.today).days) < 300
    shown = day.isoformat()[5:] if near else day.isoformat()
    return f"{_(WEEKDAYS[day.weekday()])} {shown}"


def clock(at: time) -> str:
    """Return a time of day: 15:00."""
    return at.isoformat("minutes")


def stamp(instant: int, setting: Setting) -> str:
    """Return an instant in the store's zone, with the year only if it is another: 11-21 15:04."""
    local = setting.calendar.local(instant)
    return f"{short_day(local.date(), setting)} {clock(local.time())}"


def full_stamp(instant: int, setting: Setting) -> str:
    """Return an instant in the store's zone in full: Sat 2026-11-21 15:04."""
    local = setting.calendar.local(instant)
    return f"{day_words(local.date())} {clock(local.time())}"


def days(count: int) -> str:
    """Return a duration: 3 days."""
    return ngettext("{count} day", "{count} days", count).format(count=f"{count:,}")


def short_days(count: float) -> str:
    """Return a duration for columns: 3 d, 0.4 d."""
    return _("{count} d").format(count=decimal(count))


def decimal(number: float) -> str:
    """Return a number with one decimal, or none where it is whole: 3, 0.4."""
    return f"{number:,.1f}".removesuffix(".0")


def distance(day: date, today: date) -> str:
    """Return how far a day lies from today: tomorrow, in 4 days, 3 days ago."""
    ahead = (day - today).days
    if ahead in (-1, 0, 1):
        return (_("today"), _("tomorrow"), _("yesterday"))[ahead]
    if ahead > 0:
        return ngettext("in {count} day", "in {count} days", ahead).format(count=f"{ahead:,}")
    return ngettext("{count} day ago", "{count} days ago", -ahead).format(count=f"{-ahead:,}")


def echoed(day: date, setting: Setting | None) -> str:
    """Return a day as what was read is echoed, with its character: Sat 2026-02-28 (workday)."""
    words = day_words(day)
    if setting is None or setting.almanac is None or setting.almanac.region != "CN":
        return words
    workdays = setting.almanac.workdays
    if day in workdays.worked:
        return _("{day} (workday)").format(day=words)
    if day not in workdays.off:
        return words
    name = workdays.off[day]
    holiday = _(HOLIDAYS[name]) if name in HOLIDAYS else name
    text = _("{day} (off: {holiday})") if holiday else _("{day} (off)")
    return text.format(day=words, holiday=holiday)


def moment_words(moment: Moment, setting: Setting | None) -> str:
    """Return a moment in full as read: Wed 2026-11-25 15:00, in 4 days."""
    when = echoed(moment.day, setting)
    if moment.time is not None:
        seconds = f":{moment.time.second:02}" if moment.time.second else ""
        when = f"{when} {clock(moment.time)}{seconds}"
    if moment.deadline:
        when = _("by {when}").format(when=when)
    told = _far(when, moment.day, setting)
    if not moment.remark:
        return told
    return _("{when} ({remark})").format(when=told, remark=spoken(moment.remark))


def due_words(due: Due, setting: Setting | None) -> str:
    """Return when a promise falls due, in full."""
    when = echoed(due.day, setting)
    if due.at is not None and setting is not None:
        local = setting.calendar.local(due.at)
        when = f"{echoed(local.date(), setting)} {clock(local.time())}"
    return _far(when, due.day, setting)


def short_due(due: Due, setting: Setting) -> str:
    """Return when a promise falls due as lists show it: Wed 11-25 15:00."""
    if due.at is None:
        return weekday_and_day(due.day, setting)
    local = setting.calendar.local(due.at)
    return f"{weekday_and_day(local.date(), setting)} {clock(local.time())}"


def _far(when: str, day: date, setting: Setting | None) -> str:
    if setting is None:
        return when
    return _("{when}, {distance}").format(when=when, distance=distance(day, setting.today))

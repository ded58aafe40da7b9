"""The days on which one greets: festivals by the store's rules, and each person's birthday."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from leadfunnel.domain.contact_cap import GreetingDay
from leadfunnel.domain.customer import Customer
from leadfunnel.errors import N_, NotFoundError, RefusedError
from leadfunnel.services.book import Page

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.festivals import Festival

BIRTHDAY = "birthday"
BIRTHDAY_WORDS = (BIRTHDAY, "birthdays", "生日")
TEACHERS = "教师节"
WOMEN = "三八"
MOURNING = ("清明", "中元", "寒衣节")
MEN = ("男", "male", "m", "先生")


class DayOfMourning(RefusedError):
    """One does not wish anybody joy on a day of mourning."""

    code = "day_of_mourning"
    message = N_("Nobody is greeted on {name}: it is a day of mourning.")


class NoGreetingDay(NotFoundError):
    """No festival is called so."""

    code = "no_greeting_day"
    message = N_("No greeting day is called {text}.")
    hint = N_("For example: leadfunnel greet 中秋, greet christmas, greet birthday")


class NoneNear(RefusedError):
    """No greeting day is near."""

    code = "no_day_near"
    message = N_("No greeting day is near; the next is {name}, {day}.")
    hint = N_("Name the day to see whom you would greet: leadfunnel greet {name} --list")


def festival(text: str) -> Festival:
    """Return the festival of a name in either language; raise NoGreetingDay or DayOfMourning."""
    from leadfunnel.domain.festivals import FESTIVALS
    from leadfunnel.domain.fold import fold

    wanted = fold(text.replace("'", "").replace("’", "").strip())
    for found in FESTIVALS:
        if wanted and wanted in map(fold, found.names):
            if found.names[0] in MOURNING:
                raise DayOfMourning(name=found.names[0])
            return found
    raise NoGreetingDay(text=text[:40])


def days_of(page: Page, found: Festival, first: date, last: date) -> list[date]:
    """Return the days of a festival from `first` to `last`; none where the region's is not sure."""
    from leadfunnel.domain.festivals import day_of

    rule = found.rule_in(page.settings.region)
    if rule is None or (found.is_lunar and not _may_fall(rule, first, last)):
        return []
    years = range(first.year - 1, last.year + 1)
    return [day for year in years if first <= (day := day_of(rule, year, page.almanac)) <= last]


def _may_fall(rule: str, first: date, last: date) -> bool:
    """Tell by the seasons whether a lunar day may lie in a span, without the lunar calendar."""
    if not rule[4:].isdigit():
        return True
    passed = int(rule[1:3]) - 1, int(rule[4:]) - 1
    for year in range(first.year - 1, last.year + 1):
        soonest = date(year, 1, 20) + timedelta(days=29 * passed[0] + passed[1])
        latest = date(year, 2, 22) + timedelta(days=30 * passed[0] + passed[1] + 31)
        if soonest <= last and first <= latest:
            return True
    return False


def greeting_days(page: Page, first: date, last: date) -> tuple[GreetingDay, ...]:
    """Return the festivals on which the store greets, in order; each person's birthday is apart."""
    rules = page.rules("reminders")["holiday"]
    if not rules["on"]:
        return ()
    found = [
        GreetingDay(name, day, weight(page, name))
        for name in (*rules["festivals"], *([TEACHERS] if rules["teachers"] else []))
        if name not in MOURNING
        for day in days_of(page, festival(name), first, last)
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.code)))


def weight(page: Page, code: str) -> int:
    """Return how big a greeting day is."""
    rules = page.rules("greetings")
    return int(
        rules["birthday"] if code == BIRTHDAY else rules["weights"].get(code, rules["other"])
    )


def of_person(
    page: Page, customer: Customer, festivals: Sequence[GreetingDay], first: date, last: date
) -> list[GreetingDay]:
    """Return the greeting days of one customer among the store's, with their birthday."""
    mine = [one for one in festivals if concerns(page, customer, one.code)]
    day = birthday_between(page, customer, first, last)
    return [*mine, GreetingDay(BIRTHDAY, day, weight(page, BIRTHDAY))] if day else mine


def concerns(page: Page, customer: Customer, code: str) -> bool:
    """Tell whether a festival is this customer's: teachers' day is the teachers'."""
    if code == TEACHERS:
        known = page.rules("reminders")["holiday"]["teachers"]
        return any(str(tag) in known or tag.value in known for tag in customer.tags)
    genders = (tag.value.casefold() for tag in customer.tags if tag.dimension == "gender")
    return code != WOMEN or not any(gender in MEN for gender in genders)


def birthday_between(page: Page, customer: Customer, first: date, last: date) -> date | None:
    """Return the day in a span on which a customer's birthday is kept, if there is one."""
    stored = customer.birthday
    if not stored or (not stored.startswith("lunar:") and _is_far(stored, first, last)):
        return None
    day = _next(page, stored, first)
    return day if day is not None and day <= last else None


def _next(page: Page, stored: str, first: date) -> date | None:
    """Return when a birthday comes next; the lunar calendar is loaded for a lunar one only."""
    from leadfunnel.domain.birthday import LUNAR, next_birthday, next_solar
    from leadfunnel.domain.lunar import LunarOutOfRange

    if not stored.startswith(LUNAR):
        return next_solar(stored, first)
    try:
        return next_birthday(stored, first, page.almanac.moon)
    except LunarOutOfRange:
        return None


def _is_far(stored: str, first: date, last: date) -> bool:
    """Tell whether no day of a span has the month and day, which the lunar calendar costs."""
    ends = {f"{first + timedelta(days=step):%m-%d}" for step in range((last - first).days + 1)}
    return stored[-5:] not in ends and not (stored[-5:] == "02-29" and "02-28" in ends)

"""Reads recurring moments as people say them: 每周一三五早上9点, every other friday at 3pm."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time

from leadfunnel.domain.moment_part import AmbiguousMoment, ImpossibleMoment, UnreadableMoment
from leadfunnel.domain.moment_script import simplified
from leadfunnel.domain.moment_text import LONGEST, normalised, shortened
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.recurrence import WEEKDAYS, Recurrence, is_possible, occurrences

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.almanac import Almanac

_MONDAY, _TUESDAY = date(2001, 1, 1), date(2001, 1, 2)


@dataclass(frozen=True, eq=False)
class Saying:
    """What a recurring moment is read against: its text, the wall clock, the day, the almanac."""

    text: str
    now: datetime
    day: date
    almanac: Almanac | None

    def weekday(self) -> str:
        """Return the weekday of today."""
        return WEEKDAYS[self.day.weekday()]

    def checked(self, found: Recurrence) -> Recurrence:
        """Return the rule if there are such days; raise ImpossibleMoment."""
        if not is_possible(found):
            raise ImpossibleMoment(text=self.text)
        return found


@dataclass(frozen=True, eq=False)
class Form:
    """A way of saying it; the text after what the pattern matches is a time of day."""

    pattern: str
    read: Callable[[re.Match[str], Saying], Recurrence | None]


def read_recurrence(
    text: str, now: datetime, *, day: date | None = None, almanac: Almanac | None = None
) -> Recurrence | None:
    """Read a recurring moment, None if the text is none.

    `now` is wall time, `day` the business day on which `monthly` and its like are counted. Raises
    AmbiguousMoment and ImpossibleMoment.
    """
    line = simplified(normalised(text))
    if len(line) > LONGEST:
        return None
    saying = Saying(shortened(text), now, day or now.date(), almanac)
    for form in _forms(line):
        match = re.compile(form.pattern, re.ASCII).match(line)
        found = form.read(match, saying) if match else None
        if match is None or found is None:
            continue
        rest = line[match.end() :].strip(" ,的")
        at = _time(rest, saying) if rest else None
        if at or not rest:
            return _from_first(replace(saying.checked(found), time=at), saying)
    return None


def _forms(line: str) -> Iterable[Form]:
    forms: tuple[Form, ...] = ()
    if not line.isascii():
        from leadfunnel.domain.recurrence_chinese import FORMS as CHINESE

        forms += CHINESE
    if re.match("[a-z]", line):
        from leadfunnel.domain.recurrence_english import FORMS as ENGLISH

        forms += ENGLISH
    return forms


def _time(rest: str, saying: Saying) -> time | None:
    """Return the time of day that the rest says, None if it says anything else."""
    first, second = (_time_on(day, rest, saying) for day in (_MONDAY, _TUESDAY))
    return first if first == second else None


def _time_on(day: date, rest: str, saying: Saying) -> time | None:
    from leadfunnel.domain.moment import read_moment

    try:
        moment = read_moment(f"{day} {rest}", datetime.combine(day, time()))
    except AmbiguousMoment as error:
        readings = error.values["readings"]
        raise AmbiguousMoment(text=saying.text, readings=readings) from None
    except UnreadableMoment:
        return None
    return moment.time if moment.day == day and not moment.deadline else None


def _from_first(found: Recurrence, saying: Saying) -> Recurrence:
    """Return a rule that skips days, weeks or months counted from its first day."""
    if found.interval == 1:
        return found
    every = replace(found, interval=1, start=None)
    first, _ = next(occurrences(every, datetime.combine(saying.day, saying.now.time())))
    return replace(found, start=found.start or first)

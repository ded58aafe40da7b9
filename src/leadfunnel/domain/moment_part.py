"""What a piece of a moment can say (days, times, parts of the day), and what can go wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from enum import Enum
from re import Match

from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.almanac import Almanac


class UnreadableMoment(UnreadableError):
    """The text is no date or time, or only a part of it is."""

    code = "unreadable_when"
    message = N_('Cannot read "{text}" as a date or time.')
    hint = N_("Write e.g. tomorrow 3pm, next wed, +3d, 2026-11-25 15:00, 明天下午3点, 下周三.")


class AmbiguousMoment(UnreadableMoment):
    """The text has two readings, and the wrong one would do harm."""

    code = "ambiguous_when"
    message = N_('"{text}" can mean {readings}.')
    hint = N_("Write it in full, e.g. 2026-11-25 or 15:00.")


class ImpossibleMoment(UnreadableMoment):
    """A day or time that no calendar or clock shows, such as 31 November."""

    code = "impossible_when"
    message = N_('There is no such date or time as "{text}".')
    hint = N_("Check the day against the month, and the hour.")


class DaysDisagree(UnreadableMoment):
    """Two days were named that are not the same, such as a date and another weekday."""

    code = "days_disagree"
    message = N_('The days named in "{text}" do not agree.')
    hint = N_("Write only one of them.")


class MomentOutOfRange(UnreadableError):
    """A date before the first or after the last year that is kept."""

    code = "when_out_of_range"
    message = N_('The date of "{text}" is out of range.')
    hint = N_("Years from 1900 to 9999 can be kept.")


class RecurringMoment(UnreadableMoment):
    """The text names a moment that comes again and again where one is needed."""

    code = "recurring_when"
    message = N_('"{text}" comes again and again; here one date is needed.')
    hint = N_(
        "Write the first one, e.g. next mon or 下周一; see them all with: leadfunnel when {text}"
    )


class PastMoment(UnreadableError):
    """A moment ahead was asked for, and this one has passed."""

    code = "past_when"
    message = N_('"{text}" is in the past.')
    hint = N_("A follow-up lies ahead; what has happened is written with log --at.")


class FutureMoment(UnreadableError):
    """Something that happened was asked for, and this moment is still to come."""

    code = "future_when"
    message = N_('"{text}" is in the future.')
    hint = N_("What has happened lies behind; write e.g. yesterday 3pm or 3天前.")


class Sense(Enum):
    """Which way a moment without a full date is looked for."""

    AHEAD = "ahead"
    BEHIND = "behind"
    EITHER = "either"


@dataclass(frozen=True, eq=False)
class Reference:
    """What a text is read against: the wall clock, the business day, the sense, the almanac.

    Where the text is not the `whole` of what was typed, a number at its end may belong to the rest.
    Without an almanac lunar dates, festivals and working days cannot be read.
    """

    text: str
    now: datetime
    day: date
    sense: Sense
    whole: bool = True
    almanac: Almanac | None = None

    @property
    def wall(self) -> datetime:
        """The wall clock to the minute, without its zone."""
        return self.now.replace(tzinfo=None, second=0, microsecond=0)


@dataclass(frozen=True, eq=False)
class DayPart:
    """A part of the day: the hours (24 is midnight at its end) it covers, and its usual time."""

    hours: range
    default: time | None = None


DEFAULT_HOURS = {"morning": time(9), "noon": time(12), "afternoon": time(15), "evening": time(19)}

SMALL_HOURS = DayPart(range(6))
DAWN = DayPart(range(4, 9))
MORNING = DayPart(range(4, 12), DEFAULT_HOURS["morning"])
NOON = DayPart(range(11, 15), DEFAULT_HOURS["noon"])
AFTERNOON = DayPart(range(12, 20), DEFAULT_HOURS["afternoon"])
DUSK = DayPart(range(16, 21))
EVENING = DayPart(range(17, 25), DEFAULT_HOURS["evening"])


class Notation(Enum):
    """How a clock time was written; the value is the least hour that needs no part of the day.

    3pm is exact, 03:30 padded, 8:30 has a colon, 9点 is a point, "at 12" bare; midnight may be the
    beginning or the end of a day.
    """

    EXACT = -1
    PADDED = 0
    COLON = 8
    POINT = 9
    BARE = 12
    MIDNIGHT = 25


@dataclass(frozen=True, eq=False)
class Clock:
    """A clock time as written."""

    hour: int
    minute: int = 0
    second: int = 0
    notation: Notation = Notation.EXACT


@dataclass(frozen=True, eq=False)
class Part:
    """What one piece of the text says; pieces that fit together make a moment.

    `days` are the days that may be meant, the likeliest first. A `weekday` alone names no date,
    so beside a date it only confirms it; `fixed` is the one day that is meant, if there is but one.
    `offset` in months and days counts from the day another piece names. `exact` settles day and
    time at once. `workdays` when the days were counted in working days.
    """

    days: Iterator[date] | None = None
    weekday: bool = False
    fixed: date | None = None
    offset: tuple[int, int] | None = None
    clock: Clock | None = None
    day_part: DayPart | None = None
    exact: datetime | None = None
    deadline: bool = False
    workdays: bool = False


@dataclass(frozen=True, eq=False)
class Rule:
    """A pattern for one piece of text, and its meaning; None where it means nothing after all.

    Patterns are dear to compile, so a rule is left out of lines without any of its `needs`, which
    are characters or words.
    """

    pattern: str
    read: Callable[[Match[str], Reference], Part | None]
    needs: str | tuple[str, ...] = ""

    def may_apply(self, line: str) -> bool:
        """Say whether the rule is worth trying on the line."""
        return not self.needs or any(sign in line for sign in self.needs)


def on(*days: date) -> Part:
    """Return a part that names these days, the likeliest first."""
    return Part(days=iter(days), fixed=days[0] if len(days) == 1 else None)

"""Puts the parts of a moment together: which day, at what time, and on which side of now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from leadfunnel.domain.moment_days import days_later, months_later
from leadfunnel.domain.moment_part import (
    AmbiguousMoment,
    Clock,
    DayPart,
    DaysDisagree,
    FutureMoment,
    ImpossibleMoment,
    MomentOutOfRange,
    Notation,
    Part,
    PastMoment,
    Reference,
    Sense,
    on,
)
from leadfunnel.domain.record import dataclass

_BUSINESS_AFTERNOON = range(1, 7)


@dataclass(frozen=True)
class Moment:
    """A day, perhaps with a wall time; `deadline` when it was said as "by then".

    `remark` is what is to be said with its echo, such as that nobody works on the day.
    """

    day: date
    time: time | None
    deadline: bool = False
    remark: str = ""

    def iso(self) -> str:
        """Return 2026-11-25 or 2026-11-25T15:00, with seconds only where some were given."""
        if self.time is None:
            return self.day.isoformat()
        precision = "seconds" if self.time.second else "minutes"
        return f"{self.day.isoformat()}T{self.time.isoformat(precision)}"


def joined(parts: Sequence[Part], ref: Reference) -> Moment | None:
    """Return the moment that the parts say together; None where they do not fit together."""
    deadline = any(part.deadline for part in parts)
    exact = [part.exact for part in parts if part.exact]
    if exact:
        day = exact[0].date()  # "today in one hour" is fine, "tomorrow in one hour" is not
        alone = all(part.exact or part.deadline or part.fixed == day for part in parts)
        has_times = len(exact) > 1 or any(part.clock or part.day_part for part in parts)
        return _exactly(exact[0], deadline, ref) if alone and not has_times else None
    moved = _moved(parts, ref)
    if moved is None:
        return None
    parts = moved
    clocks = [part.clock for part in parts if part.clock]
    day_parts = [part.day_part for part in parts if part.day_part]
    named = any(part.days for part in parts)
    if len(clocks) > 1 or len(day_parts) > 1:
        return None
    if not (clocks or day_parts):
        return Moment(_day(parts, None, ref), None, deadline) if named else None
    clock, day_part = next(iter(clocks), None), next(iter(day_parts), None)
    at = _time_of_day(clock, day_part, parts, ref)
    if at is None:
        return None
    day = _day(parts, at, ref) if named else _chosen(_days_alone(clock, day_part, ref), at, ref)
    moment = _wall(day, at, ref)
    return Moment(moment.date(), moment.time(), deadline)


def _moved(parts: Sequence[Part], ref: Reference) -> Sequence[Part] | None:
    """Return the parts with an offset and the day it counts from made one day."""
    offsets = [part.offset for part in parts if part.offset]
    if not offsets:
        return parts
    bases = [part for part in parts if part.days]
    if len(offsets) > 1 or len(bases) != 1:
        return None
    months, days = offsets[0]
    starts = bases[0].days or iter(())
    start = next(starts)
    day = months_later(ref, months, days, start=start)
    if bases[0].weekday and start == ref.day:
        other = months_later(ref, months, days, start=next(starts))
        raise AmbiguousMoment(text=ref.text, readings=f"{day} / {other}")
    return [on(day), *(part for part in parts if not (part.offset or part.days))]


def _time_of_day(
    clock: Clock | None, day_part: DayPart | None, parts: Sequence[Part], ref: Reference
) -> timedelta | None:
    """Return the time since midnight; 24 hours and more belong to the next day."""
    if clock is None:
        default = day_part.default if day_part else None
        return timedelta(hours=default.hour, minutes=default.minute) if default else None
    if not _is_on_dial(clock):
        raise ImpossibleMoment(text=ref.text)
    times = _open_times(
        [
            timedelta(hours=hour, minutes=clock.minute, seconds=clock.second)
            for hour in _hours(clock, day_part)
        ],
        parts,
        ref,
    )
    if len(times) > 1:
        readings = " / ".join(_clock_words(at) for at in times)
        raise AmbiguousMoment(text=ref.text, readings=readings)
    return times[0] if times else None


def _clock_words(at: timedelta) -> str:
    hours, minutes = divmod(at // timedelta(minutes=1), 60)
    return f"{hours:02}:{minutes:02}"


def _open_times(times: list[timedelta], parts: Sequence[Part], ref: Reference) -> list[timedelta]:
    """Return the times left: "today at 5", said after five in the morning, is in the afternoon."""
    fixed = next((part.fixed for part in parts if part.fixed), None)
    if len(times) < 2:
        return times
    if fixed:
        left = [at for at in times if not _is_wrong_side(fixed, at, ref)]
        return left or times[-1:]
    is_midnight = times[-1] - times[0] == timedelta(days=1)
    if is_midnight and not any(part.days for part in parts):
        return [times[-1] if ref.sense is Sense.AHEAD else times[0]]
    return times


def _is_on_dial(clock: Clock) -> bool:
    midnight = (clock.hour, clock.minute, clock.second) == (24, 0, 0)
    return midnight or (clock.hour < 24 and clock.minute < 60 and clock.second < 60)


def _hours(clock: Clock, day_part: DayPart | None) -> list[int]:
    """Return the hours that may be meant: of 3, say, 3 and 15, if nothing tells them apart."""
    hour = clock.hour
    halves = clock.notation is not Notation.EXACT and 1 <= hour <= 12
    either = [hour, hour + 12] if halves else [hour]
    if clock.notation is Notation.MIDNIGHT:
        either = [0, 24]
    if day_part:
        return [hour for hour in either if hour in day_part.hours]
    if clock.notation is Notation.POINT and hour in _BUSINESS_AFTERNOON:
        return [hour + 12]
    return [hour] if hour >= clock.notation.value else either


def _days_alone(clock: Clock | None, day_part: DayPart | None, ref: Reference) -> Iterator[date]:
    """Yield the days that a time without a day may mean."""
    if ref.sense is not Sense.AHEAD:
        yield from (ref.now.date(), ref.day)
        return
    yield ref.day
    # "Afternoon", said in the afternoon, is no word for tomorrow's.
    if clock or not day_part or ref.now.hour not in day_part.hours:
        yield days_later(ref, 1)


def _day(parts: Sequence[Part], at: timedelta | None, ref: Reference) -> date:
    """Return the day that a part names; whatever else names a day must agree with it."""
    dates = [part.days for part in parts if part.days and not part.weekday]
    weekdays = [part.days for part in parts if part.days and part.weekday]
    first, *others = dates or weekdays
    day = _chosen(first, at, ref)
    agreed = [_chosen(other, at, ref) == day for other in others]
    if dates:
        agreed += [next(weekday).weekday() == day.weekday() for weekday in weekdays]
    if not all(agreed):
        raise DaysDisagree(text=ref.text)
    return day


def _chosen(days: Iterator[date], at: timedelta | None, ref: Reference) -> date:
    """Return the first of the days that lies on the right side of now."""
    if ref.sense is Sense.EITHER:
        return _only(days, ref)
    for day in days:
        if not _is_wrong_side(day, at, ref):
            return day
    raise _wrong_side(ref)


def _only(days: Iterator[date], ref: Reference) -> date:
    """Return the day; in a report a date without a year that lies ahead could be the last one."""
    day = next(days)
    last = next(days, None) if day > ref.day else None
    if last:
        raise AmbiguousMoment(text=ref.text, readings=f"{last} / {day}")
    return day


def _is_wrong_side(day: date, at: timedelta | None, ref: Reference) -> bool:
    if ref.sense is Sense.AHEAD:
        return day < ref.day if at is None else _wall(day, at, ref) < ref.wall
    if at is None:
        return day > max(ref.day, ref.now.date())
    return _wall(day, at, ref) > ref.now.replace(tzinfo=None)


def _exactly(moment: datetime, deadline: bool, ref: Reference) -> Moment:
    ahead, now = ref.sense is Sense.AHEAD, ref.now.replace(tzinfo=None)
    if (ahead and moment < ref.wall) or (ref.sense is Sense.BEHIND and moment > now):
        raise _wrong_side(ref)
    return Moment(moment.date(), moment.time(), deadline)


def _wrong_side(ref: Reference) -> PastMoment | FutureMoment:
    kind = PastMoment if ref.sense is Sense.AHEAD else FutureMoment
    return kind(text=ref.text)


def _wall(day: date, at: timedelta, ref: Reference) -> datetime:
    try:
        return datetime.combine(day, time()) + at
    except OverflowError:
        raise MomentOutOfRange(text=ref.text) from None

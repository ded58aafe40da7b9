"""How often somebody may be written to, whatever rule asks for it (domain.md, 6).

No push or greeting within some days of one; so many pushes at most in a month; a push waits while
a greeting day lies near; of two greeting days that lie near each other, the person's bigger one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from leadfunnel.domain.record import dataclass

PUSH, GREETING = "push", "greeting"
RECENT, OFTEN, FESTIVAL, BIGGER = "recent", "often", "festival", "bigger"


@dataclass(frozen=True, eq=False, repr=False)
class Caps:
    """`days` between any two; `pushes` in `push_days`; a push waits `wait_days` for a greeting."""

    days: int = 7
    pushes: int = 4
    push_days: int = 30
    wait_days: int = 7


@dataclass(frozen=True, eq=False, repr=False)
class Sent:
    """A push or greeting that was sent."""

    kind: str
    day: date


@dataclass(frozen=True)
class GreetingDay:
    """A day on which a person is greeted; the greater `weight` is the bigger for them."""

    code: str
    day: date
    weight: int


@dataclass(frozen=True)
class Held:
    """A step must wait: until which day, and for what (recent, often, festival or bigger)."""

    until: date
    reason: str
    for_day: GreetingDay | None = None


def push_held(
    today: date, sent: Sequence[Sent], ahead: Sequence[GreetingDay], caps: Caps
) -> Held | None:
    """Return until when a push must wait, None if it may go out today."""
    reason = _push_reason(today, sent, ahead, caps)
    if reason is None:
        return None
    day = today + timedelta(days=1)
    while _push_reason(day, sent, ahead, caps) is not None:
        day += timedelta(days=1)
    near = [one for one in ahead if reason == FESTIVAL and _is_near(one, today, caps)]
    return Held(day, reason, min(near, key=lambda one: one.day, default=None))


def greeting_held(
    today: date, asked: GreetingDay, sent: Sequence[Sent], ahead: Sequence[GreetingDay], caps: Caps
) -> Held | None:
    """Return until when a greeting must wait, None if it may go out today.

    `ahead` are all the person's greeting days from today on. One that yields to a bigger day near
    it waits for that one's day.
    """
    for taken in chosen([asked, *ahead], caps):
        if taken != asked and _clash(taken, asked, caps) and taken.day >= today:
            return Held(taken.day, BIGGER, taken)
    last = _last(today, sent, caps)
    return None if last is None else Held(last + timedelta(days=caps.days), RECENT)


def chosen(days: Sequence[GreetingDay], caps: Caps) -> list[GreetingDay]:
    """Return the days on which to greet: the bigger first, and none too near to one taken."""
    taken: list[GreetingDay] = []
    for one in sorted(set(days), key=lambda one: (-one.weight, one.day, one.code)):
        if not any(_clash(one, other, caps) for other in taken):
            taken.append(one)
    return taken


def _push_reason(
    day: date, sent: Sequence[Sent], ahead: Sequence[GreetingDay], caps: Caps
) -> str | None:
    if _last(day, sent, caps) is not None:
        return RECENT
    since = day - timedelta(days=caps.push_days)
    if sum(one.kind == PUSH and since < one.day <= day for one in sent) >= caps.pushes:
        return OFTEN
    return FESTIVAL if any(_is_near(one, day, caps) for one in ahead) else None


def _last(day: date, sent: Sequence[Sent], caps: Caps) -> date | None:
    """Return the latest day of what was sent within the days of the cap."""
    since = day - timedelta(days=caps.days)
    return max((one.day for one in sent if since < one.day <= day), default=None)


def _is_near(one: GreetingDay, day: date, caps: Caps) -> bool:
    return day <= one.day <= day + timedelta(days=caps.wait_days)


def _clash(one: GreetingDay, other: GreetingDay, caps: Caps) -> bool:
    return abs((one.day - other.day).days) < caps.days

"""Whom to call next: the keen before the unsure, and no number twice within an hour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from leadfunnel.domain.record import dataclass, replace
from leadfunnel.errors import N_

GROUPS: tuple[str | None, ...] = ("A", "B", None, "C")
"""The standing grades in the order in which they are called; None is not graded yet."""

SKIPPED = {
    "left": N_("off the ladder {count}"),
    "do_not_contact": N_("not to be contacted {count}"),
    "no_phone": N_("without a phone {count}"),
    "wrong_number": N_("wrong number {count}"),
    "declined": N_("not interested {count}"),
    "resting": N_("tried often enough {count}"),
}
"""Why somebody is not called, by code, and how it is said."""


@dataclass(frozen=True)
class Rules:
    """How often one calls; `apart` and `rest` are in seconds, `tries` are failed ones in a row."""

    apart: int
    tries: int
    rest: int


@dataclass(frozen=True)
class Calls:
    """What the log has of the calls to a customer, the oldest first; instants are UTC seconds.

    `grades` are those given; `missed` are the attempts since anybody last answered.
    """

    grades: tuple[str, ...] = ()
    missed: tuple[int, ...] = ()
    reached: bool = False


@dataclass(frozen=True)
class Callee:
    """Somebody to call: the numbers that may be dialled, the first one first.

    `tries` have failed in a row; before `free_at` nobody calls again, UTC seconds.
    """

    id: int
    numbers: tuple[str, ...]
    grade: str | None = None
    tries: int = 0
    free_at: int = 0


def standing_grade(calls: Calls) -> str | None:
    """Return the last A, B or D, which no missed call changes; C while nobody ever answered."""
    said = [grade for grade in calls.grades if grade in ("A", "B", "D")]
    if said:
        return said[-1]
    return "C" if calls.missed and not calls.reached else None


def in_a_row(missed: Sequence[int], rest: int) -> tuple[int, ...]:
    """Return the last missed calls between which there was no rest; a rest begins a new round."""
    found = sorted(missed)
    for place in range(len(found) - 1, 0, -1):
        if found[place] - found[place - 1] >= rest:
            return tuple(found[place:])
    return tuple(found)


def is_left_alone(missed: Sequence[int], rules: Rules, now: int) -> bool:
    """Tell whether so many tries failed in a row that they rest, counted from the last one."""
    found = in_a_row(missed, rules.rest)
    return len(found) >= rules.tries and now - found[-1] < rules.rest


def ordered(callees: Iterable[Callee]) -> tuple[Callee, ...]:
    """Return everyone once, in the order of their grades; within one as they came."""
    once = {callee.id: callee for callee in callees}
    return tuple(sorted(once.values(), key=lambda callee: GROUPS.index(callee.grade)))


def free_from(callee: Callee, called: Mapping[str, int], rules: Rules) -> int:
    """Return from when somebody may be called; `called` tells when each number last was."""
    last = [called[number] + rules.apart for number in callee.numbers if number in called]
    return max(callee.free_at, *last) if last else callee.free_at


def upcoming(
    queue: Sequence[Callee], called: Mapping[str, int], rules: Rules, now: int
) -> Callee | None:
    """Return the first in the queue who may be called now, None while everyone has to wait."""
    free = (callee for callee in queue if free_from(callee, called, rules) <= now)
    return next(free, None)


def without(queue: Sequence[Callee], number: int) -> tuple[Callee, ...]:
    """Return the queue without a customer."""
    return tuple(callee for callee in queue if callee.id != number)


def put_back(queue: Sequence[Callee], callee: Callee, free_at: int) -> tuple[Callee, ...]:
    """Return the queue with somebody at its end who was not reached, to be tried once more."""
    return (*without(queue, callee.id), replace(callee, free_at=free_at))


def counted(queue: Iterable[Callee]) -> dict[str | None, int]:
    """Return how many there are of each grade, in the order in which they are called."""
    grades = [callee.grade for callee in queue]
    return {grade: grades.count(grade) for grade in GROUPS}

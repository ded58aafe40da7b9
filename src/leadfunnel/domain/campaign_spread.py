"""Spreading a list over guides: the keen before the unsure, and to each as many as to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from leadfunnel.domain.call_queue import GROUPS
from leadfunnel.domain.record import dataclass


@dataclass(frozen=True)
class Waiting:
    """Somebody on the list with their grade, and who looks after them."""

    id: int
    grade: str | None
    owner_id: int | None = None


def spread(people: Sequence[Waiting], room: Mapping[int, int]) -> dict[int, int]:
    """Return which guide invites whom, for at most `room` people each.

    Grade by grade: first everybody whose owner is a guide goes to them, then the rest go to
    whoever has fewest of that grade, fewest in all, and came first.
    """
    given: dict[int, int] = {}
    left, all_ = Counter(room), Counter[int]()
    order = {guide: place for place, guide in enumerate(room)}
    for grade in GROUPS:
        group = [one for one in people if one.grade == grade]
        held: Counter[int] = Counter()

        def give(one: Waiting, guide: int, held: Counter[int] = held) -> None:
            given[one.id] = guide
            left[guide] -= 1
            held[guide] += 1
            all_[guide] += 1

        for one in group:
            if one.owner_id is not None and left[one.owner_id] > 0:
                give(one, one.owner_id)
        for one in group:
            free = [guide for guide in room if left[guide] > 0]
            if one.id not in given and free:
                give(one, min(free, key=lambda guide: (held[guide], all_[guide], order[guide])))
    return given

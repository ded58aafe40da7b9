"""Whose sheets are still out: given people on a day, of whom nobody has told anything since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from leadfunnel.domain.invited import Invited
from leadfunnel.domain.record import dataclass


@dataclass(frozen=True)
class Unreturned:
    """So many people were given to a guide on a day, and nothing came back."""

    guide_id: int
    since: str
    people: int


def sheets_out(
    people: Iterable[Invited], day: str, start_of: Callable[[str], int]
) -> tuple[Unreturned, ...] | None:
    """Return the sheets that are out at the end of a day; None where nobody was given any."""
    given: defaultdict[int, list[tuple[str, Invited]]] = defaultdict(list)
    for one in people:
        if one.guide_id and one.assigned_on is not None and one.assigned_on <= day:
            given[one.guide_id].append((one.assigned_on, one))
    found = [_out(guide, held, start_of) for guide, held in given.items()]
    return tuple(one for one in found if one is not None) if given else None


def _out(
    guide: int, held: Sequence[tuple[str, Invited]], start_of: Callable[[str], int]
) -> Unreturned | None:
    since = max(on for on, _one in held)
    begin = start_of(since)
    if any(_told(one) >= begin for _on, one in held):
        return None
    return Unreturned(guide, since, sum(on == since for on, _one in held))


def _told(one: Invited) -> int:
    """Return when something was last told of somebody, beyond that they are on the list."""
    told = (
        *(step.at for step in one.steps if step.rank != 1),
        *(fact.at for fact in one.facts),
        *(call.at for call in (*one.calls, *one.talks)),
        *(sale.at for sale in one.sales),
    )
    return max(told, default=0)

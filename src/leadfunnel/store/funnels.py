"""Who and what stands behind the journeys of a funnel, read for all of them at once."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from leadfunnel.domain.record import dataclass
from leadfunnel.store.sales import sellers
from leadfunnel.store.session import Session


@dataclass(frozen=True)
class Tenures:
    """Who looked after something from an instant on, in order."""

    since: tuple[int, ...]
    owners: tuple[int | None, ...]

    def at(self, instant: int) -> int | None:
        """Return who did just before an instant; before the first is known, who was the first."""
        if len(self.owners) == 1:
            return self.owners[0]
        return self.owners[max(0, bisect_left(self.since, instant) - 1)]


def holders(
    session: Session, numbers: Iterable[int], op: int | None = None, *, of_deals: bool = False
) -> dict[int, Tenures]:
    """Return who looked after customers, or after deals, as known now or after an operation."""
    name = "deal_holders" if of_deals else "holders"
    known = {} if op is None else {"op": op}
    suffix = "" if op is None else "_known"
    found: dict[int, Tenures] = {}
    alone: dict[int | None, Tenures] = {}
    for key, owner, at in session.each(f"funnels.{name}{suffix}", ids=_listed(numbers), **known):
        if key in found:
            before = found[key]
            found[key] = Tenures((*before.since, at), (*before.owners, owner))
        else:  # whoever was the first is taken to have been it always
            found[key] = alone.setdefault(owner, Tenures((at,), (owner,)))
    return found


def places(session: Session, numbers: Iterable[int], column: str) -> dict[int, str | None]:
    """Return the `source` or `outlet` of customers."""
    rows = session.each("funnels.places", ids=_listed(numbers))
    if column == "source":
        return {number: source or None for number, source, _ in rows}
    return {number: outlet or None for number, _, outlet in rows}


def names(session: Session) -> dict[int, str]:
    """Return everybody's name, with the number where two share one."""
    return {number: name for number, (name, _) in sellers(session).items()}


@dataclass(frozen=True)
class Teams:
    """In which department everybody was, and when; `plain` holds what was said without dates."""

    spans: dict[int, list[tuple[int, int | None, str]]]
    plain: dict[int, str | None]

    def at(self, user: int | None, instant: int) -> str | None:
        """Return the department of somebody just before an instant."""
        if user is None:
            return None
        for begin, end, name in reversed(self.spans.get(user, [])):
            if begin < instant and (end is None or instant <= end):
                return name
        return None if user in self.spans else self.plain.get(user)


def teams(session: Session) -> Teams:
    """Return the departments of everybody."""
    spans: dict[int, list[tuple[int, int | None, str]]] = defaultdict(list)
    for row in session.rows("funnels.memberships"):
        spans[row["user_id"]].append((row["from_at"], row["until_at"], row["name"]))
    return Teams(spans, {user: name for user, (_, name) in sellers(session).items()})


def invited(
    session: Session, numbers: Iterable[int], until: int
) -> tuple[dict[int, str], dict[int, str]]:
    """Return the campaigns of invitations by their journeys, and the last ones by customers.

    Only what was recorded before `until` counts.
    """
    journeys: dict[int, str] = {}
    people: dict[int, str] = {}
    for row in session.each("funnels.invitations", ids=_listed(numbers)):
        if row["recorded_at"] >= until:
            continue
        people[row["customer_id"]] = row["name"]
        if row["journey_id"] is not None:
            journeys[row["journey_id"]] = row["name"]
    return journeys, people


def first_bought(session: Session, numbers: Iterable[int]) -> dict[int, int]:
    """Return when customers first bought something they kept, in UTC seconds."""
    rows = session.each("funnels.first_bought", ids=_listed(numbers))
    return {row["customer_id"]: row["at"] for row in rows}


def not_heard(session: Session, numbers: Iterable[int], until: int, since: int) -> frozenset[int]:
    """Return who was not in contact from `since` up to `until`, nor added then."""
    asked = {"ids": _listed(numbers), "until": until, "since": since}
    return frozenset(session.values("funnels.not_heard", **asked))


def _listed(numbers: Iterable[int]) -> str:
    return json.dumps(sorted(set(numbers)))

"""The pool: customers of nobody. Who may be released into it, and how many may be taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_

TAKEN, IDLE, LEFT = "pool", "idle", "left"
"""The codes of why a customer changed hands; `idle:35` is 35 days without a contact."""
DAY = 86_400


@dataclass(frozen=True)
class PoolRules:
    """The rules of the pool (data/rules/pool.toml); 0 is no limit."""

    take_per_day: int
    hold_most: int
    release_days: int
    release_buyers: bool
    rest_days: int
    release_days_of: Mapping[str, int]

    def days_at(self, stage: str | None) -> int:
        """Return after how many days without contact somebody at a stage is let go."""
        return self.release_days_of.get(stage or "", self.release_days)


@dataclass(frozen=True)
class Held:
    """A customer somebody looks after; `since` is UTC seconds of the last contact or hand-over."""

    id: int
    stage: str | None
    since: int
    promised: date | None
    bought: bool
    busy: bool = False

    def idle_days(self, now: int) -> int:
        """Return for how many whole days nothing happened."""
        return (now - self.since) // DAY


def is_let_go(held: Held, rules: PoolRules, now: int, today: date) -> bool:
    """Tell whether a customer goes back to the pool: idle, nothing promised ahead, nothing open."""
    if held.busy or (held.bought and not rules.release_buyers):
        return False
    if held.promised is not None and held.promised >= today:
        return False
    days = rules.days_at(held.stage)
    return 0 < days <= held.idle_days(now)


def room(rules: PoolRules, taken_today: int, holding: int) -> int | None:
    """Return how many more one may take now; None is no limit."""
    rooms = [
        limit - count
        for limit, count in ((rules.take_per_day, taken_today), (rules.hold_most, holding))
        if limit
    ]
    return max(0, min(rooms)) if rooms else None


def reason_phrase(reason: str | None) -> Phrase | str:
    """Return why a customer changed hands in words; what a person wrote stays as it is."""
    code, _, detail = (reason or "").partition(":")
    if reason == TAKEN:
        return Phrase(N_("taken from the pool"))
    if code == IDLE and detail.isdecimal():
        return Phrase(N_("{count} days without contact"), count=detail)
    if code == LEFT and detail:
        return Phrase(N_("{name} left the team"), name=detail)
    return reason or ""


def ranked(found: Sequence[tuple[int, int, int]]) -> list[int]:
    """Return ids, the farthest on the ladder first, then the last in touch; (id, rank, contact)."""
    return [one[0] for one in sorted(found, key=lambda one: (-one[1], -one[2], one[0]))]

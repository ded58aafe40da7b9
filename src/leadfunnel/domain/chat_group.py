"""A group chat customers are asked into, and what may be counted of who is in it."""

from __future__ import annotations

from collections.abc import Iterable

from leadfunnel.domain.record import dataclass, field_names

INTENT = ("A", "B")
DAY = 86_400


@dataclass(frozen=True)
class ChatGroup:
    """A group chat: what for, what its members get, and who helps there."""

    id: int
    name: str
    purpose: str = ""
    benefit: str = ""
    campaign_id: int | None = None
    campaign: str | None = None
    helper_id: int | None = None
    owner: str | None = None


@dataclass(frozen=True)
class Member:
    """A customer in a group, with their standing call grade; instants are UTC seconds.

    `entry` is phone or qr, None where nobody knows. Whoever is junk counts as that alone.
    """

    customer_id: int
    entry: str | None
    joined_at: int
    left_at: int | None = None
    spoke_at: int | None = None
    grade: str | None = None
    junk: bool = False

    def is_silent(self, now: int, days: int) -> bool:
        """Tell whether they said nothing in so many days, or since they joined."""
        return now - (self.spoke_at or self.joined_at) >= days * DAY


@dataclass(frozen=True)
class GroupFigures:
    """Who is in a group: present = keen + unsure + averse + ungraded = phone + qr + unknown.

    Junk and those who left stand beside it. `silent` are those present who say nothing.
    """

    present: int = 0
    keen: int = 0
    unsure: int = 0
    averse: int = 0
    ungraded: int = 0
    phone: int = 0
    qr: int = 0
    unknown: int = 0
    silent: int = 0
    junk: int = 0
    left: int = 0

    @property
    def intent(self) -> int:
        """How many of those present are keen or unsure."""
        return self.keen + self.unsure


def counted(members: Iterable[Member], now: int, silent_days: int) -> GroupFigures:
    """Return what may be counted of a group; silence is counted in days."""
    counts = dict.fromkeys(field_names(GroupFigures), 0)
    grades = {"A": "keen", "B": "unsure", "D": "averse"}
    for one in members:
        if one.left_at is not None:
            counts["left"] += 1
        elif one.junk:
            counts["junk"] += 1
        else:
            counts["present"] += 1
            counts[grades.get(one.grade or "", "ungraded")] += 1
            counts[one.entry or "unknown"] += 1
            counts["silent"] += int(one.is_silent(now, silent_days))
    return GroupFigures(**counts)

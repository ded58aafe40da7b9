"""Complaints: what a case is, and what a number of them says."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from leadfunnel.domain.record import dataclass

OPEN, SOLVED = "open", "solved"
DAY = 86400


@dataclass(frozen=True)
class Case:
    """A complaint and how it was solved; instants are UTC seconds. Printed and taken as `c12`."""

    id: int
    customer_id: int
    complaint: str
    opened_at: int
    status: str
    solved_at: int | None
    resolution: str
    user: str

    @property
    def ref(self) -> str:
        """How it is printed and typed."""
        return f"c{self.id}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits to be solved."""
        return self.status == OPEN


@dataclass(frozen=True)
class CaseFigures:
    """How many cases, open and solved; `days` is the median time to solve one, None without any.

    `bought_again` counts the solved ones whose customers bought afterwards.
    """

    count: int
    open: int
    solved: int
    days: float | None
    bought_again: int


def figures(cases: Sequence[Case], bought_after: Collection[int]) -> CaseFigures:
    """Return what cases come to; customers bought after those in `bought_after` were solved."""
    from statistics import median

    solved = [case for case in cases if case.solved_at is not None and not case.is_open]
    times = [((case.solved_at or 0) - case.opened_at) / DAY for case in solved]
    again = sum(case.id in bought_after for case in solved)
    middle = median(times) if times else None
    return CaseFigures(len(cases), len(cases) - len(solved), len(solved), middle, again)

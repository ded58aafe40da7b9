"""Who brought whom, as trees: what stands below everyone, and how a tree is drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from leadfunnel.domain.record import dataclass


@dataclass(frozen=True)
class Brought:
    """One customer whom another brought."""

    id: int
    by: int


@dataclass(frozen=True)
class Below:
    """Everybody below a customer: how many, and what they came to, minor units by currency."""

    count: int
    sums: Mapping[str, int]


class Forest:
    """All referrals of a store; `sums` is what each customer came to, by currency.

    Circles are refused when they are typed. One that a file brought all the same is cut where it
    comes back to somebody who stands above.
    """

    def __init__(self, brought: Iterable[Brought], sums: Mapping[int, Mapping[str, int]]) -> None:
        self.sums = sums
        self.by = {one.id: one.by for one in brought}
        self.children: dict[int, list[int]] = defaultdict(list)
        for number in sorted(self.by):
            self.children[self.by[number]].append(number)
        self._below: dict[int, Below] = {}

    def roots(self) -> list[int]:
        """Return those who brought somebody and whom nobody brought."""
        return sorted(number for number in self.children if number not in self.by)

    def walk(self, root: int) -> list[tuple[int, int]]:
        """Return everybody below a customer with their depth, each after who brought them."""
        found: list[tuple[int, int]] = []
        seen = {root}
        waiting = [(child, 1) for child in reversed(self.children.get(root, ()))]
        while waiting:
            number, depth = waiting.pop()
            if number in seen:
                continue
            seen.add(number)
            found.append((number, depth))
            waiting += [(child, depth + 1) for child in reversed(self.children.get(number, ()))]
        return found

    def below(self, number: int) -> Below:
        """Return what stands below a customer; computed once for everybody on the way."""
        if number not in self._below:
            for one in reversed([number, *(child for child, _ in self.walk(number))]):
                if one not in self._below:
                    self._below[one] = self._added(one)
        return self._below[number]

    def _added(self, number: int) -> Below:
        count, sums = 0, defaultdict[str, int](int)
        for child in self.children.get(number, ()):
            under = self._below.get(child)
            if under is None:  # a circle, cut here
                continue
            count += 1 + under.count
            for part in (under.sums, self.sums.get(child, {})):
                for currency, minor in part.items():
                    sums[currency] += minor
        return Below(count, sums)


def drawn(depths: Sequence[int]) -> list[str]:
    """Return the lines before each name of a tree given by depths, in ASCII: "|  `- ".

    A line goes down beside a name as long as a later one stands at its level.
    """
    found: list[str] = []
    goes_on: dict[int, bool] = {}
    for depth in reversed(depths):
        lines = ["|  " if goes_on.get(level) else "   " for level in range(1, depth)]
        own = ["|- " if goes_on.get(depth) else "`- "] if depth else []
        found.append("".join([*lines, *own]))
        goes_on = {level: on for level, on in goes_on.items() if level < depth}
        goes_on[depth] = True
    return found[::-1]

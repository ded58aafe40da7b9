"""Where a funnel loses more than elsewhere, and whether that is more than chance.

A step is compared with itself in earlier periods, and for each segment with all others of the
same period. Each comparison is tested by two proportions, all of them corrected together (Holm);
where one side is smaller than the least number nothing is said (domain.md, 4).
"""

from __future__ import annotations

from leadfunnel.domain.climb import DAY, Climb
from leadfunnel.domain.proportions import Share, difference, holm, two_proportions
from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

WORSE, BETTER, LEVEL, FEW = "worse", "better", "level", "few"


@dataclass(frozen=True)
class Tried:
    """One comparison: who got from stage `base` to `code` here, and who did there.

    `there` is earlier, or where `by` names a dimension everybody outside the segment `group`.
    """

    base: str
    code: str
    here: Share
    there: Share
    by: str | None = None
    group: str | None = None


@dataclass(frozen=True)
class Judged:
    """What a comparison comes to: worse, better, level (no difference to be seen) or few.

    `p` is of this comparison alone, `adjusted` for all that was tried; `low` and `high` are the
    95 % interval of the rate here less the rate there. All are None of too few.
    """

    tried: Tried
    verdict: str
    p: float | None = None
    adjusted: float | None = None
    method: str | None = None
    low: float | None = None
    high: float | None = None

    @property
    def missed(self) -> float:
        """How many more had got on here at the rate there; less than nothing where it is better."""
        here, there = self.tried.here, self.tried.there
        return there.part * here.n / there.n - here.part if there.n else 0.0


def judged(tried: Sequence[Tried], least: int, level: float) -> tuple[Judged, ...]:
    """Judge comparisons together, in their order; `level` is a fraction such as 0.05."""
    enough = [one for one in tried if min(one.here.n, one.there.n) >= max(1, least)]
    tests = [two_proportions(one.here, one.there) for one in enough]
    adjusted = holm([test.p for test in tests])
    found = {
        id(one): _judged(one, test.p, mended, test.method, level)
        for one, test, mended in zip(enough, tests, adjusted, strict=True)
    }
    return tuple(found.get(id(one)) or Judged(one, FEW) for one in tried)


def _judged(one: Tried, p: float, adjusted: float, method: str, level: float) -> Judged:
    low, high = difference(one.here, one.there)
    verdict = LEVEL
    if adjusted < level:
        lower = one.here.part * one.there.n < one.there.part * one.here.n
        verdict = WORSE if lower else BETTER
    return Judged(one, verdict, p, adjusted, method, low, high)


def worst(found: Iterable[Judged]) -> Judged | None:
    """Return the leak that costs most people, None where nothing is worse than chance has it."""
    leaks = [one for one in found if one.verdict == WORSE]
    return max(leaks, key=lambda one: one.missed, default=None)


def against_earlier(
    codes: Sequence[str], here: Sequence[int], there: Sequence[int]
) -> Iterator[Tried]:
    """Yield each step of a ladder now and earlier, from how many reached its rungs."""
    for rank in range(1, len(codes)):
        yield Tried(
            base=codes[rank - 1],
            code=codes[rank],
            here=Share(here[rank], here[rank - 1]),
            there=Share(there[rank], there[rank - 1]),
        )


def against_rest(
    step: tuple[str, str], by: str, groups: Mapping[str | None, Share]
) -> Iterator[Tried]:
    """Yield each segment of a step against all others; two that are each other's rest only once.

    Of those the one with the lower rate: the test is the same both ways.
    """
    peopled = {name: share for name, share in groups.items() if share.n}
    whole = sum(peopled.values(), Share(0, 0))
    names = sorted(peopled, key=lambda name: (name is None, name or ""))
    if len(names) == 2:
        names = [min(names, key=lambda name: peopled[name].rate or 0.0)]
    if len(peopled) > 1:
        for name in names:
            share = peopled[name]
            yield Tried(*step, here=share, there=whole - share, by=by, group=name)


def aged_shares(
    climbs: Iterable[tuple[str | None, Climb]], rank: int, seconds: int, until: int
) -> dict[str | None, Share]:
    """Return who stepped up to a rung by segment, everybody as they stood at one age of their own.

    Who is younger than that is left out: a segment of newcomers would look worse than it is.
    """
    found: dict[str | None, Share] = {}
    for group, one in climbs:
        if one.born + seconds <= until:
            reached = one.reached(one.born + seconds)
            share = Share(int(reached >= rank), int(reached >= rank - 1))
            found[group] = found.get(group, Share(0, 0)) + share
    return found


def own_age(end: int, until: int, median_days: float | None) -> int:
    """Return the age in seconds at which people of a period that ended at `end` are compared.

    What half of those take who get there, or what the youngest have had where that is more.
    """
    return max(0, until - end, round((median_days or 0) * DAY))

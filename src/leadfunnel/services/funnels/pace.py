"""Who climbed lately, and how long they took: the one measure of how old a period has to be."""

from __future__ import annotations

from leadfunnel.domain.climb import DAY, Climb, climb, median_days
from leadfunnel.domain.journey import History
from leadfunnel.domain.record import dataclass
from leadfunnel.services.funnels.reading import Reading


@dataclass(frozen=True)
class Climbed:
    """Every journey that moved from an instant on, with its climb; others may be among them."""

    since: int
    pairs: tuple[tuple[History, Climb], ...]

    @property
    def climbs(self) -> list[Climb]:
        """The climbs alone."""
        return [one for _, one in self.pairs]

    def median_days(self, rank: int) -> float | None:
        """Return in how many days half of those who got to a rung lately did."""
        return median_days(self.climbs, rank, self.since)


def climbed(reading: Reading, begin: int) -> Climbed:
    """Return who moved since an instant, or for as many days as the rules measure the pace by."""
    days = reading.page.rules("funnel")["pace_days"]
    since = min(begin, reading.until - days * DAY)
    if since not in reading.climbed:
        made = ((one, climb(one, reading.pipeline, reading.until)) for one in reading.moved(since))
        pairs = tuple((history, one) for history, one in made if one is not None)
        reading.climbed[since] = Climbed(since, pairs)
    return reading.climbed[since]

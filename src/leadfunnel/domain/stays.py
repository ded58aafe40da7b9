"""Who stands in a stage without having moved lately, counted where they are kept, not read.

Figures of the present need of them only how many there are, and since when one of a certain rank
stands there. So a report of a week reads only those who moved in it.
"""

from __future__ import annotations

from leadfunnel.domain.rate import between
from leadfunnel.domain.record import dataclass, field

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Instants = Callable[[str, bool, int, int], list[int]]


def _nobody(_code: str, _certain: bool, _skip: int, _many: int) -> list[int]:
    return []


@dataclass(frozen=True)
class Stays:
    """Journeys that stand still, by stage; `certain` counts those since an instant that is known.

    `too_long` counts those past the limit of their stage. `instants` returns since when some of a
    stage stand there, the longest first: stage, only the certain ones, how many to skip, how many
    to return. Nobody has two such journeys.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    certain: Mapping[str, int] = field(default_factory=dict)
    too_long: Mapping[str, int] = field(default_factory=dict)
    instants: Instants = _nobody

    def quantile(
        self, code: str, share: float, moved: Sequence[int], now: int, *, certain: bool
    ) -> float | None:
        """Return the seconds a share (0 to 1) of a stage stands there at most, None of nobody.

        `moved` are the instants since which others stand there, who did move.
        """
        still = (self.certain if certain else self.counts).get(code, 0)
        everybody = still + len(moved)
        if not everybody:
            return None
        below, above, part = between(everybody, share)
        last, first = everybody - 1 - below, everybody - 1 - above
        skip = max(0, first - len(moved))
        kept = self.instants(code, certain, skip, last - skip + 1) if still > skip else []
        pool = sorted((*kept, *moved))
        low, high = now - pool[last - skip], now - pool[first - skip]
        return low + (high - low) * part


NOBODY = Stays()

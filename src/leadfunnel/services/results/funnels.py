"""What `funnel` returns beside its three views: compared, side by side, opened, as paths."""

from __future__ import annotations

from leadfunnel.domain.climb import is_mature
from leadfunnel.domain.record import dataclass, field

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from leadfunnel.domain.aged import Difference
    from leadfunnel.domain.behind import Figure
    from leadfunnel.domain.figures import Cohort, Flow, Snapshot
    from leadfunnel.domain.paths import Manner, Path
    from leadfunnel.domain.pipeline import Pipeline


@dataclass(frozen=True)
class Earlier:
    """An earlier period as far as it had got at the age this one has now, in seconds.

    `which` is previous or last-year.
    """

    which: str
    first: date
    last: date
    label: str
    age: int
    cohort: Cohort


@dataclass(frozen=True)
class Compared:
    """Every step of a period beside the same of an earlier one, at equal age.

    `least` people before a step make it judged; `days` are the median days to it from coming in,
    and `length` the seconds of the longer period: both must have passed for a step to be mature.
    """

    earlier: Earlier
    now: Cohort
    steps: tuple[Difference, ...]
    least: int
    days: Mapping[str, float | None]
    length: int

    @property
    def ended(self) -> bool:
        """Whether both periods have ended at the age at which they are compared."""
        return self.earlier.age >= self.length

    def is_mature(self, code: str) -> bool:
        """Tell whether both periods are old enough for the step to a stage."""
        return is_mature(self.earlier.age, self.length, self.days.get(code))


@dataclass(frozen=True)
class Part:
    """The figures of one segment; None is the segment of those who have none."""

    name: str | None
    cohort: Cohort
    flow: Flow
    snapshot: Snapshot


@dataclass(frozen=True)
class SideBySide:
    """Segments beside each other, the largest first, and all of them together.

    `others` holds the figures of the `joined` segments for which there is no room.
    """

    by: str
    parts: tuple[Part, ...]
    others: Part | None
    joined: int
    total: Part
    earlier: Earlier | None


@dataclass(frozen=True)
class Opened:
    """Which figure a list of people stands behind: the figure itself counts `count`.

    That is journeys, visits or moves, of which one customer may have several. `segment` holds
    what they are told apart by, and which one is meant; `paths` the stages each went through.
    """

    figure: Figure
    pipeline: Pipeline
    first: date
    last: date
    label: str
    as_of: int
    count: int
    people: int
    days: int | None = None
    segment: tuple[str, str | None] | None = None
    paths: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class PathReport:
    """The real paths of those who came in a period; `more` paths are left out."""

    pipeline: Pipeline
    first: date
    last: date
    label: str
    as_of: int
    known_at: int | None
    recorded_since: int
    paths: tuple[Path, ...]
    more: int
    more_people: int
    manners: tuple[Manner, ...]
    least: int

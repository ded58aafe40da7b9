"""Who stood still, one by one: for figures that tell them apart by more than their stage.

They are read without their history, which most of what they are told apart by does not need.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from leadfunnel.domain.record import dataclass, field
from leadfunnel.domain.stays import Stays

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from leadfunnel.domain.journey import Change
    from leadfunnel.domain.segmented import Mark

    Stood = tuple[str | None, str | None, str]
    """The segments at the beginning and at the end of a period, and the stage."""


class Unread(LookupError):
    """The history of somebody who stood still is needed: everybody has to be read."""


@dataclass(frozen=True, slots=True)
class Resting:
    """A journey that stands in a stage since an instant; `assumed` says that this is a guess."""

    journey_id: int
    person_id: int
    stage: str
    since: int
    assumed: int

    @property
    def changes(self) -> tuple[Change, ...]:
        """Raise Unread: nothing but where it stands is known."""
        raise Unread(self.journey_id)


@dataclass(frozen=True)
class Rested:
    """Who stood still by segments: through a period, and at the instant of the figures."""

    through: Mapping[Stood, int] = field(default_factory=dict)
    standing: Mapping[str | None, Stays] = field(default_factory=dict)


def rested(
    resting: Iterable[Resting],
    mark: Mark,
    moving: tuple[int, int],
    now: tuple[int, Mapping[str, int]],
) -> Rested:
    """Return them by what tells segments, at [begin, end) of a period and just before `now`.

    `now` comes with the instants since before when somebody stands too long in a stage. Raises
    Unread where a segment follows from the history.
    """
    (begin, end), (until, limits) = moving, now
    through: Counter[Stood] = Counter()
    standing: dict[str | None, dict[str, list[Resting]]] = defaultdict(lambda: defaultdict(list))
    for one in resting:
        last = mark(one, end, None)
        through[mark(one, begin, None), last, one.stage] += 1
        here = last if until == end else mark(one, until, None)
        standing[here][one.stage].append(one)
    return Rested(through, {name: _stays(part, limits) for name, part in standing.items()})


def _stays(stages: Mapping[str, list[Resting]], limits: Mapping[str, int]) -> Stays:
    instants = {code: sorted(one.since for one in some) for code, some in stages.items()}
    certain = {
        code: sorted(one.since for one in some if not one.assumed) for code, some in stages.items()
    }

    def listed(code: str, only_certain: bool, skip: int, many: int) -> list[int]:
        found = (certain if only_certain else instants).get(code, [])
        return found[skip : skip + many]

    return Stays(
        counts={code: len(some) for code, some in instants.items()},
        certain={code: len(some) for code, some in certain.items()},
        too_long={
            code: sum(since < limits[code] for since in some)
            for code, some in instants.items()
            if code in limits
        },
        instants=listed,
    )

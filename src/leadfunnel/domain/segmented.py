"""The three views of a funnel for each segment of its people; the segments' counts add up.

A mark tells the segment of a journey at an instant. What does not change with time, such as a
source, ignores the instant; an owner may be another at each event. Instants are UTC seconds.
"""

from __future__ import annotations

from collections import defaultdict

from leadfunnel.domain.funnel import cohort, snapshot
from leadfunnel.domain.stays import NOBODY

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from leadfunnel.domain.figures import Cohort, Snapshot
    from leadfunnel.domain.funnel import Worth
    from leadfunnel.domain.journey import Change, History
    from leadfunnel.domain.pipeline import Pipeline
    from leadfunnel.domain.resting import Resting
    from leadfunnel.domain.stays import Stays

    Mark = Callable[[History | Resting, int, Change | None], str | None]
    """The segment of a journey at an instant, or at a change of it; None where it has none."""


def at_birth(history: History, mark: Mark) -> str | None:
    """Return the segment of a journey at its first event, as cohorts are told apart."""
    first = history.changes[0]
    return mark(history, first.at, first)


def split(
    histories: Iterable[History], segment: Callable[[History], str | None]
) -> dict[str | None, list[History]]:
    """Return journeys by their segments."""
    found: dict[str | None, list[History]] = defaultdict(list)
    for history in histories:
        found[segment(history)].append(history)
    return dict(found)


def cohorts(
    histories: Iterable[History], pipeline: Pipeline, until: int, mark: Mark
) -> dict[str | None, Cohort]:
    """Return how far those of each segment got; the caller passes those born in the period."""
    parts = split(histories, lambda history: at_birth(history, mark))
    found = {name: cohort(part, pipeline, until) for name, part in parts.items()}
    return {name: figures for name, figures in found.items() if figures.population}


def snapshots(
    histories: Iterable[History],
    pipeline: Pipeline,
    at: int,
    mark: Mark,
    beside: tuple[Mapping[int, Worth], Mapping[str | None, Stays]] = ({}, {}),
) -> dict[str | None, Snapshot]:
    """Return where those of each segment stood just before `at`, by the segment they had then.

    `beside` are what journeys are worth (see `snapshot`), and who stood there too, without being
    among the histories.
    """
    parts, (money, still) = split(histories, lambda history: mark(history, at, None)), beside
    return {
        name: snapshot(parts.get(name, ()), pipeline, at, money, still.get(name, NOBODY))
        for name in dict.fromkeys((*parts, *still))
    }

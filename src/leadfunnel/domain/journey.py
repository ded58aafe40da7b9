"""One customer's, deal's or invitation's passage through a pipeline, read from its changes.

Only the order and the targets of the changes decide where a journey stood: a voided change may
leave an `origin` that no longer fits, and a change to the stage one is in moves nothing.
"""

from __future__ import annotations

from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, StoreError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Iterator

    from leadfunnel.domain.pipeline import Pipeline


class UnknownStageInHistory(StoreError):
    """A stored change names a stage its pipeline does not have; no figure would be right."""

    code = "unknown_stage_in_history"
    message = N_("Journey {journey} went to stage {stage}, which pipeline {pipeline} has not got.")
    hint = N_("Say where it belongs: leadfunnel pipeline migrate {stage}=NEW")


@dataclass(frozen=True)
class Change:
    """A move to another stage at an instant; `assumed` says that only the instant is a guess.

    `owner_id` is who looked after the customer, or the deal, then; `reason` why they were moved.
    """

    at: int
    sequence: int
    origin: str | None
    target: str
    assumed: bool = False
    owner_id: int | None = None
    reason: str | None = None


@dataclass(frozen=True)
class History:
    """All changes of one journey that are not void, in order of (at, sequence).

    With a `count` it stands for so many journeys that went the very same way: see `went`.
    """

    journey_id: int
    person_id: int
    changes: tuple[Change, ...]
    count: int = 1


@dataclass(frozen=True)
class Visit:
    """An unbroken stay [begin, end) in one ladder stage; `end` and `left` are None while it runs.

    `kind` is how it began: new (first on the ladder), up, down, or reopened (from an exit).
    `left` is how it ended: advanced, back, lost or invalid. A stay may have no length.
    """

    stage: str
    begin: int
    end: int | None
    kind: str
    left: str | None
    begin_assumed: bool
    end_assumed: bool


def born_in(history: History, begin: int, end: int) -> bool:
    """Tell whether the first event lies in [begin, end)."""
    return bool(history.changes) and begin <= history.changes[0].at < end


def steps(
    history: History, pipeline: Pipeline, until: int | None
) -> Iterator[tuple[str | None, Change]]:
    """Yield each change before `until` that moved the journey, with the stage it stood in.

    UnknownStageInHistory for a target the pipeline does not have.
    """
    known, stood = pipeline.by_code, None
    for change in history.changes:
        if until is not None and change.at >= until:
            return
        if change.target not in known:
            raise UnknownStageInHistory(
                journey=history.journey_id, stage=change.target, pipeline=pipeline.name
            )
        if change.target != stood:
            yield stood, change
            stood = change.target


def arrival(pipeline: Pipeline, stood: str | None, target: str, *, first: bool) -> str:
    """Return how a visit of ladder stage `target` begins: new, up, down or reopened."""
    before, now = stood and pipeline.by_code[stood].rank, pipeline.by_code[target].rank
    if first:
        return "new"
    if not before or not now:
        return "reopened"
    return "up" if now > before else "down"


def departure(pipeline: Pipeline, stood: str, target: str) -> str:
    """Return how a visit of ladder stage `stood` ends: advanced, back, lost or invalid."""
    before, after = pipeline.by_code[stood].rank, pipeline.by_code[target]
    if not before or not after.rank:
        return after.kind
    return "advanced" if after.rank > before else "back"


def visits(history: History, pipeline: Pipeline, until: int | None = None) -> tuple[Visit, ...]:
    """Return the stays on the ladder, as they stood just before `until`."""
    moves = list(steps(history, pipeline, until))
    found: list[Visit] = []
    for place, (stood, change) in enumerate(moves):
        if pipeline.by_code[change.target].rank is None:
            continue
        leaving = moves[place + 1][1] if place + 1 < len(moves) else None
        found.append(
            Visit(
                stage=change.target,
                begin=change.at,
                end=leaving.at if leaving else None,
                kind=arrival(pipeline, stood, change.target, first=not found),
                left=departure(pipeline, change.target, leaving.target) if leaving else None,
                begin_assumed=change.assumed,
                end_assumed=leaving.assumed if leaving else False,
            )
        )
    return tuple(found)


def reach(history: History, pipeline: Pipeline, until: int | None = None) -> int:
    """Return the highest rank stood on before `until`, 0 for none; skipped stages count."""
    moves = steps(history, pipeline, until)
    return max((pipeline.by_code[change.target].rank or 0 for _, change in moves), default=0)


def standing(
    history: History, pipeline: Pipeline, until: int | None = None
) -> tuple[str, int] | None:
    """Return the stage or exit stood in just before `until`, and since when; None before any."""
    last = None
    for _, change in steps(history, pipeline, until):
        last = change.target, change.at
    return last

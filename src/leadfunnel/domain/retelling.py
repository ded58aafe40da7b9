"""Correcting one change of a passage: the changes as they should have been, or why they cannot be.

What holds of a passage that was told rightly holds of the corrected one: it begins on the ladder,
never leads to where it stands, and its moments follow each other.
"""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.pipeline import Pipeline, Stage
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.errors import N_, RefusedError


class OnlyChange(RefusedError):
    """Without its only change a customer would stand nowhere."""

    code = "only_change"
    message = N_("This is the only change: without it there would be no stage at all.")
    hint = N_("Correct it with --to or --at.")


class LeadsNowhere(RefusedError):
    """Two changes in a row would lead to the same stage."""

    code = "leads_nowhere"
    message = N_("Changes {first} and {second} would both lead to {stage}.")
    hint = N_("Take the other one out first: --change {second} --rm")


class BeginsOutside(RefusedError):
    """A passage begins on the ladder."""

    code = "begins_outside"
    message = N_("The first change cannot lead to {stage}: a customer enters on the ladder.")


class BeforeThePrevious(RefusedError):
    """The moment lies before the change that came earlier."""

    code = "before_the_previous"
    message = N_("Change {number} cannot have been before change {other}.")
    hint = N_("If that one has the wrong date, correct it first: --change {other} --at WHEN")


class AfterTheNext(BeforeThePrevious):
    """The moment lies after the change that came later."""

    code = "after_the_next"
    message = N_("Change {number} cannot have been after change {other}.")


@dataclass(frozen=True)
class Event:
    """One change of a passage: to which stage (its code) and when, UTC seconds."""

    stage: str
    at: int
    assumed: bool = False
    reason: str | None = None


@dataclass(frozen=True)
class Fix:
    """What is corrected: the stage, the span in which it happened, the reason, or all of it.

    `span` is the first and the last second that was meant; one second for a known moment.
    """

    stage: Stage | None = None
    span: tuple[int, int] | None = None
    reason: str | None = None
    remove: bool = False


def retold(pipeline: Pipeline, events: Sequence[Event], place: int, fix: Fix) -> list[Event]:
    """Return the events with the one at `place` corrected; RefusedError says why they cannot be."""
    if fix.remove:
        if len(events) == 1:
            raise OnlyChange()
        told = [event for number, event in enumerate(events) if number != place]
    else:
        told = list(events)
        told[place] = _corrected(events, place, fix)
    _check(pipeline, told, place, taken_out=fix.remove)
    return told


def _corrected(events: Sequence[Event], place: int, fix: Fix) -> Event:
    event = events[place]
    if fix.stage is not None:
        event = replace(event, stage=fix.stage.code)
    if fix.span is not None:
        event = replace(event, at=_moment(events, place, fix.span), assumed=False)
    if fix.reason is not None:
        event = replace(event, reason=fix.reason or None)
    return event


def _moment(events: Sequence[Event], place: int, span: tuple[int, int]) -> int:
    """Return the last second of the span that is not after the next change."""
    first, last = span
    if place + 1 < len(events):
        after = events[place + 1].at
        if after < first:
            raise AfterTheNext(number=place + 1, other=place + 2)
        last = min(last, after)
    if place and last < events[place - 1].at:
        raise BeforeThePrevious(number=place + 1, other=place)
    return last


def _check(pipeline: Pipeline, told: Sequence[Event], place: int, *, taken_out: bool) -> None:
    first = pipeline.stage(told[0].stage)
    if first.rank is None:
        raise BeginsOutside(stage=first)
    gap = 1 if taken_out else 0
    for number in (place,) if taken_out else (place, place + 1):
        if 0 < number < len(told) and told[number].stage == told[number - 1].stage:
            stage = pipeline.stage(told[number].stage)
            raise LeadsNowhere(first=number, second=number + 1 + gap, stage=stage)

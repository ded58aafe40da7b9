"""A customer's passage through one pipeline: where they stand, and the change that moves them."""

from __future__ import annotations

from leadfunnel.domain.pipeline import Pipeline, Stage
from leadfunnel.domain.record import dataclass
from leadfunnel.i18n import language
from leadfunnel.services import plan_watch
from leadfunnel.services.book import Writing
from leadfunnel.store.session import Row


@dataclass(frozen=True)
class Standing:
    """Where a customer stands in one pipeline, with the change that brought them there."""

    journey_id: int
    last: Row
    stage: Stage
    unit: str = "customer"


def standing(page: Writing, number: int, pipeline: Pipeline) -> Standing | None:
    """Return where a customer stands in a pipeline, None when they are not in it."""
    last = page.session.row("journeys.last_of", customer_id=number, pipeline=pipeline.name)
    if last is None:
        return None
    return Standing(last["journey_id"], last, pipeline.stage(last["to_stage"]))


def standing_of(page: Writing, journey_id: int, pipeline: Pipeline) -> Standing | None:
    """Return where one deal stands."""
    last = page.session.row("journeys.last_change", journey_id=journey_id)
    if last is None:
        return None
    return Standing(journey_id, last, pipeline.stage(last["to_stage"]), pipeline.unit)


def enter(
    page: Writing, number: int, pipeline: Pipeline, text: str | None, at: int | None = None
) -> Standing:
    """Start a customer's journey at the first stage, or at the one named; exits come after it."""
    stage = pipeline.first if text is None else pipeline.find(text, language())
    journey_id = page.ledger.insert("journey", number, pipeline=pipeline.name, unit=pipeline.unit)
    at = page.now if at is None else at
    first = stage if stage.rank is not None else pipeline.first
    change = change_stage(page, number, pipeline, StageStep(journey_id, None, first, at))
    if stage.rank is None:
        previous = Standing(journey_id, change, first)
        change = change_stage(page, number, pipeline, StageStep(journey_id, previous, stage, at))
    return Standing(journey_id, change, stage)


@dataclass(frozen=True)
class StageStep:
    """One stage change about to be written; `at` is UTC seconds."""

    journey_id: int
    origin: Standing | None
    target: Stage
    at: int
    reason: str | None = None


def change_stage(page: Writing, number: int, pipeline: Pipeline, step: StageStep) -> Row:
    """Write one stage change and return its row."""
    origin = step.origin
    change_id = page.ledger.insert(
        "stage_change",
        number,
        journey_id=step.journey_id,
        previous_id=origin.last["id"] if origin else None,
        pipeline=pipeline.name,
        from_stage=origin.stage.code if origin else None,
        to_stage=step.target.code,
        at=step.at,
        recorded_at=page.now,
        user_id=page.me,
        owner_id=_owner(page, number, pipeline, step.journey_id),
        reason=step.reason,
    )
    row = page.session.row("facts.get_stage_change", row_id=change_id)
    assert row is not None  # noqa: S101 - just inserted
    plan_watch.moved(page, number, pipeline, step.target, change_id)
    return row


def _owner(page: Writing, number: int, pipeline: Pipeline, journey_id: int) -> int | None:
    """Return whose the customer is, or the deal, which may be somebody else's."""
    row = None
    if pipeline.unit == "deal":
        row = page.session.row("transfer.terms", journey_id=journey_id)
    row = row or page.session.row("facts.get_customer", row_id=number)
    return row["owner_id"] if row else None

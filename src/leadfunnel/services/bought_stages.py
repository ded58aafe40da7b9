"""How a purchase moves its customer: to the won stage, later on to the repeat stage."""

from __future__ import annotations

from leadfunnel.domain.pipeline import Pipeline, Stage
from leadfunnel.domain.purchase import Purchase
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_
from leadfunnel.i18n import language
from leadfunnel.services import passage
from leadfunnel.services.book import Writing
from leadfunnel.services.passage import StageStep, Standing

REACHED = ("won", "repeat")


@dataclass(frozen=True)
class Rise:
    """A stage of a pipeline to be reached at an instant, UTC seconds."""

    pipeline: Pipeline
    target: Stage
    at: int


def advance(page: Writing, bought: Purchase) -> tuple[Sentence, ...]:
    """Move the customer of a purchase just written on, and return what there is to say of it.

    The main pipeline goes to its first won stage, with a later occasion to its first repeat stage;
    every other pipeline the customer is on goes to its won stage. Another purchase within one
    occasion moves nothing.
    """
    if page.main.unit != "customer":
        return _others(page, bought)
    others = page.session.row(
        "purchases.others",
        customer_id=bought.customer_id,
        id=bought.id,
        occasion=bought.occasion,
    )
    assert others is not None  # noqa: S101 - counts
    if others["same"]:
        return ()
    unrecorded = not others["purchases"] and _bought_before(page, bought)
    later = bool(others["occasions"]) or unrecorded
    target = (page.main.first_of("repeat") if later else None) or page.main.first_of("won")
    moved = move(page, bought, page.main, target) if target else ()
    return (*moved, *_others(page, bought))


def _bought_before(page: Writing, bought: Purchase) -> bool:
    """Tell whether they stood at a won stage before that day: an occasion nobody recorded."""
    origin = passage.standing(page, bought.customer_id, page.main)
    if origin is None or origin.stage.kind not in REACHED:
        return False
    return page.calendar.day(origin.last["at"]) < bought.day


def stood_before(page: Writing, bought: Purchase) -> bool:
    """Tell whether they had bought before, unrecorded too, once a purchase moved them."""
    if page.main.unit != "customer":
        return False
    stands = passage.standing(page, bought.customer_id, page.main)
    repeats = stands is not None and stands.stage.kind == "repeat"
    return repeats or _bought_before(page, bought)


def _others(page: Writing, bought: Purchase) -> tuple[Sentence, ...]:
    """Move the customer in the pipelines beside the main one that they have not left."""
    spoken: tuple[Sentence, ...] = ()
    for row in page.session.rows("purchases.journeys", customer_id=bought.customer_id):
        pipeline = page.pipeline(row["pipeline"])
        target = pipeline.first_of("won")
        origin = passage.standing(page, bought.customer_id, pipeline)
        on_it = origin is not None and origin.stage.rank is not None
        if pipeline.name != page.main.name and on_it and target is not None:
            spoken += move(page, bought, pipeline, target)
    return spoken


def move(
    page: Writing, bought: Purchase, pipeline: Pipeline, target: Stage
) -> tuple[Sentence, ...]:
    """Move the customer up to a stage of a pipeline, entering it first where they are not in it."""
    number = bought.customer_id
    before = passage.standing(page, number, pipeline)
    origin = before or passage.enter(page, number, pipeline, None, bought.at)
    if not climb(page, number, origin, Rise(pipeline, target, bought.at)):
        return ()
    start = before.stage if before else None
    if pipeline.name == page.main.name:
        return (said(N_("Stage: {origin} → {target}."), origin=start, target=target),)
    text = N_("In {pipeline}: {origin} → {target}.")
    return (said(text, pipeline=pipeline.title(language()), origin=start, target=target),)


def climb(page: Writing, number: int, origin: Standing, rise: Rise) -> bool:
    """Write the change to a higher stage, or back from an exit; nothing where it is reached.

    It is dated no earlier than the last change.
    """
    if origin.stage.rank is not None and origin.stage.rank >= (rise.target.rank or 0):
        return False
    moment = max(rise.at, origin.last["at"])
    step = StageStep(origin.journey_id, origin, rise.target, moment)
    passage.change_stage(page, number, rise.pipeline, step)
    return True

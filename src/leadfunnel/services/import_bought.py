"""The stages of customers whose purchases came from a file, after all of them are written."""

from __future__ import annotations

from collections.abc import Iterable

from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.purchase import Purchase
from leadfunnel.services import passage
from leadfunnel.services.book import Writing
from leadfunnel.services.bought_stages import Rise, climb
from leadfunnel.store import purchases as stored


def advance(page: Writing, customer_ids: Iterable[int]) -> None:
    """Move each customer to the won stage with the first occasion, to repeat with the second.

    Other pipelines they are on go to their won stage. Who left after their last purchase stays
    out; a stage already reached stays as it is, with its date.
    """
    ids = sorted(customer_ids)
    page.settle()
    for number in ids:
        kept = [one for one in stored.of_customer(page.session, number) if one.kept]
        occasions = _occasions(kept)
        if occasions:
            _advance(page, number, occasions)


def _occasions(kept: Iterable[Purchase]) -> list[int]:
    """Return when each purchase occasion began, the earliest first."""
    begins: dict[str, int] = {}
    for one in kept:
        begins[one.occasion] = min(one.at, begins.get(one.occasion, one.at))
    return sorted(begins.values())


def _advance(page: Writing, number: int, occasions: list[int]) -> None:
    pipelines = [page.main] if page.main.unit == "customer" else []
    for row in page.session.rows("purchases.journeys", customer_id=number):
        if row["pipeline"] != page.main.name:
            pipelines.append(page.pipeline(row["pipeline"]))
    for pipeline in pipelines:
        for rise in _rises(page, number, pipeline, occasions):
            origin = passage.standing(page, number, pipeline)
            assert origin is not None  # noqa: S101 - in the pipeline by now
            climb(page, number, origin, rise)


def _rises(page: Writing, number: int, pipeline: Pipeline, occasions: list[int]) -> list[Rise]:
    """Return the stages to reach; who left is back on the main pipeline if they bought since."""
    won, is_main = pipeline.first_of("won"), pipeline.name == page.main.name
    if won is None:
        return []
    origin = passage.standing(page, number, pipeline)
    if origin is None:
        origin = passage.enter(page, number, pipeline, None, occasions[0])
    found = [Rise(pipeline, won, occasions[0])]
    repeat = pipeline.first_of("repeat")
    if is_main and repeat is not None and len(occasions) > 1:
        found.append(Rise(pipeline, repeat, occasions[1]))
    if origin.stage.rank is not None:
        return found
    since = [at for at in occasions if at > origin.last["at"]]
    return [Rise(pipeline, found[-1].target, since[0])] if is_main and since else []

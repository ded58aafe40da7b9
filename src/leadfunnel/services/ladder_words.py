"""The last word of `promote . D`: the stage, or another customer."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.interaction import GRADES
from leadfunnel.domain.pipeline import Pipeline, Stage
from leadfunnel.services import who
from leadfunnel.services.book import Book, Page
from leadfunnel.services.ladder_refusals import NotAStagePipeline, StageWithoutTo
from leadfunnel.services.whom import Whom


def of_customers(page: Page, name: str | None) -> Pipeline:
    """Return a pipeline of customers, by name or the main one; raise NotAStagePipeline."""
    pipeline = page.pipeline(name)
    if pipeline.unit != "customer":
        raise NotAStagePipeline(pipeline=pipeline.name, unit=pipeline.unit)
    return pipeline


def lettered_exit(book: Book, text: str, pipeline: str | None) -> Stage | None:
    """Return the stage off the ladder that a letter is the code of, if it is a call grade too."""
    with book.read() as page:
        found = page.pipeline(pipeline)
        stage = found.find(text) if found.names(text) else None
        return stage if stage and stage.rank is None and stage.code in GRADES else None


def is_stage(page: Page, pipeline: Pipeline, others: Sequence[str], last: str) -> bool:
    """Tell whether the last word is surely the stage to which the one customer named moves."""
    whole = " ".join((*others, last))
    if not pipeline.names(last) or any(
        who.candidates(page, text, exact=True) for text in (last, whole)
    ):
        return False
    return len(who.each(page, others)) == 1


def refuse_stage(page: Page, pipeline: Pipeline, command: str, named: Whom) -> None:
    """Refuse `promote 1 2 D`: D would be looked for among the customers, by initials too."""
    texts = named.texts
    last = texts[-1] if texts else ""
    if len(texts) > 1 and pipeline.names(last) and not who.candidates(page, last, exact=True):
        raise StageWithoutTo(text=last, command=command, who=texts[0])

"""How much of a metric was done in a period, by one person or by everybody."""

from __future__ import annotations

from collections.abc import Callable

from leadfunnel.domain.calendar import Period
from leadfunnel.domain.pipeline import Pipeline, Stage
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.target import STAGE
from leadfunnel.errors import UnreadableError
from leadfunnel.i18n import language
from leadfunnel.services.book import Page
from leadfunnel.store import definitions
from leadfunnel.store import targets as stored

LOGGED: dict[str, stored.Logged] = {
    "calls": stored.Logged(("call",)),
    "connected": stored.Logged(("call",), touch="contact"),
    "visits": stored.Logged(("visit",), touch="contact"),
    "meetings": stored.Logged(("meeting",), touch="contact"),
    "wechat": stored.Logged(("wechat",)),
    "messages": stored.Logged(("wechat", "line", "whatsapp", "sms", "email")),
    "invites": stored.Logged(("invite",)),
    "joined": stored.Logged(("invite",), outcome="joined"),
    "pushes": stored.Logged(("push",)),
}
"""Which entries of the timeline count for a metric."""


@dataclass(frozen=True)
class Asked:
    """Whose work of which days: `owner_id` None is everybody's; money is that of a currency."""

    period: Period
    owner_id: int | None
    currency: str | None = None


def measure(page: Page, metric: str, asked: Asked) -> int:
    """Return how much of a metric was done: a count, or minor units of the store's currency."""
    if metric.startswith(STAGE):
        return _came_to(page, metric, asked)
    return _MEASURES.get(metric, _touched)(page, metric, asked)


def place_of(page: Page, metric: str) -> tuple[Pipeline, Stage]:
    """Return the pipeline and stage of `stage:NAME` or `stage:PIPELINE/NAME`; raise UnknownStage.

    A name alone is looked for in the main pipeline.
    """
    name, _, stage = metric.removeprefix(STAGE).rpartition("/")
    pipeline = page.pipeline(name.strip() or None)
    return pipeline, pipeline.find(stage, language())


def stage_of(page: Page, metric: str) -> Stage | None:
    """Return the stage of a metric that is kept; None where it counts none, or one that is gone."""
    try:
        return place_of(page, metric)[1] if metric.startswith(STAGE) else None
    except UnreadableError:
        return None


def _touched(page: Page, metric: str, asked: Asked) -> int:
    span = page.calendar.bounds(asked.period)
    return stored.touches(page.session, span, asked.owner_id, LOGGED[metric])


def _added(page: Page, _metric: str, asked: Asked) -> int:
    return stored.added(page.session, page.calendar.bounds(asked.period), asked.owner_id)


def _sold(page: Page, _metric: str, asked: Asked) -> int:
    period, currency = asked.period, asked.currency or page.settings.currency
    return stored.sold(page.session, period.first, period.last, asked.owner_id, currency)


def _won(page: Page, _metric: str, asked: Asked) -> int:
    """Count customers by the day they came to a won stage, whichever pipelines say so."""
    span = page.calendar.bounds(asked.period)
    found: set[tuple[int, object]] = set()
    for pipeline in definitions.pipelines(page.session).values():
        stages = [stage.code for stage in pipeline.ladder if stage.kind != "open"]
        rows = stored.entries(page.session, span, asked.owner_id, pipeline.name, stages)
        found.update((row["customer_id"], page.calendar.day(row["at"])) for row in rows)
    return len(found)


def _came_to(page: Page, metric: str, asked: Asked) -> int:
    pipeline, stage = place_of(page, metric)
    span = page.calendar.bounds(asked.period)
    rows = stored.entries(page.session, span, asked.owner_id, pipeline.name, [stage.code])
    return len({row["journey_id"] for row in rows})


_MEASURES: dict[str, Callable[[Page, str, Asked], int]] = {
    "new": _added,
    "sales": _sold,
    "won": _won,
}

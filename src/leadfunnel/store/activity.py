"""What was done in some days, counted by day and by whom."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from leadfunnel.domain.calendar import BusinessCalendar
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.record import dataclass
from leadfunnel.store.session import Row, Session


@dataclass(frozen=True)
class Days:
    """Business days in order, none of them beyond `until`, an instant in UTC seconds."""

    days: tuple[date, ...]
    calendar: BusinessCalendar
    until: int

    @property
    def listed(self) -> str:
        """The days as statements take them: [first instant, instant after, ISO day]."""
        starts = [self.calendar.start_of(day) for day in self.days]
        ends = [*starts[1:], self.calendar.end_of(self.days[-1])] if self.days else []
        spans = zip(starts, ends, self.days, strict=True)
        return json.dumps(
            [[start, min(end, self.until), day.isoformat()] for start, end, day in spans]
        )

    @property
    def bounds(self) -> dict[str, int]:
        """The instants from the first day to the end of the last, or to `until`."""
        if not self.days:
            return {"start": 0, "end": 0}
        start = self.calendar.start_of(self.days[0])
        return {"start": start, "end": min(self.calendar.end_of(self.days[-1]), self.until)}


def logged(session: Session, days: Days) -> list[Row]:
    """Return how many entries of each kind, touch and outcome each user logged on each day."""
    return session.rows("activity.logged", days=days.listed)


def added(session: Session, days: Days) -> list[Row]:
    """Return how many customers of each owner were added by hand on each day."""
    return session.rows("activity.added", days=days.listed)


def imported(session: Session, days: Days, owner_id: int | None, main: Pipeline) -> int:
    """Return how many customers of a file came into the main pipeline on these days."""
    asked = {**days.bounds, "owner_id": owner_id, "pipeline": main.name}
    return int(session.value("activity.imported", **asked))


def won(session: Session, days: Days, pipelines: Sequence[Pipeline]) -> list[Row]:
    """Return the changes to a won stage (at, owner_id, customer_id), by pipeline and time."""
    found: list[Row] = []
    for pipeline in pipelines:
        stages = json.dumps(won_stages(pipeline))
        found += session.rows("activity.won", **days.bounds, pipeline=pipeline.name, stages=stages)
    return found


def sold(session: Session, days: Days) -> list[Row]:
    """Return what each seller took and gave back on each day, in minor units by currency."""
    return session.rows("activity.sold", days=days.listed)


def touched(session: Session, days: Days, owner_id: int | None, main: Pipeline) -> list[Row]:
    """Return how many touches went to people at which stage and of which grade then."""
    return session.rows("activity.touched", **days.bounds, owner_id=owner_id, pipeline=main.name)


def bought_from(
    session: Session, days: Days, owner_id: int | None, main: Pipeline
) -> dict[tuple[int, str], str | None]:
    """Return the stage people stood at when they bought, by customer and purchase occasion.

    A won stage without any purchase is an occasion of its own.
    """
    asked = {"owner_id": owner_id, "pipeline": main.name, "won": json.dumps(won_stages(main))}
    found: dict[tuple[int, str], str | None] = {}
    for row in session.rows("activity.bought_from", days=days.listed, **asked):
        found.setdefault((row["customer_id"], row["occasion"]), row["stage"])
    for number, row in enumerate(session.rows("activity.moved_to_won", **days.bounds, **asked)):
        found[row["customer_id"], f"stage {number}"] = row["stage"]
    return found


def won_stages(pipeline: Pipeline) -> list[str]:
    """Return the stages of a ladder at which somebody has bought."""
    return [stage.code for stage in pipeline.ladder if stage.kind != "open"]

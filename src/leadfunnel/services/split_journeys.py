"""Parting the passages of merged customers, and the changes made since the merge."""

from __future__ import annotations

from leadfunnel.domain.merging import B, Choices
from leadfunnel.domain.pipeline import Stage
from leadfunnel.domain.record import dataclass
from leadfunnel.services.book import Page, Writing
from leadfunnel.services.merge_plan import key_of
from leadfunnel.services.merged_rows import Moves, Passages, home, passages
from leadfunnel.services.split_target import Parting
from leadfunnel.store.session import Row


@dataclass(frozen=True)
class Moved:
    """A passage that goes with who leaves, and was moved on since the merge by `changes`."""

    key: str
    pipeline: str
    journey: Row
    changes: tuple[Row, ...]
    now: Stage
    then: Stage | str


def moved(page: Page, found: Parting) -> list[Moved]:
    """Return the passages that show with the survivor, belong to who leaves, and moved since."""
    every = passages(page, (*found.leaving, *found.staying))
    return [
        told
        for rows in every.values()
        for row in rows.values()
        if row["customer_id"] == found.root and home(page, "journey", row) in found.leaving
        if (told := _moved(page, found, row)) is not None
    ]


def part(page: Writing, found: Parting, moves: Moves, choices: Choices) -> None:
    """Let every passage lie on the side it belongs to, and one show on each."""
    since = moved(page, found)
    every = passages(page, (*found.leaving, *found.staying))
    leaving, staying = (_of(page, every, members) for members in (found.leaving, found.staying))
    for side, own in ((found.away, leaving), (found.root, staying)):
        moves.place(own, side, {name: _wanted(found, rows, side) for name, rows in own.items()})
    for told in since:
        if choices.of(told.key) != B:
            _leave(page, found, told)


def _of(page: Page, every: Passages, members: tuple[int, ...]) -> Passages:
    """Return the passages that belong to some customers, wherever they lie."""
    mine = {
        name: {number: row for number, row in rows.items() if home(page, "journey", row) in members}
        for name, rows in every.items()
    }
    return {name: rows for name, rows in mine.items() if rows}


def _wanted(found: Parting, rows: dict[int, Row], root: int) -> list[int]:
    """Return which passage is to show with a root: the one there, or there before the merge."""
    before = [
        image.first
        for image in found.images
        if image.table == "journey" and image.before.get("customer_id") == root
    ]
    there = [number for number, row in rows.items() if row["customer_id"] == root]
    return [*before, *there] if root == found.away else [*there, *before]


def _moved(page: Page, found: Parting, row: Row) -> Moved | None:
    changes = page.session.rows("merging.changes_since", journey_id=row["id"], since=found.merge)
    if not changes:
        return None
    pipeline = page.pipeline(row["pipeline"])
    origin = changes[0]["from_stage"]
    return Moved(
        key=key_of(pipeline.name, page.main.name),
        pipeline=pipeline.name,
        journey=row,
        changes=tuple(changes),
        now=pipeline.stage(changes[-1]["to_stage"]),
        then=pipeline.stage(origin) if origin else "-",
    )


def _leave(page: Writing, found: Parting, told: Moved) -> None:
    """Let the changes made since the merge stay with the survivor, in a passage of its own."""
    own = page.session.row("journeys.one", customer_id=found.root, pipeline=told.pipeline)
    last = own and page.session.row("journeys.last_change", journey_id=own["id"])
    number = (
        own["id"]
        if own
        else page.ledger.insert(
            "journey", found.root, pipeline=told.pipeline, unit=told.journey["unit"]
        )
    )
    previous, stage = (last["id"], last["to_stage"]) if last else (None, None)
    for change in told.changes:
        page.ledger.update(
            "stage_change",
            change["id"],
            found.root,
            journey_id=number,
            previous_id=previous,
            from_stage=stage,
        )
        previous, stage = change["id"], change["to_stage"]

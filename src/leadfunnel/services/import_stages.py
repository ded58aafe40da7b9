"""`import --as stage-changes`: how customers and deals moved, with their own times and authors."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence

from leadfunnel.domain.dates import is_nothing
from leadfunnel.domain.incoming import Problem
from leadfunnel.domain.moves import Added, Known, Move, joined
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Phrase, said
from leadfunnel.errors import N_
from leadfunnel.services.book import Writing
from leadfunnel.services.import_cells import Refused
from leadfunnel.services.import_kinds import EventRow, Journey, Tally
from leadfunnel.services.import_read import Read
from leadfunnel.services.import_whom import Finder, NoOne, Staff, Whom, read_whom
from leadfunnel.services.import_won import Wins


@dataclass(frozen=True, slots=True)
class Shift:
    """One row: the change, and whose it is; `deal` is a key, "" where the customer moves."""

    move: Move
    whom: Whom | None
    deal: str


def read_shift(row: EventRow) -> Shift:
    """Read one row; Refused for a cell that cannot be read."""
    (place, when), (at, to) = row.first("at"), row.first("to")
    if is_nothing(when):
        raise Refused(place, when, Phrase(N_("has no date")))
    if is_nothing(to):
        raise Refused(at, to, Phrase(N_("names no stage")))
    span = row.reading.span(place, when)
    at_from, origin = row.first("from")
    deal = deal_key(row)
    if not deal and row.terms.pipeline.unit == "deal":
        raise Refused(-1, "", Phrase(N_("does not say which deal it is about")))
    move = Move(
        line=row.line,
        begin=span.begin,
        end=span.end,
        to=row.reading.status(at, to).code,
        origin=None if is_nothing(origin) else row.reading.status(at_from, origin).code,
        author=row.text("author"),
        reason=row.text("reason") or None,
    )
    return Shift(move, None if deal else read_whom(row), deal)


def deal_key(row: EventRow) -> str:
    """Return the key of the deal whose id a row gives, "" for none."""
    text = row.text("deal_id")
    return "" if is_nothing(text) else f"deal:{row.terms.system or ''}:{text}"


class ShiftWriter:
    """Writes the stage changes of one file into an operation."""

    def __init__(self, page: Writing, file: Read, rows: Sequence[Shift]) -> None:
        self.page = page
        self.file = file
        self.rows = rows
        self.pipeline: Pipeline = file.terms.pipeline
        self.tally, self.pushed = Tally(), 0
        self.finder, self.staff = Finder(page.session), Staff(page.session)
        self.wins = Wins(page, self.pipeline)

    def go(self, progress: Callable[[int], None]) -> Tally:
        """Write them all, journey by journey; `progress` hears how many rows are done."""
        self.finder.learn(shift.whom for shift in self.rows if shift.whom)
        done = 0
        for journey, moves in self._grouped().items():
            self._join(journey, moves)
            done += len(moves)
            progress(done)
        if self.pushed:
            text = N_(
                "Journeys whose present stage no change in the file leads to: {count}. "
                "It comes after them on an assumed date."
            )
            self.tally.said.append(said(text, count=self.pushed))
        self.tally.said += self.wins.close()
        return self.tally

    def _grouped(self) -> dict[Journey, list[Move]]:
        values = json.dumps([shift.deal for shift in self.rows if shift.deal])
        deals = {
            row["source_key"]: Journey(row["id"], row["customer_id"])
            for row in self.page.session.rows("transfer.deals", values=values)
            if row["pipeline"] == self.pipeline.name
        }
        groups: dict[Journey, list[Move]] = defaultdict(list)
        for shift in self.rows:
            try:
                groups[self._journey(shift, deals)].append(shift.move)
            except NoOne as none:
                self._refuse(shift.move, none.reason)
        return groups

    def _journey(self, shift: Shift, deals: dict[str, Journey]) -> Journey:
        if shift.whom is None:
            if shift.deal not in deals:
                raise NoOne(0, Phrase(N_("is about no known deal of this pipeline")))
            return deals[shift.deal]
        number = self.finder.find(shift.whom)
        found = self.page.session.value(
            "transfer.journey_of", customer_id=number, pipeline=self.pipeline.name
        )
        return Journey(found, number)

    def _join(self, journey: Journey, moves: Sequence[Move]) -> None:
        found = joined(self.pipeline, self._known(journey), moves)
        for move, reason in found.refused:
            self._refuse(move, reason)
        told = []
        for change in found.added:
            try:
                told.append((change, self._author(change)))
            except NoOne as none:
                self._refuse(change.move, none.reason)
                return
        for number in found.voided:
            self.page.ledger.void("stage_change", number, journey.customer_id)
        if told:
            self._write(journey, told)
        self.pushed += found.pushed
        self.tally.unchanged += found.same
        self.tally.added += len({change.move.line for change, _ in told})

    def _known(self, journey: Journey) -> list[Known]:
        if journey.id is None:
            return []
        rows = self.page.session.rows("transfer.history", journey_id=journey.id)
        return [
            Known(
                id=row["id"],
                stage=row["to_stage"],
                at=row["at"],
                assumed=bool(row["assumed"]),
                undated=row["at"] == row["recorded_at"],
                present=bool(row["assumed"]) and row["op_id"] == self.page.ledger.recorded,
                reason=row["reason"],
            )
            for row in rows
        ]

    def _author(self, change: Added) -> int:
        name = change.move.author
        return self.staff.id(name) if name else self.page.me

    def _write(self, journey: Journey, told: Sequence[tuple[Added, int]]) -> None:
        number = journey.id or self.page.ledger.insert(
            "journey", journey.customer_id, pipeline=self.pipeline.name, unit=self.pipeline.unit
        )
        there, last = Journey(number, journey.customer_id), told[-1][0]
        write_changes(self.page, there, self.pipeline, told)
        if self.pipeline.unit == "deal":
            self.wins.take(there, last.stage, last.at, assumed=last.assumed)

    def _refuse(self, move: Move, reason: Phrase) -> None:
        self.file.refuse(move.line, [Problem(move.line, "", "", reason)])
        self.file.rows -= 1


def write_changes(
    page: Writing, journey: Journey, pipeline: Pipeline, told: Sequence[tuple[Added, int]]
) -> None:
    """Write changes of stage, each with its author, after the last one known."""
    rows = page.session.rows("transfer.history", journey_id=journey.id)
    previous, stood = (rows[-1]["id"], rows[-1]["to_stage"]) if rows else (None, None)
    customer = page.session.row("facts.get_customer", row_id=journey.customer_id)
    for change, author in told:
        previous = page.ledger.insert(
            "stage_change",
            journey.customer_id,
            journey_id=journey.id,
            previous_id=previous,
            pipeline=pipeline.name,
            from_stage=stood,
            to_stage=change.stage,
            at=change.at,
            assumed=int(change.assumed),
            recorded_at=page.now,
            user_id=author,
            owner_id=customer["owner_id"] if customer else None,
            reason=change.move.reason if change.stage == change.move.to else None,
        )
        stood = change.stage

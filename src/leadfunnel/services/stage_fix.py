"""`stage-fix`: correcting a past change of stage, or its date.

The changes from the corrected one on are voided and written anew, so that they keep their order
and reports as they were known before keep their figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from leadfunnel.domain.pipeline import Pipeline, Stage
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.retelling import Event, Fix, retold
from leadfunnel.domain.sentence import Instant, Sentence, said
from leadfunnel.errors import N_, AmbiguousError, NotFoundError, UnreadableError
from leadfunnel.i18n import language, named
from leadfunnel.services import plan_watch, promises, who
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.ladder_refusals import NotAStagePipeline, NotOnLadder
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.people import Passage, PassedStage
from leadfunnel.store.session import Row


class NoChange(NotFoundError):
    """The passage has no such change."""

    code = "no_change"
    message = N_("{name} (#{id}) has no change {text}.")
    hint = N_("See the changes with their numbers: leadfunnel stage-fix {id}")


class SeveralChanges(AmbiguousError):
    """A stage was come to more than once."""

    code = "several_changes"
    message = N_("{name} (#{id}) came to {text} {count} times.")
    hint = N_("Say which by its number: --change {example}")


class RemoveOrCorrect(UnreadableError):
    """A change is taken out, or corrected."""

    code = "remove_or_correct"
    message = N_("Say --rm alone, or what to correct with --at and --to.")


@dataclass(frozen=True)
class Asked:
    """What to correct, as typed: which change (number or stage), its moment, stage, reason."""

    change: str | None = None
    at: str | None = None
    to: str | None = None
    reason: str | None = None
    remove: bool = False
    pipeline: str | None = None

    @property
    def anything(self) -> bool:
        """Whether something is to be corrected, not only shown."""
        return self.remove or any(given is not None for given in (self.at, self.to, self.reason))


class StageFix:
    """`stage-fix`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def show(self, text: str, pipeline: str | None = None) -> Passage:
        """Return a customer's changes in one pipeline, in order, as they are numbered."""
        with self.book.read() as page:
            number, ladder, rows = _found(page, text, pipeline)
            return Passage(
                page.customer(number),
                ladder,
                tuple(
                    PassedStage(
                        place,
                        row["at"],
                        row["from_stage"],
                        row["to_stage"],
                        bool(row["assumed"]),
                        row["user_name"],
                        row["reason"],
                    )
                    for place, row in enumerate(rows, 1)
                ),
            )

    def fix(self, text: str, asked: Asked) -> Changed:
        """Correct one change, the last one unless said otherwise."""
        if asked.remove and (asked.at is not None or asked.to is not None):
            raise RemoveOrCorrect()
        with self.book.record("stage-fix", asked.change or "") as page:
            number, pipeline, rows = _found(page, text, asked.pipeline)
            place = _place(page, number, pipeline, rows, asked.change)
            before = [
                Event(row["to_stage"], row["at"], bool(row["assumed"]), row["reason"])
                for row in rows
            ]
            events = retold(pipeline, before, place, _read(page, pipeline, asked))
            if events == before:
                spoken: tuple[Sentence, ...] = (said(N_("Nothing to change.")),)
            else:
                _rewrite(page, number, _Retelling(rows, before, events, place))
                spoken = _afterwards(page, number, pipeline, before, events)
            page.settle()
            customer = page.customer(number)
            told = _told(pipeline, events, place) if not asked.remove else ()
            heads = (said(N_("{customer}"), customer=customer),)
            every = (*heads, *told, *spoken, *page.heard(number))
            return Changed(page.ledger.recorded, (customer,), every)


def _found(page: Page, text: str, name: str | None) -> tuple[int, Pipeline, list[Row]]:
    pipeline = page.pipeline(name)
    if pipeline.unit != "customer":
        raise NotAStagePipeline(pipeline=pipeline.name, unit=pipeline.unit)
    number = who.one(page, text)
    journey = page.session.row("journeys.one", customer_id=number, pipeline=pipeline.name)
    rows = page.session.rows("journeys.changes_of_customer", customer_id=number)
    mine = [row for row in rows if journey and row["journey_id"] == journey["id"]]
    if not mine:
        raise NotOnLadder(name=page.customer(number).label, id=number, pipeline=pipeline.name)
    return number, pipeline, mine


def _place(
    page: Page, number: int, pipeline: Pipeline, rows: Sequence[Row], text: str | None
) -> int:
    """Return which change is meant, by its number or the stage it led to; else the last one."""
    if text is None:
        return len(rows) - 1
    plain = text.strip()
    name = page.customer(number).label
    if plain.isascii() and plain.isdigit():
        if not 1 <= int(plain) <= len(rows):
            raise NoChange(name=name, id=number, text=plain)
        return int(plain) - 1
    stage = pipeline.find(plain, language())
    found = [place for place, row in enumerate(rows) if row["to_stage"] == stage.code]
    if not found:
        raise NoChange(name=name, id=number, text=plain)
    if len(found) > 1:
        shown = [_candidate(page, stage, rows[place], place) for place in found]
        raise SeveralChanges(
            name=name,
            id=number,
            text=plain,
            count=len(found),
            example=found[0] + 1,
            candidates=shown,
        )
    return found[0]


def _candidate(page: Page, stage: Stage, row: Row, place: int) -> dict[str, object]:
    when = page.calendar.local(row["at"]).isoformat(" ", "minutes")[:16]
    text = f"{place + 1}  {when}  {named(stage.names)}"
    return {"change": place + 1, "at": page.calendar.iso(row["at"]), "text": text}


def _read(page: Page, pipeline: Pipeline, asked: Asked) -> Fix:
    stage = pipeline.find(asked.to, language()) if asked.to is not None else None
    if stage is not None and stage.kind == "lost" and pipeline.lost_returns_to:
        stage = pipeline.stage(pipeline.lost_returns_to)
    span = _span(page, asked.at) if asked.at is not None else None
    reason = None if asked.reason is None else asked.reason.strip()
    return Fix(stage, span, reason, asked.remove)


def _span(page: Page, text: str) -> tuple[int, int]:
    """Read when something happened: a moment, or anywhere within a day."""
    from leadfunnel.domain.moment import read_moment

    today = page.typed.day(page.now)
    moment = read_moment(text, page.local_now, past=True, day=today)
    if moment.time is not None:
        at = page.typed.instant(moment.day, moment.time)
        return at, at
    end = page.typed.start_of(moment.day + timedelta(days=1)) - 1
    return page.typed.start_of(moment.day), min(end, page.now)


@dataclass(frozen=True)
class _Retelling:
    """The rows of a passage, the events they tell, the events as corrected, and from where on."""

    rows: Sequence[Row]
    before: Sequence[Event]
    events: Sequence[Event]
    place: int


def _rewrite(page: Writing, number: int, told: _Retelling) -> None:
    """Void the changes from the corrected one on, and write them again in their order."""
    rows, place = told.rows, told.place
    for row in rows[place:]:
        page.ledger.void("stage_change", row["id"], number)
    taken = {row["to_stage"]: row["id"] for row in rows[place:]}
    left = {event.stage for event in told.events[place:]}
    plan_watch.untold(page, number, [id_ for code, id_ in taken.items() if code not in left])
    kept = [row for row in rows[place:] if len(told.events) == len(rows) or row != rows[place]]
    previous, origin = (
        (rows[place - 1]["id"], rows[place - 1]["to_stage"]) if place else (None,) * 2
    )
    for row, event in zip(kept, told.events[place:], strict=True):
        same = event == Event(row["to_stage"], row["at"], bool(row["assumed"]), row["reason"])
        previous = page.ledger.insert(
            "stage_change",
            number,
            journey_id=row["journey_id"],
            previous_id=previous,
            pipeline=row["pipeline"],
            from_stage=origin,
            to_stage=event.stage,
            at=event.at,
            assumed=int(event.assumed),
            recorded_at=row["recorded_at"] if same else page.now,
            user_id=row["user_id"],
            owner_id=row["owner_id"],
            reason=event.reason,
        )
        origin = event.stage


def _afterwards(
    page: Writing, number: int, pipeline: Pipeline, before: Sequence[Event], events: Sequence[Event]
) -> tuple[Sentence, ...]:
    """Say where the customer stands now, if that is new; whoever left is promised nothing more."""
    stood, stands = pipeline.stage(before[-1].stage), pipeline.stage(events[-1].stage)
    if stood == stands:
        return ()
    plan_watch.moved(page, number, pipeline, stands)
    gone = stands.rank is None and pipeline.name == page.main.name
    cancelled = promises.cancel_all(page, number) if gone else ()
    text = N_("Stage: {origin} → {target}.")
    return (said(text, origin=stood, target=stands), *cancelled)


def _told(pipeline: Pipeline, events: Sequence[Event], place: int) -> tuple[Sentence, ...]:
    event = events[place]
    text = N_("Change {number}: {stage}, {instant}.")
    stage = pipeline.stage(event.stage)
    return (said(text, number=place + 1, stage=stage, instant=Instant(event.at)),)

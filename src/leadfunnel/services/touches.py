"""Logging what happened with a customer: `log` and `note`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from leadfunnel.domain.capture import check_note
from leadfunnel.domain.interaction import (
    FAILED,
    read_grade,
    read_kind,
    read_outcome,
    touch,
)
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services import passage, promises, who
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.results.changed import Changed


class EmptyNote(UnreadableError):
    """A note must say something."""

    code = "empty_note"
    message = N_("The note is empty.")
    hint = N_("For example: leadfunnel note 12 'has two children'")


class GradeNeedsAnswer(UnreadableError):
    """Only somebody who was reached can be graded A, B or D."""

    code = "grade_needs_answer"
    message = N_("The grade {grade} does not go with the outcome {outcome}: nobody was reached.")
    hint = N_("Not reached is the grade C, or no grade at all.")


class BadDuration(UnreadableError):
    """The text is no duration."""

    code = "bad_duration"
    message = N_("Cannot read {text} as a duration.")
    hint = N_("Write e.g. 90s, 5m, 1h or 1h20m.")


@dataclass(frozen=True)
class Entry:
    """An interaction about to be recorded; `at` is UTC seconds, None for now."""

    kind: str
    text: str = ""
    direction: str = "out"
    outcome: str | None = None
    grade: str | None = None
    seconds: int | None = None
    at: int | None = None


@dataclass(frozen=True)
class Told:
    """What `log` was told beside kind and text, as typed."""

    outcome: str | None = None
    grade: str | None = None
    duration: str | None = None
    at: str | None = None
    incoming: bool = False
    when: str | None = None
    stage: str | None = None
    keep: bool = False


class Touches:
    """`log` and `note`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def log(self, text: str, kind: str, words: str, told: Told) -> Changed:
        """Record an interaction; a contact closes the promises it keeps."""
        with self.book.record("log", kind) as page:
            number = who.one(page, text)
            entry = read_entry(page, kind, words, told)
            at = page.now if entry.at is None else entry.at
            interaction = write(page, number, entry)
            spoken: list[Sentence] = []
            if entry.kind in ("push", "greeting") and entry.direction == "out":
                from leadfunnel.services import consents

                consents.warn(page, number, entry.kind)
            contact = touch(entry.kind, entry.direction, entry.outcome) == "contact"
            if contact and not told.keep:
                kept = promises.keep(page, number, interaction, at)
                spoken += [said(N_("Done: {follow_up}."), follow_up=item) for item in kept]
            if told.stage is not None:
                from leadfunnel.services import ladder

                spoken += ladder.moved_to(page, number, told.stage, at)
            spoken += _next(page, number, told.when)
            page.settle()
            customer = page.customer(number)
            first = said(N_("Logged {kind}: {customer}."), kind=entry.kind, customer=customer)
            understood = promises.understood(spoken)
            return Changed(page.ledger.recorded, (customer,), (first, *spoken), understood)

    def missed(self, texts: Sequence[str]) -> Changed:
        """Record a call that nobody answered with each customer; one WHO amiss changes nothing."""
        with self.book.record("missed") as page:
            ids = who.each(page, texts)
            for number in ids:
                write(page, number, Entry(kind="call", outcome="no_answer"))
            page.settle()
            customers = page.customers(ids)
            spoken = tuple(said(N_("Not reached: {customer}."), customer=one) for one in customers)
            return Changed(page.ledger.recorded, customers, spoken)

    def note(self, text: str, words: str) -> Changed:
        """Record a note about a customer."""
        if not words.strip():
            raise EmptyNote()
        with self.book.record("note") as page:
            number = who.one(page, text)
            write_note(page, number, words)
            page.settle()
            customer = page.customer(number)
            spoken = (said(N_("Noted: {customer}."), customer=customer),)
            return Changed(page.ledger.recorded, (customer,), spoken)


def write(page: Writing, number: int, entry: Entry) -> int:
    """Record an interaction and return its number."""
    return page.ledger.insert(
        "interaction",
        number,
        kind=entry.kind,
        direction=entry.direction,
        outcome=entry.outcome,
        grade=entry.grade,
        touch=touch(entry.kind, entry.direction, entry.outcome),
        text=entry.text,
        duration_seconds=entry.seconds,
        at=page.now if entry.at is None else entry.at,
        recorded_at=page.now,
        user_id=page.me,
    )


def write_note(page: Writing, number: int, text: str) -> int:
    """Record a note as an entry of the timeline."""
    check_note(text)
    return write(page, number, Entry(kind="note", text=text.strip()))


def read_duration(text: str) -> int:
    """Return seconds from 90s, 5m, 1h20m, or minutes from a bare number."""
    import re

    match = re.fullmatch(r"(?:(\d{1,3})h)?(?:(\d{1,4})m(?:in)?)?(?:(\d{1,5})s)?", text.strip())
    if text.strip().isdigit():
        return int(text) * 60
    if match is None or not any(match.groups()):
        raise BadDuration(text=text)
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds


def read_entry(page: Page, kind: str, words: str, told: Told) -> Entry:
    """Return an interaction as told, read and checked."""
    check_note(words)
    outcome = read_outcome(told.outcome) if told.outcome else None
    grade = read_grade(told.grade) if told.grade else None
    if grade == "C" and outcome is None:
        outcome = "no_answer"
    if grade in ("A", "B", "D") and outcome in FAILED:
        raise GradeNeedsAnswer(grade=grade, outcome=outcome)
    return Entry(
        kind=read_kind(kind),
        text=words.strip(),
        direction="in" if told.incoming else "out",
        outcome=outcome,
        grade=grade,
        seconds=read_duration(told.duration) if told.duration else None,
        at=promises.read_past(page, told.at) if told.at else None,
    )


def _next(page: Writing, number: int, when: str | None) -> tuple[Sentence, ...]:
    """Say what comes next; nothing does for whoever has left the ladder."""
    if when is not None:
        return (promises.promise_next(page, number, when),)
    standing = passage.standing(page, number, page.main)
    if standing is not None and standing.stage.rank is None:
        return ()
    from leadfunnel.store import timeline

    ahead: Sequence[object] = timeline.promises(page.session, number)
    if ahead:
        return (said(N_("Next: {follow_up}."), follow_up=ahead[0]),)
    return (said(N_("No next step set: leadfunnel next {id} tomorrow"), id=number),)

"""Logging what happened with a customer: `log` and `note`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from leadfunnel.domain.capture import check_note
from leadfunnel.domain.interaction import (
    FAILED,
    GRADES,
    OUTCOMES,
    read_grade,
    read_kind,
    read_outcome,
    touch,
)
from leadfunnel.domain.sentence import Phrase, Sentence, said
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services import passage, phones, promises, who
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.results.changed import Changed

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.captured_when import When
    from leadfunnel.domain.logged import Logged


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
        """Record an interaction of a named kind; a contact closes the promises it keeps."""
        with self.book.record("log", kind) as page:
            number = who.one(page, text)
            return _logged(page, number, read_entry(page, kind, words, told), told)

    def log_line(self, words: Sequence[str], told: Told) -> Changed:
        """Record an interaction from a line: WHO, then kind, grade, outcome, WHEN and text."""
        from leadfunnel.services.one_line import hear, leading

        with self.book.record("log") as page:
            number, rest = leading(page, words)
            heard = hear(page, rest, told)
            kind = heard.kind or page.settings.log_kind
            page.ledger.summarise(kind)
            told = replace(
                told,
                outcome=told.outcome or heard.outcome,
                grade=told.grade or heard.grade,
                incoming=told.incoming or heard.direction == "in",
            )
            entry = read_entry(page, kind, heard.text, told)
            return _logged(page, number, entry, told, heard)

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


def _logged(
    page: Writing, number: int, entry: Entry, told: Told, heard: Logged | None = None
) -> Changed:
    """Record an interaction with all that was told beside it."""
    at = page.now if entry.at is None else entry.at
    spoken = list(write_contact(page, number, entry, keep=told.keep))
    if told.stage is not None:
        from leadfunnel.services import ladder

        spoken += ladder.moved_to(page, number, told.stage, at)
    spoken += _next(page, number, told.when, heard.when if heard else None)
    page.settle()
    customer = page.customer(number)
    text = N_("Logged {kind}: {customer}.")
    if heard and heard.kind is None:
        text = N_("Logged {kind}, as no kind was said: {customer}.")
    said_grade = _graded(entry) if heard and _says_more(heard) else ()
    further = heard.moments if heard else ()
    left = [said(N_("A moment stays in the text: {moment}."), moment=one) for one in further]
    first = said(text, kind=entry.kind, customer=customer)
    understood = {**_understood(entry, heard), **promises.understood(spoken)}
    told_all = (first, *said_grade, *spoken, *left)
    return Changed(page.ledger.recorded, (customer,), told_all, understood)


def _says_more(heard: Logged) -> bool:
    """Tell whether more than a kind and a text was read out of a line."""
    return bool(heard.kind is None or heard.outcome or heard.grade or heard.when)


def _graded(entry: Entry) -> tuple[Sentence, ...]:
    """Say how a line was read beside its kind."""
    fields = {
        "outcome": entry.outcome and Phrase(OUTCOMES[entry.outcome][0]),
        "grade": entry.grade and Phrase(GRADES[entry.grade]),
        "text": entry.text,
    }
    given = {key: value for key, value in fields.items() if value}
    return (said(N_("Understood: {fields}."), fields=given),) if given else ()


def _understood(entry: Entry, heard: Logged | None) -> dict[str, object]:
    if heard is None:
        return {}
    fields: dict[str, object] = {
        "kind": entry.kind,
        "direction": entry.direction if entry.direction == "in" else None,
        "outcome": entry.outcome,
        "grade": entry.grade,
        "text": entry.text,
        "next_kind": heard.when.kind if heard.when else None,
        "next_note": heard.when.note if heard.when else None,
        "other_moments": list(heard.moments),
    }
    return {key: value for key, value in fields.items() if value}


def write_contact(
    page: Writing, number: int, entry: Entry, *, keep: bool = False
) -> tuple[Sentence, ...]:
    """Record an interaction; a contact closes the promises it keeps, which are returned as said."""
    at = page.now if entry.at is None else entry.at
    interaction = write(page, number, entry)
    if entry.kind in ("push", "greeting") and entry.direction == "out":
        from leadfunnel.services import consents

        consents.warn(page, number, entry.kind)
    if keep or touch(entry.kind, entry.direction, entry.outcome) != "contact":
        return phones.mark_wrong(page, number) if entry.outcome == "wrong_number" else ()
    kept = promises.keep(page, number, interaction, at)
    return tuple(said(N_("Done: {follow_up}."), follow_up=item) for item in kept)


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


def _next(
    page: Writing, number: int, when: str | None, heard: When | None = None
) -> tuple[Sentence, ...]:
    """Say what comes next; nothing does for whoever has left the ladder."""
    if when is not None:
        return (promises.promise_next(page, number, when),)
    if heard is not None:
        kind = promises.read_promise_kind(heard.kind)
        promises.promise(page, number, heard.moment, kind, heard.note)
        return (said(N_("Next: {moment}."), moment=heard.moment),)
    standing = passage.standing(page, number, page.main)
    if standing is not None and standing.stage.rank is None:
        return ()
    from leadfunnel.store import timeline

    ahead: Sequence[object] = timeline.promises(page.session, number)
    if ahead:
        return (said(N_("Next: {follow_up}."), follow_up=ahead[0]),)
    return (said(N_("No next step set: leadfunnel next {id} tomorrow"), id=number),)

"""Logging what happened with a customer: `log` and `note`."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.capture import check_note
from leadfunnel.domain.interaction import (
    FAILED,
    read_grade,
    read_kind,
    read_outcome,
    touch,
)
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services import log_echo, phones, plan_watch, promises, quiet, who
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.results.changed import Changed

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
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
    """An interaction about to be recorded; `at` is UTC seconds, None for now.

    `phone` is the number that was dialled, where that is known.
    """

    kind: str
    text: str = ""
    direction: str = "out"
    outcome: str | None = None
    grade: str | None = None
    seconds: int | None = None
    at: int | None = None
    phone: str | None = None


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
    satisfaction: str | None = None
    until: str | None = None
    material: str | None = None
    again: bool = False


class Touches:
    """`log` and `note`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def log(self, text: str, kind: str, words: str, told: Told) -> Changed:
        """Record an interaction of a named kind; a contact closes the promises it keeps."""
        with self.book.record("log", kind, *who.asked(text)) as page:
            number = who.one(page, text)
            entry = read_entry(page, kind, words, told)
            quiet.warn(page, entry)
            return logged(page, number, entry, told)

    def log_line(self, words: Sequence[str], told: Told) -> Changed:
        """Record an interaction from a line: WHO, then kind, grade, outcome, WHEN and text."""
        from leadfunnel.services.one_line import hear, leading

        with self.book.record("log", "", *who.asked(words[0])) as page:
            number, rest = leading(page, words)
            heard = hear(page, rest, told)
            kind = heard.kind or ("complaint" if heard.complaint else page.settings.log_kind)
            page.ledger.summarise(kind)
            told = replace(
                told,
                outcome=told.outcome or heard.outcome,
                grade=told.grade or heard.grade,
                incoming=told.incoming or heard.complaint or heard.direction == "in",
                satisfaction=told.satisfaction or heard.satisfaction,
            )
            entry = read_entry(page, kind, heard.text, told)
            quiet.warn(page, entry)
            return logged(page, number, entry, told, heard)

    def missed(self, texts: Sequence[str]) -> Changed:
        """Record a call that nobody answered with each customer; one WHO amiss changes nothing."""
        with self.book.record("missed") as page:
            ids = who.each(page, texts)
            entry = Entry(kind="call", outcome="no_answer")
            quiet.warn(page, entry)
            moved = {number: write_contact(page, number, entry) for number in ids}
            page.settle()
            customers = page.customers(ids)
            spoken = [
                sentence
                for one in customers
                for sentence in (said(N_("Not reached: {customer}."), customer=one), *moved[one.id])
            ]
            return Changed(page.ledger.recorded, customers, tuple(spoken))

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


def logged(
    page: Writing, number: int, entry: Entry, told: Told, heard: Logged | None = None
) -> Changed:
    """Record an interaction with all that was told beside it."""
    at = page.now if entry.at is None else entry.at
    interaction, kept = record(page, number, entry, keep=told.keep)
    spoken = list(kept)
    if _brings_more(entry, told, heard):
        from leadfunnel.services import log_more

        complains = entry.kind == "complaint" or (heard is not None and heard.complaint)
        spoken += log_more.write(page, number, interaction, entry, told, complains=complains)
    if not told.keep:
        spoken += plan_watch.touched(page, number, interaction, entry)
    if told.stage is not None:
        from leadfunnel.services import ladder

        spoken += ladder.moved_to(page, number, told.stage, at)
    spoken += page.heard(number)
    spoken += log_echo.say_next(page, number, told.when, heard.when if heard else None)
    page.settle()
    customer = page.customer(number)
    text = N_("Logged {kind}: {customer}.")
    if heard and heard.kind is None and not heard.complaint:
        text = N_("Logged {kind}, as no kind was said: {customer}.")
    said_grade = log_echo.graded(entry) if heard and log_echo.says_more(heard) else ()
    further = heard.moments if heard else ()
    left = [said(N_("A moment stays in the text: {moment}."), moment=one) for one in further]
    first = said(text, kind=entry.kind, customer=customer)
    understood = {**log_echo.understood(entry, heard), **promises.understood(spoken)}
    told_all = (first, *said_grade, *spoken, *left)
    return Changed(page.ledger.recorded, (customer,), told_all, understood)


def _brings_more(entry: Entry, told: Told, heard: Logged | None) -> bool:
    """Tell whether a complaint, a score, an end or a material comes with an interaction."""
    flags = (told.satisfaction, told.until, told.material)
    complains = heard is not None and heard.complaint
    came = entry.kind in ("visit", "meeting", "demo")
    return complains or came or entry.kind == "complaint" or any(flag is not None for flag in flags)


def write_contact(
    page: Writing, number: int, entry: Entry, *, keep: bool = False
) -> tuple[Sentence, ...]:
    """Record an interaction and say what became of the promises due; see `record`."""
    interaction, kept = record(page, number, entry, keep=keep)
    return kept if keep else (*kept, *plan_watch.touched(page, number, interaction, entry))


def record(
    page: Writing, number: int, entry: Entry, *, keep: bool = False, **instead: int | None
) -> tuple[int, tuple[Sentence, ...]]:
    """Record an interaction and return its number, and what became of the promises due.

    A contact closes them; an attempt moves them to the next half-day. With `keep` they stay.
    """
    interaction = write(page, number, entry, **instead)
    return interaction, _promises_after(page, number, interaction, entry, keep=keep)


def _promises_after(
    page: Writing, number: int, interaction: int, entry: Entry, *, keep: bool
) -> tuple[Sentence, ...]:
    at = page.now if entry.at is None else entry.at
    if entry.kind in ("push", "greeting") and entry.direction == "out":
        from leadfunnel.services import consents

        consents.warn(page, number, entry.kind)
    if entry.outcome == "wrong_number":
        return phones.mark_wrong(page, number, entry.phone)
    closeness = touch(entry.kind, entry.direction, entry.outcome)
    if keep or closeness not in ("contact", "attempt"):
        return ()
    if closeness == "attempt":
        from leadfunnel.services import attempts

        return attempts.put_off(page, number, at)
    kept = promises.keep(page, number, interaction, at)
    return tuple(said(N_("Done: {follow_up}."), follow_up=item) for item in kept)


def write(page: Writing, number: int, entry: Entry, **instead: int | None) -> int:
    """Record an interaction, with other values `instead` if need be, and return its number."""
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
        **{"user_id": page.me, **instead},
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
        direction="in" if told.incoming or read_kind(kind) == "complaint" else "out",
        outcome=outcome,
        grade=grade,
        seconds=read_duration(told.duration) if told.duration else None,
        at=promises.read_past(page, told.at) if told.at else None,
    )

"""`review note|outcome|rm`: what is written in a review, and later what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from leadfunnel.domain.calendar import Period, previous, span
from leadfunnel.domain.review_note import HEADS, LONGEST, ReviewNote, read_head
from leadfunnel.domain.sentence import Phrase, said
from leadfunnel.errors import N_, NotFoundError, UnreadableError
from leadfunnel.services.book import Book, Page
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.review_notes import Notes, Written
from leadfunnel.services.weekly import When, period_of

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.session import Row

THIS_WEEK = When()
LONG_AGO = "0001-01-01"


class NoNoteText(UnreadableError):
    """A note says something."""

    code = "no_note_text"
    message = N_("Say it in 1 to {most} characters.")
    hint = N_('For example: leadfunnel review note problem "too few quotes went out"')


class UnknownHead(UnreadableError):
    """A note stands under one of three heads."""

    code = "unknown_head"
    message = N_("No head {text}: problem, remedy or outlook.")
    hint = N_('For example: leadfunnel review note remedy "quote on the day of the visit"')


class NoNote(NotFoundError):
    """No such note."""

    code = "no_note"
    message = N_("No note {text} in a review.")
    hint = N_("See the numbers of last week's notes with: leadfunnel review")


class ReviewNotes:
    """What is written in reviews."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def add(self, head: str, words: Sequence[str], when: When = THIS_WEEK) -> Changed:
        """Write a note about a period, this week where none is named."""
        found = read_head(head)
        if found is None:
            raise UnknownHead(text=head[:40])
        text = _text(words)
        with self.book.record("review note", f"{found} {text}"[:80]) as page:
            period = period_of(page, when)
            number = page.ledger.insert(
                "review_note",
                None,
                first_day=period.first.isoformat(),
                last_day=period.last.isoformat(),
                head=found,
                text=text,
                user_id=page.me,
                recorded_at=page.now,
            )
            told = said(
                N_("Note {number}, {label}, {head}: {what}"),
                number=number,
                label=period.label,
                head=Phrase(HEADS[found]),
                what=text,
            )
            understood = {"id": number, "label": period.label, "head": found, "text": text}
            return Changed(page.ledger.recorded, (), (told,), understood)

    def outcome(self, number: str, words: Sequence[str]) -> Changed:
        """Write what became of a note."""
        text = _text(words)
        with self.book.record("review outcome", f"{number} {text}"[:80]) as page:
            note = find(page, number)
            page.ledger.update("review_note", note.id, None, outcome=text)
            told = said(N_("What became of note {number}: {what}"), number=note.id, what=text)
            understood = {"id": note.id, "outcome": text}
            return Changed(page.ledger.recorded, (), (told,), understood)

    def remove(self, number: str) -> Changed:
        """Take a note out of its review."""
        with self.book.record("review rm", number[:80]) as page:
            note = find(page, number)
            page.ledger.void("review_note", note.id, None)
            told = said(N_("No more note {number}: {what}"), number=note.id, what=note.text)
            return Changed(page.ledger.recorded, (), (told,))

    def written(self, when: When = THIS_WEEK) -> Written:
        """Return what is written about a period, and what was before."""
        with self.book.read() as page:
            return written(page, period_of(page, when), when.kind or "week")


def written(page: Page, period: Period, kind: str = "week") -> Written:
    """Return the notes of a period beside those of the one before it.

    Where nothing was written in the one before, they are the latest of a period as long.
    """
    return Written(Notes(period, notes(page, period)), _before(page, previous(period, kind)))


def notes(page: Page, period: Period) -> tuple[ReviewNote, ...]:
    """Return what is written about exactly these days, head by head."""
    rows = page.session.rows(
        "review_notes.between",
        first=period.first.isoformat(),
        until=period.first.isoformat(),
    )
    found = [_note(row) for row in rows]
    return _ordered([one for one in found if one.last == period.last])


def find(page: Page, number: str) -> ReviewNote:
    """Return a note by its number; raise NoNote."""
    word = number.strip().lstrip("#")
    known = word.isascii() and word.isdecimal() and len(word) < 19
    row = page.session.row("review_notes.one", row_id=int(word)) if known else None
    if row is None:
        raise NoNote(text=number[:40])
    return _note(row)


def _before(page: Page, period: Period) -> Notes | None:
    found = notes(page, period)
    if found:
        return Notes(period, found)
    days = (period.last - period.first).days + 1
    rows = page.session.rows("review_notes.between", first=LONG_AGO, until=period.first.isoformat())
    earlier = [one for one in map(_note, rows) if one.days == days]
    if not earlier:
        return None
    latest = max(one.first for one in earlier)
    same = [one for one in earlier if one.first == latest]
    return Notes(span(latest, same[0].last), _ordered(same))


def _ordered(found: Sequence[ReviewNote]) -> tuple[ReviewNote, ...]:
    order = list(HEADS)
    return tuple(sorted(found, key=lambda one: (order.index(one.head), one.id)))


def _note(row: Row) -> ReviewNote:
    return ReviewNote(
        row["id"],
        date.fromisoformat(row["first_day"]),
        date.fromisoformat(row["last_day"]),
        row["head"],
        row["text"],
        row["outcome"],
        row["by"],
    )


def _text(words: Sequence[str]) -> str:
    text = " ".join(" ".join(words).split())
    if not 0 < len(text) <= LONGEST:
        raise NoNoteText(most=LONGEST)
    return text

"""`mark`, `mark list|rm`: dated notes drawn on every trend."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from leadfunnel.domain.fold import fold
from leadfunnel.domain.review_mark import LONGEST, ReviewMark
from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_, AmbiguousError, NotFoundError, UnreadableError
from leadfunnel.services.as_known import Known
from leadfunnel.services.book import Book, Page
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.marks import MarkList


class NoMarkText(UnreadableError):
    """A mark says what was changed."""

    code = "no_mark_text"
    message = N_("Say what was changed, in at most {most} characters.")
    hint = N_('For example: leadfunnel mark "换了开场白" --on 2026-11-16')


class NoMark(NotFoundError):
    """No such mark."""

    code = "no_mark"
    message = N_("No mark {text}.")
    hint = N_("See them with: leadfunnel mark list")


class SeveralMarks(AmbiguousError):
    """Words that several marks have."""

    code = "several_marks"
    message = N_("{text} may be one of several marks.")
    hint = N_("Say its number, such as {first}.")


class ReviewMarks:
    """Dated notes."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def add(self, words: Sequence[str], on: str | None) -> Changed:
        """Note what was changed on a day, today where none is named."""
        text = " ".join(" ".join(words).split())
        if not 0 < len(text) <= LONGEST:
            raise NoMarkText(most=LONGEST)
        with self.book.record("mark", text[:80]) as page:
            day = _day(page, on)
            number = page.ledger.insert(
                "review_mark",
                None,
                on_day=day.isoformat(),
                text=text,
                user_id=page.me,
                recorded_at=page.now,
            )
            spoken = said(N_("Mark {number} on {day}: {what}."), number=number, day=day, what=text)
            understood = {"id": number, "date": day.isoformat(), "text": text}
            return Changed(page.ledger.recorded, (), (spoken,), understood)

    def list(self) -> MarkList:
        """Return the marks by day."""
        with self.book.read() as page:
            return MarkList(marks(page))

    def remove(self, text: str) -> Changed:
        """Take a mark off the trend."""
        with self.book.record("mark rm", text[:80]) as page:
            mark = find(page, text)
            page.ledger.void("review_mark", mark.id, None)
            spoken = said(N_("No more mark on {day}: {what}."), day=mark.day, what=mark.text)
            return Changed(page.ledger.recorded, (), (spoken,))


def marks(page: Page, known: Known | None = None) -> tuple[ReviewMark, ...]:
    """Return the marks by day, as known now or as they were known."""
    if known is None or known.op is None:
        rows = page.session.rows("marks.all")
    else:
        rows = page.session.rows("marks.all_known", op=known.op)
    return tuple(
        ReviewMark(row["id"], date.fromisoformat(row["on_day"]), row["text"], row["by"])
        for row in rows
    )


def find(page: Page, text: str, known: Known | None = None) -> ReviewMark:
    """Return the mark meant by its number or by words of it; raise NoMark or SeveralMarks."""
    found = marks(page, known)
    word = text.strip().lstrip("^#")
    if word.isascii() and word.isdecimal():
        same = [one for one in found if one.id == int(word)]
    else:
        same = [one for one in found if word and fold(word) in fold(one.text)]
        same = [one for one in same if fold(one.text) == fold(word)] or same
    if not same:
        raise NoMark(text=text[:40])
    if len(same) > 1:
        offered = [
            {"id": one.id, "text": f"{one.id}  {one.day.isoformat()}  {one.text}"} for one in same
        ]
        raise SeveralMarks(candidates=offered, text=text[:40], first=same[-1].id)
    return same[0]


def _day(page: Page, text: str | None) -> date:
    today = page.calendar.day(page.now)
    if text is None:
        return today
    from leadfunnel.domain.moment import read_moment

    return read_moment(text, page.local_now, past=True, day=today, almanac=page.almanac).day

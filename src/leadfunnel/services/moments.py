"""`when`: how moments are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, time
from itertools import islice

from leadfunnel.domain.moment import (
    DaysDisagree,
    Moment,
    PastMoment,
    RecurringMoment,
    UnreadableMoment,
    read_moment,
)
from leadfunnel.domain.recurrence import Recurrence, occurrences
from leadfunnel.domain.recurrence_text import read_recurrence
from leadfunnel.errors import N_, LeadfunnelError, UnreadableError
from leadfunnel.services.book import Book, Page
from leadfunnel.services.promises import read_when
from leadfunnel.services.results.moments import ReadMoment, ReadMoments

COMING = 3
MOST_WORDS = 12


class NoMoment(UnreadableError):
    """There is nothing to read."""

    code = "no_when"
    message = N_("There is no date or time to read.")
    hint = N_("Write e.g. leadfunnel when 明天下午3点, or when next wed.")


class Moments:
    """Reading moments without writing anything."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def words(self, words: Sequence[str]) -> ReadMoments:
        """Read the words of a command line: the longest runs of them that are moments."""
        with self.book.read() as page:
            return _told(tuple(_runs(page, [word for word in words if word.strip()])))

    def lines(self, text: str) -> ReadMoments:
        """Read one moment a line."""
        with self.book.read() as page:
            lines = (line.strip() for line in text.splitlines())
            return _told(tuple(_read(page, line) for line in lines if line))


def _told(items: tuple[ReadMoment, ...]) -> ReadMoments:
    if not items:
        raise NoMoment()
    return ReadMoments(items)


def _runs(page: Page, words: Sequence[str]) -> Iterator[ReadMoment]:
    """Yield a moment for each run of words; words that begin none stand together."""
    start = lost = 0
    while start < len(words):
        run = _longest(page, words[start : start + MOST_WORDS])
        if run is None:
            start += 1
            continue
        if lost < start:
            yield _read(page, " ".join(words[lost:start]))
        count, found = run
        yield found
        start = lost = start + count
    if lost < start:
        yield _read(page, " ".join(words[lost:]))


def _longest(page: Page, words: Sequence[str]) -> tuple[int, ReadMoment] | None:
    """Return the longest run from the first word on that reads, or that says what is wrong.

    What is wrong with several words is only theirs if some of them say nothing alone.
    """
    alone = [_read(page, word) for word in words]
    for count in range(len(words), 1, -1):
        found = _read(page, " ".join(words[:count]))
        if found.error is None or (_tells(found) and not all(map(_tells, alone[:count]))):
            return count, found
    return (1, alone[0]) if _tells(alone[0]) else None


def _tells(found: ReadMoment) -> bool:
    """Say whether a text is a moment, or one that is wrong in a way that can be named."""
    return type(found.error) not in (UnreadableMoment, DaysDisagree)


def _read(page: Page, text: str) -> ReadMoment:
    try:
        recurs = read_recurrence(
            text, page.local_now, day=page.typed.day(page.now), almanac=page.almanac
        )
        if recurs is not None:
            return _recurring(page, text, recurs)
        moment = _moment(page, text)
    except LeadfunnelError as error:
        return ReadMoment(text, error=error)
    return ReadMoment(text, moment, _instant(page, moment.day, moment.time))


def _moment(page: Page, text: str) -> Moment:
    """Return a moment ahead, or one that has passed; 刚才 says nothing but the past."""
    today = page.typed.day(page.now)
    try:
        return read_when(page, text)
    except PastMoment:
        return read_moment(text, page.local_now, past=True, day=today, almanac=page.almanac)
    except UnreadableMoment as error:
        if type(error) is not UnreadableMoment:
            raise
        return _passed(page, text, error)


def _passed(page: Page, text: str, error: UnreadableMoment) -> Moment:
    today = page.typed.day(page.now)
    try:
        return read_moment(text, page.local_now, past=True, day=today, almanac=page.almanac)
    except UnreadableError:
        raise error from None


def _recurring(page: Page, text: str, recurs: Recurrence) -> ReadMoment:
    found = islice(occurrences(recurs, page.local_now, page.almanac), COMING)
    coming = tuple((day, at, _instant(page, day, at)) for day, at in found)
    if not coming:
        return ReadMoment(text, error=RecurringMoment(text=text))
    return ReadMoment(text, recurs=recurs, at=coming[0][2], coming=coming)


def _instant(page: Page, day: date, at: time | None) -> int:
    return page.calendar.start_of(day) if at is None else page.typed.instant(day, at)

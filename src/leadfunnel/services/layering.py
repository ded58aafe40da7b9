"""`layers`: how many were in each layer at the end of each month, and how they moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from leadfunnel.domain.calendar import BackwardSpan, Period, month_period
from leadfunnel.domain.layer import LAYERS, LayerRules, UnknownLayer, read_layer
from leadfunnel.domain.layering import Life, Turn, identities, layer_on, turned
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_, LeadfunnelError, UnreadableError
from leadfunnel.services import as_known
from leadfunnel.services.as_known import PRESENT, Then
from leadfunnel.services.book import Book, Page
from leadfunnel.services.forecasting import span_of
from leadfunnel.services.results.layering import LayerReport
from leadfunnel.services.results.people import Listing
from leadfunnel.store import layering as stored

MONTHS, MOST = 3, 240
LIMIT = 50
EVERY = 5000
"""The progress is told after so many customers."""
READING = Phrase(N_("Reading customers"))
COLUMNS = ("id", "name", "stage", "layer", "purchases", "last_purchase", "owner")
Days = tuple[str | None, str | None]
"""A first and a last day as typed."""
CAME = ("came", "newcomers", "新来", "新來")


class BrokenLayers(LeadfunnelError):
    """The layers do not add up: a fault of the program, never shown as a result."""

    code = "broken_identity"
    message = N_("The layers do not add up ({identities}): this is a fault of leadfunnel.")
    hint = N_("Nothing was changed. Please report it.")


class TooManyMonths(UnreadableError):
    """Nobody reads so many months."""

    code = "too_many_months"
    message = N_("{first} to {last} are {count} months: at most {most}.")


class BadMove(UnreadableError):
    """Neither a layer nor a move from one to another."""

    code = "bad_layer_move"
    message = N_("{text} is no layer, and no move from one to another: one of {layers}.")
    hint = N_("For example: leadfunnel layers --open loyal, or --open new-returning")


class Layering:
    """`layers`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def layers(self, first: str | None, last: str | None, then: Then = PRESENT) -> LayerReport:
        """Return the layers at the end of each month of some days, and the moves between them."""
        with as_known.opened(self.book, then) as view:
            page = view.page
            months = months_of(page, first, last)
            days = boundaries(months)
            everybody = (life for _, life in self._lives(page))
            found = turned(everybody, page.yardstick.rules, days)
            turns = [
                Turn(month.label, month.first, month.last, moves)
                for month, moves in zip(months, found, strict=True)
            ]
            broken = identities(turns)
            if broken:
                raise BrokenLayers(identities=", ".join(broken))
            return LayerReport(tuple(turns), view.seen)

    def people(
        self,
        text: str,
        days: tuple[str | None, str | None],
        limit: int | None,
        then: Then = PRESENT,
    ) -> Listing:
        """Return who is in a layer at the end, or who made a move in the last of the months."""
        wanted = read_move(text)
        with as_known.opened(self.book, then) as view:
            page = view.page
            rules = page.yardstick.rules
            before, day = boundaries(months_of(page, *days))[-2:]
            ids = [
                number
                for number, life in self._lives(page)
                if _moved(life, rules, (before, day), wanted)
            ]
            shown = ids if limit is None else ids[:limit]
            return Listing(page.customers(shown), len(ids) - len(shown), COLUMNS)

    def _lives(self, page: Page) -> Iterator[tuple[int, Life]]:
        """Yield everybody's life, telling how far it is."""
        count = 0
        for count, found in enumerate(
            stored.lives(page.session, page.main, page.calendar), start=1
        ):
            if count % EVERY == 0:
                self.book.acting.progress(READING, count, None)
            yield found


def months_of(page: Page, first: str | None, last: str | None) -> list[Period]:
    """Return the months that some days lie in, the last of them only up to its last day.

    Without a first day the last few months; no day lies ahead.
    """
    today = page.calendar.day(page.now)
    begin, end = span_of(page, first, last)
    end = min(end or today, today)
    begin = begin or _months_before(end, MONTHS - 1)
    if begin > end:
        raise BackwardSpan(first=begin.isoformat(), last=end.isoformat())
    count = (end.year - begin.year) * 12 + end.month - begin.month + 1
    if count > MOST:
        raise TooManyMonths(first=begin.isoformat(), last=end.isoformat(), count=count, most=MOST)
    months = [month_period(begin)]
    while months[-1].last < end:
        months.append(month_period(months[-1].last + timedelta(days=1)))
    whole = months[-1]
    return [*months[:-1], Period(whole.first, min(whole.last, end), whole.label)]


def _months_before(day: date, count: int) -> date:
    place = max(day.year * 12 + day.month - 1 - count, 1970 * 12 + 1)
    return date(place // 12, place % 12 + 1, 1)


def boundaries(months: list[Period]) -> list[date]:
    """Return the day before the first month, and the last day of each."""
    return [months[0].first - timedelta(days=1), *(month.last for month in months)]


def read_move(text: str) -> tuple[str | None, str]:
    """Return the layers before and after that are meant; `""` before stands for any."""
    for place, sign in enumerate(text):
        if sign in "->→＞》":
            found = _pair(text[:place], text[place + 1 :])
            if found:
                return found
    try:
        return "", read_layer(text)
    except UnknownLayer:
        raise BadMove(text=text[:40], layers=", ".join(LAYERS)) from None


def _pair(then: str, now: str) -> tuple[str | None, str] | None:
    try:
        before = None if then.strip().lower() in CAME else read_layer(then)
        return before, read_layer(now)
    except UnknownLayer:
        return None


def _moved(
    life: Life, rules: LayerRules, days: tuple[date, date], wanted: tuple[str | None, str]
) -> bool:
    then, now = wanted
    if layer_on(life, rules, days[1]) != now:
        return False
    return then == "" or layer_on(life, rules, days[0]) == then

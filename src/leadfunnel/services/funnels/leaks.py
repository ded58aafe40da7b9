"""`leak` and `funnel --around`: what differs by more than chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from leadfunnel.domain import calendar as periods
from leadfunnel.domain.calendar import Period
from leadfunnel.domain.climb import DAY, shares
from leadfunnel.domain.leak import (
    Judged,
    Tried,
    against_earlier,
    against_rest,
    aged_shares,
    judged,
    own_age,
    worst,
)
from leadfunnel.domain.period_text import around
from leadfunnel.domain.proportions import Share
from leadfunnel.domain.segmented import at_birth
from leadfunnel.domain.trend import Start, by_start
from leadfunnel.errors import N_, RefusedError
from leadfunnel.services import playbooks, review_marks
from leadfunnel.services.book import Book
from leadfunnel.services.funnels import marks
from leadfunnel.services.funnels import reading as readings
from leadfunnel.services.funnels.pace import Climbed, climbed
from leadfunnel.services.funnels.reading import Reading
from leadfunnel.services.results.leak import AroundReport, LeakReport, Strengthen
from leadfunnel.services.weekly import Asked, When, period_of

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

RULES = "leak"


class MarkAhead(RefusedError):
    """Nothing has happened after a mark yet."""

    code = "mark_ahead"
    message = N_("The mark on {day} lies ahead: there is nothing after it to compare.")


class Leaks:
    """What differs by more than chance."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def leak(self, when: When, asked: Asked, by: Sequence[str] = ()) -> LeakReport:
        """Return which step loses more than in earlier periods or than in other segments."""
        with self.book.read() as page:
            reading = readings.read(page, asked.pipeline, asked.as_of, asked.known_at)
            period, kind = _period(reading, when)
            return find(reading, period, kind, by)

    def around(self, mark: str, asked: Asked) -> AroundReport:
        """Return the steps in the weeks after a mark beside those before it."""
        with self.book.read() as page:
            reading = readings.read(page, asked.pipeline, asked.as_of, asked.known_at)
            return _around(reading, mark)


def find(
    reading: Reading, period: Period, kind: str = "span", by: Sequence[str] = ()
) -> LeakReport:
    """Return the leaks of a period; `kind` is its length: day, week ... or span.

    Without `by` the segments are those of the rules.
    """
    page, rules = reading.page, reading.page.rules(RULES)
    segments = tuple(dict.fromkeys(marks.read_by(page, one) for one in by or rules["by"]))
    bounds = reading.bounds(period)
    age = max(0, reading.until - bounds[0])
    earlier = tuple(_earlier(period, kind, rules["periods"]))
    found = climbed(reading, reading.bounds((*earlier, period)[-1])[0])
    tried = [
        *_against_earlier(reading, found, period, earlier, age),
        *_segments(reading, found, bounds, segments),
    ]
    verdicts = judged(tried, rules["least"], rules["level"] / 100)
    leak = worst(verdicts)
    return LeakReport(
        judged=verdicts,
        worst=leak,
        strengthen=None if leak is None else _strengthen(reading, leak),
        earlier=earlier,
        by=segments,
        named=reading.pipeline.name != page.settings.main_pipeline,
        **_head(reading, period, age),
    )


def _period(reading: Reading, when: When) -> tuple[Period, str]:
    """Return the period asked for and its kind; else the last weeks up to the present one."""
    if when.first or when.last_day:
        return period_of(reading.page, when), "span"
    if when.kind or when.of:
        return _named(reading, when), when.kind or "week"
    settings, weeks = reading.page.settings, reading.page.rules(RULES)["weeks"]
    last = around("week", _today(reading), settings.week_start).last
    period = periods.span(last - timedelta(days=7 * weeks - 1), last)
    return (periods.previous(period, "span") if when.previous else period), "span"


def _named(reading: Reading, when: When) -> Period:
    """Return a day, week, month ...: the one all is as of, where no day is named."""
    if when.of or when.kind is None:
        return period_of(reading.page, when)
    found = around(when.kind, _today(reading), reading.page.settings.week_start)
    return periods.previous(found, when.kind) if when.previous else found


def _today(reading: Reading) -> date:
    return reading.page.calendar.day(reading.until - 1)


def _earlier(period: Period, kind: str, count: int) -> Iterator[Period]:
    """Yield the periods before, the latest first, as far back as a calendar goes."""
    for _ in range(count):
        if (period.last - period.first).days + 366 > period.first.toordinal():
            return
        period = periods.previous(period, kind)
        yield period


def _against_earlier(
    reading: Reading, found: Climbed, period: Period, earlier: Sequence[Period], age: int
) -> Iterator[Tried]:
    codes = [stage.code for stage in reading.pipeline.ladder]
    *there, here = _reached(reading, found, (*reversed(earlier), period), age)
    sums = [sum(column) for column in zip(*there, strict=True)] or [0] * len(codes)
    yield from against_earlier(codes, here, sums)


def _reached(
    reading: Reading, found: Climbed, chosen: Sequence[Period], age: int
) -> list[tuple[int, ...]]:
    """Return how many of each period, in order, had reached each rung at so many seconds."""
    starts = [Start(period, *reading.bounds(period)) for period in chosen]
    groups = by_start(found.climbs, starts)
    rungs, until = len(reading.pipeline.ladder), reading.until
    return [
        shares(climbs, rungs, min(start.begin + age, until))
        for start, climbs in zip(starts, groups, strict=True)
    ]


def _segments(
    reading: Reading, found: Climbed, bounds: tuple[int, int], segments: Sequence[str]
) -> Iterator[Tried]:
    """Yield each segment of each step against the others, at one age of everybody's own."""
    ladder, until = reading.pipeline.ladder, reading.until
    medians = [found.median_days(rank) for rank in range(1, len(ladder) + 1)]
    born = [pair for pair in found.pairs if bounds[0] <= pair[1].born < bounds[1]]
    for by in segments:
        mark = marks.mark(reading, by, [history for history, _ in born])
        grouped = [(at_birth(history, mark), one) for history, one in born]
        for below, stage, median in zip(ladder, ladder[1:], medians[1:], strict=False):
            age = own_age(bounds[1], until, median)
            groups = aged_shares(grouped, stage.rank or 1, age, until)
            yield from against_rest((below.code, stage.code), by, groups)


def _strengthen(reading: Reading, leak: Judged) -> Strengthen | None:
    """Return what the playbook says of the stage people stay in, else what should move them on."""
    stage = reading.pipeline.stage(leak.tried.base)
    chapter = playbooks.playbook(reading.page, reading.pipeline.name).chapters.get(stage.code)
    if chapter is not None:
        steps = (*chapter.do, *(ask.step for ask in chapter.ask))
        if steps:
            return Strengthen(stage, steps[0], from_playbook=True)
    return Strengthen(stage, stage.moves_on, from_playbook=False) if stage.moves_on else None


def _around(reading: Reading, text: str) -> AroundReport:
    page, rules = reading.page, reading.page.rules(RULES)
    mark = review_marks.find(page, text, reading.known)
    days = timedelta(days=7 * rules["around_weeks"])
    after = periods.span(mark.day, mark.day + days - timedelta(days=1))
    before = periods.span(mark.day - days, mark.day - timedelta(days=1))
    age = reading.until - page.calendar.start_of(mark.day)
    if age <= 0:
        raise MarkAhead(day=mark.day)
    found = climbed(reading, reading.bounds(before)[0])
    there, here = _reached(reading, found, (before, after), age)
    codes = [stage.code for stage in reading.pipeline.ladder]
    tried = [*against_earlier(codes, here, there), *_to_winning(reading, here, there)]
    return AroundReport(
        mark=mark,
        judged=judged(tried, rules["least"], rules["level"] / 100),
        before=before,
        **_head(reading, after, age),
    )


def _to_winning(reading: Reading, here: Sequence[int], there: Sequence[int]) -> Iterator[Tried]:
    won = reading.pipeline.first_of("won")
    rank = (won.rank if won else None) or 1
    if won and rank > 2:
        now, then = (Share(side[rank - 1], side[0]) for side in (here, there))
        yield Tried(reading.pipeline.first.code, won.code, now, then)


def _head(reading: Reading, period: Period, age: int) -> dict[str, Any]:
    """Return what stands above the figures, and by what they are judged."""
    known, rules = reading.known, reading.page.rules(RULES)
    return {
        "pipeline": reading.pipeline,
        "age_days": age / DAY,
        "least": rules["least"],
        "level": rules["level"],
        "first": period.first,
        "last": period.last,
        "label": period.label,
        "as_of": reading.until - 1,
        "known_at": None if known.known_at is None else known.known_at - 1,
        "recorded_since": reading.recorded_since,
    }

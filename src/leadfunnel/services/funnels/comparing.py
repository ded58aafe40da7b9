"""A period beside an earlier one, both taken at the same age (domain.md, 4)."""

from __future__ import annotations

from leadfunnel.domain import calendar as periods
from leadfunnel.domain.aged import age_of, differences
from leadfunnel.domain.calendar import Period
from leadfunnel.domain.funnel import cohort
from leadfunnel.domain.pipeline import fold
from leadfunnel.domain.record import replace
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services.funnels.pace import climbed
from leadfunnel.services.funnels.scope import Scope
from leadfunnel.services.results.funnels import Compared, Earlier

PREVIOUS, LAST_YEAR = "previous", "last-year"
WORDS = {
    **dict.fromkeys((PREVIOUS, "before", "上期", "上周", "上週", "上月", "环比", "環比"), PREVIOUS),
    **dict.fromkeys((LAST_YEAR, "last year", "year", "去年", "同比"), LAST_YEAR),
}


class BadComparison(UnreadableError):
    """No period is called that."""

    code = "bad_comparison"
    message = N_("Cannot compare with {text}: previous or last-year.")
    hint = N_("For example: leadfunnel funnel --month --compare last-year")


class NothingBefore(UnreadableError):
    """A period from the beginning of time has none before it."""

    code = "nothing_before"
    message = N_("No period lies before this one.")
    hint = N_("Say where it begins: leadfunnel funnel --from 2026-01-01 --compare")


def read_which(text: str) -> str:
    """Return previous or last-year as meant, in any language; raise BadComparison."""
    found = WORDS.get(fold(text).replace("_", "-"))
    if found is None:
        raise BadComparison(text=text[:40])
    return found


def earlier(scope: Scope, which: str) -> Earlier:
    """Return an earlier period as far as it had got at the age this one has now."""
    period = _period(scope, which)
    age = age_of(scope.bounds, scope.reading.until)
    then = replace(scope, period=period)
    figures = cohort(then.born(), scope.pipeline, then.bounds[0] + age)
    return Earlier(which, period.first, period.last, period.label, age, figures)


def _period(scope: Scope, which: str) -> Period:
    if scope.period.first.year <= periods.FIRST_YEAR:
        raise NothingBefore()
    if which == LAST_YEAR:
        found = periods.year_before(scope.period, scope.kind)
        if found is not None:
            return found
    return periods.previous(scope.period, scope.kind)


def compared(scope: Scope, text: str) -> Compared:
    """Return every step of this period beside that of an earlier one, as typed."""
    before = earlier(scope, read_which(text))
    now, pipeline, reading = scope.cohort(), scope.pipeline, scope.reading
    begin, end = reading.bounds(Period(before.first, before.last, before.label))
    pace = climbed(reading, begin)
    least = reading.page.rules("funnel")["least"]
    return Compared(
        earlier=before,
        now=now,
        steps=differences(now, before.cohort, pipeline, least),
        least=least,
        days={stage.code: pace.median_days(stage.rank or 1) for stage in pipeline.ladder[1:]},
        length=max(end - begin, scope.bounds[1] - scope.bounds[0]),
    )

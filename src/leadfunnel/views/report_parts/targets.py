"""The targets in a report."""

from __future__ import annotations

from leadfunnel.domain.exhibit import Bar, Bars, Exhibit, Grid
from leadfunnel.i18n import _
from leadfunnel.services.results.report import Report
from leadfunnel.services.results.targets import Progress, Standing
from leadfunnel.views import dates
from leadfunnel.views.names import NOTHING
from leadfunnel.views.reports.wording import Wording, left, right, share, words
from leadfunnel.views.screens.funnel_tables import percent
from leadfunnel.views.targets import (
    PERIODS,
    amount_words,
    exchange_words,
    metric_word,
    pace_words,
    per_word,
)

FULL = 1.5
"""Bars end at this share of a goal, so that one far surpassed leaves room for the others."""


def exhibits(part: Standing, _report: Report, wording: Wording) -> list[Exhibit]:
    """Return how far the targets are, everybody's added up."""
    title = _("Targets")
    heads = (
        left(_("Target")),
        left(_("Period")),
        right(_("Done")),
        right(_("Goal")),
        right(_("Share")),
        left(_("Pace")),
    )
    now = part.day == wording.setting.today
    rows = tuple(
        (
            words(_metric(one, wording)),
            words(_(PERIODS[one.per]) if now else per_word(one.per)),
            words(amount_words(one.done, one.currency)),
            words(amount_words(one.goal, one.currency)),
            share(_reached(one)),
            words(_pace(one) if now else NOTHING),
        )
        for one in part.progress
    )
    bars = tuple(
        Bar(_metric(one, wording), min(_reached(one) or 0, FULL), percent(_reached(one)) or NOTHING)
        for one in part.progress
    )
    day = _("As of {when}.").format(when=dates.day_words(part.day))
    return [Exhibit("targets", title, (day,), Bars(bars), (Grid(title, heads, rows),))]


def _metric(one: Progress, wording: Wording) -> str:
    return wording.free(metric_word(one.metric, one.stage))


def _reached(one: Progress) -> float | None:
    return one.done / one.goal if one.goal else None


def _pace(one: Progress) -> str:
    told = [exchange_words(one.exchange)] if one.exchange else []
    return ", ".join([*told, pace_words(one)]) or NOTHING

"""Targets in words, as `target list` and `today` show them."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.pipeline import Stage
from leadfunnel.domain.target import METRICS, PERS, Exchange
from leadfunnel.errors import N_
from leadfunnel.i18n import _
from leadfunnel.services.results.targets import Progress, Yesterday
from leadfunnel.views import dates
from leadfunnel.views.layout import GAP
from leadfunnel.views.money import sum_words
from leadfunnel.views.names import stage_word

PERIODS = {
    "day": N_("today"),
    "workday": N_("today"),
    "week": N_("this week"),
    "month": N_("this month"),
    "quarter": N_("this quarter"),
    "year": N_("this year"),
}


def metric_word(metric: str, stage: Stage | None = None) -> str:
    """Return what a metric is called: new, calls, or the stage that is entered."""
    if stage is not None:
        return stage_word(stage)
    return _(METRICS[metric][0]) if metric in METRICS else metric


def per_word(per: str) -> str:
    """Return what the length of a period is called."""
    return _(PERS[per][0])


def amount_words(amount: int, currency: str | None) -> str:
    """Return a count, or money for people."""
    return sum_words(amount, currency) if currency else f"{amount:,}"


def progress_words(found: Progress) -> str:
    """Return one target: new 12/30; new 312/500, 10 days left, 19 a day."""
    done = done_words(found.done, found.goal, found.currency)
    told = f"{metric_word(found.metric, found.stage)} {done}"
    if found.exchange:
        told += f" ({exchange_words(found.exchange)})"
    pace = pace_words(found)
    return _("{target}, {pace}").format(target=told, pace=pace) if pace else told


def pace_words(found: Progress) -> str:
    """Return the pace that is still needed, empty for a target of one day."""
    if found.days_left is None:
        return ""
    if found.done >= found.goal:
        return _("reached")
    if not found.needed:
        return _("no day left")
    return _("{days} left, {needed} a day").format(
        days=dates.days(found.days_left), needed=amount_words(found.needed, found.currency)
    )


def exchange_words(found: Exchange) -> str:
    """Return the sum of an exchange: 30 - 5x2 = 20."""
    if not found.booked:
        return f"{found.base} + {found.without_visit} = {found.goal}"
    plain = found.base - found.exchange * found.booked
    told = f"{found.base} - {found.exchange}x{found.booked} = {plain}"
    if plain == found.goal:
        return told
    return _("{sum}, at least {floor}").format(sum=told, floor=found.goal)


def line_words(progress: Sequence[Progress]) -> list[tuple[str, str]]:
    """Return the targets of each period: (today, new 0/30  wechat 0/40), (this month, ...)."""
    found: dict[str, list[str]] = {}
    for target in progress:
        found.setdefault(_(PERIODS[target.per]), []).append(progress_words(target))
    return [(head, GAP.join(told)) for head, told in found.items()]


def yesterday_words(found: Yesterday) -> str:
    """Return how the last day went, empty where nothing came of it: new 28/30  kept 5/6  won 1."""
    told = [
        f"{metric_word(outcome.metric, outcome.stage)}"
        f" {done_words(outcome.done, outcome.goal, outcome.currency)}"
        for outcome in found.outcomes
        if outcome.goal is not None or outcome.done
    ]
    if found.promised:
        told.append(_("kept {kept}/{promised}").format(kept=found.kept, promised=found.promised))
    return GAP.join(told)


def done_words(done: int, goal: int | None, currency: str | None) -> str:
    """Return what was done of a goal: 312/500, 62,000/100,000 CNY; without one only what was."""
    if goal is None:
        return amount_words(done, currency)
    if currency is None:
        return f"{done:,}/{goal:,}"
    plain = amount_words(done, currency).removesuffix(f" {currency}")
    return f"{plain}/{amount_words(goal, currency)}"

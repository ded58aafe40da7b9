"""Scores with their terms, the scorecards, and who sleeps."""

from __future__ import annotations

from leadfunnel.domain.scorecard import Criterion, Score
from leadfunnel.errors import N_
from leadfunnel.i18n import _, named
from leadfunnel.services.results.scores import Scorecards, Scored, Sleeper, Sleepers
from leadfunnel.views import dates
from leadfunnel.views.layout import (
    ANYWHERE,
    BLANK,
    Block,
    Cell,
    Column,
    Line,
    Rule,
    Span,
    Table,
    line,
)
from leadfunnel.views.names import NOTHING, field_word, head, layer_word, more_words, reason_word
from leadfunnel.views.screens.lists import reference
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import customer_words, name_words, say

_SLEPT = N_("quiet")


def scored(result: Scored, setting: Setting) -> list[Block]:
    """Return a customer's scores, every term with its points and weight."""
    blocks: list[Block] = [line(Span(customer_words(result.customer, setting), "title"))]
    if not result.scores:
        text = _("No score yet: leadfunnel score {id} fit").format(id=result.customer.id)
        return [*blocks, line(text)]
    for score in result.scores:
        blocks += [BLANK, *_score(score)] if len(result.scores) > 1 else _score(score)
    return [*blocks, *(line(say(sentence, setting), hang=2) for sentence in result.said)]


def _score(score: Score) -> list[Block]:
    text = _("{card}: {total} of {most}").format(
        card=named(score.card.titles), total=score.total, most=score.card.most
    )
    passed = _("from {threshold} on it is passed").format(threshold=score.threshold)
    style = "bad" if score.fails else "good" if score.total >= score.threshold else ""
    columns = (Column(wrap=ANYWHERE), Column(align="right"), Column(style="dim"))
    rows = tuple(
        (named(criterion.names), NOTHING if points is None else str(points), _of(criterion, points))
        for criterion, points in score.terms
    )
    helps = [line(Span(f"> {named(weak.missing)}", "good"), hang=2) for weak in score.weak]
    return [line(Span(text, style), f"  ({passed})", hang=2), Table(columns, rows), *helps]


def _of(criterion: Criterion, points: int | None) -> str:
    most = _("of {most}").format(most=criterion.most)
    if criterion.weight == 1 or points is None:
        return most
    return f"{most} x {criterion.weight} = {points * criterion.weight}"


def scorecards(result: Scorecards, _setting: Setting) -> list[Block]:
    """Return the scorecards with their criteria and what the points mean."""
    blocks: list[Block] = []
    for card, threshold in result.cards:
        text = _("{card}: from {threshold} of {most} on it is passed").format(
            card=named(card.titles), threshold=threshold, most=card.most
        )
        columns = (Column(), Column(wrap=ANYWHERE), Column(style="dim", wrap=ANYWHERE))
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (f"{c.key} x {c.weight}" if c.weight > 1 else c.key, named(c.names), named(c.ask))
            for c in card.criteria
        )
        title = Line((Span(card.name, "title"), f"  {text}"), hang=2)
        blocks += [*([BLANK] if blocks else []), title, Table(columns, rows)]
    return blocks


def sleepers(result: Sleepers, setting: Setting) -> list[Block]:
    """Return who sleeps, how long, and why as far as anybody knows."""
    if not result.items:
        return [line(_("Nobody sleeps.")), *_quiet(result, setting)]
    columns = (
        Column(head(field_word("name")), style="title", wrap=ANYWHERE),
        Column(head(field_word("layer"))),
        Column(head(_(_SLEPT)), align="right"),
        Column(head(_("likely cause")), wrap=ANYWHERE),
        Column(style="dim"),
    )
    blocks: list[Block] = [Table(columns, tuple(_sleeper(item, setting) for item in result.items))]
    if result.more:
        blocks.append(line(Span(more_words(result.more), "dim")))
    proxy = _("Asleep means: nothing bought for {days}. That only stands for being quiet.")
    hint = _("Note why with: leadfunnel dormant WHO --reason TEXT")
    text = proxy.format(days=dates.days(result.asleep_after))
    dim = [line(Span(told, "dim"), hang=2) for told in (text, hint)]
    return [*blocks, *dim, *_quiet(result, setting)]


def _quiet(result: Sleepers, setting: Setting) -> list[Block]:
    """Return who bought lately and fell silent in their groups."""
    if not result.quiet:
        return []
    columns = (
        Column(style="title", wrap=ANYWHERE),
        Column(),
        Column(align="right"),
        Column(style="dim"),
    )
    rows = tuple(
        (
            name_words(one.customer, setting),
            layer_word(one.customer.layer),
            dates.short_days(_silent_days(one.silent_since, setting)),
            reference(one.customer),
        )
        for one in result.quiet
    )
    title = line(Span(_("Bought lately, but silent in the group:"), "head"), hang=2)
    more = [line(Span(more_words(result.quiet_more), "dim"))] if result.quiet_more else []
    return [Rule(), title, Table(columns, rows), *more]


def _silent_days(since: int, setting: Setting) -> int:
    return (setting.today - setting.calendar.day(since)).days


def _sleeper(item: Sleeper, setting: Setting) -> tuple[Cell, ...]:
    customer = item.customer
    bought = customer.last_bought
    if bought is None and customer.stage_since is not None:
        bought = setting.calendar.day(customer.stage_since)  # a stage won without a purchase
    quiet = dates.short_days((setting.today - bought).days) if bought else ""
    cause = reason_word(item.cause) or _("not known: ask")
    if item.silent_since is not None and not item.cause:
        days = dates.days(_silent_days(item.silent_since, setting))
        cause = _("silent in the group for {days}").format(days=days)
    if item.cause and not item.noted:
        cause = _("complaint: {text}").format(text=item.cause)
    return (
        name_words(customer, setting),
        layer_word(customer.layer),
        quiet,
        cause,
        reference(customer),
    )

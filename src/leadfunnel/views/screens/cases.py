"""Complaints on the screen, and what customers said of their satisfaction."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.customer import days_between
from leadfunnel.domain.satisfaction import HIGHEST, Satisfaction
from leadfunnel.domain.service_case import Case, CaseFigures
from leadfunnel.i18n import _, ngettext
from leadfunnel.services.results.cases import CaseList, CaseOf
from leadfunnel.views import dates
from leadfunnel.views.layout import ANYWHERE, BLANK, Block, Cell, Column, Rule, Span, Table, line
from leadfunnel.views.names import field_word, head, more_words, paragraph
from leadfunnel.views.screens.lists import reference
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import name_words


def cases(result: CaseList, setting: Setting) -> list[Block]:
    """Return cases with what they come to."""
    if not result.figures.count:
        hint = _("A complaint is recorded with: leadfunnel log WHO complaint TEXT")
        return [line(_("No cases.")), line(Span(hint, "dim"))]
    columns = (
        Column(style="dim"),
        Column(),
        Column(head(_("days")), align="right"),
        Column(head(field_word("name")), style="title", wrap=ANYWHERE),
        Column(head(field_word("complaint")), wrap=ANYWHERE),
        Column(style="dim"),
    )
    rows = tuple(_row(item, setting) for item in result.items)
    blocks: list[Block] = [Table(columns, rows), Rule()] if rows else []
    if result.more:
        blocks.insert(1, line(Span(more_words(result.more), "dim")))
    return [*blocks, line(_summary(result.figures), hang=2)]


def _row(item: CaseOf, setting: Setting) -> tuple[Cell, ...]:
    case = item.case
    ended = setting.now if case.solved_at is None else case.solved_at
    state = Span(_("waiting"), "bad") if case.is_open else Span(_("solved"), "good")
    told = case.complaint if case.is_open else f"{case.complaint} > {case.resolution}"
    lasted = str(days_between(case.opened_at, ended))
    name = name_words(item.customer, setting)
    return (case.ref, state, lasted, name, told, reference(item.customer))


def _summary(figures: CaseFigures) -> str:
    counted = ngettext(
        "{count} case, {open} waiting.", "{count} cases, {open} waiting.", figures.count
    )
    told = [counted.format(count=figures.count, open=figures.open)]
    if figures.days is not None:
        median = dates.short_days(round(figures.days, 1))
        told.append(_("Solved in {days} (median).").format(days=median))
        again = _("Bought again after it was solved: {again} of {solved}.")
        told.append(again.format(again=figures.bought_again, solved=figures.solved))
    return paragraph(told)


def waiting(found: Sequence[Case], setting: Setting) -> list[Block]:
    """Return the part of a card about complaints that wait."""
    text = _("Complaint since {day}, {days}: {complaint}  {ref}")
    blocks: list[Block] = []
    for case in found:
        if case.is_open:
            day = dates.day_words(setting.calendar.day(case.opened_at))
            lasted = dates.days(days_between(case.opened_at, setting.now))
            said = text.format(day=day, days=lasted, complaint=case.complaint, ref=case.ref)
            blocks.append(line(Span(said, "bad"), hang=2))
    return blocks


def solved(found: Sequence[Case], setting: Setting) -> list[Block]:
    """Return the part of a card about complaints that were solved."""
    rows = tuple(
        (
            dates.stamp(case.opened_at, setting),
            dates.short_days(days_between(case.opened_at, case.solved_at or case.opened_at)),
            f"{case.complaint} > {case.resolution}",
            case.ref,
        )
        for case in found
        if not case.is_open
    )
    if not rows:
        return []
    columns = (
        Column(style="dim"),
        Column(align="right"),
        Column(wrap=ANYWHERE),
        Column(style="dim"),
    )
    return [BLANK, line(Span(_("Solved complaints"), "title")), Table(columns, rows)]


def satisfied(found: Sequence[Satisfaction], setting: Setting) -> str | None:
    """Return what a customer said last, and what they said before."""
    if not found:
        return None
    *before, last = found
    day = dates.day_words(setting.calendar.day(last.at))
    words = _("{score} of {highest}, {day}").format(score=last.score, highest=HIGHEST, day=day)
    if not before:
        return words
    earlier = ", ".join(str(one.score) for one in reversed(before))
    return _("{words}; before that {scores}").format(words=words, scores=earlier)

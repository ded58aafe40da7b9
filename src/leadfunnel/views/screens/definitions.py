"""Pipelines and settings; here, and only here, stages show their codes."""

from __future__ import annotations

from leadfunnel.domain.field import TYPES
from leadfunnel.domain.pipeline import Pipeline, Stage
from leadfunnel.errors import N_
from leadfunnel.i18n import _, language, named
from leadfunnel.services.results.definitions import (
    ConfigView,
    FieldList,
    PipelineList,
    PipelineView,
)
from leadfunnel.views import dates
from leadfunnel.views.layout import ANYWHERE, Block, Cell, Column, Line, Span, Table, line
from leadfunnel.views.names import NOTHING, UNITS, climbed, stage_word
from leadfunnel.views.setting import Setting

_STAGE_KINDS = {
    "open": N_("in progress"),
    "won": N_("won"),
    "repeat": N_("won again"),
    "lost": N_("lost"),
    "invalid": N_("not a fit"),
}
_PLACES = {"store": N_("store"), "personal": N_("personal"), "shipped": N_("as shipped")}


def pipelines(result: PipelineList, _setting: Setting) -> list[Block]:
    """Return the pipelines with their stages; a star marks the main one."""
    columns = (
        Column(),
        Column(style="title"),
        Column(wrap=ANYWHERE),
        Column(),
        Column(wrap=ANYWHERE),
    )
    rows = tuple(
        (
            "*" if found.name == result.main else "",
            found.name,
            found.title(language()),
            _(UNITS[found.unit]),
            climbed(found.ladder),
        )
        for found in result.pipelines
    )
    return [Table(columns, rows), line(Span(_("* supplies the stage shown everywhere"), "dim"))]


def pipeline(result: PipelineView, _setting: Setting) -> list[Block]:
    """Return the stages of a pipeline with what each means and what leads out of it."""
    found = result.pipeline
    title: list[Cell] = [
        Span(found.title(language()), "title"),
        f"  {found.name}",
        f"  {_(UNITS[found.unit])}",
    ]
    if result.main:
        title.append("  " + _("main pipeline"))
    columns = [
        Column(_("Code")),
        Column(_("Stage"), style="title", wrap=ANYWHERE),
        Column(_("Kind")),
        Column(_("Limit"), align="right"),
        Column(_("Chance"), align="right"),
    ]
    goals = any(stage.goal is not None for stage in found.stages)
    columns += [Column(_("Goal"), align="right")] if goals else []
    rows: list[tuple[Cell, ...] | Line] = []
    for stage in found.stages:
        rows += [_stage(stage, goals=goals), *_about(stage)]
    blocks: list[Block] = [Line(tuple(title), hang=2), Table(tuple(columns), tuple(rows))]
    return [*blocks, *_returns(found)]


def _stage(stage: Stage, *, goals: bool) -> tuple[Cell, ...]:
    return (
        stage.code,
        stage_word(stage),
        _(_STAGE_KINDS[stage.kind]),
        dates.short_days(stage.limit_days) if stage.limit_days else "",
        _chance(stage.probability),
        *([_chance(stage.goal)] if goals else []),
    )


def _chance(points: int | None) -> str:
    if points is None:
        return ""
    return _("{number} %").format(number=f"{points / 100:g}")


def _about(stage: Stage) -> list[Line]:
    lines = []
    if stage.meaning:
        lines.append(line(Span(named(stage.meaning), "dim"), indent=6, hang=6))
    if stage.moves_on:
        lines.append(line(Span(f"> {named(stage.moves_on)}", "dim"), indent=6, hang=8))
    return lines


def _returns(found: Pipeline) -> list[Block]:
    if found.lost_returns_to is None:
        return []
    stage = stage_word(found.stage(found.lost_returns_to))
    return [line(_("Whoever is lost goes back to {stage}.").format(stage=stage))]


def settings(result: ConfigView, _setting: Setting) -> list[Block]:
    """Return settings with their values and where each lives."""
    columns = (Column(style="title"), Column(wrap=ANYWHERE), Column(style="dim"))
    rows = tuple((key, _value(value), _(_PLACES[place])) for key, value, place in result.settings)
    if not result.sections:
        return [Table(columns, rows)]
    more = _("Rules of the method: {sections}. See them with: leadfunnel config list SECTION")
    foot = line(Span(more.format(sections=", ".join(result.sections)), "dim"), hang=2)
    return [Table(columns, rows), foot]


def _value(value: object) -> str:
    if isinstance(value, bool):
        return _("on") if value else _("off")
    if isinstance(value, list):
        return ", ".join(map(str, value)) or NOTHING
    if isinstance(value, float):
        return f"{value:g}"
    return NOTHING if value is None else str(value)


def fields(result: FieldList, _setting: Setting) -> list[Block]:
    """Return the declared fields with their types and what a value looks like."""
    if not result.fields:
        return [line(_("No fields are declared."))]
    columns = (Column(style="title"), Column(wrap=ANYWHERE), Column(), Column(wrap=ANYWHERE))
    rows = tuple(
        (
            found.key,
            named(found.names),
            found.type,
            _(TYPES[found.type]).format(choices=", ".join(found.choices)),
        )
        for found in result.fields
    )
    return [Table(columns, rows)]

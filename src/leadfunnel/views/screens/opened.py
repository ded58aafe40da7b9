"""What stands above the people behind a figure of a funnel."""

from __future__ import annotations

from leadfunnel.errors import N_
from leadfunnel.i18n import _
from leadfunnel.services.results.funnels import Opened
from leadfunnel.views import dates
from leadfunnel.views.layout import Line, Span, line
from leadfunnel.views.names import reason_word, stage_word
from leadfunnel.views.screens.funnel_parts import part_word
from leadfunnel.views.screens.paths import way

WORDS = {
    ("cohort", "came"): N_("came in"),
    ("cohort", "entered-above"): N_("were first seen above the first stage"),
    ("cohort", "off-ladder"): N_("never stood on the ladder"),
    ("cohort", "reached"): N_("came in, and reached {stage}"),
    ("cohort", "stuck"): N_("came in, reached {stage}, but not {to}"),
    ("cohort", "active"): N_("came in, got as far as {stage}, and are still on the ladder"),
    ("cohort", "lost"): N_("came in, got as far as {stage}, and were lost"),
    ("cohort", "invalid"): N_("came in, got as far as {stage}, and were no fit"),
    ("cohort", "path"): N_("came in, and went {path}"),
    ("flow", "start"): N_("stood at {stage} when the period began"),
    ("flow", "entered"): N_("came to {stage}"),
    ("flow", "new"): N_("came in at {stage}"),
    ("flow", "up"): N_("came up to {stage}"),
    ("flow", "down"): N_("came down to {stage}"),
    ("flow", "reopened"): N_("came back to {stage}"),
    ("flow", "advanced"): N_("moved up from {stage}"),
    ("flow", "back"): N_("went back from {stage}"),
    ("flow", "lost"): N_("were lost from {stage}"),
    ("flow", "invalid"): N_("were found unfit at {stage}"),
    ("flow", "end"): N_("stood at {stage} at the end"),
    ("flow", "passed-over"): N_("jumped over {stage}"),
    ("flow", "assumed-in"): N_("came to {stage} on an assumed date"),
    ("flow", "assumed-out"): N_("left {stage} on an assumed date"),
    ("flow", "taken-over"): N_("were taken over at {stage}"),
    ("flow", "handed-over"): N_("were handed over at {stage}"),
    ("flow", "skipped"): N_("jumped over a stage, from {stage}"),
    ("flow", "moved"): N_("went from {stage} to {to}"),
    ("snapshot", "stands"): N_("stand at {stage}"),
    ("snapshot", "too-long"): N_("have been too long at {stage}"),
    ("snapshot", "lost-track"): N_("are open, without contact for {days}"),
}


ANYWHERE = {
    ("cohort", "active"): N_("came in, and are still on the ladder"),
    ("cohort", "lost"): N_("came in, and were lost"),
    ("cohort", "invalid"): N_("came in, and were no fit"),
    ("cohort", "reached"): N_("came in, and stood on the ladder"),
    ("flow", "lost"): N_("were lost"),
    ("flow", "invalid"): N_("were found unfit"),
    ("flow", "skipped"): N_("jumped over a stage"),
    ("flow", "new"): N_("came in"),
    ("flow", "reopened"): N_("came back"),
    ("flow", "advanced"): N_("moved up"),
    ("flow", "back"): N_("went back a stage"),
    ("snapshot", "too-long"): N_("have been too long where they stand"),
}
"""The same of no stage in particular."""


def opened_line(found: Opened) -> Line:
    """Return what the people listed below did, how many times, and in which days."""
    days = f"{dates.day_words(found.first)} - {dates.day_words(found.last)}"
    label = days if ".." in found.label else found.label
    spans = [] if found.figure.view == "snapshot" else [f"{label}  "]
    if found.segment:
        spans.append(f"{part_word(*found.segment)}  ")
    return line(*spans, Span(figure_words(found), "title"), f": {_counted(found)}", hang=2)


def figure_words(found: Opened) -> str:
    """Return what somebody did to be counted in the figure."""
    figure, pipeline = found.figure, found.pipeline
    any_stage = _("any stage")
    key = figure.view, figure.word
    worded = WORDS[key] if figure.stage else ANYWHERE.get(key, WORDS[key])
    text = _(worded).format(
        stage=stage_word(pipeline.stage(figure.stage)) if figure.stage else any_stage,
        to=stage_word(pipeline.stage(figure.to)) if figure.to else any_stage,
        path=way(pipeline, figure.path),
        days=dates.days(found.days or 0),
    )
    if figure.reason is None:
        return text
    return f"{text} ({reason_word(figure.reason) or _('no reason said')})"


def _counted(found: Opened) -> str:
    if found.count == found.people:
        return f"{found.count:,}"
    text = _("{count}, by {people} people")
    return text.format(count=f"{found.count:,}", people=f"{found.people:,}")

"""Playbooks as a seller reads them during a call: what to ask, to say, to answer, to do."""

from __future__ import annotations

from leadfunnel.domain.layer import LAYERS
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.playbook import Chapter, NextStep
from leadfunnel.errors import N_
from leadfunnel.i18n import _, language, named
from leadfunnel.services.results.playbooks import PlaybookList, PlaybookView
from leadfunnel.views import dates
from leadfunnel.views.layout import ANYWHERE, BLANK, Block, Cell, Column, Line, Span, Table, line
from leadfunnel.views.names import climbed, listed, stage_word
from leadfunnel.views.setting import Setting

_PARTS = {
    "problem": N_("What usually troubles them"),
    "opening": N_("How to open"),
    "do": N_("What moves them on"),
    "leave": N_("When to let go"),
}
_OTHERS = {"layers": N_("layers"), "cases": N_("complaints")}
_FOR_LAYERS = {"do": N_("What to do")}


def playbook(result: PlaybookView, _setting: Setting) -> list[Block]:
    """Return chapters one below the other."""
    blocks: list[Block] = []
    for chapter in result.chapters:
        blocks += [*([BLANK] if blocks else []), *_chapter(chapter, result.pipeline)]
    return blocks


def _chapter(chapter: Chapter, pipeline: Pipeline | None) -> list[Block]:
    if pipeline is None:
        title = _layer_word(chapter.code)
        heads = {**_PARTS, **_FOR_LAYERS}
    else:
        title = f"{stage_word(pipeline.by_code[chapter.code])}  {pipeline.title(language())}"
        heads = dict(_PARTS)
    blocks: list[Block] = [line(Span(title, "title"))]
    blocks += _list(chapter, "problem", heads)
    blocks += _asked(chapter)
    blocks += _list(chapter, "opening", heads)
    blocks += _replies(chapter)
    return [*blocks, *_list(chapter, "do", heads), *_list(chapter, "leave", heads)]


def _layer_word(code: str) -> str:
    """Return the name of a layer; complaints, which are none, have a chapter beside them."""
    return named(LAYERS[code].names) if code in LAYERS else _("Unsolved")


def _list(chapter: Chapter, part: str, heads: dict[str, str]) -> list[Block]:
    texts = getattr(chapter, part)
    if not texts:
        return []
    lines = [line(f"- {named(text)}", indent=2, hang=4) for text in texts]
    return [line(Span(_(heads[part]), "head")), *lines]


def _asked(chapter: Chapter) -> list[Block]:
    lines: list[Line] = []
    for number, ask in enumerate(chapter.ask, start=1):
        lines.append(line(f"{number} {named(ask.step)}", indent=2, hang=4))
        if ask.say:
            lines.append(line(Span(quoted(named(ask.say)), "dim"), indent=4, hang=5))
    return [line(Span(_("What to find out"), "head")), *lines] if lines else []


def _replies(chapter: Chapter) -> list[Block]:
    lines: list[Line] = []
    for reply in chapter.reply:
        lines.append(line(quoted(named(reply.when)), indent=2, hang=3))
        lines.append(line(f"> {named(reply.say)}", indent=4, hang=6))
    return [line(Span(_("If they say"), "head")), *lines] if lines else []


def quoted(text: str) -> str:
    """Return words as somebody says them."""
    return _('"{text}"').format(text=text)


def step_words(step: NextStep, setting: Setting) -> str:
    """Return the next best step: > ask for the budget: "What have you set aside?"."""
    words = named(step.step)
    if step.said_at is not None:
        ago = dates.distance(setting.calendar.day(step.said_at), setting.today)
        words = _("{step} again (said {ago})").format(step=words, ago=ago)
    if step.say:
        words = _("{step}: {words}").format(step=words, words=quoted(named(step.say)))
    return f"> {words}"


def playbooks(result: PlaybookList, _setting: Setting) -> list[Block]:
    """Return the playbooks with the stages or layers they speak of, and the person's own files."""
    columns = (Column(style="title"), Column(wrap=ANYWHERE))
    rows: list[tuple[Cell, ...]] = []
    for found, pipeline in result.playbooks:
        if pipeline is None:
            rows.append((_(_OTHERS[found.name]), listed(map(_layer_word, found.chapters))))
        else:
            stages = [stage for stage in pipeline.stages if stage.code in found.chapters]
            rows.append((pipeline.name, climbed(stages)))
    blocks: list[Block] = [Table(columns, tuple(rows))]
    blocks += [line(_("Your own: {path}").format(path=path), hang=2) for path in result.own_files]
    return blocks

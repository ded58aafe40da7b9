"""The words for a figure of a funnel, as typed behind --open, in every language of the stages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from leadfunnel.domain.behind import (
    COHORT_WORDS,
    ENDS,
    FLOW_WORDS,
    SNAPSHOT_WORDS,
    WHOLE_WORDS,
    Figure,
)
from leadfunnel.domain.pipeline import Pipeline, Stage, fold
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.i18n import language
from leadfunnel.services.funnels.scope import Scope
from leadfunnel.services.reasons import coded

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

LOST_TRACK = "lost-track"
WORDS = {
    **{word: word for word in (*COHORT_WORDS, *FLOW_WORDS, *SNAPSHOT_WORDS, *ENDS, LOST_TRACK)},
    **dict.fromkeys(("进来", "進來", "来了", "來了", "新客"), "came"),
    **dict.fromkeys(("高处进", "高處進", "起步高"), "entered-above"),
    **dict.fromkeys(("没上梯", "沒上梯"), "off-ladder"),
    **dict.fromkeys(("到过", "到過", "达到", "達到"), "reached"),
    **dict.fromkeys(("停在", "止步"), "active"),
    **dict.fromkeys(("路径", "路徑"), "path"),
    **dict.fromkeys(("期初", "before"), "start"),
    **dict.fromkeys(("进", "進", "进入", "進入", "in"), "entered"),
    **dict.fromkeys(("新增",), "new"),
    **dict.fromkeys(("上来", "上來"), "up"),
    **dict.fromkeys(("下来", "下來"), "down"),
    **dict.fromkeys(("找回", "重开", "重開"), "reopened"),
    **dict.fromkeys(("进阶", "進階", "推进", "推進"), "advanced"),
    **dict.fromkeys(("退回", "退"), "back"),
    **dict.fromkeys(("流失", "丢", "丟"), "lost"),
    **dict.fromkeys(("无效", "無效", "不符合", "unfit"), "invalid"),
    **dict.fromkeys(("现在", "現在", "期末", "now"), "end"),
    **dict.fromkeys(("跳过", "跳過", "越过", "越過"), "passed-over"),
    **dict.fromkeys(("接手",), "taken-over"),
    **dict.fromkeys(("交出",), "handed-over"),
    **dict.fromkeys(("跳", "跳级", "跳級", "skip"), "skipped"),
    **dict.fromkeys(("在", "at"), "stands"),
    **dict.fromkeys(("超期", "超时", "逾期", "太久", "over-limit", "past-limit"), "too-long"),
    **dict.fromkeys(("跟丢", "跟丟", "失联", "失聯"), LOST_TRACK),
}
VIEWS = {"cohort": (*COHORT_WORDS, *ENDS), "flow": FLOW_WORDS, "snapshot": SNAPSHOT_WORDS}
ALONE = {"cohort": "reached", "flow": "entered", "snapshot": "stands"}
"""What a stage alone means in each view."""
DASHES = re.compile("[-\u2010-\u2015\u2212~～到至]")
ARROWS = re.compile(r"\s*(?:>+|->|→|=>)\s*")


class UnknownFigure(UnreadableError):
    """Nothing of a funnel is called that."""

    code = "unknown_figure"
    message = N_("Nothing to open is called {text} here; stages: {stages}.")
    hint = N_("For example: --open {first}, --open {first}-{second}, --open lost:{first}, skipped.")


class NoStepThere(UnreadableError):
    """A step leads up the ladder."""

    code = "no_step_there"
    message = N_("{text} is no step up the ladder: {stages}.")
    hint = N_("For example: --open {first}-{second}")


class OtherView(UnreadableError):
    """A figure of another view than the one that was asked for."""

    code = "other_view"
    message = N_("--{view} has no figure {word}.")
    hint = N_("Leave out --{view}, or open one of: {known}.")


def read_figure(scope: Scope, text: str, view: str | None = None) -> Figure:
    """Return the figure that is meant; raise UnknownFigure, NoStepThere or OtherView."""
    plain = unicodedata.normalize("NFKC", text).strip()
    pipeline = scope.pipeline
    head, colon, rest = (part.strip() for part in plain.partition(":"))
    head, equals, reason = (head, "", "") if colon else _cut(head)
    word = WORDS.get(fold(head).replace("_", "-").replace(" ", "-"))
    if pipeline.names(plain):
        return Figure(view or "snapshot", ALONE[view or "snapshot"], pipeline.find(plain).code)
    if word is None:
        return _step(pipeline, plain)
    if word in ("stuck", "moved"):
        return _step(pipeline, rest)
    if word == "path":
        return Figure("cohort", word, path=tuple(one.code for one in _stages(pipeline, rest)))
    if colon:
        rest, equals, reason = _cut(rest)
    stage = pipeline.find(rest, language()).code if rest and word not in WHOLE_WORDS else None
    found = Figure(_view(word, view), word, stage)
    return _narrowed(scope, found, reason) if equals else found


def _cut(text: str) -> tuple[str, str, str]:
    head, equals, reason = text.partition("=")
    return head.strip(), equals, reason.strip()


def _narrowed(scope: Scope, figure: Figure, reason: str) -> Figure:
    if figure.word not in ENDS:
        raise _unknown(scope.pipeline, f"{figure.word}={reason}")
    code = coded(scope.reading.page, figure.word, reason) if reason not in ("", "-") else ""
    return Figure(figure.view, figure.word, figure.stage, reason=code or "")


def _view(word: str, view: str | None) -> str:
    """Return the view whose figure a word is: of one in two views, the flow unless said."""
    homes = [name for name, words in VIEWS.items() if word in words]
    if word == LOST_TRACK:
        return "snapshot"
    if view is None:
        return "flow" if word in ENDS else homes[0]
    if view not in homes:
        raise OtherView(view=view, word=word, known=", ".join(VIEWS[view]))
    return view


def _step(pipeline: Pipeline, text: str) -> Figure:
    """Return who did not make a step, B-C, or who made the move B>C."""
    if ">" in text or "→" in text:
        stages = _stages(pipeline, text)
        if len(stages) == 2:
            return Figure("flow", "moved", stages[0].code, stages[1].code)
        return Figure("cohort", "path", path=tuple(stage.code for stage in stages))
    for below, above in _halves(text):
        if pipeline.names(below) and pipeline.names(above):
            pair = pipeline.find(below), pipeline.find(above)
            if (pair[0].rank or 99) >= (pair[1].rank or 0):
                raise NoStepThere(text=text[:40], **_example(pipeline))
            return Figure("cohort", "stuck", pair[0].code, pair[1].code)
    raise _unknown(pipeline, text)


def _halves(text: str) -> Iterator[tuple[str, str]]:
    for dash in DASHES.finditer(text):
        yield text[: dash.start()], text[dash.end() :]


def _stages(pipeline: Pipeline, text: str) -> list[Stage]:
    parts = [part for part in ARROWS.split(text) if part]
    if not parts or not all(map(pipeline.names, parts)):
        raise _unknown(pipeline, text)
    return [pipeline.find(part) for part in parts]


def _unknown(pipeline: Pipeline, text: str) -> UnknownFigure:
    return UnknownFigure(text=text[:40], **_example(pipeline))


def _example(pipeline: Pipeline) -> dict[str, Any]:
    first, second = pipeline.ladder[0], pipeline.ladder[min(1, len(pipeline.ladder) - 1)]
    spoken = language()
    return {
        "stages": ", ".join(f"{stage.code} {stage.name(spoken)}" for stage in pipeline.stages),
        "first": first.name(spoken),
        "second": second.name(spoken),
    }

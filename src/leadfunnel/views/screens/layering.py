"""`layers`: how many are in each layer month by month, and who moved in the last one."""

from __future__ import annotations

from leadfunnel.domain.layer import LAYERS
from leadfunnel.domain.layering import Turn
from leadfunnel.i18n import _
from leadfunnel.services.results.layering import LayerReport
from leadfunnel.views import dates
from leadfunnel.views.layout import (
    BLANK,
    WORDS,
    Block,
    Cell,
    Column,
    Rule,
    Span,
    Table,
    first_fitting,
    line,
)
from leadfunnel.views.names import NOTHING, layer_word
from leadfunnel.views.report_head import seen_lines
from leadfunnel.views.setting import Setting


def layers(report: LayerReport, setting: Setting) -> list[Block]:
    """Return the layers at the end of each month, and the moves of the last month."""
    last, title = report.turns[-1], _("Layers")
    days = f"{dates.day_words(report.turns[0].first)} - {dates.day_words(last.last)}"
    head = [
        line(Span(days, "title"), f"  {title}", hang=2),
        *seen_lines(report.seen, setting),
        Rule(),
    ]
    if not any(turn.moves for turn in report.turns):
        return [*head, line(_("There were no customers in these months."))]
    return [
        *head,
        line(Span(_("How many there are at the end"), "title")),
        _over_time(report),
        BLANK,
        line(Span(_("What moved in {month}").format(month=last.label), "title")),
        _sums(last),
        BLANK,
        first_fitting((_matrix(last), _moves(last)), setting.sheet),
    ]


def _number(head: str) -> Column:
    return Column(head, align="right")


def _count(number: int) -> str:
    return f"{number:,}" if number else NOTHING


def _over_time(report: LayerReport) -> Table:
    first = report.turns[0]
    columns = (
        Column(_("Layer"), wrap=WORDS),
        _number(_("Before")),
        *(_number(turn.label) for turn in report.turns),
    )
    rows: list[tuple[Cell, ...]] = [
        (layer_word(code), _count(first.start(code)), *(_count(t.end(code)) for t in report.turns))
        for code in LAYERS
    ]
    whole = [sum(first.start(code) for code in LAYERS)]
    whole += [sum(turn.end(code) for code in LAYERS) for turn in report.turns]
    return Table(columns, (*rows, (_("All"), *map(_count, whole))))


def _sums(turn: Turn) -> Table:
    columns = (
        Column(_("Layer"), wrap=WORDS),
        _number(_("Before")),
        _number(_("Came")),
        _number(_("Went")),
        _number(_("Now")),
    )
    rows = tuple(
        (layer_word(code), *map(_count, (turn.start(code), turn.came(code), turn.went(code), end)))
        for code in LAYERS
        if (end := turn.end(code)) or turn.start(code)
    )
    return Table(columns, rows)


def _matrix(turn: Turn) -> Table:
    """Return who went from which layer to which; a dash where nobody did."""
    columns = (
        Column(_("From, to the right into"), wrap=WORDS),
        *(_number(layer_word(code)) for code in LAYERS),
    )
    rows = []
    for then in (None, *LAYERS):
        counts = [turn.moves.get((then, code), 0) for code in LAYERS]
        if any(counts):
            rows.append((from_word(then), *map(_count, counts)))
    return Table(columns, tuple(rows))


def _moves(turn: Turn) -> Table:
    """Return the moves one below the other, the most frequent first."""
    columns = (Column(_("From"), wrap=WORDS), Column(_("Into"), wrap=WORDS), _number(_("People")))
    ranked = sorted(turn.moves.items(), key=lambda one: (-one[1], one[0][0] or "", one[0][1]))
    rows = tuple(
        (from_word(then), layer_word(now), _count(count))
        for (then, now), count in ranked
        if then != now
    )
    return Table(columns, rows)


def from_word(code: str | None) -> str:
    """Return the layer somebody came from, or that they are new here."""
    return _("new here") if code is None else layer_word(code)

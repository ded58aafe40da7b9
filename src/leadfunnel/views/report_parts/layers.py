"""Layers and the movement between them, in a report."""

from __future__ import annotations

from leadfunnel.domain.exhibit import Chart, Exhibit, Grid
from leadfunnel.domain.layer import LAYERS
from leadfunnel.domain.layering import Turn
from leadfunnel.i18n import _
from leadfunnel.services.results.layering import LayerReport
from leadfunnel.services.results.report import Report
from leadfunnel.views.names import layer_word
from leadfunnel.views.reports.wording import Wording, count, left, right, words
from leadfunnel.views.screens.layering import from_word


def exhibits(part: LayerReport, _report: Report, _wording: Wording) -> list[Exhibit]:
    """Return how many are in each layer month by month, and who moved in the last month."""
    title, last = _("Layers"), part.turns[-1]
    moved = _("What moved in {month}").format(month=last.label)
    grids = (_counts(part, title), *([_moves(last, moved)] if _ranked(last) else []))
    return [Exhibit("layers", title, (), None, grids)]


def _counts(part: LayerReport, title: str) -> Grid:
    heads = (left(_("Layer")), right(_("Before")), *(right(turn.label) for turn in part.turns))
    rows = tuple(
        (
            words(layer_word(code)),
            count(part.turns[0].start(code)),
            *(count(turn.end(code)) for turn in part.turns),
        )
        for code in LAYERS
    )
    return Grid(title, heads, rows, chart=Chart("bar", (len(part.turns) + 1,)))


def _ranked(turn: Turn) -> list[tuple[tuple[str | None, str], int]]:
    """Return the moves from one layer to another, the most frequent first."""
    moves = [(move, people) for move, people in turn.moves.items() if move[0] != move[1]]
    return sorted(moves, key=lambda one: (-one[1], one[0][0] or "", one[0][1]))


def _moves(turn: Turn, title: str) -> Grid:
    rows = tuple(
        (words(from_word(then)), words(layer_word(now)), count(people))
        for (then, now), people in _ranked(turn)
    )
    return Grid(title, (left(_("From")), left(_("Into")), right(_("People"))), rows)

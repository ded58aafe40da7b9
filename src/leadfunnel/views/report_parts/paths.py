"""The ways people really went, in a report."""

from __future__ import annotations

from leadfunnel.domain.exhibit import Cell, Chart, Exhibit, Grid
from leadfunnel.domain.paths import Manner, Path
from leadfunnel.i18n import _, ngettext
from leadfunnel.services.results.funnels import PathReport
from leadfunnel.services.results.report import Report
from leadfunnel.views.reports.wording import Wording, count, left, right, share, stay, words
from leadfunnel.views.screens.funnel_tables import interval
from leadfunnel.views.screens.paths import MANNERS, about, way


def exhibits(part: PathReport, _report: Report, wording: Wording) -> list[Exhibit]:
    """Return how those fared who kept the order and who did not, then the ways they went."""
    title, ways = _("In or out of order"), _("The ways they went")
    kept = Grid(
        title,
        (
            left(_("Way")),
            right(_("People")),
            right(_("Won")),
            right(_("Win rate")),
            right(_("95 % range")),
            right(_("Days to win")),
        ),
        tuple(_manner(row) for row in part.manners),
        chart=Chart("bar", (3,)),
    )
    heads = (
        left(_("Way")),
        right(_("People")),
        right(_("Days taken")),
        right(_("Won of those who went so")),
    )
    went = Grid(
        ways, heads, tuple(_path(part, row, wording) for row in part.paths), more=_more(part)
    )
    return [Exhibit("paths", title, tuple(about(part)), None, (kept, went))]


def _manner(row: Manner) -> tuple[Cell, ...]:
    return (
        words(_(MANNERS[row.kind])),
        count(row.share.n),
        count(row.share.part),
        share(row.share.rate),
        words(interval(*(row.share.interval or (None, None)))),
        stay(row.days),
    )


def _path(part: PathReport, row: Path, wording: Wording) -> tuple[Cell, ...]:
    name = way(part.pipeline, row.stages, longer=row.longer).replace("\u00a0", " ")
    return words(wording.free(name)), count(row.count), stay(row.days), share(row.through.rate)


def _more(part: PathReport) -> str:
    if not part.more:
        return ""
    text = ngettext("{count} other way", "{count} other ways", part.more)
    return text.format(count=f"{part.more:,}")

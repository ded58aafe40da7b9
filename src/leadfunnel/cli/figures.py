"""The parameters of sales figures, as Typer declares them."""

from __future__ import annotations

from typing import Annotated

import typer

from leadfunnel.i18n import _

SalesBy = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="WHAT",
        help=_(
            "day, week, month, quarter, year, company, department, owner, outlet, product, "
            "category, source, level or tag:DIM; may be repeated."
        ),
    ),
]
Compare = Annotated[
    bool,
    typer.Option(
        "--compare", help=_("Beside the period before and the same of last year, at equal age.")
    ),
]
Trend = Annotated[bool, typer.Option("--trend", help=_("How it went over the last periods."))]
OpenBuyers = Annotated[
    str | None,
    typer.Option("--open", metavar="SEGMENT", help=_("List the people of a segment.")),
]
OpenLayer = Annotated[
    str | None,
    typer.Option(
        "--open",
        metavar="LAYER|FROM-TO",
        help=_("List who is in a layer, or who moved from one to another in the last month."),
    ),
]
WeekWords = Annotated[
    list[str] | None,
    typer.Argument(metavar="[by WHAT]", help=_("by owner, source, outlet or a tag's dimension.")),
]
WeekOfDay = Annotated[
    str | None, typer.Option("--of", metavar="DAY", help=_("The week of this day."))
]
WeekBy = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="WHAT", help=_("Side by side: owner, source, outlet, a tag's dimension.")
    ),
]
ParetoBy = Annotated[
    str,
    typer.Option("--by", metavar="WHAT", help=_("Traced to customer, product or owner.")),
]
ReferrerWho = Annotated[
    str | None,
    typer.Argument(metavar="[WHO]", help=_("Whose tree to show; all who brought somebody.")),
]
GrowthBy = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="WHAT",
        help=_("source, owner, outlet, company, department, level or tag:DIM; source."),
    ),
]
CohortPer = Annotated[
    str | None,
    typer.Option("--per", metavar="UNIT", help=_("Cohorts by week or month; what fits the days.")),
]
OpenGrowth = Annotated[
    str | None,
    typer.Option(
        "--open",
        metavar="FIGURE",
        help=_("List the people behind a figure: active, junk:抖音, 留存, 2026-10+1."),
    ),
]
AllTrees = Annotated[
    bool, typer.Option("--tree", help=_("Draw every tree: who brought whom, level by level."))
]
Ahead = Annotated[
    int,
    typer.Option("--days", min=0, max=3650, metavar="N", help=_("How many days to look ahead; 7.")),
]
ReportFiles = Annotated[
    list[str] | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help=_("Write this file: .html, .xlsx, .md, .json or .png; may be repeated."),
    ),
]

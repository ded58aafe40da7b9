"""The parameters of funnels compared, told apart and opened, as Typer declares them."""

from __future__ import annotations

from typing import Annotated

import typer

from leadfunnel.i18n import _

CompareWith = Annotated[
    str | None,
    typer.Option(
        "--compare",
        metavar="WHICH",
        help=_("Beside an earlier period at equal age: previous (also alone) or last-year."),
    ),
]
FunnelBy = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="WHAT",
        help=_(
            "Side by side: source, owner, outlet, department, layer, customer (new or returning), "
            "campaign, or a tag's dimension such as region."
        ),
    ),
]
OnlyPart = Annotated[
    str | None,
    typer.Option(
        "--only", metavar="SEGMENT", help=_("With --by: one segment alone; - for those without.")
    ),
]
OpenFigure = Annotated[
    str | None,
    typer.Option(
        "--open",
        metavar="FIGURE",
        help=_(
            "List the people behind a figure: B (stand there), B-C (did not make the step), "
            "lost:D, lost:D=REASON, advanced:B, B>D, skipped, too-long, lost-track ..."
        ),
    ),
]
IdsOnly = Annotated[
    bool, typer.Option("--ids", help=_("Numbers alone, one a line, for another command."))
]
Explain = Annotated[
    bool, typer.Option("--explain", help=_("What each figure counts, and what is left out."))
]
PathsView = Annotated[
    bool, typer.Option("--paths", help=_("The ways people really went, in or out of order."))
]

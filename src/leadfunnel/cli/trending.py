"""The parameters of trends, marks, leaks and goals, as Typer declares them."""

from __future__ import annotations

from typing import Annotated

import typer

from leadfunnel.i18n import _

GoalStage = Annotated[
    str, typer.Argument(metavar="STAGE", help=_("The stage to get to: a code or a name."))
]
GoalRate = Annotated[
    str,
    typer.Argument(
        metavar="RATE", help=_("Of those a rung below, such as 40%; '' takes the goal away.")
    ),
]
MarkWords = Annotated[list[str], typer.Argument(metavar="TEXT...", help=_("What was changed."))]
MarkDay = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help=_("On which day; today if left out."))
]
MarkRef = Annotated[
    str, typer.Argument(metavar="MARK", help=_("The number of a mark, or words of it."))
]
CohortTable = Annotated[
    bool,
    typer.Option(
        "--cohort-table", help=_("Who had got there so many weeks after they came in, by start.")
    ),
]
TrendStage = Annotated[
    str | None,
    typer.Option(
        "--stage", metavar="STAGE", help=_("With --trend and --cohort-table: got to this stage.")
    ),
]
Overall = Annotated[
    bool,
    typer.Option("--overall", help=_("With --trend: of all who came in, not of the stage below.")),
]
LeakBy = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="WHAT",
        help=_(
            "source, owner, outlet, department, layer, customer, campaign or tag:DIM; may be "
            "repeated."
        ),
    ),
]
Around = Annotated[
    str | None,
    typer.Option(
        "--around",
        metavar="MARK",
        help=_("The weeks before and after a mark, by its number or words of it."),
    ),
]

"""The parameters of plans, as Typer declares them."""

from __future__ import annotations

from typing import Annotated

import typer

from leadfunnel.i18n import _

PlanName = Annotated[
    str, typer.Argument(metavar="PLAN", help=_("The plan: its name or its title."))
]
MaybePlan = Annotated[
    str | None, typer.Argument(metavar="[PLAN]", help=_("The plan; every one if left out."))
]
PlanOption = Annotated[
    str | None, typer.Option("--plan", metavar="PLAN", help=_("The plan, of several."))
]
PlanPaths = Annotated[list[str], typer.Argument(metavar="FILE...", help=_("Plan files."))]
AsToml = Annotated[
    bool, typer.Option("--toml", help=_("As a file, to be changed and loaded again."))
]
DayZero = Annotated[
    str | None,
    typer.Option("--on", metavar="DAY", help=_("The day that counts as day 0, as of delivery.")),
]
StepWords = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[STEP] [TEXT]",
        help=_("The step by its day, such as 7; the one that is due if left out. Then the words."),
    ),
]

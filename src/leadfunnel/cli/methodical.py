"""The parameters of the working method, as Typer declares them."""

from __future__ import annotations

from typing import Annotated

import typer

from leadfunnel.i18n import _

Metric = Annotated[
    str,
    typer.Argument(
        metavar="METRIC",
        help=_(
            "new, calls, connected, visits, meetings, wechat, messages, invites, joined, pushes,"
            " won, sales, or stage:NAME for entries of a stage."
        ),
    ),
]
Goal = Annotated[
    str, typer.Argument(metavar="GOAL", help=_("How many; for sales an amount, e.g. 100000."))
]
TargetPer = Annotated[
    str | None,
    typer.Option(
        "--per",
        metavar="LENGTH",
        help=_("day, workday, week, month, quarter or year; day if left out, month for sales."),
    ),
]
TargetOwner = Annotated[
    str | None,
    typer.Option("--owner", metavar="NAME", help=_("Whose target; everybody's if left out.")),
]
Ramp = Annotated[
    str | None,
    typer.Option(
        "--ramp",
        metavar="LIST",
        help=_("What part of it in the first periods, e.g. 60%,80%,100%."),
    ),
]
TargetFrom = Annotated[
    str | None,
    typer.Option("--from", metavar="DAY", help=_("From which day on; today if left out.")),
]
PresetName = Annotated[
    str | None,
    typer.Argument(metavar="[NAME]", help=_("chat, shop, phone or accounts; asked if left out.")),
]
PresetOption = Annotated[
    str | None,
    typer.Option("--preset", metavar="NAME", help=_("The same as the name without the option.")),
]
ReasonList = Annotated[
    str, typer.Argument(metavar="LIST", help=_("invalid, lost, asleep or not_bought."))
]
ReasonListFilter = Annotated[
    str | None, typer.Argument(metavar="[LIST]", help=_("invalid, lost, asleep or not_bought."))
]
ReasonBy = Annotated[str, typer.Option("--by", metavar="WHAT", help=_("stage or source."))]
ReasonText = Annotated[str, typer.Argument(metavar="WORD", help=_("The reason."))]

"""The parameters of cases, satisfaction, greetings and materials, as Typer declares them."""

from __future__ import annotations

from typing import Annotated

import typer

from leadfunnel.i18n import _

SatisfactionOption = Annotated[
    str | None,
    typer.Option("--satisfaction", metavar="1-5", help=_("How satisfied they say they are.")),
]
RunsOut = Annotated[
    str | None,
    typer.Option("--until", metavar="WHEN", help=_("When a coupon or sample runs out.")),
]
WhoOrCase = Annotated[
    str, typer.Argument(metavar="WHO|cN", help=_("The customer, or the number of a case."))
]
Solution = Annotated[
    list[str] | None,
    typer.Argument(metavar="TEXT", help=_("How it was solved; - reads standard input.")),
]
SolvedBy = Annotated[
    str | None,
    typer.Option("--kind", metavar="KIND", help=_("How they were told: call, wechat ...")),
]
OpenCases = Annotated[bool, typer.Option("--open", help=_("Only those that wait."))]
SolvedCases = Annotated[bool, typer.Option("--solved", help=_("Only those that are solved."))]
ScoreWord = Annotated[str, typer.Argument(metavar="1-5", help=_("1 is very bad, 5 very good."))]
PurchaseRef = Annotated[
    str | None,
    typer.Option(
        "--purchase", metavar="bN", help=_("What it is about; the last purchase if left out.")
    ),
]

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
DayWords = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[DAY]", help=_("中秋, christmas, birthday ...; the nearest if left out.")
    ),
]
OnlyList = Annotated[bool, typer.Option("--list", help=_("Only list them, with their words."))]
MaterialName = Annotated[str, typer.Argument(metavar="NAME", help=_("The material's name."))]
MaterialWho = Annotated[
    str, typer.Argument(metavar="MATERIAL", help=_("The material: its name, or part of it."))
]
MaterialOption = Annotated[
    str | None, typer.Option("--material", metavar="NAME", help=_("The material that was sent."))
]
SendAgain = Annotated[
    bool, typer.Option("--again", help=_("They got the material before, and get it again."))
]
MaterialKind = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help=_("ebook, article, offer or video."))
]
Content = Annotated[
    str | None,
    typer.Option("--content", metavar="TEXT|URL", help=_("What is sent; - reads standard input.")),
]
Suits = Annotated[
    str | None,
    typer.Option(
        "--suits", metavar="FILTER", help=_("Whom it suits, as in list; '' for everybody.")
    ),
]
Every = Annotated[
    int | None,
    typer.Option(
        "--every",
        min=0,
        max=3650,
        metavar="DAYS",
        help=_("It may go to somebody again after so many days; 0 for never."),
    ),
]
NewMaterialName = Annotated[
    str | None, typer.Option("--name", metavar="NAME", help=_("What it is called from now on."))
]
UseAgain = Annotated[bool, typer.Option("--use", help=_("A retired one is sent again."))]
RetiredToo = Annotated[bool, typer.Option("--all", help=_("The retired ones too."))]

"""The parameters of campaigns, as Typer declares them."""

from __future__ import annotations

from typing import Annotated

import typer

from leadfunnel.cli.positional import MOST
from leadfunnel.i18n import _

CampaignName = Annotated[str, typer.Argument(metavar="NAME", help=_("The name of a campaign."))]
CampaignMaybe = Annotated[
    str | None,
    typer.Argument(metavar="NAME", help=_("The campaign; the one that runs if left out.")),
]
CampaignNames = Annotated[
    list[str], typer.Argument(metavar="NAME...", help=_("The campaigns to compare."))
]
CampaignOf = Annotated[
    str | None,
    typer.Option(
        "--campaign", metavar="NAME", help=_("The campaign; the one that runs if left out.")
    ),
]
CampaignLogged = Annotated[
    str | None,
    typer.Option(
        "--campaign",
        metavar="NAME",
        help=_("For somebody invited by this campaign; . is the one that runs."),
    ),
]
BoughtFor = Annotated[
    str | None,
    typer.Option(
        "--campaign", metavar="NAME", help=_("Counts for this sale event; . is the one that runs.")
    ),
]
SaleFrom = Annotated[
    str | None, typer.Option("--from", metavar="DAY", help=_("The first day of the sale."))
]
SaleTo = Annotated[
    str | None,
    typer.Option("--to", metavar="DAY", help=_("The last day of the sale, included.")),
]
WarmFrom = Annotated[
    str | None,
    typer.Option("--warm-from", metavar="DAY", help=_("The first day of inviting.")),
]
SaleGoal = Annotated[
    str | None, typer.Option("--goal", metavar="TEXT", help=_("What it is to bring."))
]
Organiser = Annotated[
    str | None, typer.Option("--organiser", metavar="NAME", help=_("Who runs it."))
]
CallsGoal = Annotated[
    str | None, typer.Option("--calls", metavar="N", help=_("How many to call a day."))
]
GroupGoal = Annotated[
    str | None,
    typer.Option("--group", metavar="N", help=_("How many to ask into the group a day.")),
]
Reward = Annotated[
    str | None,
    typer.Option("--reward", metavar="TEXT", help=_("What meeting the goals brings.")),
]
Penalty = Annotated[
    str | None,
    typer.Option("--penalty", metavar="TEXT", help=_("What missing the goals costs.")),
]
ExchangeRate = Annotated[
    str | None,
    typer.Option("--exchange", metavar="N", help=_("What a visit booked takes off the group.")),
]
WithoutVisit = Annotated[
    str | None,
    typer.Option("--without-visit", metavar="N", help=_("What a day without a visit adds.")),
]
GroupFloor = Annotated[
    str | None,
    typer.Option("--floor", metavar="N", help=_("How many into the group are asked at least.")),
]
MetThere = Annotated[
    str | None,
    typer.Option(
        "--source", metavar="NAME", help=_("The source of people met there; its name if left out.")
    ),
]
OpenAgain = Annotated[bool, typer.Option("--open", help=_("Open a closed campaign again."))]
OpenInvited = Annotated[
    str | None,
    typer.Option(
        "--open",
        metavar="FIGURE",
        help=_("List the people behind a figure: not-bought, no-show, keen, 没买 ..."),
    ),
]
OpenGuide = Annotated[
    str | None, typer.Option("--guide", metavar="NAME", help=_("Only whom this guide invites."))
]
GuideNames = Annotated[list[str], typer.Argument(metavar="NAME...", help=_("Who invites."))]
GuideOf = Annotated[
    str | None,
    typer.Option("--guide", metavar="NAME", help=_("Whose sheet it is; one's own if left out.")),
]
FillWords = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME] [FILTER|WHO...]", help=_("The campaign, and a filter or customers.")
    ),
]
AssignEach = Annotated[
    int | None,
    typer.Option("--each", min=1, max=MOST, metavar="N", help=_("At most so many for each.")),
]
TakeCount = Annotated[
    int, typer.Argument(min=1, max=MOST, metavar="N", help=_("How many to take."))
]
CheckCode = Annotated[
    str, typer.Argument(metavar="CHECK", help=_("What is ready: its code or number."))
]
CheckDay = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help=_("On which day; today if left out."))
]
EnterLines = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="LINE...",
        help=_("One line a person, such as '0003 B 烟机 群 周六来'; - reads standard input."),
    ),
]
SheetOutput = Annotated[
    str,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help=_("The sheets to write: .xlsx, .html to print, or with --all a folder."),
    ),
]
AllGuides = Annotated[
    bool,
    typer.Option("--all", help=_("Those of every guide: one file each, or all in one workbook.")),
]
SummaryOutput = Annotated[
    str | None,
    typer.Option(
        "-o", "--output", metavar="FILE", help=_("The file to write: .html, .xlsx or .json.")
    ),
]
SummaryBy = Annotated[
    str | None,
    typer.Option("--by", metavar="day", help=_("Day by day too: what each guide did on each.")),
]
FilledFiles = Annotated[
    list[str],
    typer.Argument(metavar="FILE...", help=_("Sheets that were filled in, xlsx or csv.")),
]

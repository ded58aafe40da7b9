"""The parameters of deals, forecasts, quotas and costs, as Typer declares them."""

from __future__ import annotations

from typing import Annotated

import typer

from leadfunnel.i18n import _

DealRef = Annotated[
    str, typer.Argument(metavar="dN", help=_("The number of a deal, as deal list prints it."))
]
DealsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--deal", metavar="dN", help=_("A deal by its number, not a customer; may be repeated.")
    ),
]
Amount = Annotated[
    str | None,
    typer.Option("--amount", metavar="AMOUNT", help=_("What it is worth: 80万, 1.2m, $5,000.")),
]
ProductOption = Annotated[
    str | None, typer.Option("--product", metavar="TEXT", help=_("What is to be sold."))
]
Close = Annotated[
    str | None,
    typer.Option(
        "--close", metavar="WHEN", help=_("When it is expected to close: a day, month or quarter.")
    ),
]
Title = Annotated[str | None, typer.Option("--title", metavar="TEXT", help=_("What it is called."))]
Probability = Annotated[
    str | None,
    typer.Option(
        "--probability",
        metavar="PERCENT",
        help=_("Its own chance, kept through all moves: 30, 30%, 三成; '' for its stage's again."),
    ),
]
DealOwner = Annotated[
    str | None, typer.Option("--owner", metavar="NAME", help=_("Who works on the deal."))
]
Helpers = Annotated[
    list[str] | None,
    typer.Option("--helper", metavar="NAME", help=_("A colleague who helps; may be repeated.")),
]
NoHelpers = Annotated[
    list[str] | None,
    typer.Option("--no-helper", metavar="NAME", help=_("One who helps no more; may be repeated.")),
]
OpenOnly = Annotated[bool, typer.Option("--open", help=_("Those neither won nor lost."))]
WonOnly = Annotated[bool, typer.Option("--won", help=_("Those won."))]
LostOnly = Annotated[bool, typer.Option("--lost", help=_("Those lost, or never a fit."))]
LateOnly = Annotated[bool, typer.Option("--late", help=_("Open ones past their close date."))]
ClosePeriod = Annotated[
    str | None,
    typer.Option(
        "--close", metavar="PERIOD", help=_("Those to close in a period: 2026-12, 本季度, 2026.")
    ),
]
DealPipeline = Annotated[
    str | None,
    typer.Option(
        "--pipeline", metavar="NAME", help=_("The pipeline of the deal; key-account if left out.")
    ),
]
OfPipeline = Annotated[
    str | None,
    typer.Option("--pipeline", metavar="NAME", help=_("Only this pipeline; all if left out.")),
]
ForecastBy = Annotated[
    str, typer.Option("--by", metavar="WHAT", help=_("Grouped by month or by owner."))
]
FromPeriod = Annotated[
    str | None,
    typer.Option(
        "--from", metavar="DAY", help=_("Closing on this day or later: 2026-10-01, 2026-Q4, 本月.")
    ),
]
ToPeriod = Annotated[
    str | None,
    typer.Option("--to", metavar="DAY", help=_("Closing on this day or before; a month's last.")),
]
BacktestOption = Annotated[
    bool,
    typer.Option(
        "--backtest",
        help=_("What this month was forecast to be weeks ago, and became."),
    ),
]
Weeks = Annotated[
    int | None,
    typer.Option("--weeks", min=1, max=520, metavar="N", help=_("How many weeks to go back; 8.")),
]
Firm = Annotated[
    str, typer.Argument(metavar="FIRM", help=_("The account: number, phone, name or part of it."))
]
Person = Annotated[
    str, typer.Argument(metavar="PERSON", help=_("The person: a name, or a known customer."))
]
RoleOption = Annotated[
    str | None,
    typer.Option("--role", metavar="ROLE", help=_("决策人, 使用, 采购, 财务 or 内线.")),
]
StanceOption = Annotated[
    str | None, typer.Option("--stance", metavar="STANCE", help=_("支持, 中立 or 反对."))
]
PersonPhone = Annotated[
    str | None, typer.Option("--phone", metavar="PHONE", help=_("The person's phone."))
]
CostWords = Annotated[
    list[str],
    typer.Argument(
        metavar="[WHO|dN] AMOUNT [CATEGORY]",
        help=_("The customer or deal (none with --channel), how much, and for what: 招待, 差旅."),
    ),
]
CostChannel = Annotated[
    str | None,
    typer.Option("--channel", metavar="SOURCE", help=_("Spent on a channel customers come by.")),
]
CostCampaign = Annotated[
    str | None, typer.Option("--campaign", metavar="NAME", help=_("Spent on a campaign."))
]
CostPeriod = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help=_("Spent over a period, day by day alike: 2026-10, 2026-Q4, 上周."),
    ),
]
CostSource = Annotated[
    str, typer.Argument(metavar="SOURCE", help=_("The channel, as customers' source has it."))
]
CostAmount = Annotated[
    list[str],
    typer.Argument(metavar="AMOUNT [CATEGORY]", help=_("How much, and for what: 5000 投放.")),
]
CostBy = Annotated[
    str,
    typer.Option(
        "--by", metavar="WHAT", help=_("channel, campaign, owner, category, or stage lost.")
    ),
]
CostPipeline = Annotated[
    str | None,
    typer.Option("--pipeline", metavar="NAME", help=_("The pipeline whose winning counts.")),
]
FromDay = Annotated[
    str | None,
    typer.Option("--from", metavar="DAY", help=_("From this day on: 2026-10-01, 2026-Q4, 本月.")),
]
ToDay = Annotated[
    str | None,
    typer.Option("--to", metavar="DAY", help=_("Up to this day, included; a month's last.")),
]
OnDay = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help=_("The day the deals are taken as they stood.")),
]
ForPeriod = Annotated[
    str | None,
    typer.Option("--for", metavar="PERIOD", help=_("The days meant: 2026, 2026-Q4, 本月.")),
]
Territory = Annotated[
    str | None,
    typer.Option("--territory", metavar="TAG", help=_("The customers with a tag: region:浦东.")),
]
QuotaWords = Annotated[
    list[str],
    typer.Argument(
        metavar="OWNER AMOUNT", help=_("Whose, and how much; with --territory the amount alone.")
    ),
]
Per = Annotated[str, typer.Option("--per", metavar="SPAN", help=_("month, quarter or year."))]

"""The parameters of groups, as Typer declares them."""

from __future__ import annotations

from typing import Annotated

import typer

from leadfunnel.i18n import _

GroupName = Annotated[
    str, typer.Argument(metavar="GROUP", help=_("The group: its name or #number."))
]
GroupPurpose = Annotated[
    str | None, typer.Option("--purpose", metavar="TEXT", help=_("What the group is for."))
]
GroupBenefit = Annotated[
    str | None, typer.Option("--benefit", metavar="TEXT", help=_("What its members get."))
]
GroupCampaign = Annotated[
    str | None,
    typer.Option(
        "--campaign", metavar="NAME", help=_("The sale event people are asked into it for.")
    ),
]
GroupHelper = Annotated[
    str | None,
    typer.Option("--helper", metavar="WHO", help=_("The customer who helps there.")),
]
GroupRenamed = Annotated[
    str | None, typer.Option("--name", metavar="NAME", help=_("What it is called from now on."))
]
JoinedBy = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="phone|qr", help=_("How they came: asked by phone, or by QR code.")
    ),
]
JunkReason = Annotated[
    str | None,
    typer.Option(
        "--junk", metavar="REASON", help=_("They are junk: advertiser, competitor, trouble ...")
    ),
]

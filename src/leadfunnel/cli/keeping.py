"""The parameters of copies and of personal data, as Typer declares them."""

from __future__ import annotations

from typing import Annotated

import typer

from leadfunnel.cli.trusting import *  # noqa: F403
from leadfunnel.i18n import _

BackupAuto = Annotated[
    bool, typer.Option("--auto", help=_("Only if something changed since the last one; for cron."))
]
CopyName = Annotated[
    str,
    typer.Argument(metavar="NAME|FILE", help=_("A copy by name, latest, or a file.")),
]
CopyNames = Annotated[
    list[str] | None,
    typer.Argument(metavar="[NAME...]", help=_("Copies by name; all if left out.")),
]
SpentNames = Annotated[
    list[str] | None,
    typer.Argument(metavar="[NAME...]", help=_("These copies; those not needed if left out.")),
]
EverybodyBinned = Annotated[
    bool, typer.Option("--all", help=_("Everybody in the bin, however short a time."))
]
MaskOption = Annotated[
    bool | None, typer.Option("--mask/--no-mask", help=_("Hide the middle of every phone."))
]

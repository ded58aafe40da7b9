"""The options of changes in bulk and of corrections, as Typer declares them."""

from __future__ import annotations

from typing import Annotated

import typer

from leadfunnel.cli.positional import MOST
from leadfunnel.i18n import _

Where = Annotated[
    str | None,
    typer.Option(
        "--where", metavar="FILTER", help=_("Everyone a filter picks, as in list; not WHO.")
    ),
]
Assignee = Annotated[
    str | None,
    typer.Option("--to", metavar="NAME", help=_("Who looks after them; '' for nobody.")),
]
InOrOut = Annotated[
    bool | None, typer.Option("--in/--out", help=_("They came to us, or we to them."))
]
EntryKind = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help=_("What it was: call, wechat ..."))
]
ChangeOption = Annotated[
    str | None,
    typer.Option(
        "--change",
        metavar="N|STAGE",
        help=_("Which change: its number, or the stage it led to; the last one if left out."),
    ),
]
OperationOption = Annotated[
    int | None,
    typer.Option(
        "--op",
        metavar="N",
        min=1,
        max=MOST,
        help=_("Only this operation, with every value it changed."),
    ),
]
Remove = Annotated[bool, typer.Option("--rm", help=_("Take the change out: it never happened."))]
Channel = Annotated[
    str | None,
    typer.Option(
        "--channel",
        metavar="CHANNEL",
        help=_("phone, wechat, sms, email, push, greeting; all if left out."),
    ),
]
Given = Annotated[
    bool | None, typer.Option("--given/--withdrawn", help=_("Whether they allow it."))
]
How = Annotated[
    str | None, typer.Option("--how", metavar="TEXT", help=_("How they said so, e.g. by phone."))
]
RestUntil = Annotated[
    str | None, typer.Option("--until", metavar="WHEN", help=_("The day it is shown again."))
]
Off = Annotated[bool, typer.Option("--off", help=_("Show it again from now on."))]
Into = Annotated[
    str | None, typer.Option("--into", metavar="NAME", help=_("What they are called from now on."))
]
MoveTo = Annotated[
    str,
    typer.Option(
        "--to", metavar="PLACE", help=_("postgresql://ROLE@host/database, or a file that is new.")
    ),
]
PairsOutput = Annotated[
    str | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help=_("Write the pairs to a list, .csv or .xlsx, for merge --file; - prints it."),
    ),
]
PairsFile = Annotated[
    str | None,
    typer.Option(
        "--file",
        metavar="FILE",
        help=_("A list of pairs, as duplicates -o writes it; - is standard input."),
    ),
]
Conflicts = Annotated[
    str | None,
    typer.Option(
        "--conflicts",
        metavar="HOW",
        help=_("Pairs of a list that differ: refuse all, keep what A says, or skip them."),
    ),
]
SkipBadPairs = Annotated[
    bool, typer.Option("--skip-bad", help=_("Merge the good rows, write the others to a file."))
]

"""The parameters of the team, its places and the pool, as Typer declares them."""

from __future__ import annotations

from typing import Annotated

import typer

from leadfunnel.i18n import _

MemberName = Annotated[str, typer.Argument(metavar="NAME", help=_("Who it is."))]
TeamRole = Annotated[
    str,
    typer.Option(
        "--role", metavar="ROLE", help=_("rep (own customers), manager (the department's), viewer.")
    ),
]
DepartmentOption = Annotated[
    str | None,
    typer.Option("--department", metavar="NAME", help=_("The department it belongs to.")),
]
MemberOutlet = Annotated[
    str | None, typer.Option("--outlet", metavar="NAME", help=_("The shop or branch."))
]
LoginOption = Annotated[
    str | None,
    typer.Option("--login", metavar="ROLE", help=_("The login on the server, if not the name.")),
]
PasswordStdin = Annotated[
    bool, typer.Option("--password-stdin", help=_("Read the login's password from standard input."))
]
Heir = Annotated[
    str | None, typer.Option("--to", metavar="NAME", help=_("Who has their customers next."))
]
ToPool = Annotated[bool, typer.Option("--pool", help=_("Their customers go to the pool."))]
PlaceName = Annotated[str, typer.Argument(metavar="NAME", help=_("What it is called."))]
NewPlaceName = Annotated[
    str, typer.Argument(metavar="NEW", help=_("What it is called from now on."))
]
Within = Annotated[
    str | None, typer.Option("--in", metavar="NAME", help=_("The department it is a part of."))
]
PoolWords = Annotated[
    list[str], typer.Argument(metavar="N|WHO...", help=_("How many, or whom by name."))
]
IdleDays = Annotated[
    int | None,
    typer.Option("--days", min=1, max=3650, metavar="N", help=_("After so many days, not as set.")),
]
ReleaseOwner = Annotated[
    str | None, typer.Option("--owner", metavar="NAME", help=_("Only this person's."))
]
AssignReason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=_("Why."))]

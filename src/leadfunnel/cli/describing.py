"""The parameters that describe a customer, as Typer declares them."""

from __future__ import annotations

from typing import Annotated

import typer

from leadfunnel.i18n import _

NameOption = Annotated[
    str | None, typer.Option("--name", metavar="NAME", help=_("The customer's name."))
]
Phones = Annotated[
    list[str] | None, typer.Option("--phone", metavar="PHONE", help=_("A phone; may be repeated."))
]
Wechats = Annotated[
    list[str] | None,
    typer.Option("--wechat", metavar="ID", help=_("A WeChat id; may be repeated.")),
]
Emails = Annotated[
    list[str] | None,
    typer.Option("--email", metavar="EMAIL", help=_("An email address; may be repeated.")),
]
Externals = Annotated[
    list[str] | None,
    typer.Option(
        "--external-id", metavar="SYSTEM:ID", help=_("An id in another system, as system:id.")
    ),
]
Company = Annotated[str | None, typer.Option("--company", metavar="TEXT", help=_("The company."))]
Address = Annotated[str | None, typer.Option("--address", metavar="TEXT", help=_("The address."))]
Source = Annotated[
    str | None, typer.Option("--source", metavar="TEXT", help=_("Where the customer came from."))
]
TagOptions = Annotated[
    list[str] | None, typer.Option("--tag", metavar="TAG", help=_("A tag; may be repeated."))
]
StageOption = Annotated[
    str | None,
    typer.Option("--stage", metavar="STAGE", help=_("The stage to stand at, by code or name.")),
]
Owner = Annotated[
    str | None, typer.Option("--owner", metavar="NAME", help=_("Who looks after the customer."))
]
OwnerFilter = Annotated[
    str | None,
    typer.Option("--owner", metavar="NAME", help=_("Only this person's; all for everybody's.")),
]
Outlet = Annotated[
    str | None, typer.Option("--outlet", metavar="TEXT", help=_("The shop or branch."))
]
Referrer = Annotated[
    str | None, typer.Option("--referrer", metavar="WHO", help=_("The customer who brought them."))
]
Needs = Annotated[
    list[str] | None,
    typer.Option("--need", metavar="TEXT", help=_("What they say they need; may be repeated.")),
]
Birthday = Annotated[
    str | None,
    typer.Option(
        "--birthday", metavar="DAY", help=_("1988-06-18, 06-18 without the year, or 农历八月十五.")
    ),
]
NoteOption = Annotated[
    str | None,
    typer.Option("--note", metavar="TEXT", help=_("A note; - reads it from standard input.")),
]
NextOption = Annotated[
    str | None, typer.Option("--next", metavar="WHEN", help=_("When to follow up."))
]
PromiseKind = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help=_("How: call, wechat, visit ..."))
]
Update = Annotated[
    bool, typer.Option("--update", help=_("Add to the customer who has this phone or id already."))
]
Again = Annotated[
    bool, typer.Option("--again", help=_("They came back: log it, and put them on today's list."))
]
Force = Annotated[bool, typer.Option("--force", help=_("Add another customer all the same."))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=_("Only say what would be done."))]
Removed = Annotated[
    list[str] | None,
    typer.Option("--remove", metavar="TEXT", help=_("A phone, WeChat id or email to take away.")),
]
DoNotContact = Annotated[
    bool | None,
    typer.Option(
        "--do-not-contact/--may-contact", help=_("Whether they asked not to be contacted.")
    ),
]

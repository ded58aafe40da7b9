"""The parameters of declared fields and of capture, as Typer declares them."""

from __future__ import annotations

from typing import Annotated

import typer

from leadfunnel.cli.dealing import *  # noqa: F403
from leadfunnel.i18n import _

SetOptions = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="FIELD=VALUE",
        help=_("A value of a declared field; an empty one clears it; may be repeated."),
    ),
]
FieldNames = Annotated[
    list[str] | None,
    typer.Option(
        "--name",
        metavar="NAME",
        help=_("What it is called, or zh-CN=NAME for one language; may be repeated."),
    ),
]
Choices = Annotated[
    str | None,
    typer.Option("--choices", metavar="LIST", help=_("The choices of a choice, with commas.")),
]
Called = Annotated[
    bool, typer.Option("--call", help=_("They are on the phone: record the call too."))
]
FieldKey = Annotated[str, typer.Argument(metavar="FIELD", help=_("The field, by key or name."))]
FieldType = Annotated[
    str,
    typer.Argument(
        metavar="TYPE", help=_("text, number, money, date, choice, rating (1-5) or yesno.")
    ),
]

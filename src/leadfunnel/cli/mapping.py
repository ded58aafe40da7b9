"""The parameters that say how the columns of a file are read, as Typer declares them."""

from __future__ import annotations

from typing import Annotated

import typer

from leadfunnel.i18n import _

Remarks = Annotated[
    list[str] | None,
    typer.Option(
        "--remark",
        metavar="PATTERN",
        help=_("How to take remarks apart: {mark}-{name}-{region}-{phone}; may be repeated."),
    ),
]
StageWords = Annotated[
    list[str] | None,
    typer.Option(
        "--stage-word",
        metavar="WORD=STAGE",
        help=_("The stage that a word in a column of states means; may be repeated."),
    ),
]
KeepRest = Annotated[
    bool, typer.Option("--keep-rest", help=_("Keep columns without a field in the note."))
]
SaveMap = Annotated[
    str | None,
    typer.Option("--save-map", metavar="NAME", help=_("Keep the mapping under this name.")),
]

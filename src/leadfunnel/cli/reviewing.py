"""The parameters of the review and its notes, as Typer declares them."""

from __future__ import annotations

from typing import Annotated

import typer

from leadfunnel.i18n import _

NoteHead = Annotated[
    str, typer.Argument(metavar="HEAD", help=_("problem, remedy or outlook (next week)."))
]
ReviewWords = Annotated[list[str], typer.Argument(metavar="TEXT...", help=_("What is written."))]
NoteRef = Annotated[str, typer.Argument(metavar="NOTE", help=_("The number of a note."))]
OutcomeWords = Annotated[list[str], typer.Argument(metavar="TEXT...", help=_("What became of it."))]
LookBack = Annotated[
    bool, typer.Option("--last", help=_("What was written last time, and what became of it."))
]

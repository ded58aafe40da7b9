"""The parameters of playbooks, scores and sleeping customers, as Typer declares them."""

from __future__ import annotations

from typing import Annotated

import typer

from leadfunnel.i18n import _

MaybeChapter = Annotated[
    str | None,
    typer.Argument(
        metavar="[STAGE|LAYER]", help=_("A stage by code or name, or a layer such as loyal.")
    ),
]
PlaybookFiles = Annotated[
    list[str], typer.Argument(metavar="FILE...", help=_("Playbook files in TOML."))
]

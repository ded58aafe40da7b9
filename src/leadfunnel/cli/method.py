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
    list[str] | None,
    typer.Argument(metavar="[FILE...]", help=_("Playbook files in TOML; your own if left out.")),
]
CardName = Annotated[
    str, typer.Argument(metavar="CARD", help=_("The scorecard: fit, target or activation."))
]
Points = Annotated[
    list[str] | None,
    typer.Argument(metavar="[CRITERION=POINTS...]", help=_("Points, such as need=3 power=2.")),
]
Gone = Annotated[bool, typer.Option("--gone", help=_("They lost confidence: count them as gone."))]
NoteOff = Annotated[bool, typer.Option("--off", help=_("Take back what was noted."))]
CallToday = Annotated[
    bool, typer.Option("--today", help=_("Those of the morning list, as without any of these."))
]
CallGrades = Annotated[
    str | None,
    typer.Option(
        "--grade", metavar="A,B", help=_("Those last graded so: A, B or C, one or several.")
    ),
]
CallSegment = Annotated[
    str | None,
    typer.Option("--segment", metavar="NAME", help=_("Those of a segment you saved.")),
]
SegmentName = Annotated[str, typer.Argument(metavar="NAME", help=_("The segment's name."))]
SegmentFilter = Annotated[
    list[str],
    typer.Argument(
        metavar="FILTER", help=_("For example: stage=C and last_contact<14d and region=浦东")
    ),
]
CallList = Annotated[
    bool, typer.Option("--list", help=_("Show who is to be called, and ask nothing."))
]

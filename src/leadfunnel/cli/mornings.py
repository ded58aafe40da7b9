"""The parameters of the morning list and its delivery, as Typer declares them."""

from __future__ import annotations

from typing import Annotated

import typer

from leadfunnel.i18n import _

MaybeEverything = Annotated[
    str | None,
    typer.Argument(metavar="[all]", help=_("All suggestions, not only those there is time for.")),
]
AsText = Annotated[bool, typer.Option("--text", help=_("As text to paste into a chat."))]
AsMarkdown = Annotated[bool, typer.Option("--md", help=_("As Markdown to paste into a chat."))]
Notify = Annotated[
    bool, typer.Option("--notify", help=_("Print what would deliver it every morning."))
]
Webhook = Annotated[
    str | None,
    typer.Option("--to", metavar="URL|NAME", help=_("The webhook, or its name in webhooks.toml.")),
]
WebhookShape = Annotated[
    str | None,
    typer.Option("--shape", metavar="CHAT", help=_("wecom, dingtalk, feishu or slack.")),
]
WholePhones = Annotated[bool, typer.Option("--phones", help=_("Send phones whole, not masked."))]
OverdueOnes = Annotated[
    bool, typer.Option("--overdue", help=_("All of yours that are past their day."))
]
Over = Annotated[
    str | None,
    typer.Option("--over", metavar="WHEN", help=_("Over the days from tomorrow until then: 3d.")),
]
ADay = Annotated[
    int | None,
    typer.Option("--a-day", min=1, max=1000, metavar="N", help=_("At most so many a day.")),
]

"""The parameters of products and purchases, as Typer declares them."""

from __future__ import annotations

from typing import Annotated

import typer

from leadfunnel.i18n import _

SaleWords = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PRODUCT[:QTY[:AMOUNT]]...]",
        help=_("What was bought: 面霜x2 560, cream:2:56 soap; day and note may follow."),
    ),
]
RefundWho = Annotated[
    str,
    typer.Argument(
        metavar="WHO|bN", help=_("The customer, or the number of a purchase as show prints it.")
    ),
]
RefundWords = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[AMOUNT|PRODUCT[:QTY[:AMOUNT]]...]",
        help=_("How much goes back, or which products; all of it if left out."),
    ),
]
Total = Annotated[
    str | None, typer.Option("--amount", metavar="AMOUNT", help=_("What all of it cost."))
]
DealOption = Annotated[
    str | None, typer.Option("--deal", metavar="dN", help=_("The deal that is won by it."))
]
OrderNumber = Annotated[
    str | None,
    typer.Option("--order", metavar="NO", help=_("The order number; none is recorded twice.")),
]
SaleNote = Annotated[
    str | None, typer.Option("--note", metavar="TEXT", help=_("A note; - reads standard input."))
]
ProductName = Annotated[str, typer.Argument(metavar="NAME", help=_("The product's name."))]
ProductWho = Annotated[
    str, typer.Argument(metavar="PRODUCT", help=_("The product: its name, part of it, or pinyin."))
]
NewName = Annotated[
    str | None, typer.Option("--name", metavar="NAME", help=_("What it is called from now on."))
]
Category = Annotated[
    str | None, typer.Option("--category", metavar="TEXT", help=_("The kind of product."))
]
Price = Annotated[str | None, typer.Option("--price", metavar="AMOUNT", help=_("What one costs."))]
Lasts = Annotated[
    int | None,
    typer.Option(
        "--lasts",
        min=0,
        max=3650,
        metavar="DAYS",
        help=_("How many days one lasts a customer; 0 if it is not used up."),
    ),
]
SellAgain = Annotated[bool, typer.Option("--sell", help=_("A retired one is sold again."))]
WithRetired = Annotated[bool, typer.Option("--all", help=_("The retired ones too."))]
As = Annotated[
    list[str] | None,
    typer.Option(
        "--as",
        metavar="KIND",
        help=_(
            "customers, interactions, stage-changes, deals, purchases, users or costs; "
            "once for each file."
        ),
    ),
]
Currency = Annotated[
    str | None,
    typer.Option(
        "--currency", metavar="CODE", help=_("The currency of amounts that name none, as CNY.")
    ),
]

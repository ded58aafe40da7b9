"""`buy`, `refund`, and `product add|list|edit|retire|show`."""

from __future__ import annotations

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def buy(
    desk: Workspace,
    who: p.Who,
    words: p.SaleWords = None,
    amount: p.Total = None,
    at: p.At = None,
    outlet: p.Outlet = None,
    deal: p.DealOption = None,
    order: p.OrderNumber = None,
    note: p.SaleNote = None,
    currency: p.Currency = None,
    campaign: p.BoughtFor = None,
) -> None:
    """Record a purchase."""
    from leadfunnel.services.buying import Terms

    terms = Terms(amount, at, outlet, deal, order, desk.text(note) or "", currency, campaign)
    desk.show(desk.buying.buy([who, *(words or ())], terms))


def refund(
    desk: Workspace,
    who: p.RefundWho,
    words: p.RefundWords = None,
    at: p.At = None,
    reason: p.Reason = None,
) -> None:
    """Take a purchase back."""
    desk.show(desk.refunds.refund(who, words or (), at=at, reason=reason))


def list_products(desk: Workspace, everything: p.WithRetired = False) -> None:
    """List the products."""
    desk.show(desk.products.list(everything=everything))


def show_product(desk: Workspace, product: p.ProductWho) -> None:
    """Show one product."""
    desk.show(desk.products.show(product))


def add_product(
    desk: Workspace,
    name: p.ProductName,
    category: p.Category = None,
    price: p.Price = None,
    lasts: p.Lasts = None,
    currency: p.Currency = None,
) -> None:
    """Add a product."""
    from leadfunnel.services.products import Traits

    traits = Traits(category=category, price=price, currency=currency, lasts=lasts)
    desk.show(desk.products.add(name, traits))


def edit_product(
    desk: Workspace,
    product: p.ProductWho,
    name: p.NewName = None,
    category: p.Category = None,
    price: p.Price = None,
    lasts: p.Lasts = None,
    currency: p.Currency = None,
    sell: p.SellAgain = False,
) -> None:
    """Change a product."""
    from leadfunnel.services.products import Traits

    desk.show(desk.products.edit(product, Traits(name, category, price, currency, lasts, sell)))


def retire_product(desk: Workspace, product: p.ProductWho) -> None:
    """Sell a product no more."""
    desk.show(desk.products.retire(product))

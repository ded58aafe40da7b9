"""Products as JSON."""

from __future__ import annotations

from leadfunnel.domain.purchase import Product
from leadfunnel.services.results.products import Catalogue, ProductChanged
from leadfunnel.views.setting import Setting


def catalogue(result: Catalogue, _setting: Setting) -> dict[str, object]:
    """Return products by name."""
    return {
        "schema": "leadfunnel.products/1",
        "count": len(result.products),
        "items": [product(item) for item in result.products],
    }


def changed(result: ProductChanged, _setting: Setting) -> dict[str, object]:
    """Return a product as it stands after a change."""
    return {
        "schema": "leadfunnel.product/1",
        "operation": result.operation,
        "product": product(result.product),
    }


def product(item: Product) -> dict[str, object]:
    """Return one product; the price is a decimal string."""
    return {
        "id": item.id,
        "name": item.name,
        "category": item.category,
        "price": item.price and item.price.decimal,
        "currency": item.price and item.price.currency,
        "lasts_days": item.lasts_days,
        "retired": item.retired,
    }

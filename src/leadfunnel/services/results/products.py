"""What the commands about products return."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.purchase import Product
    from leadfunnel.domain.sentence import Sentence


@dataclass(frozen=True)
class Catalogue:
    """Products by name."""

    products: tuple[Product, ...]


@dataclass(frozen=True)
class ProductChanged:
    """A product as it stands after a change; `operation` is None when nothing changed."""

    operation: int | None
    product: Product
    said: tuple[Sentence, ...]

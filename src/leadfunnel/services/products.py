"""What is sold: `product add|list|edit|retire|show`, and finding the product a word means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from leadfunnel.domain import search
from leadfunnel.domain.fold import fold
from leadfunnel.domain.money import Money
from leadfunnel.domain.purchase import LONGEST_PRODUCT, Product
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, AmbiguousError, NotFoundError, RefusedError, UnreadableError
from leadfunnel.services import amounts
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.results.products import Catalogue, ProductChanged
from leadfunnel.store import purchases as stored

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

NOTHING_TOLD: Mapping[str, Any] = {}
NEAR = 3


class NoProduct(NotFoundError):
    """No product is called so."""

    code = "no_product"
    message = N_("No product is called {text}.")
    hint = N_("See them with: leadfunnel product list")


class SeveralProducts(AmbiguousError):
    """More than one product is called so."""

    code = "several_products"
    message = N_("{count} products answer to {text}.")
    hint = N_("Write the whole name; a new one needs: leadfunnel product add {text}")


class KnownProduct(RefusedError):
    """Two products cannot have one name."""

    code = "known_product"
    message = N_("There is a product {name} already.")
    hint = N_("Change it with: leadfunnel product edit {name}")


class BadProductName(UnreadableError):
    """A name must have a letter, and fit a line."""

    code = "bad_product_name"
    message = N_("{text} is no name of a product: it needs a letter, and at most {limit} signs.")


class BadPrice(UnreadableError):
    """The text is no amount."""

    code = "bad_price"
    message = N_("Cannot read {text} as an amount.")
    hint = N_("Write e.g. 280, 280.50, ¥280 or 1.2万.")


class RetiredAlready(RefusedError):
    """It is not sold any more."""

    code = "retired_already"
    message = N_("{name} is retired already.")
    hint = N_("Bring it back with: leadfunnel product edit {name} --sell")


class NothingToChange(UnreadableError):
    """A change must say what."""

    code = "nothing_to_change"
    message = N_("Say what to change.")
    hint = N_("For example: leadfunnel product edit {name} --price 280")


@dataclass(frozen=True)
class Traits:
    """What is told of a product, as typed; an empty text clears, None leaves."""

    name: str | None = None
    category: str | None = None
    price: str | None = None
    currency: str | None = None
    lasts: int | None = None
    sell: bool = False


class Products:
    """`product add|list|edit|retire|show`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def add(self, name: str, traits: Traits) -> ProductChanged:
        """Add a product."""
        with self.book.record("product-add", name) as page:
            known = exact(page, name)
            if known is not None:
                raise KnownProduct(name=known.name)
            columns = _columns(page, traits)
            number = create(page, name, columns)
            return _done(page, number, N_("Added the product {product}."))

    def edit(self, text: str, traits: Traits) -> ProductChanged:
        """Change a product; its name may change too."""
        with self.book.record("product-edit", text) as page:
            found = one(page, text)
            columns = _columns(page, traits)
            if traits.name is not None:
                other = exact(page, traits.name)
                if other is not None and other.id != found.id:
                    raise KnownProduct(name=other.name)
                columns |= {"name": _name(traits.name), "name_key": fold(traits.name)}
            if traits.sell:
                columns["retired"] = 0
            if not columns:
                raise NothingToChange(name=found.name)
            page.ledger.update("product", found.id, None, **columns)
            if "lasts_days" in columns:
                buyers = page.session.values(
                    "facts.customers_product", first=found.id, last=found.id
                )
                page.ledger.touched.update(buyers)
            return _done(page, found.id, N_("Changed the product {product}."))

    def retire(self, text: str) -> ProductChanged:
        """Let a product be sold no more; what was bought stays."""
        with self.book.record("product-retire", text) as page:
            found = one(page, text)
            if found.retired:
                raise RetiredAlready(name=found.name)
            page.ledger.update("product", found.id, None, retired=1)
            return _done(page, found.id, N_("Retired the product {product}."))

    def list(self, *, everything: bool = False) -> Catalogue:
        """Return the products sold, or with `everything` the retired ones too."""
        with self.book.read() as page:
            found = stored.products(page.session)
            return Catalogue(tuple(item for item in found if everything or not item.retired))

    def show(self, text: str) -> Catalogue:
        """Return one product."""
        with self.book.read() as page:
            return Catalogue((one(page, text),))


def exact(page: Page, text: str) -> Product | None:
    """Return the product of this very name, without regard to case, width or script."""
    row = page.session.row("purchases.product_by_key", key=fold(text))
    return stored.product_of(row) if row else None


def matching(page: Page, text: str) -> list[Product]:
    """Return the products that a name, a part of one, its pinyin or initials means."""
    found = exact(page, text)
    if found is not None:
        return [found]
    sold = [item for item in stored.products(page.session) if not item.retired]
    return [item for item in sold if search.match_rank(text, [item.name], (), ()) is not None]


def one(page: Page, text: str) -> Product:
    """Return the one product meant; raise NoProduct or SeveralProducts."""
    found = matching(page, text)
    if not found:
        close = _offered(near(page, text))
        raise NoProduct(text=text[:40], candidates=close)
    if len(found) > 1:
        offered = _offered(item.name for item in found)
        raise SeveralProducts(text=text[:40], count=len(found), candidates=offered)
    return found[0]


def _offered(names: Iterable[str]) -> list[dict[str, object]]:
    return [{"name": name, "text": name} for name in names]


def ensure(page: Writing, text: str) -> tuple[Product, tuple[Sentence, ...]]:
    """Return the product meant, added where there is none, and what there is to say of it."""
    if matching(page, text):
        found = one(page, text)
        retired = said(N_("{product} is retired, and sold all the same."), product=found.name)
        return found, (retired,) if found.retired else ()
    close = near(page, text)
    number = create(page, text)
    made = stored.product(page.session, number)
    assert made is not None  # noqa: S101 - just inserted
    spoken = [said(N_("New product: {product}."), product=made.name)]
    if close:
        alike = N_("Much like: {products}. If one of these was meant: leadfunnel undo")
        spoken.append(said(alike, products=", ".join(close)))
    return made, tuple(spoken)


def near(page: Page, text: str) -> Sequence[str]:
    """Return a few products whose names differ from a text by a sign, or are much like it."""
    from difflib import get_close_matches

    key = fold(text)
    names = {fold(item.name): item.name for item in stored.products(page.session)}
    slips = [name for name in names if len(name) > 1 and _differ_by_one(name, key)]
    close = get_close_matches(key, list(names), n=NEAR, cutoff=0.7)
    return [names[name] for name in dict.fromkeys((*slips, *close))][:NEAR]


def _differ_by_one(one: str, other: str) -> bool:
    """Tell whether one sign stands in the place of another, as in 面霜 and 面爽."""
    same_length = len(one) == len(other)
    return same_length and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def create(page: Writing, text: str, columns: Mapping[str, Any] = NOTHING_TOLD) -> int:
    """Add a product and return its number."""
    name = _name(text)
    return page.ledger.insert("product", name=name, name_key=fold(name), **columns)


def _name(text: str) -> str:
    name = " ".join(text.split())
    if len(name) > LONGEST_PRODUCT or not any(map(str.isalpha, name)):
        raise BadProductName(text=text[:40], limit=LONGEST_PRODUCT)
    return name


def _columns(page: Page, traits: Traits) -> dict[str, Any]:
    """Return what is told as columns."""
    found: dict[str, Any] = {}
    if traits.category is not None:
        found["category"] = traits.category.strip() or None
    if traits.price is not None:
        usual = amounts.currency(page, traits.currency)
        price = None if traits.price == "" else amount(traits.price, usual)
        found |= {"price": price and price.minor, "currency": price and price.currency}
    if traits.lasts is not None:
        found["lasts_days"] = traits.lasts or None
    return found


def amount(text: str, usual: str) -> Money:
    """Return an amount as typed; raise BadPrice."""
    from leadfunnel.domain.sold import read_price

    found = read_price(text, usual)
    if found is None:
        raise BadPrice(text=text[:40])
    return found


def _done(page: Writing, number: int, text: str) -> ProductChanged:
    found = stored.product(page.session, number)
    assert found is not None  # noqa: S101 - just written
    return ProductChanged(page.ledger.recorded, found, (said(text, product=found.name),))

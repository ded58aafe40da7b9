"""One typed line about a sale, taken apart: 面霜x2 洁面 880 昨天 已付.

Words before the first amount name products; behind it only those with a quantity and those the
store knows do, and the rest is the note.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from leadfunnel.domain.captured_money import read_money
from leadfunnel.domain.line import half_width
from leadfunnel.domain.money import NAMES, Money, names_currency
from leadfunnel.domain.quantity import NUMBER, ONE, UNITS, read_quantity
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.errors import N_, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.moment import Moment

_TIMES = "[xX*×✕]"
_UNIT = f"[{UNITS}]"
_MARKED = (
    rf"(?P<name>.+?)(?:\*|×|✕|(?<![a-z])x|(?<=[a-z]{{3}})x)(?P<quantity>{NUMBER})(?:{_UNIT})?",
    rf"(?P<name>.*[^0-9.\s一二两兩三四五六七八九十半])(?P<quantity>{NUMBER}){_UNIT}",
    rf"(?P<quantity>{NUMBER}){_UNIT}(?P<name>[^{UNITS}].*)",
    rf"(?P<quantity>{NUMBER})(?:{_TIMES})(?P<name>.+)",
)
_ALONE = rf"{_TIMES}({NUMBER}){_UNIT}?|({NUMBER}){_UNIT}"
_PAID = frozenset(
    (
        *("已付", "未付", "已付款", "未付款", "付清", "已付清", "全款", "已收", "已收款", "欠款"),
        *("定金", "订金", "訂金", "尾款", "现金", "現金", "微信", "支付宝", "刷卡", "转账", "轉帳"),
        *("paid", "unpaid", "deposit", "cash", "card"),
    )
)
_PAYING = re.compile(
    r"(?:已付|实付|實付|实收|實收|已收|共付|一共|共计|共|合计|合計|收|付)(?=[¥￥$0-9])"
)
_LONGEST_NUMBER = 9
_RUN = 4


class UnreadableSale(UnreadableError):
    """A word in the place of a product is none."""

    code = "unreadable_sale"
    message = N_("Cannot read {text} as a product with its quantity and amount.")
    hint = N_("Write NAME, NAME:2 or NAME:2:560; the total on its own or with --amount.")


class SeveralAmounts(UnreadableError):
    """More amounts than can be told apart."""

    code = "several_amounts"
    message = N_("Several amounts, {amounts}: which is for what?")
    hint = N_("Write PRODUCT:QTY:AMOUNT for each, or one total.")


class SeveralCurrencies(UnreadableError):
    """One purchase is in one currency."""

    code = "several_currencies"
    message = N_("One purchase cannot be in {currencies}.")
    hint = N_("Record one purchase for each currency.")


@dataclass(frozen=True)
class Item:
    """One product as typed; the quantity is in thousandths."""

    name: str
    quantity: int = ONE
    amount: Money | None = None
    marked: bool = False


@dataclass(frozen=True)
class Sold:
    """What was understood of a line."""

    items: tuple[Item, ...] = ()
    total: Money | None = None
    when: Moment | None = None
    note: str = ""


@dataclass(frozen=True)
class Shelf:
    """What the store knows that helps to read a sale.

    `knows` tells whether a text is exactly a product's name, `when` reads a moment in the past.
    What flags have `given` (amount, when) is not looked for.
    """

    knows: Callable[[str], bool] = lambda _: False
    when: Callable[[str], Moment | None] = lambda _: None
    currency: str = "CNY"
    given: frozenset[str] = frozenset()


def read_sale(words: Sequence[str], shelf: Shelf) -> Sold:
    """Take the words of a line apart; raises UnreadableSale, SeveralAmounts, SeveralCurrencies."""
    if len(words) == 1 and not shelf.knows(words[0]) and _parse(words[0], shelf) is None:
        words = words[0].split()
    reader = _Reader([word.strip(",，、;；") for word in words], shelf)
    return reader.read()


def read_price(text: str, currency: str) -> Money | None:
    """Return an amount such as 560, ¥560 or 1.2万; None for a text that is none."""
    plain = half_width(text).strip()
    if re.fullmatch(rf"[0-9]{{{_LONGEST_NUMBER + 1},}}", plain):
        return None
    return read_money(plain, currency)


class _Reader:
    """The line while it is read."""

    def __init__(self, words: list[str], shelf: Shelf) -> None:
        self.words = [word for word in words if word]
        self.shelf = shelf
        self.items: list[Item] = []
        self.amounts: list[tuple[int, bool, Money]] = []
        self.when: Moment | None = None
        self.note: list[str] = []
        self.after_item = False
        self.after_word = False

    def read(self) -> Sold:
        place = 0
        while place < len(self.words):
            place += self.take(place)
        items, total = self.priced()
        return Sold(tuple(items), total, self.when, " ".join(self.note))

    def take(self, place: int) -> int:
        """Take what stands there and return how many words it was."""
        word = self.words[place]
        taken = self.known(place) or self.counted(place) or self.amount(place) or self.moment(place)
        if taken:
            return taken
        if word.casefold() in _PAID:
            return self.put_note(word)
        item = _parse(word, self.shelf)
        if item is not None:
            return self.put_item(item)
        priced = self.amounts and self.is_price(place + 1) and not self.note
        if (self.amounts or self.note) and not priced:
            return self.put_note(word)
        if not re.search(r"[^\W\d_]", word):
            raise UnreadableSale(text=word[:40])
        return self.put_item(Item(word))

    def known(self, place: int) -> int:
        """Take the longest run of words that is a product's name."""
        for count in range(min(_RUN, len(self.words) - place), 0, -1):
            name = " ".join(self.words[place : place + count])
            if self.shelf.knows(name):
                self.items.append(Item(name, marked=True))
                self.after_item, self.after_word = True, False
                return count
        return 0

    def counted(self, place: int) -> int:
        """Take a quantity that stands alone behind its product: x2, 2瓶, x 2."""
        if not self.after_item or not self.items or self.items[-1].quantity != ONE:
            return 0
        word = half_width(self.words[place])
        count = 1
        if re.fullmatch(_TIMES, word) and place + 1 < len(self.words):
            word, count = word + half_width(self.words[place + 1]), 2
        match = re.fullmatch(_ALONE, word)
        quantity = read_quantity(match[1] or match[2]) if match else None
        if quantity is None:
            return 0
        self.items[-1] = replace(self.items[-1], quantity=quantity, marked=True)
        self.after_word = False
        return count

    def amount(self, place: int) -> int:
        if "amount" in self.shelf.given:
            return 0
        word, count = half_width(self.words[place]), 1
        after = half_width(self.words[place + 1]) if place + 1 < len(self.words) else ""
        if names_currency(after) or (after and word.lower() in NAMES):  # PEN 5 is a pen, 5 PEN not
            word, count = f"{word} {after}", 2
        paid = place > 0 and self.words[place - 1].casefold() in _PAID
        money = read_price(_PAYING.sub("", word), self.shelf.currency)
        if money is None or (paid and self.amounts):
            return 0
        self.amounts.append((len(self.items), self.after_item, money))
        self.after_item = self.after_word = False
        return count

    def is_price(self, place: int) -> bool:
        """Tell whether an amount stands there."""
        word = half_width(self.words[place]) if place < len(self.words) else ""
        return read_price(word, self.shelf.currency) is not None

    def moment(self, place: int) -> int:
        if self.when is not None or "when" in self.shelf.given:
            return 0
        for count in range(min(_RUN, len(self.words) - place), 0, -1):
            self.when = self.shelf.when(" ".join(self.words[place : place + count]))
            if self.when is not None:
                self.after_item = self.after_word = False
                return count
        return 0

    def put_note(self, word: str) -> int:
        self.note.append(word)
        self.after_item = self.after_word = False
        return 1

    def put_item(self, item: Item) -> int:
        """Add a product; a plain Latin word before another one is part of the same name."""
        latin = bool(re.match(r"[A-Za-z]", item.name))
        if self.after_word and latin:
            before = self.items.pop()
            item = replace(item, name=f"{before.name} {item.name}")
        self.items.append(item)
        self.after_item = True
        self.after_word = latin and not item.marked
        return 1

    def priced(self) -> tuple[list[Item], Money | None]:
        """Return the items with the amounts said right behind them, and the total if one was."""
        items = self.items
        currencies = {money.currency for *_, money in self.amounts}
        currencies |= {item.amount.currency for item in items if item.amount}
        if len(currencies) > 1:
            raise SeveralCurrencies(currencies=", ".join(sorted(currencies)))
        if not self.amounts:
            return items, None
        count, beside, money = self.amounts[0]
        if len(self.amounts) == 1 and (count in (0, len(items)) or not beside):
            return items, money
        places = [count - 1 for count, beside, _ in self.amounts if beside]
        free = all(items[place].amount is None for place in places)
        whole = len(self.amounts) == 1 or len(places) == len(items)
        if len(places) != len(self.amounts) or not free or not whole:
            said = ", ".join(str(money) for *_, money in self.amounts)
            raise SeveralAmounts(amounts=said)
        found = list(items)
        for place, (*_, money) in zip(places, self.amounts, strict=True):
            found[place] = replace(found[place], amount=money)
        return found, None


def _parse(word: str, shelf: Shelf) -> Item | None:
    """Return a product written with its quantity; None for a word without one."""
    flat = half_width(word).strip()
    if ":" in flat:
        return _colons(flat, shelf)
    for pattern in _MARKED:
        match = re.fullmatch(pattern, flat, re.IGNORECASE)
        quantity = read_quantity(match["quantity"]) if match else None
        name = match["name"].strip() if match else ""
        if quantity is not None and re.search(r"[^\W\d_]", name):
            return Item(name, quantity, marked=True)
    return None


def _colons(flat: str, shelf: Shelf) -> Item:
    """Return NAME:QTY[:AMOUNT]; UnreadableSale where no number follows the colon."""
    name, _, rest = flat.partition(":")
    match = re.fullmatch(rf"({NUMBER})\s*{_UNIT}?(?::(.*))?", rest.strip())
    if match is None or not re.search(r"[^\W\d_]", name):
        raise UnreadableSale(text=flat[:40])
    quantity = read_quantity(match[1])
    amount = read_price(match[2], shelf.currency) if match[2] is not None else None
    if quantity is None or (match[2] is not None and amount is None):
        raise UnreadableSale(text=flat[:40])
    return Item(name.strip(), quantity, amount, marked=True)

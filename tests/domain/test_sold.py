"""Lines about sales, read as sellers type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.money import Money
from leadfunnel.domain.quantity import MOST, quantity_text, read_quantity, share
from leadfunnel.domain.sold import (
    Item,
    SeveralAmounts,
    SeveralCurrencies,
    Shelf,
    Sold,
    UnreadableSale,
    read_sale,
)

KNOWN = {"洁面", "iphone 15 pro"}
SHELF = Shelf(knows=lambda text: text.casefold() in KNOWN)
LINES = {
    "面霜x2 560 已付": ("面霜x2", 56000, "已付"),
    "面霜*2 洁面 880": ("面霜x2, 洁面x1", 88000, ""),
    "面霜：2：560": ("面霜x2=56000", None, ""),
    "面霜 x2 560": ("面霜x2", 56000, ""),
    "面霜 x 2": ("面霜x2", None, ""),
    "面霜2瓶 ¥560": ("面霜x2", 56000, ""),
    "两瓶面霜 560元": ("面霜x2", 56000, ""),
    "2x面霜": ("面霜x2", None, ""),
    "面霜x1.5": ("面霜x1.5", None, ""),
    "面霜 半斤": ("面霜x0.5", None, ""),
    "烟机1台 1.2万 周六送": ("烟机x1", 1_200_000, "周六送"),
    "560": ("", 56000, ""),
    "面霜x2 定金 200": ("面霜x2", 20000, "定金"),
    "面霜x2 560 定金 200": ("面霜x2", 56000, "定金 200"),
    "面霜x2 已付560": ("面霜x2", 56000, ""),
    "面霜 560 精华 880": ("面霜x1=56000, 精华x1=88000", None, ""),
    "面霜 560 CNY": ("面霜x1", 56000, ""),
    "面霜 USD 560": ("面霜x1", 56000, ""),
    "茶 560 AED 送小样": ("茶x1", 56000, "送小样"),
    "PEN 560": ("PENx1", 56000, ""),
    "面霜 560 洁面": ("面霜x1=56000, 洁面x1", None, ""),
    "面霜x2 560 送小样": ("面霜x2", 56000, "送小样"),
    "face cream x2 56 paid": ("face creamx2", 5600, "paid"),
    "face cream:2": ("face creamx2", None, ""),
    "cream:2:56 mask": ("creamx2=5600, maskx1", None, ""),
    "iPhone 15 Pro 8999": ("iPhone 15 Prox1", 899_900, ""),
    "面霜，洁面，880": ("面霜，洁面，880x1", None, ""),
}


def told(sold: Sold) -> tuple[str, int | None, str]:
    items = (
        f"{item.name}x{quantity_text(item.quantity)}"
        + (f"={item.amount.minor}" if item.amount else "")
        for item in sold.items
    )
    return ", ".join(items), sold.total.minor if sold.total else None, sold.note


@pytest.mark.parametrize("line", LINES)
def test_a_line_is_taken_apart(line: str) -> None:
    assert told(read_sale(line.split(), SHELF)) == LINES[line]


@pytest.mark.parametrize("line", ["面霜x2 560 已付", "face cream x2 56 paid"])
def test_a_quoted_line_reads_like_its_words(line: str) -> None:
    assert read_sale([line], SHELF) == read_sale(line.split(), SHELF)


def test_what_cannot_be_told_is_refused() -> None:
    for line, error in {
        "面霜:two": UnreadableSale,
        "面霜:0": UnreadableSale,
        "面霜:1:many": UnreadableSale,
        "13800138000": UnreadableSale,
        "-560": UnreadableSale,
        "面霜 洁面 880 990": SeveralAmounts,
        "面霜 ¥560 洁面 $30": SeveralCurrencies,
    }.items():
        with pytest.raises(error):
            read_sale(line.split(), SHELF)


def test_what_flags_say_is_not_looked_for() -> None:
    shelf = Shelf(given=frozenset(("amount",)))
    assert read_sale(["面霜x2", "已付", "560"], shelf) == Sold(
        (Item("面霜", 2000, marked=True),), note="已付 560"
    )


@given(st.integers(1, MOST))
def test_a_quantity_reads_as_it_is_written(quantity: int) -> None:
    whole = min(quantity, MOST - 1)
    assert read_quantity(quantity_text(whole)) == whole


@given(st.integers(0, 10**12), st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_share_is_off_by_half_at_most_and_the_whole_is_whole(
    amount: int, part: int, whole: int
) -> None:
    found = share(amount, part, whole)
    assert abs(2 * (found * whole - amount * part)) <= whole
    assert share(amount, whole, whole) == amount


@given(st.lists(st.tuples(st.sampled_from("甲乙丙丁"), st.integers(1, 99)), min_size=1, max_size=4))
def test_products_and_quantities_come_back_in_order(parts: list[tuple[str, int]]) -> None:
    words = [f"{name}霜x{count}" for name, count in parts] + ["¥99"]
    sold = read_sale(words, SHELF)
    assert [(item.name, item.quantity) for item in sold.items] == [
        (f"{name}霜", count * 1000) for name, count in parts
    ]
    assert sold.total == Money(9900, "CNY")


def test_a_currency_behind_its_number_is_no_note() -> None:
    sold = read_sale(["茶", "560", "KWD"], SHELF)
    assert sold.total is not None
    assert str(sold.total) == "560.000 KWD"

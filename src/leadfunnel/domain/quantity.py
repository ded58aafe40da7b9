"""Quantities in thousandths of the unit sold, read and written without a float."""

from __future__ import annotations

import re

ONE = 1000
"""One unit: quantities are kept in thousandths."""
MOST = 10**9 * ONE
UNITS = "瓶盒支件个個套箱包袋台臺条條份斤只隻双雙罐本块塊把桶组組扇张張位次年"
_HAN = {sign: n for n, sign in enumerate("零一二三四五六七八九十")} | {"两": 2, "兩": 2, "半": 0}
NUMBER = r"[0-9]{1,9}(?:\.[0-9]{1,3})?|[一二两兩三四五六七八九十半]"


def read_quantity(text: str) -> int | None:
    """Return thousandths of 2, 1.5 or 两; None for another text, and for nothing."""
    if text == "半":
        return ONE // 2
    if text in _HAN:
        return _HAN[text] * ONE or None
    match = re.fullmatch(r"([0-9]{1,9})(?:\.([0-9]{1,3}))?", text)
    if match is None:
        return None
    found = int(match[1]) * ONE + int((match[2] or "").ljust(3, "0"))
    return found or None


def quantity_text(quantity: int) -> str:
    """Return thousandths as a number without needless zeros: 2, 1.5, -0.25."""
    whole, part = divmod(abs(quantity), ONE)
    sign = "-" if quantity < 0 else ""
    return f"{sign}{whole}" + (f".{part:03}".rstrip("0") if part else "")


def share(amount: int, part: int, whole: int) -> int:
    """Return part/whole of an amount in minor units, rounded half to even."""
    if not whole:
        return 0
    quotient, rest = divmod(amount * part, whole)
    twice = 2 * rest
    return quotient + (twice > whole or (twice == whole and quotient % 2 == 1))

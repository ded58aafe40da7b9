"""Amounts as files write them: signs and codes of currencies, separators, 万 and k; exact."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from leadfunnel.domain.currency_table import CODES
from leadfunnel.domain.money import places
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_

SIGNS = {
    "US$": "USD", "HK$": "HKD", "NT$": "TWD", "S$": "SGD", "A$": "AUD", "C$": "CAD",
    "$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW", "฿": "THB", "₫": "VND",
    "RMB": "CNY", "CNH": "CNY", "人民币": "CNY", "元": "CNY", "块": "CNY", "美元": "USD",
    "美金": "USD", "欧元": "EUR", "港币": "HKD", "港元": "HKD", "日元": "JPY", "台币": "TWD",
    "新台币": "TWD", "英镑": "GBP",
}  # fmt: skip
TIMES = {
    "K": 1_000, "千": 1_000, "W": 10_000, "万": 10_000, "萬": 10_000, "M": 1_000_000,
    "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000, "億": 100_000_000, "": 1,
}  # fmt: skip
LARGEST = 10**15
USUAL = ("CNY", "USD", "EUR")
"""Codes to show where none is like what was typed."""


class BadAmount(ValueError):
    """The text is no amount; `reason` says why."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Amount:
    """Money in minor units of its currency."""

    minor: int
    currency: str


def read_currency(text: str) -> str:
    """Return the code of a currency from a code, sign or name; raise BadAmount."""
    word = unicodedata.normalize("NFKC", text).strip().upper()
    if word in SIGNS:
        return SIGNS[word]
    if word in ("¥", "YEN"):
        return "CNY" if word == "¥" else "JPY"
    if word in CODES.split():
        return word
    text = N_("is no currency: write a code such as {codes}")
    raise BadAmount(Phrase(text, codes=", ".join(near_codes(word))))


def near_codes(text: str) -> list[str]:
    """Return a few codes of currencies that are much like a text, else the usual ones."""
    from difflib import get_close_matches

    return get_close_matches(text.strip().upper()[:9], CODES.split(), n=4) or list(USUAL)


def read_amount(text: str, default: str) -> Amount:
    """Read an amount; `default` is the currency where the text names none. Raises BadAmount.

    A bare ¥ is the yen where that is the default, else the yuan.
    """
    word = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()
    unit = "|".join(sorted(map(re.escape, filter(None, TIMES)), key=len, reverse=True))
    match = re.fullmatch(rf"([^\d.,+-]*)([+-]?[\d.,']*\d)({unit})?([^\d.,]*)", word)
    if match is None:
        raise BadAmount(Phrase(N_("is no amount")))
    before, digits, times, after = match.groups()
    if times in ("K", "M", "W") and re.fullmatch("[A-Z]{2}", after):  # KRW, MYR
        times, after = "", times + after
    if before and after and _currency(before, default) != _currency(after, default):
        raise BadAmount(Phrase(N_("names two currencies")))
    named = before or after
    currency = _currency(named, default) if named else default
    return Amount(_minor(_number(digits) * TIMES[times or ""], currency), currency)


def _currency(text: str, default: str) -> str:
    if text == "¥" and default == "JPY":
        return "JPY"
    if text.startswith("¥") and len(text) > 1:
        text = text[1:]
    return read_currency(text)


def _number(text: str) -> Decimal:
    bare = text.replace("'", "")
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?|[+-]?\d{1,4}(,\d{4})+(\.\d+)?", bare):
        bare = bare.replace(",", "")
    elif re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+,\d+|[+-]?\d+,\d{1,2}", bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[+-]?\d{1,3}(\.\d{3}){2,}", bare):
        bare = bare.replace(".", "")
    if not re.fullmatch(r"[+-]?\d*\.?\d+", bare):
        raise BadAmount(Phrase(N_("is no amount")))
    return Decimal(bare)


def _minor(value: Decimal, currency: str) -> int:
    digits = places(currency)
    minor = value.scaleb(digits)
    if minor < 0:
        raise BadAmount(Phrase(N_("is less than nothing")))
    if minor != minor.to_integral_value():
        text = N_("has more than {count} digits after the point, which {currency} has not got")
        raise BadAmount(Phrase(text, count=digits, currency=currency))
    if minor > LARGEST:
        raise BadAmount(Phrase(N_("is too large")))
    return int(minor)

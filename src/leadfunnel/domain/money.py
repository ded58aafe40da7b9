"""Amounts of money: whole minor units and a currency, read exactly and never as a float."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

DECIMALS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF"), 0),
    **dict.fromkeys(("UGX", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
"""Digits after the point where they are not two (ISO 4217)."""

MOST = 10**15
_ZEROS = {"百": 2, "千": 3, "k": 3, "万": 4, "萬": 4, "w": 4, "m": 6, "亿": 8, "億": 8}
_DOLLARS = ("USD", "TWD", "HKD", "SGD", "AUD", "CAD", "NZD")
_YUAN = ("CNY", "TWD", "HKD", "SGD", "JPY")
_SIGNS = {
    **dict.fromkeys(("rmb", "人民币", "人民幣"), "CNY"),
    **dict.fromkeys(("us$", "美元", "美金"), "USD"),
    **dict.fromkeys(("nt$", "台币", "台幣", "新台币", "新台幣"), "TWD"),
    **dict.fromkeys(("hk$", "港币", "港幣", "港元"), "HKD"),
    **dict.fromkeys(("€", "欧元", "歐元"), "EUR"),
    **dict.fromkeys(("£", "英镑", "英鎊"), "GBP"),
    **dict.fromkeys(("日元", "日圓"), "JPY"),
}
CODES = ("cny", "usd", "twd", "hkd", "eur", "gbp", "jpy", "sgd", "aud", "cad")
NAMES = (*(name for name in _SIGNS if not name.endswith("$")), *CODES)
"""Words for a currency that may stand before or after the number."""


@dataclass(frozen=True)
class Money:
    """An amount in minor units of its currency: 150 CNY are 1.50."""

    minor: int
    currency: str

    def __str__(self) -> str:
        """Return the amount as a decimal number with its currency: 1.50 CNY."""
        return f"{self.decimal} {self.currency}"

    @property
    def decimal(self) -> str:
        """The amount as a decimal number."""
        return decimal_string(self.minor, self.currency)


def places(currency: str) -> int:
    """Return how many digits a currency has after the point."""
    return DECIMALS.get(currency, 2)


def decimal_string(minor: int, currency: str) -> str:
    """Return minor units as a decimal number: 150 CNY are 1.50."""
    digits = places(currency)
    if not digits:
        return str(minor)
    whole, part = divmod(abs(minor), 10**digits)
    return f"{'-' if minor < 0 else ''}{whole}.{part:0{digits}}"


def currency_of(sign: str, usual: str) -> str:
    """Return the currency a sign or word means; `usual` where it means none of its own."""
    word = sign.strip().lower()
    if word == "$":
        return usual if usual in _DOLLARS else "USD"
    if word in ("¥", "￥"):
        return usual if usual in ("CNY", "JPY") else "CNY"
    if word in ("元", "块", "塊", "圆", "圓"):
        return usual if usual in _YUAN else "CNY"
    return word.upper() if word in CODES else _SIGNS.get(word, usual)


def names_currency(word: str) -> bool:
    """Tell whether a word alone is the name or code of a currency: 美元, usd, AED."""
    from leadfunnel.domain.currency_table import CODES as IN_USE

    return word.lower() in NAMES or word in IN_USE.split()


def exactly(number: str, unit: str, currency: str) -> Money | None:
    """Return a number such as 1.2 with a unit such as 万; None if no minor unit fits it."""
    whole, _point, part = number.replace(",", "").partition(".")
    zeros = _ZEROS.get(unit.lower(), 0) + places(currency) - len(part)
    value = int(whole + part)
    if zeros < 0:
        value, rest = divmod(value, 10**-zeros)
        return None if rest or value > MOST else Money(value, currency)
    value *= 10**zeros
    return Money(value, currency) if value <= MOST else None

"""Amounts of money as text."""

from __future__ import annotations

_DECIMALS = {
    **dict.fromkeys(("CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}
"""Digits after the point where they are not two (ISO 4217)."""


def decimal_string(minor: int, currency: str) -> str:
    """Return minor units as a decimal number: 150 CNY are 1.50."""
    places = _DECIMALS.get(currency, 2)
    if not places:
        return str(minor)
    whole, part = divmod(abs(minor), 10**places)
    return f"{'-' if minor < 0 else ''}{whole}.{part:0{places}}"

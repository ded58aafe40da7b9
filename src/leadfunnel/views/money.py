"""Amounts of money as text."""

from __future__ import annotations

from leadfunnel.domain.money import decimal_string

__all__ = ["decimal_string", "money_words"]


def money_words(amount: str, currency: str) -> str:
    """Return a decimal amount for people: 8000.00 CNY are 8,000 CNY."""
    whole, point, part = amount.partition(".")
    shown = f"{int(whole):,}" + (point + part if part.strip("0") else "")
    return f"{shown} {currency}"

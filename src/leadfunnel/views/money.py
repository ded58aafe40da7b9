"""Amounts of money as text."""

from __future__ import annotations

from leadfunnel.domain.money import decimal_string

__all__ = ["chance_words", "decimal_string", "money_words", "percent_text", "sum_words"]


def money_words(amount: str, currency: str) -> str:
    """Return a decimal amount for people: 8000.00 CNY are 8,000 CNY."""
    whole, point, part = amount.partition(".")
    sign = "-" if whole.startswith("-") else ""
    shown = sign + f"{int(whole.removeprefix('-')):,}" + (point + part if part.strip("0") else "")
    return f"{shown} {currency}"


def sum_words(minor: int, currency: str) -> str:
    """Return minor units for people: 800000 CNY are 8,000 CNY."""
    return money_words(decimal_string(minor, currency), currency)


def chance_words(points: int) -> str:
    """Return a probability in basis points for people: 625 are 6.25 %."""
    whole, rest = divmod(points, 100)
    part = f".{rest:02}".rstrip("0") if rest else ""
    return f"{whole}{part}%"


def percent_text(points: int) -> str:
    """Return a probability in basis points as a percentage for programs: 625 are 6.25."""
    return chance_words(points).removesuffix("%")

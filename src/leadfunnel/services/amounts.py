"""Amounts of money as they are typed."""

from __future__ import annotations

from leadfunnel.domain.money import Money
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services.book import Page


class UnreadableAmount(UnreadableError):
    """The text is no amount of money."""

    code = "bad_amount"
    message = N_("{text} cannot be an amount: it {reason}.")
    hint = N_("Write e.g. 8000, 80万, 1.2m, $5,000 or 300 EUR.")


class UnknownCurrency(UnreadableError):
    """The text is the code of no currency in use."""

    code = "bad_currency"
    message = N_("No currency is called {text}.")
    hint = N_("Write the code of a currency in use (ISO 4217), such as {codes}.")


def currency(page: Page, text: str | None) -> str:
    """Return the code of a currency as typed, the store's for None; raise UnknownCurrency."""
    return page.settings.currency if text is None else currency_code(text)


def currency_code(text: str) -> str:
    """Return the code that a code, sign or name means; raise UnknownCurrency."""
    from leadfunnel.domain.amount import BadAmount, near_codes, read_currency

    try:
        return read_currency(text)
    except BadAmount:
        codes = ", ".join(near_codes(text))
        raise UnknownCurrency(text=text.strip()[:20], codes=codes) from None


def read_money(page: Page, text: str, usual: str | None = None) -> Money:
    """Return an amount, in the store's currency where it names none; raise UnreadableAmount."""
    from leadfunnel.domain.amount import BadAmount, read_amount

    try:
        found = read_amount(text, currency(page, usual))
    except BadAmount as fault:
        raise UnreadableAmount(text=text[:40], reason=fault.reason) from None
    return Money(found.minor, found.currency)

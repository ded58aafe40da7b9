"""Amounts of money as they are typed."""

from __future__ import annotations

from leadfunnel.domain.amount import BadAmount, read_amount, read_currency
from leadfunnel.domain.money import Money
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services.book import Page


class UnreadableAmount(UnreadableError):
    """The text is no amount of money."""

    code = "bad_amount"
    message = N_("{text} cannot be an amount: it {reason}.")
    hint = N_("Write e.g. 8000, 80万, 1.2m, $5,000 or 300 EUR.")


def read_money(page: Page, text: str, currency: str | None = None) -> Money:
    """Return an amount, in the store's currency where it names none; raise UnreadableAmount."""
    try:
        usual = read_currency(currency) if currency else page.settings.currency
        found = read_amount(text, usual)
    except BadAmount as fault:
        raise UnreadableAmount(text=text[:40], reason=fault.reason) from None
    return Money(found.minor, found.currency)

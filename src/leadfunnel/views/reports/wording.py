"""Words and numbers of a report; what people typed passes through here, and may be masked."""

from __future__ import annotations

from leadfunnel.domain.customer import Customer
from leadfunnel.domain.exhibit import Cell, Head
from leadfunnel.domain.hiding import hidden
from leadfunnel.domain.money import places
from leadfunnel.domain.phone import mask
from leadfunnel.domain.record import dataclass
from leadfunnel.views.dates import decimal
from leadfunnel.views.money import sum_words
from leadfunnel.views.names import NOTHING, stage_word
from leadfunnel.views.screens.funnel_tables import percent
from leadfunnel.views.setting import Setting
from leadfunnel.views.text import visible
from leadfunnel.views.words import name_words, phones_words


@dataclass(frozen=True)
class Wording:
    """How a report says things; with `masked` no phone is whole."""

    setting: Setting
    masked: bool = False

    def free(self, text: str | None) -> str:
        """Return what somebody typed, harmless and on one line."""
        plain = visible(text or "")
        return hidden(plain, self.setting.region) if self.masked else plain

    def name(self, customer: Customer) -> str:
        """Return what a customer is called."""
        return self.free(name_words(customer, self.setting)) or f"#{customer.id}"

    def phones(self, customer: Customer) -> str:
        """Return the phones."""
        if self.masked:
            return " / ".join(mask(one.number, self.setting.region) for one in customer.phones)
        return visible(phones_words(customer.phones, self.setting)).replace("\u00a0", " ")

    def stage(self, customer: Customer) -> str:
        """Return where a customer stands."""
        return self.free(stage_word(customer.stage))


def left(text: str) -> Head:
    """Return the head of a column of words."""
    return Head(text[:1].upper() + text[1:])


def right(text: str) -> Head:
    """Return the head of a column of numbers."""
    return Head(text[:1].upper() + text[1:], right=True)


def words(text: str) -> Cell:
    """Return a cell of words."""
    return Cell(text)


def count(number: int | None) -> Cell:
    """Return a number of people or things, a dash for none."""
    return Cell(f"{number:,}" if number else NOTHING, number or 0, "count")


def share(fraction: float | None) -> Cell:
    """Return a fraction as a percentage, empty where there is none."""
    return Cell(percent(fraction), fraction, "share")


def stay(days: float | None) -> Cell:
    """Return a number of days, empty where there is none."""
    return Cell("" if days is None else decimal(days), days, "days")


def money(minor: int | None, currency: str) -> Cell:
    """Return an amount in minor units of a currency, a dash for none."""
    if minor is None:
        return Cell(NOTHING)
    digits = places(currency)
    return Cell(sum_words(minor, currency), minor / 10**digits, f"money{digits}")

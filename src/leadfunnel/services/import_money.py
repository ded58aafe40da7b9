"""Cells with amounts of money, beside a column that may name their currency."""

from __future__ import annotations

from leadfunnel.domain.amount import Amount, BadAmount, read_amount, read_currency
from leadfunnel.domain.dates import is_nothing
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_
from leadfunnel.services.import_cells import Refused
from leadfunnel.services.import_kinds import EventRow


def amount_of(row: EventRow, name: str, currency: str) -> Amount | None:
    """Return the amount of a field, None for none; `currency` is that of one that names none."""
    place, text = row.first(name)
    if is_nothing(text):
        return None
    at, code = row.first("currency")
    try:
        named = currency if is_nothing(code) else read_currency(code)
    except BadAmount as fault:
        raise Refused(at, code, fault.reason) from None
    try:
        found = read_amount(text, named)
    except BadAmount as fault:
        raise Refused(place, text, fault.reason) from None
    if not is_nothing(code) and found.currency != named:
        reason = Phrase(N_("is in another currency than the column {column} says"), column=code)
        raise Refused(place, text, reason)
    return found

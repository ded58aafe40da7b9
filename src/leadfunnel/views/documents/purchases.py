"""What a customer bought, as JSON."""

from __future__ import annotations

from leadfunnel.domain.purchase import purchase_to_dict, totals
from leadfunnel.services.results.people import Card
from leadfunnel.views.setting import Setting


def bought(result: Card, setting: Setting) -> dict[str, object]:
    """Return purchases and refunds, newest first, their sums, and when products run out."""
    customer, calendar = result.customer, setting.calendar
    first, last = customer.first_bought, customer.last_bought
    return {
        "purchases": [purchase_to_dict(one, calendar.iso(one.at)) for one in result.purchases],
        "bought": {
            "occasions": customer.purchases,
            "first_on": first.isoformat() if first else None,
            "last_on": last.isoformat() if last else None,
            "totals": [
                {"currency": money.currency, "amount": money.decimal}
                for money in totals(one.amount for one in result.purchases)
            ],
            "used_up": [
                {"product": one.product.name, "date": one.day.isoformat()}
                for one in result.run_outs
            ],
        },
    }

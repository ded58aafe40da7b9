"""What a command changed, as JSON."""

from __future__ import annotations

from leadfunnel.services.results.changed import Changed, Done
from leadfunnel.views.documents.people import person
from leadfunnel.views.setting import Setting


def changed(result: Changed, setting: Setting) -> dict[str, object]:
    """Return the operation with the customers as they stand after it."""
    return {
        "schema": "leadfunnel.change/1",
        "operation": result.operation,
        "customers": [person(customer, setting) for customer in result.customers],
        "understood": dict(result.understood),
        **({"dry_run": True} if result.dry_run else {}),
    }


def done(result: Done, _setting: Setting) -> dict[str, object]:
    """Return the record of something outside the store's facts."""
    return {"schema": f"leadfunnel.{result.kind}/1", **result.record}

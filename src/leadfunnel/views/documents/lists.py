"""Lists as JSON: customers, and open follow-ups."""

from __future__ import annotations

from leadfunnel.views.documents.people import follow_up, person
from leadfunnel.views.setting import Setting

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.services.results.people import Listing, Numbers
    from leadfunnel.services.results.promised import Promise, Promises


def listing(result: Listing, setting: Setting) -> dict[str, object]:
    """Return customers in order, and behind which figure of a funnel they stand."""
    found = _list([person(customer, setting) for customer in result.customers], result.more)
    if result.opened is None:
        return found
    from leadfunnel.views.documents.funnel_parts import opened

    return {**found, "opened": opened(result.opened, setting)}


def numbers(result: Numbers, setting: Setting) -> dict[str, object]:
    """Return the customers whose numbers were asked for."""
    return listing(result.listing, setting)


def promises(result: Promises, setting: Setting) -> dict[str, object]:
    """Return open follow-ups in the order they fall due."""
    return _list([promise(item, setting) for item in result.items], result.more)


def promise(item: Promise, setting: Setting) -> dict[str, object]:
    """Return a follow-up with its customer."""
    return {
        "follow_up": follow_up(item.follow_up, setting),
        "customer": person(item.customer, setting),
        "late_days": item.late_days,
    }


def _list(items: list[dict[str, object]], more: int) -> dict[str, object]:
    return {"schema": "leadfunnel.list/1", "count": len(items), "more": more, "items": items}

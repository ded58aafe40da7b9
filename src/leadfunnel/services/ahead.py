"""Which queries come together: a server is asked them in one round trip, where the first is.

Nothing depends on what stands here but the time it takes: a query that is not said ahead is asked
when it is needed, one that is said in vain costs the server a look at an index.
"""

from __future__ import annotations

from collections.abc import Iterable

from leadfunnel.store import derived, people, timeline

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.services.book import Page, Writing
    from leadfunnel.store.session import Asked

ABOUT_ONE = (
    *("timeline.promises_of", "plans.running_of", "wishes.consents_of"),
    *("journeys.of_customer", "journeys.changes_of_customer"),
)
SHOWN_OF_ONE = (
    *("timeline.all_promises_of", "plans.of_customer", "purchases.of_customer"),
    *("purchases.running_out_of", "service.cases_of", "service.satisfactions_of"),
    "members.of_firm",
)


def opening(user: str) -> tuple[Asked, ...]:
    """Return what is asked first where something is written."""
    return (*people.asked_of(user), ("operations.last_at", {}))


def customers(page: Page, ids: Iterable[int]) -> tuple[Asked, ...]:
    """Return what `page.customers` asks, of layers, too, where queries are asked together."""
    numbers = list(ids)
    if not page.session.together or not numbers:
        return ()
    from leadfunnel.store import standing

    return *people.asked(numbers), standing.asked(numbers, page.yardstick)


def refreshed(page: Writing, touched: frozenset[int]) -> None:
    """Say what is asked after a refresh: what was said, and the customer if it is one."""
    page.session.ahead(
        *(derived.asked_texts(*span) for span in page.ledger.inserted("interaction")),
        *(customers(page, touched) if len(touched) == 1 else ()),
    )


def about(page: Page, number: int) -> None:
    """Say what commands about one customer mostly ask once they know who it is."""
    page.session.ahead(
        *customers(page, [number]),
        ("facts.get_customer", {"row_id": number}),
        *_beside(page, number),
    )


def about_new(page: Page, number: int) -> None:
    """Say that nothing is there yet beside a customer who is new."""
    row, *others = people.asked([number])
    page.session.ahead(row, ("facts.get_customer", {"row_id": number}))
    page.session.nothing(*others, *_beside(page, number))


def _beside(page: Page, number: int) -> tuple[Asked, ...]:
    """Return what is asked of the rows that belong to a customer."""
    one = {"customer_id": number}
    today = page.calendar.day(page.now).isoformat()
    return (
        ("journeys.last_of", {**one, "pipeline": page.settings.main_pipeline}),
        ("reminders.deals", {"ids": f"[{number}]"}),
        ("plans.ahead_among", {"ids": f"[{number}]", "today": today}),
        *((name, one) for name in ABOUT_ONE),
    )


def shown(page: Page, number: int) -> None:
    """Say what `show` asks of a customer."""
    one, ids = {"customer_id": number}, {"ids": f"[{number}]"}
    today = page.calendar.day(page.now).isoformat()
    page.session.ahead(
        ("timeline.of_customer", {**one, "limit": timeline.MANY}),
        ("wishes.mutes_among", {**ids, "today": today}),
        ("merging.members", ids),
        ("playbooks.facts", ids),
        ("service.open_among", ids),
        *((name, one) for name in SHOWN_OF_ONE),
    )

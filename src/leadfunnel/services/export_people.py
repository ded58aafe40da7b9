"""Customers as a phone keeps them: contacts, and what was promised to them as a calendar."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import islice

from leadfunnel.adapters.calendars import Appointment, Heading, calendar_text
from leadfunnel.adapters.contact_cards import Contact, card
from leadfunnel.domain.customer import Customer
from leadfunnel.domain.followup import FollowUp
from leadfunnel.domain.interaction import KINDS
from leadfunnel.domain.phone import EXTENSION, Phone, mask
from leadfunnel.errors import N_
from leadfunnel.i18n import _
from leadfunnel.services.book import Page
from leadfunnel.services.due import owner_id
from leadfunnel.store import timeline

AT_ONCE = 500
LONGEST_TITLE = 80
NUMBER = re.compile(r"\+?\d(?:[ -]?\d){6,}")
CALENDAR = N_("leadfunnel follow-ups")


def contacts(page: Page, batches: Iterable[Sequence[Customer]]) -> Iterator[str]:
    """Yield a vCard for each customer."""
    mark = _mark(page)
    for batch in batches:
        yield "".join(card(_contact(customer, mark)) for customer in batch)


def agenda(
    page: Page, chosen: Collection[int] | None, owner: str | None, count: Callable[[int], None]
) -> Iterator[str]:
    """Yield a calendar of open follow-ups: to some customers, or all; one owner's, or all."""
    found = timeline.open_promises(page.session, owner_id(page, owner))
    wanted = None if chosen is None else frozenset(chosen)
    picked = (item for item in found if wanted is None or item.customer_id in wanted)
    heading = Heading(_(CALENDAR), page.settings.zone, page.now)
    return calendar_text(heading, _appointments(page, picked, count))


def _appointments(
    page: Page, found: Iterator[FollowUp], count: Callable[[int], None]
) -> Iterator[Appointment]:
    mark = _mark(page)
    while batch := list(islice(found, AT_ONCE)):
        count(len(batch))
        ids = list(dict.fromkeys(item.customer_id for item in batch))
        by_id = {customer.id: customer for customer in page.customers(ids)}
        for item in batch:
            yield _appointment(page, item, by_id[item.customer_id], mark)


def _appointment(page: Page, item: FollowUp, customer: Customer, mark: str) -> Appointment:
    kind = _(KINDS[item.kind][0]) if item.kind in KINDS else item.kind
    first_line = item.note.strip().partition("\n")[0]
    title = " ".join(part for part in (customer.label, kind, first_line) if part)
    region = page.settings.region
    return Appointment(
        uid=f"leadfunnel-{mark}-{item.ref}",
        day=item.due.day,
        at=item.due.at,
        title=NUMBER.sub(lambda found: mask(found[0], region), title)[:LONGEST_TITLE],
        text=f"{item.note}\n#{customer.id} {item.ref}".strip(),
        sequence=max(0, page.now - item.recorded_at),
    )


def _contact(customer: Customer, mark: str) -> Contact:
    return Contact(
        uid=f"leadfunnel-{mark}-{customer.id}",
        name=customer.name,
        company=customer.company or "",
        phones=tuple(map(_dialled, customer.phones)),
        wechat=customer.wechat,
        emails=customer.emails,
        address=customer.address or "",
        birthday=customer.birthday or "",
        categories=tuple(map(str, customer.tags)),
    )


def _dialled(phone: Phone) -> str:
    return phone.number.replace(EXTENSION, " ext ") if phone.valid else phone.raw


def _mark(page: Page) -> str:
    """Return what tells this store from others, so that two sellers' numbers never meet."""
    row = page.session.row("operations.by_id", id=1)
    born = f"{row['at']}:{row['user_name']}" if row else ""
    return blake2b(born.encode(), digest_size=5).hexdigest()

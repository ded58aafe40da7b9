"""Who should get which material now, and recording that they got it: nobody gets one twice."""

from __future__ import annotations

import json

from leadfunnel.domain.contact_cap import PUSH, Held
from leadfunnel.domain.customer import Customer, Due
from leadfunnel.domain.material import Material
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, RefusedError
from leadfunnel.services import contacting, touches, who
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.materials import known_materials, one
from leadfunnel.services.results.changed import Changed

LOOKED_AT = 1000
TOGETHER = 50
DAY = 86400


class AlreadySent(RefusedError):
    """Nobody gets a material twice unasked."""

    code = "already_sent"
    message = N_("{name} (#{id}) got {material} already, on {day}.")
    hint = N_("To send it all the same: --again")


@dataclass(frozen=True)
class Given:
    """A material about to be recorded as sent, by its name and by which interaction."""

    name: str
    interaction: int
    at: int
    again: bool = False


@dataclass(frozen=True)
class Proposal:
    """Who should get which material; `held` tells until when the contact cap holds it back."""

    customer: Customer
    material: Material
    held: Held | None = None


class Pushing:
    """`push`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def push(self, text: str, material: str, *, again: bool, at: str | None = None) -> Changed:
        """Record that a customer was sent a material."""
        with self.book.record("push", material) as page:
            number = who.one(page, text)
            found = one(page, material)
            told = touches.Told(outcome="sent", at=at)
            entry = touches.read_entry(page, PUSH, found.name, told)
            warned = warnings(page, page.customer(number))
            interaction, _kept = touches.record(page, number, entry)
            when = page.now if entry.at is None else entry.at
            spoken = give(page, number, Given(found.name, interaction, when, again))
            page.settle()
            customer = page.customer(number)
            first = said(N_("Sent {material}: {customer}."), material=found.name, customer=customer)
            return Changed(page.ledger.recorded, (customer,), (first, *warned, *spoken))


def give(page: Writing, number: int, given: Given) -> tuple[Sentence, ...]:
    """Record that a material went out with an interaction; raise AlreadySent."""
    found = one(page, given.name)
    last = page.session.value("contacts.sent_to", material_id=found.id, customer_id=number)
    if last is not None and not given.again and not _may_repeat(found, last, given.at):
        name, day = page.customer(number).label, page.calendar.day(last).isoformat()
        raise AlreadySent(name=name, id=number, material=found.name, day=day)
    page.ledger.insert(
        "material_sent",
        number,
        material_id=found.id,
        interaction_id=given.interaction,
        at=given.at,
    )
    retired = said(N_("{material} is retired, and sent all the same."), material=found.name)
    return (retired,) if found.retired else ()


def _may_repeat(material: Material, last: int, now: int) -> bool:
    return material.every_days is not None and now - last >= material.every_days * DAY


def warnings(page: Page, customer: Customer) -> tuple[Sentence, ...]:
    """Say why a push should have waited; what was sent is recorded all the same."""
    cleared = contacting.clearance(page, [customer], PUSH)
    if cleared.barred.get(customer.id) == "case_open":
        return (said(N_("A complaint of theirs waits: solve it before sending anything.")),)
    held = cleared.held.get(customer.id)
    if held is None:
        return ()
    text = N_("By the contact cap nothing should go to them before {day}.")
    return (said(text, day=Due(held.until)),)


def proposals(
    page: Page, owner_id: int | None, limit: int, *, held: bool = False
) -> list[Proposal]:
    """Return who should get which material now, those touched last first; one for each person.

    Only some of those on the ladder are looked at, so it costs the same at every size. With `held`
    also those whom the contact cap holds back.
    """
    materials = [item for item in known_materials(page) if not item.retired]
    if not materials:
        return []
    stages = json.dumps([stage.code for stage in page.main.ladder])
    ids = page.session.values(
        "contacts.on_ladder", stages=stages, owner_id=owner_id, limit=LOOKED_AT
    )
    meant = suiting(page, materials, ids)
    suited = [number for number in ids if number in meant]
    found: list[Proposal] = []
    while suited and len(found) < limit:
        found += _cleared(page, suited[:TOGETHER], meant, held=held)
        suited = suited[TOGETHER:]
    return found[:limit]


def _cleared(
    page: Page, ids: list[int], meant: dict[int, Material], *, held: bool
) -> list[Proposal]:
    """Return the proposals to those who may be written to now, with `held` also to the others."""
    people = page.customers(ids)
    cleared = contacting.clearance(page, people, PUSH)
    free = {person.id for person in cleared.free}
    return [
        Proposal(person, meant[person.id], cleared.held.get(person.id))
        for person in people
        if person.id in free or (held and person.id in cleared.held)
    ]


def suiting(page: Page, materials: list[Material], ids: list[int]) -> dict[int, Material]:
    """Return the first material that suits each customer and did not reach them yet."""
    from leadfunnel.services.looking import filter_terms
    from leadfunnel.store import listing

    terms = filter_terms(page)
    found: dict[int, Material] = {}
    for item in materials:
        left = [number for number in ids if number not in found]
        suited = listing.select(page.session, [item.suits], terms, None, among=left)
        since = -1 if item.every_days is None else page.now - item.every_days * DAY
        had = page.session.values(
            "contacts.sent_among", material_id=item.id, ids=json.dumps(suited), since=since
        )
        found |= dict.fromkeys((number for number in suited if number not in set(had)), item)
    return found

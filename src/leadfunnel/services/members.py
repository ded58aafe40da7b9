"""The people of an account: `contact add`, `list`, `edit`, `rm`."""

from __future__ import annotations

from leadfunnel.domain.account import Member, read_role, read_stance
from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_, NotFoundError, RefusedError
from leadfunnel.services import details, profile, who
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.details import Details
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.members import MemberList


class NotAMember(NotFoundError):
    """The person is not known to belong to the firm."""

    code = "not_a_member"
    message = N_("{name} is not among the people of {firm}.")
    hint = N_("See them with: leadfunnel contact list {id}")


class AlreadyAMember(RefusedError):
    """The person is known to belong to the firm."""

    code = "already_a_member"
    message = N_("{name} is among the people of {firm} already.")
    hint = N_("Change role or stance with: leadfunnel contact edit {id} {person} --role ROLE")


class OwnMember(RefusedError):
    """A firm is not one of its own people."""

    code = "own_member"
    message = N_("{name} cannot be one of its own people.")


class Members:
    """Who decides, uses, buys and pays in a firm."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def add(self, firm: str, person: str, role: str, stance: str, phone: str | None) -> Changed:
        """Take a person into an account; somebody not known yet becomes a customer of the firm."""
        with self.book.record("contact add", person) as page:
            number = who.one(page, firm)
            company = page.customer(number)
            wanted = Details(name=person.strip(), phones=(phone,) if phone else ())
            known = _known(page, number, person, wanted)
            if known == number:
                raise OwnMember(name=company.label)
            if known in {one.person.id for one in of_firm(page, number)}:
                raise AlreadyAMember(
                    name=page.customer(known).label, firm=company.label, id=number, person=known
                )
            if known is None:
                known = _new(page, number, wanted)
            elif phone:
                profile.write(page, known, details.read(page, wanted, details.NOTHING_FOUND))
            page.ledger.insert(
                "member",
                number,
                person_id=known,
                role=read_role(role),
                stance=read_stance(stance),
            )
            return _told(page, number, known, N_("{customer} is one of the people of {firm}."))

    def edit(self, firm: str, person: str, role: str | None, stance: str | None) -> Changed:
        """Say another role or stance."""
        with self.book.record("contact edit", person) as page:
            number = who.one(page, firm)
            found = _member(page, number, person)
            if role is not None:
                page.ledger.update("member", found.id, number, role=read_role(role))
            if stance is not None:
                page.ledger.update("member", found.id, number, stance=read_stance(stance))
            return _told(page, number, found.person.id, N_("Changed {customer} of {firm}."))

    def remove(self, firm: str, person: str) -> Changed:
        """Take a person out of an account; the customer stays."""
        with self.book.record("contact rm", person) as page:
            number = who.one(page, firm)
            found = _member(page, number, person)
            page.ledger.void("member", found.id, number)
            text = N_("{customer} is no longer among the people of {firm}; the customer stays.")
            return _told(page, number, found.person.id, text)

    def list(self, firm: str) -> MemberList:
        """Return the people of an account."""
        with self.book.read() as page:
            number = who.one(page, firm)
            return MemberList(page.customer(number), of_firm(page, number))


def of_firm(page: Page, number: int) -> tuple[Member, ...]:
    """Return the people of a firm in the order in which they were taken in."""
    rows = page.session.rows("members.of_firm", customer_id=number)
    people = {one.id: one for one in page.customers([row["person_id"] for row in rows])}
    return tuple(
        Member(row["id"], people[row["person_id"]], row["role"], row["stance"])
        for row in rows
        if row["person_id"] in people
    )


def _known(page: Page, firm: int, text: str, wanted: Details) -> int | None:
    """Return the customer meant: by number or identity, or by name within the same company."""
    identities = details.read(page, wanted, details.NOTHING_FOUND).identities
    owners = profile.owners_of(page, identities)
    if owners:
        return owners[0]
    company = page.customer(firm)
    people = page.customers(who.candidates(page, text, exact=True))
    by_number = [one.id for one in people if one.name != text.strip()]
    colleagues = [one.id for one in people if one.company in (company.label, company.name)]
    chosen = by_number or colleagues
    if len(chosen) > 1:
        raise who.several(page, text, chosen)
    return chosen[0] if chosen else None


def _new(page: Writing, firm: int, wanted: Details) -> int:
    """Add a person: a customer with the firm as company, on no ladder of their own."""
    company = page.customer(firm)
    known = details.read(page, wanted, details.NOTHING_FOUND)
    owner = company.owner.id if company.owner else page.me
    number = page.ledger.insert(
        "customer",
        name=wanted.name,
        company=company.name or company.company,
        created_at=page.now,
        owner_id=owner,
    )
    page.ledger.insert("ownership", number, owner_id=owner, at=page.now, recorded_at=page.now)
    profile.write_identities(page, number, known.identities)
    return number


def _member(page: Page, firm: int, text: str) -> Member:
    members = of_firm(page, firm)
    ids = set(who.candidates(page, text))
    found = [one for one in members if one.person.id in ids]
    if not found:
        label = page.customer(firm).label
        raise NotAMember(name=text[:40], firm=label, id=firm)
    if len(found) > 1:
        raise who.several(page, text, [one.person.id for one in found])
    return found[0]


def _told(page: Writing, firm: int, person: int, text: str) -> Changed:
    page.settle()
    company, found = page.customers([firm, person])
    spoken = (said(text, customer=found, firm=company.label),)
    understood: dict[str, object] = {
        "contacts": [
            {"id": one.person.id, "name": one.person.name, "role": one.role, "stance": one.stance}
            for one in of_firm(page, firm)
        ]
    }
    return Changed(page.ledger.recorded, (company, found), spoken, understood)

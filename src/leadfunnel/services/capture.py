"""Adding customers and changing what is known about them."""

from __future__ import annotations

from leadfunnel.domain.customer import Customer
from leadfunnel.domain.record import replace
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.i18n import language
from leadfunnel.services import ahead, log_echo, passage, promises, touches
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.details import Details, Entering, Known, echo, understand, understood
from leadfunnel.services.profile import (
    DuplicateCustomer,
    duplicate_of,
    owner_id,
    owners_of,
    several_owners,
    write,
)
from leadfunnel.services.results.changed import Changed
from leadfunnel.store import derived

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.services.pasting import Paste
    from leadfunnel.services.whom import Named
    from leadfunnel.store.session import Asked

SAME = 4
"""So many of the same name are looked up."""


class Capture:
    """`add` and `edit`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def add(
        self,
        text: str,
        details: Details,
        entering: Entering,
        *,
        duplicate: str = "refuse",
        dry_run: bool = False,
    ) -> Changed:
        """Add a customer from a line and flags; flags win.

        `duplicate` says what to do when an identity exists: refuse, update, force or again.
        """
        if dry_run:
            with self.book.read() as page:
                known = understand(page, text, details, entering)
                if entering.when is not None:
                    promises.read_when(page, entering.when)
                spoken = (*echo(known), *_foreseen(page, known, entering))
                return Changed(None, (), spoken, understood(known), dry_run=True)
        with self.book.record("add", "", *_asked(text)) as page:
            known = understand(page, text, details, entering)
            return _enter(page, known, entering, duplicate)

    def add_pasted(self, paste: Paste, duplicate: str, *, dry_run: bool = False) -> Changed:
        """Add the customers of a pasted text, as `add` adds one."""
        from leadfunnel.services import pasting

        def enter(page: Writing, known: Known, entering: Entering) -> Changed:
            return _enter(page, known, entering, duplicate)

        return pasting.add(self.book, paste, enter, dry_run=dry_run)

    def edit(self, named: Named, details: Details) -> Changed:
        """Change what is known about customers; nothing that is not said changes."""
        from leadfunnel.services import editing

        return editing.edit(self.book, named, details)


def _asked(text: str) -> tuple[Asked, ...]:
    if not text.strip():
        return ()
    from leadfunnel.services import lexicon

    return lexicon.asked(text)


def _enter(page: Writing, known: Known, entering: Entering, duplicate: str) -> Changed:
    page.session.ahead(
        *(("customers.by_identity", {"value": one.value}) for one in known.identities),
        *_namesakes_asked(known.details.name),
    )
    if page.session.member is not None:
        from leadfunnel.services import collisions

        collisions.check(page, known.identities, forced=duplicate == "force")
    owners = owners_of(page, known.identities) if duplicate != "force" else []
    if owners and duplicate == "refuse":
        raise duplicate_of(page, DuplicateCustomer, known.identities, owners[0])
    if len(owners) > 1:
        raise several_owners(page, owners)
    if owners and duplicate == "again":
        return _again(page, owners[0], known, entering)
    if owners:
        return _extend(page, owners[0], known, entering)
    return _add(page, known, entering)


def _add(page: Writing, known: Known, entering: Entering) -> Changed:
    alike = namesakes(page, known.details.name)
    owner = page.me if known.details.owner is None else owner_id(page, known.details.owner)
    number = newcomer(page, known, owner, entering.stage)
    spoken = _afterwards(page, number, known, entering)
    ahead.about(page, number)
    page.settle()
    missing = log_echo.say_missing(page, number)
    customers = page.customers([number])
    first = said(N_("Added {customer}."), customer=customers[0])
    return Changed(
        page.ledger.recorded,
        customers,
        (first, *echo(known), *spoken, *page.heard(number), *missing, *alike),
        {**understood(known), **promises.understood(spoken)},
    )


def newcomer(page: Writing, known: Known, owner: int | None, stage: str | None = None) -> int:
    """Write a customer whom nobody has looked for yet, on the ladder, and return their number."""
    number = page.ledger.insert(
        "customer", name=known.details.name or "", created_at=page.now, owner_id=owner
    )
    derived.set_name_key(page.session, number, known.details.name or "")
    ahead.about_new(page, number)
    page.ledger.insert("ownership", number, owner_id=owner, at=page.now, recorded_at=page.now)
    write(page, number, replace(known, details=replace(known.details, owner=None, name=None)))
    if page.main.unit == "customer":
        passage.enter(page, number, page.main, stage)
    return number


def _extend(page: Writing, number: int, known: Known, entering: Entering) -> Changed:
    customer = page.customer(number)
    details = known.details
    filled = replace(
        details,
        name=None if customer.name else details.name,
        company=None if customer.company else details.company,
        address=None if customer.address else details.address,
        source=None if customer.source else details.source,
        outlet=None if customer.outlet else details.outlet,
        birthday=None if customer.birthday else details.birthday,
    )
    heard = "" if customer.referrer_id else known.referrer
    write(page, number, replace(known, details=filled, referrer=heard))
    moved = _restage(page, number, entering.stage) if entering.stage else ()
    spoken = (*moved, *_afterwards(page, number, known, entering))
    page.settle()
    customers = page.customers([number])
    changed = page.ledger.recorded is not None
    text = N_("Added to {customer}.") if changed else N_("{customer} had all of this already.")
    first = said(text, customer=customers[0])
    kept = _kept_name(customer, details.name)
    return Changed(
        page.ledger.recorded,
        customers,
        (first, *kept, *echo(known), *spoken, *page.heard(number)),
        {**understood(known), **promises.understood(spoken)},
    )


def _again(page: Writing, number: int, known: Known, entering: Entering) -> Changed:
    from leadfunnel.services.again import welcome

    spoken = welcome(page, number, known, entering)
    told = replace(known, note="", found=replace(known.found, happened=None))
    changed = _extend(page, number, told, replace(entering, call=False))
    return replace(changed, said=(*changed.said, *spoken))


def _kept_name(customer: Customer, typed: str | None) -> tuple[Sentence, ...]:
    """Say so when another name was typed than the customer has."""
    from leadfunnel.domain.fold import fold

    if not typed or not customer.name or fold(typed) == fold(customer.name):
        return ()
    return (said(N_("The name stays {name}."), name=customer.name),)


def _restage(page: Writing, number: int, text: str) -> tuple[Sentence, ...]:
    from leadfunnel.services import ladder

    now = passage.standing(page, number, page.main)
    if page.main.unit != "customer" or (now and page.main.find(text, language()) == now.stage):
        return ()
    return ladder.moved_to(page, number, text, page.now)


def _afterwards(
    page: Writing, number: int, known: Known, entering: Entering
) -> tuple[Sentence, ...]:
    spoken = list(_contact(page, number, known, entering))
    if known.note and not spoken:
        touches.write_note(page, number, known.note)
    when = known.found.when
    kind = promises.read_promise_kind(entering.kind or (when.kind if when else None))
    if entering.when is not None:
        spoken.append(promises.promise_next(page, number, entering.when, kind))
    elif when is not None:
        promises.promise(page, number, when.moment, kind, when.note)
    return tuple(spoken)


def _foreseen(page: Page, known: Known, entering: Entering) -> tuple[Sentence, ...]:
    """Say which contact would be logged."""
    happened = known.found.happened
    if not (happened or entering.call):
        return ()
    kind = "call" if entering.call else (happened and happened.kind) or page.settings.log_kind
    return (said(N_("This would be logged: {kind}."), kind=kind),)


def _contact(page: Writing, number: int, known: Known, entering: Entering) -> tuple[Sentence, ...]:
    """Log the contact that is going on, or that the line says has happened, with the note."""
    happened = known.found.happened
    if happened is None and not entering.call:
        return ()
    at = page.now
    if happened and happened.when and not entering.call:
        try:
            at = promises.read_past(page, happened.when)
        except UnreadableError:
            return ()
    kind = "call" if entering.call else happened and happened.kind
    entry = touches.Entry(
        kind=kind or page.settings.log_kind,
        text=known.note,
        direction=happened.direction if happened else "in",
        at=at,
    )
    kept = touches.write_contact(page, number, entry)
    return (said(N_("Logged {kind}."), kind=entry.kind), *kept)


def _namesakes_asked(name: str | None) -> tuple[Asked, ...]:
    from leadfunnel.domain.fold import fold

    return (("customers.by_name", {"key": fold(name), "limit": SAME}),) if name else ()


def namesakes(page: Page, name: str | None, besides: int | None = None) -> tuple[Sentence, ...]:
    """Return who else is called so."""
    from leadfunnel.domain.fold import fold

    if not name:
        return ()
    ids = page.session.values("customers.by_name", key=fold(name), limit=SAME)
    return tuple(
        said(N_("Another of this name: {customer}."), customer=customer)
        for customer in page.customers([number for number in ids if number != besides])
    )

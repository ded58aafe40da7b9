"""`edit`: changing what is known about one customer, or about many at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from leadfunnel.domain.capture import Captured, EmptyName
from leadfunnel.domain.customer import Customer
from leadfunnel.domain.record import replace
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, RefusedError
from leadfunnel.services import profile, whom
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.details import Details, Known, echo, read, understood
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.whom import Deed, Named

CHANGED = N_("{customer} was changed.")
PERSONAL = ("name", "birthday", "phones", "wechat", "emails", "external", "remove")
"""What is one customer's own; two never share it."""
FLAGS = {"phones": "phone", "emails": "email", "external": "external-id"}


class OnlyForOne(RefusedError):
    """A name or an identity belongs to one customer."""

    code = "only_for_one"
    message = N_("--{flag} is one customer's own: it cannot be given to {count} at once.")
    hint = N_("Edit them one by one: leadfunnel edit {id} --{flag} ...")


def edit(book: Book, named: Named, details: Details) -> Changed:
    """Change what is known about customers; nothing that is not said changes."""

    def act(page: Writing, ids: list[int]) -> Changed:
        return _edit(page, ids, details)

    meant = whom.meant(named)
    return whom.change(book, meant, Deed("edit"), _previewed(act) if meant.dry_run else act)


def _previewed(act: Callable[[Writing, list[int]], Changed]) -> Callable[..., Changed]:
    """Return what says whom it would change, as they stand."""

    def preview(page: Writing, ids: list[int]) -> Changed:
        before = {one.id: one for one in page.customers(ids)}
        done = act(page, ids)
        return replace(done, said=tuple(_would(sentence, before) for sentence in done.said))

    return preview


def _would(sentence: Sentence, before: Mapping[int, Customer]) -> Sentence:
    customer = sentence.values.get("customer")
    if sentence.text != CHANGED or not isinstance(customer, Customer):
        return sentence
    return said(N_("{customer} would be changed."), customer=before[customer.id])


def _edit(page: Writing, ids: list[int], details: Details) -> Changed:
    known = read(page, details, Captured())
    if len(ids) > 1:
        _refuse_personal(details, ids)
    else:
        _refuse_taken(page, ids[0], known)
    for number in ids:
        profile.remove(page, number, known.details.remove)
        profile.write(page, number, known)
    changed = set(page.ledger.touched)
    page.settle()
    customers = page.customers(ids)
    if len(ids) == 1 and _is_nobody(customers[0]):
        raise EmptyName()
    same = N_("{customer} was so already.") if len(ids) > 1 else N_("Nothing to change.")
    spoken = [
        (
            said(CHANGED if found.id in changed else same, customer=found),
            *page.heard(found.id),
        )
        for found in customers
    ]
    told = (*whom.told(spoken), *echo(known))
    return Changed(page.ledger.recorded, customers, told, understood(known))


def _refuse_personal(details: Details, ids: list[int]) -> None:
    for name in PERSONAL:
        if getattr(details, name) not in (None, ()):
            raise OnlyForOne(flag=FLAGS.get(name, name), count=len(ids), id=ids[0])


def _refuse_taken(page: Page, number: int, known: Known) -> None:
    if page.session.member is not None:
        from leadfunnel.services import collisions

        collisions.check(page, known.identities)
    for identity in known.identities:
        owners = [owner for owner in profile.owners_of(page, (identity,)) if owner != number]
        if owners:
            raise profile.duplicate_of(page, profile.IdentityElsewhere, (identity,), owners[0])


def _is_nobody(customer: Customer) -> bool:
    """Tell whether nothing is left that a customer could be called or recognised by."""
    known = (customer.name, customer.company, customer.phones, customer.wechat, customer.emails)
    return not any(known) and not customer.external_ids

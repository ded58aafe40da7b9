"""Where owners run into each other: who holds a phone one types, and what several hold at once."""

from __future__ import annotations

import json
from collections.abc import Sequence

from leadfunnel.domain.identity import Identity
from leadfunnel.domain.phone import mask
from leadfunnel.domain.sentence import Phrase, said
from leadfunnel.errors import N_, RefusedError
from leadfunnel.services.book import Book, Page
from leadfunnel.services.results.pool import Collision, CollisionList
from leadfunnel.store.session import Session


class HeldByColleague(RefusedError):
    """An identity belongs to a colleague's customer, of whom nothing else is told."""

    code = "held_by_colleague"
    message = N_("{masked} belongs to a customer of {owner} already.")
    hint = N_("Ask {owner}, or whoever leads the team; nothing was added.")


A_COLLEAGUE = Phrase(N_("a colleague"))


def holders(session: Session, values: Sequence[str]) -> dict[tuple[str, str, str], str | None]:
    """Return the identities that colleagues' customers have, unseen by who asks, with the owner.

    The owner is None where the rule `pool.tell_owner` is off. In a file everybody is seen.
    """
    if session.member is None or not values:
        return {}
    rows = session.rows("customers.held_elsewhere", values=json.dumps(list(values)))
    return {(row["kind"], row["system"], row["value"]): row["owner"] for row in rows}


def owner_word(owner: str | None) -> object:
    """Return whose customer it is in words."""
    return owner or A_COLLEAGUE


def check(page: Page, identities: Sequence[Identity], *, forced: bool = False) -> None:
    """Raise HeldByColleague if an identity belongs to a customer whom one does not see.

    Where somebody adds it all the same, they are only warned.
    """
    held = holders(page.session, [identity.value for identity in identities])
    for identity in identities:
        if identity.key in held:
            masked = identity.raw
            if identity.kind == "phone":
                masked = mask(identity.value, page.settings.region)
            owner = owner_word(held[identity.key])
            if not forced:
                raise HeldByColleague(masked=masked, owner=owner)
            page.acting.warn(said(HeldByColleague.message, masked=masked, owner=owner))


class Collisions:
    """`team collisions`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def list(self) -> CollisionList:
        """Return what customers of several owners have in common."""
        with self.book.read() as page:
            groups: dict[tuple[str, str], list[int]] = {}
            for row in page.session.rows("pool.collisions"):
                groups.setdefault((row["kind"], row["value"]), []).append(row["id"])
            region = page.settings.region
            return CollisionList(
                tuple(
                    Collision(
                        kind, mask(value, region) if kind == "phone" else value, page.customers(ids)
                    )
                    for (kind, value), ids in groups.items()
                )
            )

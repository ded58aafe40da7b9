"""Whose something is, by a name or number as typed: one user, or near names."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.customer import User
from leadfunnel.domain.fold import fold
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, AmbiguousError, NotFoundError
from leadfunnel.services.book import Page, Writing
from leadfunnel.store import people
from leadfunnel.store.session import Row

NEAR = 3


class UnknownOwner(NotFoundError):
    """Nobody of this name works here."""

    code = "unknown_owner"
    message = N_("Nobody called {name} owns customers or follow-ups here.")
    hint = N_("Give them a customer: leadfunnel assign WHO --to NAME")


class NearOwner(UnknownOwner):
    """Nobody of this name works here, but somebody called much like it."""

    hint = N_("Perhaps {near} was meant.")


class SeveralOwners(AmbiguousError):
    """Several users go by one name."""

    code = "several_owners"
    message = N_("{count} users are called {name}: write the number of the one meant.")


def the_one(page: Page, text: str) -> User:
    """Return the user of a name or a number of their own; raise UnknownOwner or SeveralOwners."""
    name = text.strip()
    number = page.session.value("transfer.user_by_external", external_id=name)
    users = people.find_users(page.session, name)
    if number is not None:
        return next(one for one in everyone(page) if one.id == number)
    if len(users) > 1:
        rows = page.session.rows("operations.user_by_key", key=fold(name))
        shown: list[dict[str, object]] = [
            {"id": row["external_id"], "text": _described(row)} for row in rows
        ]
        raise SeveralOwners(count=len(users), name=name[:40], candidates=shown)
    return users[0] if users else unknown(page, name)


def named(page: Writing, text: str) -> tuple[int, tuple[Sentence, ...]]:
    """Return the user of a name, recorded on first mention, and what there is to say of it."""
    name = text.strip()
    try:
        return the_one(page, name).id, ()
    except UnknownOwner:
        new = people.new_user(page.session, name)
    return new, (said(N_("{name} is a new owner here."), name=name),)


def unknown(page: Page, name: str) -> User:
    """Raise UnknownOwner with names much like this one, or NearOwner."""
    near = near_names(page, name)
    if near:
        raise NearOwner(name=name[:40], near=", ".join(near))
    raise UnknownOwner(name=name[:40])


def near_names(page: Page, name: str) -> Sequence[str]:
    """Return the names of a few users that are much like this one."""
    from difflib import get_close_matches

    names = {fold(one.name): one.name for one in everyone(page)}
    key = fold(name)
    held = [full for full in names if key and key in full]
    close = get_close_matches(key, list(names), n=NEAR, cutoff=0.5)
    return [names[one] for one in dict.fromkeys((*close, *held))][:NEAR]


def everyone(page: Page) -> Sequence[User]:
    """Return all users."""
    return [User(row["id"], row["name"]) for row in page.session.rows("operations.user_all")]


def _described(row: Row) -> str:
    parts = (row[name] for name in ("external_id", "name", "department", "outlet"))
    return "  ".join(str(part) for part in parts if part)

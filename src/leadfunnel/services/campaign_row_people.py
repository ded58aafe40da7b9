"""Of whom a row of a sheet tells: somebody known by id, phone or WeChat, or somebody new."""

from __future__ import annotations

import re

from leadfunnel.domain.campaign import Campaign
from leadfunnel.domain.campaign_form import ANSWERS, read_word
from leadfunnel.domain.fold import fold
from leadfunnel.domain.identity import Identity, read_wechat
from leadfunnel.domain.phone import LostDigits, digits, mask, spelled_out
from leadfunnel.errors import N_, NotFoundError, RefusedError, UnreadableError
from leadfunnel.services import collisions, who
from leadfunnel.services.book import Page, Writing
from leadfunnel.services.campaign_rows import BadCell, Row
from leadfunnel.services.details import NOTHING_FOUND, Details, Known, read
from leadfunnel.services.profile import (
    IdentityElsewhere,
    duplicate_of,
    owners_of,
    write_identities,
)

FEWEST_DIGITS = 5
SHOWN = 3
SAME_AS_PHONE = frozenset(
    ("同手机", "同手機", "同手机号", "同電話", "同电话", "手机号", "同号", "同號", "same")
)
ADDED = frozenset(("已加", "加了", "已加微信", "加过", "加過", "added"))
NEW = frozenset(("new", "新", "新客", "新增"))
"""What stands for the id of somebody of whom no id is known, though the name is."""


class NobodyOnRow(UnreadableError):
    """A row says of whom it tells."""

    code = "nobody_on_row"
    message = N_("The row has neither a phone nor a WeChat id nor an id.")


class NotTheSame(RefusedError):
    """Id and phone belong to two customers."""

    code = "not_the_same"
    message = N_("The id {id} and the phone belong to two customers.")


class UnknownPerson(NotFoundError):
    """Nobody has this id, or whoever has it has another phone."""

    code = "unknown_person"
    message = N_("Nobody has this id and this phone.")


class NoName(NotFoundError):
    """A phone that nobody has, without a name: more likely a slip than somebody new."""

    code = "no_name_on_row"
    message = N_("Nobody has this phone; with a name beside it, somebody new is added.")


class NameAlike(RefusedError):
    """Somebody of this name is known with another phone: a wrong digit, or somebody else."""

    code = "name_alike"
    message = N_(
        "{name} is known with another phone: {known}. Write that id for the same person, "
        "or 'new' (新) as the id for somebody else."
    )


def known_as(page: Page, row: Row) -> int | None:
    """Return whom a row tells of, None where their phone and WeChat id are new here.

    Raises NobodyOnRow, NotTheSame and UnknownPerson.
    """
    number = _id(row)
    found = [who.candidates(page, f"#{number.lstrip('#')}", exact=True)] if number else []
    phones = _phones(row.get("phone"), lost=bool(found))
    if phones:
        found.append([one for text in phones for one in who.candidates(page, text, exact=True)])
    if not number and not any(found):
        found = [_by_wechat(page, row)]
        if not any(found):
            return None
    if not all(found):
        raise UnknownPerson()
    same = set(found[0]).intersection(*found[1:])
    if not same:
        raise NotTheSame(id=number)
    return who.one(page, phones[0], exact=True) if len(same) > 1 else same.pop()


def add(page: Writing, campaign: Campaign, row: Row, owner: int) -> int:
    """Write the customer a row brings, met at the event, and return their number.

    Raises NobodyOnRow, NoName, BadCell, NameAlike, and on a server HeldByColleague.
    """
    from leadfunnel.services.capture import newcomer

    phones, wechat = _phones(row.get("phone"), lost=False), _wechat(row)
    if not phones and not wechat:
        raise NobodyOnRow()
    if not row.get("name"):
        raise NoName()
    details = Details(
        name=row.get("name"),
        source=campaign.source,
        phones=tuple(phones),
        wechat=tuple(one.raw for one in wechat),
    )
    known = read(page, details, NOTHING_FOUND)
    _check_whole(known)
    if row.get("id").casefold() not in NEW:
        _check_name(page, row.get("name"))
    collisions.check(page, known.identities)
    return newcomer(page, known, owner)


def learn(page: Writing, number: int, row: Row) -> None:
    """Add the WeChat id a row brings, and without an id its phones; raise IdentityElsewhere."""
    phones = () if _id(row) else tuple(_phones(row.get("phone"), lost=True))
    found = read(page, Details(phones=phones), NOTHING_FOUND).identities if phones else ()
    identities = [one for one in (*found, *_wechat(row)) if one.valid]
    for identity in identities:
        owners = owners_of(page, (identity,))
        if owners and number not in owners:
            raise duplicate_of(page, IdentityElsewhere, (identity,), owners[0])
    write_identities(page, number, identities)


def _id(row: Row) -> str:
    """Return the id of a row, "" for the word that somebody is new."""
    text = row.get("id").removesuffix(".0")
    return "" if fold(text) in NEW else text


def _phones(cell: str, *, lost: bool) -> list[str]:
    """Return the phones of a cell; one that lost digits may stand where `lost` allows it."""
    found = []
    for part in re.split(r"[/,，、;；\n]", cell.removesuffix(".0")):
        try:
            text = spelled_out(part.strip())
        except LostDigits:
            if not lost:
                raise
            continue
        if len(re.sub(r"\D", "", text)) >= FEWEST_DIGITS:
            found.append(text)
    return found


def _wechat(row: Row) -> tuple[Identity, ...]:
    """Return the WeChat id of a row: one's own, or the phone where it says so; of yes none."""
    text = row.get("wechat")
    if fold(text) in SAME_AS_PHONE:
        phones = _phones(row.get("phone"), lost=True)
        text = digits(phones[0]) if phones else ""
    if not text or read_word(ANSWERS, text) is not None or fold(text) in ADDED:
        return ()
    return (read_wechat(text),)


def _by_wechat(page: Page, row: Row) -> list[int]:
    return owners_of(page, [one for one in _wechat(row) if one.valid])


def _check_whole(known: Known) -> None:
    """Refuse a phone that lacks a digit: of somebody new nobody could tell it from a slip."""
    for identity in known.identities:
        if identity.kind == "phone" and not identity.valid:
            raise BadCell(text=identity.raw[:40], what=N_("a whole phone"))


def _check_name(page: Page, name: str) -> None:
    ids = page.session.values("customers.by_name", key=fold(name), limit=SHOWN) if name else []
    if ids:
        region = page.settings.region
        shown = [
            " ".join([f"#{one.id}", *(mask(phone.number, region) for phone in one.phones[:1])])
            for one in page.customers(ids)
        ]
        raise NameAlike(name=name[:40], known=", ".join(shown))

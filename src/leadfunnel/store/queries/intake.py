"""Customers whom a file brought and nobody acted on since: a few are brought in each day."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Executable, Select, and_, bindparam, exists, func, or_, select

from leadfunnel.store.queries.agenda import (
    acted,
    answers,
    by_hand,
    counted,
    customer,
    here,
    interaction,
    mine,
    unpromised,
)

_came = (customer.c.present == 1, customer.c.imported == 1)
_bare = (customer.c.last_contact_at.is_(None), customer.c.last_touch_at.is_(None))
_told = (customer.c.last_touch_at.is_not(None), ~by_hand)


def statements() -> dict[str, Executable]:
    """Return the family's statements by name; `told` are those with touches of a file."""
    return {
        # Imported is compared as an expression, so that the index of last touches is read.
        "any": select(customer.c.id)
        .where(
            customer.c.present == 1,
            func.coalesce(customer.c.imported, 0) == 1,
            customer.c.last_touch_at.is_(None),
        )
        .limit(1),
        "any_history": select(interaction.c.id)
        .where(interaction.c.source_key.is_not(None), interaction.c.void_op.is_(None))
        .limit(1),
        "typed": select(customer.c.id)
        .where(customer.c.present == 1, customer.c.imported == 0)
        .limit(bindparam("limit")),
        "touched": select(customer.c.id)
        .where(*_came, customer.c.last_touch_at.is_not(None))
        .limit(bindparam("limit")),
        "bare": _waiting(*_bare).order_by(customer.c.id.desc()),
        "told": _waiting(*_told).order_by(customer.c.last_contact_at.desc()),
        "bare_count": _how_many(*_bare),
        "told_count": _how_many(*_told),
        "brought_in": counted(
            *_came,
            customer.c.last_touch_at >= bindparam("start"),
            mine,
            exists().where(acted, interaction.c.at >= bindparam("start")),
            ~exists().where(acted, interaction.c.at < bindparam("start")),
        ),
    }


def _waiting(*conditions: Any) -> Select[Any]:
    """Those of a stage for whom a clock has run out."""
    run_out = or_(
        and_(customer.c.last_contact_at.is_(None), customer.c.created_at < bindparam("never")),
        customer.c.last_contact_at < bindparam("cold"),
        customer.c.stage_since < bindparam("stuck"),
        and_(customer.c.purchases == 0, customer.c.created_at < bindparam("unbought")),
        customer.c.last_bought_on <= bindparam("again"),
        and_(bindparam("no_next") == 1, customer.c.next_on.is_(None)),
    )
    return (
        select(customer.c.id)
        .where(here, customer.c.imported == 1, *conditions, unpromised, answers, mine, run_out)
        .limit(bindparam("limit"))
    )


def _how_many(*conditions: Any) -> Executable:
    return counted(here, customer.c.imported == 1, *conditions, customer.c.next_on.is_(None), mine)

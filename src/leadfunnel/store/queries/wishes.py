"""What customers allow, and which reminders rest for them."""

from __future__ import annotations

from sqlalchemy import Executable, bindparam, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.customers import ids

_tables = SQLModel.metadata.tables
consent, mute, users = _tables["consent"], _tables["mute"], _tables["users"]

_consented = consent.c.void_op.is_(None)
_resting = mute.c.void_op.is_(None)


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    return {
        "consents_of": select(consent, users.c.name.label("user_name"))
        .join(users, users.c.id == consent.c.user_id)
        .where(consent.c.customer_id == bindparam("customer_id"), _consented)
        .order_by(consent.c.at, consent.c.id),
        "mute": select(mute).where(
            mute.c.customer_id == bindparam("customer_id"),
            mute.c.reason == bindparam("reason"),
            _resting,
        ),
        "mutes_among": select(mute.c.customer_id, mute.c.reason, mute.c.until)
        .where(mute.c.customer_id.in_(ids), mute.c.until > bindparam("today"), _resting)
        .order_by(mute.c.customer_id, mute.c.until, mute.c.id),
    }

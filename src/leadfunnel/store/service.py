"""Cases and satisfaction, read into domain records."""

from __future__ import annotations

import json
from collections.abc import Sequence

from leadfunnel.domain.satisfaction import Satisfaction
from leadfunnel.domain.service_case import Case
from leadfunnel.store.session import Row, Session


def cases_of(session: Session, customer_id: int) -> list[Case]:
    """Return a customer's cases, the oldest first."""
    return list(map(_case, session.rows("service.cases_of", customer_id=customer_id)))


def case(session: Session, number: int) -> Case | None:
    """Return one case by its number."""
    row = session.row("service.case", id=number)
    return _case(row) if row else None


def open_among(session: Session, customer_ids: Sequence[int]) -> list[Case]:
    """Return the open cases of customers, the oldest first."""
    return list(map(_case, session.rows("service.open_among", ids=json.dumps(list(customer_ids)))))


def open_cases(session: Session, owner_id: int | None, limit: int) -> list[Case]:
    """Return open cases of one owner's customers or of everybody's, the oldest first."""
    return list(map(_case, session.rows("service.open", owner_id=owner_id, limit=limit)))


def cases(session: Session, owner_id: int | None) -> list[Case]:
    """Return every case of one owner's customers or of everybody's, the oldest first."""
    return list(map(_case, session.rows("service.cases", owner_id=owner_id)))


def satisfactions_of(session: Session, customer_id: int) -> list[Satisfaction]:
    """Return what a customer said, the newest last."""
    rows = session.rows("service.satisfactions_of", customer_id=customer_id)
    return list(map(_satisfaction, rows))


def last_satisfactions(session: Session, customer_ids: Sequence[int]) -> dict[int, Satisfaction]:
    """Return what each customer said last."""
    rows = session.rows("service.satisfactions_among", ids=json.dumps(list(customer_ids)))
    return {row["customer_id"]: _satisfaction(row) for row in rows}


def _case(row: Row) -> Case:
    return Case(
        id=row["id"],
        customer_id=row["customer_id"],
        complaint=row["complaint"],
        opened_at=row["opened_at"],
        status=row["status"],
        solved_at=row["solved_at"],
        resolution=row["resolution"],
        user=row["user_name"],
    )


def _satisfaction(row: Row) -> Satisfaction:
    return Satisfaction(row["id"], row["customer_id"], row["score"], row["at"], row["purchase_id"])

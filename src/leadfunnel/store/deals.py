"""Deals, read into domain records."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from leadfunnel.domain.deal import Deal, Shift, Terms
from leadfunnel.store.session import Row, Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any


def load(
    session: Session, pipelines: Iterable[str], until: int, known_op: int | None = None
) -> list[Deal]:
    """Return the journeys of some pipelines as they stood just before `until`.

    They are what is known today, or what was known after an operation.
    """
    known = {} if known_op is None else {"op": known_op}
    suffix = "" if known_op is None else "_known"
    terms: dict[int, list[Terms]] = defaultdict(list)
    for row in session.each(f"deals.terms{suffix}", until=until, **known):
        terms[row["journey_id"]].append(_terms(row))
    names = json.dumps(list(pipelines))
    rows = session.each(f"deals.shifts{suffix}", until=until, pipelines=names, **known)
    return list(_deals(rows, terms))


def standing(session: Session, pipeline: str, stages: Iterable[str], until: int) -> Iterator[Deal]:
    """Yield the journeys that stood on one of these stages just before `until`, as they stood."""
    asked = {"pipeline": pipeline, "stages": json.dumps(list(stages)), "until": until}
    for row in session.tuples("deals.standing", **asked):
        number, customer_id, unit, title, source_key, *facts = row
        shift, terms = _last_shift(*facts[:6]), _last_terms(*facts[6:])
        imported = source_key is not None
        yield Deal(number, customer_id, pipeline, unit, title, imported, (shift,), terms)


def moves(session: Session, pipeline: str, until: int) -> Iterable[Any]:
    """Return the moves of all deals before `until`, as `domain.course` reads them."""
    return session.tuples("deals.moves", pipeline=pipeline, until=until)


def owners(session: Session, pipeline: str, until: int) -> dict[int, int | None]:
    """Return whose deals were by the last of their terms before `until`."""
    rows: Iterable[Any] = session.tuples("deals.owners", pipeline=pipeline, until=until)
    return dict(rows)


def one(session: Session, number: int) -> Deal | None:
    """Return the deal of this number, None where there is none or its customer is gone."""
    rows = session.rows("deals.shifts_of", journey_id=number)
    terms = [_terms(row) for row in session.rows("deals.terms_of", journey_id=number)]
    return next(iter(_deals(rows, {number: terms})), None)


def of_customer(session: Session, number: int) -> list[Deal]:
    """Return the deals of one customer, the oldest first."""
    found = (one(session, row) for row in session.values("deals.of_customer", customer_id=number))
    return [deal for deal in found if deal is not None]


def _deals(rows: Iterable[Row], terms: dict[int, list[Terms]]) -> Iterable[Deal]:
    for number, group in groupby(rows, key=lambda row: int(row["journey_id"])):
        found = list(group)
        first = found[0]
        yield Deal(
            id=number,
            customer_id=first["customer_id"],
            pipeline=first["pipeline"],
            unit=first["unit"],
            title=first["title"],
            imported=first["source_key"] is not None or first["command"] == "import",
            shifts=tuple(map(_shift, found)),
            terms=tuple(terms.get(number, ())),
        )


def _last_shift(
    sequence: int, stage: str, at: int, reason: str | None, owner_id: int | None, owner: str | None
) -> Shift:
    return Shift(at, at, sequence, stage, reason=reason, owner_id=owner_id, owner=owner)


def _last_terms(at: int | None, *said: Any) -> tuple[Terms, ...]:
    return () if at is None else (Terms(at, at, *said),)


def _shift(row: Row) -> Shift:
    return Shift(
        at=row["at"],
        recorded_at=row["recorded_at"],
        sequence=row["id"],
        target=row["to_stage"],
        by=row["by"],
        reason=row["reason"],
        command=row["command"],
        assumed=bool(row["assumed"]),
        owner_id=row["owner_id"],
        owner=row["owner"],
    )


def _terms(row: Row) -> Terms:
    return Terms(
        at=row["at"],
        recorded_at=row["recorded_at"],
        amount=row["amount"],
        currency=row["currency"],
        probability=row["probability"],
        closes_on=row["closes_on"],
        product=row["product"],
        owner_id=row["owner_id"],
        owner=row["owner"],
        by=row["by"],
        command=row["command"],
    )

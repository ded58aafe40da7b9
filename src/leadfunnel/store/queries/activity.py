"""What was done in some days, by whom, at which stage: each statement reads the days by an index.

`days` is a JSON list of [first instant, instant after, ISO day]; rows tell the place in it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Executable, and_, bindparam, cast, exists, func, or_, select
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries.transfer import _listed

_tables = SQLModel.metadata.tables
customer, interaction, purchase = (
    _tables[name] for name in ("customer", "interaction", "purchase")
)
journey, stage_change = _tables["journey"], _tables["stage_change"]

_day = func.json_each(bindparam("days")).table_valued("key", "value", name="day")
_start, _end = (cast(func.json_extract(_day.c.value, f"$[{at}]"), BigInteger) for at in (0, 1))
_iso = func.json_extract(_day.c.value, "$[2]")
_place = _day.c.key.label("place")
_seller = func.coalesce(purchase.c.owner_id, purchase.c.user_id)


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    return {
        "logged": _logged(),
        "added": _added(),
        "imported": _imported(),
        "won": _won(),
        "sold": _sold(),
        "touched": _touched(),
        "bought_from": _bought_from(),
        "moved_to_won": _moved_to_won(),
    }


def _within(column: Any) -> Any:
    return and_(column >= _start, column < _end)


def _logged() -> Executable:
    kinds = (interaction.c.user_id, interaction.c.kind, interaction.c.touch, interaction.c.outcome)
    return (
        select(_place, *kinds, func.count().label("count"))
        .select_from(_day)
        .join(interaction, _within(interaction.c.at))
        .where(interaction.c.void_op.is_(None))
        .group_by(_day.c.key, *kinds)
    )


def _added() -> Executable:
    return (
        select(_place, customer.c.owner_id.label("user_id"), func.count().label("count"))
        .select_from(_day)
        .join(customer, _within(customer.c.created_at))
        .where(customer.c.present == 1, customer.c.imported == 0)
        .group_by(_day.c.key, customer.c.owner_id)
    )


def _imported() -> Executable:
    """How many customers of a file came into a pipeline from :start on, before :end."""
    return (
        select(func.count())
        .select_from(journey)
        .join(customer, customer.c.id == journey.c.customer_id)
        .where(
            journey.c.pipeline == bindparam("pipeline"),
            journey.c.entered_at >= bindparam("start"),
            journey.c.entered_at < bindparam("end"),
            customer.c.present == 1,
            customer.c.imported == 1,
            or_(bindparam("owner_id").is_(None), customer.c.owner_id == bindparam("owner_id")),
        )
    )


def _won() -> Executable:
    """Changes of a pipeline to one of some stages, of customers in sight, the earliest first."""
    return (
        select(stage_change.c.at, stage_change.c.owner_id, journey.c.customer_id)
        .join(journey, journey.c.id == stage_change.c.journey_id)
        .join(customer, customer.c.id == journey.c.customer_id)
        .where(
            stage_change.c.pipeline == bindparam("pipeline"),
            stage_change.c.at >= bindparam("start"),
            stage_change.c.at < bindparam("end"),
            stage_change.c.void_op.is_(None),
            stage_change.c.to_stage.in_(_listed("stages")),
            customer.c.present == 1,
        )
        .order_by(stage_change.c.at, stage_change.c.id)
    )


def _sold() -> Executable:
    """What was taken and given back by seller and currency; buyers are counted among them."""
    bought = func.sum(purchase.c.amount).filter(purchase.c.refunds.is_(None))
    returned = func.sum(purchase.c.amount).filter(purchase.c.refunds.is_not(None))
    return (
        select(
            _place,
            _seller.label("user_id"),
            purchase.c.currency,
            func.coalesce(bought, 0).label("bought"),
            func.coalesce(returned, 0).label("returned"),
        )
        .select_from(_day)
        .join(purchase, purchase.c.on_day == _iso)
        .where(purchase.c.void_op.is_(None), purchase.c.currency.is_not(None))
        .group_by(_day.c.key, _seller, purchase.c.currency)
    )


def _changes_of(who: Any) -> Any:
    """The changes of somebody's passage through the main pipeline."""
    return (
        select(stage_change.c.to_stage)
        .join_from(journey, stage_change, stage_change.c.journey_id == journey.c.id)
        .where(
            journey.c.customer_id == who,
            journey.c.pipeline == bindparam("pipeline"),
            journey.c.unit == "customer",
            journey.c.void_op.is_(None),
            stage_change.c.void_op.is_(None),
        )
        .limit(1)
    )


def _stage_before(touch: Any) -> Any:
    """Where somebody stood just before a touch, or where they came in at that very instant."""
    latest = (stage_change.c.at.desc(), stage_change.c.id.desc())
    changes = _changes_of(touch.c.customer_id)
    before = changes.where(stage_change.c.at < touch.c.at).order_by(*latest)
    entered = changes.order_by(stage_change.c.at, stage_change.c.id)
    return func.coalesce(
        before.correlate(touch).scalar_subquery(), entered.correlate(touch).scalar_subquery()
    )


def _touched() -> Executable:
    """How many touches of some days went to people at which stage and of which grade then."""
    touch, before = interaction.alias("touch"), interaction.alias("graded")
    grade = (
        select(before.c.grade)
        .where(
            before.c.customer_id == touch.c.customer_id,
            before.c.grade.is_not(None),
            before.c.at < touch.c.at,
            before.c.void_op.is_(None),
        )
        .order_by(before.c.at.desc(), before.c.id.desc())
        .limit(1)
        .correlate(touch)
        .scalar_subquery()
    )
    each = select(_stage_before(touch).label("stage"), grade.label("grade")).where(
        touch.c.at >= bindparam("start"),
        touch.c.at < bindparam("end"),
        touch.c.touch.is_not(None),
        touch.c.void_op.is_(None),
        or_(bindparam("owner_id").is_(None), touch.c.user_id == bindparam("owner_id")),
    )
    found = each.subquery("each_touch")
    return select(*found.c, func.count().label("count")).group_by(*found.c)


def _bought_from() -> Executable:
    """Each purchase kept, with where its customer stood: moves to a won stage that day left out."""
    that_day = and_(stage_change.c.at >= _start, stage_change.c.to_stage.in_(_listed("won")))
    latest = (stage_change.c.at.desc(), stage_change.c.id.desc())
    stood = (
        _changes_of(purchase.c.customer_id)
        .where(stage_change.c.at < _end, ~that_day)
        .order_by(*latest)
        .correlate(purchase, _day)
        .scalar_subquery()
    )
    return (
        select(purchase.c.customer_id, purchase.c.occasion, stood.label("stage"))
        .select_from(_day)
        .join(purchase, purchase.c.on_day == _iso)
        .join(customer, customer.c.id == purchase.c.customer_id)
        .where(
            purchase.c.void_op.is_(None),
            purchase.c.kept == 1,
            customer.c.present == 1,
            or_(bindparam("owner_id").is_(None), _seller == bindparam("owner_id")),
        )
        .order_by(purchase.c.on_day, purchase.c.id)
    )


def _moved_to_won() -> Executable:
    """Moves to a won stage of customers who bought nothing that is recorded."""
    bought = exists().where(
        purchase.c.customer_id == journey.c.customer_id, purchase.c.void_op.is_(None)
    )
    return (
        select(stage_change.c.from_stage.label("stage"), journey.c.customer_id)
        .join(journey, journey.c.id == stage_change.c.journey_id)
        .join(customer, customer.c.id == journey.c.customer_id)
        .where(
            stage_change.c.pipeline == bindparam("pipeline"),
            stage_change.c.at >= bindparam("start"),
            stage_change.c.at < bindparam("end"),
            stage_change.c.void_op.is_(None),
            stage_change.c.to_stage.in_(_listed("won")),
            journey.c.unit == "customer",
            journey.c.void_op.is_(None),
            customer.c.present == 1,
            ~bought,
            or_(
                bindparam("owner_id").is_(None),
                stage_change.c.owner_id == bindparam("owner_id"),
            ),
        )
        .order_by(stage_change.c.at, stage_change.c.id)
    )

"""What customers bought, for layers and levels: as rows of a few, and as conditions of a filter.

Every parameter is a value worked out beforehand; no time is reckoned in SQL. `ladder`, `won` and
`again` are JSON lists of the main pipeline's stages, `windows` a list of [first, last] days.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Executable,
    Select,
    and_,
    bindparam,
    case,
    column,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables

_tables = SQLModel.metadata.tables
customer, journey, stage_change = (
    _tables[name] for name in ("customer", "journey", "stage_change")
)
purchase, customer_mark, product = (
    _tables[name] for name in ("purchase", "customer_mark", "product")
)
_DAY = 86_400


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    ids: Select[Any] = select(column("value")).select_from(func.json_each(bindparam("ids")))
    return {
        "standings": select(
            customer.c.id,
            occasions().label("occasions"),
            customer.c.last_bought_on,
            won_at().label("won_at"),
            bought_in_windows().label("windows"),
            brought().label("brought"),
            lost_confidence().label("lost_confidence"),
            spent().label("spent"),
        ).where(customer.c.id.in_(ids)),
        "spent_among": select(customer.c.id, spent().label("spent")).where(customer.c.id.in_(ids)),
        "longest_cycle": select(func.max(product.c.lasts_days)).where(
            product.c.void_op.is_(None), product.c.retired == 0
        ),
        "mark": select(customer_mark)
        .where(
            customer_mark.c.customer_id == bindparam("customer_id"),
            customer_mark.c.mark == bindparam("mark"),
            customer_mark.c.void_op.is_(None),
        )
        .order_by(customer_mark.c.at.desc(), customer_mark.c.id.desc())
        .limit(1),
    }


def _listed(name: str) -> Any:
    """The values of a JSON list."""
    listed: BindParameter[Any] = bindparam(name)
    return select(func.json_each(listed).table_valued("value").c.value)


def _kept() -> ColumnElement[bool]:
    return and_(
        purchase.c.customer_id == customer.c.id,
        purchase.c.void_op.is_(None),
        purchase.c.kept == 1,
    )


def _any_purchase() -> ColumnElement[bool]:
    """Something was bought, even if all of it was given back since."""
    any_at_all = (
        select(purchase.c.id)
        .where(purchase.c.customer_id == customer.c.id, purchase.c.void_op.is_(None))
        .correlate(customer)
    )
    return exists(any_at_all)


def _rung(wanted: Any) -> Any:
    """Something of the last change that led to a rung of the main pipeline's ladder."""
    return (
        select(wanted)
        .join_from(journey, stage_change, stage_change.c.journey_id == journey.c.id)
        .where(
            journey.c.customer_id == customer.c.id,
            journey.c.pipeline == bindparam("main"),
            journey.c.unit == "customer",
            journey.c.void_op.is_(None),
            stage_change.c.void_op.is_(None),
            stage_change.c.to_stage.in_(_listed("ladder")),
        )
        .order_by(stage_change.c.at.desc(), stage_change.c.id.desc())
        .limit(1)
        .correlate(customer)
        .scalar_subquery()
    )


def occasions() -> ColumnElement[int]:
    """Purchase occasions; a won stage without any purchase is one of unknown amount.

    Whoever stands where those stand who bought again has bought twice. The stage shown is the last
    rung while it is one: changes are looked through only where it is none.
    """
    stage = customer.c.stage
    rung = case((stage.in_(_listed("ladder")), stage), else_=_rung(stage_change.c.to_stage))
    return case(
        (customer.c.purchases > 0, customer.c.purchases),
        (customer.c.stage.is_(None), 0),
        (_any_purchase(), 0),
        (rung.in_(_listed("again")), 2),
        (rung.in_(_listed("won")), 1),
        else_=0,
    )


def won_at() -> ColumnElement[int | None]:
    """When the stage was won that stands for a purchase."""
    return case(
        (customer.c.purchases > 0, None),
        (customer.c.stage.is_(None), None),
        else_=_rung(stage_change.c.at),
    )


def bought_in_windows() -> ColumnElement[int]:
    """In how many of the windows something was bought."""
    window = func.json_each(bindparam("windows")).table_valued("value", name="span")
    first, last = (func.json_extract(window.c.value, f"$[{place}]") for place in (0, 1))
    inside = select(purchase.c.id).where(_kept(), purchase.c.on_day.between(first, last))
    return (
        select(func.count())
        .select_from(window)
        .where(exists(inside.correlate(customer, window)))
        .correlate(customer)
        .scalar_subquery()
    )


def brought() -> ColumnElement[int]:
    """How many customers were referred."""
    other = customer.alias("other")
    return (
        select(func.count())
        .select_from(other)
        .where(other.c.referrer_id == customer.c.id, other.c.present == 1)
        .correlate(customer)
        .scalar_subquery()
    )


def lost_confidence() -> ColumnElement[int | None]:
    """When confidence was lost; the next purchase, or the next stage won, clears it.

    A purchase recorded later counts if it is dated by its day alone, and that day is the same.
    """
    mark = customer_mark
    since = or_(
        purchase.c.at > mark.c.at,
        and_(purchase.c.op_id > mark.c.op_id, purchase.c.at > mark.c.at - _DAY),
    )
    bought = select(purchase.c.id).where(_kept(), since).correlate(customer, mark)
    return (
        select(func.max(mark.c.at))
        .where(
            mark.c.customer_id == customer.c.id,
            mark.c.mark == literal("confidence_lost"),
            mark.c.void_op.is_(None),
            ~exists(bought),
        )
        .correlate(customer)
        .scalar_subquery()
    )


def spent() -> ColumnElement[int]:
    """What was spent less refunds from :year_from to :today, in the store's currency."""
    total = (
        select(func.sum(purchase.c.amount))
        .where(
            purchase.c.customer_id == customer.c.id,
            purchase.c.void_op.is_(None),
            purchase.c.currency == bindparam("currency"),
            purchase.c.on_day.between(bindparam("year_from"), bindparam("today")),
        )
        .correlate(customer)
        .scalar_subquery()
    )
    return func.coalesce(total, 0)


def layer() -> ColumnElement[str]:
    """The code of a customer's layer, by the order of `domain.layer.layer_of`.

    `gone_on` and `asleep_on` are the latest days to have bought on for these, `gone_at` and
    `asleep_at` the instants those days end; `never` where the layer is switched off.
    """
    lost = lost_confidence()
    often = and_(
        occasions() >= bindparam("loyal_from"), bought_in_windows() >= bindparam("windows_needed")
    )
    return case(
        (occasions() == 0, "potential"),
        (
            or_(
                _quiet("gone"),
                and_(lost.is_not(None), or_(won_at().is_(None), won_at() <= lost)),
            ),
            "dormant-permanent",
        ),
        (_quiet("asleep"), "dormant-temporary"),
        (or_(often, brought() >= bindparam("loyal_brought")), "loyal"),
        (occasions() >= bindparam("mature_from"), "mature"),
        (occasions() > 1, "returning"),
        else_="new",
    )


def _quiet(name: str) -> ColumnElement[bool]:
    by_day = customer.c.last_bought_on <= bindparam(f"{name}_on")
    by_stage = and_(customer.c.purchases == 0, won_at() < bindparam(f"{name}_at"))
    return or_(by_day, by_stage)

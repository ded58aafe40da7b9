"""Reasons that have a day of their own, and what the reminders of some customers go by."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Executable,
    Select,
    and_,
    bindparam,
    cast,
    column,
    func,
    or_,
    select,
)
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.queries import agenda
from leadfunnel.store.queries.agenda import among, attempts, mine, rested, unmuted
from leadfunnel.store.queries.customers import ids

_tables = SQLModel.metadata.tables
customer, interaction, journey = (_tables[name] for name in ("customer", "interaction", "journey"))
case, definition, terms = (_tables[name] for name in ("service_case", "definition", "deal_terms"))
purchase, line, product = (_tables[name] for name in ("purchase", "purchase_line", "product"))

run, target, material = (_tables[name] for name in ("plan_run", "sales_target", "material"))
_live_deal = (journey.c.unit == "deal", journey.c.void_op.is_(None))
_running = and_(run.c.status == "running", run.c.void_op.is_(None))
_open_case = and_(case.c.status == "open", case.c.void_op.is_(None))
_on_ladder = and_(
    customer.c.present == 1,
    customer.c.do_not_contact == 0,
    or_(
        customer.c.stage.is_(None),
        customer.c.stage.in_(agenda.stages),
    ),
    mine,
)


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    return {
        "facts": select(
            customer.c.id,
            customer.c.imported,
            and_(customer.c.imported == 1, ~agenda.by_hand).label("waiting"),
            customer.c.last_touch_at,
            customer.c.unanswered,
            customer.c.attempted_at,
            customer.c.birthday_key,
            customer.c.stage,
            customer.c.purchases,
        ).where(customer.c.id.in_(ids)),
        "tries": select(interaction.c.customer_id, interaction.c.at)
        .join(customer, customer.c.id == interaction.c.customer_id)
        .where(customer.c.id.in_(ids), attempts)
        .order_by(interaction.c.customer_id, interaction.c.at),
        "complaining": _whom(case, _open_case)
        .group_by(customer.c.id)
        .order_by(func.min(case.c.opened_at)),
        **_of_deals(),
        "stocks": select(
            purchase.c.customer_id, product.c.name, product.c.lasts_days, line.c.runs_out_on
        )
        .select_from(line)
        .join(purchase, purchase.c.id == line.c.purchase_id)
        .join(product, product.c.id == line.c.product_id)
        .where(purchase.c.customer_id.in_(ids), line.c.runs_out_on.is_not(None))
        .order_by(line.c.runs_out_on, line.c.id),
        "run_among": select(run.c.id).where(run.c.customer_id.in_(ids), _running).limit(1),
        "runs": select(run).where(run.c.customer_id.in_(ids), _running).order_by(run.c.id),
        "any_material": select(material.c.id)
        .where(material.c.retired == 0, material.c.void_op.is_(None))
        .limit(1),
        "any_target": select(target.c.id).where(target.c.void_op.is_(None)).limit(1),
        "any_run": select(run.c.id).where(_running, run.c.until_on >= bindparam("since")).limit(1),
        "running_out": _running_out(),
        "cycles": select(customer.c.id, _longest_cycle().label("lasts")).where(
            customer.c.id.in_(ids)
        ),
        "not_again": _not_again(),
        "not_again_among": among(_not_again()),
        "runners": select(run.c.customer_id).where(
            run.c.customer_id.in_(ids), _running, run.c.until_on >= bindparam("since")
        ),
        "born": select(customer.c.id)
        .where(
            customer.c.birthday_key.in_(
                select(column("value")).select_from(func.json_each(bindparam("words")))
            ),
            _on_ladder,
            unmuted("birthday"),
        )
        .limit(bindparam("limit")),
        "lunar_born": select(customer.c.id)
        .where(customer.c.present == 1, customer.c.birthday_key.between("lunar:", "lunar:~"))
        .limit(1),
    }


def _of_deals() -> dict[str, Executable]:
    """Open deals, and the customers who have one that is idle, slow or late."""
    return {
        "deals": _deals_among(),
        "deal_stages": _deal_stages().where(_any_deal().is_not(None)),
        "idle_deals": _deals_at(customer.c.next_on.is_(None), unmuted("no_next_step")),
        "stuck_deals": _deals_at(
            or_(journey.c.since < bindparam("before"), _closes_on() < bindparam("today")),
            _awake(),
            unmuted("stuck"),
        ),
    }


def _whom(table: Any, condition: Any) -> Any:
    return (
        select(customer.c.id)
        .select_from(table)
        .join(customer, customer.c.id == table.c.customer_id)
        .where(condition, _on_ladder)
        .limit(bindparam("limit"))
    )


def _deal_stages() -> Any:
    """The open stages of the pipelines that deals travel on, one a row."""
    stage = func.json_each(func.json_extract(definition.c.body, "$.stages")).table_valued("value")
    body = stage.c.value
    return (
        select(
            definition.c.name.label("pipeline"),
            func.json_extract(body, "$.code").label("stage"),
            cast(func.json_extract(body, "$.limit_days"), BigInteger).label("limit_days"),
            func.json_extract(body, "$.names").label("names"),
        )
        .select_from(definition)
        .join(stage, func.json_extract(body, "$.kind") == "open")
        .where(
            definition.c.kind == "pipeline",
            definition.c.void_op.is_(None),
            func.json_extract(definition.c.body, "$.unit") == "deal",
        )
    )


def _any_deal() -> Any:
    """A journey on a pipeline: the first by the order of the index of stages, which so is taken."""
    return (
        select(journey.c.id)
        .where(journey.c.pipeline == definition.c.name, journey.c.void_op.is_(None))
        .order_by(journey.c.stage, journey.c.since)
        .limit(1)
        .correlate(definition)
        .scalar_subquery()
    )


def _closes_on() -> Any:
    """The day on which a deal is to close, by what was said of it last."""
    return (
        select(terms.c.closes_on)
        .where(terms.c.journey_id == journey.c.id, terms.c.void_op.is_(None))
        .order_by(terms.c.at.desc(), terms.c.id.desc())
        .limit(1)
        .correlate(journey)
        .scalar_subquery()
    )


def _deals_among() -> Executable:
    """The deals of some customers that are at an open stage."""
    here = _deal_stages().subquery()
    return (
        select(
            journey.c.customer_id,
            journey.c.title,
            journey.c.since,
            here.c.stage,
            here.c.limit_days,
            here.c.names,
            _closes_on().label("closes_on"),
        )
        .join(here, and_(here.c.pipeline == journey.c.pipeline, here.c.stage == journey.c.stage))
        .where(journey.c.customer_id.in_(ids), *_live_deal)
        .order_by(journey.c.customer_id, journey.c.id)
    )


def _deals_at(*conditions: Any) -> Executable:
    """Customers with a deal at a stage of a pipeline, which the index of stages finds."""
    return (
        select(customer.c.id)
        .select_from(journey)
        .join(customer, customer.c.id == journey.c.customer_id)
        .where(
            journey.c.pipeline == bindparam("pipeline"),
            journey.c.stage == bindparam("stage"),
            *_live_deal,
            _on_ladder,
            *conditions,
        )
        .order_by(journey.c.since.desc())
        .limit(bindparam("limit"))
    )


def _awake() -> Any:
    """What no promise, no silence and no rest holds back, whatever the stage."""
    silent_until = func.json_extract(
        bindparam("silent_until"), func.printf('$."%s"', customer.c.stage)
    )
    return and_(
        or_(
            customer.c.next_on.is_(None),
            customer.c.next_on > func.coalesce(silent_until, bindparam("today")),
        ),
        customer.c.unanswered < bindparam("silent_from"),
        rested,
    )


def _running_out() -> Executable:
    part: ColumnElement[int] = func.min(
        bindparam("ahead"), product.c.lasts_days / bindparam("part")
    )
    begins = func.date(line.c.runs_out_on, func.printf("-%d days", part))
    return (
        select(customer.c.id)
        .select_from(line)
        .join(purchase, purchase.c.id == line.c.purchase_id)
        .join(product, product.c.id == line.c.product_id)
        .join(customer, customer.c.id == purchase.c.customer_id)
        .where(
            line.c.runs_out_on.between(bindparam("first"), bindparam("last")),
            begins <= bindparam("today"),
            or_(
                customer.c.last_contact_at.is_(None),
                func.date(customer.c.last_contact_at + bindparam("zone"), "unixepoch") < begins,
            ),
            _on_ladder,
            unmuted("used_up"),
        )
        .order_by(line.c.runs_out_on)
        .limit(bindparam("limit"))
    )


def _longest_cycle() -> Any:
    """The longest that a product of the last kept purchase lasts."""
    return (
        select(func.max(product.c.lasts_days))
        .select_from(purchase)
        .join(line, line.c.purchase_id == purchase.c.id)
        .join(product, product.c.id == line.c.product_id)
        .where(
            purchase.c.customer_id == customer.c.id,
            purchase.c.on_day == customer.c.last_bought_on,
            purchase.c.kept == 1,
            purchase.c.void_op.is_(None),
            line.c.void_op.is_(None),
        )
        .correlate(customer)
        .scalar_subquery()
    )


def _not_again() -> Select[Any]:
    """Who bought last so long ago; where a product's own cycle counts, by that."""
    usual: BindParameter[int] = bindparam("after_days")
    expected = func.coalesce(_longest_cycle() * bindparam("cycles"), usual)
    after = func.iif(bindparam("cycles") > 0, expected, usual)
    silent_until = func.json_extract(
        bindparam("silent_until"), func.printf('$."%s"', customer.c.stage)
    )
    return (
        select(customer.c.id)
        .where(
            customer.c.purchases > 0,
            customer.c.last_bought_on <= bindparam("latest"),
            func.julianday(bindparam("today")) - func.julianday(customer.c.last_bought_on) >= after,
            or_(customer.c.next_on.is_(None), customer.c.next_on > silent_until),
            customer.c.unanswered < bindparam("silent_from"),
            rested,
            agenda.taken_in,
            _on_ladder,
            unmuted("not_bought_again"),
        )
        .order_by(customer.c.last_bought_on.desc())
        .limit(bindparam("limit"))
    )

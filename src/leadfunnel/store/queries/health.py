"""What must hold of every store: derived columns, days, times, references, words of the index."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Executable,
    Select,
    Table,
    bindparam,
    func,
    literal,
    or_,
    select,
    union,
    union_all,
)
from sqlmodel import SQLModel

from leadfunnel.store.dialects import Spelled
from leadfunnel.store.queries.derived import customer_values, purchase_values
from leadfunnel.store.queries.stays import journey_values
from leadfunnel.store.queries.transfer import _listed
from leadfunnel.store.tables import FACTS

_tables = SQLModel.metadata.tables
DAYS = ("on_day", "day_zero", "first_day", "last_day")
INSTANTS = ("at", "since")
LONGEST = 20
"""So many rows are named at most; one more tells that there are others."""


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    customer, search = _tables["customer"], _tables["customer_search"]
    span = search.c.customer_id.between(bindparam("first"), bindparam("last"))
    journey = _tables["journey"]
    return {
        "journey": _stale("journey", journey_values()),
        "purchase": _stale("purchase", purchase_values()),
        "customer": _stale("customer", customer_values()),
        "tokens": select(search.c.customer_id, search.c.tokens).where(span),
        "run_outs": _run_outs(),
        "texts": _texts(),
        "customers": select(func.coalesce(func.max(customer.c.id), 0)),
        "pipelines": select(journey.c.pipeline, func.min(journey.c.id).label("id"))
        .where(journey.c.void_op.is_(None))
        .group_by(journey.c.pipeline),
        "days": union(*_days()),
        "instants": union_all(*_instants()),
        "currencies": union(*_currencies()),
        "page_sums": Spelled(
            "SELECT 'on' AS kept", "SELECT current_setting('data_checksums') AS kept"
        ),
        "unpaid_wins": _unpaid_wins(),
        "last_change": select(func.max(_tables["operation"].c.at)),
    }


def _stale(name: str, values: dict[str, Any]) -> Executable:
    """The rows about some customers whose derived columns are not what the facts say."""
    table = _tables[name]
    whose = table.c.id if name == "customer" else table.c.customer_id
    differs = or_(*(table.c[key].is_distinct_from(value) for key, value in values.items()))
    span = whose.between(bindparam("first"), bindparam("last"))
    return select(table.c.id, whose.label("customer_id")).where(span, differs)


def _run_outs() -> Executable:
    line, purchase = _tables["purchase_line"], _tables["purchase"]
    return (
        select(line.c.id, purchase.c.customer_id, line.c.runs_out_on)
        .join(purchase, purchase.c.id == line.c.purchase_id)
        .where(
            purchase.c.customer_id.between(bindparam("first"), bindparam("last")),
            line.c.runs_out_on.is_not(None),
        )
    )


def _unpaid_wins() -> Executable:
    """The deals of a pipeline that were won, and no purchase says for how much."""
    journey, customer, bought = (_tables[name] for name in ("journey", "customer", "purchase"))
    sold = select(bought.c.journey_id).where(
        bought.c.journey_id.is_not(None), bought.c.void_op.is_(None)
    )
    return (
        select(journey.c.id, journey.c.customer_id)
        .join(customer, customer.c.id == journey.c.customer_id)
        .where(
            journey.c.pipeline == bindparam("pipeline"),
            journey.c.stage.in_(_listed("stages")),
            journey.c.void_op.is_(None),
            customer.c.present == 1,
            journey.c.id.not_in(sold),
        )
        .order_by(journey.c.id)
    )


def _texts() -> Executable:
    interaction = _tables["interaction"]
    return (
        select(interaction.c.id, interaction.c.text)
        .where(interaction.c.id > bindparam("after"), interaction.c.text != "")
        .order_by(interaction.c.id)
        .limit(bindparam("limit"))
    )


def _found(table: Table, column: ColumnElement[Any], *values: ColumnElement[Any]) -> Select[Any]:
    """Name a table and column beside values found in them."""
    names = (literal(table.name).label("table_name"), literal(column.key).label("column_name"))
    return select(*names, *values)


def _days() -> list[Select[Any]]:
    return [
        _found(table, column, column.label("value")).where(column.is_not(None))
        for table in map(_tables.__getitem__, FACTS)
        for column in table.columns
        if column.name in DAYS or column.name.endswith("_on")
    ]


def _instants() -> list[Select[Any]]:
    return [
        _found(table, column, func.min(column).label("least"), func.max(column).label("most"))
        for table in map(_tables.__getitem__, (*FACTS, "operation"))
        for column in table.columns
        if column.name in INSTANTS or column.name.endswith("_at")
    ]


def _currencies() -> list[Select[Any]]:
    return [
        _found(table, table.c.currency, table.c.currency.label("value")).where(
            table.c.currency.is_not(None)
        )
        for table in map(_tables.__getitem__, FACTS)
        if "currency" in table.c
    ]

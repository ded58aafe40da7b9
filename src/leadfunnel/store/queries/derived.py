"""Derived columns and search tokens, recomputed for a range of customers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    Executable,
    Select,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    union_all,
    update,
)
from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.store.dialects import Spelled
from leadfunnel.store.queries.answers import unanswered
from leadfunnel.store.queries.stays import journey_values

_tables = SQLModel.metadata.tables
customer, journey, stage_change = (
    _tables[name] for name in ("customer", "journey", "stage_change")
)
interaction, follow_up, identity = (
    _tables[name] for name in ("interaction", "follow_up", "identity")
)
purchase, purchase_line, product = (
    _tables[name] for name in ("purchase", "purchase_line", "product")
)
customer_tag, tag, customer_search = (
    _tables[name] for name in ("customer_tag", "tag", "customer_search")
)
_first: BindParameter[int] = bindparam("first")
_last: BindParameter[int] = bindparam("last")
_span = customer.c.id.between(_first, _last)


def statements() -> dict[str, Executable]:
    """Return the family's statements by name."""
    return {
        "journeys": _set(journey.c.customer_id, journey_values()),
        "purchases": _set(purchase.c.customer_id, purchase_values()),
        **_supplies(),
        "customers": _set(customer.c.id, customer_values()),
        "birthdays": update(customer)
        .where(customer.c.birthday.is_not(None))
        .values(birthday_key=_birthday_key()),
        "names": select(
            customer.c.id, customer.c.name, customer.c.name_key, customer.c.present
        ).where(_span),
        "set_name_key": update(customer)
        .where(customer.c.id == bindparam("row_id"))
        .values(name_key=bindparam("value")),
        "words": _words(),
        "drop_tokens": delete(customer_search).where(
            customer_search.c.customer_id.between(_first, _last)
        ),
        **_indexing(),
        "texts": select(interaction.c.id, interaction.c.text).where(
            interaction.c.id.between(_first, _last), interaction.c.text != ""
        ),
        "insert_tokens": insert(customer_search).values(
            customer_id=bindparam("customer_id"), tokens=bindparam("tokens")
        ),
    }


def _indexing() -> dict[str, Executable]:
    """What keeps the search index; the two engines have nothing in common here."""
    words = "array_to_tsvector(array_remove(string_to_array({}, ' '), ''))"
    of_customers = f"SELECT customer_id, {words.format('tokens')} FROM customer_search"
    span = "WHERE customer_id BETWEEN :first AND :last"
    into = "INSERT INTO {} (rowid, words) "
    return {
        "unindex_tokens": Spelled(
            "INSERT INTO customer_index (customer_index, rowid, tokens) "
            f"SELECT 'delete', customer_id, tokens FROM customer_search {span}",
            "DELETE FROM customer_index WHERE rowid BETWEEN :first AND :last",
        ),
        "index_tokens": Spelled(
            "INSERT INTO customer_index (rowid, tokens) "
            f"SELECT customer_id, tokens FROM customer_search {span}",
            f"{into.format('customer_index')}{of_customers} {span}",
        ),
        "index_one": Spelled(
            "INSERT INTO customer_index (rowid, tokens) VALUES (:customer_id, :tokens)",
            f"{into.format('customer_index')}VALUES (:customer_id, {words.format(':tokens')})",
        ),
        "rebuild_index": Spelled(
            "INSERT INTO customer_index (customer_index) VALUES ('rebuild')",
            f"{into.format('customer_index')}{of_customers} "
            "ON CONFLICT (rowid) DO UPDATE SET words = excluded.words",
        ),
        "index_said": Spelled(
            "INSERT INTO interaction_index (rowid, tokens) SELECT json_extract(value, '$[0]'), "
            "json_extract(value, '$[1]') FROM json_each(:said)",
            f"{into.format('interaction_index')}SELECT CAST(value ->> 0 AS bigint), "
            f"{words.format('value ->> 1')} FROM json_parts(:said)",
        ),
    }


def _set(whose: Column[Any], values: dict[str, Any]) -> Executable:
    """Compute columns anew in the rows about a range of customers."""
    return update(whose.table).where(whose.between(_first, _last)).values(**values)


def customer_values() -> dict[str, Any]:
    """Return what is kept with each customer of facts about them, but for their name's key."""
    present = and_(
        customer.c.void_op.is_(None),
        customer.c.deleted_at.is_(None),
        customer.c.merged_into.is_(None),
    )
    main = and_(
        journey.c.customer_id == customer.c.id,
        journey.c.pipeline == bindparam("main"),
        journey.c.unit == "customer",
        journey.c.void_op.is_(None),
    )
    touches = and_(interaction.c.customer_id == customer.c.id, interaction.c.void_op.is_(None))
    contact = and_(touches, interaction.c.touch == "contact")
    promises = and_(
        follow_up.c.customer_id == customer.c.id,
        follow_up.c.status == "open",
        follow_up.c.void_op.is_(None),
    )
    soonest = (follow_up.c.due_on, follow_up.c.due_at.is_(None), follow_up.c.due_at)
    first_due = select(follow_up.c.due_on).where(promises).order_by(*soonest).limit(1)
    first_at = select(follow_up.c.due_at).where(promises).order_by(*soonest).limit(1)
    return {
        "present": case((present, 1), else_=0),
        "untagged": case((_tagged(), 0), else_=1),
        "stage": select(journey.c.stage).where(main).limit(1).scalar_subquery(),
        "stage_since": select(journey.c.since).where(main).limit(1).scalar_subquery(),
        "last_contact_at": select(func.max(interaction.c.at)).where(contact).scalar_subquery(),
        "last_touch_at": select(func.max(interaction.c.at))
        .where(touches, interaction.c.touch.is_not(None))
        .scalar_subquery(),
        **unanswered(),
        "next_on": first_due.scalar_subquery(),
        "next_at": first_at.scalar_subquery(),
        "birthday_key": _birthday_key(),
        **_bought(),
    }


def purchase_values() -> dict[str, Any]:
    """Derive each purchase's occasion, and whether any of it is kept.

    An occasion is an order number, else a business day and an outlet. A purchase is not kept once
    all its money went back, or, where its amount is not known or nothing, all its goods.
    """
    back = purchase.alias("back")
    mine, theirs = purchase_line.alias("mine"), purchase_line.alias("theirs")
    refund = and_(back.c.refunds == purchase.c.id, back.c.void_op.is_(None))
    money = select(func.sum(back.c.amount)).where(refund).scalar_subquery()
    bought = (
        select(func.sum(mine.c.quantity))
        .where(mine.c.purchase_id == purchase.c.id, mine.c.void_op.is_(None))
        .scalar_subquery()
    )
    returned = (
        select(func.sum(theirs.c.quantity))
        .join_from(back, theirs, theirs.c.purchase_id == back.c.id)
        .where(refund, theirs.c.void_op.is_(None))
        .scalar_subquery()
    )
    nothing = func.coalesce(purchase.c.amount, 0) == 0
    left = case(
        (nothing, func.coalesce(bought, 0) + func.coalesce(returned, 0)),
        else_=purchase.c.amount + func.coalesce(money, 0),
    )
    refunded = and_(exists().select_from(back).where(refund), left <= 0)
    by_order = literal("order ") + purchase.c.order_system + " " + purchase.c.order_number
    by_day = literal("day ") + purchase.c.on_day + " " + func.coalesce(purchase.c.outlet, "")
    return {
        "occasion": func.coalesce(by_order, by_day),
        "kept": case((purchase.c.refunds.is_not(None), 0), (refunded, 0), else_=1),
    }


def _supplies() -> dict[str, Executable]:
    """What was bought and not taken back of products that are used up."""
    mine = and_(
        purchase.c.customer_id.between(_first, _last),
        purchase.c.void_op.is_(None),
        purchase_line.c.void_op.is_(None),
    )
    told = select(purchase.c.id).where(purchase.c.customer_id.between(_first, _last))
    return {
        "supplies": select(
            purchase_line.c.id,
            purchase.c.customer_id,
            func.coalesce(purchase.c.refunds, purchase.c.id).label("root"),
            purchase.c.kept,
            purchase_line.c.product_id,
            purchase.c.on_day,
            purchase_line.c.quantity,
            product.c.lasts_days,
        )
        .join(purchase_line, purchase_line.c.purchase_id == purchase.c.id)
        .join(product, product.c.id == purchase_line.c.product_id)
        .where(mine, product.c.lasts_days > 0, product.c.void_op.is_(None))
        .order_by(purchase.c.customer_id, purchase.c.on_day, purchase_line.c.id),
        "clear_run_outs": update(purchase_line)
        .where(purchase_line.c.purchase_id.in_(told), purchase_line.c.runs_out_on.is_not(None))
        .values(runs_out_on=None),
        "set_run_out": update(purchase_line)
        .where(purchase_line.c.id == bindparam("row_id"))
        .values(runs_out_on=bindparam("value")),
    }


def _bought() -> dict[str, Any]:
    kept = and_(
        purchase.c.customer_id == customer.c.id,
        purchase.c.void_op.is_(None),
        purchase.c.kept == 1,
    )
    count = select(func.count(purchase.c.occasion.distinct())).where(kept)
    return {
        "purchases": count.scalar_subquery(),
        "first_bought_on": select(func.min(purchase.c.on_day)).where(kept).scalar_subquery(),
        "last_bought_on": select(func.max(purchase.c.on_day)).where(kept).scalar_subquery(),
    }


def _birthday_key() -> Any:
    """Return the month and day of the birthday, as `birthday.keys_of` names those of a day."""
    day = func.substr(customer.c.birthday, -5)
    leap, lunar = (customer.c.birthday.like(form) for form in ("lunar:%-L%", "lunar:%"))
    return case((leap, literal("lunar:L") + day), (lunar, literal("lunar:") + day), else_=day)


def _tagged() -> Any:
    return exists().where(
        customer_tag.c.customer_id == customer.c.id, customer_tag.c.void_op.is_(None)
    )


def _words() -> Executable:
    """Every searchable word of a range of customers with its role: name, phone or text."""
    live_identity = and_(
        identity.c.customer_id.between(_first, _last), identity.c.void_op.is_(None)
    )
    live_tag = and_(
        customer_tag.c.customer_id.between(_first, _last), customer_tag.c.void_op.is_(None)
    )

    def column(name: str, role: str) -> Select[Any]:
        return select(
            customer.c.id.label("customer_id"),
            literal(role).label("role"),
            customer.c[name].label("word"),
        ).where(_span, customer.c[name].is_not(None))

    identities: Select[Any] = select(
        identity.c.customer_id,
        case((identity.c.kind == "phone", "phone"), else_="text"),
        identity.c.value,
    ).where(live_identity, identity.c.kind != "row")
    tags: Select[Any] = (
        select(customer_tag.c.customer_id, literal("text"), tag.c.value)
        .join(tag, tag.c.id == customer_tag.c.tag_id)
        .where(live_tag)
    )
    return union_all(
        column("name", "name"),
        column("company", "name"),
        column("source", "text"),
        identities,
        tags,
    )

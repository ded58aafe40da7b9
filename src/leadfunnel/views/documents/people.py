"""Customers, promises and touches as every JSON document holds them."""

from __future__ import annotations

from leadfunnel.domain.customer import Customer, Due
from leadfunnel.domain.followup import FollowUp
from leadfunnel.domain.interaction import Interaction
from leadfunnel.views.setting import Setting


def instant(at: int | None, setting: Setting) -> str | None:
    """Return an instant as ISO 8601 with the offset of the store's zone."""
    return None if at is None else setting.calendar.iso(at)


def person(customer: Customer, setting: Setting) -> dict[str, object]:
    """Return a customer; `level` is null for whoever never bought."""
    stage = customer.stage
    return {
        "id": customer.id,
        "name": customer.name,
        "phones": [phone.number for phone in customer.phones],
        "wechat": list(customer.wechat),
        "emails": list(customer.emails),
        "external_ids": list(customer.external_ids),
        "company": customer.company,
        "pipeline": customer.pipeline,
        "stage": stage.code if stage else None,
        "stage_name": stage.name("en") if stage else None,
        "stage_since": instant(customer.stage_since, setting),
        "owner": {"id": customer.owner.id, "name": customer.owner.name} if customer.owner else None,
        "outlet": customer.outlet,
        "source": customer.source,
        "tags": [str(tag) for tag in customer.tags],
        "fields": {value.key: value.plain for value in customer.fields},
        "birthday": customer.birthday,
        "do_not_contact": customer.do_not_contact,
        "layer": customer.layer,
        "level": customer.level,
        "next_follow_up": due(customer.next_follow_up, setting),
        "last_contact": instant(customer.last_contact, setting),
        "created_at": setting.calendar.iso(customer.created_at),
        **_spent(customer),
    }


def _spent(customer: Customer) -> dict[str, object]:
    """Return what was spent where it was asked for."""
    if customer.spent is None:
        return {}
    return {"spent": [{"currency": one.currency, "amount": one.decimal} for one in customer.spent]}


def due(when: Due | None, setting: Setting) -> dict[str, object] | None:
    """Return a day, and the instant when a time was said."""
    if when is None:
        return None
    return {"date": when.day.isoformat(), "at": instant(when.at, setting)}


def follow_up(item: FollowUp, setting: Setting) -> dict[str, object]:
    """Return a promise."""
    return {
        "id": item.id,
        "ref": item.ref,
        "customer_id": item.customer_id,
        "kind": item.kind,
        "date": item.due.day.isoformat(),
        "at": instant(item.due.at, setting),
        "note": item.note,
        "status": item.status,
        "owner_id": item.owner_id,
        "recorded_at": setting.calendar.iso(item.recorded_at),
        "closed_at": instant(item.closed_at, setting),
    }


def interaction(entry: Interaction, setting: Setting) -> dict[str, object]:
    """Return an entry of a timeline."""
    return {
        "id": entry.id,
        "ref": f"i{entry.id}",
        "kind": entry.kind,
        "direction": entry.direction,
        "outcome": entry.outcome,
        "grade": entry.grade,
        "text": entry.text,
        "duration_seconds": entry.duration_seconds,
        "at": setting.calendar.iso(entry.at),
        "recorded_at": setting.calendar.iso(entry.recorded_at),
        "user": entry.user,
    }

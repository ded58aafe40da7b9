"""The team, its places, the pool and collisions as JSON."""

from __future__ import annotations

from leadfunnel.services.results.pool import CollisionList, PoolList, Released
from leadfunnel.services.results.team import PlaceList, TeamList
from leadfunnel.views.documents.people import instant, person
from leadfunnel.views.setting import Setting

Document = dict[str, object]


def team(result: TeamList, setting: Setting) -> Document:
    """Return the members; `enforced` is null for a file."""
    return {
        "schema": "leadfunnel.team/1",
        "enforced": result.held,
        "members": [
            {
                "name": one.name,
                "role": one.role,
                "department": one.department,
                "outlet": one.outlet,
                "since": instant(one.since, setting),
                "customers": one.customers,
                "login": one.login,
            }
            for one in result.members
        ],
        "others": [{"name": name, "customers": count} for name, count in result.others],
        "pool": result.pool,
    }


def places(result: PlaceList, _setting: Setting) -> Document:
    """Return departments, or outlets."""
    counts = result.members or {}
    items: list[Document] = [
        {"name": one.name, "part_of": one.parent, "members": counts.get(one.id, 0)}
        for one in result.departments
    ]
    items += [
        {"name": one.name, "part_of": one.department, "members": counts.get(one.id, 0)}
        for one in result.outlets
    ]
    return {
        "schema": f"leadfunnel.{result.kind}s/1",
        "items": items,
        "undeclared": [{"name": name, "customers": count} for name, count in result.undeclared],
    }


def pool(result: PoolList, setting: Setting) -> Document:
    """Return the pool; `reason` is a code such as idle:35, or what a person wrote."""
    return {
        "schema": "leadfunnel.pool/1",
        "count": result.count,
        "more": result.count > len(result.items),
        "room": result.room,
        "items": [
            {
                "customer": person(one.customer, setting),
                "since": instant(one.since, setting),
                "reason": one.reason,
            }
            for one in result.items
        ],
    }


def released(result: Released, setting: Setting) -> Document:
    """Return who went back to the pool."""
    return {
        "schema": "leadfunnel.pool_release/1",
        "operation": result.operation,
        "dry_run": result.dry_run,
        "count": result.count,
        "kept": result.kept,
        "items": [
            {"customer": person(one.customer, setting), "owner": one.owner, "days": one.days}
            for one in result.items
        ],
    }


def collisions(result: CollisionList, setting: Setting) -> Document:
    """Return what customers of several owners have in common."""
    return {
        "schema": "leadfunnel.collisions/1",
        "count": len(result.items),
        "items": [
            {
                "kind": one.kind,
                "value": one.value,
                "customers": [person(customer, setting) for customer in one.customers],
            }
            for one in result.items
        ],
    }

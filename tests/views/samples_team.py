"""A team, its places, its pool and where owners run into each other, to show."""

from __future__ import annotations

from tests.views import results as r

from leadfunnel.domain.customer import Customer
from leadfunnel.domain.team import Department, Outlet, TeamMember

DAY = 86_400
HOSTILE = "销售\x1b[31m[bold]一部[/bold] " + "很长的名字" * 8


def results(zhang: Customer, awkward: Customer, now: int) -> dict[str, object]:
    """Return every sample by name."""
    members = (
        TeamMember(2, "小李", "rep", "一部", "浦东店", now - 40 * DAY, 1312, "小李"),
        TeamMember(3, HOSTILE, "manager", HOSTILE, None, now, 0, "jingli"),
        TeamMember(4, "Zoe", "viewer", None, None, now - DAY),
    )
    parts = (Department(1, "一部"), Department(2, HOSTILE, "一部", 1))
    shops = (Outlet(1, "浦东店", "一部"), Outlet(2, HOSTILE))
    pooled = (
        r.Pooled(zhang, now - 3 * DAY, "idle:35"),
        r.Pooled(awkward, None, "left:小周"),
        r.Pooled(awkward, now, HOSTILE),
    )
    idle = (r.LetGo(zhang, "小李", 35), r.LetGo(awkward, HOSTILE, 1200))
    return {
        "team": r.TeamList(members, (("旧人", 12), (HOSTILE, 1)), 1, True),
        "team on a file": r.TeamList((members[2],), (), 0, None),
        "team not held": r.TeamList((), (), 3, False),
        "departments": r.PlaceList("department", departments=parts, members={1: 3}),
        "no departments": r.PlaceList("department"),
        "outlets": r.PlaceList("outlet", outlets=shops, undeclared=(("徐汇店", 1204),)),
        "no outlets": r.PlaceList("outlet"),
        "pool": r.PoolList(pooled, 1203, 20),
        "empty pool": r.PoolList((), 0, None),
        "released": r.Released(12, idle, 2, 1, False),
        "would be released": r.Released(None, idle[:1], 61, 0, True),
        "nobody idle": r.Released(None, (), 0, 4, False),
        "collisions": r.CollisionList((r.Collision("phone", "138****8000", (zhang, awkward)),)),
        "no collisions": r.CollisionList(()),
    }

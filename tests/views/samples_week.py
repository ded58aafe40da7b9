"""What was done, and the week, as the views show them."""

from __future__ import annotations

from datetime import date, timedelta

from tests.views import results as r

from leadfunnel.domain.layering import Turn
from leadfunnel.domain.outlook import expected, measured, needed
from leadfunnel.domain.pipeline_schema import shipped
from leadfunnel.services.promise_record import PromiseRecord

LIFECYCLE = next(pipeline for pipeline in shipped() if pipeline.name == "lifecycle")
FIRST, LAST = date(2026, 11, 16), date(2026, 11, 22)
DAYS = tuple(FIRST + timedelta(days=n) for n in range(6))
LONG = "欧阳娜娜 [bold]of the second shop"


def work(scale: int, **money: int) -> r.Work:
    """What somebody did, so much of everything."""
    counts = {"new": 5, "calls": 9, "connected": 6, "visits": 1, "messages": 3, "won": 1}
    return r.Work(
        {name: count * scale for name, count in counts.items()},
        PromiseRecord(4 * scale, scale, scale),
        money,
        {"CNY": -39_900} if money else {},
    )


NOTHING = r.Work({}, PromiseRecord(), {}, {})


def outlook(people: int, won: int) -> r.Outlook:
    """What so many newcomers of eight weeks say, so many of whom bought."""
    steps = [
        (LIFECYCLE.stage(code), rate)
        for code, got in (("C", people // 2), ("E", won))
        if (rate := measured(got, people, 30))
    ]
    chance = measured(won, people, 30)
    return r.Outlook(
        first=date(2026, 9, 21),
        last=date(2026, 11, 15),
        weeks=8,
        people=people,
        still_open=people // 3,
        least=30,
        too_few=people < 30,
        newcomers=10,
        steps=tuple(r.Step(stage, rate, expected(10, rate)) for stage, rate in steps),
        goal=5,
        goal_set=False,
        won=LIFECYCLE.stage("E"),
        needed=needed(5, chance) if chance else None,
    )


def activity(*people: r.PersonWork, **more: object) -> r.ActivityReport:
    """A week's report of these people."""
    told: dict[str, object] = {
        "owner": None,
        "total": work(3, CNY=2_182_000),
        "by_day": (work(3, CNY=2_182_000), *(NOTHING for _ in DAYS[1:])),
        "effort": r.Effort(
            LIFECYCLE,
            {"B": 61, "C": 30, "D": 9, None: 2},
            {"D": 7, "C": 3},
            {None: 80, "A": 6, "B": 16},
        ),
        "leaders": (r.Leader("CNY", "阿强", 1_980_000, 2_142_100, 2),),
        "outlook": outlook(320, 31),
        **more,
    }
    return r.ActivityReport(
        FIRST, LAST, "2026-W47", 1_795_226_400, None, 0, days=DAYS, people=people, **told
    )  # type: ignore[arg-type]


PEOPLE = (
    r.PersonWork(2, "阿强", work(1, CNY=1_980_000), (work(1, CNY=1_980_000),)),
    r.PersonWork(3, LONG, work(2, CNY=202_000, USD=1_234_567), (work(2),)),
    r.PersonWork(None, None, r.Work({"new": 3}, PromiseRecord(), {}, {}), ()),
)
EMPTY = r.Effort(LIFECYCLE, {}, {}, {})
MOVES = {
    (None, "potential"): 31,
    (None, "new"): 2,
    ("potential", "potential"): 1079,
    ("potential", "new"): 4,
    ("new", "returning"): 3,
    ("new", "dormant-temporary"): 12,
    ("loyal", "mature"): 1,
    ("dormant-temporary", "dormant-permanent"): 7,
}
EARLIER = {(None, "potential"): 1083, (None, "new"): 15, (None, "loyal"): 1} | {
    (None, "dormant-temporary"): 7
}
TURNS = (
    Turn("2026-10", date(2026, 10, 1), date(2026, 10, 31), EARLIER),
    Turn("2026-11", date(2026, 11, 1), LAST, MOVES),
)
RESULTS: dict[str, object] = {
    "layers": r.LayerReport(TURNS, r.Seen(1_795_226_400, None, 3, asked=True)),
    "layers of nobody": r.LayerReport(
        (Turn("2026-11", date(2026, 11, 1), LAST, {}),), r.Seen(1_795_226_400)
    ),
    "activity": activity(*PEOPLE),
    "activity of one": activity(
        PEOPLE[0], owner="阿强", total=work(1), leaders=(), outlook=outlook(60, 0)
    ),
    "no activity": activity(
        total=NOTHING, by_day=(NOTHING,) * 6, effort=EMPTY, leaders=(), outlook=outlook(3, 1)
    ),
}

"""What was done, and the week, as the views show them."""

from __future__ import annotations

from datetime import date, timedelta

from tests.views import results as r

from leadfunnel.domain.aged import differences
from leadfunnel.domain.figures import Cohort, CohortStage, Flow, FlowStage
from leadfunnel.domain.layering import Turn
from leadfunnel.domain.leaving import Jump, Leaving
from leadfunnel.domain.outlook import expected, measured, needed
from leadfunnel.domain.pipeline_schema import shipped
from leadfunnel.domain.review_note import ReviewNote
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


def cohort(*reached: int) -> Cohort:
    """Newcomers of whom so many reached each rung; all are still there."""
    over = (*reached[1:], 0)
    stages = tuple(
        CohortStage(
            code=stage.code,
            reached=here,
            rate=here / reached[place - 1] if place and reached[place - 1] else None,
            rate_low=None,
            rate_high=None,
            overall=here / reached[0] if reached[0] else None,
            active=here - above,
            lost=0,
            invalid=0,
        )
        for place, (stage, here, above) in enumerate(
            zip(LIFECYCLE.ladder, reached, over, strict=True)
        )
    )
    return Cohort(1_795_226_401, reached[0], 0, 0, stages)


def flow(**entered: int) -> Flow:
    """A week in which so many came to some rungs, one of whom left again."""
    none = dict.fromkeys(
        ("start", "new", "up", "down", "reopened", "advanced", "back", "lost", "invalid", "end",
         "passed_over", "assumed_in", "assumed_out", "people"), 0
    )  # fmt: skip
    stages = tuple(
        FlowStage(**{
            **none,
            "code": stage.code,
            "entered": entered.get(stage.code, 0),
            "lost": int(stage.code in entered),
            "reopened": int(stage.code in entered),
        })
        for stage in LIFECYCLE.ladder
    )  # fmt: skip
    return Flow(0, 1, 0, stages)


def _note(number: int, head: str, text: str, outcome: str | None = None) -> ReviewNote:
    return ReviewNote(number, date(2026, 11, 16), date(2026, 11, 22), head, text, outcome, "小雨")


def week(**more: object) -> r.WeekReport:
    """The week of seller.md, scenario S1."""
    now, then = cohort(7, 5, 4, 2, 1), cohort(9, 6, 3, 1, 0)
    told: dict[str, object] = {
        "pipeline": LIFECYCLE,
        "first": FIRST,
        "last": LAST,
        "label": "2026-W47",
        "as_of": 1_795_226_400,
        "known_at": None,
        "recorded_since": 0,
        "who": "小雨",
        "by": None,
        "age": 468_000,
        "total": r.WeekRow(None, now, work(1, CNY=218_300), 4, 41),
        "before": r.WeekRow(None, then, work(2), None, None),
        "rows": (),
        "steps": differences(now, then, LIFECYCLE, 6),
        "least": 6,
        "flow": flow(B=7, C=6, D=3),
        "standing": {"B": 1204, "C": 1, "D": 3, "L": 9},
        "jumps": (Jump("B", "E", 1), Jump("C", "E", 1)),
        "leavings": (Leaving("B", "invalid", "competitor", 1), Leaving("C", "lost", None, 2)),
        "won_new": 1,
        "won_old": 1,
        "buyers": 4,
        "effort": r.Effort(LIFECYCLE, {"B": 61, "D": 9}, {"D": 7, "B": 3}, {}),
        "leaders": (),
        "waiting": r.Waiting({"小雨": 4}, {"小雨": 41}, 30, {}, 3),
        "outlook": outlook(320, 31),
        "leak": r.LeakReport(
            LIFECYCLE, (), None, None, (), ("source", "owner"), 26.4, 30, 5,
            date(2026, 10, 26), LAST, "", 1_795_226_400, None, 0,
        ),
        "ahead": r.Ahead(
            date(2026, 11, 23), date(2026, 11, 29),
            {date(2026, 11, 26): 3, date(2026, 11, 24): 2}, 19,
        ),
        "workdays": DAYS[:5],
        "notes": (_note(1, "problem", "意向的报价太慢 [bold]"),),
        "promised": (_note(2, "outlook", "每天先报价", "做到 4 天"),),
        **more,
    }  # fmt: skip
    return r.WeekReport(**told)  # type: ignore[arg-type]


TEAM = week(
    who=None,
    by="owner",
    rows=(
        r.WeekRow("阿强", cohort(5, 3, 2, 1, 0), work(1, CNY=1_980_000), 1, 30),
        r.WeekRow(LONG, cohort(2, 2, 2, 1, 1), work(1, USD=99_00), 3, 11),
        r.WeekRow(None, cohort(0, 0, 0, 0, 0), None, 0, 0),
    ),
    waiting=r.Waiting({"阿强": 1, LONG: 3}, {"阿强": 30, LONG: 11}, 30, {LONG: 2, None: 1}, 3),
    leaders=(r.Leader("CNY", "阿强", 1_980_000, 2_142_100, 2),),
    notes=(),
    promised=(),
)
BY_SOURCE = week(
    who=None,
    by="source",
    rows=(
        r.WeekRow("抖音", cohort(5, 3, 2, 1, 0), None, None, None),
        r.WeekRow(None, cohort(2, 2, 2, 1, 1), None, None, None),
    ),
)


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
    "week": week(),
    "week of a team": TEAM,
    "week by source": BY_SOURCE,
    "week as markdown": r.WeekPasted(TEAM),
    "activity": activity(*PEOPLE),
    "activity of one": activity(
        PEOPLE[0], owner="阿强", total=work(1), leaders=(), outlook=outlook(60, 0)
    ),
    "no activity": activity(
        total=NOTHING, by_day=(NOTHING,) * 6, effort=EMPTY, leaders=(), outlook=outlook(3, 1)
    ),
}

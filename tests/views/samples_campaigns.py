"""Sale events as the views show them: one with much to say, one with hostile words, and none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.views import results as r

from leadfunnel.domain.campaign import CHECKS, Campaign, Check, Guide, Policy
from leadfunnel.domain.campaign_figures import Figures
from leadfunnel.domain.chat_group import ChatGroup, GroupFigures, Member, counted
from leadfunnel.domain.customer import Customer
from leadfunnel.domain.reason import names_of

SALE = Campaign(
    3,
    "五一爆破",
    date(2026, 11, 24),
    date(2026, 11, 26),
    date(2026, 11, 16),
    "20 单",
    Policy(exchange=1, without_visit=0, floor=1, reward="奖 50", penalty="罚 20"),
    1,
    "小美",
)
NEXT = replace(
    SALE, id=4, name="a\x1b[2Jb 很长很长的活动名称一直写到头也写不完", warm_from=None, goal=""
)
LI, WANG, ZHAO = (Guide(n, name, 4, 3) for n, name in enumerate(("小李", "小王\x1b[2J", "小赵"), 1))
DONE = (
    Figures(listed=4, called=4, connected=4, keen=3, unsure=1, asked=3, phone=2, in_group=2,
            group_intent=2),
    Figures(listed=4, called=4, connected=2, keen=2, not_reached=2, asked=1, phone=1, qr=1,
            in_group=2, group_intent=1, booked=1, came=1, bought=1,
            money={"CNY": (399_900, 10_000), "USD": (5_000, 0)}),
    Figures(listed=3, junk=1, called=3, connected=2, unsure=1, averse=1, wrong=1, asked=1, phone=1,
            came=1, not_bought=1, not_came=1, in_group=1, group_intent=1, left=1, open=1),
)  # fmt: skip
ROWS = (
    r.GuideRow(LI, DONE[0], 1, 4, 4, 3, LI.invites(SALE.policy, 0)),
    r.GuideRow(WANG, DONE[1], 1, 4, 4, 2, WANG.invites(SALE.policy, 1)),
    r.GuideRow(ZHAO, DONE[2], 1, 4, 3, 3, ZHAO.invites(SALE.policy, 0)),
)
CHECKLIST = tuple(
    Check(n, code, "", SALE.check_day(offset), 1_795_000_000 if n == 1 else None, SALE.name)
    for n, (code, offset) in enumerate(zip(CHECKS, (-14, -10, -7, -3, -1, 1, 3, 7), strict=True), 1)
)
EVENING = r.CampaignReport(
    SALE,
    whole=False,
    today=date(2026, 11, 21),
    rows=ROWS,
    total=DONE[0] + DONE[1] + DONE[2],
    interests=(("烟机", 2, 1), ("冰箱\x1b[2J", 2, 0), ("热水器", 1, 0)),
    not_came=(("", 1),),
    not_bought=(("price", 1),),
    junk=(("advertiser", 1),),
    junk_sources=(("展会码", 4, 1),),
    tomorrow={"keen": 3, "unsure": 1, "not_reached": 3, "not_called": 0, "visits": 2},
    checks=CHECKLIST,
    reasons={code: names_of(code) or {} for code in ("price", "advertiser")},
    out=(
        r.SheetOut("小王\x1b[2J", date(2026, 11, 21), 50),
        r.SheetOut("小赵", date(2026, 11, 20), 1),
    ),
)
NOTHING = replace(
    EVENING, rows=(), total=Figures(), interests=(), not_came=(), not_bought=(), junk=(),
    junk_sources=(), tomorrow={},
)  # fmt: skip
REST = r.GuideRow(None, Figures(listed=2, open=2), 0, 0, 0, 0)
IDLE = replace(ROWS[2], figures=Figures(listed=3, open=3), days=0, calls_goal=0, group_goal=0)
SUMMARY = replace(
    EVENING,
    whole=True,
    today=date(2026, 11, 25),
    rows=(*ROWS[:2], replace(IDLE, exchange=None), REST),
    out=(),
)
DAILY = replace(
    SUMMARY,
    days=(
        r.CampaignDay(date(2026, 11, 21), ROWS[:2], DONE[0] + DONE[1]),
        r.CampaignDay(date(2026, 11, 25), (ROWS[2], REST), DONE[2] + REST.figures),
    ),
    out=None,
)


CLUB = ChatGroup(2, "老客群", "老客户复购", "每周一款特价", None, None, 7, "小美")
HOSTILE = ChatGroup(
    3, "a\x1b[2Jb 很长很长的群名一直写到头也写不完", campaign_id=3, campaign="五一爆破"
)
INSIDE = (
    Member(7, "phone", 1_795_000_000, None, 1_795_200_000, "A"),
    Member(8, "qr", 1_795_000_000, None, None, "D"),
    Member(9, None, 1_795_000_000, 1_795_100_000),
    Member(10, "qr", 1_795_000_000, None, None, None, junk=True),
)


def groups(customer: Customer, awkward: Customer, now: int) -> dict[str, object]:
    """Return every sample of group chats by name."""
    figures = counted(INSIDE, now, 3)
    people = [replace(customer, id=one.customer_id) for one in INSIDE]
    pairs = list(zip(people, INSIDE, strict=True))
    pairs[1] = (awkward, INSIDE[1])
    return {
        "groups": r.GroupList(((CLUB, figures), (HOSTILE, GroupFigures()))),
        "no groups": r.GroupList(()),
        "group": r.GroupCard(CLUB, figures, tuple(pairs), customer, (), {10: "advertiser"}, 3),
        "bare group": r.GroupCard(HOSTILE, GroupFigures(), (), None, (customer, awkward), {}, 30),
    }


RESULTS: dict[str, object] = {
    "campaigns": r.CampaignList(
        (replace(NEXT, closed_on=date(2026, 11, 1)), SALE), date(2026, 11, 21)
    ),
    "no campaigns": r.CampaignList((), date(2026, 11, 21)),
    "campaign": r.CampaignCard(SALE, (LI, WANG, ZHAO), CHECKLIST, 1234, date(2026, 11, 21)),
    "bare campaign": r.CampaignCard(NEXT, (), (), 0, date(2026, 11, 21)),
    "evening check": EVENING,
    "evening without guides": NOTHING,
    "campaign summary": SUMMARY,
    "campaign day by day": DAILY,
    "campaign without a day yet": replace(NOTHING, whole=True, days=()),
    "organiser in the morning": r.Agenda(
        date(2026, 11, 21),
        1_795_300_000,
        (),
        0,
        False,
        None,
        (),
        0,
        0,
        checks=CHECKLIST[1:3],
        tasks=((SALE.name, 50), (NEXT.name, 4)),
    ),
    "campaigns compared": r.CampaignsCompared((SUMMARY, replace(NOTHING, campaign=NEXT))),
}

"""Results to show, among them one awkward customer, at a fixed moment in Shanghai."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from tests.views import results as r
from tests.views import (
    samples_buyers,
    samples_calls,
    samples_campaigns,
    samples_deals,
    samples_doctor,
    samples_funnel,
    samples_growth,
    samples_method,
    samples_plans,
    samples_reports,
    samples_review,
    samples_sales,
    samples_targets,
    samples_team,
    samples_today,
    samples_trend,
    samples_trust,
    samples_week,
)

from leadfunnel.domain.calendar import BusinessCalendar
from leadfunnel.domain.consent import Consent
from leadfunnel.domain.contact_cap import Held
from leadfunnel.domain.customer import Customer, Due, User
from leadfunnel.domain.field import FieldKind
from leadfunnel.domain.figures import StageTime
from leadfunnel.domain.followup import FollowUp
from leadfunnel.domain.funnel import cohort, flow, snapshot
from leadfunnel.domain.interaction import Interaction
from leadfunnel.domain.journey import Change, History
from leadfunnel.domain.mapping import Declared
from leadfunnel.domain.material import Material
from leadfunnel.domain.merging import Conflict
from leadfunnel.domain.moment import Moment, UnreadableMoment
from leadfunnel.domain.money import Money
from leadfunnel.domain.phone import Phone
from leadfunnel.domain.pipeline_schema import shipped
from leadfunnel.domain.playbook import NextStep
from leadfunnel.domain.purchase import BoughtLine, Product, Purchase, RunOut
from leadfunnel.domain.recurrence import Recurrence
from leadfunnel.domain.reminder import Days
from leadfunnel.domain.satisfaction import Satisfaction
from leadfunnel.domain.sentence import said
from leadfunnel.domain.service_case import Case, figures
from leadfunnel.domain.tag import Tag
from leadfunnel.views.setting import Setting

CALENDAR = BusinessCalendar("Asia/Shanghai")
DAY = 86400
NOW = int(datetime.fromisoformat("2026-11-21T10:00:00+08:00").timestamp())
PIPELINES = {pipeline.name: pipeline for pipeline in shipped()}
LIFECYCLE = PIPELINES["lifecycle"]
ME = User(1, "小美")


def setting(width: int | None = None, ambiguous: str = "narrow") -> Setting:
    """The setting of every test: Saturday 2026-11-21, ten in the morning."""
    return Setting(CALENDAR, NOW, "CN", width, ambiguous)


def phone(number: str) -> Phone:
    return Phone(number, number, valid=True)


ZHANG = Customer(
    id=12,
    name="张伟",
    company="华新商贸",
    address="上海市浦东新区张杨路 500 号",
    phones=(phone("+8613800138000"),),
    wechat=("zw_1988",),
    emails=("zw@example.com",),
    external_ids=("shop:77",),
    pipeline="lifecycle",
    stage=LIFECYCLE.stage("C"),
    stage_since=NOW - 6 * DAY,
    owner=ME,
    outlet="一店",
    source="抖音",
    tags=(Tag("region", "浦东"), Tag("", "VIP")),
    birthday="06-18",
    referrer_id=7,
    do_not_contact=False,
    next_follow_up=Due(date(2026, 11, 25), NOW + 4 * DAY + 5 * 3600),
    last_contact=NOW - 2 * DAY,
    created_at=NOW - 20 * DAY,
)
AWKWARD = Customer(
    id=40613,
    name="欧阳娜娜司马相如上官婉儿[red]markup[/red]\x1b[2J\x07\x9b\u202e👨‍👩‍👧",
    company=None,
    address=None,
    phones=(),
    wechat=(),
    emails=(),
    external_ids=(),
    pipeline="lifecycle",
    stage=LIFECYCLE.stage("D"),
    stage_since=None,
    owner=None,
    outlet=None,
    source="a\nb",
    tags=(),
    birthday=None,
    referrer_id=None,
    do_not_contact=True,
    next_follow_up=None,
    last_contact=None,
    created_at=NOW - 400 * DAY,
)
SMITH = replace(
    ZHANG,
    id=3,
    name="Jonathan Smith-Featherstonehaugh",
    company=None,
    phones=(phone("+442079460018"), phone("+8613900139000")),
    stage=LIFECYCLE.stage("F"),
    tags=(),
    next_follow_up=Due(date(2027, 1, 4)),
)
NAMELESS = replace(AWKWARD, id=5, name="", phones=(phone("+8613700137000"),), do_not_contact=False)

CALL = FollowUp(
    12, 12, "call", Due(date(2026, 11, 25), NOW + 4 * DAY + 5 * 3600), "报价", "open", 1, NOW
)
LATE = FollowUp(9, 40613, "wechat", Due(date(2026, 11, 18)), "发对比图", "open", 1, NOW - 9 * DAY)
TODAY = FollowUp(10, 3, "visit", Due(date(2026, 11, 21), NOW + 5 * 3600), "", "open", 1, NOW - DAY)
KEPT = FollowUp(4, 12, "call", Due(date(2026, 11, 19)), "", "done", 1, NOW - 9 * DAY, NOW - 2 * DAY)

SAID = Interaction(
    31,
    12,
    "call",
    "out",
    "connected",
    "A",
    "要和家里商量\n预算 8 千\x1b[31m",
    185,
    NOW - 2 * DAY,
    NOW,
    "小美",
)
MISSED = Interaction(30, 12, "call", "out", "no_answer", "C", "", None, NOW - 3 * DAY, NOW, "小美")
CAME = Interaction(
    2,
    12,
    "wechat",
    "in",
    None,
    None,
    "想换烟机，看看有没有现货",
    None,
    NOW - 400 * DAY,
    NOW,
    "小美",
)

ADDED = r.Changed(
    41,
    (ZHANG,),
    (
        said("Added {customer}.", customer=ZHANG),
        said(
            "Understood: {fields}.",
            fields={
                "name": "张伟",
                "source": "抖音",
                "tags": ["region:浦东", "VIP"],
                "note": "想换烟机",
                "phones": ["+8613800138000"],
            },
        ),
        said("Next: {moment}.", moment=Moment(date(2026, 11, 25), time(15, 0))),
        said("Done: {follow_up}.", follow_up=KEPT),
        said("{origin} → {target}: {customer}.", customer=AWKWARD, origin=None, target=ZHANG.stage),
        said("{customer} carries {tags}.", customer=ZHANG),
        said("Logged {kind}: {customer}.", kind="call", customer=NAMELESS),
        said("By then: {moment}.", moment=Moment(date(2026, 11, 27), None, deadline=True)),
    ),
    {"name": "张伟", "tags": ["region:浦东", "VIP"]},
)
NOTHING = r.Changed(None, (ZHANG,), (said("{customer} had this already.", customer=ZHANG),))
SHORT = ("id", "name", "stage", "phone", "last_contact", "next")
PEOPLE = (ZHANG, AWKWARD, SMITH, NAMELESS)
LISTING = r.Listing(PEOPLE, 3, SHORT)
EVERY_COLUMN = (
    "id", "name", "company", "stage", "code", "stage_since", "phone", "wechat", "email",
    "external_id", "source", "tags", "owner", "outlet", "address", "birthday", "last_contact",
    "next", "created",
)  # fmt: skip
WIDE_LISTING = r.Listing(PEOPLE, 0, EVERY_COLUMN)
DUE = r.Promises(
    (r.Promise(LATE, AWKWARD, 3), r.Promise(TODAY, SMITH, 0), r.Promise(CALL, ZHANG, 0)), 0
)
JOURNEY = r.JourneyView(
    LIFECYCLE,
    "customer",
    "C",
    NOW - 6 * DAY,
    (
        (NOW - 6 * DAY, "B", "C", "小美", "说了预算", False),
        (NOW - 20 * DAY, None, "B", "小美", None, True),
    ),
)
WISHES = (
    Consent("all", "given", "", NOW - 9 * DAY, NOW - 9 * DAY, "小美"),
    Consent("wechat", "withdrawn", "拉黑了,不要再发朋友圈广告", NOW - DAY, NOW - DAY, "小美"),
)
RESTING = {"going_cold": date(2026, 12, 1)}
CARD = r.Card(
    ZHANG, "李总 #7", (SAID, MISSED, CAME), (CALL, KEPT), (JOURNEY,), NOW, WISHES, RESTING
)
AWKWARD_CARD = r.Card(replace(AWKWARD, deleted_at=NOW - DAY), None, (), (LATE,), (), NOW)
CREAM = Product(1, "保湿面霜(50 ml, 换季装)", "护肤", Money(28000, "CNY"), 30)
SOAP = Product(2, "Soap", retired=True)
CATALOGUE = r.Catalogue((CREAM, SOAP))


def _purchase(number: int, day: date, amount: int | None, **more: object) -> Purchase:
    told: dict[str, object] = {
        "refunds": None, "order": None, "outlet": None, "journey_id": None, "note": "",
        "reason": None, "user": "小美", "occasion": "day", "kept": True,
        "lines": (BoughtLine(1, CREAM.name, 2000, amount),),
    }  # fmt: skip
    money = None if amount is None else Money(amount, "CNY")
    told |= {"amount": money, "day": day, "at": NOW - DAY, **more}
    return Purchase(number, 12, **told)  # type: ignore[arg-type]


BOUGHT = (
    _purchase(9, date(2026, 11, 20), -28000, refunds=8, kept=False, reason="过敏"),
    _purchase(8, date(2026, 11, 1), 56000, order="TB2026-1101-88", outlet="浦东店", note="已付"),
    _purchase(7, date(2026, 10, 2), None, lines=()),
    _purchase(6, date(2025, 10, 2), 123_456_789, kept=False),
    *(_purchase(number, date(2025, 1, 2), 100) for number in (5, 4)),
)
BUYER = replace(
    CARD,
    customer=replace(ZHANG, purchases=4, spent=(Money(28000, "CNY"),)),
    purchases=BOUGHT,
    run_outs=(
        RunOut(12, CREAM, date(2026, 11, 20)),
        RunOut(12, SOAP, date(2026, 12, 31)),
    ),
)
AGENDA = r.Agenda(
    day=date(2026, 11, 21),
    now=NOW,
    items=(
        r.AgendaItem(
            AWKWARD,
            "overdue",
            (
                r.Reason("overdue", said("{note}", note="发对比图"), NOW - 3 * DAY),
                r.Reason("due", said("{note}", note="送样品"), NOW),
                r.Reason("stuck", said("{days} in {stage}", days=Days(12), stage=ZHANG.stage), NOW),
            ),
            300,
            {"late": 3},
            LATE,
            None,
        ),
        r.AgendaItem(
            SMITH,
            "due",
            (
                r.Reason("due", said("promised"), None),
                r.Reason("birthday", said("Birthday on {day}.", day=date(2026, 11, 23)), None),
            ),
            200,
            {},
            TODAY,
            SAID,
        ),
        r.AgendaItem(
            ZHANG,
            "reminder",
            (r.Reason("no_next_step", said("No next step."), NOW - 6 * DAY),),
            92,
            {"stage": 60, "age": 32},
            None,
            SAID,
            NextStep("do", {"en": "ask for the budget", "zh-CN": "问预算，问谁做主"}),
        ),
    ),
    left_over=57,
    left_over_more=False,
    next_promise=r.Promise(CALL, ZHANG, 0),
    idle=((ZHANG.stage, 4), (AWKWARD.stage, 1)),
    untagged=11,
    drip_waiting=2980,
    steps=r.DailySteps(3, 1, 4, 6),
)
EMPTY_AGENDA = replace(
    AGENDA,
    items=(),
    left_over=0,
    next_promise=None,
    idle=(),
    untagged=0,
    drip_waiting=0,
    steps=r.DailySteps(),
)


def _histories() -> list[History]:
    """Seven who came in last week: to every rung, one lost, one invalid, one past a rung."""
    paths = ["B", "BC", "BCD", "BCDE", "BDEF", "BCL", "BA"]
    begin = int(datetime.fromisoformat("2026-11-16T09:00:00+08:00").timestamp())
    return [
        History(
            number,
            number,
            tuple(
                Change(begin + place * DAY, place, path[place - 1] if place else None, code)
                for place, code in enumerate(path)
            ),
        )
        for number, path in enumerate(paths)
    ]


def _report() -> r.FunnelReport:
    histories = _histories()
    begin = int(datetime.fromisoformat("2026-11-16T00:00:00+08:00").timestamp())
    return r.FunnelReport(
        pipeline=LIFECYCLE,
        first=date(2026, 11, 16),
        last=date(2026, 11, 22),
        label="2026-W47",
        as_of=NOW,
        known_at=None,
        recorded_since=2,
        cohort=cohort(histories, LIFECYCLE, NOW),
        flow=flow(histories, LIFECYCLE, begin, NOW),
        snapshot=snapshot(histories, LIFECYCLE, NOW),
        times=tuple(
            StageTime(stage.code, 3, 1.0, 2.5, 1, 4.04, 4.04) for stage in LIFECYCLE.ladder
        ),
        view=None,
        identity_holds=True,
        again="--week",
    )


FUNNEL = _report()
HISTORY = r.History(
    (
        r.Entry(43, NOW, "小美", "undo", "", ((12, "张伟"),), 42, None),
        r.Entry(
            42, NOW - 60, "小美", "edit", "12", ((12, "张伟"),), None, 43,
            (
                r.Change("customer", "name", "张伟", "张\x1b伟", 12),
                r.Change("identity", "phone", None, "+8613800138000", 12),
                r.Change("stage_change", "stage", *LIFECYCLE.stages[:2], 12),
                r.Change("customer_tag", "tag", "region:浦东", None, 12),
            ), more_changes=True,
        ),
        r.Entry(41, NOW - 400 * DAY, "小美", "import", "x.csv", (), None, None),
    )
)  # fmt: skip
IMPORTED = r.Imported(
    operation=None,
    rows=5000,
    added=4800,
    updated=100,
    unchanged=75,
    refused=25,
    problems=tuple(
        {"row": row, "column": "电话", "value": f"=cmd{row}\x07", "reason": "no phone"}
        for row in range(2, 27)
    ),
    refused_file="x.refused.csv",
    dry_run=True,
    mapping={"姓名": "name", "手机": "phone"},
)
MAPPING = r.MappingView(
    "wechat",
    Declared(
        {"名称": "name", 'a "b"\t': "tag:region", "订房": "stage:BOOKING"},
        {"跟进中": "C"},
        pipeline="lifecycle",
        remark=("{mark}-{name}-{region}-{phone}",),
        keep_rest=True,
        header=("名称", "备注", "电话"),
    ),
)
MAPPINGS = r.MappingList((MAPPING, r.MappingView("crm", Declared({"a": "name"}, system="crm"))))
COLUMNS_OF_A_FILE = r.MappingPreview(
    (
        ("客户名称", "name", ("王姐", "\x1b[2J张伟", "")),
        ("状态", "status", ("跟进中", "已成交", "跟进中")),
        ("意向产品", "tag:product", ("烟机", "", "")),
        ("订房日期", "stage:BOOKING", ("2026-03-05", "", "")),
        ("预算", "field:budget", ("8000", "", "")),
        ("备注", "note", ("想换烟机，家里老机器太吵，周末带先生一起来店里看看样机", "", "")),
        ("序号", "ignore", ("1", "2", "3")),
        ("星座", "", ("天秤", "双鱼", "天秤")),
    ),
    (said("Enter reads it like this; 3=phone changes column 3; s NAME keeps it; q leaves."),),
)
REMARKS = r.RemarkPreview(
    "备注",
    (("{mark}-{name}-{region}-{product}-{phone}", 1200), ("{mark}-{name}-{phone}", 1)),
    (
        (
            "A-张三-浦东-烟机-13800138000",
            (("name", "张三"), ("tag:region", "浦东"), ("tag:product", "烟机"), ("phone", "138")),
        ),
        ("AA-陈先生-13800138004", (("name", "陈先生"), ("phone", "13800138004"))),
    ),
)
PIPELINE_LIST = r.PipelineList(tuple(PIPELINES.values()), "lifecycle")
PIPELINE = r.PipelineView(PIPELINES["telesales"], main=False)
CONFIG = r.ConfigView(
    (
        ("zone", "Asia/Shanghai", "store"),
        ("capacity", 20, "store"),
        ("lang", None, "personal"),
        ("reminders.stuck.on", False, "store"),
        ("reminders.not_bought_again.cycles", 1.5, "shipped"),
        ("levels.thresholds", [1000, 5000, 20000], "shipped"),
    ),
    ("caps", "levels", "reminders"),
)
FIELDS = r.FieldList(
    (
        FieldKind("budget", "money", {"en": "budget", "zh-CN": "预算"}),
        FieldKind("size", "choice", {"en": "house size"}, ("small", "large")),
    )
)
BACKUP = r.Done(
    "backup",
    (said("Backed up {count} customers to {path}; the copy was checked.", count=3, path="a.db"),),
    {"path": "a.db", "customers": 3, "bytes": 4096},
)
MOMENTS = r.ReadMoments(
    (
        r.ReadMoment("周三 3pm", Moment(date(2026, 11, 25), time(15)), NOW + 4 * DAY + 5 * 3600),
        r.ReadMoment(
            "每两周周五和每年农历八月十五",
            recurs=Recurrence("WEEKLY", 2, ("MO", "FR"), time=time(15), start=date(2026, 11, 23)),
            at=NOW + 2 * DAY,
            coming=((date(2026, 11, 23), time(15), NOW), (date(2026, 11, 27), None, NOW)),
        ),
        r.ReadMoment("a\x1b[2Jb", error=UnreadableMoment(text="a\x1b[2Jb")),
    )
)


PREVIEW = r.Changed(
    None, (ZHANG,), (said("{customer} carries {tags}.", customer=ZHANG),), dry_run=True
)
CONSENTS = r.Consents(ZHANG, WISHES)
NO_CONSENTS = r.Consents(AWKWARD, ())
PASSAGE = r.Passage(
    ZHANG,
    LIFECYCLE,
    (
        r.PassedStage(1, NOW - 20 * DAY, None, "B", assumed=True, by="小美", reason=None),
        r.PassedStage(2, NOW - 6 * DAY, "B", "C", assumed=False, by="小美", reason="问了价格"),
    ),
)
SOURCES = r.Vocabulary("sources", (r.Word("", "抖音", 1234), r.Word("", "Douyin", 7)))
TAGS = r.Vocabulary("tags", (r.Word("region", "浦东", 12), r.Word("", "VIP", 3)))
MERGED = r.Merged(
    "merge",
    None,
    (ZHANG, AWKWARD),
    (ZHANG,),
    (
        said("Merged {b} into {customer}.", b=AWKWARD, customer=ZHANG),
        said("Brought along: {counts}.", counts={"phone": 2, "tags": 1, "interactions": 14}),
    ),
    (
        (Conflict("company", "华新商贸", "上海华新商贸有限责任公司浦东第二分公司"), "A"),
        (Conflict("birthday", "--06-18", "1988-06-19"), None),
        (Conflict("stage", LIFECYCLE.stage("C"), LIFECYCLE.stage("L"), "A"), "B"),
    ),
)
PARTED = r.Merged(
    "split",
    44,
    (ZHANG, AWKWARD),
    (ZHANG, AWKWARD),
    (said("Parted {b} from {customer}; each has its own again.", b=AWKWARD, customer=ZHANG),),
    ((Conflict("source", "抖音", "a\nb"), "B"),),
)
DUPLICATES = r.Duplicates(
    (
        r.Alike(
            ZHANG,
            AWKWARD,
            92,
            (
                ("same_company", said("same company: {detail}", detail="华新商贸")),
                ("name_reading", said("names read the same: {detail}", detail="张伟 = 張瑋")),
                ("other_birthday", said("but the birthdays differ")),
            ),
        ),
    ),
    7,
)
AWAY = r.MergedAway(40613, "欧阳娜娜", NOW - DAY, 41, (JOURNEY,))
WAITING = Case(
    3, 12, "面霜过敏，脸上起了一片红疹子，问能不能退", NOW - 3 * DAY, "open", None, "", "小美"
)
DONE = Case(1, 40613, "漏发\x1b[2J", NOW - 9 * DAY, "solved", NOW - 7 * DAY, "补发了两件", "小美")
SCORES = (Satisfaction(1, 12, 2, NOW - 9 * DAY), Satisfaction(2, 12, 5, NOW - DAY, 7))
CASES = r.CaseList(
    (r.CaseOf(WAITING, ZHANG), r.CaseOf(DONE, AWKWARD)), 3, figures((WAITING, DONE), {1})
)
GREETINGS = (
    r.Greeting(
        ZHANG,
        date(2026, 11, 26),
        "张伟，感恩节好！谢谢您一路的信任。上次您选的面霜，用着还合心意吗？",
        1,
        2,
    ),
    r.Greeting(AWKWARD, date(2026, 11, 26), "\x1b[2J，感恩节好！谢谢您一路的信任。", 2, 2),
)
ROUND = r.GreetingRound(
    "感恩节",
    "感恩节",
    date(2026, 11, 26),
    GREETINGS,
    {3: Held(date(2026, 11, 28), "recent")},
    (SMITH,),
    2,
    7,
    38,
)
GUIDE = Material(
    1,
    "烟机选购指南",
    "ebook",
    "https://example.com/guide",
    "region=浦东 and stage=C",
    30,
    False,
    12,
)
OLD = Material(2, "old offer", "offer", "50 off\x1b[2J", "", None, True, 1200)
RESULTS: dict[str, object] = {
    "greetings": ROUND,
    "no greetings": r.GreetingRound("birthday", "生日", None, (), {}, (), 0, 0, 0),
    "greeting": GREETINGS[0],
    "materials": r.MaterialList((GUIDE, OLD)),
    "no materials": r.MaterialList(()),
    "material": r.MaterialChanged(
        9, GUIDE, (said("Added the material {material}.", material="x"),)
    ),
    "sorting": r.SortTurn(
        ZHANG,
        "想换烟机，看看有没有现货",
        tuple((stage.code.lower(), stage) for stage in LIFECYCLE.stages),
        3,
        12,
    ),
    "cases": CASES,
    "no cases": r.CaseList((), 0, figures((), ())),
    "complaining": replace(CARD, cases=(WAITING, DONE), satisfactions=SCORES),
    "merged": MERGED,
    "parted": PARTED,
    "duplicates": DUPLICATES,
    "unlike": r.Duplicates((), 0),
    "survivor": replace(CARD, merged=(AWAY,)),
    "changed": ADDED,
    "nothing": NOTHING,
    "fields": FIELDS,
    "listing": LISTING,
    "columns": WIDE_LISTING,
    "due": DUE,
    "card": CARD,
    "awkward": AWKWARD_CARD,
    "buyer": BUYER,
    "products": CATALOGUE,
    "no products": r.Catalogue(()),
    "product": r.ProductChanged(7, CREAM, (said("Changed the product {product}.", product="x"),)),
    "agenda": AGENDA,
    "empty": EMPTY_AGENDA,
    "funnel": FUNNEL,
    "history": HISTORY,
    "imported": IMPORTED,
    "mappings": MAPPINGS,
    "no mappings": r.MappingList(()),
    "mapping": MAPPING,
    "columns of a file": COLUMNS_OF_A_FILE,
    "remarks": REMARKS,
    "pipelines": PIPELINE_LIST,
    "pipeline": PIPELINE,
    "config": CONFIG,
    "backup": BACKUP,
    "moments": MOMENTS,
    "preview": PREVIEW,
    "consents": CONSENTS,
    "no consents": NO_CONSENTS,
    "passage": PASSAGE,
    "sources": SOURCES,
    "tags": TAGS,
    "no tags": r.Vocabulary("tags", ()),
    **samples_method.results(CARD, PIPELINES, NOW),
    **samples_sales.RESULTS,
    **samples_week.RESULTS,
    **samples_trust.results(AWKWARD),
    **samples_funnel.results(FUNNEL, _histories(), (ZHANG, AWKWARD)),
    **samples_buyers.results(ZHANG, AWKWARD, NOW),
    **samples_calls.results(CARD, NOW),
    **samples_campaigns.RESULTS,
    **samples_campaigns.groups(ZHANG, AWKWARD, NOW),
    **samples_deals.results(ZHANG, PIPELINES["key-account"], NOW),
    **samples_doctor.RESULTS,
    **samples_growth.results(NOW),
    **samples_targets.RESULTS,
    **samples_review.results(),
    **samples_team.results(ZHANG, AWKWARD, NOW),
    **samples_trend.results(LIFECYCLE, NOW),
    **samples_plans.results(CARD),
    **samples_today.results(ZHANG, AWKWARD, AGENDA, NOW),
}
RESULTS |= samples_reports.results(RESULTS)
RESULTS |= samples_review.reviews(RESULTS)

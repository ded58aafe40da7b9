"""A sale event: its list, what guides record, and the evening check."""

from __future__ import annotations

import pytest
from tests.campaigning import GUIDES, NAME, TERMS, begun, check, enter, log, people, summary
from tests.conftest import Clocked
from tests.dealing import at

from leadfunnel.domain.campaign_open import OPENED, UnknownFigure
from leadfunnel.services import campaigns
from leadfunnel.services.as_known import Then
from leadfunnel.services.buying import Buying
from leadfunnel.services.buying import Terms as Price
from leadfunnel.services.calling import Calling, Wanted
from leadfunnel.services.campaign_calling import CampaignCalling
from leadfunnel.services.campaign_entry import CampaignEntry
from leadfunnel.services.campaign_lists import CampaignLists
from leadfunnel.services.campaign_paper import BadLines, CampaignPaper, NoLines
from leadfunnel.services.campaign_refusals import (
    BadCampaignDays,
    CampaignClosed,
    CampaignTaken,
    JunkPerson,
    NoCampaign,
    NoCampaignYet,
    NotJunk,
    SeveralCampaigns,
)
from leadfunnel.services.campaign_reports import Asked, CampaignReports, totals
from leadfunnel.services.campaign_setting import CampaignSetting, Terms
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.editing import edit
from leadfunnel.services.log import Log
from leadfunnel.services.refunds import Refunds
from leadfunnel.services.results.campaigns import CampaignReport
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.whom import Whom
from leadfunnel.store import journeys

COUNTS = (
    *("called", "connected", "keen", "unsure", "not_reached", "averse", "wrong"),
    *("asked", "phone", "qr", "booked", "came", "bought"),
)


def row(report: CampaignReport, name: str) -> dict[str, int]:
    """What one guide did, without what is none."""
    found = next(one for one in report.rows if one.guide and one.guide.name == name)
    counts = {key: getattr(found.figures, key) for key in COUNTS}
    return {key: count for key, count in counts.items() if count}


def test_the_evening_check_has_what_each_guide_did(clocked: Clocked) -> None:
    store = begun(clocked)
    enter(store, "小李", "客户01 A 烟机 群", "客户04 A 烟机 群", "客户07 B 冰箱 群", "客户10 A")
    enter(store, "小王", "客户02 A 冰箱 群 周六来", "客户05 A 邀群", "客户08 未接", "客户11 x")
    enter(store, "小赵", "客户03 B 热水器 群", "客户06 无意", "客户09 空号", "客户12 扫码")
    log(store, "客户12 无效 广告")
    found = check(store)
    assert row(found, "小李") == {
        **{"called": 4, "connected": 4, "keen": 3, "unsure": 1, "asked": 3, "phone": 3}
    }
    assert row(found, "小王") == {
        **{"called": 4, "connected": 2, "keen": 2, "not_reached": 2, "asked": 2},
        **{"phone": 1, "booked": 1},
    }
    assert row(found, "小赵") == {
        **{"called": 3, "connected": 2, "unsure": 1, "averse": 1, "wrong": 1},
        **{"asked": 1, "phone": 1},
    }
    assert (found.total.listed, found.total.junk) == (11, 1)
    assert found.interests == (("冰箱", 2, 0), ("烟机", 2, 0), ("热水器", 1, 0))
    assert found.junk == (("advertiser", 1),)
    assert found.junk_sources == (("抖音", 12, 1),)
    assert totals(found.rows) == found.total
    li, wang, zhao = found.rows
    assert (li.met, wang.met) == (True, True)
    assert wang.exchange is not None
    assert (wang.exchange.booked, wang.exchange.goal) == (1, 2)
    assert (zhao.calls_short, zhao.group_short) == (1, 2)
    assert found.tomorrow == {
        **{"keen": 4, "unsure": 2, "not_reached": 2, "not_called": 0, "visits": 0}
    }


def test_a_sale_is_followed_to_the_purchase(clocked: Clocked) -> None:
    store = begun(clocked)
    enter(store, "小李", "客户01 A 烟机 约周五", "客户04 B 约周五", "客户07 A 约周五")
    store.now = at("2026-05-01")
    enter(store, "小李", "客户01 成交 烟机 3999", "客户04 没买 价格")
    store.now = at("2026-05-02")
    found = summary(store)
    assert (found.total.booked, found.total.came, found.total.bought) == (3, 2, 1)
    assert found.total.money == {"CNY": (399_900, 0)}
    assert (found.total.not_came, found.total.not_bought) == (1, 1)
    assert found.not_bought == (("price", 1),)
    assert found.not_came == (("", 1),)
    assert found.interests == (("烟机", 1, 1),)
    day = check(store)
    assert (day.total.called, day.total.bought) == (0, 0)


def test_what_was_bought_in_the_days_of_the_sale_counts_and_refunds_go_off(
    clocked: Clocked,
) -> None:
    store = begun(clocked)
    for day, who in (("2026-04-29", "客户01"), ("2026-05-02", "客户02"), ("2026-05-20", "客户03")):
        store.now = at(day)
        Buying(store.book()).buy([who, "烟机", "100"], Price())
    store.now = at("2026-05-12")
    Refunds(store.book()).refund("客户02", ["40"])
    found = summary(store)
    assert (found.total.came, found.total.bought) == (1, 1)
    assert found.total.money == {"CNY": (10_000, 4_000)}


def test_the_list_is_shared_fairly_the_keen_first(clocked: Clocked) -> None:
    clocked.now = at("2026-04-20")
    people(clocked, 11)
    touches = Touches(clocked.book())
    for who, grade in (("客户11", "A"), ("客户10", "A"), ("客户09", "B"), ("客户08", "D")):
        touches.log(who, "call", "", Told(grade=grade))
    edit(clocked.book(), "客户07", Details(do_not_contact=True))
    clocked.now = at("2026-04-28")
    CampaignSetting(clocked.book()).new(NAME, TERMS)
    CampaignSetting(clocked.book()).guide(GUIDES[:2], None, "3", None)
    filled = CampaignLists(clocked.book()).fill(Whom(where="phone~136"), NAME)
    assert filled.understood["added"] == 9
    assert filled.understood["left_out"] == {"do_not_contact": 1, "declined": 1}
    given = CampaignLists(clocked.book()).assign(None).understood
    assert given["guides"] == [
        {"guide": "小李", "new": 3, "open": 0},
        {"guide": "小王", "new": 3, "open": 0},
    ]
    assert given["waiting"] == 3
    with clocked.book().read() as page:
        from leadfunnel.services import campaigns

        found = campaigns.people(page, campaigns.one(page, None))
        names = {one.id: one.name for one in page.customers([p.customer_id for p in found])}
        by = {names[one.customer_id]: one.guide_id for one in found}
    assert by["客户10"] != by["客户11"]
    assert by["客户09"] != 0
    taken = CampaignLists(clocked.book("小赵")).take(2, None).understood
    assert taken == {
        "campaign": NAME,
        "guides": [{"guide": "小赵", "new": 2, "open": 0}],
        "waiting": 1,
    }
    again = CampaignLists(clocked.book()).assign(None).understood
    assert [one["open"] for one in again["guides"]] == [3, 3, 2]  # type: ignore[attr-defined]


def test_junk_is_never_invited_again_unless_reopened(clocked: Clocked) -> None:
    store = begun(clocked)
    enter(store, "小李", "客户01 无效 同行")
    CampaignSetting(store.book()).close(None)
    with pytest.raises(CampaignClosed):
        CampaignEntry(store.book()).log(["客户02", "A"], NAME)
    CampaignSetting(store.book()).new("十一", Terms("2026-10-01", "2026-10-03"))
    filled = CampaignLists(store.book()).fill(Whom(where="phone~136"), "十一").understood
    assert filled["left_out"] == {"junk": 1}
    with pytest.raises(JunkPerson):
        log(store, "客户01 A")
    with pytest.raises(NotJunk):
        CampaignEntry(store.book()).reopen("客户02", None)
    CampaignEntry(store.book()).reopen("客户01", None)
    log(store, "客户01 A")
    assert summary(store).total.listed == 12


def test_who_had_no_wish_stays_off_later_events_until_reopened(clocked: Clocked) -> None:
    store = begun(clocked)
    enter(store, "小李", "客户01 D", "客户04 无意")
    enter(store, "小王", "客户02 D", "客户05 无效 广告")
    store.now = at("2026-09-20")
    Touches(store.book()).log("客户02", "call", "又想来了", Told(grade="B"))
    store.now = at("2026-09-25")
    CampaignSetting(store.book()).close(None)
    CampaignSetting(store.book()).new("十一", Terms("2026-10-01", "2026-10-03"))
    CampaignSetting(store.book()).guide(["小李"], None, "20", None)
    lists = CampaignLists(store.book())
    filled = lists.fill(Whom(where="phone~136"), "十一")
    assert filled.understood["left_out"] == {"declined": 2, "junk": 1}
    assert any("campaign reopen" in sentence.text for sentence in filled.said)
    before = summary(store)
    for name in ("客户04", "客户05"):
        CampaignEntry(store.book()).reopen(name, None)
    lists.assign(None)
    with pytest.raises(NotJunk):
        CampaignEntry(store.book()).reopen("客户04", None)
    queue = CampaignCalling(store.book("小李"), "十一").queue(Wanted()).callees
    assert {one.id: one.grade for one in queue if one.id in (1, 2, 4, 5)} == {
        **{2: "B", 4: None, 5: None}
    }
    with store.book().read() as page:
        found = {one.customer_id: one.standing for one in campaigns.people(
            page, campaigns.one(page, None))}  # fmt: skip
    assert (found[2], found[4]) == ("B", None)
    log(store, "客户04 D")
    assert len(CampaignCalling(store.book("小李"), "十一").queue(Wanted()).callees) == 10
    for _ in range(4):
        Log(store.book()).undo()
    assert summary(store) == before


def test_undo_takes_a_whole_sheet_back(clocked: Clocked) -> None:
    store = begun(clocked)
    before = summary(store)
    enter(store, "小王", "客户02 A 冰箱 群 周六来", "客户05 成交 烟机 3999", "客户08 无效 广告")
    assert summary(store) != before
    Log(store.book()).undo()
    assert summary(store) == before


def test_of_several_a_line_means_whom_the_guide_invites(clocked: Clocked) -> None:
    store = begun(clocked, 6)
    for text in ("客户01 13911110000", "王大 13922220003", "王大 13933330003"):
        Capture(store.book()).add(text, Details(), Entering())
    with pytest.raises(BadLines):
        enter(store, "小王", "客户01 A")
    enter(store, "小李", "客户01 A")
    CampaignLists(store.book()).fill(Whom(("#8", "#9")), NAME)
    CampaignLists(store.book()).assign(None)
    with store.book().read() as page:
        people = campaigns.people(page, campaigns.one(page, None))
        guides = {one.customer_id: one.guide_id for one in people}
        names = {row["id"]: row["name"] for row in page.session.rows("operations.user_all")}
    assert guides[8] != guides[9]
    enter(store, names[guides[9]], "0003 B")
    assert row(check(store), names[guides[9]])["unsure"] == 1
    with pytest.raises(BadLines):
        enter(store, "lin", "0003 B")
    Capture(store.book()).add("十号 13944440004", Details(), Entering())
    enter(store, "小李", "0004 D")
    with store.book().read() as page:
        people = campaigns.people(page, campaigns.one(page, None))
        assert {one.customer_id for one in people if one.standing == "D"} == {10}


def test_one_line_amiss_and_nothing_is_recorded(clocked: Clocked) -> None:
    store = begun(clocked)
    before = summary(store)
    with pytest.raises(BadLines) as caught:
        enter(store, "小王", "客户02 A", "", "没有这个人 B", "客户05 成交 烟机 3999 4999 5999")
    problems = caught.value.problems
    assert [one["line"] for one in problems] == [3, 4]
    assert summary(store) == before
    with pytest.raises(NoLines):
        enter(store, "小王", " ", "")


def test_somebody_not_on_the_list_is_taken_on_by_the_guide(clocked: Clocked) -> None:
    store = begun(clocked, 3)
    Capture(store.book()).add("新客 13700000001", Details(), Entering())
    enter(store, "小赵", "新客 A 群")
    assert row(check(store), "小赵") == {
        **{"called": 1, "connected": 1, "keen": 1, "asked": 1, "phone": 1}
    }


def test_a_missed_call_takes_no_grade_away_and_a_late_yes_brings_back(clocked: Clocked) -> None:
    store = begun(clocked)
    enter(store, "小李", "客户01 A", "客户04 无意")
    store.now += 86_400
    enter(store, "小李", "客户01 未接", "客户04 B 约周六")
    found = summary(store)
    assert (found.total.keen, found.total.unsure, found.total.averse) == (1, 1, 0)
    assert check(store).total.not_reached == 1
    with store.book().read() as page:
        found_now = journeys.histories(page.session, "invite", store.now + 1)
        last = [one.changes[-1].target for one in found_now]
    assert (last[0], last[3]) == ("REACHED", "BOOKED")


def test_campaigns_are_found_by_name_part_or_number(clocked: Clocked) -> None:
    setting = CampaignSetting(clocked.book())
    with pytest.raises(NoCampaignYet):
        setting.show(None)
    setting.new("五一爆破", Terms("2027-05-01", "2027-05-03"))
    setting.new("五月会员日", Terms("2027-05-20", "2027-05-20"))
    assert setting.show(None).campaign.name == "五一爆破"
    assert setting.show("会员").campaign.id == 2
    assert setting.show("#1").campaign.name == "五一爆破"
    with pytest.raises(SeveralCampaigns):
        setting.show("五")
    with pytest.raises(NoCampaign):
        setting.show("双十一")
    with pytest.raises(CampaignTaken):
        setting.new("五一爆破", Terms("2027-05-01", "2027-05-03"))
    with pytest.raises(BadCampaignDays):
        setting.new("十一", Terms("2027-10-03", "2027-10-01"))


def test_what_has_to_be_ready_moves_with_the_days(clocked: Clocked) -> None:
    setting = CampaignSetting(clocked.book())
    setting.new("五一", Terms("2027-05-01", "2027-05-03"))
    days = {one.code: one.due.isoformat() for one in setting.show(None).checks}
    assert (days["goal"], days["remind"]) == ("2027-04-17", "2027-04-30")
    assert (days["thank"], days["review"]) == ("2027-05-04", "2027-05-10")
    setting.done("goal", None)
    setting.edit("五一", Terms(first="2027-05-02", last="2027-05-05"))
    days = {one.code: one.due.isoformat() for one in setting.show(None).checks}
    assert (days["goal"], days["remind"]) == ("2027-04-17", "2027-05-01")
    assert days["review"] == "2027-05-12"
    Log(clocked.book()).undo()
    assert setting.show(None).campaign.first.isoformat() == "2027-05-01"


def test_campaigns_stand_beside_each_other(clocked: Clocked) -> None:
    store = begun(clocked)
    enter(store, "小李", "客户01 A")
    found = CampaignReports(store.book()).compare([NAME, NAME]).reports
    assert [one.total.called for one in found] == [1, 1]
    assert Calling(store.book()).rules().tries == 3


def test_a_call_before_the_sale_counts_though_no_warming_day_was_said(clocked: Clocked) -> None:
    store = begun(clocked, terms=Terms("2026-05-01", "2026-05-03"))
    enter(store, "小李", "客户01 B 烟机 群")
    assert row(check(store), "小李") == {
        "called": 1,
        "connected": 1,
        "unsure": 1,
        "asked": 1,
        "phone": 1,
    }


def test_the_share_with_intent_counts_grades_from_before_the_event(clocked: Clocked) -> None:
    clocked.now = at("2026-04-10")
    people(clocked, 4)
    touches = Touches(clocked.book())
    for who, grade in (("客户01", "B"), ("客户02", "A"), ("客户03", "A")):
        touches.log(who, "call", "", Told(grade=grade))
    clocked.now = at("2026-04-28")
    CampaignSetting(clocked.book()).new(NAME, TERMS)
    for line in ("客户01 扫码", "客户02 群 无意", "客户03 A 群", "客户04 扫码"):
        log(clocked, line)
    total = summary(clocked).total
    assert (total.in_group, total.group_intent) == (4, 2)
    assert (total.keen, total.unsure, total.averse) == (1, 0, 1)


@pytest.mark.parametrize(
    "line", ["客户01 电话 B 烟机", "客户01 call B 烟机", "客户01 打电话 B 烟机"]
)
def test_the_word_for_a_call_is_no_text(clocked: Clocked, line: str) -> None:
    store = begun(clocked, 1)
    log(store, line)
    with store.book().read() as page:
        from leadfunnel.store import timeline

        assert [one.text for one in timeline.entries(page.session, 1, limit=9)] == ["烟机"]
    total = check(store).total
    assert (total.called, total.unsure, total.phone) == (1, 1, 0)


def test_a_grade_by_message_is_no_call(clocked: Clocked) -> None:
    store = begun(clocked, 3)
    log(store, "客户01 微信 A 要:烟机 扫码")
    log(store, "客户02 B 烟机 带老婆来看")
    found = summary(store)
    assert (found.total.called, found.total.connected, found.total.group_intent) == (1, 1, 1)
    assert found.interests == (("烟机", 2, 0),)
    assert found.tomorrow["keen"] == 1
    assert found.total.open == 1


def test_a_purchase_from_before_the_sale_counts_where_it_is_said(clocked: Clocked) -> None:
    store = begun(clocked, 3)
    Buying(store.book()).buy(["客户01", "烟机", "100"], Price(campaign="."))
    Buying(store.book()).buy(["客户02", "烟机", "100"], Price())
    total = summary(store).total
    assert (total.came, total.bought, total.money) == (1, 1, {"CNY": (10_000, 0)})
    Log(store.book()).undo()
    Log(store.book()).undo()
    assert summary(store).total.bought == 0
    CampaignSetting(store.book()).close(None)
    with pytest.raises(CampaignClosed):
        Buying(store.book()).buy(["客户01", "烟机", "100"], Price(campaign="."))


def test_reports_as_of_a_day_and_as_known_then(clocked: Clocked) -> None:
    store = begun(clocked)
    enter(store, "小李", "客户01 A 烟机 群", "客户04 B")
    before = summary(store)
    store.now += 2 * 86_400
    CampaignPaper(store.book()).enter(["客户02 A 冰箱"], "小王", None, "2026-04-28 15:00")
    enter(store, "小李", "客户01 成交 烟机 3999", "客户07 无效 广告")
    CampaignSetting(store.book()).done("goal", None)
    reports = CampaignReports(store.book())
    late = reports.summary(None, then=Then(as_of="2026-04-28"))
    assert (late.total.called, late.total.bought, late.total.junk) == (3, 0, 0)
    assert late.seen is not None
    assert late.seen.recorded_since == 3
    assert not any(one.done_at for one in late.checks)
    known = reports.summary(None, then=Then(known_at="2026-04-28"))
    assert known.total == before.total
    assert (known.rows, known.interests) == (before.rows, before.interests)
    assert reports.check(None, then=Then(as_of="2026-04-28")).total.called == 3
    both = reports.compare([NAME], Then(as_of="2026-04-28"))
    assert both.reports[0].total.called == 3
    assert summary(store).total.junk == 1


def test_every_figure_opens_to_as_many_people(clocked: Clocked) -> None:
    store = begun(clocked)
    enter(store, "小李", "客户01 A 烟机 约周五", "客户04 没买 价格", "客户07 未接", "客户10 空号")
    enter(store, "小王", "客户02 B 群", "客户05 扫码", "客户08 无意", "客户11 邀群", "客户02 退群")
    log(store, "客户12 无效 广告")
    store.now = at("2026-05-02")
    enter(store, "小赵", "客户03 成交 烟机 3999")
    reports = CampaignReports(store.book())
    for whole in (False, True):
        report = reports.summary(None) if whole else reports.check(None)
        for name in OPENED:
            found = reports.opened(None, name, Asked(whole=whole)).customers
            assert len(found) == getattr(report.total, name.replace("-", "_")), name
            by_guide = [
                len(reports.opened(None, name, Asked(whole=whole, guide=guide)).customers)
                for guide in GUIDES
            ]
            assert sum(by_guide) == len(found)
    assert [one.name for one in reports.opened(None, "没买", Asked(whole=True)).customers] == [
        "客户04"
    ]
    with pytest.raises(UnknownFigure):
        reports.opened(None, "大概", Asked())


@pytest.mark.parametrize(
    ("line", "grade", "phone", "booked", "text"),
    [
        ("客户01 b，烟机，群，周六来", "unsure", 1, 1, "烟机"),
        ("客户01 意向强 进群了 明天来看", "keen", 1, 1, ""),
        ("客户01 强 再比比，带老婆来", "keen", 0, 0, "再比比，带老婆来"),
        ("客户01 关机", "not_reached", 0, 0, ""),
        ("客户01 不感兴趣", "averse", 0, 0, ""),
    ],
)
def test_lines_as_guides_type_them(
    clocked: Clocked, line: str, grade: str, phone: int, booked: int, text: str
) -> None:
    store = begun(clocked, 1)
    log(store, line)
    total = check(store).total
    assert (getattr(total, grade), total.phone, total.booked) == (1, phone, booked)
    with store.book().read() as page:
        from leadfunnel.store import timeline

        calls = timeline.entries(page.session, 1, limit=9)
        assert [one.text for one in calls if one.kind == "call"] == [text]


def test_a_paper_line_may_have_a_number_and_marks(clocked: Clocked) -> None:
    store = begun(clocked, 3)
    enter(store, "小李", "1、客户01 B", "2. 0102： A 冰箱", "3) 客户03, 未接")
    assert check(store).total.called == 3


def test_calls_of_somebody_who_is_no_guide_stand_in_their_line(clocked: Clocked) -> None:
    store = begun(clocked, 2)
    Capture(store.book()).add("新客 13700000001", Details(), Entering())
    log(store, "新客 A")
    found = check(store)
    assert found.rows[-1].guide is None
    assert found.rows[-1].calls_done == found.rows[-1].figures.called == 1


def test_days_gone_by_and_names_with_commas(clocked: Clocked) -> None:
    clocked.now = at("2026-04-28")
    setting = CampaignSetting(clocked.book())
    setting.new(NAME, Terms("2026-04-27", "2026-05-03", "昨天"))
    setting.guide(("小李，小王", "小赵"), None, None, None)
    card = CampaignSetting(clocked.book()).show(None)
    assert card.campaign.warm_from is not None
    assert card.campaign.warm_from.isoformat() == "2026-04-27"
    assert [one.name for one in card.guides] == ["小李", "小王", "小赵"]
    CampaignSetting(clocked.book()).done("goal, the offer", None)
    assert next(one for one in setting.show(None).checks if one.code == "goal").done_at

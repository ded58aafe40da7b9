"""People of an account, costs, quotas and the honesty check, in a store."""

from __future__ import annotations

import pytest
from tests.conftest import Clocked
from tests.dealing import add, at, move

from leadfunnel.domain.account import UnknownRole, unmet
from leadfunnel.domain.moment_part import FutureMoment
from leadfunnel.services.as_known import Then
from leadfunnel.services.attaining import Attaining
from leadfunnel.services.auditing import Auditing
from leadfunnel.services.channels import Channels
from leadfunnel.services.cost_report import CostReports
from leadfunnel.services.costs import Costs, NoCost, OneTarget, Spending
from leadfunnel.services.deal_moves import DealMoves
from leadfunnel.services.deal_terms import DealTerms, Offer
from leadfunnel.services.ladder import Move
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking
from leadfunnel.services.members import AlreadyAMember, Members, NotAMember, OwnMember
from leadfunnel.services.quotas import BadPer, NoQuota, OneWhose, Quotas
from leadfunnel.services.tagging import Tagging
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.weekly import When


def _codes(store: Clocked, **asked: object) -> list[tuple[str, str]]:
    then = Then(asked.get("as_of"))  # type: ignore[arg-type]
    report = Auditing(store.book()).audit(asked.get("owner"), None, then)  # type: ignore[arg-type]
    return [(one.code, one.deal.ref) for one in report.findings]


# --- people


def test_show_warns_until_the_decision_maker_is_met(firm: Clocked) -> None:
    members = Members(firm.book())
    members.add("华新", "李总", "决策人", "支持", "13900139000")
    members.add("华新", "小赵", "采购", "", None)
    card = Looking(firm.book()).show("华新")
    assert [(one.person.name, one.role, one.stance) for one in card.members] == [
        ("李总", "decides", "for"),
        ("小赵", "buys", ""),
    ]
    assert [one.person.name for one in unmet(card.members)] == ["李总"]
    Touches(firm.book()).log("李总", "meeting", "谈", Told())
    assert unmet(Looking(firm.book()).show("华新").members) == ()


def test_the_firm_is_meant_and_not_its_people(firm: Clocked) -> None:
    Members(firm.book()).add("华新", "李总", "", "", None)
    assert Looking(firm.book()).show("华新").customer.name == "华新电子"
    assert Looking(firm.book()).show("李总").customer.company == "华新电子"


def test_a_person_stands_on_no_ladder_and_is_taken_back_by_undo(firm: Clocked) -> None:
    Members(firm.book()).add("华新", "李总", "决策人", "", None)
    assert Looking(firm.book()).show("李总").customer.stage is None
    Log(firm.book()).undo()
    assert Looking(firm.book()).show("华新").members == ()


def test_people_are_changed_and_taken_out(firm: Clocked) -> None:
    members = Members(firm.book())
    members.add("华新", "李总", "决策人", "反对", None)
    members.edit("华新", "李总", None, "支持")
    assert members.list("华新").members[0].stance == "for"
    with pytest.raises(AlreadyAMember):
        members.add("华新", "李总", "", "", None)
    with pytest.raises(OwnMember):
        members.add("1", "华新电子", "", "", "13800138000")
    with pytest.raises(UnknownRole):
        members.edit("华新", "李总", "老大", None)
    members.remove("华新", "李总")
    with pytest.raises(NotAMember):
        members.remove("1", "李总")
    assert Looking(firm.book()).show("李总").customer.name == "李总"


# --- costs


def test_costs_by_channel_owner_and_lost_stage(firm: Clocked) -> None:
    """Two leads by 抖音 for 5,000 of which one bought; 300 went into a deal lost at SHORTLIST."""
    from leadfunnel.services.capture import Capture
    from leadfunnel.services.details import Details, Entering

    for text in ("甲 13700137001 @抖音", "乙 13700137002 @抖音"):
        Capture(firm.book()).add(text, Details(), Entering())
    won = add(firm, who="甲", amount="2000", stage="LISTED")
    lost = add(firm, who="乙", amount="1000", stage="SHORTLIST", owner="chen")
    costs = Costs(firm.book())
    costs.add(["5000", "投放"], Spending(channel="抖音"))
    costs.add([won, "200", "招待"], Spending())
    costs.add([lost, "300"], Spending())
    move(firm, "promote", won, "WON")
    DealMoves(firm.book()).move("drop", [lost], Move(), exit_kind="lost")
    reports = CostReports(firm.book())
    (channel,) = reports.report("channel", None, None, None).rows
    assert (channel.key, channel.amount, channel.leads, channel.won) == ("抖音", 550_000, 2, 1)
    assert (channel.per_lead, channel.per_won, channel.revenue) == (275_000, 550_000, 200_000)
    owners = {row.key: row for row in reports.report("owner", None, None, None).rows}
    assert (owners["lin"].amount, owners["lin"].won, owners["lin"].per_won) == (20_000, 1, 20_000)
    assert (owners["chen"].amount, owners["chen"].won, owners["chen"].per_won) == (30_000, 0, None)
    (stage,) = reports.report("stage", None, None, None).rows
    assert (stage.key, stage.amount, stage.leads) == ("SHORTLIST", 30_000, 1)
    assert reports.report("channel", "2027", None, None).rows == ()


def test_what_is_no_cost(firm: Clocked) -> None:
    costs = Costs(firm.book())
    for words, spending in ((["华新"], Spending()), ([], Spending(channel="抖音"))):
        with pytest.raises(NoCost):
            costs.add(words, spending)
    with pytest.raises(OneTarget):
        costs.add(["1"], Spending(channel="a", campaign="b"))


# --- quotas


def test_a_basis_is_frozen_and_attainment_is_against_it(firm: Clocked) -> None:
    ref = add(firm, amount="100万", stage="LISTED", close="2026-12")
    add(firm, amount="40万", stage="SHORTLIST", close="2027-03")
    add(firm, amount="7万", stage="LISTED")
    quotas = Quotas(firm.book())
    (basis,) = quotas.basis(None, "2026", None, None).bases
    assert [(row.deal_id, row.weighted) for row in basis.rows] == [(int(ref[1:]), 25_000_000)]
    DealTerms(firm.book()).edit(ref, Offer(amount="900万"))
    won = add(firm, amount="10万", stage="WON")
    (row,) = Attaining(firm.book()).attainment(None, "2026").rows
    assert (row.frozen, row.sold, row.gap) == (25_000_000, 10_000_000, 15_000_000)
    assert row.of_frozen == 0.4
    assert won


def test_a_basis_is_not_known_before_it_is_taken_nor_taken_ahead(firm: Clocked) -> None:
    Quotas(firm.book()).set(["lin", "30万"], "year", "2026", None)
    add(firm, amount="10万", close="2027-05")
    firm.now = at("2026-09-01")
    quotas, attaining = Quotas(firm.book()), Attaining(firm.book())
    quotas.basis("2026-09-01", "2026", None, None)
    (before,) = attaining.attainment(None, "2026", Then("2026-08-31")).rows
    (after,) = attaining.attainment(None, "2026").rows
    assert (before.frozen, after.frozen) == (None, 0)
    with pytest.raises(FutureMoment):
        quotas.basis("2027-01-01", "2027", None, None)


def test_a_firm_and_its_people_are_one_lead(firm: Clocked) -> None:
    Costs(firm.book()).add(["600", "投放"], Spending(channel="抖音"))
    leads = [one.leads for one in Channels(firm.book()).channels(When()).items]
    spent = CostReports(firm.book()).report("channel", None, None, None).rows
    Members(firm.book()).add("华新", "李总", "决策人", "支持", "13900139000")
    assert [one.leads for one in Channels(firm.book()).channels(When()).items] == leads
    assert CostReports(firm.book()).report("channel", None, None, None).rows == spent


def test_the_gap_needs_pipeline_at_ones_own_win_rate(firm: Clocked) -> None:
    add(firm, amount="10万", stage="WON")
    for _ in range(2):
        DealMoves(firm.book()).move("drop", [add(firm, amount="1")], Move(), exit_kind="lost")
    quotas = Quotas(firm.book())
    quotas.set(["lin", "30万"], "month", None, None)
    quotas.set(["lin", "40万"], "month", None, None)
    (row,) = Attaining(firm.book()).attainment(None, None).rows
    assert (row.goal, row.sold, row.gap) == (40_000_000, 10_000_000, 30_000_000)
    assert (row.rate.won, row.rate.decided, row.needed) == (1, 3, 90_000_000)


def test_a_territory_is_a_tag(firm: Clocked) -> None:
    Tagging(firm.book()).tag("王姐", ["region:浦东"])
    add(firm, amount="100万", stage="LISTED", close="2026-12")
    add(firm, who="王姐", amount="10万", stage="LISTED", close="2026-12")
    (basis,) = Quotas(firm.book()).basis(None, "2026", None, "浦东").bases
    assert (basis.who, [row.amount for row in basis.rows]) == ("region:浦东", [10_000_000])


def test_a_basis_is_taken_as_the_day_was(firm: Clocked) -> None:
    ref = add(firm, amount="100万", stage="LISTED", close="2026-12")
    firm.now = at("2026-09-01")
    move(firm, "promote", ref)
    (basis,) = Quotas(firm.book()).basis("2026-08-10", "2026", None, None).bases
    assert [row.weighted for row in basis.rows] == [25_000_000]


def test_what_is_no_quota(firm: Clocked) -> None:
    quotas = Quotas(firm.book())
    with pytest.raises(NoQuota):
        quotas.set(["lin"], "month", None, None)
    with pytest.raises(BadPer):
        quotas.set(["lin", "1"], "day", None, None)
    with pytest.raises(OneWhose):
        quotas.basis(None, "2026", "lin", "浦东")


# --- audit


def test_a_deal_worked_on_honestly_is_no_finding(firm: Clocked) -> None:
    ref = add(firm, amount="1000", stage="LISTED", close="2026-12")
    firm.now = at("2026-09-01")
    move(firm, "promote", ref, "WON")
    assert _codes(firm) == []


def test_each_finding_by_hand(firm: Clocked) -> None:
    quick = add(firm, amount="1", stage="LISTED")
    late = add(firm, amount="1000", stage="LISTED")
    overdue = add(firm, amount="1", stage="LISTED", close="2026-08-20")
    old = add(firm, amount="1", at="2026-07-20")
    firm.now = at("2026-08-06")
    move(firm, "promote", quick, "WON")  # open for three days
    firm.now = at("2026-08-30")
    DealTerms(firm.book()).edit(late, Offer(amount="900"))
    move(firm, "promote", late, "DECIDED")
    firm.now = at("2026-09-02")
    move(firm, "promote", late, "WON")
    assert _codes(firm) == [
        ("never_open", quick),
        ("changed_late", late),
        ("changed_late", late),
        ("recorded_late", old),
        ("past_close", overdue),
    ]
    assert _codes(firm, owner="all", as_of="2026-08-10") == [
        ("never_open", quick),
        ("recorded_late", old),
    ]


def test_parked_needs_contacts_and_no_change(firm: Clocked) -> None:
    ref = add(firm, amount="1", stage="DECIDED")
    firm.now = at("2026-10-01")
    assert _codes(firm) == []
    Touches(firm.book()).log("华新", "call", "聊", Told())
    Touches(firm.book()).log("华新", "meeting", "聊", Told())
    assert _codes(firm) == [("parked", ref)]
    move(firm, "demote", ref)
    assert _codes(firm) == []


def test_moved_back_before_a_quota_day_and_forward_after_it(firm: Clocked) -> None:
    ref = add(firm, amount="100万", stage="SHORTLIST", close="2027-06")
    firm.now = at("2026-09-20")
    move(firm, "demote", ref)
    Quotas(firm.book()).set(["lin", "1"], "quarter", "2026-10-01", None)
    assert _codes(firm) == []
    firm.now = at("2026-10-20")
    move(firm, "promote", ref)
    assert _codes(firm) == [("moved_back", ref)]


def test_a_rep_sees_their_own_once_there_is_a_manager(firm: Clocked) -> None:
    mine = add(firm, amount="1", stage="WON")
    theirs = add(firm, amount="1", stage="WON", owner="chen")
    assert _codes(firm) == [("never_open", mine), ("never_open", theirs)]
    with firm.book().record("import") as page:
        number = page.session.rows("operations.user_by_key", key="chen")[0]["id"]
        page.ledger.update("users", number, None, role="manager")
    report = Auditing(firm.book()).audit(None, None)
    assert ([one.deal.ref for one in report.findings], report.hidden) == ([mine], 1)
    assert len(Auditing(firm.book("chen")).audit(None, None).findings) == 2


def test_an_audit_changes_nothing(firm: Clocked) -> None:
    add(firm, amount="1", stage="WON")
    before = firm.path.read_bytes()
    _codes(firm)
    Attaining(firm.book()).attainment(None, None)
    assert firm.path.read_bytes() == before

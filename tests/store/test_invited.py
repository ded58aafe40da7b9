"""Who is given somebody else's customer for a sale event sees them and logs, while it runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests import postgres
from tests.teams import Crew, crew

from leadfunnel.services.campaign_collect import CampaignCollect
from leadfunnel.services.campaign_entry import CampaignEntry
from leadfunnel.services.campaign_lists import CampaignLists
from leadfunnel.services.campaign_reports import CampaignReports
from leadfunnel.services.campaign_setting import CampaignSetting, Terms
from leadfunnel.services.campaign_sheets import CampaignSheets
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.log import Log
from leadfunnel.services.who_refusals import NoCustomer
from leadfunnel.services.whom import Whom
from leadfunnel.store.compiled.catalogue import COLUMNS

psycopg = pytest.importorskip("psycopg") if not postgres.required() else __import__("psycopg")

NAME = "年终大促"


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    with crew(tmp_path_factory.mktemp("team")) as made:
        for number in (1, 2, 3):
            text = f"老顾客{number} 1360000010{number} 抖音"
            Capture(made.as_("小王").book()).add(text, Details(), Entering())
        boss = made.as_("老板").book()
        CampaignSetting(boss).new(NAME, Terms("2099-05-01", "2099-05-03"))
        CampaignSetting(boss).guide([made.login("小李")], None, "2", None)
        CampaignLists(boss).fill(Whom(where="phone~136"), NAME)
        CampaignLists(boss).assign(NAME)
        yield made


def seen(team: Crew, name: str) -> set[int]:
    """Whom a member sees, by bare SQL, in the table of customers and in one about them."""
    with team.connect(name) as member:
        people = {
            row[0]
            for row in member.execute("SELECT id FROM customer WHERE void_op IS NULL").fetchall()
        }
        asked = "SELECT DISTINCT customer_id FROM identity WHERE void_op IS NULL"
        assert {row[0] for row in member.execute(asked).fetchall()} == people
    return people


def refused(member: Any, sql: str) -> bool:
    """Tell whether the server refuses a statement, or changes nothing by it."""
    try:
        return bool(member.execute(sql).rowcount == 0)
    except psycopg.errors.InsufficientPrivilege:
        return True


def test_only_the_guide_sees_them_and_only_those_given(team: Crew) -> None:
    found = {name: seen(team, name) for name in ("小李", "阿强", "小王", "经理", "查看", "老板")}
    assert found == {
        **{"小李": {1, 2}, "阿强": set(), "小王": {1, 2, 3}},
        **{"经理": set(), "查看": set(), "老板": {1, 2, 3}},
    }


def test_the_guide_logs_and_takes_it_back(team: Crew) -> None:
    book = team.as_("小李").book()
    entry = CampaignEntry(book)
    before = CampaignReports(book).summary(NAME).total
    entry.log(["老顾客1", "A", "烟机", "群", "预算5000"], NAME)
    entry.log(["老顾客2", "成交", "烟机", "3999"], NAME)
    total = CampaignReports(team.as_("老板").book()).summary(NAME).total
    assert (total.keen, total.phone, total.came, total.bought) == (1, 1, 1, 1)
    assert CampaignSheets(book).sheet(None, NAME).people == 2
    with pytest.raises(NoCustomer):
        entry.log(["老顾客3", "A"], NAME)
    Log(book).undo()
    Log(book).undo()
    assert CampaignReports(book).summary(NAME).total == before
    with team.as_("小王").book().read() as page:
        assert [page.customer(number).purchases for number in (1, 2)] == [0, 0]


def test_the_guide_reads_a_sheet_back(
    team: Crew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    book = team.as_("小李").book()
    sheet = "姓名,电话,微信,意向\n,13600000101,lin_01,犹豫\n路人,13611112222,,强\n"
    collecting = CampaignCollect(book)
    found = collecting.collect(["-"], None, NAME, sheet.encode)
    assert found.understood["changed"] == 2
    assert collecting.collect(["-"], None, NAME, sheet.encode).operation is None
    Log(book).undo()
    held = "姓名,电话,意向\n老顾客三,13600000103,强\n"
    found = collecting.collect(["-"], None, NAME, held.encode, skip_bad=True)
    assert [one["code"] for one in found.understood["problems"]] == ["held_by_colleague"]  # type: ignore[attr-defined]


def test_the_guide_changes_nothing_else_of_them(team: Crew) -> None:
    with team.connect("小李") as member:
        for name in ("id", "op_id", "void_op", *COLUMNS["customer"]):
            value = "'x'" if name in ("name", "company", "address", "source") else "1795000000"
            assert refused(member, f"UPDATE customer SET {name} = {value} WHERE id = 1"), name
        assert not refused(member, "UPDATE customer SET unanswered = 0 WHERE id = 1")
        assert refused(member, "UPDATE customer SET unanswered = 0 WHERE id = 3")
        assert refused(member, "UPDATE ownership SET owner_id = 1 WHERE customer_id = 1")
        assert refused(member, "UPDATE invitation SET guide_id = guide_id WHERE customer_id = 1")
        assert refused(member, "UPDATE invitation_fact SET value = '' WHERE invitation_id = 3")
        assert refused(member, "UPDATE consent SET state = 'given' WHERE customer_id = 1")
        assert refused(member, "DELETE FROM customer WHERE id = 1")


def test_it_ends_with_the_event(team: Crew) -> None:
    boss = CampaignSetting(team.as_("老板").book())
    boss.close(NAME)
    assert seen(team, "小李") == set()
    boss.edit(NAME, Terms(), reopen=True)
    assert seen(team, "小李") == {1, 2}
    boss.edit(NAME, Terms("2020-05-01", "2020-05-03", ""))
    assert seen(team, "小李") == set()
    with team.connect("小李") as member:
        assert refused(member, "UPDATE customer SET unanswered = 0 WHERE id = 1")
    for _ in range(3):
        Log(team.as_("老板").book()).undo()
    assert seen(team, "小李") == {1, 2}

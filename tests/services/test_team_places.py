"""Members, departments and outlets as data: what a file keeps of a team."""

from __future__ import annotations

import pytest
from tests.conftest import Clocked

from leadfunnel.errors import LeadfunnelError
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.log import Log
from leadfunnel.services.team import FILE_HOLDS_NOBODY, Joining, Team
from leadfunnel.services.team_places import Departments, Outlets


@pytest.fixture
def firm(clocked: Clocked) -> Clocked:
    Departments(clocked.book()).add("销售部", None)
    Departments(clocked.book()).add("一组", "销售部")
    Outlets(clocked.book()).add("浦东店", "一组")
    Team(clocked.book()).add("小李", Joining("销售", "一组", "浦东店"))
    details = Details(name="王姐", owner="小李", outlet="浦东店")
    Capture(clocked.book()).add("", details, Entering())
    return clocked


def test_members_are_listed_with_role_and_place(firm: Clocked) -> None:
    Team(firm.book()).add("小王", Joining("manager"))
    Capture(firm.book()).add("", Details(name="李四", owner="旧人"), Entering())
    listed = Team(firm.book()).list()
    told = {
        one.name: (one.role, one.department, one.outlet, one.customers) for one in listed.members
    }
    assert told == {"小李": ("rep", "一组", "浦东店", 1), "小王": ("manager", None, None, 0)}
    assert (listed.others, listed.held) == ((("旧人", 1),), None)


def test_a_file_says_that_it_holds_nobody(firm: Clocked) -> None:
    added = Team(firm.book()).add("小王", Joining())
    assert [one.text for one in added.said][-1] == FILE_HOLDS_NOBODY
    with pytest.raises(LeadfunnelError) as caught:
        Team(firm.book()).init()
    assert caught.value.code == "no_logins"


def test_another_role_closes_the_one_before_and_undo_brings_it_back(firm: Clocked) -> None:
    firm.now += 86_400
    Team(firm.book()).add("小李", Joining("manager", "销售部"))
    assert [(one.role, one.department) for one in _members(firm)] == [("manager", "销售部")]
    Log(firm.book()).undo(None)
    assert [(one.role, one.department) for one in _members(firm)] == [("rep", "一组")]
    assert Team(firm.book()).add("小李", Joining("rep", "一组", "浦东店")).operation is None


def _members(firm: Clocked) -> tuple[object, ...]:
    return Team(firm.book()).list().members


def test_who_leaves_hands_over(firm: Clocked) -> None:
    with pytest.raises(LeadfunnelError) as caught:
        Team(firm.book()).remove("小李", None, pool=False)
    assert caught.value.code == "to_whom_they_go"
    Team(firm.book()).remove("小李", None, pool=True)
    listed = Team(firm.book()).list()
    assert (listed.members, listed.pool) == ((), 1)
    with pytest.raises(LeadfunnelError) as caught:
        Team(firm.book()).remove("小李", None, pool=True)
    assert caught.value.code == "no_member"


def test_reports_go_by_the_department_of_the_team(firm: Clocked) -> None:
    from leadfunnel.services.funnels.marks import WORDS
    from leadfunnel.store import funnels

    assert WORDS["部门"] == "department"
    with firm.book().read() as page:
        user = _members(firm)[0].user_id  # type: ignore[attr-defined]
        assert funnels.teams(page.session).at(user, firm.now + 1) == "一组"


@pytest.mark.parametrize(
    ("text", "new", "code"),
    [
        ("一组", "销售部", "known_place"),
        ("三组", "四组", "no_department"),
        ("一组", "  ", "bad_place_name"),
        ("一组", "1234", "bad_place_name"),
        ("一组", "长" * 61, "bad_place_name"),
        ("一组", "a\nb", None),
    ],
)
def test_renaming_a_department(firm: Clocked, text: str, new: str, code: str | None) -> None:
    if code is None:
        Departments(firm.book()).rename(text, new)
        assert [one.name for one in Departments(firm.book()).list().departments] == [
            "销售部",
            "a b",
        ]
        return
    with pytest.raises(LeadfunnelError) as caught:
        Departments(firm.book()).rename(text, new)
    assert caught.value.code == code


def test_what_is_in_use_stays(firm: Clocked) -> None:
    for text, users in (("销售部", "一组"), ("一组", "小李, 浦东店")):
        with pytest.raises(LeadfunnelError) as caught:
            Departments(firm.book()).remove(text)
        assert (caught.value.code, caught.value.values["users"]) == ("place_in_use", users)
    with pytest.raises(LeadfunnelError):
        Outlets(firm.book()).remove("浦东店")


def test_an_outlet_is_renamed_at_its_customers_and_back(firm: Clocked) -> None:
    Outlets(firm.book()).rename("浦东店", "浦东旗舰店")
    with firm.book().read() as page:
        assert page.customer(1).outlet == "浦东旗舰店"
    Log(firm.book()).undo(None)
    with firm.book().read() as page:
        assert page.customer(1).outlet == "浦东店"
    Capture(firm.book()).add("", Details(name="李四", outlet="徐汇店"), Entering())
    assert Outlets(firm.book()).list().undeclared == (("徐汇店", 1),)

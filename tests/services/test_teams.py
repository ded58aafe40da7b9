"""A team at work on a real server: whose customers are whose, and whose work undo takes back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from tests.conftest import NOW, Clocked
from tests.teams import Crew, crew

from leadfunnel.domain.sentence import Sentence
from leadfunnel.errors import Exit, LeadfunnelError
from leadfunnel.services.assigning import Assigning
from leadfunnel.services.book import Acting, Book
from leadfunnel.services.capture import Capture
from leadfunnel.services.collisions import Collisions
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.import_declared import Import
from leadfunnel.services.importing import Importing
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking
from leadfunnel.services.pool import Pool
from leadfunnel.services.settings import SettingsService
from leadfunnel.services.tagging import Tagging
from leadfunnel.services.team import Joining, Team
from leadfunnel.services.team_logins import Login
from leadfunnel.services.touches import Told, Touches

numbers = count(1)


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    with crew(tmp_path_factory.mktemp("team")) as made:
        yield made


def _add(clocked: Clocked, text: str = "", **given: str) -> int:
    """Add a customer with a phone of their own and return the number."""
    line = text or f"客户 1380013{next(numbers):04}"
    details = Details(**given) if given else Details()
    return Capture(clocked.book()).add(line, details, Entering()).customers[0].id


def _code(error: pytest.ExceptionInfo[LeadfunnelError]) -> tuple[str, Exit]:
    return error.value.code, error.value.exit


def test_a_colleagues_phone_is_told_at_once_and_no_more(team: Crew) -> None:
    number = _add(team.as_("小李"), "王姐 13900001111 @抖音")
    with pytest.raises(LeadfunnelError) as caught:
        _add(team.as_("小王"), "王小姐 139 0000 1111")
    assert _code(caught) == ("held_by_colleague", Exit.REFUSED)
    told = {"masked": "139****1111", "owner": team.login("小李")}
    assert caught.value.values == told
    assert caught.value.candidates == ()
    with pytest.raises(LeadfunnelError) as caught:
        Looking(team.as_("小王").book()).show(f"#{number}")
    assert caught.value.exit == Exit.NOT_FOUND
    assert Looking(team.as_("小王").book()).find("王姐").customers == ()


def test_whose_it_is_can_be_kept_quiet(team: Crew) -> None:
    _add(team.as_("小李"), "静姐 13900002222")
    settings = SettingsService(team.owner.book(), None, team.folder / "config.toml")  # type: ignore[arg-type]
    settings.set("pool.tell_owner", "false")
    try:
        with pytest.raises(LeadfunnelError) as caught:
            _add(team.as_("小王"), "静 13900002222")
        assert str(caught.value.values["owner"]) == "a colleague"
    finally:
        settings.unset("pool.tell_owner")


def test_added_all_the_same_it_is_a_collision_that_the_firm_sees(team: Crew) -> None:
    first = _add(team.as_("小李"), "刘 13900003333")
    warned: list[Sentence] = []
    clocked = team.as_("小王")
    acting = Acting(clocked.user, NOW, warn=warned.append)
    second = Capture(Book(clocked.store(), acting)).add(
        "刘 13900003333", Details(), Entering(), duplicate="force"
    )
    assert [one.values["owner"] for one in warned] == [team.login("小李")]
    found = Collisions(team.as_("老板").book()).list().items
    assert [(one.value, [c.id for c in one.customers]) for one in found] == [
        ("139****3333", [first, second.customers[0].id])
    ]
    assert Collisions(team.as_("小李").book()).list().items == ()


def test_an_import_refuses_a_colleagues_customer_and_says_whose(team: Crew) -> None:
    _add(team.as_("小李"), "陈 13900004444")
    path = team.folder / "people.csv"
    path.write_text("姓名,电话\n陈某,13900004444\n新人,13900005555\n", encoding="utf-8")
    asked = Import(str(path), skip_bad=True)
    imported = Importing(team.as_("小王").book()).run(asked, lambda: b"")
    assert [one["reason"] for one in imported.problems] == [
        f"belongs to a customer of {team.login('小李')}"
    ]
    assert imported.added == 1


def test_undo_takes_back_ones_own_work_and_never_a_colleagues(team: Crew) -> None:
    number = _add(team.as_("小李"))
    Assigning(team.owner.book()).assign(f"#{number}", "")
    called = Touches(team.as_("阿强").book()).log(f"#{number}", "call", "聊了", Told())
    with pytest.raises(LeadfunnelError) as caught:
        Log(team.as_("小李").book()).undo(called.operation)
    assert caught.value.code in ("colleagues_work", "no_operation")
    Log(team.as_("阿强").book()).undo(None)
    Log(team.as_("阿强").book()).redo()
    with team.as_("阿强").book().read() as page:
        assert page.customer(number).last_contact == NOW


def test_what_is_a_colleagues_by_now_is_not_taken_back(team: Crew) -> None:
    mine, gone = _add(team.as_("小李")), _add(team.as_("小李"))
    Tagging(team.as_("小李").book()).tag([f"#{mine}", f"#{gone}"], ["大户"])
    with team.as_("小李").book().read() as page:
        tagged = page.session.value("operations.last_plain", user_id=page.user_id)
    Assigning(team.owner.book()).assign(f"#{gone}", team.login("小王"))
    with pytest.raises(LeadfunnelError) as caught:
        Log(team.as_("小李").book()).undo(tagged)
    assert _code(caught) == ("not_all_yours", Exit.REFUSED)
    with team.owner.book().read() as page:
        assert all(one.tags for one in page.customers([mine, gone]))


def test_an_import_half_of_which_is_a_colleagues_stays_whole(team: Crew) -> None:
    path = team.folder / "two.csv"
    path.write_text("姓名,电话\n甲,13900006661\n乙,13900006662\n", encoding="utf-8")
    imported = Importing(team.as_("小李").book()).run(Import(str(path)), lambda: b"")
    with team.owner.book().read() as page:
        first = page.session.value("facts.next_customer") - 2
    Assigning(team.owner.book()).assign(f"#{first}", team.login("小王"))
    with pytest.raises(LeadfunnelError) as caught:
        Log(team.as_("小李").book()).undo(imported.operation)
    assert caught.value.code == "not_all_yours"
    with team.owner.book().read() as page:
        assert [row["present"] for row in _rows(page, first, first + 1)] == [1, 1]


def _rows(page: object, *numbers: int) -> list[dict[str, int]]:
    session = page.session  # type: ignore[attr-defined]
    return [session.row("customers.by_id", id=number) for number in numbers]


def test_a_manager_hands_over_within_the_department_only(team: Crew) -> None:
    number = _add(team.as_("小李"))
    book = team.as_("经理").book()
    given = Assigning(book).assign(f"#{number}", team.login("阿强"), "忙不过来")
    assert given.customers[0].owner is not None
    assert given.customers[0].owner.name == team.login("阿强")
    for name, to in (("经理", "小王"), ("阿强", "小李")):
        with pytest.raises(LeadfunnelError) as caught:
            Assigning(team.as_(name).book()).assign(f"#{number}", team.login(to))
        assert _code(caught) == ("not_allowed", Exit.REFUSED)
    Assigning(team.as_("老板").book()).assign(f"#{number}", team.login("小王"))


def test_who_only_reads_is_told_so_and_changes_nothing(team: Crew) -> None:
    number = _add(team.as_("小李"))
    assert Looking(team.as_("查看").book()).show(f"#{number}").customer.id == number
    for act in (
        lambda book: Touches(book).log(f"#{number}", "call", "x", Told()),
        lambda book: Ladder(book).promote([f"#{number}"], Move()),
        lambda book: Capture(book).add("新 13900007777", Details(), Entering()),
    ):
        with pytest.raises(LeadfunnelError) as caught:
            act(team.as_("查看").book())
        assert _code(caught) == ("not_allowed", Exit.REFUSED)


def test_a_tag_that_only_colleagues_carry_is_not_respelled(team: Crew) -> None:
    _add(team.as_("小李"), "孙 13900008881 #Gold")
    _add(team.as_("小王"), "周 13900008882 #gold")
    with team.owner.book().read() as page:
        rows = page.session.composed("SELECT value FROM tag WHERE key LIKE '%gold%'", {})
        assert [row[0] for row in rows] == ["Gold"]


def test_the_pool_is_taken_from_within_the_limits(team: Crew) -> None:
    ids = [_add(team.as_("老板"), "", owner="") for _ in range(4)]
    settings = SettingsService(team.owner.book(), None, team.folder / "config.toml")  # type: ignore[arg-type]
    settings.set("pool.take_per_day", "3")
    try:
        assert len(Pool(team.as_("小李").book()).take([f"#{ids[0]}", f"#{ids[1]}"]).customers) == 2
        assert len(Pool(team.as_("小李").book()).take(["9"]).customers) == 1
        with pytest.raises(LeadfunnelError) as caught:
            Pool(team.as_("小李").book()).take(["1"])
        assert _code(caught) == ("pool_limit", Exit.REFUSED)
        with pytest.raises(LeadfunnelError) as caught:
            Pool(team.as_("小王").book()).take([f"#{ids[0]}"])
        assert caught.value.exit == Exit.NOT_FOUND
        assert len(Pool(team.as_("小王").book()).take(["1"]).customers) == 1
    finally:
        settings.unset("pool.take_per_day")


def test_who_leaves_sees_nothing_and_the_customers_stay(team: Crew) -> None:
    team.add("小周", department="one")
    number = _add(team.as_("小周"))
    with pytest.raises(LeadfunnelError) as caught:
        Team(team.owner.book()).remove(team.login("小周"), None, pool=False)
    assert _code(caught) == ("to_whom_they_go", Exit.REFUSED)
    Team(team.owner.book()).remove(team.login("小周"), team.login("小李"), pool=False)
    with pytest.raises(LeadfunnelError) as caught:
        Looking(team.as_("小周").book()).find("客户")
    assert _code(caught) == ("not_of_team", Exit.REFUSED)
    assert Looking(team.as_("小李").book()).show(f"#{number}").customer.id == number


def test_only_the_owner_changes_the_team_and_setting_up_twice_is_harmless(team: Crew) -> None:
    with pytest.raises(LeadfunnelError) as caught:
        Team(team.as_("经理").book()).add("someone", Joining())
    assert caught.value.code == "not_owner"
    Team(team.owner.book()).init()
    listed = Team(team.owner.book()).list()
    assert listed.held is True
    assert {one.name: one.role for one in listed.members}[team.login("经理")] == "manager"
    number = _add(team.as_("小李"))
    assert Looking(team.as_("小李").book()).show(f"#{number}").customer.id == number


def test_a_login_may_have_another_name_than_its_user(team: Crew) -> None:
    login = f"xiaosun_{team.mark}"
    Team(team.owner.book()).add("小孙", Joining(login=Login(login, "s3cret pass")))
    clocked = Clocked(Path("none.db"), str(team.owner.address).replace("tester", login, 1))
    clocked.user = login
    added = Capture(clocked.book()).add("吴 13900009991", Details(), Entering())
    assert added.customers[0].owner is not None
    assert added.customers[0].owner.name == "小孙"
    with pytest.raises(LeadfunnelError) as caught:
        Team(team.owner.book()).add("别人", Joining(login=Login(login)))
    assert caught.value.code == "login_taken"


def test_a_login_that_may_not_make_roles_is_told_what_to_ask_for(team: Crew) -> None:
    import psycopg

    login, name = f"plain_{team.mark}", f"own_{team.mark}"
    with psycopg.connect(str(team.owner.address), autocommit=True) as owner:
        owner.execute(f'CREATE ROLE "{login}" LOGIN')
        owner.execute(f'CREATE SCHEMA "{name}" AUTHORIZATION "{login}"')
    address = str(team.owner.address).replace("tester", login, 1)
    clocked = Clocked(Path("none.db"), f"{address}?options=-csearch_path%3D{name}")
    clocked.user = login
    with pytest.raises(LeadfunnelError) as caught:
        Team(clocked.book()).init()
    assert caught.value.code == "team_needs_grant"
    assert caught.value.candidates == ({"text": f'ALTER ROLE "{login}" CREATEROLE;'},)
    with psycopg.connect(str(team.owner.address), autocommit=True) as owner:
        owner.execute(f'ALTER ROLE "{login}" CREATEROLE')
    Team(clocked.book()).init()
    Team(clocked.book()).add(f"rep_{team.mark}", Joining())
    rep = Clocked(Path("none.db"), str(team.owner.address).replace("tester", f"rep_{team.mark}", 1))
    rep.user = f"rep_{team.mark}"
    assert _add(rep) == 1  # the login finds the schema of its team without being told

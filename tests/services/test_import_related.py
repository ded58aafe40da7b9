"""Importing interactions, stage changes, deals and users, alone and together."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import NOW, Clocked
from tests.dump import check
from tests.importing import Desk, day, refused, texts

from leadfunnel.domain.figures import identities
from leadfunnel.services.import_declared import Import
from leadfunnel.services.import_file import KindsAndFiles, kinds_asked
from leadfunnel.services.import_kinds import BadKind, MissingColumns, NotADealPipeline
from leadfunnel.services.import_related import BadRowsOfFile
from leadfunnel.services.importing import BadRows, Importing
from leadfunnel.services.log import Log
from leadfunnel.services.results.imported import Imported
from leadfunnel.services.weekly import Asked, Weekly, When

FOLLOW_UPS = (
    "客户名称,手机,跟进时间,跟进方式,跟进内容,跟进人,结果\n"
    "王姐,13800138000,2026-03-05 14:30,电话沟通,要报价,小李,接通\n"
    "王姐,,2026-03-06,微信,发了报价单,小张,已发\n"
    "张伟,13900139000,2026-04-01 09:00,上门拜访,看了现场,小李,有意向\n"
)
PEOPLE = (
    "姓名,手机,创建时间,阶段\n王姐,13800138000,2026-01-05,潜在\n张伟,13900139000,2026-01-05,潜在\n"
)


@pytest.fixture
def desk(clocked: Clocked, tmp_path: Path) -> Desk:
    folder = tmp_path / "files"
    folder.mkdir()
    return Desk(clocked, folder)


def _together(desk: Desk, files: dict[str, tuple[str, str | None]], **flags: object) -> Imported:
    asked = []
    for name, (text, kind) in files.items():
        (desk.folder / name).write_text(text, encoding="utf-8")
        path = str(desk.folder / name)
        asked.append(Import(path, kind=kind, related=len(files) > 1, **flags))  # type: ignore[arg-type]
    return Importing(desk.clocked.book()).together(asked, lambda: b"")


def _timeline(desk: Desk, who: str) -> list[tuple[int, str, str | None, str, str]]:
    found = [(e.at, e.kind, e.outcome, e.text, e.user) for e in desk.show(who).timeline]
    return sorted(found)


def _journey(desk: Desk, who: str, pipeline: str = "lifecycle") -> list[tuple[int, str, bool]]:
    [journey] = [one for one in desk.show(who).journeys if one.pipeline.name == pipeline]
    return [(change[0], change[2], change[5]) for change in journey.changes]


def _terms(desk: Desk) -> list[tuple[object, ...]]:
    with desk.clocked.book().read() as page:
        rows = page.session.connection.execute(
            "SELECT j.title, t.amount, t.currency, t.probability, t.closes_on, t.at, u.name"
            " FROM deal_terms t JOIN journey j ON j.id = t.journey_id"
            " LEFT JOIN users u ON u.id = t.owner_id"
            " WHERE t.void_op IS NULL AND j.void_op IS NULL ORDER BY t.id"
        ).fetchall()
    return [tuple(row) for row in rows]


# --- interactions


def test_a_follow_up_sheet_comes_in_with_its_times_and_authors(desk: Desk) -> None:
    desk.run(PEOPLE)
    found = desk.run(FOLLOW_UPS, name="b.csv")
    assert (found.kind, found.rows, found.added, found.refused) == ("interactions", 3, 3, 0)
    noon = 12 * 3600
    assert _timeline(desk, "王姐") == [
        (day("2026-03-05") + noon + 9000, "call", "connected", "要报价", "小李"),
        (day("2026-03-06"), "wechat", "sent", "发了报价单", "小张"),
    ]
    [(_, kind, outcome, text, _)] = _timeline(desk, "张伟")
    assert (kind, outcome, text) == ("meeting", None, "看了现场\n结果: 有意向")
    assert any("1 interactions" in str(s) or s.values.get("count") == 1 for s in found.said)
    check(desk.clocked.path)


def test_sent_again_it_adds_nothing_and_undone_it_is_gone(desk: Desk) -> None:
    desk.run(PEOPLE)
    before = desk.dump()
    first = desk.run(FOLLOW_UPS, name="b.csv")
    whole = desk.dump()
    again = desk.again(name="b.csv")
    assert (again.operation, again.added, again.unchanged) == (None, 0, 3)
    assert desk.dump() == whole
    assert first.operation is not None
    Log(desk.clocked.book()).undo(first.operation)
    assert desk.dump() == before
    Log(desk.clocked.book()).redo()
    assert desk.dump() == whole
    check(desk.clocked.path)


def test_equal_rows_without_an_id_are_kept_apart(desk: Desk) -> None:
    desk.run(PEOPLE)
    text = "客户名称,跟进时间,跟进方式,结果\n" + "王姐,2026-03-05,电话,未接\n" * 2
    assert desk.run(text, name="b.csv").added == 2
    assert desk.again(name="b.csv").unchanged == 2


def test_a_corrected_interaction_replaces_the_one_of_its_id(desk: Desk) -> None:
    desk.run(PEOPLE)
    head = "记录编号,客户名称,跟进时间,跟进方式,跟进内容\n"
    desk.run(head + "7,王姐,2026-03-05,电话,要报价\n8,王姐,2026-03-06,电话,ok\n", name="b.csv")
    found = desk.run(head + "7,王姐,2026-03-05,微信,要报价\n", name="b.csv")
    assert (found.added, found.updated, found.unchanged) == (0, 1, 0)
    assert [kind for _, kind, *_ in _timeline(desk, "王姐")] == ["wechat", "call"]
    assert found.operation is not None
    Log(desk.clocked.book()).undo(found.operation)
    assert [kind for _, kind, *_ in _timeline(desk, "王姐")] == ["call", "call"]


def test_rows_about_nobody_or_several_are_refused(desk: Desk) -> None:
    desk.run(PEOPLE + "王姐,13700137000,2026-01-05,潜在\n")
    error = refused(
        desk,
        BadRows,
        "客户名称,手机,跟进时间,跟进方式,跟进内容\n"
        "王姐,,2026-03-05,电话,a\n李四,,2026-03-05,电话,b\n"
        ",18888888888,2026-03-05,电话,c\n王姐,13800138000,2026-03-05,电话,d\n",
    )
    assert texts(error) == [
        "line 2 is about any of 2 customers: #1 #3; add a phone or an id",
        "line 3 is about nobody known: 李四",
        "line 4 is about nobody known by this phone",
    ]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("王姐,2026-03-05,飞鸽,x", "is no kind of interaction"),
        ("王姐,,电话,x", "has no date"),
        ("王姐,2027-03-05,电话,x", "lies in the future"),
        ("王姐,yesterday,电话,x", "is no date"),
        (",2026-03-05,电话,x", "does not say which customer"),
    ],
)
def test_bad_cells_are_refused(desk: Desk, row: str, told: str) -> None:
    desk.run(PEOPLE)
    error = refused(desk, BadRows, f"客户名称,跟进时间,跟进方式,跟进内容\n{row}\n")
    assert told in texts(error)[0]


def test_the_bad_rows_are_left_out_and_kept(desk: Desk) -> None:
    desk.run(PEOPLE)
    text = "客户名称,跟进时间,跟进方式,跟进内容\n王姐,2026-03-05,电话,a\n李四,2026-03-05,电话,b\n"
    found = desk.run(text, name="b.csv", skip_bad=True)
    assert (found.rows, found.added, found.refused) == (2, 1, 1)
    assert found.refused_file is not None
    assert "李四" in Path(found.refused_file).read_text(encoding="utf-8")


def test_a_dry_run_writes_nothing(desk: Desk) -> None:
    desk.run(PEOPLE)
    before = desk.dump()
    found = desk.run(FOLLOW_UPS, name="b.csv", dry_run=True)
    assert (found.operation, found.added, found.dry_run) == (None, 3, True)
    assert desk.dump() == before


# --- stage changes


def test_stage_changes_continue_a_journey(desk: Desk) -> None:
    desk.run(PEOPLE)
    text = (
        "客户名称,变更时间,变更前,变更后,变更人,原因\n"
        "王姐,2026-03-01 10:00,意向,高意向,小李,\n王姐,2026-02-01 10:00,潜在,意向,小李,\n"
        "张伟,2026-02-03 10:00,潜在,流失,小张,太贵\n"
    )
    before = desk.dump()
    found = desk.run(text, name="b.csv")
    assert (found.kind, found.added) == ("stage-changes", 3)
    ten = 10 * 3600
    assert _journey(desk, "王姐") == [
        (day("2026-01-05"), "B", False),
        (day("2026-02-01") + ten, "C", False),
        (day("2026-03-01") + ten, "D", False),
    ]
    again = desk.again(name="b.csv")
    assert (again.operation, again.unchanged) == (None, 3)
    report = Weekly(desk.clocked.book()).funnel(When(first="2026-01-01"), Asked())
    assert report.flow is not None
    assert identities(report.cohort, report.flow) == []
    assert found.operation is not None
    Log(desk.clocked.book()).undo(found.operation)
    assert desk.dump() == before
    check(desk.clocked.path)


def test_a_history_replaces_an_entry_that_nobody_dated(desk: Desk) -> None:
    desk.run("姓名\n王姐\n张伟\n")
    desk.run(
        "客户名称,时间,原阶段,新阶段\n王姐,2026-02-01,潜在,意向\n张伟,2026-02-03,,流失\n",
        name="b.csv",
    )
    assert _journey(desk, "王姐") == [
        (day("2026-02-01"), "B", True),
        (day("2026-02-01"), "C", False),
    ]
    assert _journey(desk, "张伟") == [
        (day("2026-02-03"), "B", False),
        (day("2026-02-03"), "L", False),
    ]


def test_contradicting_changes_are_refused(desk: Desk) -> None:
    desk.run(PEOPLE)
    error = refused(
        desk,
        BadRows,
        "客户名称,时间,原阶段,新阶段\n王姐,2025-12-01,潜在,意向\n王姐,2026-02-01,意向,高意向\n"
        "张伟,2026-02-01,潜在,潜在\n张伟,2026-02-02,潜在,外星\n",
    )
    assert [text.split(" ", 2)[2] for text in texts(error)] == [
        '新阶段 "外星" is no stage of lifecycle: one of B, C, D, E, F, A, L'
    ] or "外星" in texts(error)[0]
    error = refused(
        desk,
        BadRows,
        "客户名称,时间,原阶段,新阶段\n王姐,2025-12-01,潜在,意向\n王姐,2026-02-01,意向,高意向\n"
        "张伟,2026-02-01,潜在,潜在\n",
    )
    assert texts(error) == [
        "line 2 lies before the last change known, the one to B",
        "line 3 comes from C, but the change before leads to B",
        "line 4 goes to B, where the customer already is",
    ]


STANDING = "编号,姓名,手机,创建时间,阶段\n1,王姐,13800138000,2026-01-05,意向\n"
PATH = "客户编号,时间,原阶段,新阶段\n1,2026-01-05,,潜在\n1,2026-02-05,潜在,意向\n"


@pytest.mark.parametrize("created", ["2026-01-05", ""])
def test_a_present_stage_takes_its_date_from_the_changes_beside_it(
    desk: Desk, created: str
) -> None:
    before = desk.dump()
    people = STANDING.replace("2026-01-05", created)
    files = {"people.csv": (people, "customers"), "moves.csv": (PATH, "stage-changes")}
    found = _together(desk, files, system="crm")
    assert (found.added, found.refused) == (3, 0)
    assert _journey(desk, "王姐") == [
        (day("2026-01-05"), "B", False),
        (day("2026-02-05"), "C", False),
    ]
    check(desk.clocked.path)
    whole = desk.dump()
    assert found.operation is not None
    Log(desk.clocked.book()).undo(found.operation)
    assert desk.dump().count('"journey"') == before.count('"journey"') == 0
    Log(desk.clocked.book()).redo()
    assert desk.dump() == whole
    assert _together(desk, files, system="crm").operation is None
    check(desk.clocked.path)


def test_a_present_stage_beyond_the_changes_beside_it_follows_them(desk: Desk) -> None:
    people = STANDING.replace("意向", "高意向")
    files = {"people.csv": (people, "customers"), "moves.csv": (PATH, "stage-changes")}
    found = _together(desk, files, system="crm")
    at = day("2026-02-05")
    assert _journey(desk, "王姐")[1:] == [(at, "C", False), (at, "D", True)]
    assert any("no change in the file leads to" in one.text for one in found.said)


def test_a_present_stage_behind_the_changes_beside_it_refuses_them(desk: Desk) -> None:
    files = {
        "people.csv": (STANDING, "customers"),
        "moves.csv": (PATH + "1,2026-03-05,意向,高意向\n", "stage-changes"),
    }
    with pytest.raises(BadRowsOfFile) as caught:
        _together(desk, files, system="crm")
    assert texts(caught.value) == [
        "line 4 leads to D, but C is where the customer is known to stand"
    ]
    assert desk.all() == []


def test_changes_may_come_after_the_list_of_customers(desk: Desk) -> None:
    desk.run(STANDING.replace("2026-01-05", ""), system="crm")
    found = desk.run(PATH, name="moves.csv", system="crm")
    assert (found.added, found.refused) == (2, 0)
    assert _journey(desk, "王姐") == [
        (day("2026-01-05"), "B", False),
        (day("2026-02-05"), "C", False),
    ]


LINKED = {
    "people.csv": ("id,姓名\n7,王姐\n8,王姐\n", "customers"),
    "moves.csv": (
        "customer_id,at,to\n7,2026-01-05,潜在\n8,2026-01-06,潜在\n8,2026-02-06,意向\n",
        None,
    ),
    "calls.csv": ("customer_id,时间,方式,内容\n8,2026-03-01,电话,要报价\n", None),
}


@pytest.mark.parametrize("system", ["crm", None])
def test_the_id_of_the_customers_is_what_the_other_files_refer_to(
    desk: Desk, system: str | None
) -> None:
    kinds = {**LINKED, "moves.csv": (LINKED["moves.csv"][0], "stage-changes")}
    found = _together(desk, kinds, system=system)
    assert (found.added, found.refused) == (6, 0)
    prefix = f"{system}:" if system else ""
    assert sorted(one.external_ids for one in desk.all()) == [(f"{prefix}7",), (f"{prefix}8",)]
    assert [change[0] for change in _journey(desk, "#2")] == [day("2026-01-06"), day("2026-02-06")]
    assert [kind for _, kind, *_ in _timeline(desk, "#2")] == ["call"]
    assert any("without a system" in one.text for one in found.said) is (system is None)
    assert _together(desk, kinds, system=system).operation is None


def test_an_id_that_nothing_refers_to_is_not_taken_unasked(desk: Desk) -> None:
    found = desk.run("id,姓名\n7,王姐\n")
    assert [one.external_ids for one in desk.all()] == [()]
    assert any("--map {column}=external_id" in one.text for one in found.said)


def test_a_file_that_only_has_ids_says_how_to_map_them(desk: Desk) -> None:
    desk.run("姓名\n王姐\n")
    error = refused(desk, MissingColumns, "customer_id,at,from,to\n7,2026-01-05,,潜在\n")
    assert error.values["example"] == "customer_id"
    assert error.values["field"] == "external_id"


# --- deals

DEALS = (
    "商机编号,商机名称,客户编号,公司,阶段,金额,概率,创建时间,预计成交日期,成交日期,负责人,流失原因\n"
    'D1,洗碗机,A1,华美酒店,候选,"¥1,200.50",25%,2026-01-10,2026-12-31,,小李,\n'
    "D2,烟机,A2,海底捞,赢单,12万,,2026-02-01,,2026-05-20,小张,\n"
    "D3,冰箱,A2,海底捞,丢单,USD 3k,,2026-02-05,,2026-03-01,小张,太贵\n"
)


def test_deals_come_in_with_amounts_and_outcomes(desk: Desk) -> None:
    found = desk.run(DEALS, system="crm")
    assert (found.kind, found.added, found.refused) == ("deals", 3, 0)
    assert [one.company for one in desk.all()] in (["华美酒店", "海底捞"], ["海底捞", "华美酒店"])
    opened = day("2026-01-10")
    assert _terms(desk) == [
        ("洗碗机", 120_050, "CNY", 2500, "2026-12-31", opened, "小李"),
        ("烟机", 12_000_000, "CNY", None, None, day("2026-02-01"), "小张"),
        ("冰箱", 300_000, "USD", None, None, day("2026-02-05"), "小张"),
    ]
    card = desk.show("海底捞")
    deals = {one.changes[-1][2]: one for one in card.journeys if one.unit == "deal"}
    assert deals["WON"].changes[-1][0] == day("2026-05-20")
    assert deals["LOST"].changes[-1][4] == "太贵"
    report = Weekly(desk.clocked.book()).funnel(
        When(first="2026-01-01"), Asked(pipeline="key-account")
    )
    assert report.flow is not None
    assert identities(report.cohort, report.flow) == []
    check(desk.clocked.path)


def test_deals_sent_again_change_only_what_differs(desk: Desk) -> None:
    first = desk.run(DEALS, system="crm")
    whole = desk.dump()
    again = desk.again(system="crm")
    assert (again.operation, again.unchanged) == (None, 3)
    assert desk.dump() == whole
    changed = DEALS.replace('"¥1,200.50"', "1500").replace("候选", "优选")
    found = desk.run(changed, system="crm")
    assert (found.added, found.updated, found.unchanged) == (0, 1, 2)
    assert [row[1] for row in _terms(desk)] == [120_050, 12_000_000, 300_000, 150_000]
    assert _terms(desk)[-1][2:6] == ("CNY", 2500, "2026-12-31", NOW)
    assert _journey(desk, "华美酒店", "key-account")[-1] == (NOW, "SHORTLIST", True)
    assert desk.again(system="crm").operation is None
    assert found.operation is not None
    assert first.operation is not None
    Log(desk.clocked.book()).undo(found.operation)
    assert desk.dump() == whole
    Log(desk.clocked.book()).undo(first.operation)
    assert desk.dump().count('"journey"') == 0
    assert desk.all() == []


def test_a_deal_of_nobody_is_refused(desk: Desk) -> None:
    desk.run("姓名\n张伟\n")
    error = refused(
        desk,
        BadRows,
        "商机编号,商机名称,手机,金额\nD1,洗碗机,13800138000,5\n,,,7\n",
    )
    assert "does not say which customer" in texts(error)[0]
    error = refused(desk, BadRows, "商机编号,商机名称,手机,金额\nD1,洗碗机,13800138000,5\n")
    assert texts(error) == ["line 2 is about nobody known by this phone"]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("abc,", "is no amount"),
        ("-5,", "less than nothing"),
        ("1.005,", "more than 2 digits"),
        ("5,qq1", "is no currency"),
        ("$5,EUR", "another currency"),
    ],
)
def test_bad_amounts_are_refused(desk: Desk, cells: str, told: str) -> None:
    error = refused(desk, BadRows, f"商机编号,公司,金额,币种\nD1,华美,{cells}\n")
    assert told in texts(error)[0]


def test_deals_need_a_pipeline_of_deals(desk: Desk) -> None:
    refused(desk, NotADealPipeline, DEALS, pipeline="lifecycle")


def test_the_changes_of_a_deal(desk: Desk) -> None:
    desk.run(DEALS, system="crm")
    found = desk.run(
        "商机编号,时间,原阶段,新阶段\nD1,2026-06-01,候选,优选\n",
        name="b.csv",
        system="crm",
        pipeline="key-account",
    )
    assert found.added == 1
    changes = _journey(desk, "华美酒店", "key-account")
    assert changes[-1] == (day("2026-06-01"), "SHORTLIST", False)


# --- users, and all together


def test_two_users_of_one_name_stay_two(desk: Desk) -> None:
    users = "工号,姓名,部门\nU1,小李,一部\nU2,小李,二部\n"
    people = "姓名,手机,负责人\n王姐,13800138000,U2\n张伟,13900139000,U1\n"
    found = _together(desk, {"people.csv": (people, None), "users.csv": (users, None)})
    assert [(part.kind, part.added) for part in found.parts] == [("users", 2), ("customers", 2)]
    owners = [one.owner for one in desk.all()]
    assert len({one.id for one in owners if one}) == 2
    assert {one.name for one in owners if one} == {"小李"}
    again = _together(desk, {"people.csv": (people, None), "users.csv": (users, None)})
    assert again.operation is None
    assert found.operation is not None
    Log(desk.clocked.book()).undo(found.operation)
    with desk.clocked.book().read() as page:
        rows = page.session.rows("operations.user_all")
    assert [row["external_id"] for row in rows if row["name"] == "小李"] == [None, None]


FILES: dict[str, tuple[str, str | None]] = {
    "interactions.csv": (FOLLOW_UPS, None),
    "changes.csv": ("客户名称,时间,原阶段,新阶段\n王姐,2026-02-01,潜在,意向\n", "stage-changes"),
    "deals.csv": ("商机编号,手机,金额,创建时间\nD1,13800138000,500,2026-02-01\n", "deals"),
    "customers.csv": (PEOPLE, "customers"),
}


def test_related_files_are_one_operation(desk: Desk) -> None:
    desk.run("姓名\n旧人\n", name="old.csv")
    before = desk.dump()
    found = _together(desk, FILES)
    assert [part.kind for part in found.parts] == [
        *("customers", "deals", "stage-changes", "interactions")
    ]
    assert (found.rows, found.added, found.refused) == (7, 7, 0)
    assert len({part.operation for part in found.parts}) == 1
    whole = desk.dump()
    assert _together(desk, FILES).operation is None
    assert desk.dump() == whole
    assert found.operation is not None
    Log(desk.clocked.book()).undo(found.operation)
    assert desk.dump() == before
    Log(desk.clocked.book()).redo()
    assert desk.dump() == whole
    check(desk.clocked.path)


def test_undoing_related_files_restores_those_who_were_known(desk: Desk) -> None:
    desk.run("姓名,手机\n王姐,13800138000\n", name="old.csv")
    before = desk.dump()
    found = _together(desk, {**FILES, "customers.csv": ("姓名,手机\n张伟,13900139000\n", None)})
    assert found.operation is not None
    Log(desk.clocked.book()).undo(found.operation)
    assert desk.dump() == before


def test_one_bad_row_stops_all_files(desk: Desk) -> None:
    bad = FOLLOW_UPS + "李四,,2026-03-05,电话,x,,\n"
    with pytest.raises(BadRowsOfFile) as caught:
        _together(desk, {**FILES, "interactions.csv": (bad, None)})
    assert caught.value.values["file"] == "interactions.csv"
    assert desk.all() == []


def test_a_dry_run_of_related_files_sees_what_it_would_add(desk: Desk) -> None:
    found = _together(desk, FILES, dry_run=True)
    assert (found.added, found.refused, found.operation) == (7, 0, None)
    assert desk.all() == []


def test_kinds_are_checked(desk: Desk) -> None:
    refused(desk, BadKind, PEOPLE, kind="cats")
    refused(desk, MissingColumns, PEOPLE, kind="interactions")
    assert kinds_asked(["a", "b"], ["customers,deals"]) == ["customers", "deals"]
    with pytest.raises(KindsAndFiles):
        kinds_asked(["a", "b"], ["deals"])


def test_a_note_full_of_dates_stays_a_note(desk: Desk) -> None:
    note = "2024-3-5 电话: 要报价; 2024-4-1 到店"
    found = desk.run(f"姓名,手机,备注\n王姐,13800138000,{note}\n")
    assert found.kind == "customers"
    assert [one.text for one in desk.show("王姐").timeline] == [note]

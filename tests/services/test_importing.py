"""Importing: messy files become customers, known ones are recognised, nothing is added twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import NOW, Clocked
from tests.dump import check
from tests.importing import CHINESE, Desk, day, texts

from leadfunnel.domain.sentence import Sentence
from leadfunnel.errors import BadFileError, Exit
from leadfunnel.services.book import Acting, Book
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.importing import DuplicateRows, Import, Importing
from leadfunnel.services.looking import Looking


@pytest.fixture
def desk(clocked: Clocked, tmp_path: Path) -> Desk:
    folder = tmp_path / "files"
    folder.mkdir()
    return Desk(clocked, folder)


def test_chinese_headers(desk: Desk) -> None:
    found = desk.run(CHINESE)
    assert (found.rows, found.added, found.refused, found.operation) == (2, 2, 0, 2)
    assert found.said[0].text == "Columns that are not imported, {count}: {columns}."
    assert found.said[0].values["columns"] == "颜色"
    wang, zhang = desk.all()
    assert (wang.name, wang.company, wang.source, wang.outlet) == ("王姐", "华美", "抖音", "一店")
    assert [phone.number for phone in wang.phones] == ["+8613800138000", "+8613900139000"]
    assert (wang.wechat, wang.emails) == (("wangjie_88",), ("w@x.cn",))
    assert [str(tag) for tag in wang.tags] == ["VIP", "region:浦东"]
    assert (wang.birthday, wang.address) == ("1988-06-18", "上海")
    assert wang.owner is not None
    assert wang.owner.name == "小李"
    assert wang.created_at == day("2026-03-05") + 14 * 3600 + 1800
    assert wang.next_follow_up is not None
    assert wang.next_follow_up.day.isoformat() == "2026-12-01"
    assert wang.stage is not None
    assert wang.stage.code == "C"
    assert [entry.text for entry in desk.show("王姐").timeline] == ["想换烟机"]
    assert zhang.owner is None
    assert zhang.created_at == NOW
    assert zhang.stage is not None
    assert zhang.stage.code == "B"
    check(desk.clocked.path)


def test_english_headers(desk: Desk) -> None:
    desk.run(
        "First Name,Last Name,Mobile,E-mail,Company,Lead Source,Labels,Notes,Created\n"
        "Anna,Lee,+44 20 7946 0018,anna@example.com,Acme,Fair,VIP; big,Call later,03-Feb-2026\n"
        "伟,张,,,,,,,\n"
    )
    anna, zhang = desk.all()
    assert (anna.name, anna.company, anna.source) == ("Anna Lee", "Acme", "Fair")
    assert anna.phones[0].number == "+442079460018"
    assert anna.created_at == day("2026-02-03")
    assert [str(tag) for tag in anna.tags] == ["VIP", "big"]
    assert anna.owner is not None
    assert anna.owner.name == "lin"
    assert zhang.name == "张伟"


def test_imported_customers_are_marked_and_found(desk: Desk) -> None:
    desk.run(CHINESE)
    assert [one.name for one in Looking(desk.clocked.book()).find("wangjie").customers] == ["王姐"]
    import sqlite3

    with sqlite3.connect(desk.clocked.path) as connection:
        assert connection.execute("SELECT DISTINCT imported FROM customer").fetchall() == [(1,)]


@pytest.mark.parametrize(
    "text",
    [
        CHINESE,
        "name\n张伟\n张伟\n张伟\n",
        "name,phone\n王,13800138000\n李,13800138000\n",
        "name,phone,notes\n王,无,a\n李,0,b\n赵,1234,c\n",
        "name,notes,next follow-up\n王,a,2026-12-24 15:00\n",
    ],
)
def test_the_same_file_twice_adds_and_changes_nothing(desk: Desk, text: str) -> None:
    first = desk.run(text)
    before = desk.dump()
    again = desk.again()
    assert again.operation is None
    assert (again.added, again.updated, again.refused) == (0, 0, 0)
    assert again.unchanged == first.rows
    assert desk.dump() == before


@pytest.mark.parametrize("system", [None, "crm"])
def test_rows_with_ids_of_their_own_are_known_by_them(desk: Desk, system: str | None) -> None:
    text = "编号,姓名,电话\nL-1,王,13800138000\nL-2,李,13800138000\nL-3,,\n"
    desk.run(text, "编号=external_id", system=system)
    prefix = f"{system}:" if system else ""
    assert [one.external_ids for one in desk.all()] == [
        (f"{prefix}L-1", f"{prefix}L-2"),
        (f"{prefix}L-3",),
    ]
    assert desk.again("编号=external_id", system=system).operation is None
    found = desk.run(text.replace("L-3,,", "L-3,赵,"), "编号=external_id", system=system)
    assert (found.added, found.updated, found.unchanged) == (0, 1, 2)
    assert desk.all()[1].name == "赵"


def test_two_people_of_one_name_stay_two(desk: Desk) -> None:
    assert desk.run("姓名\n张伟\n张伟\n").added == 2
    assert len(desk.all()) == 2


def test_the_same_phone_twice_in_one_file(desk: Desk) -> None:
    text = "name,phone,company\nA,,\nB,13800138000,\nC,,\nD,,\nE,,\nF,,\nG,138-0013-8000,Acme\n"
    found = desk.run(text)
    assert (found.rows, found.added, found.updated) == (7, 6, 1)
    assert texts(found) == ["line 8 has the same phone as line 3: taken as one customer"]
    merged = desk.show("13800138000").customer
    assert (merged.name, merged.company) == ("B", "Acme")


def test_m12_nobody_is_merged_silently(desk: Desk) -> None:
    path = desk.folder / "a.csv"
    path.write_text("name,phone\n" + "A,13800138000\n" * 25, encoding="utf-8")
    spoken: list[Sentence] = []
    book = Book(desk.clocked.store(), Acting("lin", NOW, warn=spoken.append))
    Importing(book).run(Import(str(path)), lambda: b"")
    assert spoken[0].values == {
        "problem": "line 3 has the same phone as line 2: taken as one customer"
    }
    assert len(spoken) == 21
    assert spoken[-1].values == {"count": 4}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["王", "", "x\0", '"', "=1", "A,B", "\n"]),
            st.sampled_from(["13800138000", "0", "", "1/2", "abc", "１３８"]),
            st.sampled_from(["2026-02-03", "02/03/2026", "13/13/13", "", "2099-01-01", "x"]),
            st.sampled_from(["B", "意向", "lost", "", "?"]),
        ).map(",".join),
        max_size=6,
    ),
    st.booleans(),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_m14_any_file_is_imported_or_refused_whole(
    desk: Desk, lines: list[str], skip_bad: bool
) -> None:
    desk.clocked.path.unlink(missing_ok=True)
    text = "\n".join(["name,phone,Created,阶段", *lines])
    try:
        found = desk.run(text, skip_bad=skip_bad)
    except BadFileError:
        assert not desk.all()
        return
    assert found.rows == found.added + found.updated + found.unchanged + found.refused
    assert len(desk.all()) == found.added
    assert found.refused == 0 or skip_bad
    assert desk.again(skip_bad=skip_bad).operation is None


def test_numbers_that_stand_for_no_phone_are_no_identity(desk: Desk) -> None:
    found = desk.run("name,phone\nA,0\nB,0\nC,无\nD,无\nE,00000000000\nF,00000000000\nG,ask Tom\n")
    assert (found.added, found.problems) == (7, ())
    assert found.said[-1].values["count"] == 4
    assert [one.name for one in desk.all()] == list("ABCDEFG")
    assert desk.show("G").timeline[0].text == "phone: ask Tom"
    assert desk.all()[0].phones[0].valid is False


# --- known customers


def test_update_fills_and_corrects_but_never_clears(desk: Desk) -> None:
    details = Details(company="Old", source="Fair", phones=("13800138000",), name="王")
    Capture(desk.clocked.book()).add("", details, Entering())
    found = desk.run(
        "姓名,电话,公司,来源,地址,邮箱,标签,备注\n王姐,13800138000,New,,上海,w@x.cn,VIP,想换烟机\n"
    )
    assert (found.added, found.updated) == (0, 1)
    [one] = desk.all()
    assert (one.name, one.company, one.source, one.address) == ("王姐", "New", "Fair", "上海")
    assert (one.emails, [str(tag) for tag in one.tags]) == (("w@x.cn",), ["VIP"])
    assert one.owner is not None
    assert one.owner.name == "lin"
    assert [entry.text for entry in desk.show("#1").timeline] == ["想换烟机"]
    assert desk.again().operation is None


def test_what_was_corrected_by_hand_is_not_undone_by_the_same_row(desk: Desk) -> None:
    desk.run("name,phone\n王,13800138000\n")
    Capture(desk.clocked.book()).edit("#1", Details(name="王姐"))
    assert desk.again().operation is None
    assert desk.all()[0].name == "王姐"


def test_skip_leaves_known_customers_alone(desk: Desk) -> None:
    desk.run("name,phone\n王,13800138000\n")
    found = desk.run("name,phone\n王姐,13800138000\n李,13900139000\n", on_duplicate="skip")
    assert (found.added, found.updated, found.unchanged) == (1, 0, 1)
    assert texts(found) == ["line 2 has the same phone as #1: left alone"]
    assert [one.name for one in desk.all()] == ["王", "李"]


def test_refuse_stops_at_known_customers(desk: Desk) -> None:
    desk.run("name,phone\n王,13800138000\n")
    text = "name,phone\n李,13900139000\n王姐,13800138000\n"
    before = desk.dump()
    with pytest.raises(DuplicateRows) as caught:
        desk.run(text, on_duplicate="refuse")
    assert caught.value.exit is Exit.REFUSED
    assert desk.dump() == before
    found = desk.again(on_duplicate="refuse", skip_bad=True)
    assert (found.added, found.refused) == (1, 1)


def test_an_identity_of_somebody_else_is_never_taken_over(desk: Desk) -> None:
    desk.run("name,phone,email\n王,13800138000,\n李,,li@x.cn\n")
    found = desk.run("name,phone,email\n王,13800138000,li@x.cn\n", name="b.csv")
    assert texts(found) == ['line 2: email address "li@x.cn" belongs to #2 and stays there']
    assert [one.emails for one in desk.all()] == [(), ("li@x.cn",)]


def test_flags_only_fill(desk: Desk) -> None:
    text = "name,phone,source\n王,13800138000,抖音\n李,13900139000,\n"
    desk.run(text, source="展会", owner="小赵")
    assert [(one.source, one.owner and one.owner.name) for one in desk.all()] == [
        ("抖音", "小赵"),
        ("展会", "小赵"),
    ]
    desk.run(text.replace("王", "王姐"), source="别处", owner="小钱")
    assert [(one.source, one.owner and one.owner.name) for one in desk.all()] == [
        ("抖音", "小赵"),
        ("展会", "小赵"),
    ]

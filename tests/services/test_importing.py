"""Importing: messy files become customers with their history, or nothing changes at all."""

from __future__ import annotations

import csv
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import NOW, ZONE, Clocked
from tests.dump import check, dump

from leadfunnel.adapters.encodings import OtherFile, UnknownEncoding
from leadfunnel.domain.calendar import BusinessCalendar
from leadfunnel.domain.customer import Customer
from leadfunnel.domain.dates import BadDateOrder
from leadfunnel.domain.mapping import BadMap, BadMapping
from leadfunnel.domain.sentence import Sentence
from leadfunnel.domain.sheet import EmptySheet
from leadfunnel.errors import BadFileError, Exit, LeadfunnelError
from leadfunnel.services.book import Acting, Book, UnknownPipeline
from leadfunnel.services.capture import Capture, Details, Entering
from leadfunnel.services.import_file import (
    AmbiguousDates,
    BadPolicy,
    BadSystem,
    NoColumns,
    NoSuchFile,
)
from leadfunnel.services.importing import BadRows, DuplicateRows, Import, Importing
from leadfunnel.services.ladder import Ladder, Move, NotAStagePipeline
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking, Shape
from leadfunnel.services.results.imported import Imported
from leadfunnel.services.results.people import Card
from leadfunnel.services.weekly import Asked, Weekly, When
from leadfunnel.store.sqlite import SqliteStore

CALENDAR = BusinessCalendar(ZONE)


def day(text: str) -> int:
    """Return when a business day begins in the store."""
    from datetime import date

    return CALENDAR.start_of(date.fromisoformat(text))


class Desk:
    """A store and a folder to import from."""

    def __init__(self, clocked: Clocked, folder: Path) -> None:
        self.clocked = clocked
        self.folder = folder

    def run(
        self, text: str | bytes, *mapping: str, name: str = "a.csv", **flags: object
    ) -> Imported:
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self.again(*mapping, name=name, **flags)

    def again(self, *mapping: str, name: str = "a.csv", **flags: object) -> Imported:
        asked = Import(str(self.folder / name), mapping, **flags)  # type: ignore[arg-type]
        return Importing(self.clocked.book()).run(asked, lambda: b"")

    def pipe(self, data: bytes, **flags: object) -> Imported:
        asked = Import("-", **flags)  # type: ignore[arg-type]
        return Importing(self.clocked.book()).run(asked, lambda: data)

    def toml(self, text: str) -> str:
        path = self.folder / "map.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    def all(self) -> list[Customer]:
        return list(Looking(self.clocked.book()).list([], Shape(limit=None)).customers)

    def show(self, who: str) -> Card:
        return Looking(self.clocked.book()).show(who)

    def dump(self) -> str:
        path = self.clocked.path
        return dump(path) if path.exists() else ""


@pytest.fixture
def desk(clocked: Clocked, tmp_path: Path) -> Desk:
    folder = tmp_path / "files"
    folder.mkdir()
    return Desk(clocked, folder)


def refused(
    desk: Desk, error: type[LeadfunnelError], text: str | bytes, *args: str, **flags: object
) -> LeadfunnelError:
    """Assert that an import fails with this error and leaves no trace; return the error."""
    before = desk.dump()
    with pytest.raises(error) as caught:
        desk.run(text, *args, **flags)  # type: ignore[arg-type]
    assert desk.dump() == before
    assert not list(desk.folder.glob("*refused*"))
    return caught.value


def texts(found: Imported | LeadfunnelError) -> list[str]:
    return [str(problem["text"]) for problem in found.problems]


CHINESE = (
    "姓名,手机,微信,邮箱,公司,来源,标签,备注,负责人,创建时间,下次跟进时间,阶段,生日,地址,门店,颜色\n"
    "王姐,138 0013 8000 / 13900139000,wangjie_88,w@x.cn,华美,抖音,VIP；地区:浦东,想换烟机,小李,"
    "2026-03-05 14:30,2026-12-01,意向,1988-06-18,上海,一店,红\n"
    "张伟,,,,,,,,,,,,,,,\n"
)


def test_chinese_headers(desk: Desk) -> None:
    found = desk.run(CHINESE)
    assert (found.rows, found.added, found.refused, found.operation) == (2, 2, 0, 2)
    assert found.said[0].text == "{count} columns are not imported: {columns}."
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


# --- history


def _history(desk: Desk, who: str) -> list[tuple[int, str | None, str, str | None, bool]]:
    [journey] = desk.show(who).journeys
    return [
        (at, origin, target, reason, assumed)
        for at, origin, target, _, reason, assumed in journey.changes
    ]


MAPS = ("C on=stage:C", "D on=stage:D", "Status=stage")


def test_dates_of_stages_become_changes(desk: Desk) -> None:
    found = desk.run(
        "name,Created,C on,D on,Status,Lost reason\n"
        "A,2026-01-05,2026-02-01,2026-03-01,D,\n"
        "B,2026-01-05,,2026-03-01,流失,too dear\n"
        "C,2026-01-05,,,lost,\n",
        *MAPS,
    )
    assert found.added == 3
    first, second, third = (day(text) for text in ("2026-01-05", "2026-02-01", "2026-03-01"))
    assert _history(desk, "A") == [
        (first, None, "B", None, False),
        (second, "B", "C", None, False),
        (third, "C", "D", None, False),
    ]
    assert _history(desk, "B") == [
        (first, None, "B", None, False),
        (third, "B", "D", None, False),
        (third, "D", "L", "too dear", True),
    ]
    assert _history(desk, "C") == [(first, None, "B", None, False), (first, "B", "L", None, True)]
    flow = (
        Weekly(desk.clocked.book())
        .funnel(When(first="2026-01-01", last_day="2026-06-30"), Asked())
        .flow
    )
    assert flow is not None
    assert flow.left_out == 2


def test_a_present_stage_alone_is_entered_above(desk: Desk) -> None:
    desk.run("name,阶段,创建时间\nA,高意向,2026-01-05\nB,潜在,2026-01-05\n")
    cohort = Weekly(desk.clocked.book()).funnel(When(first="2026-01-01"), Asked()).cohort
    assert cohort is not None
    assert (cohort.population, cohort.entered_above) == (2, 1)


def test_rows_that_contradict_themselves_are_refused(desk: Desk) -> None:
    error = refused(
        desk,
        BadRows,
        "name,Created,C on,D on,Status\n"
        "A,2026-03-05,2026-02-01,,\n"
        "B,2026-01-05,2026-02-01,2026-03-01,C\n"
        "C,2027-01-05,,,\n"
        "D,2026-02-30,,,\n"
        "E,,,,nonsense\n",
        *MAPS,
    )
    assert texts(error) == [
        'line 2: C on "2026-02-01" lies before the date of B',
        'line 3: Status "C" is C, but D has a date',
        'line 4: Created "2027-01-05" lies in the future',
        'line 5: Created "2026-02-30" is no date',
        'line 6: Status "nonsense" is no stage of lifecycle: one of B, C, D, E, F, A, L',
    ]
    assert error.values["count"] == 5


def test_a_bare_letter_is_no_stage_unasked(desk: Desk) -> None:
    text = "name,阶段\n王,A\n"
    assert "may be a grade" in texts(refused(desk, BadRows, text))[0]
    assert desk.run(text, "阶段=stage").added == 1
    assert desk.all()[0].stage.code == "A"  # type: ignore[union-attr]


def test_words_for_stages_can_be_declared(desk: Desk) -> None:
    mapping = desk.toml('[columns]\nStatus = "stage"\n[values.stage]\n"Hot!" = "D"\n')
    desk.run("name,Status\n王,hot!\n", mapping)
    assert desk.all()[0].stage.code == "D"  # type: ignore[union-attr]


def test_later_dates_continue_the_history_of_known_customers(desk: Desk) -> None:
    ids = "id=external_id"
    desk.run(
        "id,Created,C on,D on,Status\n7,2026-01-05,2026-02-01,,\n8,2026-01-05,,,L\n", *MAPS, ids
    )
    found = desk.run(
        "id,Created,C on,D on,Status\n7,2026-01-05,2026-02-01,2026-03-01,L\n8,2026-01-05,,,B\n",
        *MAPS,
        ids,
    )
    assert (found.updated, found.unchanged) == (1, 1)
    assert [row[1:3] for row in _history(desk, "#1")] == [
        (None, "B"),
        ("B", "C"),
        ("C", "D"),
        ("D", "L"),
    ]
    assert desk.again(*MAPS, ids).operation is None


def test_another_stage_without_a_later_date_is_told_and_left(desk: Desk) -> None:
    desk.run("name,phone,阶段\n王,13800138000,意向\n")
    found = desk.run("name,phone,阶段\n王,13800138000,高意向\n")
    assert (found.operation, found.unchanged) == (None, 1)
    assert "keep their stage" in found.said[-1].text
    assert desk.all()[0].stage.code == "C"  # type: ignore[union-attr]


def test_an_assumed_date_is_replaced_by_the_real_one(desk: Desk) -> None:
    desk.run("id,Created,C on,Status\n7,2026-01-05,2026-02-01,成交\n", "id=external_id", *MAPS[::2])
    assert _history(desk, "#1")[-1][2:] == ("E", None, True)
    found = desk.run("id,sold\n7,2026-04-01\n", "id=external_id", "sold=stage:E", name="b.csv")
    assert found.updated == 1
    assert _history(desk, "#1")[-1] == (day("2026-04-01"), "C", "E", None, False)
    assert desk.again("id=external_id", "sold=stage:E", name="b.csv").operation is None
    Log(desk.clocked.book()).undo()
    assert _history(desk, "#1")[-1][2:] == ("E", None, True)
    check(desk.clocked.path)


def test_another_pipeline_is_entered_and_known_customers_too(desk: Desk) -> None:
    Capture(desk.clocked.book()).add("王 13800138000", Details(), Entering())
    text = "name,phone,Stage\n王,13800138000,Quote\n李,13900139000,Quote\n"
    desk.run(text, pipeline="telesales")
    assert [view.pipeline.name for view in desk.show("王").journeys] == ["lifecycle", "telesales"]
    assert [view.stage for view in desk.show("李").journeys] == ["QUOTE"]
    with pytest.raises(UnknownPipeline):
        desk.again(pipeline="nosuch")
    with pytest.raises(NotAStagePipeline):
        desk.again(pipeline="key-account")


def test_who_has_left_gets_no_follow_up(desk: Desk) -> None:
    desk.run("name,阶段,下次跟进时间\n王,流失,2026-12-01\n")
    card = desk.show("王")
    assert card.follow_ups == ()
    assert card.timeline[0].text == "下次跟进时间: 2026-12-01"


# --- what is refused


@pytest.mark.parametrize("text", ["", "name,phone\n", "\n\n\n"])
def test_m01_nothing_in_it(desk: Desk, text: str) -> None:
    assert refused(desk, EmptySheet, text).exit is Exit.BAD_FILE


def test_m06_an_encoding_that_cannot_be_told(desk: Desk) -> None:
    data = "姓名,電話\n陳怡君,0912345678\n林志豪,0922345678\n".encode("big5")
    refused(desk, UnknownEncoding, data)
    assert desk.again(encoding="big5").added == 2
    assert desk.all()[0].name == "陳怡君"


def test_m07_nul(desk: Desk) -> None:
    error = refused(desk, BadRows, "name\n" + "a\n" * 5 + "b\0b\n")
    assert texts(error) == ["line 7 holds a NUL character"]


WRONG = "name,phone,company\nA,,\nB,,\nC,\nD,,\nE,,\nF,,\nG,,\nH,,,x\nI,,\n"


def test_m10_wrong_field_counts(desk: Desk) -> None:
    error = refused(desk, BadRows, WRONG)
    assert error.message.format(**error.values) == "2 rows cannot be imported: line 4, 9."
    found = desk.again(skip_bad=True)
    assert (found.rows, found.added, found.refused) == (9, 7, 2)
    path = Path(str(found.refused_file))
    assert path.name == "a.refused.csv"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with path.open(encoding="utf-8-sig", newline="") as lines:
        header, *rest = csv.reader(lines)
    assert header == ["reason", "name", "phone", "company"]
    assert rest == [
        ["has 2 fields where the header has 3", "C", ""],
        ["has 4 fields where the header has 3", "H", "", "", "x"],
    ]


def test_refused_rows_are_mended_and_imported(desk: Desk) -> None:
    found = desk.run("姓名,创建时间\n=王,2026-02-30\n李,2026-02-01\n", skip_bad=True)
    path = Path(str(found.refused_file))
    assert "'=王" in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace("02-30", "02-28"), encoding="utf-8")
    again = desk.again(name=path.name)
    assert (again.added, again.refused) == (1, 0)
    assert [one.name for one in desk.all()] == ["李", "=王"]
    assert desk.again(skip_bad=True).refused_file == str(path.with_name("a.refused.2.csv"))


def test_m19_m23_other_files(desk: Desk) -> None:
    assert "web page" in str(refused(desk, OtherFile, "<html><table>").values["looks"])
    refused(desk, OtherFile, b"PK\x03\x04 xl/workbook.xml")
    desk.run("name\n王\n")
    error = refused(desk, OtherFile, desk.clocked.path.read_bytes(), name="copy.db")
    assert "is a database" in str(error.values["looks"])
    link = desk.folder / "link.csv"
    link.symlink_to(desk.clocked.path)
    with pytest.raises(OtherFile):
        desk.again(name="link.csv")


def test_m21_ambiguous_dates(desk: Desk) -> None:
    text = "name,Created\nA,02/03/2026\nB,04/05/2026\n"
    error = refused(desk, AmbiguousDates, text)
    said = error.message.format(**error.values)
    assert "ambiguous date" in said
    assert "--date-format dmy / mdy" in said
    desk.again(date_format="dmy")
    assert desk.all()[0].created_at == day("2026-03-02")
    told = desk.run("name,Created\nC,02/03/2026\nD,13/05/2026\n", name="b.csv").said[0]
    assert (told.values["order"], told.values["line"]) == ("dmy", 3)
    with pytest.raises(BadDateOrder):
        desk.again(date_format="european")


def test_m22_cells_that_would_run(desk: Desk) -> None:
    names = ["=cmd|'/c calc'!A1", "@SUM(A1)", "+1-2", "\x1b[2J\x1b]52;c;x\x07", "[red]x[/red]"]
    text = "name,company\n" + "".join(f'"{name}",x\n' for name in names)
    desk.run(text)
    assert [one.name for one in desk.all()] == names


def test_m24_a_pipe_that_breaks_off(desk: Desk) -> None:
    data = "姓名,公司\n王,华美\n李,大洋\n".encode()
    with pytest.raises(BadRows) as caught:
        desk.pipe(data[:-2])
    assert texts(caught.value) == ["line 3 is cut off: the input ends in the middle of it"]
    assert desk.pipe(data).added == 2


def test_m26_undo_takes_an_import_back_whole(desk: Desk) -> None:
    Capture(desk.clocked.book()).add("王 13800138000", Details(), Entering())
    before = desk.dump()
    desk.run(CHINESE)
    after = desk.dump()
    Log(desk.clocked.book()).undo()
    assert desk.dump() == before
    Log(desk.clocked.book()).redo()
    assert desk.dump() == after
    Log(desk.clocked.book()).undo()
    assert desk.again().added == 1
    check(desk.clocked.path)


def test_what_else_keeps_a_row_out(desk: Desk) -> None:
    error = refused(
        desk,
        BadRows,
        f"name,phone,birthday,do not contact\n{'x' * 201},,,\n,,,yes\n"
        "A,,13-45,\nB,,,perhaps\n,无,,\n",
    )
    assert [problem["row"] for problem in error.problems] == [2, 3, 4, 5, 6]
    assert "has no name" in texts(error)[1]


def test_phones_are_masked_in_problems(desk: Desk) -> None:
    error = refused(desk, BadRows, "name,Created\n王,13800138000\n李,138-0013-8000\n")
    assert all("8000" not in text for text in texts(error))


def test_files_flags_and_mappings_that_cannot_be_used(desk: Desk) -> None:
    refused(desk, NoColumns, "王姐,13800138000\n李,13900139000\n")
    with pytest.raises(NoSuchFile):
        desk.again(name="nosuch.csv")
    with pytest.raises(NoSuchFile):
        desk.again(name=".")
    good = "name,b\n王,x\n"
    refused(desk, BadPolicy, good, on_duplicate="merge")
    refused(desk, BadSystem, good, system="my crm")
    refused(desk, BadMap, good, "c=phone")
    refused(desk, BadMap, good, "b=fone")
    refused(desk, BadMap, good, "nosuch.toml")
    refused(desk, BadMap, good, "x" * 5000)
    refused(desk, BadMap, good, "b=stage:NOSUCH")
    mapping = desk.toml('[columns]\nb = "stage:X"\nc = "phone"\n[values.stage]\nq = "Y"\n')
    error = refused(desk, BadMapping, good, mapping)
    assert len(error.problems) == 3


def test_a_dry_run_says_everything_and_changes_nothing(desk: Desk) -> None:
    found = desk.run("name,phone,颜色\n王,13800138000,x\nA,,\n李,13800138000,\nB\n", dry_run=True)
    assert not desk.clocked.path.exists()
    assert (found.dry_run, found.operation, found.rows) == (True, None, 4)
    assert (found.added, found.unchanged, found.updated, found.refused) == (2, 1, 0, 1)
    assert found.mapping == {"name": "name", "phone": "phone"}
    assert found.said[-3].values["fields"] == {
        "name": "王",
        "ids": ["13800138000"],
        "stages": ["B 2026-11-22"],
    }
    assert not list(desk.folder.glob("*refused*"))


def test_nothing_is_left_behind_when_the_store_fails(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.run("name\n王\n")
    before = desk.dump()
    real = SqliteStore._patiently

    def fail(store: SqliteStore, connection: object, sql: str) -> None:
        if sql == "COMMIT":
            raise OSError("disk")
        real(store, connection, sql)  # type: ignore[arg-type]

    monkeypatch.setattr(SqliteStore, "_patiently", fail)
    with pytest.raises(OSError, match="disk"):
        desk.run("name,phone\n李,1\nB\n", skip_bad=True, name="b.csv")
    monkeypatch.undo()
    assert desk.dump() == before
    assert not list(desk.folder.glob("*refused*"))


def test_a_batch_is_no_border(desk: Desk) -> None:
    rows = "".join(f"n{number},1380013{number % 3000:04d}\n" for number in range(4500))
    found = desk.run("name,phone\n" + rows)
    assert (found.added, found.unchanged, len(found.problems)) == (3000, 1500, 1500)
    check(desk.clocked.path)
    assert desk.again().operation is None


def test_moved_on_since_then(desk: Desk) -> None:
    desk.run("name,phone,阶段\n王,13800138000,意向\n")
    Ladder(desk.clocked.book()).promote(["王"], Move())
    assert desk.again().operation is None
    assert desk.all()[0].stage.code == "D"  # type: ignore[union-attr]

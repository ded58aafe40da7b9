"""WHO, search and filters: the right customer, or the candidates."""

from __future__ import annotations

import pytest
from tests.conftest import Clocked

from leadfunnel.domain.condition import BadFilter
from leadfunnel.errors import LeadfunnelError
from leadfunnel.services import by_part, looking, who, who_refusals
from leadfunnel.services.book import Page
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking, Shape
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.touches import Told, Touches
from leadfunnel.store.listing import UnknownOrder

DAY = 86400


@pytest.fixture
def book(clocked: Clocked) -> Clocked:
    people = (
        ("张伟 13800138003 @抖音 #region:浦东", Details(company="华新电器")),
        ("张伟 13900139004 #VIP", Details(owner="xiaoli")),
        ("单雄信 13800138005", Details(wechat=("danxx_1",))),
        ("Anna O'Brien", Details(emails=("anna@example.com",), external=("crm:LEAD-7",))),
        ("歐陽娜娜 13800138006", Details(birthday="11-25")),
        ("张伟强 021-62345678", Details()),
    )
    for text, details in people:
        Capture(clocked.book()).add(text, details, Entering())
    return clocked


def found(clocked: Clocked, text: str) -> list[int]:
    return [customer.id for customer in Looking(clocked.book()).find(text).customers]


def listed(clocked: Clocked, *words: str, **shape: object) -> list[int]:
    page = Looking(clocked.book()).list(words, Shape(**shape))  # type: ignore[arg-type]
    return [customer.id for customer in page.customers]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("#3", 3), ("3", 3), ("+86 138-0013-8005", 3), ("13800138005", 3), ("danxx_1", 3),
        ("DANXX_1", 3), ("anna@EXAMPLE.com", 4), ("crm:LEAD-7", 4), ("LEAD-7", 4), ("8005", 3),
        ("单雄信", 3), ("shan", 3), ("sxx", 3), ("雄", 3), ("欧阳", 5), ("歐陽", 5), ("oynn", 5),
        ("张伟8003", 1), ("张伟 9004", 2), ("zw9004", 2), ("o'brien", 4), ("anna", 4), ("华新", 1),
        ("62345678", 6), ("张伟强", 6),
    ],
)  # fmt: skip
def test_one_customer_is_meant(book: Clocked, text: str, number: int) -> None:
    assert Looking(book.book()).show(text).customer.id == number


def test_whoever_is_called_just_so_comes_before_whose_name_goes_on(clocked: Clocked) -> None:
    for name in ("王丽", "王丽娜", "王玲"):
        Capture(clocked.book()).add("", Details(name=name), Entering())
        clocked.now += 60
        Touches(clocked.book()).log(name, "call", "", Told())
    assert found(clocked, "wangli") == [1, 3, 2]
    assert found(clocked, "wl") == [3, 1, 2]


def test_an_exact_name_decides_before_parts(book: Clocked) -> None:
    with pytest.raises(who_refusals.SeveralCustomers) as caught:
        Looking(book.book()).show("张伟")
    assert [record["id"] for record in caught.value.candidates] == [1, 2]
    assert caught.value.candidates[0]["phone"] == "138****8003"
    assert "13800138003" not in str(caught.value.candidates)


def test_digits_that_are_a_number_and_a_tail_are_ambiguous(book: Clocked) -> None:
    with book.book().record("test") as page:
        page.ledger.insert("customer", name="far", created_at=0, id=8003)
    with pytest.raises(who_refusals.SeveralCustomers):
        Looking(book.book()).show("8003")
    assert Looking(book.book()).show("#8003").customer.name == "far"


@pytest.mark.parametrize(
    "text", ["nobody", "999", "#999", "-1", "1.5", "0x1", "9223372036854775808"]
)
def test_nobody_answers(book: Clocked, text: str) -> None:
    with pytest.raises(who_refusals.NoCustomer):
        Looking(book.book()).show(text)


def test_the_dot_is_the_last_customer_one_touched(book: Clocked) -> None:
    Touches(book.book()).note("#3", "about him")
    assert Looking(book.book()).show(".").customer.id == 3
    book.now += 31 * 60
    with pytest.raises(who_refusals.NoLastCustomer):
        Looking(book.book()).show(".")


def test_find_ranks_exact_before_prefix_before_part(book: Clocked) -> None:
    assert found(book, "张伟")[:2] == [1, 2] or found(book, "张伟")[:2] == [2, 1]
    assert found(book, "张伟")[-1] == 6
    assert found(book, "zw")[-1] in (1, 2, 6)
    assert len(found(book, "zw")) == 3
    assert found(book, "浦东") == [1]
    assert found(book, "抖音") == [1]
    assert found(book, "zzzz") == []


@pytest.mark.parametrize(
    "text", ['"', "*", "%", "\\", "NEAR(", "AND", "'a*'", "col:val", "^", "( )"]
)
def test_search_signs_are_literal(book: Clocked, text: str) -> None:
    assert found(book, text) == []


def test_searching_for_nothing_or_for_a_novel(book: Clocked) -> None:
    with pytest.raises(looking.EmptyQuery):
        found(book, "  ")
    with pytest.raises(who_refusals.QueryTooLong):
        found(book, "x" * 100_000)
    with pytest.raises(who_refusals.EmptyWho):
        Looking(book.book()).show(" ")


def test_filters(book: Clocked) -> None:
    Ladder(book.book()).promote(["#1", "#3"], Move())
    Touches(book.book()).log("#3", "call", "likes noise tests", Told())
    FollowUps(book.book()).next("#3", ["+5d"])
    book.now += 3 * DAY
    cases: dict[tuple[str, ...], list[int]] = {
        (): [1, 2, 3, 4, 5, 6],
        ("stage=C",): [1, 3],
        ("stage=意向",): [1, 3],
        ("stage!=C",): [2, 4, 5, 6],
        ("region=浦东",): [1],
        ("地区=浦东", "或", "tag=vip"): [1, 2],
        ("tag=浦东",): [1],
        ("tag~浦",): [1],
        ("name~伟",): [1, 2, 6],
        ("name=张伟", "and", "not", "owner=xiaoli"): [1],
        ("company~华",): [1],
        ("source=抖音",): [1],
        ("source!=抖音",): [2, 3, 4, 5, 6],
        ("phone~8005",): [3],
        ('phone="138 0013 8005"',): [3],
        ("wechat=danxx_1",): [3],
        ("email~example",): [4],
        ("note~noise",): [3],
        ("id=4",): [4],
        ("untagged",): [3, 4, 5, 6],
        ("no_next",): [1, 2, 4, 5, 6],
        ("never_contacted",): [1, 2, 4, 5, 6],
        ("last_contact<14d",): [3],
        ("last_contact>2d",): [3],
        ("last_contact>5d",): [],
        ("next<7d",): [3],
        ("next<1d",): [],
        ("next=2026-11-27",): [3],
        ("created=2026-11-22",): [1, 2, 3, 4, 5, 6],
        ("created>2026-11-22",): [],
        ("created<=2026-11-22", "stage=C"): [1, 3],
        ("stage_since>2d", "stage=C"): [1, 3],
        ("birthday<1d",): [5],
        ("birthday=1990-11-25",): [5],
        ("pipeline=lifecycle", "(id=1", "or", "id=2)"): [1, 2],
    }
    for words, expected in cases.items():
        try:
            assert listed(book, *words) == expected, words
        except LeadfunnelError as error:
            raise AssertionError((words, error.values)) from error


def test_sorting_and_limits(book: Clocked) -> None:
    assert listed(book, sort="-id", limit=2) == [6, 5]
    page = Looking(book.book()).list([], Shape(limit=2))
    assert page.more == 4
    for order in ("name", "created", "last_contact", "next", "stage", "-stage_since", "company"):
        assert sorted(listed(book, sort=order)) == [1, 2, 3, 4, 5, 6]
    with pytest.raises(UnknownOrder):
        listed(book, sort="nosuch")
    with pytest.raises(looking.UnknownColumn):
        listed(book, columns=("nosuch",))


@pytest.mark.parametrize(
    "words", ["stage=nosuch", "nosuch=1", "stage=", "(", "last_contact~3d", "stage=C and"]
)
def test_bad_filters_are_refused_in_words(book: Clocked, words: str) -> None:
    with pytest.raises(LeadfunnelError) as caught:
        listed(book, words)
    assert caught.value.exit == 2
    assert isinstance(caught.value, BadFilter) or caught.value.code == "unknown_stage"


def test_filter_values_are_never_sql(book: Clocked) -> None:
    for value in ("x' OR '1'='1", "%", "_", "\\", "'; DROP TABLE customer;--"):
        quoted = value.replace("\\", "\\\\")
        assert listed(book, f'name~"{quoted}"') == []
    assert len(listed(book)) == 6


def test_a_note_is_found_in_either_script_and_word_by_word(book: Clocked) -> None:
    Touches(book.book()).note("3", "想换烟机，嫌老机器吵")
    Touches(book.book()).log("4", "call", "Wants a quote for two TVs", Told())
    for text in ("烟机", "煙機", "老机器吵", "烟机 嫌"):
        assert found(book, text) == [3]
    for text in ("quote", "wants quote", "TV", "two tvs"):
        assert found(book, text) == [4]
    assert found(book, "吵吵") == []
    Log(book.book()).undo()
    assert found(book, "quote") == []
    Log(book.book()).redo()
    assert found(book, "quote") == [4]


def test_a_name_comes_before_a_note(book: Clocked) -> None:
    Touches(book.book()).note("3", "认识张伟强")
    assert found(book, "张伟强") == [6, 3]


def test_a_common_query_still_finds_the_exact_the_recent_and_the_tail(clocked: Clocked) -> None:
    with clocked.book().record("import") as page:
        for number in range(1, by_part.SCANNED + 200):
            name = "李想" if number == 5 else f"李{number}"
            page.ledger.insert("customer", name=name, created_at=0)
            value = f"+86138{number:04}{'8003' if number == 9 else '1111'}"
            page.ledger.insert("identity", number, kind="phone", value=value, raw=value)
    Touches(clocked.book()).log("7", "call", "hello", Told())
    assert found(clocked, "李")[0] == 7
    assert found(clocked, "lx")[0] == 5
    assert found(clocked, "李想")[0] == 5
    assert found(clocked, "8003")[0] == 9


@pytest.mark.parametrize("text", ["#浦东", "＃浦东", "@抖音", " +浦东", "#VIP"])
def test_what_is_found_may_be_marked_as_it_was_written(book: Clocked, text: str) -> None:
    assert found(book, text) == ([2] if "VIP" in text else [1])
    assert found(book, "#3") == [3]


def test_a_part_of_a_name_is_too_little_for_some(book: Clocked) -> None:
    with book.book().read() as page:
        with pytest.raises(who.NotNamedInFull) as caught:
            who.one(page, "单", exact=True)
        assert [one["id"] for one in caught.value.candidates] == [3]
        assert type(_nobody(page)) is who_refusals.NoCustomer


def _nobody(page: Page) -> who_refusals.NoCustomer:
    with pytest.raises(who_refusals.NoCustomer) as caught:
        who.one(page, "王五", exact=True)
    return caught.value

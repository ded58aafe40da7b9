"""Many customers at once: by a filter, by lines, in every command that takes them."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Clocked
from tests.dump import dump

from leadfunnel.domain.sentence import Sentence
from leadfunnel.errors import LeadfunnelError, RefusedError
from leadfunnel.services import whom
from leadfunnel.services.assigning import Assigning, NoAssignee
from leadfunnel.services.bin import Bin
from leadfunnel.services.book import Acting, Book, NotConfirmed
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.due import Due
from leadfunnel.services.editing import OnlyForOne
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.ladder_refusals import AtTheTop
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking, Shape
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.results.people import Listing
from leadfunnel.services.tagging import Tagging
from leadfunnel.services.vocabulary import (
    EmptyWord,
    NoTarget,
    Renaming,
    Sources,
    TagWords,
    UnknownSource,
    UnknownTag,
)
from leadfunnel.services.whom import (
    EmptyFilter,
    NamedTwice,
    NobodyNamed,
    SomeRefused,
    Whom,
)
from leadfunnel.services.whom_lines import AmbiguousLines, BadDocument, UnknownLines
from leadfunnel.views.documents import document
from leadfunnel.views.setting import Setting

EVERYBODY = Whom(where="created<100y")
DOUYIN = Whom(where="source=抖音")


@pytest.fixture
def shop(clocked: Clocked) -> Clocked:
    """Four customers; the first three came by 抖音, the last one by Douyin."""
    for place in range(1, 4):
        add(clocked, f"客户{place} 1380013800{place}", source="抖音", tags=("region:浦东",))
    add(clocked, "Ann 13900001111", source="Douyin")
    return clocked


def add(clocked: Clocked, text: str, **flags: object) -> int:
    changed = Capture(clocked.book()).add(text, Details(**flags), Entering())  # type: ignore[arg-type]
    return changed.customers[0].id


def found(clocked: Clocked, words: str) -> list[int]:
    listed: Listing = Looking(clocked.book()).list([words], Shape(limit=None))
    return [customer.id for customer in listed.customers]


def texts(said: tuple[Sentence, ...]) -> list[str]:
    return [sentence.text for sentence in said]


@pytest.mark.parametrize(
    ("named", "ids"),
    [
        (Whom(("1", "#2", "客户1")), [1, 2]),
        (DOUYIN, [1, 2, 3]),
        (Whom(where="region=浦东 and not id=2"), [1, 3]),
        (Whom(lines="1\n\n #3 \nAnn\n1\n"), [1, 3, 4]),
        (Whom(lines="13800138002\r\n13900001111"), [2, 4]),
        (Whom(lines='id,name\n3,"a\nb"\n1,x\n'), [3, 1]),
        (Whom(lines='"id","name"\n2,客户2\n'), [2]),
        (Whom(lines="[1, 4]"), [1, 4]),
        (Whom(lines='{"items": [{"id": 2}, {"customer": {"id": 3}, "id": 9}]}'), [2, 3]),
        (Whom(lines='{"schema": "leadfunnel.change/1", "customers": [{"id": 4}]}'), [4]),
        (Whom(lines='{"customer": {"id": 1}, "timeline": []}'), [1]),
        (Whom(lines=""), []),
        (Whom(where="stage=F"), []),
    ],
)  # fmt: skip
def test_every_way_to_say_whom(shop: Clocked, named: Whom, ids: list[int]) -> None:
    changed = Tagging(shop.book()).tag(named, ["here"])
    assert [customer.id for customer in changed.customers] == ids
    assert found(shop, "tag=here") == sorted(ids)
    assert (changed.operation is None) == (not ids)
    if not ids:
        assert texts(changed.said) == ["Nobody matches."]


def test_what_list_prints_as_json_comes_back(shop: Clocked) -> None:
    listed = Looking(shop.book()).list(["source=抖音"], Shape(limit=2))
    settings = shop.book().settings
    text = json.dumps(document(listed, Setting(settings.calendar, shop.now, "CN")))
    warned: list[Sentence] = []
    book = Book(shop.store(), replace(Acting("lin", shop.now), warn=warned.append))
    Tagging(book).tag(Whom(lines=text), ["cut"])
    assert found(shop, "tag=cut") == [1, 2]
    assert [sentence.values["count"] for sentence in warned] == ["1"]


def test_a_number_on_a_line_is_an_id_and_never_the_end_of_a_phone(shop: Clocked) -> None:
    """Typed, 1111 is Ann's phone; on a line it is customer 1111, whom nobody knows: then a tail."""
    Tagging(shop.book()).tag(Whom(lines="1111"), ["tail"])
    assert found(shop, "tag=tail") == [4]


@pytest.mark.parametrize(
    ("lines", "error", "bad"),
    [
        ("1\nnobody\n客户\n2", UnknownLines, [2, 3]),
        ("客户\nnobody", AmbiguousLines, [1, 2]),
        ("id\n1\n99\n", UnknownLines, [3]),
        ("[1, 99]", UnknownLines, [2]),
    ],
)
def test_every_bad_line_is_told_and_nothing_changes(
    shop: Clocked, lines: str, error: type[LeadfunnelError], bad: list[int]
) -> None:
    before = dump(shop.path)
    with pytest.raises(error) as caught:
        Tagging(shop.book()).tag(Whom(lines=lines), ["x"])
    assert [problem["line"] for problem in caught.value.problems] == bad
    assert dump(shop.path) == before


@pytest.mark.parametrize("lines", ["{}", "[", '[{"name": "x"}]', '{"items": 3}', "[true]", "[[1]]"])
def test_json_without_customers_is_refused(shop: Clocked, lines: str) -> None:
    with pytest.raises(BadDocument):
        Tagging(shop.book()).tag(Whom(lines=lines), ["x"])


@given(st.text(max_size=60))
def test_no_text_on_standard_input_breaks_it(text: str) -> None:
    with TemporaryDirectory() as folder:
        clocked = Clocked(Path(folder) / "s.db")
        with clocked.book().read() as page, suppress(LeadfunnelError):
            assert whom.find(page, Whom(lines=text)) == []


def test_whom_is_said_once_and_not_by_an_empty_filter(shop: Clocked) -> None:
    for named, error in (
        (Whom(), NobodyNamed),
        (Whom(where=" "), EmptyFilter),
        (Whom(("1",), where="id=1"), NamedTwice),
        (Whom(lines="1", where="id=1"), NamedTwice),
    ):
        with pytest.raises(error):
            Assigning(shop.book()).assign(named, "小李")


def test_one_operation_and_one_undo(shop: Clocked) -> None:
    before = dump(shop.path)
    Tagging(shop.book()).tag(EVERYBODY, ["VIP", "VIP", "region:浦东"])
    assert found(shop, "tag=VIP and region=浦东") == [1, 2, 3, 4]
    Log(shop.book()).undo()
    assert dump(shop.path) == before


def test_a_rehearsal_shows_what_would_be_and_saves_nothing(shop: Clocked) -> None:
    before = shop.path.read_bytes()
    for command in (
        lambda whom: Tagging(shop.book()).tag(whom, ["VIP"]),
        lambda whom: Ladder(shop.book()).promote(whom, Move()),
        lambda whom: Ladder(shop.book()).drop(whom, Move(), exit_kind="lost"),
        lambda whom: Assigning(shop.book()).assign(whom, "小李"),
        lambda whom: Capture(shop.book()).edit(whom, Details(source="小红书")),
        lambda whom: Bin(shop.book()).delete(whom),
    ):
        shop.confirmed = False
        changed = command(replace(EVERYBODY, dry_run=True))
        assert (changed.operation, changed.dry_run, len(changed.customers)) == (None, True, 4)
        assert shop.path.read_bytes() == before
    changed = Ladder(shop.book()).promote(Whom(("1",), dry_run=True), Move())
    assert changed.customers[0].stage is not None
    assert changed.customers[0].stage.code == "C"


def test_a_rehearsal_before_the_first_write_creates_nothing(clocked: Clocked) -> None:
    changed = Tagging(clocked.book()).tag(replace(EVERYBODY, dry_run=True), ["VIP"])
    assert texts(changed.said) == ["Nobody matches."]
    assert not clocked.path.exists()


def test_those_picked_are_asked_about_on_a_terminal(shop: Clocked) -> None:
    asked: list[Sentence] = []

    def refuse(question: Sentence) -> bool:
        asked.append(question)
        return False

    book = Book(shop.store(), Acting("lin", shop.now, confirm=refuse, on_terminal=True))
    with pytest.raises(NotConfirmed):
        Tagging(book).tag(DOUYIN, ["x"])
    assert [customer.id for customer in asked[0].values["customers"]] == [1, 2, 3]  # type: ignore[attr-defined]
    assert asked[0].values["count"] == "3"
    Tagging(book).tag(Whom(where="id=1"), ["x"])
    Tagging(book).tag(Whom(("1", "2")), ["x"])
    assert len(asked) == 1


def test_off_a_terminal_only_what_destroys_needs_a_yes(shop: Clocked) -> None:
    shop.confirmed = False
    Ladder(shop.book()).promote(DOUYIN, Move())
    before = dump(shop.path)
    with pytest.raises(NotConfirmed):
        Ladder(shop.book()).drop(DOUYIN, Move(), exit_kind="lost")
    with pytest.raises(NotConfirmed):
        Bin(shop.book()).delete(DOUYIN)
    assert dump(shop.path) == before
    Ladder(shop.book()).drop(["1", "2"], Move(), exit_kind="lost")


def test_only_those_who_were_asked_about_are_changed(shop: Clocked) -> None:
    def agree(_: Sentence) -> bool:
        add(shop, "late 13800138009", source="抖音")
        Bin(shop.book()).delete(["2"])
        return True

    book = Book(shop.store(), Acting("lin", shop.now, confirm=agree, on_terminal=True))
    Tagging(book).tag(DOUYIN, ["agreed"])
    assert found(shop, "tag=agreed") == [1, 3]


def test_moving_many_leaves_those_who_are_there_and_tells_every_refusal(shop: Clocked) -> None:
    Ladder(shop.book()).promote(["2"], Move(to="C"))
    Ladder(shop.book()).promote(DOUYIN, Move(to="C"))
    assert found(shop, "stage=C") == [1, 2, 3]
    Ladder(shop.book()).promote(["1", "2"], Move(to="F"))
    before = dump(shop.path)
    with pytest.raises(SomeRefused) as caught:
        Ladder(shop.book()).promote(EVERYBODY, Move())
    assert [problem["id"] for problem in caught.value.problems] == [1, 2]
    assert {problem["code"] for problem in caught.value.problems} == {AtTheTop.code}
    with pytest.raises(AtTheTop):
        Ladder(shop.book()).promote(["1", "3"], Move())
    assert dump(shop.path) == before


def test_what_is_one_customers_own_is_not_given_to_several(shop: Clocked) -> None:
    before = dump(shop.path)
    for details in (
        Details(name="X"),
        Details(phones=("13800138009",)),
        Details(birthday="06-18"),
        Details(remove=("13800138001",)),
    ):
        with pytest.raises(OnlyForOne) as caught:
            Capture(shop.book()).edit(DOUYIN, details)
        assert caught.value.exit == RefusedError.exit
    assert dump(shop.path) == before
    Capture(shop.book()).edit(Whom(where="id=1"), Details(name="X"))
    assert found(shop, "name=X") == [1]


def test_editing_many_sets_the_flags_on_all(shop: Clocked) -> None:
    details = Details(source="小红书", outlet="一店", company="华新", owner="小李", tags=("VIP",))
    Capture(shop.book()).edit(EVERYBODY, details)
    words = "source=小红书 and outlet=一店 and company=华新 and owner=小李 and tag=VIP"
    assert found(shop, words) == [1, 2, 3, 4]
    changed = Capture(shop.book()).edit(EVERYBODY, Details(source="小红书"))
    assert changed.operation is None


def test_assigning_keeps_the_history_and_hands_the_promises_over(shop: Clocked) -> None:
    FollowUps(shop.book()).next("1", ["tomorrow"])
    FollowUps(shop.book("老张")).next("1", ["+3d"])
    Assigning(shop.book()).assign(DOUYIN, "小李")
    theirs = Due(shop.book()).due(span="all", owner="小李").items
    assert [item.follow_up.id for item in theirs] == [1]
    with shop.book().read() as page:
        rows = page.session.composed("SELECT owner_id FROM ownership WHERE customer_id = 1", {})
        assert len(rows) == 2
    Assigning(shop.book()).assign(["1"], "")
    assert found(shop, "owner=小李") == [2, 3]
    assert not Due(shop.book()).due(span="all", owner="小李").items  # gone with the customer
    with pytest.raises(NoAssignee):
        Assigning(shop.book()).assign(["1"], None)


def test_of_many_only_the_first_are_said_and_all_are_returned(clocked: Clocked) -> None:
    for place in range(25):
        add(clocked, f"c{place} 138001380{place:02}")
    changed = Tagging(clocked.book()).tag(EVERYBODY, ["VIP"])
    assert len(changed.customers) == 25
    assert len(changed.said) == 22
    assert changed.said[0].values == {"count": "25"}
    assert changed.said[-1].values == {"count": "5"}


# --- sources and tags


def test_sources_are_counted_renamed_and_joined(shop: Clocked) -> None:
    words = Sources(shop.book()).list().words
    assert [(word.value, word.customers) for word in words] == [("抖音", 3), ("Douyin", 1)]
    before = dump(shop.path)
    changed = Sources(shop.book()).rename("rename", Renaming(("抖音",), "douyin"))
    assert {customer.source for customer in changed.customers} == {"douyin"}
    assert "{word} was there before: the two are joined." in texts(changed.said)
    Log(shop.book()).undo()
    assert dump(shop.path) == before
    Sources(shop.book()).rename("join", Renaming(("抖音", "DOUYIN"), "TikTok"))
    words = Sources(shop.book()).list().words
    assert [(word.value, word.customers) for word in words] == [("TikTok", 4)]
    assert [c.id for c in Looking(shop.book()).find("tiktok").customers] != []
    assert Looking(shop.book()).find("抖音").customers == ()


def test_a_source_in_the_bin_is_renamed_too(shop: Clocked) -> None:
    Bin(shop.book()).delete(["4"])
    changed = Sources(shop.book()).rename("join", Renaming(("抖音", "Douyin"), "TikTok"))
    assert [customer.id for customer in changed.customers] == [1, 2, 3]
    Bin(shop.book()).restore(["4"])
    assert found(shop, "source=TikTok") == [1, 2, 3, 4]


def test_an_unknown_source_offers_those_like_it(shop: Clocked) -> None:
    before = dump(shop.path)
    with pytest.raises(UnknownSource) as caught:
        Sources(shop.book()).rename("join", Renaming(("抖音", "抖阴"), "x"))
    assert [candidate["name"] for candidate in caught.value.candidates] == ["抖音"]
    with pytest.raises(EmptyWord):
        Sources(shop.book()).rename("rename", Renaming(("抖音",), " "))
    with pytest.raises(NoTarget):
        Sources(shop.book()).rename("join", Renaming(("抖音",), None))
    assert dump(shop.path) == before


def test_tags_are_counted_renamed_and_joined(shop: Clocked) -> None:
    Tagging(shop.book()).tag(["1", "4"], ["地区:浦东新区", "VIP"])
    listed = TagWords(shop.book()).list("地区").words
    assert [(word.value, word.customers) for word in listed] == [("浦东", 3), ("浦东新区", 2)]
    before = dump(shop.path)
    changed = TagWords(shop.book()).rename("rename", Renaming(("地区:浦东新区",), "region:浦东"))
    assert [customer.id for customer in changed.customers] == [1, 4]
    assert [str(tag) for tag in changed.customers[0].tags].count("region:浦东") == 1
    Log(shop.book()).undo()
    assert dump(shop.path) == before
    with pytest.raises(UnknownTag) as caught:
        TagWords(shop.book()).rename("rename", Renaming(("region:浦西",), "region:浦东"))
    assert caught.value.candidates[0]["name"] == "region:浦东"


def test_a_tag_is_spelled_anew_and_undone(shop: Clocked) -> None:
    Tagging(shop.book()).tag(DOUYIN, ["vip"])
    rehearsed = TagWords(shop.book()).rename("rename", Renaming(("vip",), "VIP", dry_run=True))
    assert "VIP" in map(str, rehearsed.customers[0].tags)
    TagWords(shop.book()).rename("rename", Renaming(("vip",), "VIP"))
    assert {word.value for word in TagWords(shop.book()).list().words} == {"浦东", "VIP"}
    Log(shop.book()).undo()
    assert {word.value for word in TagWords(shop.book()).list().words} == {"浦东", "vip"}
    Log(shop.book()).redo()
    assert {word.value for word in TagWords(shop.book()).list().words} == {"浦东", "VIP"}

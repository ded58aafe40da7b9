"""The next best step of real customers, and a person's own playbooks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import NOW, Clocked

from leadfunnel import i18n
from leadfunnel.domain.pipeline import UnknownStage
from leadfunnel.domain.playbook_check import BadPlaybook
from leadfunnel.domain.sentence import Sentence
from leadfunnel.services.book import Book
from leadfunnel.services.capture import Capture
from leadfunnel.services.cases import Cases
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking
from leadfunnel.services.playbook_verbs import NoPlaybook, Playbooks
from leadfunnel.services.tagging import Tagging
from leadfunnel.services.touches import Told, Touches

DAY = 86_400


@pytest.fixture
def shop(clocked: Clocked) -> Clocked:
    Capture(clocked.book()).add("王姐 13800138000", Details(), Entering())
    return clocked


def step(shop: Clocked) -> str | None:
    found = Looking(shop.book()).show("1").next_step
    return found.key if found else None


def tag(shop: Clocked, *tags: str) -> None:
    Tagging(shop.book()).tag(["1"], tags)


def test_one_thing_after_the_other_is_asked_for(shop: Clocked) -> None:
    assert step(shop) == "reach"
    Touches(shop.book()).log("1", "call", "", Told(outcome="no_answer"))
    assert step(shop) == "reach"  # nobody was reached
    Touches(shop.book()).log("1", "call", "嫌吵", Told(outcome="connected"))
    assert step(shop) == "problem"
    tag(shop, "问题:吵")
    assert step(shop) == "need"
    tag(shop, "要:静音")
    assert step(shop) == "why"
    tag(shop, "隐:孩子要写作业")
    assert step(shop) == "do"
    Ladder(shop.book()).promote(["1"], Move())
    assert step(shop) == "budget"
    Capture(shop.book()).edit("1", Details(sets=("budget=8000",)))
    assert step(shop) == "decision"
    Capture(shop.book()).edit("1", Details(sets=("decision_maker=老公",)))
    assert step(shop) == "value"
    Touches(shop.book()).log("1", "demo", "", Told())
    assert step(shop) == "trust"
    Ladder(shop.book()).promote(["1"], Move(to="E"))
    assert step(shop) == "satisfied"
    Ladder(shop.book()).drop(["1"], Move(), exit_kind="lost")
    assert step(shop) is None


def test_a_need_said_long_ago_is_asked_again(shop: Clocked) -> None:
    Touches(shop.book()).log("1", "call", "", Told(outcome="connected"))
    tag(shop, "问题:吵", "要:静音")
    shop.now += 60 * DAY
    assert step(shop) == "why"
    shop.now += 1
    found = Looking(shop.book()).show("1").next_step
    assert found is not None
    assert (found.key, found.said_at) == ("need", NOW)
    tag(shop, "要:静音")  # still so
    assert step(shop) == "why"
    assert [str(tag) for tag in Looking(shop.book()).show("1").customer.tags].count(
        "need.explicit:静音"
    ) == 1
    Log(shop.book()).undo()
    assert step(shop) == "need"
    Capture(shop.book()).edit("1", Details(tags=("要:静音",)))
    assert step(shop) == "why"


def test_whoever_sleeps_is_asked_why_first(shop: Clocked) -> None:
    Ladder(shop.book()).promote(["1"], Move(to="E"))
    shop.now += 100 * DAY
    assert step(shop) == "asleep"
    with shop.book().record("dormant") as page:
        page.ledger.insert(
            "customer_mark", 1, mark="asleep", reason="没被当老客", at=page.now,
            recorded_at=page.now, user_id=page.me,
        )  # fmt: skip
    assert step(shop) == "satisfied"


def test_an_open_complaint_is_the_next_step_until_it_is_solved(shop: Clocked) -> None:
    assert step(shop) == "reach"
    Touches(shop.book()).log_line(["1", "投诉", "面霜过敏"], Told())
    assert step(shop) == "case"
    Ladder(shop.book()).drop(["1"], Move(), exit_kind="lost")
    assert step(shop) == "case"
    Log(shop.book()).undo()
    Cases(shop.book()).solve("1", "退了款")
    assert step(shop) == "problem"


def test_what_to_do_about_a_complaint_is_ones_own_to_say(
    shop: Clocked, own: Callable[[str], tuple[Book, list[Sentence]]]
) -> None:
    Touches(shop.book()).log_line(["1", "投诉", "面霜过敏"], Told())
    head = 'pipeline = "cases"\n[[chapter]]\ncode = "open"\n'
    book, told = own(head + 'do = ["ring within the hour"]')
    found = Looking(book).show("1").next_step
    assert found is not None
    assert found.step["zh-CN"] == "ring within the hour"
    book, told = own(head + "do = []")
    assert Looking(book).show("1").next_step is None  # never an offer instead
    assert told == []
    for word in ("cases", "投诉", "complaint"):
        assert Playbooks(book).show(word, None).chapters[0].code == "open"


OWN = """
pipeline = "lifecycle"
[[chapter]]
code = "B"
without = ["problem"]
do = ["Show the catalogue."]
[[chapter.ask]]
key = "reach"
step = "say hello from Puxi"
known_by = ["customer:contact"]
"""


@pytest.fixture
def own(shop: Clocked, tmp_path: Path) -> Callable[[str], tuple[Book, list[Sentence]]]:
    def write(text: str) -> tuple[Book, list[Sentence]]:
        folder = tmp_path / "playbooks"
        folder.mkdir(exist_ok=True)
        (folder / "mine.toml").write_text(text, encoding="utf-8")
        told: list[Sentence] = []
        book = shop.book()
        return Book(book.store, replace(book.acting, playbooks=folder, warn=told.append)), told

    return write


def test_ones_own_playbook_stands_over_the_shipped(
    shop: Clocked, own: Callable[[str], tuple[Book, list[Sentence]]]
) -> None:
    book, told = own(OWN)
    found = Looking(book).show("1").next_step
    assert found is not None
    assert found.step["zh-CN"] == "say hello from Puxi"
    Touches(shop.book()).log("1", "call", "", Told(outcome="connected"))
    found = Looking(book).show("1").next_step
    assert found is not None
    assert found.key == "need"
    chapter = Playbooks(book).show("B", None).chapters[0]
    assert chapter.do == ({"en": "Show the catalogue.", "zh-CN": "Show the catalogue.",
                           "zh-TW": "Show the catalogue."},)  # fmt: skip
    assert chapter.leave
    assert told == []


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("pipeline = 'lifecycle'\n[[chapter]]\ncode = 'X'\n[[chapter]]\ncode = 'Y'",
         ["chapter[1].code", "chapter[2].code"]),
        ("pipeline = 'none'\n[[chapter]]\ncode = 'B'", ["pipeline"]),
        ("pipeline = 'layers'\n[[chapter]]\ncode = 'B'", ["chapter[1].code"]),
        ("pipeline = 'lifecycle'\n[[chapter]]\ncode = 'B'\ndo = [1]", ["chapter[1].do[1]"]),
    ],
)  # fmt: skip
def test_a_broken_one_is_told_and_the_shipped_stands_in(
    own: Callable[[str], tuple[Book, list[Sentence]]], text: str, keys: list[str]
) -> None:
    book, told = own(text)
    found = Looking(book).show("1").next_step
    assert found is not None
    assert found.key == "reach"
    assert [sentence.values["count"] for sentence in told] == [len(keys)]
    path = str(told[0].values["path"])
    with pytest.raises(BadPlaybook) as caught:
        Playbooks(book).check([path])
    assert [problem["key"] for problem in caught.value.problems] == keys
    assert all(problem["file"] == path for problem in caught.value.problems)


def test_without_a_file_ones_own_are_checked(
    own: Callable[[str], tuple[Book, list[Sentence]]], shop: Clocked, tmp_path: Path
) -> None:
    done = Playbooks(shop.book()).check([])
    assert (done.record, "no playbooks of your own" in done.said[0].text) == (
        {"files": [], "problems": []}, True,
    )  # fmt: skip
    book, told = own(OWN)
    path = str(tmp_path / "playbooks" / "mine.toml")
    assert Playbooks(book).check([]).record["files"] == [path]
    book, told = own("pipeline = 'none'\n[[chapter]]\ncode = 'B'")
    with pytest.raises(BadPlaybook):
        Playbooks(book).check([])
    Looking(book).show("1")
    assert "has a problem" in told[0].text


def test_a_file_that_is_not_there_is_told(shop: Clocked) -> None:
    with pytest.raises(BadPlaybook):
        Playbooks(shop.book()).check(["nowhere.toml"])


def test_a_good_file_is_said_to_be_good(
    own: Callable[[str], tuple[Book, list[Sentence]]], tmp_path: Path
) -> None:
    book, _ = own(OWN)
    done = Playbooks(book).check([str(tmp_path / "playbooks" / "mine.toml")])
    assert len(done.said) == 1


def test_stages_layers_and_other_pipelines_are_found(shop: Clocked) -> None:
    playbooks = Playbooks(shop.book())
    assert playbooks.show("意向", None).chapters[0].code == "C"
    assert playbooks.show("潜在", None).chapters[0].code == "B"
    assert playbooks.show("忠诚", None).chapters[0].code == "loyal"
    found = playbooks.show("报价", None)
    assert found.pipeline is not None
    assert found.pipeline.name == "telesales"
    assert playbooks.show("NEED", "key-account").chapters[0].code == "NEED"
    assert len(playbooks.show(None, None).chapters) == 5
    assert [book.name for book, _ in playbooks.list().playbooks] == [
        "lifecycle", "invite", "key-account", "telesales", "layers", "cases",
    ]  # fmt: skip
    with pytest.raises(UnknownStage):
        playbooks.show("nowhere", None)
    with pytest.raises(NoPlaybook):
        playbooks.show(None, "showroom")
    with pytest.raises(NoPlaybook):
        playbooks.show("L", None)


def test_a_stage_that_is_none_is_told_with_the_names_of_the_language(shop: Clocked) -> None:
    i18n.use("zh-CN")
    with pytest.raises(UnknownStage) as caught:
        Playbooks(shop.book()).show("没有", None)
    assert "B 潜在" in str(caught.value.values["stages"])

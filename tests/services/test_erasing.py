"""Erasing on either engine: no row, image or token is left, and what others did stays."""

from __future__ import annotations

import json

import pytest
from tests.conftest import Clocked

from leadfunnel.services.backups import Backups
from leadfunnel.services.buying import Buying, Terms
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.forgetting import Forgetting
from leadfunnel.services.log import Log, NotUndoable
from leadfunnel.services.looking import Looking, Shape
from leadfunnel.services.person_file import PersonFiles
from leadfunnel.services.touches import Told, Touches
from leadfunnel.store import erasing, forgotten
from leadfunnel.store.backup import NothingToBackUp, is_file
from leadfunnel.store.compiled.whole import ROWS


@pytest.fixture
def shop(clocked: Clocked) -> Clocked:
    for text in ("王姐 13800138000", "张伟 13900001111", "李四"):
        Capture(clocked.book()).add(text, Details(), Entering())
    Capture(clocked.book()).edit("2", Details(referrer="1", tags=("老客",)))
    Touches(clocked.book()).log("1", "call", "要报价", Told(when="tomorrow"))
    Touches(clocked.book()).log("2", "call", "王姐 13800138000 介绍", Told())
    Buying(clocked.book()).buy(["1", "烟机", "3999"], Terms())
    return clocked


def test_nothing_refers_to_a_forgotten_person(shop: Clocked) -> None:
    record = Forgetting(shop.book()).forget(["王姐"]).record
    assert record["redacted"] == 1
    assert record["mentioned_by"] == [2]
    with shop.book().read() as page:
        assert erasing.belongings(page.session, [1]) == {"customer": {1}}
        whole = json.dumps(
            [
                [list(row) for row in page.session.rows(f"erasing.all_{table}", ids="[1,2,3,4,5]")]
                for table in ROWS
                if table not in ("users", "tag")
            ],
            ensure_ascii=False,
        )
        assert "13800138000" not in whole
        assert len(forgotten.marks(page.session)) == 1
    looking = Looking(shop.book())
    assert [one.name for one in looking.list([], Shape()).customers] == ["张伟", "李四"]
    assert looking.find("13800138000").customers == ()
    assert looking.find("要报价").customers == ()


def test_what_others_did_is_undone_as_before(shop: Clocked) -> None:
    Forgetting(shop.book()).forget(["王姐"])
    with pytest.raises(NotUndoable):
        Log(shop.book()).undo()
    Log(shop.book()).undo(5)  # the edit of another customer
    assert [str(tag) for tag in Looking(shop.book()).show("2").customer.tags] == []


def test_everything_about_a_person_is_collected(shop: Clocked) -> None:
    document = PersonFiles(shop.book()).collect("1").document
    assert [row["text"] for row in document["tables"]["interaction"]] == ["要报价"]
    assert document["tables"]["purchase"][0]["amount"] == 399_900
    assert document["referred"] == [2]
    assert [entry["command"] for entry in document["history"]] == ["add", "log", "buy"]


def test_a_copy_on_the_machine_holds_what_the_store_says(
    clocked: Clocked, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store = clocked.store()
    if not is_file(store):
        store.dumps = tmp_path_factory.mktemp("dumps") / "backups" / "team"
        with pytest.raises(NothingToBackUp):
            Backups(clocked.book()).make("a")
    Capture(clocked.book()).add("王姐 13800138000", Details(), Entering())
    done = Backups(clocked.book()).make("a")
    assert done.record["customers"] == 1
    assert ("pg_dump" in done.said[-1].text) is not is_file(store)
    backups = Backups(clocked.book())
    assert "a" in " ".join(copy.name for copy in backups.list().copies)
    assert backups.verify(()).record["bad"] == []

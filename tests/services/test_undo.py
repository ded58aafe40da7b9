"""Undo and redo: any sequence of commands taken back leaves the store as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import Clocked
from tests.dump import check, dump

from leadfunnel.errors import LeadfunnelError, NotFoundError, RefusedError
from leadfunnel.services.assigning import Assigning
from leadfunnel.services.bin import Bin
from leadfunnel.services.capture import Capture
from leadfunnel.services.consents import Consenting, Wish
from leadfunnel.services.corrections import Correction, Corrections
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import (
    AlreadyUndone,
    FewToUndo,
    Log,
    NothingToRedo,
    NothingToUndo,
    NotUndoable,
)
from leadfunnel.services.looking import Looking
from leadfunnel.services.mutes import Mutes
from leadfunnel.services.pipelines import Pipelines
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.results.history import Change
from leadfunnel.services.stage_fix import Asked as Fixed
from leadfunnel.services.stage_fix import StageFix
from leadfunnel.services.tagging import Tagging
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.vocabulary import Renaming, Sources, TagWords
from leadfunnel.services.weekly import Asked, Weekly, When
from leadfunnel.services.whom import Whom
from leadfunnel.store.undo import IdentityTaken, RedoConflict, UndoConflict
from leadfunnel.store.whole import WORDS, Reading

EXAMPLES = int(os.environ.get("LEADFUNNEL_EXAMPLES", "40"))
"""How many random sequences; a long campaign sets more."""

PEOPLE = ("王姐", "张伟", "Anna Lee", "单先生")


def add(clocked: Clocked, text: str, user: str | None = None, **flags: object) -> int:
    details = Details(**flags)  # type: ignore[arg-type]
    changed = Capture(clocked.book(user)).add(text, details, Entering())
    return changed.customers[0].id


def state(clocked: Clocked) -> str:
    """All that stands: the facts, and the tags and users that a lossless export holds."""
    with clocked.book().read() as page:
        words = [str(row) for table, row in Reading(page.session, None).rows() if table in WORDS]
    return "\n".join([dump(clocked.path), *words])


def _command(clocked: Clocked, kind: str, who: str, extra: str) -> None:
    book = clocked.book()
    commands = {
        "add": lambda: Capture(book).add(f"{who} 1380013{extra}", Details(), Entering()),
        "edit": lambda: Capture(book).edit(who, Details(company=f"co {extra}", owner=extra)),
        "rename": lambda: Capture(book).edit(who, Details(name=f"{who}", source=extra)),
        "log": lambda: Touches(book).log(who, "call", extra, Told(when="tomorrow")),
        "note": lambda: Touches(book).note(who, extra),
        "next": lambda: FollowUps(book).next(who, ["+3d", extra]),
        "done": lambda: FollowUps(book).done(who, kind="call", note=extra),
        "snooze": lambda: FollowUps(book).snooze(who, ["+5d"]),
        "cancel": lambda: FollowUps(book).cancel(who),
        "promote": lambda: Ladder(book).promote([who], Move()),
        "demote": lambda: Ladder(book).demote([who], Move()),
        "drop": lambda: Ladder(book).drop([who], Move(), exit_kind="lost"),
        "reopen": lambda: Ladder(book).reopen([who], Move()),
        "tag": lambda: Tagging(book).tag(who, [f"t{extra[-1]}"]),
        "respell": lambda: Tagging(book).tag(who, [f"T{extra[-1]}", f"new{extra}"]),
        "untag": lambda: Tagging(book).untag(who, [f"t{extra[-1]}"]),
        "delete": lambda: Bin(book).delete([who]),
        "restore": lambda: Bin(book).restore([who]),
        "bulk": lambda: Tagging(book).tag(Whom(where="created<100y"), [f"t{extra[-1]}", "all"]),
        "assign": lambda: Assigning(book).assign(Whom(where="created<100y"), extra),
        "source": lambda: Sources(book).rename("rename", Renaming((extra,), "抖音")),
        "join": lambda: TagWords(book).rename("join", Renaming(("t1", "all"), "T2")),
        "correct": lambda: Corrections(book).edit(
            f"i{extra[-1]}", Correction(text=f"{who} {extra}")
        ),
        "move": lambda: Corrections(book).move(f"i{extra[-1]}", who),
        "remove": lambda: Corrections(book).remove([f"i{extra[-1]}"]),
        "fix": lambda: StageFix(book).fix(who, Fixed(change=extra[-1], at="yesterday")),
        "unfix": lambda: StageFix(book).fix(who, Fixed(change=extra[-1], remove=True)),
        "consent": lambda: Consenting(book).set(who, Wish(given=extra[-1] == "1")),
        "mute": lambda: Mutes(book).mute(who, "stuck", "+9d"),
        "unmute": lambda: Mutes(book).unmute(who, "stuck"),
    }
    commands[kind]()


KINDS = (
    "add", "add", "edit", "rename", "log", "note", "next", "done", "snooze", "cancel", "promote",
    "promote", "demote", "drop", "reopen", "tag", "respell", "untag", "delete", "restore",
    "bulk", "assign", "source", "join", "correct", "move", "remove", "fix", "unfix", "consent",
    "mute", "unmute",
)  # fmt: skip
STEPS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from(PEOPLE), st.sampled_from(["8001", "8002"])),
    min_size=1,
    max_size=30,
)


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_undo_all_then_redo_all_restores_every_state(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, str]]
) -> None:
    clocked = Clocked(tmp_path_factory.mktemp("undo") / "store.db")
    add(clocked, "王姐 13800138000")
    states = [state(clocked)]
    for kind, who, extra in steps:
        clocked.now += 60
        before = len(Log(clocked.book()).history(limit=1000).entries)
        try:
            _command(clocked, kind, who, extra)
        except LeadfunnelError:
            assert state(clocked) == states[-1]
            continue
        if len(Log(clocked.book()).history(limit=1000).entries) > before:
            states.append(state(clocked))
    for then in reversed(states[:-1]):
        clocked.now += 60
        Log(clocked.book()).undo()
        assert state(clocked) == then
    for then in states[1:]:
        clocked.now += 60
        Log(clocked.book()).redo()
        assert state(clocked) == then
    check(clocked.path)


def test_undo_leaves_no_word_behind(clocked: Clocked) -> None:
    add(clocked, "王姐 13800138000")
    before = state(clocked)
    Capture(clocked.book("mei")).edit("王姐", Details(owner="小李", tags=("VIP",)))
    assert all(word in state(clocked) for word in ("mei", "小李", "VIP"))
    Log(clocked.book("mei")).undo()
    assert state(clocked) == before
    Tagging(clocked.book("bo")).tag("王姐", ["vip"])
    assert "VIP" not in state(clocked)
    assert [str(tag) for tag in Looking(clocked.book()).show("1").customer.tags] == ["vip"]
    Log(clocked.book("bo")).undo()
    Log(clocked.book("mei")).redo()
    assert [str(tag) for tag in Looking(clocked.book()).show("1").customer.tags] == ["VIP"]


def test_what_others_use_meanwhile_stays(clocked: Clocked) -> None:
    add(clocked, "王姐 13800138000")
    add(clocked, "张伟 13800138001")
    Capture(clocked.book("a")).edit("王姐", Details(owner="小李", tags=("vip",)))
    Capture(clocked.book("b")).edit("张伟", Details(owner="小李", tags=("VIP",)))
    Log(clocked.book("a")).undo()
    assert [str(tag) for tag in Looking(clocked.book()).show("2").customer.tags] == ["vip"]
    assert "小李" in state(clocked)
    assert "'name': 'a'" not in state(clocked)


def test_undo_last_k_takes_back_several_at_once(clocked: Clocked) -> None:
    add(clocked, "王姐 13800138000")
    start = dump(clocked.path)
    for _ in range(3):
        Ladder(clocked.book()).promote(["王姐"], Move())
    Log(clocked.book()).undo(last=3)
    assert dump(clocked.path) == start
    with pytest.raises(NothingToUndo):
        Log(clocked.book()).undo(last=2)
    assert dump(clocked.path) == start


def test_undoing_more_than_there_is_says_how_many_there_are(clocked: Clocked) -> None:
    add(clocked, "王姐 13800138000")
    for _ in range(2):
        Ladder(clocked.book()).promote(["王姐"], Move())
    before = dump(clocked.path)
    with pytest.raises(FewToUndo) as caught:
        Log(clocked.book()).undo(last=4)
    assert caught.value.values == {"count": 3, "asked": 4}
    assert dump(clocked.path) == before
    Log(clocked.book()).undo(last=3)


def test_nothing_to_undo_or_redo(clocked: Clocked) -> None:
    with pytest.raises(NothingToUndo) as caught:
        Log(clocked.book()).undo()
    assert "nothing to undo" in caught.value.message.lower()
    with pytest.raises(NothingToRedo):
        Log(clocked.book()).redo()


def test_undo_takes_back_ones_own_last_and_never_a_colleagues(clocked: Clocked) -> None:
    add(clocked, "王姐 13800138000", user="xiaoli")
    add(clocked, "张伟 13800138001", user="xiaowang")
    Log(clocked.book("xiaoli")).undo()
    with pytest.raises(NotFoundError):
        Touches(clocked.book()).note("王姐", "gone")
    Touches(clocked.book()).note("张伟", "still here")


def test_redo_ends_when_the_user_changes_something_else(clocked: Clocked) -> None:
    add(clocked, "王姐 13800138000")
    add(clocked, "张伟 13800138001")
    Log(clocked.book()).undo()
    Touches(clocked.book()).note("王姐", "something else")
    with pytest.raises(NothingToRedo):
        Log(clocked.book()).redo()


def test_undo_by_number_names_the_later_operation_that_builds_on_it(clocked: Clocked) -> None:
    add(clocked, "王姐 13800138000")
    Touches(clocked.book()).note("王姐", "built on it")
    before = dump(clocked.path)
    with pytest.raises(UndoConflict) as caught:
        Log(clocked.book()).undo(2)
    assert caught.value.values == {"operation": 2, "later": 3}
    assert dump(clocked.path) == before


def test_same_column_changed_since_is_a_conflict_and_another_is_not(clocked: Clocked) -> None:
    add(clocked, "王姐 13800138000")
    Capture(clocked.book()).edit("王姐", Details(company="A"))
    Capture(clocked.book()).edit("王姐", Details(source="B"))
    Log(clocked.book()).undo(3)
    Capture(clocked.book()).edit("王姐", Details(source="C"))
    with pytest.raises(UndoConflict):
        Log(clocked.book()).undo(4)


def test_a_promotion_under_another_cannot_be_pulled_out(clocked: Clocked) -> None:
    add(clocked, "王姐 13800138000")
    Ladder(clocked.book()).promote(["王姐"], Move())
    Ladder(clocked.book()).promote(["王姐"], Move())
    with pytest.raises(UndoConflict):
        Log(clocked.book()).undo(3)


def test_undoing_twice_and_undoing_an_undo_are_refused(clocked: Clocked) -> None:
    add(clocked, "王姐 13800138000")
    Log(clocked.book()).undo(2)
    with pytest.raises(AlreadyUndone):
        Log(clocked.book()).undo(2)
    for number in (1, 3):
        with pytest.raises(NotUndoable):
            Log(clocked.book()).undo(number)


def test_undo_of_a_delete_whose_phone_was_taken_is_refused(clocked: Clocked) -> None:
    add(clocked, "王姐 13800138000")
    Bin(clocked.book()).delete(["#1"])
    other = add(clocked, "李姐 13800138000")
    before = dump(clocked.path)
    with pytest.raises(IdentityTaken) as caught:
        Log(clocked.book()).undo(3)
    assert caught.value.values["id"] == other
    assert "13800138000" not in str(caught.value.values)
    with pytest.raises(IdentityTaken):
        Bin(clocked.book()).restore(["1"])
    assert dump(clocked.path) == before


def test_redo_is_refused_when_its_ground_is_gone(clocked: Clocked) -> None:
    add(clocked, "王姐 13800138000", user="a")
    Touches(clocked.book("b")).note("王姐", "hers")
    Log(clocked.book("b")).undo()
    Log(clocked.book("a")).undo()
    with pytest.raises(RedoConflict):
        Log(clocked.book("b")).redo()


def test_redo_never_puts_a_value_over_another_than_it_replaced(clocked: Clocked) -> None:
    add(clocked, "王姐 13800138000", company="A", user="a")
    Capture(clocked.book("a")).edit("王姐", Details(company="B"))
    Capture(clocked.book("b")).edit("王姐", Details(company="C"))
    Log(clocked.book("b")).undo()
    Log(clocked.book("a")).undo()
    before = dump(clocked.path)
    with pytest.raises(RedoConflict):
        Log(clocked.book("b")).redo()
    assert dump(clocked.path) == before
    Log(clocked.book("a")).redo()
    Log(clocked.book("b")).redo()


def test_a_command_that_changes_nothing_leaves_no_operation(clocked: Clocked) -> None:
    add(clocked, "王姐 13800138000", source="抖音")
    before = len(Log(clocked.book()).history().entries)
    changed = Capture(clocked.book()).edit("王姐", Details(source="抖音"))
    assert changed.operation is None
    assert len(Log(clocked.book()).history().entries) == before


def test_reports_as_known_see_through_undo_and_redo(clocked: Clocked) -> None:
    def known(at: str) -> int:
        asked = Asked(known_at=at, view="snapshot")
        report = Weekly(clocked.book()).funnel(When(first="2026-11-01"), asked)
        assert report.snapshot is not None
        return sum(stage.count for stage in report.snapshot.stages if stage.code == "C")

    add(clocked, "王姐 13800138000")
    clocked.now += 3600
    Ladder(clocked.book()).promote(["王姐"], Move())  # 11:00
    clocked.now += 3600
    Log(clocked.book()).undo()  # 12:00
    clocked.now += 3600
    Log(clocked.book()).redo()  # 13:00
    clocked.now += 3600
    seen = [known(f"2026-11-22 {hour}:30") for hour in (10, 11, 12, 13)]
    assert seen == [0, 1, 0, 1]


def test_what_was_given_again_since_is_not_brought_back_twice(clocked: Clocked) -> None:
    add(clocked, "王姐 13800138000", tags=("vip",))
    Tagging(clocked.book()).untag("王姐", ["vip"])
    Tagging(clocked.book()).tag("王姐", ["vip"])
    Capture(clocked.book()).edit("王姐", Details(remove=("13800138000",)))
    Capture(clocked.book()).edit("王姐", Details(phones=("13800138000",)))
    before = dump(clocked.path)
    for number, later in ((3, 4), (5, 6)):
        with pytest.raises(UndoConflict) as caught:
            Log(clocked.book()).undo(number)
        assert caught.value.values == {"operation": number, "later": later}
    assert dump(clocked.path) == before


@pytest.mark.parametrize("to", [None, "NEED"])
def test_nobody_enters_a_pipeline_twice(clocked: Clocked, to: str | None) -> None:
    add(clocked, "王姐 13800138000")
    Ladder(clocked.book("a")).promote(["王姐"], Move(pipeline="telesales"))
    Log(clocked.book("a")).undo()
    Ladder(clocked.book("b")).promote(["王姐"], Move(pipeline="telesales", to=to))
    with pytest.raises(RedoConflict):
        Log(clocked.book("a")).redo()


def test_a_move_is_not_done_again_beside_another_from_the_same_stage(clocked: Clocked) -> None:
    add(clocked, "王姐 13800138000")
    Ladder(clocked.book("a")).promote(["王姐"], Move())
    Log(clocked.book("a")).undo()
    Ladder(clocked.book("b")).promote(["王姐"], Move(to="D"))
    with pytest.raises(RedoConflict):
        Log(clocked.book("a")).redo()


def test_a_pipeline_stays_while_somebody_is_in_it(clocked: Clocked, tmp_path: Path) -> None:
    def load(stages: str) -> None:
        path = tmp_path / "mine.toml"
        name = 'name = {{ en = "{0}", zh-CN = "{0}", zh-TW = "{0}" }}'
        kinds = {"W": "won", "L": "lost", "X": "invalid"}
        text = 'name = "mine"\nunit = "customer"\n[title]\nen = "M"\nzh-CN = "M"\nzh-TW = "M"\n'
        for code in stages:
            kind = kinds.get(code, "open")
            text += f'[[stage]]\ncode = "{code}"\ntype = "{kind}"\n{name.format(code)}\n'
        path.write_text(text, encoding="utf-8")
        Pipelines(clocked.book()).load([str(path)])

    add(clocked, "王姐 13800138000")
    load("PWLX")
    load("PQWLX")
    Ladder(clocked.book("b")).promote(["王姐"], Move(pipeline="mine", to="Q"))
    before = dump(clocked.path)
    with pytest.raises(UndoConflict) as caught:
        Log(clocked.book()).undo()
    assert caught.value.values == {"operation": 4, "later": 5}
    with pytest.raises(UndoConflict):
        Log(clocked.book()).undo(last=2)
    assert dump(clocked.path) == before
    Log(clocked.book("b")).undo()
    Log(clocked.book()).undo(last=2)
    load("PWLX")
    Log(clocked.book()).undo()


def test_a_review_counts_who_was_added_then_and_undone_later(clocked: Clocked) -> None:
    def known(hour: int) -> int:
        asked = Asked(known_at=f"2026-11-22 {hour}:30", view="cohort")
        report = Weekly(clocked.book()).funnel(When(first="2026-11-01"), asked)
        assert report.cohort is not None
        return report.cohort.population

    add(clocked, "王姐 13800138000")
    clocked.now += 3600
    Log(clocked.book()).undo()  # 11:00
    clocked.now += 3600
    Log(clocked.book()).redo()  # 12:00
    clocked.now += 3600
    assert [known(hour) for hour in (10, 11, 12)] == [1, 0, 1]
    Log(clocked.book()).undo()  # 13:00
    clocked.now += 3600
    assert [known(hour) for hour in (10, 11, 12, 13)] == [1, 0, 1, 0]


def test_undo_survives_in_a_file_of_its_own(clocked: Clocked, tmp_path: Path) -> None:
    add(clocked, "王姐 13800138000")
    assert (tmp_path / "store.db").stat().st_mode & 0o777 == 0o600
    with pytest.raises(RefusedError):
        Log(clocked.book("nobody")).undo()


def test_history_says_when_older_operations_are_left_out(clocked: Clocked) -> None:
    assert Log(clocked.book()).history().entries == ()
    for number in range(3):
        add(clocked, f"n{number} 1380013{8000 + number}")
    shown = Log(clocked.book()).history(limit=2)
    assert ([entry.id for entry in shown.entries], shown.more) == ([4, 3], True)
    assert not Log(clocked.book()).history(limit=4).more


def test_history_of_a_customer_tells_before_and_after_in_words(clocked: Clocked) -> None:
    add(clocked, "王姐 13800138000")
    Capture(clocked.book()).edit("王姐", Details(company="华新", owner="小李"))
    entry = Log(clocked.book()).history("王姐").entries[0]
    assert entry.changes == (
        Change("customer", "company", None, "华新", 1),
        Change("customer", "owner", "lin", "小李", 1),
    )

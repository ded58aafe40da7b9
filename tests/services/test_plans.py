"""Plans in a store: what starts and ends them, marks their steps, and that undo leaves none."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest
from tests.conftest import Clocked
from tests.dump import dump
from tests.stores import fill

from leadfunnel.domain.plan_schema import BadPlan
from leadfunnel.domain.segment import read_filter
from leadfunnel.errors import LeadfunnelError
from leadfunnel.services import plan_runs
from leadfunnel.services.buying import Buying, Terms
from leadfunnel.services.capture import Capture
from leadfunnel.services.consents import Consenting, Wish
from leadfunnel.services.corrections import Correction, Corrections
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking, Shape
from leadfunnel.services.morning import Morning
from leadfunnel.services.plan_files import PlanFiles
from leadfunnel.services.plan_refusals import (
    AlreadyInPlan,
    MustNotContact,
    NoStepDue,
    NoSuchStep,
    NotInPlan,
    PlanIsPast,
    StepMarked,
)
from leadfunnel.services.planning import Doing, Planning
from leadfunnel.services.refunds import Refunds
from leadfunnel.services.results.plans import RunView
from leadfunnel.services.tagging import Tagging
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.whom import Whom
from leadfunnel.views.words import say

EVE = 1_790_733_600  # Wednesday 2026-09-30 10:00 in Shanghai
DAY = 86_400


def on(clocked: Clocked, month: int, day: int) -> None:
    clocked.now = EVE + (date(2026, month, day) - date(2026, 9, 30)).days * DAY


def add(clocked: Clocked, name: str = "王姐", stage: str = "D", **more: object) -> None:
    Capture(clocked.book()).add("", Details(name=name, **more), Entering(stage=stage))  # type: ignore[arg-type]


def buy(clocked: Clocked, *words: str, who: str = "王姐", at: str | None = None) -> list[str]:
    told = Buying(clocked.book()).buy([who, *words], Terms(at=at)).said
    return [say(sentence, None) for sentence in told]


def log(clocked: Clocked, kind: str, outcome: str | None = None, **more: object) -> list[str]:
    told = Touches(clocked.book()).log("王姐", kind, "", Told(outcome=outcome, **more)).said  # type: ignore[arg-type]
    return [say(sentence, None) for sentence in told]


def runs(clocked: Clocked, who: str = "王姐") -> list[RunView]:
    return list(Looking(clocked.book()).show(who).plans)


def states(clocked: Clocked, plan: str = "care-21") -> str:
    view = next(view for view in reversed(runs(clocked)) if view.run.plan.name == plan)
    return " ".join(step.state for step in view.steps)


def standing(clocked: Clocked, who: str = "王姐") -> dict[str, str]:
    """The runs of a customer: by plan whether each goes on, or why it ended."""
    return {
        view.run.plan.name: view.run.end_reason or view.run.status for view in runs(clocked, who)
    }


def load(clocked: Clocked, tmp_path: Path, text: str) -> None:
    path = tmp_path / "plan.toml"
    path.write_text(text, encoding="utf-8")
    PlanFiles(clocked.book()).load([str(path)])


PLAN = """
name = "mine"
{more}
[[step]]
day = 0
channel = "message"
text = "Hello"
[[step]]
day = 5
channel = "call"
text = "How are you"
"""


@pytest.fixture
def wang(clocked: Clocked) -> Clocked:
    on(clocked, 9, 30)
    add(clocked)
    return clocked


def test_a_first_purchase_starts_the_care_counted_from_delivery(wang: Clocked) -> None:
    assert any("care-21 begins: day 0 message" in line for line in buy(wang, "面霜", "560"))
    (view,) = runs(wang)
    assert [str(step.on) for step in view.steps] == [
        "2026-09-30", "2026-10-04", "2026-10-06", "2026-10-10", "2026-10-17", "2026-10-26",
    ]  # fmt: skip
    assert (view.run.day_zero, view.run.cause) == (date(2026, 10, 3), "purchase")
    assert states(wang) == "due ahead ahead ahead ahead ahead"


def test_more_of_the_same_order_starts_nothing(wang: Clocked) -> None:
    buy(wang, "面霜", "560")
    assert not any("Plan" in line for line in buy(wang, "洁面", "60"))
    assert standing(wang) == {"care-21": "running"}


def test_a_later_purchase_ends_the_care_and_starts_a_short_one(wang: Clocked) -> None:
    buy(wang, "面霜", "560")
    on(wang, 10, 11)
    buy(wang, "面霜", "560")
    assert standing(wang) == {"care-21": "bought_again", "care-repeat": "running"}
    on(wang, 10, 20)
    buy(wang, "面霜", "560")
    views = runs(wang)
    assert [view.run.plan.name for view in views] == ["care-21", "care-repeat", "care-repeat"]
    assert [view.run.status for view in views] == ["stopped", "stopped", "running"]


def test_a_buyer_whose_first_purchase_nobody_recorded_buys_again(clocked: Clocked) -> None:
    on(clocked, 9, 1)
    add(clocked, stage="E")
    on(clocked, 9, 30)
    buy(clocked, "面霜", "560")
    assert standing(clocked) == {"care-repeat": "running"}


@pytest.mark.parametrize(("at", "plans"), [("2026-07-01", {}), ("2026-09-14", {"care-21"})])
def test_what_is_told_of_long_after_starts_nothing(wang: Clocked, at: str, plans: set[str]) -> None:
    buy(wang, "面霜", "560", at=at)
    assert set(standing(wang)) == set(plans)


def test_a_purchase_told_of_after_a_later_one_starts_and_ends_nothing(wang: Clocked) -> None:
    buy(wang, "面霜", "560")
    buy(wang, "洁面", "60", at="2026-09-20")
    assert standing(wang) == {"care-21": "running"}


def test_a_touch_marks_the_step_that_was_due(wang: Clocked) -> None:
    buy(wang, "面霜", "560")
    log(wang, "wechat", "sent")
    on(wang, 10, 6)
    log(wang, "wechat", "replied")
    assert states(wang) == "done missed done ahead ahead ahead"
    on(wang, 10, 10)
    log(wang, "wechat")  # a message is no call
    log(wang, "call", "no_answer")
    assert states(wang) == "done missed done due ahead ahead"
    said = log(wang, "call", "connected")
    assert any("day 7 call done" in line for line in said)
    assert any("satisfaction 1 4" in line for line in said)
    assert states(wang) == "done missed done done ahead ahead"


def test_a_touch_told_later_marks_what_was_due_on_its_day(wang: Clocked) -> None:
    buy(wang, "面霜", "560")
    on(wang, 10, 7)
    log(wang, "wechat", "sent", at="2026-10-05")
    assert states(wang) == "missed done due ahead ahead ahead"


def test_the_last_step_finishes_a_run(wang: Clocked) -> None:
    buy(wang, "面霜", "560")
    on(wang, 10, 26)
    assert any("last step of care-21" in line for line in log(wang, "call", "connected"))
    assert standing(wang) == {"care-21": "finished"}


def test_a_correction_takes_the_mark_along(wang: Clocked) -> None:
    buy(wang, "面霜", "560")
    on(wang, 10, 26)
    log(wang, "call", "connected")
    Corrections(wang.book()).edit("i1", Correction(text="likes it"))
    assert standing(wang) == {"care-21": "finished"}
    Corrections(wang.book()).remove(["i2"])
    assert standing(wang) == {"care-21": "running"}
    assert states(wang).endswith("due")


@pytest.mark.parametrize("words", [(), ("7",), ("day7",), ("第7天",), ("7天",)])
def test_a_step_is_done_by_hand_with_what_was_said(wang: Clocked, words: tuple[str, ...]) -> None:
    buy(wang, "面霜", "560")
    on(wang, 10, 10)
    Planning(wang.book()).done("王姐", Doing((*words, "皮肤好多了")))
    assert states(wang) == "missed missed missed done ahead ahead"
    (entry,) = Looking(wang.book()).show("王姐").timeline
    assert (entry.kind, entry.text) == ("call", "皮肤好多了")
    assert runs(wang)[0].marked_by == {"7": entry.id}


def test_a_step_is_skipped_with_its_reason(wang: Clocked) -> None:
    buy(wang, "面霜", "560")
    Planning(wang.book()).skip("王姐", Doing(("0",), reason="met her in the shop"))
    assert states(wang) == "skipped ahead ahead ahead ahead ahead"
    assert [entry.text for entry in Looking(wang.book()).show("王姐").timeline] == [
        "met her in the shop"
    ]


def test_what_cannot_be_done_is_refused(wang: Clocked) -> None:
    planning = Planning(wang.book())
    with pytest.raises(NotInPlan):
        planning.done("王姐", Doing())
    buy(wang, "面霜", "560")
    planning.done("王姐", Doing())
    with pytest.raises(NoStepDue) as due:
        planning.done("王姐", Doing())
    assert due.value.values["step"] == 1
    with pytest.raises(NoSuchStep):
        planning.done("王姐", Doing(("5",)))
    with pytest.raises(StepMarked):
        planning.skip("王姐", Doing(("0",)))
    with pytest.raises(AlreadyInPlan):
        planning.start("care-21", Whom(("王姐",)))
    with pytest.raises(PlanIsPast):
        planning.start("nurture", Whom(("王姐",)), "2026-08-01")
    with pytest.raises(LeadfunnelError):
        planning.start("no such plan", Whom(("王姐",)))


def test_another_day_0_moves_what_is_to_come(wang: Clocked) -> None:
    buy(wang, "面霜", "560")
    Planning(wang.book()).start("成交后 21 天", Whom(("王姐",)), "2026-10-09")
    (view,) = runs(wang)
    assert [str(step.on) for step in view.steps[:3]] == ["2026-09-30", "2026-10-10", "2026-10-12"]


def test_started_by_hand_the_care_counts_from_the_last_purchase(wang: Clocked) -> None:
    buy(wang, "面霜", "560")
    planning = Planning(wang.book())
    planning.stop("王姐", reason="talks to my colleague")
    assert standing(wang) == {"care-21": "talks to my colleague"}
    on(wang, 10, 5)
    planning.start("care-21", Whom(("王姐",)))
    assert runs(wang)[-1].run.day_zero == date(2026, 10, 3)


def test_a_plan_stopped_for_no_reason_names_none(wang: Clocked) -> None:
    buy(wang, "面霜", "560")
    told = Planning(wang.book()).stop("王姐").said[-1]
    assert told.text == "Plan {plan} ends."


@pytest.mark.parametrize(("amount", "left"), [("100", "running"), ("", "refunded")])
def test_a_full_refund_ends_what_the_purchase_started(
    wang: Clocked, amount: str, left: str
) -> None:
    buy(wang, "面霜", "560")
    Refunds(wang.book()).refund("王姐", [amount] if amount else [])
    assert standing(wang) == {"care-21": left}


def test_whoever_leaves_or_asks_to_be_left_alone_is_in_no_plan(wang: Clocked) -> None:
    buy(wang, "面霜", "560")
    Ladder(wang.book()).drop("王姐", Move(), exit_kind="lost")
    assert standing(wang) == {"care-21": "left"}
    add(wang, "张伟")
    planning = Planning(wang.book())
    planning.start("nurture", Whom(("张伟",)))
    Consenting(wang.book()).set("张伟", Wish(given=False))
    assert standing(wang, "张伟") == {"nurture": "do_not_contact"}
    with pytest.raises(MustNotContact):
        planning.start("care-21", Whom(("张伟",)))
    before = dump(wang.path)
    planning.start("care-21", Whom(where="name=张伟"))
    assert dump(wang.path) == before


def test_whom_a_plan_is_for_may_be_left_to_the_plan(clocked: Clocked) -> None:
    for name, stage in (("a", "B"), ("b", "C"), ("c", "B")):
        add(clocked, name, stage)
    planning = Planning(clocked.book())
    assert len(planning.start("nurture", Whom()).customers) == 2
    assert [customer.name for customer, _ in planning.runs("nurture").items] == ["a", "c"]
    Ladder(clocked.book()).promote("a", Move())
    assert standing(clocked, "a") == {"nurture": "moved_on"}
    found = Looking(clocked.book()).list(["plan=nurture"], Shape()).customers
    assert [customer.name for customer in found] == ["c"]


@pytest.mark.parametrize("word", ["plan=care-21", 'plan="成交后 21 天"', "计划=care-21"])
def test_a_filter_names_a_plan(wang: Clocked, word: str) -> None:
    add(wang, "other")
    buy(wang, "面霜", "560")
    read_filter([word])
    found = Looking(wang.book()).list([word], Shape()).customers
    assert [customer.name for customer in found] == ["王姐"]
    others = Looking(wang.book()).list(["plan=none"], Shape()).customers
    assert [customer.name for customer in others] == ["other"]


def test_a_step_ahead_is_a_next_step(wang: Clocked) -> None:
    add(wang, "other")
    Planning(wang.book()).start("win-back", Whom(("王姐",)))
    shown = Morning(wang.book()).today()
    reasons = {item.customer.name: [one.code for one in item.reasons] for item in shown.items}
    assert reasons == {"王姐": ["plan_step"], "other": ["no_next_step"]}
    assert shown.without_next == 1
    found = Looking(wang.book()).list(["no_next"], Shape()).customers
    assert [customer.name for customer in found] == ["other"]
    assert not any("No next step" in line for line in log(wang, "sms"))


def test_due_steps_are_those_of_an_owner_held_ones_left_out(wang: Clocked) -> None:
    buy(wang, "面霜", "560")
    add(wang, "mei's", owner="mei")
    buy(wang, "面霜", "560", who="mei's")

    def due(owner: str | None, day: date) -> list[tuple[int, str, int]]:
        with wang.book().read() as page:
            number = {"lin": 1, "mei": 2, None: None}[owner]
            found = plan_runs.due_steps(page, number, day)
            return [(one.customer_id, one.step.key, one.late_days) for one in found]

    assert due("lin", date(2026, 9, 30)) == [(1, "0", 0)]
    assert due(None, date(2026, 10, 5)) == [(1, "1", 1), (2, "1", 1)]
    assert due("lin", date(2026, 10, 17)) == [(1, "14", 0)]
    Touches(wang.book()).log("王姐", "complaint", "a rash", Told())
    assert due("lin", date(2026, 10, 6)) == [(1, "3", 0)]
    assert due("lin", date(2026, 10, 17)) == []
    assert due("lin", date(2026, 11, 9)) == []
    Ladder(wang.book()).drop("王姐", Move(), exit_kind="lost")
    assert due("lin", date(2026, 10, 6)) == []


def test_a_plan_of_ones_own_starts_by_stage_and_by_tag(clocked: Clocked, tmp_path: Path) -> None:
    add(clocked, "early", "C")
    load(
        clocked, tmp_path, PLAN.format(more='start = { on = "stage:C" }\nstop = { leaving = "C" }')
    )
    assert standing(clocked, "early") == {}
    add(clocked, "late", "C")
    add(clocked, "王姐", "B")
    Ladder(clocked.book()).promote("王姐", Move())
    assert standing(clocked) == standing(clocked, "late") == {"mine": "running"}
    Ladder(clocked.book()).promote("王姐", Move())
    assert standing(clocked) == {"mine": "moved_on"}
    load(clocked, tmp_path, PLAN.format(more='start = { on = "tag:VIP" }'))
    Tagging(clocked.book()).tag("early", ["vip"])
    assert standing(clocked, "early") == {"mine": "running"}
    Tagging(clocked.book()).untag("early", ["VIP"])
    assert standing(clocked, "early") == {"mine": "untagged"}


def test_an_edited_plan_is_for_new_runs_only(clocked: Clocked, tmp_path: Path) -> None:
    add(clocked)
    load(clocked, tmp_path, PLAN.format(more=""))
    planning = Planning(clocked.book())
    planning.start("mine", Whom(("王姐",)))
    load(clocked, tmp_path, PLAN.format(more="").replace("day = 5", "day = 9"))
    add(clocked, "new")
    planning.start("mine", Whom(("new",)))
    assert [[step.step.day for step in runs(clocked, who)[0].steps] for who in ("王姐", "new")] == [
        [0, 5],
        [0, 9],
    ]


def test_a_recurring_plan_keeps_its_segment_for_whoever_comes_to_it(clocked: Clocked) -> None:
    on(clocked, 9, 1)
    add(clocked, "王姐", tags=("region:浦东",))
    add(clocked, "far", tags=("region:宝山",))
    planning = Planning(clocked.book())
    planning.start("quarterly", Whom(where="region=浦东"))
    assert standing(clocked) == {"quarterly": "running"}
    assert standing(clocked, "far") == {}
    on(clocked, 9, 20)
    Tagging(clocked.book()).tag("far", ["region:浦东"])
    add(clocked, "new", tags=("region:浦东",))
    assert standing(clocked, "far") == standing(clocked, "new") == {"quarterly": "running"}
    planning.done("王姐", Doing(plan="quarterly"))
    on(clocked, 12, 1)
    (view,) = runs(clocked)
    assert [(str(step.on), step.state) for step in view.steps] == [
        ("2026-12-01", "due"),
        ("2026-12-08", "ahead"),
    ]
    Tagging(clocked.book()).untag("王姐", ["region:浦东"])
    with clocked.book().read() as page:
        found = plan_runs.due_steps(page, None, date(2026, 12, 1))
        assert 1 not in {one.customer_id for one in found}
    planning.close("quarterly")
    assert standing(clocked) == standing(clocked, "far") == {"quarterly": "closed"}
    add(clocked, "later", tags=("region:浦东",))
    assert standing(clocked, "later") == {}


def test_a_wrong_file_loads_nothing(clocked: Clocked, tmp_path: Path) -> None:
    add(clocked)
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text(PLAN.format(more=""), encoding="utf-8")
    more = 'suits = "stge=B and ("\nevery = "now and then"\nstart = { on = "stage:Q" }'
    bad.write_text(PLAN.format(more=more), encoding="utf-8")
    before = dump(clocked.path)
    with pytest.raises(BadPlan) as caught:
        PlanFiles(clocked.book()).load([str(good), str(bad)])
    assert [problem["key"] for problem in caught.value.problems] == ["start.on", "suits", "every"]
    bad.write_text(PLAN.format(more='every = "every 3 days"'), encoding="utf-8")
    with pytest.raises(BadPlan) as caught:
        PlanFiles(clocked.book()).load([str(bad)])
    assert "before the last step" in str(caught.value.problems[0]["reason"])
    assert dump(clocked.path) == before


STARTING = {
    "buy": lambda c: buy(c, "面霜", "560"),
    "start": lambda c: Planning(c.book()).start("nurture", Whom(("王姐",))),
    "segment": lambda c: Planning(c.book()).start("quarterly", Whom(where="name=王姐")),
    "promote": lambda c: Ladder(c.book()).promote("王姐", Move()),
    "tag": lambda c: Tagging(c.book()).tag("王姐", ["VIP"]),
    "add": lambda c: add(c, "new", "E"),
}


@pytest.mark.parametrize("name", STARTING)
def test_undo_of_what_starts_a_plan_leaves_nothing_behind(
    wang: Clocked, tmp_path: Path, name: str
) -> None:
    load(wang, tmp_path, PLAN.format(more='start = { on = "stage:E" }'))
    tagged = PLAN.format(more='start = { on = "tag:VIP" }').replace("mine", "tagged")
    load(wang, tmp_path, tagged)
    before = dump(wang.path)
    STARTING[name](wang)
    after = dump(wang.path)
    assert after.count('["plan_run"') == (2 if name == "buy" else 1)
    Log(wang.book()).undo(None)
    assert dump(wang.path) == before
    Log(wang.book()).redo()
    assert dump(wang.path) == after


@pytest.mark.parametrize("how", ["log", "done", "skip", "stop", "move", "drop", "refund", "again"])
def test_undo_of_what_ends_or_marks_a_plan_brings_it_back(wang: Clocked, how: str) -> None:
    buy(wang, "面霜", "560")
    on(wang, 10, 26)
    before = dump(wang.path)
    planning = Planning(wang.book())
    {
        "log": lambda: log(wang, "call", "connected"),
        "done": lambda: planning.done("王姐", Doing()),
        "skip": lambda: planning.skip("王姐", Doing()),
        "stop": lambda: planning.stop("王姐"),
        "move": lambda: planning.start("care-21", Whom(("王姐",)), "2026-10-20"),
        "drop": lambda: Ladder(wang.book()).drop("王姐", Move(), exit_kind="lost"),
        "refund": lambda: Refunds(wang.book()).refund("王姐", []),
        "again": lambda: buy(wang, "洁面", "60"),
    }[how]()
    assert dump(wang.path) != before
    Log(wang.book()).undo(None)
    assert dump(wang.path) == before


@pytest.mark.parametrize("seed", range(3))
def test_in_any_store_what_starts_a_plan_can_be_undone(clocked: Clocked, seed: int) -> None:
    fill(clocked, seed, 80)
    dice = Random(seed)  # noqa: S311 - not for secrets
    for _ in range(12):
        who = f"#{dice.randrange(1, 20)}"
        planning, plan = Planning(clocked.book()), dice.choice(("care-21", "nurture", "quarterly"))
        before = dump(clocked.path)
        try:
            if dice.random() < 0.5:
                buy(clocked, "面霜", "560", who=who)
            else:
                planning.start(plan, Whom((who,)))
        except LeadfunnelError:
            assert dump(clocked.path) == before
            continue
        Log(clocked.book()).undo(None)
        assert dump(clocked.path) == before

"""Merging two records of one customer, and taking that back at once or weeks later."""

from __future__ import annotations

import json
import os
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.conftest import NOW, Clocked
from tests.dump import check, dump

from leadfunnel.domain.funnel import Snapshot, cohort, flow, identities, snapshot
from leadfunnel.domain.merging import BadSide, UnknownField, placed
from leadfunnel.errors import LeadfunnelError
from leadfunnel.services.bin import Bin
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking
from leadfunnel.services.merge_plan import MergeConflict, SplitConflict
from leadfunnel.services.merging import MergeWithItself, Merging
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.results.merged import Merged
from leadfunnel.services.results.people import Card
from leadfunnel.services.split_target import NotMerged, NotToGive, SeveralMerged
from leadfunnel.services.splitting import Splitting
from leadfunnel.services.tagging import Tagging
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.weekly import Asked, Weekly, When
from leadfunnel.services.who_refusals import NoCustomer
from leadfunnel.store.bulk import Rows
from leadfunnel.store.undo import IdentityTaken, UndoConflict

EXAMPLES = int(os.environ.get("LEADFUNNEL_EXAMPLES", "15"))
WEEK = 7 * 86400


def add(clocked: Clocked, text: str, stage: str | None = None, **flags: object) -> int:
    details = Details(**flags)  # type: ignore[arg-type]
    return Capture(clocked.book()).add(text, details, Entering(stage)).customers[0].id


def merge(clocked: Clocked, a: int, b: int, keep: str | None = "A", *take: str) -> Merged:
    return Merging(clocked.book()).merge((str(a), str(b)), keep=keep, take=take)


def split(clocked: Clocked, text: str | int, keep: str | None = None, *give: str) -> Merged:
    return Splitting(clocked.book()).split(str(text), keep=keep, give=give)


def card(clocked: Clocked, number: int) -> Card:
    return Looking(clocked.book()).show(f"#{number}")


def two(clocked: Clocked) -> None:
    """Two records of 张伟 that contradict each other in company and stage."""
    add(clocked, "张伟 13800138000 #VIP", stage="C", company="华新")
    add(clocked, "张伟 13900139000 #VIP #老客", stage="D", company="华星", source="抖音")
    Touches(clocked.book()).log("#2", "call", "要报价", Told(when="tomorrow"))


def told(result: Merged) -> str:
    return " ".join(sentence.text for sentence in result.said)


def test_a_merge_keeps_all_of_both(clocked: Clocked) -> None:
    two(clocked)
    FollowUps(clocked.book()).next("#1", ["tomorrow"])
    merge(clocked, 1, 2)
    found = card(clocked, 1)
    assert [phone.number[-4:] for phone in found.customer.phones] == ["8000", "9000"]
    assert [str(tag) for tag in found.customer.tags] == ["VIP", "老客"]
    assert [entry.text for entry in found.timeline] == ["要报价"]
    assert [item.due.day.isoformat() for item in found.follow_ups] == ["2026-11-23"] * 2
    assert (found.customer.company, found.customer.source) == ("华新", "抖音")
    assert [(away.id, away.journeys[0].stage) for away in found.merged] == [(2, "D")]
    assert found.customer.stage is not None
    assert found.customer.stage.code == "C"
    for text in ("2", "13900139000", "13800138000"):
        assert Looking(clocked.book()).show(text).customer.id == 1
    check(clocked.path)


def test_conflicts_are_listed_with_the_command_to_type(clocked: Clocked) -> None:
    two(clocked)
    before = dump(clocked.path)
    with pytest.raises(MergeConflict) as caught:
        merge(clocked, 1, 2, None)
    assert [problem["field"] for problem in caught.value.problems] == ["company", "stage"]
    assert caught.value.values["takes"] == "--take company=A --take stage=B"
    with pytest.raises(MergeConflict):
        merge(clocked, 1, 2, None, "company=B")
    assert dump(clocked.path) == before
    merge(clocked, 1, 2, None, "company=B", "stage=1")
    found = card(clocked, 1).customer
    assert (found.company, found.stage and found.stage.code) == ("华星", "C")


@pytest.mark.parametrize(("keep", "take", "error"), [
    ("C", (), BadSide),
    ("3", (), BadSide),
    (None, ("company",), BadSide),
    (None, ("colour=A",), UnknownField),
])  # fmt: skip
def test_what_is_no_choice_is_refused(
    clocked: Clocked, keep: str | None, take: tuple[str, ...], error: type[LeadfunnelError]
) -> None:
    two(clocked)
    with pytest.raises(error):
        merge(clocked, 1, 2, keep, *take)


def test_nobody_is_merged_with_themselves(clocked: Clocked) -> None:
    two(clocked)
    with pytest.raises(MergeWithItself) as caught:
        merge(clocked, 1, 1)
    assert "itself" in caught.value.message
    merge(clocked, 1, 2)
    with pytest.raises(MergeWithItself):
        merge(clocked, 2, 1)


def test_only_numbers_identities_and_exact_names_are_merged(clocked: Clocked) -> None:
    two(clocked)
    with pytest.raises(NoCustomer):
        Merging(clocked.book()).merge(("1", "zhangw"), keep="A")


def test_a_number_is_nobodys_end_of_a_phone(clocked: Clocked) -> None:
    for number in range(1, 3):
        add(clocked, f"n{number} 1380013{number:04}")
    with clocked.book().record("test") as page:
        same = {"created_at": page.now, "op_id": page.ledger.operation}
        customers = Rows(page.session, "customer", ("name",), **same)
        customers.next = 8003
        customers.add("late")
        customers.write()
        page.ledger.note("customer", 8003, 8003, 8003)
    add(clocked, "王姐 13800138003")
    merge(clocked, 8003, 1)
    assert Looking(clocked.book()).show("#1").customer.id == 8003


def test_a_preview_shows_all_and_saves_nothing(clocked: Clocked) -> None:
    two(clocked)
    before = dump(clocked.path)
    seen = Merging(clocked.book()).merge(("1", "2"), dry_run=True)
    assert seen.operation is None
    assert [(conflict.key, side) for conflict, side in seen.conflicts] == [
        ("company", None),
        ("stage", None),
    ]
    assert dump(clocked.path) == before
    merge(clocked, 1, 2)
    before = dump(clocked.path)
    assert Splitting(clocked.book()).split("2", dry_run=True).operation is None
    assert dump(clocked.path) == before


def test_a_person_at_the_terminal_is_asked_field_by_field(clocked: Clocked) -> None:
    two(clocked)
    asked: list[tuple[str, ...]] = []

    def choose(question: object, answers: object) -> str:
        assert isinstance(answers, tuple)
        asked.append(answers)
        return "B"

    book = clocked.book()
    object.__setattr__(book.acting, "choose", choose)
    Merging(book).merge(("1", "2"), take=["company=A"])
    assert asked == [("B", "A")]
    found = card(clocked, 1).customer
    assert (found.company, found.stage and found.stage.code) == ("华新", "D")


def test_do_not_contact_and_the_earliest_day_are_kept_without_asking(clocked: Clocked) -> None:
    add(clocked, "王姐 13800138000")
    clocked.now += WEEK
    add(clocked, "王姐 13900139000")
    Capture(clocked.book()).edit("#1", Details(do_not_contact=True))
    first = card(clocked, 1).customer
    merge(clocked, 2, 1, None)
    found = card(clocked, 2).customer
    assert (found.do_not_contact, found.created_at) == (True, first.created_at)
    split(clocked, 1)
    found = card(clocked, 2).customer
    assert (found.do_not_contact, found.created_at) == (False, clocked.now)


def test_at_one_stage_the_longer_history_shows_unasked(clocked: Clocked) -> None:
    add(clocked, "王姐 13800138000")
    clocked.now += WEEK
    add(clocked, "王姐 13900139000")
    earlier = card(clocked, 1).customer.stage_since
    merge(clocked, 2, 1, None)
    assert card(clocked, 2).customer.stage_since == earlier


@pytest.mark.parametrize("keep", ["A", "B"])
def test_split_and_undo_bring_back_what_was(clocked: Clocked, keep: str) -> None:
    two(clocked)
    Capture(clocked.book()).edit("#2", Details(owner="小李", birthday="06-18"))
    Ladder(clocked.book()).promote(["#2"], Move(pipeline="telesales"))
    add(clocked, "李四 13700137000", referrer="#2")
    before = dump(clocked.path)
    merge(clocked, 1, 2, keep)
    merged = dump(clocked.path)
    Log(clocked.book()).undo()
    assert dump(clocked.path) == before
    Log(clocked.book()).redo()
    assert dump(clocked.path) == merged
    split(clocked, 2)
    assert facts(dump(clocked.path)) == facts(before)
    Log(clocked.book()).undo()
    assert dump(clocked.path) == merged
    check(clocked.path)


def facts(text: str) -> str:
    """A dump without the owners' history, which tells of the merge in between, and its numbers."""
    lines = [json.loads(line) for line in text.splitlines() if not line.startswith('["ownership"')]
    for line in lines:
        if line[0] == "merged_fact":
            del line[1]["id"]
    return "\n".join(sorted(map(str, lines)))


def test_weeks_later_what_was_recorded_since_stays_unless_given(clocked: Clocked) -> None:
    two(clocked)
    merge(clocked, 1, 2)
    clocked.now += 3 * WEEK
    Touches(clocked.book()).note("#1", "stays")
    Touches(clocked.book()).note("#1", "goes")
    Tagging(clocked.book()).tag("#1", ["new"])
    result = split(clocked, 2, None, "i3")
    assert "stays with" in told(result)
    assert [entry.text for entry in card(clocked, 1).timeline] == ["stays"]
    assert [entry.text for entry in card(clocked, 2).timeline] == ["goes", "要报价"]
    assert "new" in map(str, card(clocked, 1).customer.tags)
    assert card(clocked, 1).merged == ()
    with pytest.raises(NotMerged):
        split(clocked, 2)


def test_an_identity_recorded_since_goes_along_if_given(clocked: Clocked) -> None:
    two(clocked)
    own = card(clocked, 1).customer.phones[0].number
    Capture(clocked.book()).edit("#2", Details(wechat=("wx_two",)))
    merge(clocked, 1, 2)
    new = Details(phones=("13900139009",), emails=("Two@Example.com",))
    Capture(clocked.book()).edit("#1", new)
    before = dump(clocked.path)
    split(clocked, 2, None, "139 0013 9009", "two@example.com", "wx_two")
    one, other = card(clocked, 1).customer, card(clocked, 2).customer
    assert [phone.number for phone in one.phones] == [own]
    assert one.emails == ()
    assert "+8613900139009" in [phone.number for phone in other.phones]
    assert (other.emails, other.wechat) == (("Two@Example.com",), ("wx_two",))
    Log(clocked.book()).undo()
    assert dump(clocked.path) == before


@pytest.mark.parametrize("what", ["13700137000", "", "i99", "f9", "x1", "i3", "d1"])
def test_only_what_the_survivor_has_is_given(clocked: Clocked, what: str) -> None:
    two(clocked)
    add(clocked, "李四 13700137000")
    merge(clocked, 1, 2)
    Touches(clocked.book()).note("#1", "a")
    Touches(clocked.book()).note("#3", "b")
    before = dump(clocked.path)
    with pytest.raises(NotToGive):
        split(clocked, 2, None, what)
    assert dump(clocked.path) == before


@pytest.mark.parametrize(("side", "companies"), [("A", ("新名", "华星")), ("B", ("华新", "新名"))])
def test_a_field_changed_since_is_chosen(
    clocked: Clocked, side: str, companies: tuple[str, str]
) -> None:
    two(clocked)
    merge(clocked, 1, 2, "B")
    Capture(clocked.book()).edit("#1", Details(company="新名"))
    with pytest.raises(SplitConflict) as caught:
        split(clocked, 2)
    assert [problem["field"] for problem in caught.value.problems] == ["company"]
    split(clocked, 2, side)
    assert (card(clocked, 1).customer.company, card(clocked, 2).customer.company) == companies


@pytest.mark.parametrize(("side", "stages"), [("A", ("E", "D")), ("B", ("C", "E"))])
def test_a_stage_moved_since_is_chosen(
    clocked: Clocked, side: str, stages: tuple[str, str]
) -> None:
    two(clocked)
    merge(clocked, 1, 2, "B")
    before = dump(clocked.path)
    clocked.now += WEEK
    Ladder(clocked.book()).promote(["#1"], Move())
    moved = dump(clocked.path)
    with pytest.raises(SplitConflict) as caught:
        split(clocked, 2)
    assert [problem["field"] for problem in caught.value.problems] == ["stage"]
    split(clocked, 2, side)
    found = [card(clocked, number).customer.stage for number in (1, 2)]
    assert tuple(stage and stage.code for stage in found) == stages
    figures(clocked)
    Log(clocked.book()).undo()
    assert dump(clocked.path) == moved
    Log(clocked.book()).undo()
    assert dump(clocked.path) == before


def test_moves_since_stay_in_a_passage_of_their_own(clocked: Clocked) -> None:
    two(clocked)
    Ladder(clocked.book()).promote(["#2"], Move(pipeline="telesales"))
    merge(clocked, 1, 2)
    Ladder(clocked.book()).promote(["#1"], Move(pipeline="telesales"))
    split(clocked, 2, "A")
    stages = {
        number: [journey.stage for journey in card(clocked, number).journeys] for number in (1, 2)
    }
    assert stages == {1: ["C", "CONTACT"], 2: ["D", "PROSPECT"]}


def test_a_deal_goes_back_with_what_was_said_about_it(clocked: Clocked) -> None:
    two(clocked)
    with clocked.book().record("test") as page:
        deal = page.ledger.insert(
            "journey", 2, pipeline="key-account", unit="deal", title="kitchen"
        )
    merge(clocked, 1, 2)
    assert [journey.unit for journey in card(clocked, 1).journeys] == ["customer", "deal"]
    Touches(clocked.book()).note("#1", "about the deal")
    with clocked.book().record("test") as page:
        page.ledger.update("interaction", 2, 1, journey_id=deal)
    split(clocked, 2)
    assert [entry.text for entry in card(clocked, 2).timeline] == ["about the deal", "要报价"]
    assert [journey.unit for journey in card(clocked, 2).journeys] == ["customer", "deal"]


def test_referrals_follow_and_a_circle_drops_the_link(clocked: Clocked) -> None:
    add(clocked, "老王 13800138000")
    add(clocked, "小赵 13800138001", referrer="#1")
    add(clocked, "王先生 13800138002", referrer="#2")
    before = dump(clocked.path)
    result = merge(clocked, 1, 3)
    assert "circle" in told(result)
    assert card(clocked, 1).customer.referrer_id is None
    assert card(clocked, 2).customer.referrer_id == 1
    split(clocked, 3)
    assert dump(clocked.path) == before
    merge(clocked, 3, 1)
    assert card(clocked, 3).customer.referrer_id is None
    assert card(clocked, 2).customer.referrer_id == 3
    split(clocked, 1)
    assert dump(clocked.path) == before


def test_a_referral_made_since_gives_way_to_no_circle(clocked: Clocked) -> None:
    for number in range(4):
        add(clocked, f"n{number} 1380013800{number}")
    Capture(clocked.book()).edit("#2", Details(referrer="#3"))
    merge(clocked, 1, 2)
    Capture(clocked.book()).edit("#1", Details(referrer=""))
    Capture(clocked.book()).edit("#3", Details(referrer="#1"))
    result = split(clocked, 2)
    assert card(clocked, 3).customer.referrer_id == 1
    assert card(clocked, 2).customer.referrer_id == 3
    assert "circle" not in told(result)


def test_a_chain_is_parted_in_any_order(clocked: Clocked) -> None:
    for number, stage in enumerate("BCD"):
        add(clocked, f"n{number} 1380013800{number} #t #u{number}", stage=stage)
        Touches(clocked.book()).note(f"#{number + 1}", f"note {number}")
    before = dump(clocked.path)
    for order in ((2, 3), (3, 2)):
        for keep in ("A", "B"):
            merge(clocked, 2, 3, keep)
            merge(clocked, 1, 2, keep)
            assert Looking(clocked.book()).show("3").customer.id == 1
            with pytest.raises(LeadfunnelError):
                merge(clocked, 3, 2)
            for number in order:
                split(clocked, f"#{number}")
            assert dump(clocked.path) == before


def test_what_another_merged_record_has_too_does_not_go_away(clocked: Clocked) -> None:
    for number in range(3):
        add(clocked, f"n{number} 1380013800{number}")
    Tagging(clocked.book()).tag("#2", ["same"])
    Tagging(clocked.book()).tag("#3", ["same"])
    merge(clocked, 1, 2)
    merge(clocked, 1, 3)
    split(clocked, 2)
    assert [str(tag) for tag in card(clocked, 1).customer.tags] == ["same"]
    split(clocked, 3)
    assert card(clocked, 1).customer.tags == ()
    assert [str(tag) for tag in card(clocked, 3).customer.tags] == ["same"]


def test_split_by_number_name_or_operation(clocked: Clocked) -> None:
    for number in range(3):
        add(clocked, f"n{number} 1380013800{number}")
    merge(clocked, 1, 2)
    split(clocked, "n0")
    operation = merge(clocked, 1, 2).operation
    split(clocked, operation or 0)
    merge(clocked, 1, 2)
    merge(clocked, 1, 3)
    with pytest.raises(SeveralMerged) as caught:
        split(clocked, 1)
    assert [found["id"] for found in caught.value.candidates] == [2, 3]
    split(clocked, "#3")
    split(clocked, "#1")
    for text in ("#1", "1", "n1"):
        with pytest.raises(NotMerged):
            split(clocked, text)
    with pytest.raises(NoCustomer):
        split(clocked, "nobody")


def test_a_phone_given_to_another_meanwhile_is_not_had_twice(clocked: Clocked) -> None:
    two(clocked)
    with clocked.book().record("test") as page:
        page.ledger.insert("identity", 2, kind="phone", value="+8613800138000", raw="x")
    merge(clocked, 1, 2)
    Capture(clocked.book()).edit("#1", Details(remove=("13800138000",)))
    add(clocked, "李四 13800138000")
    with pytest.raises(IdentityTaken):
        split(clocked, 2)


def test_undo_of_an_old_merge_is_refused_once_it_was_parted(clocked: Clocked) -> None:
    two(clocked)
    operation = merge(clocked, 1, 2).operation
    split(clocked, 2)
    with pytest.raises(UndoConflict):
        Log(clocked.book()).undo(operation)


def test_history_tells_of_both_records_while_they_are_one(clocked: Clocked) -> None:
    two(clocked)
    merge(clocked, 1, 2)
    commands = [entry.command for entry in Log(clocked.book()).history("2").entries]
    assert commands == ["merge", "log", "add", "add"]
    split(clocked, 2)
    commands = [entry.command for entry in Log(clocked.book()).history("2").entries]
    assert commands == ["split", "merge", "log", "add"]


def test_the_last_customer_is_whoever_answers_for_them(clocked: Clocked) -> None:
    two(clocked)
    merge(clocked, 1, 2)
    Touches(clocked.book()).note(".", "the merged one")
    assert card(clocked, 1).timeline[0].text == "the merged one"


def figures(clocked: Clocked) -> None:
    """Assert that every figure holds, and that everybody present stands somewhere once."""
    with clocked.book().read() as page:
        ids = page.session.values("transfer.present")
        customers = page.customers(ids)
        histories = Weekly(clocked.book()).funnel(When(first="2026-11-01"), Asked())
    assert histories.identity_holds
    assert histories.snapshot is not None
    assert sum(stage.count for stage in histories.snapshot.stages) == len(customers)
    assert all(customer.stage is not None for customer in customers)


def test_a_merged_pair_counts_once_in_the_funnel(clocked: Clocked) -> None:
    two(clocked)
    for keep, code in (("A", "C"), ("B", "D")):
        merge(clocked, 1, 2, keep)
        report = Weekly(clocked.book()).funnel(When(first="2026-11-01"), Asked())
        assert report.cohort is not None
        assert report.snapshot is not None
        assert report.cohort.population == 1
        assert {stage.code: stage.count for stage in report.snapshot.stages if stage.count} == {
            code: 1
        }
        figures(clocked)
        split(clocked, 2)


PEOPLE = st.integers(1, 4)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ("merge", "merge", "merge", "split", "split", "undo", "redo", "note", "tag", "untag",
             "promote", "drop", "enter", "edit", "refer", "next", "phone", "delete", "restore")
        ),
        PEOPLE,
        PEOPLE,
        st.sampled_from(["A", "B"]),
    ),
    min_size=1,
    max_size=14,
)  # fmt: skip


def _step(clocked: Clocked, kind: str, one: int, two: int, side: str) -> None:
    book, who = clocked.book(), f"#{one}"
    steps = {
        "merge": lambda: Merging(book).merge((who, f"#{two}"), keep=side),
        "split": lambda: Splitting(book).split(who, keep=side),
        "undo": lambda: Log(book).undo(),
        "redo": lambda: Log(book).redo(),
        "note": lambda: Touches(book).note(who, side),
        "tag": lambda: Tagging(book).tag(who, [f"t{two}"]),
        "untag": lambda: Tagging(book).untag(who, [f"t{two}"]),
        "promote": lambda: Ladder(book).promote([who], Move()),
        "drop": lambda: Ladder(book).drop([who], Move(), exit_kind="lost"),
        "enter": lambda: Ladder(book).promote([who], Move(pipeline="telesales")),
        "edit": lambda: Capture(book).edit(who, Details(company=f"co{two}", owner=side)),
        "refer": lambda: Capture(book).edit(who, Details(referrer=f"#{two}")),
        "next": lambda: FollowUps(book).next(who, ["+3d"]),
        "phone": lambda: Capture(book).edit(who, Details(phones=(f"1390013900{two}",))),
        "delete": lambda: Bin(book).delete([who]),
        "restore": lambda: Bin(book).restore([str(one)]),
    }
    steps[kind]()


def four(clocked: Clocked) -> None:
    for number, stage in enumerate("BCDB", start=1):
        add(clocked, f"n{number} 1380013800{number} #all #t{number}", stage=stage)
        Touches(clocked.book()).note(f"#{number}", f"note {number}")
    Capture(clocked.book()).edit("#3", Details(referrer="#2"))


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, last=st.tuples(PEOPLE, PEOPLE, st.sampled_from(["A", "B"])))
def test_after_anything_a_merge_is_taken_back_whole(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[str, int, int, str]],
    last: tuple[int, int, str],
) -> None:
    clocked = Clocked(tmp_path_factory.mktemp("merge") / "store.db")
    four(clocked)
    for step in steps:
        clocked.now += 60
        before = dump(clocked.path)
        try:
            _step(clocked, *step)
        except LeadfunnelError:
            assert dump(clocked.path) == before
            continue
        if step[0] in ("merge", "split", "undo", "redo"):
            sound(clocked)
    before = dump(clocked.path)
    one, other, side = last
    try:
        merge(clocked, one, other, side)
    except LeadfunnelError:
        return
    merged = dump(clocked.path)
    sound(clocked)
    Log(clocked.book()).undo()
    assert dump(clocked.path) == before
    Log(clocked.book()).redo()
    assert dump(clocked.path) == merged
    away = latest_merged(clocked)
    split(clocked, f"#{away}")
    assert facts(dump(clocked.path)) == facts(before)
    sound(clocked)
    Log(clocked.book()).undo()
    assert dump(clocked.path) == merged
    check(clocked.path)


def latest_merged(clocked: Clocked) -> int:
    with clocked.book().read() as page:
        found = [
            (row["id"], number)
            for number in range(1, 5)
            if (one := page.session.row("customers.by_id", id=number)) and one["merged_into"]
            if (row := page.session.row("operations.merged_by", id=number))
        ]
    return max(found)[1]


def sound(clocked: Clocked) -> None:
    """Assert what holds of every store with merges in it."""
    figures(clocked)
    with clocked.book().read() as page:
        notes = page.session.rows("merging.at_home_with", ids="[1, 2, 3, 4]")
        for note in notes:
            row = page.session.row(f"facts.get_{note['table_name']}", row_id=note["row_id"])
            assert row is not None
            assert row["customer_id"] != note["customer_id"]
        for number in range(1, 5):
            rows = page.session.rows("merging.journeys", ids=f"[{number}]")
            assert len({row["pipeline"] for row in rows}) == len(rows)


@given(
    owners=st.lists(st.integers(0, 5), min_size=1, max_size=6, unique=True),
    shown=st.integers(0, 5),
    root=st.integers(0, 5),
)
def test_each_customer_has_one_passage_wherever_they_lie(
    owners: list[int], shown: int, root: int
) -> None:
    homes = {100 + owner: owner for owner in owners}
    chosen = list(homes)[shown % len(homes)]
    laid = placed(homes, chosen, root)
    assert laid[chosen] == root
    assert len(set(laid.values())) == len(laid)
    assert set(laid.values()) <= {*owners, root}


def test_the_views_hold_on_the_histories_of_merged_customers(clocked: Clocked) -> None:
    two(clocked)
    clocked.now += 60
    merge(clocked, 1, 2, "B")
    Ladder(clocked.book()).promote(["#1"], Move())
    with clocked.book().read() as page:
        from leadfunnel.store.journeys import histories

        found = list(histories(page.session, "lifecycle", clocked.now + 1))
        pipeline = page.main
    end = clocked.now + 1
    views = cohort(found, pipeline, end), flow(found, pipeline, 0, end)
    assert identities(*views, snapshot(found, pipeline, end)) == []
    assert len(found) == 1


def review(clocked: Clocked, known_at: str | None = None) -> list[object]:
    found: list[object] = []
    for name in ("lifecycle", "telesales"):
        asked = Asked(pipeline=name, known_at=known_at)
        report = Weekly(clocked.book()).funnel(When(first="2026-11-01"), asked)
        found += [report.cohort, report.flow, report.snapshot, report.times]
    return found


@pytest.mark.parametrize("away", ["merge", "delete"])
def test_a_review_counts_whoever_was_there_then(clocked: Clocked, away: str) -> None:
    two(clocked)
    clocked.now += 3600
    before = review(clocked)
    clocked.now += 3600
    _step(clocked, away, 1 if away == "merge" else 2, 2, "B")  # 12:00
    after = review(clocked)
    assert after != before
    for hour, step in enumerate(("undo", "redo", "undo"), start=13):
        clocked.now += 3600
        _step(clocked, step, 1, 2, "B")
        assert review(clocked) != (after if step == "undo" else before), hour
    expected = {"11:00": before, "12:00": after, "13:30": before, "14:30": after, "15:30": before}
    clocked.now += 7200
    for time, figures_then in expected.items():
        seen = review(clocked, f"2026-11-22 {time}")
        assert _counts(seen) == _counts(figures_then), time


def _counts(figures_then: list[object]) -> list[object]:
    """The people in each stage, without how long they had stayed by then."""
    return [
        [stage.count for stage in found.stages]
        for found in figures_then
        if isinstance(found, Snapshot)
    ]


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_a_review_reprints_after_anything(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int, str]]
) -> None:
    clocked = Clocked(tmp_path_factory.mktemp("known") / "store.db")
    four(clocked)
    printed: dict[str, list[object]] = {}
    for step in steps:
        clocked.now += 60
        with suppress(LeadfunnelError):
            _step(clocked, *step)
        minutes = (clocked.now - NOW) // 60
        printed[f"2026-11-22 {10 + minutes // 60}:{minutes % 60:02}"] = review(clocked)
    clocked.now += 86400
    for time, figures_then in printed.items():
        assert review(clocked, time) == figures_then, time

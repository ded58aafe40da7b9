"""Promises, what closes them, and the morning list they make."""

from __future__ import annotations

from datetime import date

import pytest
from tests.conftest import Clocked

from leadfunnel.domain.interaction import UnknownKind, UnknownOutcome
from leadfunnel.domain.moment import PastMoment, UnreadableMoment
from leadfunnel.services import due as due_module
from leadfunnel.services import promises, touches
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.due import Due
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.looking import Looking
from leadfunnel.services.morning import Morning
from leadfunnel.services.owners import UnknownOwner
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.results.agenda import Agenda
from leadfunnel.services.touches import Told, Touches

DAY = 86400


@pytest.fixture
def book(clocked: Clocked) -> Clocked:
    for text in ("王姐 13800138000", "张伟 13800138001"):
        Capture(clocked.book()).add(text, Details(), Entering())
    return clocked


def due(clocked: Clocked, span: str = "all") -> list[tuple[str, str, int]]:
    found = Due(clocked.book()).due(span=span).items
    return [
        (item.customer.name, item.follow_up.due.day.isoformat(), item.late_days) for item in found
    ]


def today(clocked: Clocked, owner: str | None = None) -> Agenda:
    return Morning(clocked.book()).today(owner)


def reasons(clocked: Clocked) -> dict[str, list[str]]:
    return {
        item.customer.name: [reason.code for reason in item.reasons]
        for item in today(clocked).items
    }


def test_a_promise_is_due_on_its_day_and_late_after_it(book: Clocked) -> None:
    FollowUps(book.book()).next("王姐", ["明天下午3点", "报价"])
    FollowUps(book.book()).next("张伟", ["2026-11-25", "call", "back"])
    assert due(book) == [("王姐", "2026-11-23", 0), ("张伟", "2026-11-25", 0)]
    assert due(book, "today") == []
    book.now += 2 * DAY
    assert due(book, "overdue") == [("王姐", "2026-11-23", 1)]
    assert due(book, "week") == [("王姐", "2026-11-23", 1), ("张伟", "2026-11-25", 0)]


@pytest.mark.parametrize("words", [["yesterday"], ["2020-01-01"], ["昨天"]])
def test_a_promise_is_never_in_the_past(book: Clocked, words: list[str]) -> None:
    with pytest.raises(PastMoment):
        FollowUps(book.book()).next("王姐", words)


def test_what_is_not_understood_is_refused_and_not_stored(book: Clocked) -> None:
    with pytest.raises(UnreadableMoment):
        FollowUps(book.book()).next("王姐", ["sometime", "soon"])
    assert due(book) == []


def test_done_takes_the_earliest_and_names_the_others(book: Clocked) -> None:
    FollowUps(book.book()).next("王姐", ["+3d", "later"])
    FollowUps(book.book()).next("王姐", ["+1d", "sooner"])
    book.now += 60
    closed = FollowUps(book.book()).done("王姐", kind="call", note="kept", when="+9d")
    texts = [sentence.text for sentence in closed.said]
    assert "Still open: {follow_up}." in texts
    card = Looking(book.book()).show("王姐")
    assert [(found.note, found.status) for found in card.follow_ups] == [
        ("sooner", "done"),
        ("later", "open"),
        ("", "open"),
    ]
    assert [entry.text for entry in card.timeline] == ["kept"]


def test_a_follow_up_by_number(book: Clocked) -> None:
    FollowUps(book.book()).next("王姐", ["+3d"])
    FollowUps(book.book()).snooze("f1", ["+5d"])
    assert due(book) == [("王姐", "2026-11-27", 0)]
    FollowUps(book.book()).cancel("f1")
    with pytest.raises(promises.AlreadyClosed):
        FollowUps(book.book()).done("f1")
    with pytest.raises(promises.NoPromise):
        FollowUps(book.book()).done("f99")
    with pytest.raises(promises.NoOpenPromise):
        FollowUps(book.book()).done("王姐")


def test_a_contact_keeps_the_promise_and_an_attempt_does_not(book: Clocked) -> None:
    FollowUps(book.book()).next("王姐", ["today"])
    Touches(book.book()).log("王姐", "call", "", Told(outcome="no_answer"))
    assert len(due(book)) == 1
    Touches(book.book()).log("王姐", "电话", "聊好了", Told(keep=True))
    assert len(due(book)) == 1
    Touches(book.book()).log("王姐", "电话", "聊好了", Told())
    assert due(book) == []


def test_a_contact_before_the_promise_does_not_keep_it(book: Clocked) -> None:
    FollowUps(book.book()).next("王姐", ["today"])
    Touches(book.book()).log("王姐", "call", "", Told(at="2026-11-01"))
    assert len(due(book)) == 1
    book.now += DAY
    Touches(book.book()).log("王姐", "call", "", Told(at="yesterday 8pm"))
    assert due(book) == []


def test_a_stage_told_with_a_late_entry_is_of_that_moment(book: Clocked) -> None:
    book.now += 3 * DAY
    Touches(book.book()).log("王姐", "visit", "", Told(at="2026-11-23 15:00", stage="C"))
    since = Looking(book.book()).show("王姐").customer.stage_since
    assert since == book.now - 2 * DAY + 5 * 3600


def test_a_stage_that_ends_it_says_which_promises_it_cancelled(book: Clocked) -> None:
    FollowUps(book.book()).next("王姐", ["tomorrow"])
    logged = Touches(book.book()).log("王姐", "call", "no", Told(stage="L"))
    texts = [sentence.text for sentence in logged.said]
    assert "Cancelled: {follow_up}." in texts
    assert not any(text.startswith("No next step") for text in texts)


def test_a_promise_to_somebody_who_left_is_due_but_not_in_the_morning(book: Clocked) -> None:
    Ladder(book.book()).drop(["王姐"], Move(), exit_kind="lost")
    FollowUps(book.book()).next("王姐", ["today"])
    assert "王姐" not in reasons(book)
    assert len(due(book, "today")) == 1


def test_only_contact_restarts_the_clock(book: Clocked) -> None:
    for kind, told in (
        ("push", Told()),
        ("greeting", Told()),
        ("call", Told(outcome="空号")),
        ("wechat", Told(outcome="sent")),
    ):
        Touches(book.book()).log("王姐", kind, "", told)
    assert Looking(book.book()).show("王姐").customer.last_contact is None
    Touches(book.book()).log("王姐", "push", "", Told(incoming=True))
    assert Looking(book.book()).show("王姐").customer.last_contact == book.now


def test_grades_and_outcomes(book: Clocked) -> None:
    Touches(book.book()).log("王姐", "call", "", Told(grade="c"))
    assert Looking(book.book()).show("王姐").timeline[0].outcome == "no_answer"
    with pytest.raises(touches.GradeNeedsAnswer):
        Touches(book.book()).log("王姐", "call", "", Told(grade="A", outcome="no_answer"))
    with pytest.raises(UnknownKind):
        Touches(book.book()).log("王姐", "telegraph", "", Told())
    with pytest.raises(UnknownOutcome):
        Touches(book.book()).log("王姐", "call", "", Told(outcome="perhaps"))


@pytest.mark.parametrize(
    ("text", "seconds"), [("90s", 90), ("5m", 300), ("1h20m", 4800), ("7", 420), ("1h", 3600)]
)
def test_durations(text: str, seconds: int) -> None:
    assert touches.read_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "long", "5x", "-3m", "1.5h"])
def test_bad_durations(text: str) -> None:
    with pytest.raises(touches.BadDuration):
        touches.read_duration(text)


def test_the_morning_shows_each_customer_once_with_all_reasons(book: Clocked) -> None:
    FollowUps(book.book()).next("王姐", ["today", "first"])
    FollowUps(book.book()).next("王姐", ["today", "second"])
    book.now += 2 * DAY
    assert reasons(book) == {
        "王姐": ["overdue", "overdue", "never_contacted"],
        "张伟": ["never_contacted"],
    }
    assert [item.group for item in today(book).items] == ["overdue", "reminder"]


def test_reminders_follow_the_stage(book: Clocked) -> None:
    Touches(book.book()).log("王姐", "call", "", Told())
    Ladder(book.book()).promote(["王姐"], Move())
    assert reasons(book) == {"王姐": ["no_next_step"]}
    book.now += 8 * DAY
    assert reasons(book)["王姐"] == ["no_next_step", "going_cold"]
    book.now += 14 * DAY
    assert reasons(book)["王姐"] == ["no_next_step", "going_cold", "stuck"]


def test_a_promise_ahead_silences_the_clocks_for_as_long_as_the_stage_allows(
    book: Clocked,
) -> None:
    Touches(book.book()).log("王姐", "call", "", Told())
    Ladder(book.book()).promote(["王姐"], Move())
    book.now += 8 * DAY
    FollowUps(book.book()).next("王姐", ["+20d"])
    assert "王姐" not in reasons(book)
    FollowUps(book.book()).snooze("王姐", ["+60d"])
    assert reasons(book)["王姐"] == ["going_cold"]


def test_nobody_off_the_ladder_or_not_to_be_contacted(book: Clocked) -> None:
    FollowUps(book.book()).next("王姐", ["today"])
    book.now += 3 * DAY
    Ladder(book.book()).drop(["王姐"], Move(), exit_kind="lost")
    Capture(book.book()).edit("张伟", Details(do_not_contact=True))
    assert reasons(book) == {}


def test_suggestions_are_cut_and_promises_never(book: Clocked) -> None:
    for number in range(30):
        Capture(book.book()).add(
            f"n{number} 1390000{1000 + number}", Details(), Entering(when="today")
        )
    for number in range(30):
        Capture(book.book()).add(f"m{number} 1390000{2000 + number}", Details(), Entering())
    book.now += 2 * DAY
    agenda = today(book)
    groups = [item.group for item in agenda.items]
    assert groups.count("overdue") == 30
    assert groups.count("reminder") == 20
    assert agenda.left_over == 32 - 20
    assert len(Morning(book.book()).today(everything=True).items) == 62


def test_everybody_sees_their_own_morning(book: Clocked) -> None:
    Capture(book.book("xiaoli")).add("李 13800138009", Details(), Entering(when="today"))
    assert [item.customer.name for item in Morning(book.book("xiaoli")).today().items] == ["李"]
    assert [item.customer.name for item in today(book).items] == []
    assert [item.customer.name for item in today(book, "all").items] == ["李"]
    with pytest.raises(UnknownOwner):
        today(book, "nobody")


def test_after_midnight_the_business_day_goes_on(clocked: Clocked) -> None:
    from leadfunnel.config import Config
    from leadfunnel.services.settings import SettingsService

    SettingsService(clocked.book(), Config(), clocked.path).set("day_start", "04:00")
    clocked.now += 16 * 3600  # Monday 02:00, still Sunday's business day
    Capture(clocked.book()).add("夜 13800138000", Details(), Entering(when="今天"))
    assert today(clocked).day == date(2026, 11, 22)
    assert due(clocked, "today") == [("夜", "2026-11-22", 0)]


def test_the_next_to_wake_is_somebody_one_may_call(book: Clocked) -> None:
    FollowUps(book.book()).next("王姐", ["+2d"])
    FollowUps(book.book()).next("张伟", ["+3d"])
    Capture(book.book()).edit("王姐", Details(do_not_contact=True))
    agenda = today(book)
    assert agenda.next_promise is not None
    assert agenda.next_promise.customer.name == "张伟"


def test_the_reading_of_a_moment_is_told_to_programs(book: Clocked) -> None:
    promised = FollowUps(book.book()).next("王姐", ["明天下午3点", "报价"])
    assert promised.understood == {"next": "2026-11-23T15:00"}
    logged = Touches(book.book()).log("王姐", "call", "", Told(when="下周三"))
    assert logged.understood == {"next": "2026-11-25"}
    assert FollowUps(book.book()).cancel("王姐").understood == {}


def test_due_shows_so_many_and_counts_the_rest(
    book: Clocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    for days in range(1, 8):
        FollowUps(book.book()).next("王姐" if days % 2 else "张伟", [f"+{days}d"])
    whole = due(book)
    assert len(whole) == 7
    for shown, counted, more in ((7, 1000, 0), (8, 1000, 0), (5, 1000, 2), (2, 3, 3), (2, 5, 5)):
        monkeypatch.setattr(due_module, "SHOWN", shown)
        monkeypatch.setattr(due_module, "COUNTED", counted)
        for owner in (None, "lin"):
            found = Due(book.book()).due(owner=owner)
            assert (len(found.items), found.more) == (min(shown, 7), more)
        assert due(book) == whole[:shown]

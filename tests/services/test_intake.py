"""Those who came by import are brought in a few a day; whoever was worked with is not held back."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import NOW, Clocked
from tests.importing import Desk

from leadfunnel.services import intake
from leadfunnel.services.capture import Capture
from leadfunnel.services.cases import Cases
from leadfunnel.services.deal_terms import DealTerms, Offer
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.log import Log
from leadfunnel.services.morning import Morning
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.results.agenda import Agenda
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.why import Explaining

DAY = 86_400


@pytest.fixture
def desk(clocked: Clocked, tmp_path: Path) -> Desk:
    (tmp_path / "files").mkdir()
    return Desk(clocked, tmp_path / "files")


def stock(desk: Desk, count: int, stage: str = "B", first: int = 0) -> None:
    """Import so many who have stood at a stage since August."""
    rows = "".join(
        f"Old{number},139{number:08},2026-08-01,{stage}\n" for number in range(first, first + count)
    )
    desk.run(f"name,phone,Created,Status\n{rows}", "Status=stage", name=f"stock{first}.csv")


def add(desk: Desk, name: str, phone: str, *, days: int = 3, stage: str | None = None) -> None:
    now, desk.clocked.now = desk.clocked.now, desk.clocked.now - days * DAY
    Capture(desk.clocked.book()).add(f"{name} {phone}", Details(), Entering(stage=stage))
    desk.clocked.now = now


def today(desk: Desk, *, everything: bool = False) -> Agenda:
    return Morning(desk.clocked.book()).today(everything=everything)


def names(agenda: Agenda, prefix: str = "Old") -> list[str]:
    return [one.customer.name for one in agenda.items if one.customer.name.startswith(prefix)]


def call(desk: Desk, who: str, outcome: str = "connected") -> None:
    Touches(desk.clocked.book()).log(who, "call", "", Told(outcome=outcome))


@pytest.mark.parametrize("stage", ["B", "C", "E"])
@pytest.mark.parametrize("everything", [False, True])
def test_ten_a_day_whatever_the_reasons(desk: Desk, stage: str, *, everything: bool) -> None:
    stock(desk, 25, stage)
    add(desk, "Ann", "13800138000")
    found = today(desk, everything=everything)
    assert len(names(found)) == 10
    assert names(found, "Ann") == ["Ann"]
    assert (found.drip_waiting, found.left_over) == (15, 0)


def test_whoever_was_acted_on_today_takes_a_place(desk: Desk) -> None:
    stock(desk, 25)
    for who in names(today(desk))[:4]:
        call(desk, who, "no_answer")
    found = today(desk)
    assert (len(names(found)), found.drip_waiting) == (6, 15)
    desk.clocked.now += DAY
    found = today(desk)
    assert len(names(found)) == 14  # ten new ones, and the four to try again
    assert found.drip_waiting == 11
    Log(desk.clocked.book()).undo()
    assert today(desk).drip_waiting == 12


def test_whoever_was_worked_with_is_never_held_back(desk: Desk) -> None:
    stock(desk, 60)
    for number in range(30):
        call(desk, f"Old{number}")
    desk.clocked.now += 40 * DAY
    found = today(desk, everything=True)
    worked = {f"Old{number}" for number in range(30)}
    assert worked < set(names(found))
    assert len(set(names(found)) - worked) == 10
    assert found.drip_waiting == 20


def test_stock_never_hides_those_who_were_typed(desk: Desk) -> None:
    add(desk, "Ann", "13800138000", days=100, stage="C")
    stock(desk, 150, "C")
    assert names(today(desk), "Ann") == ["Ann"]


@pytest.mark.parametrize("few", [0, 2000])
def test_it_is_the_same_list_however_the_few_others_are_found(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(intake, "FEW", few)
    for number in range(40):
        add(desk, f"New{number}", f"1380013{number:04}", days=number * 2, stage="BCD"[number % 3])
    stock(desk, 40, "C")
    for number in range(10):
        call(desk, f"Old{number}")
    desk.clocked.now += 20 * DAY
    found = today(desk)
    everybody = today(desk, everything=True)
    assert len(names(everybody)) == 20
    assert names(found, "") == [one.customer.name for one in everybody.items[: len(found.items)]]
    assert found.left_over == len(everybody.items) - len(found.items)


def test_the_best_stage_comes_first(desk: Desk) -> None:
    stock(desk, 15, "B")
    stock(desk, 8, "D", first=50)
    found = names(today(desk))
    assert sorted(found)[-8:] == [f"Old{number}" for number in range(50, 58)]
    assert len(found) == 10


def test_what_has_a_day_is_shown_at_once(desk: Desk) -> None:
    stock(desk, 25)
    book = desk.clocked.book
    waiting = sorted({f"Old{number}" for number in range(25)} - set(names(today(desk))))
    promised, complaining, born = waiting[:3]
    FollowUps(book()).next(promised, ["today"])
    with book().record("case") as page:
        from leadfunnel.services import who
        from leadfunnel.services.cases import open_case

        open_case(page, who.one(page, complaining), None, "noisy", NOW)
        page.settle()
    Capture(book()).edit(born, Details(birthday="11-23"))
    found = names(today(desk))
    assert {promised, complaining, born} < set(found)
    assert len(found) == 13
    Cases(book()).solve(complaining, "mended")
    assert len(Explaining(book()).why(waiting[3]).shown) > 0


def test_why_says_who_waits(desk: Desk) -> None:
    stock(desk, 25)
    shown = names(today(desk))
    waiting = next(f"Old{number}" for number in range(25) if f"Old{number}" not in shown)
    told = Explaining(desk.clocked.book()).why(waiting)
    assert told.place is None
    assert told.off_list is not None
    assert told.off_list.text.startswith("waits to be brought in")
    assert Explaining(desk.clocked.book()).why(shown[0]).place is not None


def test_an_open_deal_is_no_stock(desk: Desk) -> None:
    stock(desk, 25)
    for who in [f"Old{number}" for number in range(12)]:
        DealTerms(desk.clocked.book()).add(who, Offer(amount="8000"), None, None)
    shown = set(names(today(desk, everything=True)))
    assert {f"Old{number}" for number in range(12)} < shown
    assert len(shown) == 22


def test_a_history_that_was_imported_is_no_work(desk: Desk) -> None:
    stock(desk, 25, "D")
    rows = "".join(f"139{number:08},call,2026-08-05,spoke\n" for number in range(25))
    desk.run(f"phone,kind,date,text\n{rows}", name="calls.csv", kind="interactions")
    found = today(desk, everything=True)
    assert len(names(found)) == 10
    assert found.drip_waiting == 15
    assert {reason.code for reason in found.items[0].reasons} >= {"going_cold", "stuck"}
    call(desk, names(found)[0])
    found = today(desk)
    assert (len(names(found)), found.drip_waiting) == (10, 15)  # the one spoken to has no next step

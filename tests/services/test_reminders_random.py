"""Weeks of random work by real services: whoever must not be reminded of never is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from tests.conftest import ZONE, Clocked

from leadfunnel.domain.remind_facts import Step
from leadfunnel.domain.reminder import CLOCKS
from leadfunnel.errors import LeadfunnelError
from leadfunnel.services.buying import Buying, Terms
from leadfunnel.services.capture import Capture
from leadfunnel.services.cases import Cases
from leadfunnel.services.deal_terms import DealTerms, Offer
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.greetings import Greetings
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log
from leadfunnel.services.materials import Materials, Traits
from leadfunnel.services.morning import Morning
from leadfunnel.services.mutes import Mutes
from leadfunnel.services.plan_files import PlanFiles
from leadfunnel.services.planning import Doing, Planning
from leadfunnel.services.promises import FollowUps
from leadfunnel.services.pushing import Pushing
from leadfunnel.services.results.agenda import Agenda, AgendaItem
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.who_refusals import NoCustomer
from leadfunnel.services.whom import Whom
from leadfunnel.services.why import Explaining
from leadfunnel.store.definitions import Settings

DAY, HOUR = 86_400, 3600
NEAR_BIRTHDAYS = ("birthday today", "birthday tomorrow")
PEOPLE = 14
KINDS = ("call", "wechat", "push", "greeting", "visit", "complaint")
OUTCOMES = (None, "no_answer", "connected", "sent", "replied", "wrong_number")


def _log(shop: Clocked, dice: Random, who: str) -> None:
    told = Told(outcome=dice.choice(OUTCOMES))
    Touches(shop.book()).log(who, dice.choice(KINDS), "", told)


def _promise(shop: Clocked, dice: Random, who: str) -> None:
    FollowUps(shop.book()).next(who, [f"+{dice.randrange(1, 120)}d"])


def _keep(shop: Clocked, _: Random, who: str) -> None:
    FollowUps(shop.book()).done(who)


def _climb(shop: Clocked, _: Random, who: str) -> None:
    Ladder(shop.book()).promote([who], Move())


def _leave(shop: Clocked, dice: Random, who: str) -> None:
    if dice.random() < 0.4:
        Ladder(shop.book()).drop([who], Move(), exit_kind=dice.choice(("lost", "invalid")))
    elif dice.random() < 0.3:
        Capture(shop.book()).edit(who, Details(do_not_contact=True))


def _mute(shop: Clocked, dice: Random, who: str) -> None:
    reason = dice.choice((*CLOCKS, "silent", "not_reached", "no_next_step"))
    Mutes(shop.book()).mute(who, reason, f"+{dice.randrange(1, 30)}d")


def _buy(shop: Clocked, dice: Random, who: str) -> None:
    Buying(shop.book()).buy([who, f"{dice.randrange(10, 900)}元"], Terms())


def _solve(shop: Clocked, _: Random, who: str) -> None:
    Cases(shop.book()).solve(who, "换了")


def _undo(shop: Clocked, _: Random, __: str) -> None:
    Log(shop.book()).undo(None)


def _push(shop: Clocked, dice: Random, who: str) -> None:
    Pushing(shop.book()).push(who, dice.choice(("guide", "prices")), again=dice.random() < 0.5)


def _greet(shop: Clocked, dice: Random, _: str) -> None:
    found = Greetings(shop.book()).round(dice.choice((None, "生日", "元旦")))
    for one in found.items[:3]:
        Greetings(shop.book()).sent(one.customer.id, found.code, one.text)


def _start(shop: Clocked, dice: Random, who: str) -> None:
    Planning(shop.book()).start(dice.choice(("letters", "nurture", "win-back")), Whom((who,)))


def _step(shop: Clocked, dice: Random, who: str) -> None:
    if dice.random() < 0.7:
        Planning(shop.book()).done(who, Doing())
    else:
        Planning(shop.book()).skip(who, Doing(reason="met"))


def _deal(shop: Clocked, dice: Random, who: str) -> None:
    close = f"+{dice.randrange(1, 20)}d" if dice.random() < 0.5 else None
    DealTerms(shop.book()).add(who, Offer(amount="8万", close=close), None, None)


STEPS: tuple[Callable[[Clocked, Random, str], None], ...] = (
    *((_log,) * 8), *((_promise,) * 3), _keep, _climb, _climb, _leave, _mute, _buy, _solve, _undo,
    _deal, _deal, _push, _greet, _greet, _start, _start, _step, _step,
)  # fmt: skip


LETTERS = "name = 'letters'\n" + "".join(
    f"[[step]]\nday = {day}\nchannel = '{('push', 'greeting')[day % 2]}'\ntext = 'Hello'\n"
    for day in (0, 3, 6, 9, 13, 20)
)
"""A plan that writes far more often than the cap lets one."""


def _weeks(tmp_path: Path, seed: int) -> tuple[Clocked, Random]:
    dice = Random(seed)  # noqa: S311 - not for secrets
    shop = Clocked(tmp_path / f"{seed}.db")
    for number in range(PEOPLE):
        birthday = f"{dice.randrange(11, 13)}-{dice.randrange(1, 29):02}"
        details = Details(birthday=dice.choice((None, birthday)))
        Capture(shop.book()).add(f"客{number} 139000010{number:02}", details, Entering())
    for name in ("guide", "prices"):
        Materials(shop.book()).add(name, Traits(kind="ebook", content=f"https://x.cn/{name}"))
    plan = tmp_path / "letters.toml"
    plan.write_text(LETTERS, encoding="utf-8")
    PlanFiles(shop.book()).load([str(plan)])
    return shop, dice


def _check(shop: Clocked, agenda: Agenda) -> None:
    numbers = [item.customer.id for item in agenda.items]
    assert len(numbers) == len(set(numbers)), "twice in one list"
    for item in agenda.items:
        assert not item.customer.has_left
        assert not item.customer.do_not_contact
        codes = [reason.code for reason in item.reasons]
        assert codes
        assert len(codes) - len(set(codes)) == max(0, _repeated(codes)), codes
        assert item.score == sum(item.terms.values())
        asked = _asked(item)
        if asked:
            days = _written(shop, item.customer.id, agenda, ("push", "greeting"), 7)
            assert not days, ("against the contact cap", asked, days)
        if "push" in asked:
            assert len(_written(shop, item.customer.id, agenda, ("push",), 30)) < 4
        _check_promise(item, agenda, set(codes))


def _asked(item: AgendaItem) -> set[str]:
    """What the reasons ask one to write: pushes and greetings, whatever rule they come from."""
    found: set[str] = set()
    for reason in item.reasons:
        step = reason.said.values.get("step")
        if reason.code == "content_push":
            found.add("push")
        elif reason.code == "holiday" or reason.said.text in NEAR_BIRTHDAYS:
            found.add("greeting")
        elif isinstance(step, Step):
            found |= {"push", "greeting"} & {step.channel}
    return found


def _check_round(shop: Clocked, agenda: Agenda) -> int:
    """Nobody whom a round proposes to greet was written to within the cap; count them."""
    items = Greetings(shop.book()).round("元旦").items
    for one in items:
        assert not one.customer.has_left
        assert not one.customer.do_not_contact
        assert not _written(shop, one.customer.id, agenda, ("push", "greeting"), 7)
    return len(items)


def _written(
    shop: Clocked, number: int, agenda: Agenda, kinds: tuple[str, ...], within: int
) -> list[date]:
    """The days within so many on which somebody was written to, by a look at the rows."""
    calendar = Settings(zone=ZONE).calendar
    with sqlite3.connect(shop.path) as connection:
        rows = connection.execute(
            "SELECT at, kind FROM interaction WHERE customer_id = ? AND void_op IS NULL"
            " AND direction = 'out'",
            (number,),
        ).fetchall()
    days = [calendar.day(at) for at, kind in rows if kind in kinds]
    return [day for day in days if day > agenda.day - timedelta(days=within)]


def _repeated(codes: list[str]) -> int:
    """Several promises, complaints, products or steps each are a reason of their own."""
    many = ("overdue", "due", "case_open", "used_up", "plan_step", "stuck")
    return sum(max(0, codes.count(code) - 1) for code in many)


def _check_promise(item: AgendaItem, agenda: Agenda, codes: set[str]) -> None:
    """A promise ahead, within the days for which it counts, silences every clock."""
    due, stage = item.customer.next_follow_up, item.customer.stage
    if due is None or due.day <= agenda.day or stage is None:
        return
    assert "no_next_step" not in codes
    limit = stage.promise_days
    if limit is None or due.day <= agenda.day + timedelta(days=limit):
        assert not codes & CLOCKS, (item.customer.name, codes)


def _check_why(shop: Clocked, agenda: Agenda) -> None:
    """What `why` says of everybody is what the list shows."""
    shown = {item.customer.id: item for item in agenda.items}
    for number in range(1, PEOPLE + 1):
        item = shown.get(number)
        try:
            why = Explaining(shop.book()).why(f"#{number}")
        except NoCustomer:  # the adding was undone
            assert item is None
            continue
        assert bool(why.shown) == (item is not None), (why, item)
        if item is not None:
            assert [one.code for one in why.shown] == [one.code for one in item.reasons]
            assert dict(why.terms) == dict(item.terms)
        for reminder, held in why.held:
            assert held.until is None or held.until >= agenda.day, (reminder, held)
            alike = {one.said.text for one in why.shown if one.code == reminder.code}
            assert reminder.said.text not in alike or reminder.code in ("used_up", "plan_step")


@pytest.mark.parametrize("seed", range(3))
def test_nobody_is_reminded_of_who_must_not_be(tmp_path: Path, seed: int) -> None:
    shop, dice = _weeks(tmp_path, seed)
    seen: set[str] = set()
    for _ in range(30):
        shop.now += DAY + dice.randrange(-3, 4) * HOUR
        for _ in range(dice.randrange(5)):
            shop.now += 60
            try:
                dice.choice(STEPS)(shop, dice, f"#{dice.randrange(1, PEOPLE + 1)}")
            except LeadfunnelError:
                continue
        cut = Morning(shop.book()).today()
        whole = Morning(shop.book()).today(everything=True)
        for agenda in (cut, whole):
            _check(shop, agenda)
            seen |= {reason.code for item in agenda.items for reason in item.reasons}
        if _check_round(shop, whole):
            seen.add("round")
        assert len(cut.items) + cut.left_over == len(whole.items)
    assert {"plan_step", "content_push", "round"} <= seen
    _check_why(shop, whole)

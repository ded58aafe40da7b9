"""`pool`, `pool take`, `pool release`: customers of nobody, taken within limits."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from leadfunnel.domain.pool import (
    DAY,
    IDLE,
    TAKEN,
    Held,
    PoolRules,
    is_let_go,
    ranked,
    room,
)
from leadfunnel.domain.sentence import Sentence, counted, said
from leadfunnel.errors import N_, RefusedError, UnreadableError
from leadfunnel.services import owners, profile, who
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.pool import LetGo, Pooled, PoolList, Released
from leadfunnel.store import service
from leadfunnel.store.session import Row

SHOWN = 50
SOME = 500
"""Customers asked about at once."""


class PoolLimit(RefusedError):
    """One has taken, or holds, as many as one may."""

    code = "pool_limit"
    message = N_("You may take {room} more now: {taken} of {per_day} today, {held} of {most} held.")
    hint = N_("The limits are: leadfunnel config list pool")


class NotInPool(RefusedError):
    """Somebody looks after this customer."""

    code = "not_in_pool"
    message = N_("{name} (#{id}) is not in the pool: {owner} looks after them.")
    hint = N_("See who is: leadfunnel pool")


class RestsFirst(RefusedError):
    """Whoever let a customer go leaves them to others for a while."""

    code = "rests_first"
    message = N_("You let {name} (#{id}) go {count} days ago: others may have them first.")
    hint = N_("Again after {rest} days: leadfunnel config list pool")


class BadCount(UnreadableError):
    """How many to take is a number from 1 on."""

    code = "bad_count"
    message = N_("{text} is no number of customers to take.")
    hint = N_("For example: leadfunnel pool take 10, or pool take WHO")


class Pool:
    """`pool`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def list(self, limit: int | None = None) -> PoolList:
        """Return the pool, those first whom `take` takes first."""
        with self.book.read() as page:
            rows = {row["id"]: row for row in page.session.rows("pool.free")}
            order = _order(page, list(rows.values()))
            shown = page.customers(order[: limit or SHOWN])
            items = tuple(
                Pooled(one, rows[one.id]["since"], rows[one.id]["reason"]) for one in shown
            )
            left = _room(page, page.user_id) if page.user_id else None
            return PoolList(items, len(order), left)

    def take(self, words: Sequence[str]) -> Changed:
        """Take so many, or those named, within the limits."""
        with self.book.record("pool take", " ".join(words)[:80]) as page:
            if len(words) == 1 and words[0].isascii() and words[0].isdecimal():
                return _take_some(page, words[0])
            ids = list(dict.fromkeys(who.each(page, words)))
            _check_free(page, ids)
            _check_room(page, len(ids))
            return _taken(page, ids, ())

    def release(self, days: int | None, owner: str | None, *, dry_run: bool) -> Released:
        """Let go who had no contact for long; `days` stands for those of the rules."""
        opened = self.book.rehearse if dry_run else self.book.record
        with opened("pool release", str(days or "")) as page:
            rules = _rules(page, days)
            found, kept = _idle(page, rules, owner)
            for held, _ in found:
                profile.assign(page, held.id, None, reason=f"{IDLE}:{held.idle_days(page.now)}")
            page.settle()
            names = {user.id: user.name for user in owners.everyone(page)}
            shown = page.customers([held.id for held, _ in found[:SHOWN]])
            items = tuple(
                LetGo(customer, names.get(had, "-"), held.idle_days(page.now))
                for customer, (held, had) in zip(shown, found, strict=False)
            )
            number = None if dry_run else page.ledger.recorded
            return Released(number, items, len(found), kept, dry_run)


def _rules(page: Page, days: int | None = None) -> PoolRules:
    told = page.rules("pool")
    return PoolRules(
        take_per_day=int(told["take_per_day"]),
        hold_most=int(told["hold_most"]),
        release_days=int(told["release_days"]) if days is None else days,
        release_buyers=bool(told["release_buyers"]),
        rest_days=int(told["rest_days"]),
        release_days_of={} if days is not None else dict(told["release_days_of"]),
    )


def _order(page: Page, rows: Sequence[Row]) -> list[int]:
    ranks = {stage.code: place for place, stage in enumerate(page.main.ladder, start=1)}
    return ranked(
        [(row["id"], ranks.get(row["stage"], 0), row["last_contact_at"] or 0) for row in rows]
    )


def _limits(page: Page, user: int) -> tuple[int, int]:
    """Return how many one took today, and how many one looks after who have not bought."""
    today = page.calendar.day(page.now)
    since = page.calendar.start_of(today)
    taken = page.session.value("pool.taken", owner_id=user, since=since)
    return int(taken), int(page.session.value("pool.holding", owner_id=user))


def _room(page: Page, user: int) -> int | None:
    return room(_rules(page), *_limits(page, user))


def _check_room(page: Writing, wanted: int) -> None:
    left = _room(page, page.me)
    if left is not None and wanted > left:
        taken, held = _limits(page, page.me)
        rules = _rules(page)
        raise PoolLimit(
            room=left, taken=taken, per_day=rules.take_per_day, held=held, most=rules.hold_most
        )


def _take_some(page: Writing, text: str) -> Changed:
    wanted = int(text[:9])
    if wanted < 1:
        raise BadCount(text=text[:20])
    left = _room(page, page.me)
    if left == 0:
        _check_room(page, 1)
    rows = page.session.rows("pool.free")
    order = _order(page, rows)
    resting = _let_go_days(page, order)
    free = [number for number in order if number not in resting]
    count = wanted if left is None else min(wanted, left)
    spoken = []
    if count < min(wanted, len(free)):
        spoken.append(said(N_("The limits leave room for {count} now."), count=str(count)))
    if not free:
        return Changed(None, (), (said(N_("Nobody in the pool is free for you.")),))
    return _taken(page, free[:count], tuple(spoken))


def _taken(page: Writing, ids: Sequence[int], spoken: tuple[Sentence, ...]) -> Changed:
    for number in ids:
        profile.assign(page, number, page.me, reason=TAKEN)
    page.settle()
    customers = page.customers(ids)
    one, many = (
        N_("Took {count} customer from the pool."),
        N_("Took {count} customers from the pool."),
    )
    listed = tuple(said(N_("{customer} belongs to {owner} now."), customer=c) for c in customers)
    return Changed(
        page.ledger.recorded, customers, (counted(one, many, len(ids)), *spoken, *listed[:SHOWN])
    )


def _check_free(page: Writing, ids: Sequence[int]) -> None:
    rules = _rules(page)
    resting = _let_go_days(page, ids)
    for number in ids:
        row = page.session.row("pool.owner", id=number)
        name = page.customer(number).label
        if row is not None and row["owner_id"] is not None:
            raise NotInPool(name=name, id=number, owner=row["name"])
        if number in resting:
            days, rest = str(resting[number]), str(rules.rest_days)
            raise RestsFirst(name=name, id=number, count=days, rest=rest)


def _let_go_days(page: Writing, ids: Sequence[int]) -> dict[int, int]:
    """Return whom the acting user had last, and let go within the days of rest, with the days."""
    hands: dict[int, list[Row]] = {}
    for first in range(0, len(ids), SOME):
        some = json.dumps(list(ids[first : first + SOME]))
        for row in page.session.rows("pool.hands", ids=some):
            hands.setdefault(row["customer_id"], []).append(row)
    rest = _rules(page).rest_days
    found = {}
    for number, rows in hands.items():
        let_go = len(rows) > 1 and rows[-1]["owner_id"] is None and rows[-2]["owner_id"] == page.me
        days = (page.now - rows[-1]["at"]) // DAY
        if let_go and days < rest:
            found[number] = days
    return found


def _idle(page: Page, rules: PoolRules, owner: str | None) -> tuple[list[tuple[Held, int]], int]:
    """Return who is let go with whoever had them, and how many idle ones something keeps."""
    shortest = min((rules.release_days, *rules.release_days_of.values()))
    rows = page.session.rows("pool.held", before=page.now - shortest * DAY)
    if owner is not None:
        whose = owners.the_one(page, owner).id
        rows = [row for row in rows if row["owner_id"] == whose]
    today = page.calendar.day(page.now)
    on_ladder = {stage.code for stage in page.main.ladder}
    rows = [row for row in rows if row["stage"] is None or row["stage"] in on_ladder]
    busy = _busy(page, [row["id"] for row in rows])
    found, kept = [], 0
    for row in rows:
        held = _held(row, row["id"] in busy)
        if is_let_go(held, rules, page.now, today):
            found.append((held, row["owner_id"]))
        else:
            kept += held.idle_days(page.now) >= rules.days_at(held.stage) > 0
    return found, kept


def _held(row: Row, busy: bool) -> Held:
    times = (row["last_contact_at"], row["since"], row["created_at"])
    promised = date.fromisoformat(row["next_on"]) if row["next_on"] else None
    since = max(at for at in times if at is not None)
    return Held(row["id"], row["stage"], since, promised, row["purchases"] > 0, busy)


def _busy(page: Page, ids: Sequence[int]) -> set[int]:
    """Return who has an open complaint or an open deal: they stay."""
    found: set[int] = set()
    for first in range(0, len(ids), SOME):
        some = list(ids[first : first + SOME])
        found |= {case.customer_id for case in service.open_among(page.session, some)}
        for row in page.session.rows("pool.deals", ids=json.dumps(some)):
            stage = page.pipeline(row["pipeline"]).by_code.get(row["stage"])
            if stage is not None and stage.kind == "open":
                found.add(row["customer_id"])
    return found

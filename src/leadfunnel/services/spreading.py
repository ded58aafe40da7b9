"""`snooze --overdue`: what is overdue spread over the next days, so many a day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from leadfunnel.domain.followup import FollowUp
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services.book import Book, Writing
from leadfunnel.services.due import owner_id
from leadfunnel.services.promises import read_when
from leadfunnel.services.results.changed import Changed
from leadfunnel.store import timeline

MOST_DAYS, SHOWN_DAYS = 60, 7
OVERDUE = ("过期", "過期", "逾期", "overdue")
_A_DAY = re.compile(r"每[天日]\s*(\d{1,4})\s*[个個条條位]?")
_LAST = re.compile(r"[到至](.+)")


class BadSpread(UnreadableError):
    """It is not said over which days."""

    code = "bad_spread"
    message = N_("Overdue follow-ups are spread over days to come, at most {limit}: not {text}.")
    hint = N_("For example: leadfunnel snooze --overdue --over 3d --a-day 20")


@dataclass(frozen=True)
class Spread:
    """Until when, as typed, and how many a day; without a number they are parted evenly.

    `owner` names whose they are, as typed: one's own for None, everybody's for all.
    """

    over: str
    a_day: int | None = None
    owner: str | None = None
    dry_run: bool = False


def spoken(who: str | None, words: Sequence[str]) -> Spread | None:
    """Return what `过期 到 3天 每天20` asks for, None for other words."""
    if who not in OVERDUE:
        return None
    text = " ".join(words)
    number = _A_DAY.search(text)
    rest = (text[: number.start()] + text[number.end() :]).strip() if number else text.strip()
    last = _LAST.fullmatch(rest)
    return Spread(last[1].strip(), int(number[1]) if number else None) if last else None


def spread(book: Book, asked: Spread) -> Changed:
    """Move overdue follow-ups to the days from tomorrow on, those due first foremost.

    `a_day` is of each person: everybody's are parted person by person.
    """
    recording = book.rehearse if asked.dry_run else book.record
    with recording("snooze", "overdue") as page:
        today = page.calendar.day(page.now)
        days = _days(page, asked, today)
        whose = page.me if asked.owner is None else owner_id(page, asked.owner)
        found = timeline.due(page.session, whose, date.min, today - timedelta(days=1))
        moved = list(_parted(found, days, asked.a_day))
        for item, day in moved:
            page.ledger.update(
                "follow_up", item.id, item.customer_id, due_on=day.isoformat(), due_at=None
            )
        return Changed(
            None if asked.dry_run or not moved else page.ledger.recorded,
            (),
            tuple(_said(Counter(day for _, day in moved), len(found) - len(moved))),
            {"moved": len(moved), "left": len(found) - len(moved)} if found else {},
            dry_run=asked.dry_run,
        )


def _parted(
    found: Sequence[FollowUp], days: Sequence[date], a_day: int | None
) -> Iterator[tuple[FollowUp, date]]:
    """Yield each follow-up with its new day, as many a day of each person."""
    people: dict[int | None, list[FollowUp]] = {}
    for item in found:
        people.setdefault(item.owner_id, []).append(item)
    for items in people.values():
        most = a_day or -(-len(items) // len(days))
        yield from zip(items, (day for day in days for _ in range(most)), strict=False)


def _days(page: Writing, asked: Spread, today: date) -> list[date]:
    """Return the days from tomorrow to the last one; raise BadSpread where that is none."""
    last = page.calendar.day(page.typed.start_of(read_when(page, asked.over).day))
    days = [today + timedelta(days=ahead) for ahead in range(1, (last - today).days + 1)]
    if not 1 <= len(days) <= MOST_DAYS or asked.a_day == 0:
        raise BadSpread(text=asked.over[:40], limit=MOST_DAYS)
    return days


def _said(moved: Counter[date], left: int) -> Iterator[Sentence]:
    if not moved:
        yield said(N_("Nothing is overdue."))
        return
    shown = [f"{day:%m-%d} {count}" for day, count in list(moved.items())[:SHOWN_DAYS]]
    spread = ", ".join([*shown, *(["..."] if len(moved) > SHOWN_DAYS else [])])
    yield said(N_("Overdue follow-ups moved: {count} ({days})."), count=moved.total(), days=spread)
    if left:
        yield said(N_("Still overdue, as the days are full: {count}."), count=left)

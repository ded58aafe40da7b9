"""One row of a sheet that was filled in: what it says beyond what is known is recorded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from leadfunnel.domain.campaign import Campaign
from leadfunnel.domain.campaign_form import ANSWERS, ENTRIES, read_word
from leadfunnel.domain.campaign_line import Noted, read_line
from leadfunnel.domain.invited import Invited
from leadfunnel.domain.moment import Moment
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.errors import N_, RefusedError, UnreadableError
from leadfunnel.services import amounts, promises, touches
from leadfunnel.services.book import Page, Writing
from leadfunnel.services.campaign_entry import (
    bought,
    call_of,
    came,
    ears,
    grouped,
    reasoned,
    visit,
)
from leadfunnel.services.campaign_seats import Seat, fact, move

TRIES = ("try1", "try2", "try3")
_TRY = re.compile(
    r"(?:(?:(?P<year>\d{4})[-/.年])?(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?)?\s*"
    r"(?:(?P<hour>\d{1,2})[:：](?P<minute>\d{2})(?::\d{2})?)?\s*(?P<rest>.*)",
    re.DOTALL,
)


_DAY_NUMBER = re.compile(r"[345]\d{4}(?:\.\d+)?")
"""From 1982 to 2064: numbers beyond are none that a spreadsheet keeps of a day of ours."""
_FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 - a wall time


class BadCell(UnreadableError):
    """A cell cannot be read."""

    code = "bad_cell"
    message = N_("{text} cannot be read as {what}.")


class OtherAmount(RefusedError):
    """What was bought is recorded already, with another amount."""

    code = "other_amount"
    message = N_("A purchase of another amount is recorded already.")


@dataclass(frozen=True)
class Row:
    """A row of a sheet: `cells` by the code of their column, `raw` as they stand in the file.

    `tab` is the sheet of the file, None where it has but one.
    """

    place: int
    file: str
    line: int
    cells: Mapping[str, str]
    raw: tuple[str, ...]
    header: tuple[str, ...]
    tab: str | None = None

    def get(self, *codes: str) -> str:
        """Return the first of these cells that holds anything."""
        return next((cell for code in codes if (cell := self.cells.get(code, ""))), "")


def write_row(page: Writing, seat: Seat, known: Invited, row: Row) -> None:
    """Record what a row says of somebody invited beyond what is known."""
    _calls(page, seat, known, row)
    _known_facts(page, seat, known, row)
    _visit(page, seat, known, row)
    _bought(page, seat, known, row)
    note = row.get("note")
    if note and fact(page, seat, "note", note):
        touches.write_note(page, seat.number, note)


def says_more(row: Row) -> bool:
    """Tell whether a row says anything beyond who it is of."""
    given = {code for code, cell in row.cells.items() if cell}
    return bool(given - {"number", "name", "phone", "wechat", "id"})


def _calls(page: Writing, seat: Seat, known: Invited, row: Row) -> None:
    """Record the tries beyond those known; the grade is of the last one that was answered."""
    told = read_line([row.get("grade")], ears(page, seat.campaign)) if row.get("grade") else Noted()
    if told.text and not told.grade and not told.reasons and not told.wrong:
        raise BadCell(text=told.text[:40], what=N_("an intent"))
    tries = [_try(page, seat, row.get(code)) for code in TRIES if row.get(code)]
    fresh = tries[len(known.calls) :]
    answered = [n for n, (noted, _at) in enumerate(fresh) if noted.grade != "C" and not noted.wrong]
    grade = told.grade if told.grade in ("A", "B", "D") else None
    if answered and grade and fresh[answered[-1]][0].grade is None:
        fresh[answered[-1]][0].grade = grade
    elif grade and not answered and grade != known.standing:
        fresh.append((Noted(grade=grade), seat.at))
    elif told.grade == "C" and not (fresh or known.calls):
        fresh.append((Noted(grade="C"), seat.at))
    for noted, at in fresh:
        call_of(page, replace(seat, at=at), noted)
    for name, reason in told.reasons.items():
        reasoned(page, seat, name, reason)


def _try(page: Page, seat: Seat, cell: str) -> tuple[Noted, int]:
    """Return what came of one call, and when: 4-28 10:20 未接."""
    match = _TRY.fullmatch(_dated(cell))
    assert match is not None  # noqa: S101 - everything in it is optional
    noted = read_line([match["rest"]] if match["rest"] else [], ears(page, seat.campaign))
    today = page.calendar.day(seat.at)
    if not (match["month"] or match["hour"]):
        return noted, seat.at
    try:
        day = today
        if match["month"]:
            day = date(int(match["year"] or today.year), int(match["month"]), int(match["day"]))
        if day > today and not match["year"]:
            day = day.replace(year=day.year - 1)
        at = page.calendar.instant(day, time(int(match["hour"] or 12), int(match["minute"] or 0)))
    except ValueError:
        raise BadCell(text=cell[:40], what=N_("a call")) from None
    return noted, min(at, page.now)


def _dated(cell: str) -> str:
    """Return a day that a spreadsheet shows as the number it keeps of it as one: 46143.5."""
    text = cell.strip()
    if not _DAY_NUMBER.fullmatch(text):
        return text
    moment = _FIRST_DAY + timedelta(days=float(text))
    return (moment + timedelta(seconds=30)).isoformat(" ", "minutes")


def _known_facts(page: Writing, seat: Seat, known: Invited, row: Row) -> None:
    for name in re.split("[,，、/]", row.get("interest")):
        if name.strip():
            fact(page, seat, "interest", name.strip())
    if row.get("budget"):
        fact(page, seat, "budget", amounts.read_money(page, row.get("budget")).decimal)
    answer, way = row.get("group", "joined"), row.get("entry")
    entry = read_word(ENTRIES, way) if way else None
    if way and entry is None:
        raise BadCell(text=way[:40], what=N_("a way into the group"))
    direct = read_word(ENTRIES, answer) if answer else None
    inside = direct is not None or (answer and _yes(answer)) or (entry and not answer)
    entry = entry or direct or "phone"
    there = any((one.fact, one.value) == ("group", entry) for one in known.facts)
    if inside and not there:
        grouped(page, seat, Noted(entry=entry))


def _yes(text: str) -> bool:
    found = read_word(ANSWERS, text)
    if found is None:
        raise BadCell(text=text[:40], what=N_("yes or no"))
    return found == "yes"


def _visit(page: Writing, seat: Seat, known: Invited, row: Row) -> None:
    text = row.get("visit", "visit_time")
    if not text:
        return
    moment = _moment(page, seat.campaign, text)
    day = moment.day.isoformat()
    if not any(one.fact == "visit" and one.on_day == day for one in known.facts):
        visit(page, seat, moment)


def _moment(page: Page, campaign: Campaign, text: str) -> Moment:
    plain = re.sub(r"[ T]00:00(:00)?$", "", _dated(text))
    try:
        return Moment(date.fromisoformat(plain), None)
    except ValueError:
        pass
    day = _day_of_sale(campaign, plain)
    if day is not None:
        return Moment(day, None)
    try:
        return promises.read_when(page, plain)
    except UnreadableError:
        from leadfunnel.services.buying import past_moment

        found = past_moment(page, plain)
        if found is None:
            raise BadCell(text=text[:40], what=N_("a date")) from None
        return found


def _day_of_sale(campaign: Campaign, text: str) -> date | None:
    """Return the one day of an event that 5/3 stands for, whichever of them is the month."""
    match = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})", text)
    if match is None:
        return None
    found = set()
    for month, day in ((match[1], match[2]), (match[2], match[1])):
        for year in {campaign.begins.year, campaign.last.year}:
            with suppress(ValueError):
                found.add(date(year, int(month), int(day)))
    held = [day for day in found if campaign.begins <= day <= campaign.last]
    return held[0] if len(held) == 1 else None


def _bought(page: Writing, seat: Seat, known: Invited, row: Row) -> None:
    goods, amount = row.get("goods"), row.get("amount")
    won = row.get("bought") and _yes(row.get("bought"))
    if row.get("came") and _yes(row.get("came")):
        came(page, seat)
    if won and known.bought_at is None:
        came(page, seat)
        if goods or amount:
            bought(page, seat, [part for part in (goods, amount) if part])
        else:
            move(page, seat, "bought")
    elif won and amount:
        _check_amount(page, known, amount)
    reason = row.get("not_bought")
    if reason and not won:
        reasoned(page, seat, "not_bought", reason)


def _check_amount(page: Page, known: Invited, amount: str) -> None:
    """Refuse another amount than what is recorded; net of refunds or not."""
    money = amounts.read_money(page, amount)
    sums = [sale for sale in known.sales if sale.currency == money.currency]
    gross = sum(sale.amount or 0 for sale in sums if not sale.refund)
    net = sum(sale.amount or 0 for sale in sums)
    if known.sales and money.minor not in (gross, net):
        raise OtherAmount()

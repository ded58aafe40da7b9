"""What is recorded of somebody invited: `log --campaign`, `campaign enter`, `call --campaign`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from leadfunnel.domain.campaign import Campaign
from leadfunnel.domain.campaign_line import Ears, Noted, read_line
from leadfunnel.domain.fold import fold
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_
from leadfunnel.services import amounts, campaigns, groups, promises, touches
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.campaign_echo import told, understood
from leadfunnel.services.campaign_lists import invite, opened
from leadfunnel.services.campaign_refusals import NotJunk
from leadfunnel.services.campaign_seats import (
    Seat,
    fact,
    insert,
    invitation_of,
    last,
    move,
    put_back,
    seated,
)
from leadfunnel.services.results.changed import Changed

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.moment import Moment

LISTS = {"junk": "invalid", "not_bought": "not_bought", "not_came": "not_bought"}
"""The list of reasons from which a fact takes its own."""


class CampaignEntry:
    """Lines about people who are invited."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def log(self, words: Sequence[str], campaign: str, at: str | None = None) -> Changed:
        """Record one line: WHO, then grade, group, visit, purchase, reasons and text."""
        from leadfunnel.services.one_line import leading

        with self.book.record("log") as page:
            found = opened(page, campaign)
            number, rest = leading(page, words)
            moment = page.now if at is None else promises.read_past(page, at)
            noted = read_line(rest, ears(page, found))
            page.ledger.summarise(noted.kind or ("call" if noted.called else "visit"))
            return line(page, found, number, noted, (page.me, moment))

    def reopen(self, text: str, campaign: str | None) -> Changed:
        """Let somebody be invited again who was marked as junk, or has no wish for events."""
        from leadfunnel.services import call_facts, who

        with self.book.record("campaign reopen", text[:80]) as page:
            found = opened(page, campaign)
            number = who.one(page, text)
            name = page.customer(number).label
            averse = call_facts.averse(page, [number])
            if number not in campaigns.junk_among(page, [number]) and not averse:
                raise NotJunk(name=name)
            row = invitation_of(page, found, number)
            if row is None:
                invite(page, found, number)
                row = invitation_of(page, found, number)
            assert row is not None  # noqa: S101 - just written
            seat = Seat(found, row, page.me, page.now)
            insert(page, seat, "reopened", "")
            put_back(page, seat)
            page.settle()
            customer = page.customer(number)
            spoken = said(N_("May be invited again: {customer}."), customer=customer)
            return Changed(page.ledger.recorded, (customer,), (spoken,))


def ears(page: Page, campaign: Campaign, *, sheet: bool = False) -> Ears:
    """Return what helps to read lines: products, and what others want in this event."""
    from leadfunnel.services import products

    def when(words: Sequence[str]) -> tuple[Moment, int] | None:
        from leadfunnel.errors import LeadfunnelError

        try:
            return promises.leading(page, words)
        except LeadfunnelError:
            return None

    @cache
    def wanted() -> set[str]:
        found = page.session.values("campaigns.wanted", campaign_id=campaign.id)
        return {fold(name) for name in found}

    def wants(word: str) -> bool:
        return products.exact(page, word) is not None or fold(word) in wanted()

    return Ears(when, wants, sheet)


def line(
    page: Writing, campaign: Campaign, number: int, noted: Noted, by: tuple[int, int]
) -> Changed:
    """Record all that a line says of somebody; `by` is whom it tells of, and when."""
    from leadfunnel.services.one_line import NothingSaid

    if noted.empty:
        raise NothingSaid()
    seat = seated(page, campaign, number, *by)
    spoken = record(page, seat, noted)
    page.settle()
    customer = page.customer(number)
    first = said(N_("{name}: {customer}."), name=campaign.name, customer=customer)
    record_of = {"campaign": campaign.name, **told(noted)}
    return Changed(page.ledger.recorded, (customer,), (first, *spoken), record_of)


def record(page: Writing, seat: Seat, noted: Noted) -> tuple[Sentence, ...]:
    """Write what was noted, in the order in which it happens, and return what there is to say."""
    spoken: list[Sentence] = []
    if noted.called:
        spoken += call_of(page, seat, noted)
    if noted.visit is not None:
        spoken += visit(page, seat, noted.visit)
    spoken += beside(page, seat, noted)
    return (*understood(noted), *spoken, *page.heard(seat.number))


def beside(page: Writing, seat: Seat, noted: Noted) -> tuple[Sentence, ...]:
    """Write what was noted beside the call and the visit agreed: wishes, group, sale, reasons."""
    spoken: list[Sentence] = []
    for name in noted.interests:
        fact(page, seat, "interest", name)
    if noted.budget is not None:
        fact(page, seat, "budget", amounts.read_money(page, noted.budget).decimal)
    grouped(page, seat, noted)
    if noted.came or noted.sale is not None or "not_bought" in noted.reasons:
        came(page, seat, noted.text if not noted.called else "")
    if noted.sale is not None:
        spoken += bought(page, seat, noted.sale)
    for name, reason in noted.reasons.items():
        spoken += reasoned(page, seat, name, reason)
    return tuple(spoken)


def call_of(page: Writing, seat: Seat, noted: Noted) -> tuple[Sentence, ...]:
    """Record the call, or the message, of which a line tells."""
    kind = noted.kind or "call"
    outcome = "wrong_number" if noted.wrong else "no_answer" if noted.grade == "C" else "connected"
    grade = None if noted.wrong else noted.grade
    spoken = outcome if kind == "call" else None
    entry = touches.Entry(kind, noted.text, outcome=spoken, grade=grade, at=seat.at)
    _interaction, kept = touches.record(page, seat.number, entry, user_id=seat.by)
    answered(page, seat, outcome, grade)
    return kept


def answered(page: Writing, seat: Seat, outcome: str, grade: str | None) -> None:
    """Move an invitation as a call says: reached, or declined where they have no intent."""
    if outcome == "connected":
        move(page, seat, "reached")
    if grade == "D":
        move(page, seat, "refused")


def grouped(page: Writing, seat: Seat, noted: Noted) -> None:
    """Record that somebody was asked into the group, joined or left it."""
    if noted.asked or noted.entry == "phone":
        outcome = "joined" if noted.entry == "phone" else None
        if fact(page, seat, "asked", ""):
            entry = touches.Entry("invite", outcome=outcome, at=seat.at)
            touches.write(page, seat.number, entry, user_id=seat.by)
    if noted.entry is not None:
        joined(page, seat, noted.entry)
    if noted.left:
        left(page, seat)


def joined(page: Writing, seat: Seat, entry: str) -> None:
    """Note that somebody is in the group, by phone or qr."""
    before = last(page, seat, ("group", "left"))
    if before is None or (before["fact"], before["value"]) != ("group", entry):
        insert(page, seat, "group", entry)
    group = groups.of_campaign(page, seat.campaign.id)
    if group is not None:
        groups.put_in(page, group, seat.number, entry, seat.at)


def left(page: Writing, seat: Seat) -> None:
    """Note that somebody left the group."""
    fact(page, seat, "left", "")
    group = groups.of_campaign(page, seat.campaign.id)
    if group is not None:
        groups.take_out(page, group, seat.number, seat.at)


def let_in(page: Writing, campaign: Campaign, number: int, entry: str | None, at: int) -> str:
    """Note on an invitation that somebody is in a group, and return how they came.

    Where nobody said, whoever was asked came by phone, anybody else by QR code.
    """
    seat = seated(page, campaign, number, page.me, at)
    way = entry or ("phone" if last(page, seat, ("asked",)) else "qr")
    grouped(page, seat, Noted(entry=way))
    return way


def let_out(page: Writing, campaign: Campaign, number: int, junk: str | None, at: int) -> None:
    """Note on an invitation that somebody left a group, as junk for a reason if one is given."""
    seat = seated(page, campaign, number, page.me, at)
    left(page, seat)
    if junk is not None:
        page.hear(number, reasoned(page, seat, "junk", junk.strip()))


def booked(page: Writing, seat: Seat, moment: Moment) -> bool:
    """Note that somebody agreed to come on a day, and tell whether that is new."""
    day = moment.day.isoformat()
    before = last(page, seat, ("visit",))
    if before is not None and before["on_day"] == day:
        return False
    insert(page, seat, "visit", "", on_day=day)
    move(page, seat, "booked")
    return True


def visit(page: Writing, seat: Seat, moment: Moment) -> tuple[Sentence, ...]:
    """Note that somebody agreed to come on a day; it is promised as a visit."""
    if not booked(page, seat, moment):
        return ()
    if moment.day >= page.calendar.day(page.now):
        promises.promise(page, seat.number, moment, "visit", seat.campaign.name)
    return (said(N_("Visit booked: {moment}."), moment=moment),)


def came(page: Writing, seat: Seat, text: str = "") -> None:
    """Note that somebody came to the shop."""
    if move(page, seat, "came"):
        entry = touches.Entry("visit", text, direction="in", at=seat.at)
        touches.record(page, seat.number, entry, user_id=seat.by)


def bought(page: Writing, seat: Seat, words: Sequence[str]) -> tuple[Sentence, ...]:
    """Record what somebody bought, and link it."""
    from leadfunnel.services.buying import Terms, sell

    purchase, spoken = sell(page, seat.number, words, Terms())
    link(page, seat, purchase.id)
    return spoken


def link(page: Writing, seat: Seat, purchase: int) -> None:
    """Let a purchase count for an event; whoever bought has been there."""
    came(page, seat)
    insert(page, seat, "purchase", "", purchase_id=purchase)
    move(page, seat, "bought")


def reasoned(page: Writing, seat: Seat, name: str, reason: str) -> tuple[Sentence, ...]:
    """Note why somebody is junk, did not come, or came and did not buy."""
    from leadfunnel.services import reasons

    listed = LISTS[name]
    code = reasons.coded(page, listed, reason or None) or ""
    if fact(page, seat, name, code) and name == "junk":
        move(page, seat, "junk", code or None)
        return (said(N_("Junk: left out of all figures and never invited again.")),)
    return reasons.unlisted(page, listed, code or None)

"""`quota`: what is to be sold, the forecast it was taken from, and how far everyone got."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from leadfunnel.domain import forecast as weighing
from leadfunnel.domain.calendar import Period
from leadfunnel.domain.customer import User
from leadfunnel.domain.deal import Deal
from leadfunnel.domain.forecast import Forecast, Frame
from leadfunnel.domain.moment_part import FutureMoment
from leadfunnel.domain.money import names_currency
from leadfunnel.domain.period_text import around, read_period
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.quota import PERS, Basis, BasisRow
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import said
from leadfunnel.domain.tag import Tag, read_tag
from leadfunnel.errors import N_, RefusedError, UnreadableError
from leadfunnel.services import as_known, deals
from leadfunnel.services.amounts import read_money
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.due import EVERYONE
from leadfunnel.services.owners import the_one
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.quotas import BasisReport
from leadfunnel.store import deals as stored
from leadfunnel.store.people import tag_key


class OneWhose(UnreadableError):
    """A quota is an owner's or a territory's."""

    code = "one_whose"
    message = N_("Say one of --owner and --territory.")


class NoQuota(UnreadableError):
    """A quota needs whose it is and how much."""

    code = "no_quota"
    message = N_("Say whose quota it is, and how much.")
    hint = N_("For example: leadfunnel quota set 小李 50万 --per month")


class QuotaOfNothing(UnreadableError):
    """A quota is more than nothing."""

    code = "quota_of_nothing"
    message = N_("A quota of {amount} asks for nothing.")
    hint = N_("Take back the last one with: leadfunnel undo")


class BeforeDeals(RefusedError):
    """There was nothing to freeze on that day."""

    code = "before_deals"
    message = N_("On {day} there was no deal yet, so nothing can be frozen.")
    hint = N_("Take the day of the first deal or a later one: --on {first}")


class NoDealsYet(RefusedError):
    """There is nothing to freeze."""

    code = "no_deals"
    message = N_("There is no deal yet, so nothing can be frozen.")
    hint = N_("Add one first: leadfunnel deal add WHO --amount AMOUNT --close WHEN")


class BadPer(UnreadableError):
    """Quotas are for a month, a quarter or a year."""

    code = "bad_per"
    message = N_("--per does not take {text}: one of {known}.")


@dataclass(frozen=True)
class Whose:
    """An owner, or a territory: the customers with a tag."""

    owner: User | None
    territory: str | None = None

    @property
    def word(self) -> str:
        """What they are called."""
        return self.territory or (self.owner.name if self.owner else "")


class Quotas:
    """Quotas and their bases."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def basis(
        self, on: str | None, period: str, owner: str | None, territory: str | None
    ) -> BasisReport:
        """Freeze the weighted open deals that close in a period, as they stood on a day."""
        if owner and territory:
            raise OneWhose()
        with self.book.record("quota basis", period) as page:
            today = page.calendar.day(page.now)
            span = read_period(period, today, page.settings.week_start)
            day = _taken_on(on, today) if on else today
            until = min(as_known.end_of(page, day), page.now + 1)
            names = deals.deal_pipelines(page)
            found = stored.load(page.session, names, until)
            if not found:
                raise _nothing_on(page, names, day)
            bases, forecasts = [], []
            for whose in _whose(page, found, owner, territory):
                mine = theirs(page, found, whose)
                weighed = weighing.forecast(mine, _frame(page, names, until, span))
                bases.append(_freeze(page, whose, day, span, weighed))
                forecasts.append(weighed)
            page.settle()
            named = {deal.id: deal for one in forecasts for deal, _ in one.not_counted}
            views = {one.deal.id: one for one in deals.views(page, named.values())}
            return BasisReport(page.ledger.recorded, tuple(bases), tuple(forecasts), views)

    def set(
        self, words: Sequence[str], per: str, first: str | None, territory: str | None
    ) -> Changed:
        """Say what somebody is to sell in each month, quarter or year from a day on."""
        if per not in PERS:
            raise BadPer(text=per[:40], known=", ".join(PERS))
        name, amount = _told(words, territory)
        with self.book.record("quota set", " ".join(words)) as page:
            today = page.calendar.day(page.now)
            begin = read_period(first, today).first if first else around(per, today).first
            whose = _territory(territory) if territory else Whose(the_one(page, name))
            money = read_money(page, amount)
            if money.minor <= 0:
                raise QuotaOfNothing(amount=money)
            given = {
                "owner_id": whose.owner.id if whose.owner else None,
                "territory": whose.territory,
                "per": per,
                "from_on": begin.isoformat(),
            }
            for row in page.session.rows("quotas.all"):
                if all(row[name] == value for name, value in given.items()):
                    page.ledger.void("quota", row["id"], None)
            page.ledger.insert(
                "quota",
                None,
                **given,
                amount=money.minor,
                currency=money.currency,
                recorded_at=page.now,
                user_id=page.me,
            )
            text = {
                "month": N_("{who}: {money} a month from {day} on."),
                "quarter": N_("{who}: {money} a quarter from {day} on."),
                "year": N_("{who}: {money} a year from {day} on."),
            }[per]
            spoken = (said(text, who=whose.word, money=money, day=begin),)
            understood: dict[str, object] = {
                **given, "amount": money.decimal, "currency": money.currency, "who": whose.word
            }  # fmt: skip
            return Changed(page.ledger.recorded, (), spoken, understood)


def _told(words: Sequence[str], territory: str | None) -> tuple[str, str]:
    """Return whose quota it is and how much, each of as many words as were typed."""
    numbers = (at for at, word in enumerate(words) if re.search(r"\d", word))
    place = next(numbers, max(1, len(words) - 1))
    if place and names_currency(words[place - 1]):
        place -= 1
    if territory:
        place = 0
    name, amount = " ".join(words[:place]), " ".join(words[place:])
    if not amount or not (name or territory):
        raise NoQuota()
    return name, amount


def _nothing_on(page: Page, names: Iterable[str], day: date) -> RefusedError:
    later = stored.load(page.session, names, deals.EVER)
    if not later:
        return NoDealsYet()
    first = page.calendar.day(min(deal.shifts[0].at for deal in later))
    return BeforeDeals(day=day, first=first)


def _taken_on(text: str, today: date) -> date:
    """Return the day a basis is taken on: the last of a period, or today where it goes on."""
    span = read_period(text, today)
    if span.first > today:
        raise FutureMoment(text=text[:40])
    return min(span.last, today)


def _whose(
    page: Page, found: Iterable[Deal], owner: str | None, territory: str | None
) -> list[Whose]:
    """Return whose deals are frozen: the acting user's where nobody is named."""
    if territory:
        return [_territory(territory)]
    if owner and owner.strip().lower() in EVERYONE:
        told = {deal.owner[0]: deal.owner[1] or "" for deal in found}
        return [Whose(User(number, name)) for number, name in told.items() if number is not None]
    return [Whose(the_one(page, owner or page.acting.user))]


def _territory(text: str) -> Whose:
    tag = read_tag(text)
    return Whose(None, str(tag if tag.dimension else Tag("region", tag.value)))


def theirs(page: Page, found: Iterable[Deal], whose: Whose) -> list[Deal]:
    """Return the deals of an owner, or of the customers of a territory."""
    if whose.owner is not None:
        return [deal for deal in found if deal.owner[0] == whose.owner.id]
    among = tagged(page, whose.territory or "")
    return [deal for deal in found if deal.customer_id in among]


def tagged(page: Page, territory: str) -> set[int]:
    """Return the customers of a territory."""
    key = tag_key(read_tag(territory))
    return set(page.session.values("deals.tagged", key=key))


def _frame(page: Page, names: Iterable[str], until: int, span: Period) -> Frame:
    pipelines: dict[str, Pipeline] = {name: page.pipeline(name) for name in names}
    now = until - 1
    return Frame(pipelines, now, page.calendar.day(now), span.first, span.last)


def _freeze(page: Writing, whose: Whose, day: date, span: Period, weighed: Forecast) -> Basis:
    number = page.ledger.insert(
        "quota_basis",
        None,
        owner_id=whose.owner.id if whose.owner else None,
        territory=whose.territory,
        taken_on=day.isoformat(),
        from_on=span.first.isoformat(),
        to_on=span.last.isoformat(),
        recorded_at=page.now,
        user_id=page.me,
    )
    rows = []
    for row in weighed.rows:
        frozen = BasisRow(
            row.deal.id,
            row.amount,
            row.currency,
            row.probability,
            row.weighted,
            row.deal.worth.closes_on or "",
        )
        page.ledger.insert(
            "quota_basis_row",
            row.deal.customer_id,
            basis_id=number,
            journey_id=frozen.deal_id,
            amount=frozen.amount,
            currency=frozen.currency,
            probability=frozen.probability,
            weighted=frozen.weighted,
            closes_on=frozen.closes_on,
        )
        rows.append(frozen)
    territory = whose.territory is not None
    return Basis(number, whose.word, territory, day, span.first, span.last, tuple(rows))

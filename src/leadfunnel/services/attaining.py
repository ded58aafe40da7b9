"""How far everyone got with their quota, or with the forecast frozen for it."""

from __future__ import annotations

from datetime import date

from leadfunnel.domain.calendar import Period
from leadfunnel.domain.customer import User
from leadfunnel.domain.period_text import around, read_period
from leadfunnel.domain.quota import Attainment
from leadfunnel.domain.record import dataclass
from leadfunnel.services import as_known, deals
from leadfunnel.services.as_known import PRESENT, Then
from leadfunnel.services.book import Book, Page
from leadfunnel.services.due import EVERYONE
from leadfunnel.services.forecasting import win_rate
from leadfunnel.services.owners import the_one
from leadfunnel.services.quotas import Whose, tagged, theirs
from leadfunnel.services.results.quotas import QuotaReport
from leadfunnel.store import deals as stored
from leadfunnel.store.session import Row


class Attaining:
    """`quota`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def attainment(
        self, owner: str | None, period: str | None, then: Then = PRESENT
    ) -> QuotaReport:
        """Return how far everyone with a quota or a frozen basis got."""
        with as_known.opened(self.book, then) as view:
            page = view.page
            today = page.calendar.day(view.until - 1)
            asked = read_period(period, today, page.settings.week_start) if period else None
            books = _Books(page, view.until)
            rows = [
                _attained(page, books, whose, span, currency, aims)
                for (whose, span, currency), aims in _aims(page, today, asked).items()
            ]
            if owner and owner.strip().lower() not in EVERYONE:
                rows = _of_owner(page, rows, owner.strip())
            rows.sort(key=lambda row: (row.territory, row.who, row.first, row.last, row.currency))
            return QuotaReport(tuple(rows), view.seen)


def _of_owner(page: Page, rows: list[Attainment], name: str) -> list[Attainment]:
    """Return the rows of an owner or territory; raise UnknownOwner where there is neither."""
    found = [row for row in rows if row.who.lower() == name.lower()]
    if found:
        return found
    whose = the_one(page, name).name
    return [row for row in rows if row.who == whose]


@dataclass
class _Aim:
    goal: int | None = None
    frozen: int | None = None
    taken_on: date | None = None


Aims = dict[tuple[Whose, Period, str], _Aim]


def _aims(page: Page, today: date, asked: Period | None) -> Aims:
    """Return the quotas and bases of the period asked for, or of those around today."""
    found: Aims = {}
    for row in page.session.rows("quotas.all"):
        span = around(row["per"], asked.first if asked else today)
        fits = asked is None or (asked.first, asked.last) == (span.first, span.last)
        if fits and row["from_on"] <= span.first.isoformat():
            found.setdefault((_of(row), span, row["currency"]), _Aim()).goal = row["amount"]
    for row in page.session.rows("quotas.bases"):
        first, last = date.fromisoformat(row["from_on"]), date.fromisoformat(row["to_on"])
        if row["taken_on"] > today.isoformat():
            continue
        covers = (first, last) == (asked.first, asked.last) if asked else first <= today <= last
        if covers:
            _add_basis(page, found, row, read_period(f"{first}..{last}", today))
    return found


def _add_basis(page: Page, found: Aims, row: Row, span: Period) -> None:
    """Put a frozen figure beside the quota of the same days; the last one taken counts."""
    sums: dict[str, int] = {}
    for one in page.session.rows("quotas.rows", basis_id=row["id"]):
        sums[one["currency"]] = sums.get(one["currency"], 0) + one["weighted"]
    for currency, weighted in (sums or {page.settings.currency: 0}).items():
        same = next(
            (
                key
                for key in found
                if (key[0], key[2]) == (_of(row), currency)
                and (key[1].first, key[1].last) == (span.first, span.last)
            ),
            (_of(row), span, currency),
        )
        aim = found.setdefault(same, _Aim())
        aim.frozen, aim.taken_on = weighted, date.fromisoformat(row["taken_on"])


def _of(row: Row) -> Whose:
    owner = None if row["owner_id"] is None else User(row["owner_id"], row["owner"])
    return Whose(owner, row["territory"])


class _Books:
    """The deals and purchases that attainment is counted from."""

    def __init__(self, page: Page, until: int) -> None:
        names = deals.deal_pipelines(page)
        self.until = until
        self.deals = stored.load(page.session, names, until)
        self.pipelines = {name: page.pipeline(name) for name in names}
        self.today = page.calendar.day(until - 1).isoformat()
        self.sold = page.session.rows("costs.revenue", first="", last=self.today)


def _attained(
    page: Page, books: _Books, whose: Whose, span: Period, currency: str, aim: _Aim
) -> Attainment:
    mine = theirs(page, books.deals, whose)
    number = whose.owner.id if whose.owner else None
    among = tagged(page, whose.territory) if whose.territory else set()
    first, last = span.first.isoformat(), span.last.isoformat()
    sold = [
        row["amount"]
        for row in books.sold
        if first <= row["on_day"] <= last
        and row["currency"] == currency
        and (row["customer_id"] in among if whose.territory else row["owner_id"] == number)
    ]
    ahead = [
        deal.worth.amount or 0
        for deal in mine
        if deal.is_open(books.pipelines[deal.pipeline])
        and deal.worth.currency == currency
        and first <= (deal.worth.closes_on or "") <= last
    ]
    return Attainment(
        who=whose.word,
        territory=whose.territory is not None,
        currency=currency,
        first=span.first,
        last=span.last,
        goal=aim.goal,
        frozen=aim.frozen,
        taken_on=aim.taken_on,
        sold=sum(sold),
        open_amount=sum(ahead),
        rate=win_rate(mine, books.pipelines),
    )

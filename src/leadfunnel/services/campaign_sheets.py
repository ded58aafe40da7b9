"""Sheets to fill in: `campaign sheet`."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.campaign import Campaign
from leadfunnel.domain.campaign_form import (
    ANSWERS,
    COLUMNS,
    ENTRIES,
    GRADES,
    HEADERS,
    TITLES,
    word,
)
from leadfunnel.domain.customer import Customer
from leadfunnel.domain.form import Form, Forms
from leadfunnel.domain.invited import Called, Invited
from leadfunnel.domain.money import decimal_string
from leadfunnel.domain.phone import national
from leadfunnel.i18n import language
from leadfunnel.services import campaigns, owners
from leadfunnel.services.book import Book, Page
from leadfunnel.services.campaign_refusals import NoGuides

TRIES = 3
WIDE = ("try1", "try2", "try3", "note", "goods", "interest")
"""Columns that are written into by hand and get the most room on paper."""
CONNECTED = ("接通", "接通", "Connected")


class CampaignSheets:
    """Sheets of a sale event."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def sheet(self, guide: str | None, campaign: str | None) -> Forms:
        """Return the call record and the record of those who agreed, as far as they are known."""
        with self.book.read() as page:
            found = campaigns.one(page, campaign)
            who = owners.the_one(page, guide) if guide else None
            whose = (who.id, who.name) if who else (page.user_id or 0, page.acting.user)
            return _of_guide(page, found, whose, campaigns.people(page, found))

    def sheets(self, campaign: str | None) -> tuple[Forms, ...]:
        """Return the sheets of everybody who invites; raise NoGuides."""
        with self.book.read() as page:
            found = campaigns.one(page, campaign)
            people = campaigns.people(page, found)
            guides = {one.user_id: one.name for one in campaigns.guides(page, found)}
            others = {one.guide_id for one in people if one.guide_id} - guides.keys()
            guides |= {one.id: one.name for one in owners.everyone(page) if one.id in others}
            if not guides:
                raise NoGuides(name=found.name)
            return tuple(_of_guide(page, found, whose, people) for whose in guides.items())


def _of_guide(
    page: Page, campaign: Campaign, whose: tuple[int, str], people: Sequence[Invited]
) -> Forms:
    number, name = whose
    mine = [one for one in people if one.guide_id == number and one.junk is None]
    mine.sort(key=lambda one: (one.number or 0, one.customer_id))
    days = f"{campaign.first.isoformat()} - {campaign.last.isoformat()}"
    told = (days, page.calendar.day(page.now).isoformat())
    forms = tuple(_forms(page, mine))
    return Forms(f"{campaign.name}  {name}", told, forms, len(mine), name)


def _forms(page: Page, people: Sequence[Invited]) -> list[Form]:
    customers = {one.id: one for one in page.customers([one.customer_id for one in people])}
    agreed = [one for one in people if one.last("visit") or one.entry or one.came_at]
    return [
        _form(page, "calls", [(one, customers[one.customer_id]) for one in people]),
        _form(page, "visits", [(one, customers[one.customer_id]) for one in agreed]),
    ]


def _form(page: Page, kind: str, people: Sequence[tuple[Invited, Customer]]) -> Form:
    spoken, columns = language(), COLUMNS[kind]
    yes = tuple(word(ANSWERS, code, spoken) for code in ANSWERS)
    entries = tuple(word(ENTRIES, code, spoken) for code in ENTRIES)
    lists = {
        "grade": tuple(word(GRADES, code, spoken) for code in GRADES),
        **dict.fromkeys(("group", "joined", "came", "bought"), yes),
        "entry": entries,
        "not_bought": _reasons(page),
    }
    return Form(
        word(TITLES, kind, spoken),
        tuple(word(HEADERS, code, spoken) for code in columns),
        tuple(_row(page, columns, one, customer) for one, customer in people),
        {place: lists[code] for place, code in enumerate(columns) if code in lists},
        wide=frozenset(place for place, code in enumerate(columns) if code in WIDE),
    )


def _reasons(page: Page) -> tuple[str, ...]:
    from leadfunnel.i18n import named
    from leadfunnel.services.reasons import reasons_of

    names = [named(one.names) for one in reasons_of(page, "not_bought")]
    while sum(len(name) + 1 for name in names) > 255:  # what a list of Excel holds
        names.pop()
    return tuple(names)


def _row(page: Page, columns: Sequence[str], one: Invited, customer: Customer) -> tuple[str, ...]:
    """Return what is known of somebody; the rest is left to be filled in."""
    spoken, region = language(), page.settings.region
    visit, budget, reason = one.last("visit"), one.last("budget"), one.last("not_bought")
    answered = one.calls[-TRIES:]
    tries = {f"try{place}": _try(page, call) for place, call in enumerate(answered, 1)}
    entry = one.entry
    yes = word(ANSWERS, "yes", spoken)
    cells = {
        "number": str(one.number or ""),
        "name": customer.name or "",
        "phone": national(customer.phones[0].number, region) if customer.phones else "",
        "wechat": customer.wechat[0] if customer.wechat else "",
        "grade": word(GRADES, one.standing, spoken) if one.standing else "",
        "interest": ",".join(one.interests),
        **tries,
        **dict.fromkeys(("visit", "visit_time"), (visit and visit.on_day) or ""),
        **dict.fromkeys(("group", "joined"), yes if entry else ""),
        "entry": word(ENTRIES, entry, spoken) if entry else "",
        "budget": budget.value if budget else "",
        "came": yes if one.came_at is not None else "",
        "bought": yes if one.bought_at is not None else "",
        "amount": _amount(one),
        "not_bought": _reason_word(reason.value) if reason else "",
        "id": str(one.customer_id),
    }
    return tuple(cells.get(code, "") for code in columns)


def _reason_word(code: str) -> str:
    from leadfunnel.services.campaign_seats import reason_word

    return reason_word(code)


def _try(page: Page, call: Called) -> str:
    """Return one call as a cell: 4-28 10:20 未接."""
    spoken = language()
    code = "C" if not call.reached else call.grade
    told = word(GRADES, code, spoken) if code in GRADES else word(
        {"connected": CONNECTED}, "connected", spoken
    )  # fmt: skip
    when = page.calendar.local(call.at)
    return f"{when:%m-%d %H:%M} {told}".strip()


def _amount(one: Invited) -> str:
    sums = [sale for sale in one.sales if sale.amount is not None and sale.currency]
    if len({sale.currency for sale in sums}) != 1:
        return ""
    return decimal_string(sum(sale.amount or 0 for sale in sums), sums[0].currency or "")

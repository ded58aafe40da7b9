"""`pareto`: which customers, products or sellers make four fifths of the revenue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from leadfunnel.domain.calendar import Period, span
from leadfunnel.domain.pareto import Pareto, pareto
from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services import as_known
from leadfunnel.services.as_known import PRESENT, Known, Then
from leadfunnel.services.book import Book, Page
from leadfunnel.services.results.buyers import ParetoReport
from leadfunnel.services.sales import counted
from leadfunnel.services.sales_by import WORDS
from leadfunnel.services.weekly import When, period_of

BY = ("customer", "product", "owner")
CUSTOMER = ("customer", "客户", "客戶")
SHOWN = 20
Sums = list[tuple[str | int | None, int]]


class BadMakers(UnreadableError):
    """Revenue is traced to customers, products or owners."""

    code = "bad_grouping"
    message = N_("--by does not take {text}: one of {known}.")


@dataclass(frozen=True)
class Asked:
    """What is asked; moments as typed, `limit` None for all."""

    by: str = "customer"
    limit: int | None = SHOWN
    then: Then = PRESENT


class Makers:
    """`pareto`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def pareto(self, when: When, asked: Asked = Asked()) -> ParetoReport:
        """Return who makes 80 % of the revenue of a period, of all time where none is named."""
        by = read(asked.by)
        with as_known.opened(self.book, asked.then) as view:
            page, known = view.page, Known(view.until)
            period = named_period(view.present, when)
            found = tuple(_found(page, period, known, by))
            shown = [maker.key for one in found for maker in one.makers[: asked.limit]]
            return ParetoReport(
                by=by,
                first=period.first if period else None,
                last=period.last if period else None,
                found=found,
                names=_names(page, by, shown),
                limit=asked.limit,
                seen=view.seen,
            )


def read(text: str) -> str:
    """Return what revenue is traced to; raise BadMakers."""
    word = text.strip().lower()
    found = "customer" if word in CUSTOMER else WORDS.get(word)
    if found not in BY:
        raise BadMakers(text=text[:40], known=", ".join(BY))
    return found


def named_period(page: Page, when: When) -> Period | None:
    """Return the period named, None where none is: all that was recorded."""
    return None if when == When() else period_of(page, when)


def _found(page: Page, period: Period | None, known: Known, by: str) -> Iterator[Pareto]:
    if by == "customer":
        sums = _customers(page, period, known)
    else:
        sums = _groups(page, period or span(date(1970, 1, 2), date.max), known, by)
    for currency, makers in sums.items():
        total = sum(revenue for _, revenue in makers)
        yield pareto(currency, makers, len(makers), total)


def _customers(page: Page, period: Period | None, known: Known) -> dict[str, Sums]:
    name = "buyers.revenue" if period else "buyers.revenue_ever"
    days = {} if period is None else {"first": str(period.first), "last": str(period.last)}
    rows = page.session.each(name, until=known.until, **days)
    return {
        currency: [(row["customer_id"], row["revenue"]) for row in group]
        for currency, group in groupby(rows, key=lambda row: str(row["currency"]))
    }


def _groups(page: Page, days: Period, known: Known, by: str) -> dict[str, Sums]:
    sums: dict[str, Sums] = {}
    for row in counted(page, days, known, (by,)).rows():
        if row.revenue > 0:
            sums.setdefault(row.currency, []).append((row.group[0], row.revenue))
    return {
        currency: sorted(found, key=lambda pair: (-pair[1], str(pair[0])))
        for currency, found in sums.items()
    }


def _names(page: Page, by: str, keys: list[str | int | None]) -> dict[str | int | None, str]:
    if by != "customer":
        return {key: str(key) for key in keys if key is not None}
    ids = list(dict.fromkeys(key for key in keys if isinstance(key, int)))
    return {one.id: one.label for one in page.customers(ids)}

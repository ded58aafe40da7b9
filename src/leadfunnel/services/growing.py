"""`aarrr`: who was added, by which channel, and what became of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from leadfunnel.domain.aarrr import (
    CohortRow,
    Kept,
    Life,
    cohorts,
    qualities,
    quality,
    read_figure,
)
from leadfunnel.domain.calendar import Period
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services import as_known
from leadfunnel.services.as_known import PRESENT, Then, View
from leadfunnel.services.book import Book
from leadfunnel.services.channels import EVER, won_stages
from leadfunnel.services.pareto import named_period
from leadfunnel.services.results.aarrr import GrowthReport
from leadfunnel.services.results.people import Listing
from leadfunnel.services.sales_by import PLACES, TAG, WORDS, markers, read_by
from leadfunnel.services.weekly import When
from leadfunnel.store import purchases
from leadfunnel.store.sales import sellers
from leadfunnel.store.session import Row

COLUMNS = ("id", "name", "phone", "source", "stage", "last_contact", "spent")
LIMIT = 50
UNITS = ("week", "month")
WEEKLY_DAYS = 92
"""Cohorts of a period up to so many days are weeks, of a longer one months."""


class BadGrowthGrouping(UnreadableError):
    """Growth is not grouped by that."""

    code = "bad_grouping"
    message = N_("--by does not take {text}: one of {known}.")
    hint = N_("For example: leadfunnel aarrr --by source, or --by tag:region")


class BadCohort(UnreadableError):
    """Cohorts are of weeks or months."""

    code = "bad_cohort"
    message = N_("--per does not take {text}: one of {known}.")


@dataclass(frozen=True)
class Asked:
    """What is asked of growth; `per` is the unit of the cohorts, None for one that fits."""

    by: str = "source"
    per: str | None = None
    then: Then = PRESENT


class Growing:
    """`aarrr`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def growth(
        self, when: When, asked: Asked = Asked(), *, everything: bool = False
    ) -> GrowthReport:
        """Return who was added in a period and what became of them (domain.md, 3)."""
        by = _place(asked.by)
        with as_known.opened(self.book, asked.then) as view:
            period = named_period(view.present, when)
            lives, kept = list(_lives(view, period, by)), _kept(view)
            unit = _unit(asked.per, period)
            every = _cohorts(view, lives, unit)
            shown = len(every) if everything else view.page.rules("aarrr")["cohorts"]
            return GrowthReport(
                first=period.first if period else None,
                last=period.last if period else None,
                by=by,
                whole=quality(None, lives, kept),
                groups=qualities(lives, kept),
                unit=unit,
                cohorts=every[-shown:],
                earlier=len(every[:-shown]),
                kept=kept,
                seen=view.seen,
            )

    def people(
        self, text: str, when: When, asked: Asked = Asked(), limit: int | None = LIMIT
    ) -> Listing:
        """Return the people behind a figure, who was added last first."""
        by = _place(asked.by)
        with as_known.opened(self.book, asked.then) as view:
            page = view.page
            period = named_period(view.present, when)
            lives, kept = list(_lives(view, period, by)), _kept(view)
            unit = _unit(asked.per, period)
            wanted = read_figure(text, (row.label for row in _cohorts(view, lives, unit)))
            if wanted.name == "brought":
                referrers = replace(wanted, name="referral")
                above = {one.id for one in lives if referrers.holds(one, kept, unit)}
                rows = page.session.rows("aarrr.brought", **_span(view, period))
                ids = [row["child"] for row in rows if row["id"] in above]
            else:
                ids = [one.id for one in lives if wanted.holds(one, kept, unit)]
            ids = sorted(ids, reverse=True)
            shown = ids if limit is None else ids[:limit]
            sums = purchases.totals(page.session, shown)
            people = (replace(one, spent=sums.get(one.id, ())) for one in page.customers(shown))
            return Listing(tuple(people), len(ids) - len(shown), COLUMNS)


def _place(text: str) -> str:
    """Return what groups are made by; raise BadGrowthGrouping."""
    word = text.strip().lower()
    if WORDS.get(word) in PLACES or word.startswith(TAG):
        return read_by([text])[0]
    raise BadGrowthGrouping(text=text[:40], known=", ".join((*PLACES, "tag:DIM")))


def _unit(per: str | None, period: Period | None) -> str:
    if per is None:
        short = period is not None and (period.last - period.first).days < WEEKLY_DAYS
        return "week" if short else "month"
    found = WORDS.get(per.strip().lower())
    if found not in UNITS:
        raise BadCohort(text=per[:40], known=", ".join(UNITS))
    return found


def _kept(view: View) -> Kept:
    rules = view.page.rules("aarrr")
    return Kept(rules["weeks"], rules["days"], view.page.settings.week_start)


def _cohorts(view: View, lives: list[Life], unit: str) -> tuple[CohortRow, ...]:
    calendar = view.page.calendar
    today, over = calendar.day(view.until - 1), calendar.day(view.until) - timedelta(days=1)
    return cohorts(lives, unit, today, over, view.page.settings.week_start)


def _span(view: View, period: Period | None) -> dict[str, int]:
    """Return from when to when they were added, and up to when anything counts."""
    begin, end = view.page.calendar.bounds(period) if period else (0, EVER)
    return {"begin": begin, "end": max(begin, min(end, view.until)), "end_at": view.until}


def _lives(view: View, period: Period | None, by: str) -> Iterator[Life]:
    """Yield what became of everybody added in a period."""
    page = view.page
    session, day = page.session, page.calendar.day
    span = _span(view, period)
    added = {"begin": span["begin"], "end": span["end"]}
    junk = json.dumps([stage.code for stage in page.main.stages if stage.kind == "invalid"])
    rows = session.rows(
        "aarrr.people", **added, junk=junk, pipeline=page.main.name, won=won_stages(page)
    )
    contacts, sums = defaultdict(list), defaultdict(list)
    for row in session.each("aarrr.contacts", **added):
        contacts[row["id"]].append(day(row["at"]))
    for row in session.each("aarrr.sums", **added):
        sums[row["id"]].append((row["currency"], row["amount"]))
    brought: dict[int, int] = defaultdict(int)
    for row in session.each("aarrr.brought", **span):
        brought[row["id"]] += 1
    groups = _groups(view, by, rows)
    for row in rows:
        number = row["id"]
        yield Life(
            id=number,
            born_on=day(row["created_at"]),
            group=groups[number],
            contacts=tuple(sorted(contacts[number])),
            bought=bool(row["won"]),
            brought=brought[number],
            junk=bool(row["junk"]),
            sums=tuple(sums[number]),
        )


def _groups(view: View, by: str, rows: list[Row]) -> dict[int, str | None]:
    """Return by customer what they are grouped by."""
    told = markers(view.page, (by,)).get(by)
    if told is not None:
        marks = told([row["id"] for row in rows])
        return {row["id"]: marks.get(row["id"]) for row in rows}
    if by not in ("owner", "department"):
        return {row["id"]: row[by] or None for row in rows}
    names = sellers(view.page.session)
    return {row["id"]: names.get(row["owner_id"], (None, None))[by == "department"] for row in rows}

"""What a campaign came to: `campaign`, `campaign check|summary|compare`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from leadfunnel.domain import campaign_figures as figures
from leadfunnel.domain.campaign import Campaign
from leadfunnel.domain.campaign_figures import Figures, counted, still_open
from leadfunnel.domain.campaign_open import read_figure
from leadfunnel.domain.campaign_out import sheets_out
from leadfunnel.domain.invited import Invited, Span
from leadfunnel.domain.reason import names_of
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.services import as_known, campaigns, owners
from leadfunnel.services.as_known import PRESENT, Then
from leadfunnel.services.book import Book, Page
from leadfunnel.services.campaign_counting import Counting
from leadfunnel.services.looking import SHORT
from leadfunnel.services.results.campaigns import (
    CampaignReport,
    CampaignsCompared,
    GuideRow,
    SheetOut,
)
from leadfunnel.services.results.people import Listing


@dataclass(frozen=True)
class Asked:
    """Of which day people are asked for, as typed, whether of all days up to it, and of whom."""

    on: str | None = None
    whole: bool = False
    guide: str | None = None


class CampaignReports:
    """The evening check and the organiser's summary."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def check(
        self, name: str | None, on: str | None = None, then: Then = PRESENT
    ) -> CampaignReport:
        """Return what was done on a day, today unless another is named."""
        with as_known.opened(self.book, then) as view:
            page = view.page
            found = report(page, campaigns.one(page, name), _day(page, on), whole=False)
            return replace(found, seen=view.seen)

    def summary(
        self,
        name: str | None,
        on: str | None = None,
        then: Then = PRESENT,
        *,
        by_day: bool = False,
    ) -> CampaignReport:
        """Return what the campaign came to so far, or up to a day; with `by_day` also each day."""
        with as_known.opened(self.book, then) as view:
            page = view.page
            named, day = campaigns.one(page, name), _day(page, on)
            found = report(page, named, day, whole=True, by_day=by_day)
            return replace(found, seen=view.seen)

    def opened(self, name: str | None, figure: str, asked: Asked, then: Then = PRESENT) -> Listing:
        """Return the people behind a figure, of one guide or of all: as many as the figure says."""
        wanted = read_figure(figure)
        with as_known.opened(self.book, then) as view:
            page = view.page
            found, day = campaigns.one(page, name), _day(page, asked.on)
            until, span = _spanned(page, day, whole=asked.whole)
            guide = owners.the_one(page, asked.guide).id if asked.guide else None
            tries = page.rules("campaign")["tries"]
            ids = [
                one.customer_id
                for one in campaigns.people(page, found, until)
                if guide in (None, one.guide_id)
                and getattr(counted([one], span, day.isoformat(), tries), wanted)
            ]
            return Listing(page.customers(ids), 0, SHORT)

    def compare(self, names: Sequence[str], then: Then = PRESENT) -> CampaignsCompared:
        """Return what several campaigns came to."""
        with as_known.opened(self.book, then) as view:
            page, today = view.page, _day(view.page, None)
            found = [campaigns.one(page, name) for name in names]
            told = tuple(report(page, one, today, whole=True) for one in found)
            return CampaignsCompared(told, view.seen)


def _day(page: Page, text: str | None) -> date:
    today = page.calendar.day(page.now)
    if text is None:
        return today
    from leadfunnel.domain.moment import read_moment

    return read_moment(text, page.local_now, past=True, day=today, almanac=page.almanac).day


def report(
    page: Page, campaign: Campaign, day: date, *, whole: bool, by_day: bool = False
) -> CampaignReport:
    """Return the figures of a day, or of everything up to its end, also day by day."""
    until, span = _spanned(page, day, whole=whole)
    people = campaigns.people(page, campaign, until)
    guides = campaigns.guides(page, campaign)
    count = Counting(page, campaign, day, span)
    live = [one for one in people if one.junk is None]
    today = day.isoformat()
    return CampaignReport(
        campaign=campaign,
        whole=whole,
        today=day,
        rows=tuple(count.rows(guides, people, whole=whole)),
        total=count.total(people),
        interests=tuple(figures.interests(people)),
        not_came=tuple(
            figures.reasons((o for o in live if figures.missed_visit(o, today)), "not_came")
        ),
        not_bought=tuple(
            figures.reasons((o for o in live if o.came_at and not o.bought_at), "not_bought")
        ),
        junk=tuple(figures.reasons((o for o in people if o.junk is not None), "junk")),
        junk_sources=tuple(figures.junk_by_source(people)),
        tomorrow=_tomorrow(live, today, count.tries),
        checks=campaigns.checks(page, campaign),
        reasons=_names(people),
        junk_share=page.rules("campaign")["junk_share"],
        days=count.by_day(guides, people) if by_day else None,
        out=_out(page, live, today),
    )


def _spanned(page: Page, day: date, *, whole: bool) -> tuple[int, Span]:
    """Return up to when is looked, and the span that is counted."""
    until = min(page.calendar.end_of(day), page.now + 1)
    return until, Span(0 if whole else page.calendar.start_of(day), until)


def _out(page: Page, people: Sequence[Invited], today: str) -> tuple[SheetOut, ...] | None:
    """Return whose sheets are still out; None where nobody was given one."""

    def start_of(text: str) -> int:
        return page.calendar.start_of(date.fromisoformat(text))

    names = {one.id: one.name for one in owners.everyone(page)}
    found = sheets_out(people, today, start_of)
    if found is None:
        return None
    return tuple(
        SheetOut(names.get(one.guide_id, "-"), date.fromisoformat(one.since), one.people)
        for one in found
    )


def _tomorrow(people: Sequence[Invited], today: str, tries: int) -> dict[str, int]:
    """Return who is to be called next: keen, unsure, not reached; visits are for later."""
    found = dict.fromkeys(("keen", "unsure", "not_reached", "not_called", "visits"), 0)
    next_day = (date.fromisoformat(today) + timedelta(days=1)).isoformat()
    for one in people:
        visit = one.last("visit")
        if one.came_at is not None:
            continue
        if visit is not None and (visit.on_day or "") > today:
            found["visits"] += int(visit.on_day == next_day)
        elif one.standing in ("A", "B"):
            found["keen" if one.standing == "A" else "unsure"] += 1
        elif still_open(one, tries):
            found["not_reached" if one.calls else "not_called"] += 1
    return found


def _names(people: Iterable[Invited]) -> dict[str, Mapping[str, str]]:
    """Return what the reasons are called, by code."""
    codes = {one.value for person in people for one in person.facts if one.value}
    return {code: names for code in codes if (names := names_of(code)) is not None}


def totals(rows: Iterable[GuideRow]) -> Figures:
    """Return the sum of the rows, which is what all people come to."""
    total = Figures()
    for row in rows:
        total += row.figures
    return total

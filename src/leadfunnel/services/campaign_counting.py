"""What each guide of a sale event did in a span, and on each of its days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from leadfunnel.domain.campaign import Campaign, Guide
from leadfunnel.domain.campaign_figures import Figures, asked_at, counted
from leadfunnel.domain.invited import Invited, Span
from leadfunnel.services.book import Page
from leadfunnel.services.results.campaigns import CampaignDay, GuideRow


class Counting:
    """The rows of a report."""

    def __init__(self, page: Page, campaign: Campaign, day: date, span: Span) -> None:
        self.page = page
        self.campaign = campaign
        self.day = day
        self.span = span
        self.tries: int = page.rules("campaign")["tries"]

    def rows(
        self, guides: Sequence[Guide], people: Sequence[Invited], *, whole: bool
    ) -> list[GuideRow]:
        """Return a row for each guide, and one for those whom nobody invites, if there are any."""
        by_guide: defaultdict[int, list[Invited]] = defaultdict(list)
        for one in people:
            by_guide[one.guide_id].append(one)
        rows = [self._row(guide, by_guide.pop(guide.user_id, []), whole=whole) for guide in guides]
        rest = [one for group in by_guide.values() for one in group]
        return [*rows, *([self._row(None, rest, whole=whole)] if rest else [])]

    def _row(self, guide: Guide | None, people: Sequence[Invited], *, whole: bool) -> GuideRow:
        """Return what a guide did; goals are those of the days they worked on, or of the day."""
        total = self.total(people)
        if guide is None:
            return GuideRow(None, total, 0, 0, total.called, 0)
        live = [one for one in people if one.junk is None]
        called = self._days({(one.customer_id, call.at) for one in live for call in one.calls})
        booked = self._days({(one.customer_id, one.first("visit")) for one in live})
        asked = self._days({(one.customer_id, asked_at(one)) for one in live})
        days = [self.day] if not whole else sorted({*called, *booked, *asked})
        exchanges = [guide.invites(self.campaign.policy, booked[day]) for day in days]
        return GuideRow(
            guide,
            total,
            days=len(days),
            calls_goal=guide.calls * len(days),
            calls_done=sum(called[day] for day in days),
            group_goal=sum(one.goal for one in exchanges),
            exchange=None if whole else exchanges[0],
        )

    def total(self, people: Iterable[Invited]) -> Figures:
        """Return the figures of people in the span."""
        return counted(people, self.span, self.day.isoformat(), self.tries)

    def _days(self, found: Iterable[tuple[int, int | None]]) -> Counter[date]:
        """Count the people of each day, each once a day."""
        calendar = self.page.calendar
        held = {
            (number, calendar.day(at))
            for number, at in found
            if at is not None and self.span.holds(at)
        }
        return Counter(day for _number, day in held)

    def by_day(self, guides: Sequence[Guide], people: Sequence[Invited]) -> tuple[CampaignDay, ...]:
        """Return what was done on each day on which anything was; of guides who did something.

        What somebody did only once (asked, joined, booked, came, bought) stands on its day, so
        these columns, calls made, goals and amounts sum to those of the whole.
        """
        calendar = self.page.calendar
        active: defaultdict[date, list[Invited]] = defaultdict(list)
        for one in people:
            if one.junk is None:
                for day in {calendar.day(at) for at in _instants(one) if self.span.holds(at)}:
                    active[day].append(one)
        return tuple(self._day(day, guides, active[day]) for day in sorted(active))

    def _day(self, day: date, guides: Sequence[Guide], people: Sequence[Invited]) -> CampaignDay:
        calendar = self.page.calendar
        begin, end = calendar.start_of(day), calendar.end_of(day)
        span = Span(max(begin, self.span.begin), min(end, self.span.end))
        counting = Counting(self.page, self.campaign, day, span)
        rows = counting.rows(guides, people, whole=True)
        return CampaignDay(
            day, tuple(row for row in rows if row.figures.listed), counting.total(people)
        )


def _instants(one: Invited) -> Iterable[int]:
    """Return when something of the figures of a day happened to somebody."""
    left = one.last("group", "left")
    once = (
        *(asked_at(one), one.joined_at("phone"), one.joined_at("qr"), one.first("visit")),
        *(one.came_at, one.bought_at, left.at if left else None),
    )
    return (
        *(at for at in once if at is not None),
        *(call.at for call in one.calls),
        *(sale.at for sale in one.sales),
    )

"""`week`: the review of a week on one screen (seller.md, each Friday)."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import cached_property

from leadfunnel.domain import calendar as periods
from leadfunnel.domain.aged import age_of, differences
from leadfunnel.domain.calendar import Period, week_period
from leadfunnel.domain.figures import Cohort
from leadfunnel.domain.funnel import cohort
from leadfunnel.domain.journey import History, born_in, standing
from leadfunnel.domain.leaving import Span, moved
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.review_note import ReviewNote
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_
from leadfunnel.services import as_known, review_notes
from leadfunnel.services.activity import Worked, effort, leaders, worked
from leadfunnel.services.as_known import PRESENT, Known, Then
from leadfunnel.services.book import Book, Page
from leadfunnel.services.due import owner_id
from leadfunnel.services.funnels import marks
from leadfunnel.services.funnels.leaks import find
from leadfunnel.services.funnels.reading import Reading
from leadfunnel.services.funnels.scope import Scope, check_sums
from leadfunnel.services.outlook import outlook, rate_weeks
from leadfunnel.services.results.activity import Work
from leadfunnel.services.results.week import Ahead, Waiting, WeekReport, WeekRow
from leadfunnel.services.targets import targets
from leadfunnel.services.weekly import When, period_of
from leadfunnel.store import week as stored
from leadfunnel.store.sales import sellers

DAY, DAYS = 86_400, 7
OWNER = "owner"


@dataclass(frozen=True)
class Asked:
    """What the review is of: one owner's week, or groups side by side, as typed."""

    owner: str | None = None
    by: str | None = None


class Week:
    """`week`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def week(self, when: When, asked: Asked = Asked(), then: Then = PRESENT) -> WeekReport:
        """Return the review of a week; everything in it is as of the instant asked for."""
        with as_known.opened(self.book, then) as view:
            period = period_of(view.present, when)
            found = _Review(view.page, period, owner_id(view.page, asked.owner), asked.by)
            seen = view.seen
            return replace(
                found.report(), known_at=seen.known_at, recorded_since=seen.recorded_since
            )


class Recent(Reading):
    """The histories of the journeys in which something happened since an instant, and no others.

    So a week takes as long as the last weeks were busy, however large the store is. Whoever stood
    still all the time is in no cohort and no move of them.
    """

    def __init__(self, page: Page, since: int) -> None:
        super().__init__(page, page.main, Known(page.now + 1))
        self.since = since

    @cached_property
    def histories(self) -> tuple[History, ...]:
        """Every journey that changed since then; read on first use, and kept."""
        page = self.page
        found = self.moved(self.since)
        page.acting.progress(Phrase(N_("Reading the weeks")), len(found), None)
        return found


class _Review:
    """One week's review in the making."""

    def __init__(self, page: Page, period: Period, who: int | None, by: str | None) -> None:
        self.page, self.period, self.who = page, period, who
        self.by = marks.read_by(page, by) if by else None
        self.earlier = periods.previous(period, "week")
        calendar = page.calendar
        first = min(rate_weeks(page, period).first, self.earlier.first, self._leak_from())
        self.reading = Recent(page, calendar.start_of(first))
        self.names = {number: name for number, (name, _) in sellers(page.session).items()}

    def report(self) -> WeekReport:
        """Return the whole of it."""
        page, period, scope = self.page, self.period, self.scope
        page.acting.progress(Phrase(N_("Reading the weeks")), 0, None)
        flow, now = scope.flow(), scope.cohort()
        check_sums(now, flow)
        least = page.rules("funnel")["least"]
        won_new, won_old = self._won()
        progress = targets(page, self.who, page.calendar.day(page.now)).progress
        new = next((one.needed for one in progress if one.metric == "new" and one.needed), None)
        return WeekReport(
            pipeline=page.main,
            first=period.first,
            last=period.last,
            label=period.label,
            as_of=page.now,
            known_at=None,
            recorded_since=0,
            who=self._who(),
            by=self.by,
            age=self.age,
            total=self._row(None, now, self.worked.total),
            before=WeekRow(None, self._before(), self._work_before(), None, None),
            rows=self._rows() if self.by else (),
            steps=differences(now, self._before(), page.main, least),
            least=least,
            flow=flow,
            standing=self._standing(),
            jumps=scope.jumps(),
            leavings=scope.leavings(),
            won_new=won_new,
            won_old=won_old,
            buyers=stored.buyers(page.session, period.first, period.last, self.who),
            effort=effort(page, self.worked.days, self.who),
            leaders=leaders(self.worked.people),
            waiting=self.waiting,
            outlook=outlook(page, period, self.who, progress, self.reading.histories),
            leak=None if self.who else find(self.reading, self._leak_weeks()),
            ahead=self._ahead(new),
            workdays=self._workdays(),
            notes=self._notes(period),
            promised=self._notes(self.earlier),
        )

    # --- the funnel

    @cached_property
    def scope(self) -> Scope:
        """The week's journeys, or those of one owner by the rule of each view."""
        if self.who is None:
            return Scope(self.reading, self.period, "week")
        mark, name = self.reading.mark(OWNER), self.names.get(self.who)
        return Scope(self.reading, self.period, "week", mark, name)

    @property
    def age(self) -> int:
        """The time since the week began, in seconds."""
        return age_of(self.scope.bounds, self.reading.until)

    def _before(self) -> Cohort:
        """Return the cohort of the week before as far as it had got at the age of this one."""
        then = replace(self.scope, period=self.earlier)
        return cohort(then.born(), self.page.main, then.bounds[0] + self.age)

    def _won(self) -> tuple[int, int]:
        """Count who came to a won stage in the week: this week's newcomers, and the others."""
        main, ground = self.page.main, self.scope.ground
        span = Span(*self.scope.moving, ground.mark, ground.segment)
        won = {
            history.journey_id: born_in(history, *self.scope.bounds)
            for history in self.reading.histories
            for _stood, change in moved(history, main, span)
            if main.by_code[change.target].kind == "won"
        }
        return sum(won.values()), len(won) - sum(won.values())

    def _standing(self) -> dict[str, int]:
        """Count who stands at each stage at the end of the week, from who stands there now."""
        found = stored.standing(self.page.session, self.who)
        end = self.scope.moving[1]
        if end < self.reading.until:
            self._taken_back(found, end)
        return dict(found)

    def _taken_back(self, found: Counter[str], end: int) -> None:
        """Put everybody who moved since the end of the week where they stood then."""
        mark, name = self.scope.mark, self.scope.segment
        for history in self.reading.histories:
            for instant, sign in ((self.reading.until, -1), (end, 1)):
                stood = standing(history, self.page.main, instant)
                if stood and (mark is None or mark(history, instant, None) == name):
                    found[stood[0]] += sign

    def _leak_weeks(self) -> Period:
        """Return the weeks in which a leak is looked for, up to this one."""
        days = DAYS * self.page.rules("leak")["weeks"]
        return periods.span(self.period.last - timedelta(days=days - 1), self.period.last)

    def _leak_from(self) -> date:
        """Return the first day of all those a leak is judged by."""
        rules = self.page.rules("leak")
        return self.period.last - timedelta(days=DAYS * rules["weeks"] * (rules["periods"] + 1) - 1)

    # --- what was done

    @cached_property
    def worked(self) -> Worked:
        """What was done in the week."""
        return worked(self.page, self.period, self.who)

    def _work_before(self) -> Work:
        """Return what was done in as many days of the week before."""
        days = len(self.worked.days.days)
        first = self.earlier.first
        last = first + timedelta(days=max(days, 1) - 1)
        return worked(self.page, Period(first, last, self.earlier.label), self.who).total

    def _row(self, name: str | None, figures: Cohort, work: Work | None) -> WeekRow:
        waiting = self.waiting
        return WeekRow(
            name,
            figures,
            work,
            sum(waiting.without_next.values()),
            sum(waiting.lost_track.values()),
        )

    def _rows(self) -> tuple[WeekRow, ...]:
        """Return the groups side by side, the largest first."""
        mark = self.reading.mark(self.by or OWNER)
        scope = Scope(self.reading, self.period, "week", mark)
        born: dict[str | None, list[History]] = {}
        for history in self.scope.born():
            first = history.changes[0]
            born.setdefault(mark(history, first.at, first), []).append(history)
        done = {one.name: one.total for one in self.worked.people} if self.by == OWNER else {}
        waiting = self.waiting
        rows = [
            WeekRow(
                name,
                cohort(born.get(name, ()), scope.pipeline, self.reading.until),
                done.get(name),
                waiting.without_next.get(name, 0) if self.by == OWNER else None,
                waiting.lost_track.get(name, 0) if self.by == OWNER else None,
            )
            for name in {*born, *done}
        ]
        return tuple(sorted(rows, key=lambda row: (-row.cohort.population, row.name or "")))

    # --- who waits, what is ahead

    @cached_property
    def waiting(self) -> Waiting:
        """Who waits for a next step, and whom nobody spoke to for long."""
        page = self.page
        days, late_days = page.rules("week")["lost_track_days"], page.rules("audit")["late_days"]
        opened = [stage.code for stage in page.main.ladder if stage.kind == "open"]
        needing = [stage.code for stage in page.main.ladder if stage.needs_next]
        today = page.calendar.day(page.now)
        return Waiting(
            self._named(stored.without_next(page.session, needing, today)),
            self._named(stored.lost_track(page.session, opened, page.now + 1 - days * DAY)),
            days,
            self._named(self._late(late_days)),
            late_days,
        )

    def _late(self, days: int) -> stored.Counts:
        return stored.late(self.page.session, self.page.main.name, self.scope.moving, days * DAY)

    def _named(self, counts: stored.Counts) -> dict[str | None, int]:
        return {
            self.names.get(owner) if owner is not None else None: count
            for owner, count in counts.items()
            if self.who in (None, owner)
        }

    def _ahead(self, new_a_day: int | None) -> Ahead:
        after = week_period(self.period.last + timedelta(days=1), self.page.settings.week_start)
        found = stored.ahead(self.page.session, after.first, after.last, self.who)
        return Ahead(after.first, after.last, found, new_a_day)

    def _workdays(self) -> tuple[date, ...]:
        works = self.page.almanac.workdays.works
        days = (self.period.first + timedelta(days=n) for n in range(7))
        return tuple(day for day in days if works(day))

    # --- words

    def _who(self) -> str | None:
        """Return whose week it is: the one asked for, or whoever works here alone."""
        if self.who is not None:
            return self.names.get(self.who)
        working = [one.name for one in self.worked.people if one.name]
        return working[0] if len(working) == 1 and len(self.names) == 1 else None

    def _notes(self, period: Period) -> tuple[ReviewNote, ...]:
        """Return what was written about these days, in the order it was written."""
        return tuple(sorted(review_notes.notes(self.page, period), key=lambda note: note.id))

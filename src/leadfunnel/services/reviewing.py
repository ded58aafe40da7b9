"""`review`: what a weekly meeting goes through, step by step, and what acts on each."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from leadfunnel.domain.calendar import Period, month_period, week_period
from leadfunnel.domain.figures import widest
from leadfunnel.domain.record import replace
from leadfunnel.services.activity import Activity
from leadfunnel.services.auditing import Auditing
from leadfunnel.services.book import Book, Page
from leadfunnel.services.deals import Deals, Sought
from leadfunnel.services.due import Due
from leadfunnel.services.funnels.leaks import Leaks
from leadfunnel.services.reporting import Reporting
from leadfunnel.services.results.activity import ActivityReport
from leadfunnel.services.results.leak import opening
from leadfunnel.services.results.promised import Promises
from leadfunnel.services.results.review import Act, Ahead, Review, ReviewStep
from leadfunnel.services.results.targets import Standing
from leadfunnel.services.review_notes import ReviewNotes
from leadfunnel.services.targets import Targets
from leadfunnel.services.weekly import Asked, Weekly, When, period_of
from leadfunnel.store import timeline

STEPS = ("before", "funnel", "leak", "overdue", "stuck", "audit", "ahead", "notes")
SHOWN = 5
"""So many people are shown of a list; the command beside it lists all."""

Found = tuple[tuple[object, ...], tuple[Act, ...]]


class Reviewing:
    """The steps of a review, each read when it is come to: acting on one changes the next."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def review(self, when: When) -> Review:
        """Return all steps."""
        steps = tuple(self.step(key, when) for key in STEPS)
        with self.book.read() as page:
            return Review(period_of(page, when), steps)

    def step(self, key: str, when: When) -> ReviewStep:
        """Return one step as things stand now."""
        found, acts = getattr(self, f"_{key}")(when)
        hints = _HINTS.get(key, ())
        return ReviewStep(key, STEPS.index(key) + 1, len(STEPS), found, acts, hints)

    def _before(self, when: When) -> Found:
        written = ReviewNotes(self.book).written(when).before
        if written is None:
            return (), ()
        open_ = sum(note.outcome is None for note in written.notes)
        act = Act(_command("review", when, "--last"), open_)
        return (written,), (act,) if open_ else ()

    def _funnel(self, when: When) -> Found:
        report = Weekly(self.book).funnel(when, Asked(view="cohort"))
        acts = [Act(_command("funnel", when, "--compare"))]
        if report.cohort is not None:
            step = widest(report.cohort.stages)
            if step is not None:
                base, code, stuck = step
                acts.insert(0, Act(_command("funnel", when, f"--open {base}-{code}"), stuck))
        return (report,), tuple(acts)

    def _leak(self, when: When) -> Found:
        """Return the leak of the last weeks, for one week has mostly too few to tell."""
        weeks = _weeks(when)
        report = Leaks(self.book).leak(weeks, Asked())
        acts = [Act(_command("leak", weeks))]
        if report.worst is not None and report.worst.tried.by is None:
            tried = report.worst.tried
            acts.append(Act(opening(report), tried.here.n - tried.here.part))
        if report.strengthen is not None and report.strengthen.from_playbook:
            acts.append(Act(f"playbook show {report.strengthen.stage.code}"))
        return (report,), tuple(acts)

    def _overdue(self, _when: When) -> Found:
        found = Due(self.book).due(span="overdue")
        count = len(found.items) + found.more
        shown = Promises(found.items[:SHOWN], count - len(found.items[:SHOWN]))
        return (shown,), (Act("due --overdue", count),) if count else ()

    def _stuck(self, when: When) -> Found:
        """Return whom their stage holds too long, and the deals past the day they were to close."""
        people = Weekly(self.book).open(when, Asked(limit=SHOWN), "too-long")
        deals = Deals(self.book).list(Sought(states=("late",), limit=SHOWN))
        late = len(deals.items) + deals.more
        acts = []
        if people.customers:
            acts.append(Act("funnel --open too-long", len(people.customers) + people.more))
        if late:
            acts.append(Act("deal list --late", late))
        return (people, deals) if late else (people,), tuple(acts)

    def _audit(self, _when: When) -> Found:
        report = Auditing(self.book).audit(None, None)
        count = len(report.findings) + len(report.unbought) + report.unbought_more
        return (report,), (Act("audit", count),) if count else ()

    def _ahead(self, when: When) -> Found:
        done = Activity(self.book).activity(when)
        with self.book.read() as page:
            found = _after(page, period_of(page, when), when.kind or "week", done)
        acts = [Act(_command("activity", when))]
        if found.targets is not None:
            acts.append(Act("target list"))
        if found.booked:
            acts.append(Act("due"))
        return (found,), tuple(acts)

    def _notes(self, when: When) -> Found:
        """Return what is written, and what was found, to be taken as the problem."""
        found = Reporting(self.book).problems(when)
        leak = Leaks(self.book).leak(_weeks(when), Asked())
        drafts = replace(found, parts={**found.parts, "leak": leak})
        return (ReviewNotes(self.book).written(when).now, drafts), ()


_HINTS = {
    "overdue": ("snooze --overdue --over 3d --owner NAME",),
    "stuck": ("funnel --open too-long | leadfunnel next - monday",),
    "ahead": ("target set new 20 --per day",),
    "notes": ("review note problem TEXT", "review note remedy TEXT", "review note outlook TEXT"),
}


def _weeks(when: When) -> When:
    """Return the days in which a leak is looked for: several weeks for the present one."""
    return When() if when in (When(), When("week")) else when


def _command(name: str, when: When, more: str = "") -> str:
    """Return a command about the same period."""
    period = f"--week-of {when.of}" if when.of else f"--{when.kind}" if when.kind else ""
    return " ".join(word for word in (name, period, more) if word)


def _after(page: Page, period: Period, kind: str, done: ActivityReport) -> Ahead:
    first = period.last + timedelta(days=1)
    week = kind == "week"
    after = week_period(first, page.settings.week_start) if week else month_period(first)
    promised = timeline.open_promises(page.session, None)
    days = Counter(one.due.day for one in promised if after.first <= one.due.day <= after.last)
    today = page.calendar.day(page.now)
    found = Targets(page, None, today)
    standing = Standing(found.today, None, found.progress(), found.yesterday(), found.week())
    return Ahead(
        period=after,
        booked=days.total(),
        busiest=max(days.items(), key=lambda one: (one[1], -one[0].toordinal()), default=None),
        targets=standing if standing.progress else None,
        pipeline=page.main,
        outlook=done.outlook,
    )

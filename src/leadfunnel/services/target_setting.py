"""`target set|list|rm`: targets of a person, or the same for everybody."""

from __future__ import annotations

import json
from datetime import date, timedelta

from leadfunnel.domain import target as goals
from leadfunnel.domain.money import Money
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Phrase, Sentence, said
from leadfunnel.domain.target import METRICS, PERS, STAGE, Target
from leadfunnel.errors import N_, NotFoundError, UnreadableError
from leadfunnel.i18n import language
from leadfunnel.services import amounts, due, profile
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.measures import place_of, stage_of
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.targets import Standing, TargetList
from leadfunnel.services.targets import Targets
from leadfunnel.store import targets as stored

MOST = 1_000_000


class BadGoal(UnreadableError):
    """A goal is a whole number above nothing."""

    code = "bad_goal"
    message = N_("The goal {text} is no number from 1 to {most}.")
    hint = N_("For example: leadfunnel target set calls 50 --per day")


class NoTarget(NotFoundError):
    """No such target is set."""

    code = "no_target"
    message = N_("No target {metric} is set.")
    hint = N_("See them with: leadfunnel target list")


@dataclass(frozen=True)
class Wanted:
    """A target as typed."""

    metric: str
    goal: str
    per: str | None = None
    owner: str | None = None
    ramp: str | None = None
    from_: str | None = None


@dataclass(frozen=True)
class Slot:
    """What can have only one target at a time."""

    metric: str
    per: str
    owner_id: int | None

    def takes(self, target: Target) -> bool:
        """Tell whether a target stands here."""
        return (target.metric, target.per, target.owner_id) == (
            self.metric,
            self.per,
            self.owner_id,
        )


class TargetSetting:
    """`target set|list|rm`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def list(self, owner: str | None = None) -> TargetList:
        """Return how far the targets of the acting user are, of another, or of each for `all`."""
        with self.book.read() as page:
            if owner is None:
                mine = page.user_id if page.user_id is not None else -1
                return TargetList((_standing(page, mine, page.acting.user),))
            number = due.owner_id(page, owner)
            if number is not None:
                return TargetList((_standing(page, number, owner),))
            each = stored.workers(page.session).items()
            return TargetList(tuple(_standing(page, number, name) for number, name in each))

    def set(self, wanted: Wanted) -> Changed:
        """Set a target, in place of the one there was for this metric, length and person."""
        metric = goals.read_metric(wanted.metric)
        per = goals.read_per(wanted.per or ("month" if metric == "sales" else "day"))
        ramp = goals.read_ramp(wanted.ramp) if wanted.ramp else ()
        with self.book.record("target set", f"{metric} {wanted.goal} / {per}") as page:
            metric = _checked(page, metric)
            number, currency = _goal(page, metric, wanted.goal)
            owner = profile.owner_id(page, wanted.owner.strip()) if wanted.owner else None
            first = _first_day(page, wanted.from_)
            target = Target(0, metric, owner, per, number, currency, first, None, ramp)
            changed = put(page, target)
            return Changed(
                page.ledger.recorded, (), (_told(page, target, wanted.owner, changed=changed),)
            )

    def remove(self, metric: str, per: str | None = None, owner: str | None = None) -> Changed:
        """End the targets of a metric from today on."""
        metric = goals.read_metric(metric)
        wanted = goals.read_per(per) if per else None
        with self.book.record("target rm", metric) as page:
            metric = _checked(page, metric)
            number = due.owner_id(page, owner) if owner else None
            found = [
                target
                for target in stored.targets(page.session)
                if target.metric == metric
                and target.owner_id == number
                and wanted in (None, target.per)
                and (target.until_on is None or target.until_on >= page.calendar.day(page.now))
            ]
            if not found:
                raise NoTarget(metric=metric)
            for target in found:
                end(page, target, page.calendar.day(page.now))
            ended = N_("No more target: {metric} {goal} {per}.")
            told = tuple(said(ended, **told_of(page, target)) for target in found)
            return Changed(page.ledger.recorded, (), told)


def put(page: Writing, target: Target) -> bool:
    """Set a target from its first day on; return whether it differs from the one there was."""
    slot = Slot(target.metric, target.per, target.owner_id)
    there = [
        old
        for old in stored.targets(page.session)
        if slot.takes(old) and (old.until_on is None or old.until_on >= target.from_on)
    ]
    same = [old for old in there if old.from_on <= target.from_on and _like(old, target)]
    if len(there) == 1 and same:
        return False
    for old in there:
        end(page, old, target.from_on)
    page.ledger.insert(
        "sales_target",
        metric=target.metric,
        owner_id=target.owner_id,
        per=target.per,
        goal=target.goal,
        currency=target.currency,
        from_on=target.from_on.isoformat(),
        until_on=None,
        ramp=json.dumps(target.ramp) if target.ramp else None,
        recorded_at=page.now,
    )
    return True


def end(page: Writing, target: Target, day: date) -> None:
    """Let a target hold up to the day before; one that began no earlier was never there."""
    if target.from_on >= day:
        page.ledger.void("sales_target", target.id, None)
    else:
        last = (day - timedelta(days=1)).isoformat()
        page.ledger.update("sales_target", target.id, None, until_on=last)


def told_of(page: Page, target: Target) -> dict[str, object]:
    """Return what is said of a target: metric, goal, per, and the day it holds from."""
    money = Money(target.goal, target.currency) if target.currency else None
    return {
        "metric": _metric_words(page, target.metric),
        "goal": money or target.goal,
        "per": Phrase(PERS[target.per][0]),
        "day": target.from_on,
    }


def _metric_words(page: Page, metric: str) -> str:
    if metric in METRICS:
        return Phrase(METRICS[metric][0])
    found = stage_of(page, metric)
    return found.name(language()) if found else metric


def _like(old: Target, new: Target) -> bool:
    told = (new.goal, new.currency, new.ramp)
    same = (old.goal, old.currency, old.ramp) == told and old.until_on is None
    return same and (not new.ramp or old.from_on == new.from_on)


def _told(page: Page, target: Target, owner: str | None, *, changed: bool) -> Sentence:
    values = {**told_of(page, target), "owner": owner}
    if not changed:
        return said(N_("{metric} {goal} {per} was the target already."), **values)
    if owner:
        return said(N_("Target of {owner}: {metric} {goal} {per}, from {day}."), **values)
    return said(N_("Target: {metric} {goal} {per}, from {day}."), **values)


def _standing(page: Page, owner_id: int, name: str) -> Standing:
    today = page.calendar.day(page.now)
    found = Targets(page, owner_id, today)
    return Standing(today, name, found.progress(), found.yesterday(), found.week())


def _checked(page: Page, metric: str) -> str:
    """Return the metric with its pipeline and stage by code, as it is kept."""
    if not metric.startswith(STAGE):
        return metric
    pipeline, stage = place_of(page, metric)
    return f"{STAGE}{pipeline.name}/{stage.code}"


def _goal(page: Page, metric: str, text: str) -> tuple[int, str | None]:
    """Return the goal: money for sales, else a count."""
    if metric == "sales":
        money = amounts.read_money(page, text)
        if money.minor <= 0:
            raise BadGoal(text=text[:40], most=MOST)
        return money.minor, money.currency
    plain = text.strip().replace(",", "")
    if not (plain.isascii() and plain.isdigit() and len(plain) < 9 and 1 <= int(plain) <= MOST):
        raise BadGoal(text=text[:40], most=MOST)
    return int(plain), None


def _first_day(page: Page, text: str | None) -> date:
    """Return the day from which a target holds, which may lie in the past."""
    today = page.typed.day(page.now)
    if text is None:
        return page.calendar.day(page.now)
    from leadfunnel.domain.moment import read_day

    return read_day(text, page.local_now, day=today, almanac=page.almanac)

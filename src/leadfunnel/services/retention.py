"""`retention`: who is kept longer than the rules of the store say, and erasing them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import said
from leadfunnel.errors import N_
from leadfunnel.services.book import Book, Page
from leadfunnel.services.forgetting import Deed, Forgetting
from leadfunnel.services.results.changed import Done
from leadfunnel.services.results.retained import Retained, RetentionReport
from leadfunnel.store import definitions
from leadfunnel.store.session import Row

RULES = ("left", "silent", "bought")
SHOWN = 50


@dataclass(frozen=True)
class Limits:
    """The first day that is not too long ago, by rule; a rule that is off is not in it."""

    since: dict[str, date]

    @property
    def latest(self) -> date | None:
        """The day of the strictest rule; None where all are off."""
        return max(self.since.values(), default=None)


class Retention:
    """Finds and erases those whom nobody has had to do with for too long."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def report(self, limit: int | None = SHOWN) -> RetentionReport:
        """Return whom the rules are about, the longest silent first."""
        with self.book.read() as page:
            found = sorted(_found(page), key=lambda one: (one[2], one[0]))
            months = {rule: int(page.rules("retention")[rule]["months"]) for rule in RULES}
            shown = found[:limit]
            people = {one.id: one for one in page.customers([one[0] for one in shown])}
            items = tuple(Retained(people[number], rule, last) for number, rule, last in shown)
            counts = {rule: sum(one[1] == rule for one in found) for rule in RULES}
            return RetentionReport(items, counts, months, more=len(found) - len(shown))

    def apply(self, *, dry_run: bool) -> Done:
        """Erase all of them, once that is agreed."""
        with self.book.read() as page:
            ids = sorted(number for number, _, _ in _found(page))
        if not ids:
            text = N_(
                "Nobody is kept longer than the rules say. "
                "To see them: leadfunnel config get retention"
            )
            return Done("retention", (said(text),), {"customers": [], "dry_run": dry_run})
        question = N_("Erase {count} customers for good, {customers} ...? This cannot be undone.")
        deed = Deed("retention", f"{len(ids)}")
        return Forgetting(self.book).erase(ids, deed, question, dry_run=dry_run)


def _found(page: Page) -> Iterator[tuple[int, str, date]]:
    """Yield the number of each customer with the rule and the day anything last happened."""
    limits = _limits(page)
    latest = limits.latest
    if latest is None:
        return
    before = page.calendar.start_of(latest)
    told = {"before": before, "day": latest.isoformat(), "words": json.dumps(_open_stages(page))}
    for row in page.session.each("retention.quiet", **told):
        rule = _rule(row, page.main)
        last = page.calendar.day(_last(row))
        if row["last_bought_on"]:
            last = max(last, date.fromisoformat(row["last_bought_on"]))
        if rule in limits.since and last < limits.since[rule]:
            yield row["id"], rule, last


def _limits(page: Page) -> Limits:
    from dateutil.relativedelta import relativedelta

    today = page.calendar.day(page.now)
    rules = page.rules("retention")
    months = {rule: int(rules[rule]["months"]) for rule in RULES}
    since = {rule: today - relativedelta(months=count) for rule, count in months.items() if count}
    return Limits(since)


def _open_stages(page: Page) -> list[str]:
    """Return the codes of the stages in which a deal is still open."""
    pipelines = definitions.pipelines(page.session).values()
    codes = {stage.code for one in pipelines for stage in one.stages if stage.kind == "open"}
    return sorted(codes)


def _rule(row: Row, main: Pipeline) -> str:
    stage = main.by_code.get(row["stage"] or "")
    if stage is not None and stage.kind in ("lost", "invalid"):
        return "left"
    return "bought" if row["purchases"] else "silent"


def _last(row: Row) -> int:
    """Return the instant of the last thing that happened."""
    return max(row[key] or 0 for key in ("created_at", "last_touch_at", "stage_since"))

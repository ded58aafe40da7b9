"""`audit`: the honesty check of the pipeline."""

from __future__ import annotations

import json
from datetime import date

from leadfunnel.domain.audit import FINDINGS, Finding, Look, Rules, findings
from leadfunnel.domain.deal import Deal
from leadfunnel.services import as_known, deals
from leadfunnel.services.as_known import PRESENT, Then
from leadfunnel.services.book import Book, Page
from leadfunnel.services.due import owner_id
from leadfunnel.services.keen_grades import keen_grades
from leadfunnel.services.results.audit import AuditReport, KeenGrades
from leadfunnel.store import deals as stored

SHOWN = 20
MANAGES = ("manager", "经理", "主管", "店长", "boss", "owner")


class Auditing:
    """What somebody should look at; nothing is ever changed by it."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def audit(self, owner: str | None, pipeline: str | None, then: Then = PRESENT) -> AuditReport:
        """Return the findings; where a manager is known, others see only those about their own."""
        with as_known.opened(self.book, then) as view:
            page = view.page
            names = [page.pipeline(pipeline).name] if pipeline else deals.deal_pipelines(page)
            every = stored.load(page.session, names, view.until)
            number = owner_id(page, owner)
            mine = [deal for deal in every if number is None or deal.owner[0] == number]
            look = _look(page, view.until)
            found = [
                one for deal in mine for one in findings(deal, page.pipeline(deal.pipeline), look)
            ]
            shown = _visible(page, found)
            unbought, more, imported = _unbought(page, number)
            named = {one.deal.id: one.deal for one in shown}
            order = list(FINDINGS)
            return AuditReport(
                findings=tuple(sorted(shown, key=lambda one: (order.index(one.code), one.deal.id))),
                views={one.deal.id: one for one in deals.views(page, named.values())},
                unbought=page.customers(unbought),
                unbought_more=more,
                imported_deals=sum(deal.imported for deal in mine),
                imported_customers=imported,
                hidden=len(found) - len(shown),
                seen=view.seen,
                keen_grades=_keen_grades(page, number),
            )


def _look(page: Page, until: int) -> Look:
    session = page.session

    def contacts(deal: Deal, since: int) -> int:
        rows = session.values(
            "deals.contacts_since", customer_id=deal.customer_id, since=since, until=until
        )
        return len(rows)

    days = session.values("quotas.days")
    return Look(
        rules=Rules(**page.rules("audit")),
        now=until - 1,
        today=page.calendar.day(until - 1),
        contacts=contacts,
        quota_days=[page.calendar.start_of(date.fromisoformat(day)) for day in days],
        bought=frozenset(session.values("deals.bought")),
    )


def _keen_grades(page: Page, owner: int | None) -> tuple[KeenGrades, ...]:
    found = keen_grades(page, owner)
    return found if _sees_all(page) else tuple(o for o in found if o.user_id == page.user_id)


def _visible(page: Page, found: list[Finding]) -> list[Finding]:
    """Return what the acting user may see: a rep where there is a manager only what is theirs."""
    if _sees_all(page):
        return found
    return [one for one in found if one.deal.owner[0] == page.user_id]


def _sees_all(page: Page) -> bool:
    users = page.session.rows("operations.user_all")
    managers = {row["id"] for row in users if (row["role"] or "").lower() in MANAGES}
    return not managers or page.user_id in managers


def _unbought(page: Page, owner: int | None) -> tuple[list[int], int, int]:
    """Return customers at a won stage who bought nothing, how many more, how many imported."""
    if page.main.unit != "customer":
        return [], 0, 0
    stages = [stage.code for stage in page.main.stages if stage.kind in ("won", "repeat")]
    rows = page.session.rows("audit.unbought", stages=json.dumps(stages))
    mine = [row for row in rows if owner is None or row["owner_id"] == owner]
    own = [row["id"] for row in mine if not row["imported"]]
    return own[:SHOWN], len(own) - len(own[:SHOWN]), len(mine) - len(own)

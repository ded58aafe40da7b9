"""Complaints: opened by `log WHO complaint`, closed by `solve`, listed by `case list`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from leadfunnel.domain.capture import check_note
from leadfunnel.domain.interaction import read_kind
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.domain.service_case import OPEN, SOLVED, Case, figures
from leadfunnel.errors import N_, NotFoundError, RefusedError, UnreadableError
from leadfunnel.services import touches, who
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.results.cases import CaseList, CaseOf
from leadfunnel.services.results.changed import Changed
from leadfunnel.store import service

SHOWN = 1000


class NoCase(NotFoundError):
    """No case of this number."""

    code = "no_case"
    message = N_("No case {ref}.")
    hint = N_("See them with: leadfunnel case list")


class NoOpenCase(NotFoundError):
    """The customer has no complaint that waits."""

    code = "no_open_case"
    message = N_("{name} (#{id}) has no open case.")
    hint = N_("Open one with: leadfunnel log {id} complaint TEXT")


class SolvedAlready(RefusedError):
    """The case was solved before."""

    code = "solved_already"
    message = N_("The case {ref} is solved already.")
    hint = N_("If it is not: leadfunnel log {id} complaint TEXT opens another.")


class HowSolved(UnreadableError):
    """A solution must say something."""

    code = "how_solved"
    message = N_("Say how it was solved.")
    hint = N_("For example: leadfunnel solve {who} 'sent a new one, she is content'")


class Cases:
    """`solve`, `case list`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def solve(self, text: str, words: str, *, kind: str | None = None) -> Changed:
        """Close a case by `c12`, or a customer's oldest open one; the others are named."""
        if not words.strip():
            raise HowSolved(who=text)
        check_note(words)
        with self.book.record("solve", text.strip()) as page:
            found = _chosen(page, text)
            number = found.customer_id
            entry = touches.Entry(read_kind(kind or "service"), words.strip())
            kept = touches.write_contact(page, number, entry)
            page.ledger.update(
                "service_case",
                found.id,
                number,
                status=SOLVED,
                solved_at=max(page.now, found.opened_at),
                resolution=words.strip(),
            )
            page.settle()
            customer = page.customer(number)
            first = said(N_("Solved {ref}: {customer}."), ref=found.ref, customer=customer)
            left = [_still_open(case) for case in open_cases(page, [number]).get(number, ())]
            return Changed(page.ledger.recorded, (customer,), (first, *kept, *left))

    def list(self, state: str | None = None, owner: str | None = None) -> CaseList:
        """Return the cases, open ones first and the oldest of them on top, with their figures."""
        with self.book.read() as page:
            from leadfunnel.services.due import owner_id

            found = service.cases(page.session, owner_id(page, owner))
            after = page.session.values("service.bought_after")
            chosen = [case for case in found if state in (None, case.status)]
            chosen.sort(key=lambda case: (not case.is_open, case.opened_at, case.id))
            shown = chosen[:SHOWN]
            by_id = {one.id: one for one in page.customers([case.customer_id for case in shown])}
            items = tuple(CaseOf(case, by_id[case.customer_id]) for case in shown)
            return CaseList(items, len(chosen) - len(shown), figures(found, frozenset(after)))


def open_case(
    page: Writing, number: int, interaction: int | None, complaint: str, at: int
) -> tuple[Sentence, ...]:
    """Record a complaint that waits to be solved, and say so."""
    found = page.ledger.insert(
        "service_case",
        number,
        interaction_id=interaction,
        complaint=complaint.strip(),
        opened_at=at,
        status=OPEN,
        user_id=page.me,
        recorded_at=page.now,
    )
    told = N_("Opened the case c{case}; when it is solved: leadfunnel solve {id} TEXT")
    return (said(told, case=found, id=number),)


def open_cases(page: Page, ids: Sequence[int]) -> dict[int, list[Case]]:
    """Return the open cases of customers, the oldest first; whoever has none is left out."""
    found: dict[int, list[Case]] = {}
    for case in service.open_among(page.session, ids):
        found.setdefault(case.customer_id, []).append(case)
    return found


def _still_open(case: Case) -> Sentence:
    return said(N_("Still open: {ref} {complaint}."), ref=case.ref, complaint=case.complaint)


def _chosen(page: Page, text: str) -> Case:
    """Return the case meant: `c12`, or the oldest open one of a customer."""
    if re.fullmatch("[cC][0-9]{1,18}", text.strip()):
        found = service.case(page.session, int(text.strip()[1:]))
        if found is None:
            raise NoCase(ref=text.strip())
        if not found.is_open:
            raise SolvedAlready(ref=found.ref, id=found.customer_id)
        return found
    number = who.one(page, text)
    waiting = open_cases(page, [number]).get(number)
    if not waiting:
        raise NoOpenCase(name=page.customer(number).label, id=number)
    return waiting[0]

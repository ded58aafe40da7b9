"""Follow-ups: `next`, `done`, `snooze`, `cancel`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from leadfunnel.domain.customer import Due
from leadfunnel.domain.followup import FollowUp
from leadfunnel.domain.interaction import KINDS, UnknownKind, read_kind
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, NotFoundError, RefusedError
from leadfunnel.services import plan_watch, who
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.results.changed import Changed
from leadfunnel.store import timeline

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    from leadfunnel.domain.moment import Moment
    from leadfunnel.services.whom import Whom


class NoPromise(NotFoundError):
    """No follow-up of this number."""

    code = "no_follow_up"
    message = N_("No open follow-up {ref}.")
    hint = N_("See them with: leadfunnel due")


class NoOpenPromise(NotFoundError):
    """The customer has no open follow-up."""

    code = "no_open_follow_up"
    message = N_("{name} (#{id}) has no open follow-up.")
    hint = N_("Promise one with: leadfunnel next {id} tomorrow")


class AlreadyClosed(RefusedError):
    """The follow-up was closed before."""

    code = "already_closed"
    message = N_("The follow-up {ref} is closed already.")


class FollowUps:
    """The verbs about promises."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def next(self, named: str | Whom, words: Sequence[str], kind: str | None = None) -> Changed:
        """Promise a follow-up: the leading words are the moment, the rest is the note."""
        if not isinstance(named, str):
            from leadfunnel.services.promising import promise_all

            return promise_all(self.book, named, words, kind)
        with self.book.record("next", "", *who.asked(named)) as page:
            number = who.one(page, named)
            moment, used = leading(page, words)
            note = " ".join(words[used:]).strip()
            promise(page, number, moment, read_promise_kind(kind), note)
            return _told(page, [number], said(N_("Next: {moment}."), moment=moment))

    def done(
        self,
        text: str,
        *,
        kind: str | None = None,
        note: str = "",
        when: str | None = None,
    ) -> Changed:
        """Close a promise as kept; `kind` logs what was done, `when` promises the next one."""
        from leadfunnel.services import touches

        with self.book.record("done", "", *who.asked(text)) as page:
            found = _chosen(page, text)
            kept_by: int | None = None
            planned: tuple[Sentence, ...] = ()
            if kind is not None:
                entry = touches.Entry(kind=read_kind(kind), text=note)
                kept_by = touches.write(page, found.customer_id, entry)
                planned = plan_watch.touched(page, found.customer_id, kept_by, entry)
            _close(page, found, "done", kept_by)
            spoken = [said(N_("Done: {follow_up}."), follow_up=found), *planned]
            if when is not None:
                spoken.append(promise_next(page, found.customer_id, when, found.kind))
            page.session.ahead(("timeline.promises_of", {"customer_id": found.customer_id}))
            page.settle()
            return _told(page, [found.customer_id], *spoken, *_others(page, found))

    def snooze(self, text: str, words: Sequence[str]) -> Changed:
        """Move a promise to another moment."""
        with self.book.record("snooze") as page:
            found = _chosen(page, text)
            moment = read_when(page, " ".join(words))
            due = due_at(page, moment)
            page.ledger.update(
                "follow_up",
                found.id,
                found.customer_id,
                due_on=due.day.isoformat(),
                due_at=due.at,
            )
            text = N_("Moved: {follow_up} to {moment}.")
            return _told(page, [found.customer_id], said(text, follow_up=found, moment=moment))

    def cancel(self, text: str) -> Changed:
        """Take a promise back without keeping it."""
        with self.book.record("cancel") as page:
            found = _chosen(page, text)
            _close(page, found, "cancelled", None)
            return _told(
                page, [found.customer_id], said(N_("Cancelled: {follow_up}."), follow_up=found)
            )


def leading(page: Page, words: Sequence[str]) -> tuple[Moment, int]:
    """Return the moment with which words begin, and how many of them it takes."""
    from leadfunnel.domain.moment import UnreadableMoment, leading_moment
    from leadfunnel.domain.moment_bare import ahead

    today = page.typed.day(page.now)

    def read(words: Sequence[str]) -> tuple[Moment, int]:
        return leading_moment(words, page.local_now, day=today, almanac=page.almanac)

    try:
        return read(words)
    except UnreadableMoment:
        for count in (2, 1):
            text = ahead(" ".join(words[:count]))
            if text is not None:
                moment, used = read([text, *words[count:]])
                return moment, used - 1 + count
        raise


def read_when(page: Page, text: str) -> Moment:
    """Read the moment of a promise, or how far ahead it is; never in the past."""
    from leadfunnel.domain.moment import UnreadableMoment, read_moment
    from leadfunnel.domain.moment_bare import ahead

    today = page.typed.day(page.now)
    try:
        return read_moment(text, page.local_now, day=today, almanac=page.almanac)
    except UnreadableMoment:
        later = ahead(text)
        if later is None:
            raise
        return read_moment(later, page.local_now, day=today, almanac=page.almanac)


def read_past(page: Page, text: str) -> int:
    """Read when something happened, as an instant; a day alone is its end, or now if today."""
    from leadfunnel.domain.moment import read_moment

    today = page.typed.day(page.now)
    return past_instant(
        page, read_moment(text, page.local_now, past=True, day=today, almanac=page.almanac)
    )


def past_instant(page: Page, moment: Moment) -> int:
    """Return the instant of a moment in the past; a day alone is its end, or now if today."""
    if moment.time is not None:
        return page.typed.instant(moment.day, moment.time)
    if moment.day == page.typed.day(page.now):
        return page.now
    return page.typed.start_of(moment.day + timedelta(days=1)) - 1


def due_at(page: Page, moment: Moment) -> Due:
    """Return when a promise falls due, in the store's calendar."""
    if moment.time is None:
        return Due(moment.day)
    at = page.typed.instant(moment.day, moment.time)
    return Due(page.calendar.day(at), at)


def promise(page: Writing, number: int, moment: Moment, kind: str, note: str) -> int:
    """Record a promise to a customer and return its number."""
    from leadfunnel.services import consents

    consents.warn(page, number, kind)
    due = due_at(page, moment)
    return page.ledger.insert(
        "follow_up",
        number,
        kind=kind,
        due_on=due.day.isoformat(),
        due_at=due.at,
        note=note,
        owner_id=page.me,
        recorded_at=page.now,
    )


def promise_next(page: Writing, number: int, when: str, kind: str = "call") -> Sentence:
    """Read a moment, promise it to a customer, and return how it was read."""
    moment = read_when(page, when)
    promise(page, number, moment, kind, "")
    return said(N_("Next: {moment}."), moment=moment)


def read_promise_kind(text: str | None) -> str:
    """Return the kind of a promise; a call unless said otherwise."""
    if text is None:
        return "call"
    kind = read_kind(text)
    if kind == "note":
        raise UnknownKind(text=text, kinds=", ".join(code for code in KINDS if code != "note"))
    return kind


def keep(page: Writing, number: int, interaction_id: int, at: int) -> list[FollowUp]:
    """Close the promises that a contact at that instant kept: made by then and due by today."""
    today = page.calendar.day(page.now)
    kept = [
        item
        for item in timeline.promises(page.session, number)
        if item.due.day <= today and item.recorded_at <= at
    ]
    for item in kept:
        _close(page, item, "done", interaction_id)
    return kept


def cancel_all(page: Writing, number: int) -> tuple[Sentence, ...]:
    """Cancel every open promise to a customer and say which."""
    found = timeline.promises(page.session, number)
    for item in found:
        _close(page, item, "cancelled", None)
    return tuple(said(N_("Cancelled: {follow_up}."), follow_up=item) for item in found)


def _close(page: Writing, found: FollowUp, status: str, kept_by: int | None) -> None:
    page.ledger.update(
        "follow_up",
        found.id,
        found.customer_id,
        status=status,
        closed_at=page.now,
        kept_by=kept_by,
    )


def _chosen(page: Writing, text: str) -> FollowUp:
    """Return the follow-up meant: `f12`, or a customer's earliest open one."""
    if re.fullmatch(r"[fF]\d{1,18}", text.strip()):
        found = timeline.promise(page.session, int(text.strip()[1:]))
        if found is None:
            raise NoPromise(ref=text.strip())
        if found.status != "open":
            raise AlreadyClosed(ref=found.ref)
        return found
    number = who.one(page, text)
    open_ones = timeline.promises(page.session, number)
    if not open_ones:
        raise NoOpenPromise(name=page.customer(number).label, id=number)
    return open_ones[0]


def _others(page: Writing, found: FollowUp) -> list[Sentence]:
    return [
        said(N_("Still open: {follow_up}."), follow_up=item)
        for item in timeline.promises(page.session, found.customer_id)
        if item.recorded_at < page.now
    ]


def _told(page: Writing, ids: Sequence[int], *spoken: Sentence) -> Changed:
    page.settle()
    customers = page.customers(ids)
    heads = tuple(said(N_("{customer}"), customer=customer) for customer in customers)
    return Changed(page.ledger.recorded, customers, (*heads, *spoken), understood(spoken))


def understood(spoken: Sequence[Sentence]) -> dict[str, object]:
    """Return how the moment of the next follow-up was read, when one was said."""
    moments: list[Any] = [
        sentence.values["moment"] for sentence in spoken if "moment" in sentence.values
    ]
    return {"next": moments[-1].iso()} if moments else {}

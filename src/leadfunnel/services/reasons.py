"""`reason list|add|rm`, and the code of a reason that was typed."""

from __future__ import annotations

from leadfunnel.domain import reason as lists
from leadfunnel.domain.reason import LeavingReason
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, NotFoundError, RefusedError, UnreadableError
from leadfunnel.i18n import language
from leadfunnel.services.book import Book, Page
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.reasons import ReasonLists
from leadfunnel.store import definitions

KIND = "reason"
LONGEST, MOST = 40, 60


class BadReason(UnreadableError):
    """A reason is a few words."""

    code = "bad_reason"
    message = N_("A reason is a text of 1 to {most} characters, not a number.")
    hint = N_("For example: leadfunnel reason add lost 太远")


class ThereAlready(RefusedError):
    """The list has this reason."""

    code = "reason_there"
    message = N_("{reason} stands in the list already.")


class TooManyReasons(RefusedError):
    """A list that nobody picks from."""

    code = "too_many_reasons"
    message = N_("The list has {most} reasons; more cannot be picked from.")
    hint = N_("Take one off: leadfunnel reason rm {name} WORD")


class NoReason(NotFoundError):
    """The list has no such reason."""

    code = "no_reason"
    message = N_("{reason} does not stand in the list {name}.")
    hint = N_("See them with: leadfunnel reason list")


class Reasons:
    """The lists of reasons."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def list(self, name: str | None = None) -> ReasonLists:
        """Return all lists, or one of them."""
        wanted = lists.LISTS if name is None else (lists.read_list(name),)
        with self.book.read() as page:
            return ReasonLists(tuple((one, reasons_of(page, one)) for one in wanted))

    def offered(self, exit_kind: str | None, to: str | None, pipeline: str | None) -> ReasonLists:
        """Return the list to pick from for an exit, none where it is not known yet which."""
        with self.book.read() as page:
            kind = exit_kind or (_kind(page, to, pipeline) if to else None)
            if kind not in lists.LISTS:
                return ReasonLists(())
            return ReasonLists(((kind, reasons_of(page, kind)),), numbered=True)

    def add(self, name: str, text: str) -> Changed:
        """Add a reason to a list, or bring back one that was taken off."""
        name, text = lists.read_list(name), " ".join(text.split())
        if not 0 < len(text) <= LONGEST or text.isdigit() or not text.isprintable():
            raise BadReason(most=LONGEST)
        with self.book.record("reason add", f"{name} {text}") as page:
            there = reasons_of(page, name)
            if lists.meant(there, text):
                raise ThereAlready(reason=text)
            if len(there) >= MOST:
                raise TooManyReasons(most=MOST, name=name)
            gone = lists.meant(lists.shipped()[name], text)
            if gone:
                definitions.withdraw(page.ledger, KIND, f"{name}/{gone.code}")
            else:
                definitions.put(page.ledger, KIND, f"{name}/{text}", {"off": False})
            return Changed(page.ledger.recorded, (), (said(N_("Added: {reason}."), reason=text),))

    def remove(self, name: str, text: str) -> Changed:
        """Take a reason off a list; who left for it keeps it."""
        name = lists.read_list(name)
        with self.book.record("reason rm", f"{name} {text}") as page:
            found = lists.meant(reasons_of(page, name), text)
            if found is None:
                raise NoReason(reason=text[:LONGEST], name=name)
            key = f"{name}/{found.code}"
            if found.own:
                definitions.withdraw(page.ledger, KIND, key)
            else:
                definitions.put(page.ledger, KIND, key, {"off": True})
            return Changed(
                page.ledger.recorded, (), (said(N_("Taken off: {reason}."), reason=text),)
            )


def reasons_of(page: Page, name: str) -> tuple[LeavingReason, ...]:
    """Return the reasons of a list: those shipped but for what was taken off, then one's own."""
    own = {
        key.removeprefix(f"{name}/"): body["off"]
        for key, body in definitions.all_declared(page.session, KIND).items()
        if key.startswith(f"{name}/")
    }
    shipped = [reason for reason in lists.shipped()[name] if not own.get(reason.code)]
    added = [LeavingReason(code, {"en": code}, own=True) for code, off in own.items() if not off]
    return (*shipped, *added)


def coded(page: Page, name: str, text: str | None) -> str | None:
    """Return the code of the reason that is meant; what is no reason of the list stays as said."""
    if not text or name not in lists.LISTS:
        return text
    found = lists.meant(reasons_of(page, name), text)
    return found.code if found else text


def unlisted(page: Page, name: str, reason: str | None) -> tuple[Sentence, ...]:
    """Return what there is to say of a reason that is none of its list."""
    if not reason or name not in lists.LISTS or lists.meant(reasons_of(page, name), reason):
        return ()
    text = N_(
        "No reason of the list is {reason}; it is kept as said. leadfunnel reason list {name}"
    )
    return (said(text, reason=reason, name=name),)


def _kind(page: Page, to: str, pipeline: str | None) -> str | None:
    """Return the kind of an exit by its name, None for what is no stage."""
    try:
        return page.pipeline(pipeline).find(to, language()).kind
    except UnreadableError:
        return None

"""`add -`: what was pasted from a chat, a parcel or a list, each piece a customer."""

from __future__ import annotations

from collections.abc import Callable

from leadfunnel.domain.called import is_person, is_spoken
from leadfunnel.domain.pasted import Pasted, read_pasted
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sentence import Phrase, Sentence, counted
from leadfunnel.errors import N_, LeadfunnelError, RefusedError, UnreadableError
from leadfunnel.i18n import spoken
from leadfunnel.services.book import Book, Writing
from leadfunnel.services.details import Details, Entering, Known, understand
from leadfunnel.services.results.changed import Changed

TIMED = ("ownership", "stage_change", "interaction")
"""Tables whose new rows happened when the message was sent."""
LONGEST = 200_000


class NothingPasted(UnreadableError):
    """Standard input held no text."""

    code = "nothing_pasted"
    message = N_("Nothing to read: standard input is empty.")
    hint = N_("Paste the text and end it with Ctrl-D, or: leadfunnel add - < chat.txt")


class PastedTooMuch(UnreadableError):
    """More than anybody copies out of a chat."""

    code = "pasted_too_much"
    message = N_("The text is too long: at most {limit} characters.")
    hint = N_("Save it as a file and use: leadfunnel import FILE")


class OnlySaid(UnreadableError):
    """A piece of a chat that names no customer."""

    code = "only_said"
    message = N_('"{text}" reads like something said and names no customer')


class PastedRefused(RefusedError):
    """Pieces that cannot be added; nothing was."""

    code = "pasted_refused"
    message = N_("Pieces that cannot be added: {count} of {total}; nothing was changed.")
    hint = N_("Mend or remove these lines; who is known already is added to with --update.")


Enter = Callable[[Writing, Known, Entering], Changed]


@dataclass(frozen=True)
class Paste:
    """What was pasted, and what flags say about every customer of it."""

    text: str
    details: Details
    entering: Entering


def add(book: Book, paste: Paste, enter: Enter, *, dry_run: bool = False) -> Changed:
    """Add every customer of a pasted text as one operation; raises PastedRefused."""
    if not paste.text.strip():
        raise NothingPasted()
    if len(paste.text) > LONGEST:
        raise PastedTooMuch(limit=LONGEST)
    recording = book.rehearse if dry_run else book.record
    with recording("add", "-") as page:
        pieces = read_pasted(paste.text, page.local_now)
        done, problems = [], []
        for piece in pieces:
            try:
                done.append(_one(page, piece, paste, enter))
            except LeadfunnelError as error:
                problems.append(_problem(piece, error))
        if problems:
            raise PastedRefused(count=len(problems), total=len(pieces), problems=problems)
        people = tuple(customer for changed in done for customer in changed.customers)
        told = tuple(sentence for changed in done for sentence in changed.said)
        return Changed(
            None if dry_run else page.ledger.recorded,
            () if dry_run else people,
            (*told, _counted(len(done), dry_run)),
            {"pieces": [changed.understood for changed in done]},
            dry_run=dry_run,
        )


def _counted(count: int, dry_run: bool) -> Sentence:
    if dry_run:
        return counted(N_("{count} piece read."), N_("{count} pieces read."), count)
    return counted(N_("{count} piece added."), N_("{count} pieces added."), count)


def _one(page: Writing, piece: Pasted, paste: Paste, enter: Enter) -> Changed:
    note = "\n".join(part for part in (piece.note, paste.entering.note or "") if part)
    entering = replace(paste.entering, note=note or None)
    known = understand(page, piece.text, _details(piece, paste.details), entering)
    _check_named(piece, known)
    first = {table: int(page.session.value(f"facts.next_{table}")) for table in TIMED}
    changed = enter(page, known, entering)
    if piece.at is not None and changed.customers:
        _date(
            page,
            changed.customers[0].id,
            first,
            page.typed.instant(piece.at.date(), piece.at.time()),
        )
    return changed


def _check_named(piece: Pasted, known: Known) -> None:
    """Refuse what was only said in a chat; a phone or id is always somebody's."""
    name, given = known.details.name or "", piece.name or known.identities
    if given or known.details.company:
        return
    if is_spoken(name) or (piece.apart and not is_person(name)):
        raise OnlySaid(text=name[:40])


def _details(piece: Pasted, flags: Details) -> Details:
    """Return what the labels say beside the flags, which win."""
    tags = (f"region:{piece.region}",) if piece.region else ()
    return replace(
        flags,
        name=flags.name if flags.name is not None else piece.name or None,
        address=flags.address if flags.address is not None else piece.address or None,
        phones=(*piece.phones, *flags.phones),
        tags=(*tags, *flags.tags),
    )


def _date(page: Writing, number: int, first: dict[str, int], at: int) -> None:
    """Let what was written for a customer have happened when its message was sent."""
    page.ledger.update("customer", number, number, created_at=min(at, page.now))
    for table, start in first.items():
        for row in range(start, int(page.session.value(f"facts.next_{table}"))):
            page.ledger.update(table, row, number, at=at)


def _problem(piece: Pasted, error: LeadfunnelError) -> dict[str, object]:
    text = spoken(Phrase(error.message, **error.values))
    return {
        "row": piece.line,
        "text": Phrase(N_("line {line}: {reason}"), line=piece.line, reason=text),
    }

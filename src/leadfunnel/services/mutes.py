"""`mute`: one reason to be reminded of a customer rests until a day."""

from __future__ import annotations

from leadfunnel.domain.customer import Due
from leadfunnel.domain.reminder import REASONS, read_reason
from leadfunnel.domain.sentence import Phrase, said
from leadfunnel.errors import N_, RefusedError, UnreadableError
from leadfunnel.services import who
from leadfunnel.services.book import Book
from leadfunnel.services.results.changed import Changed


class UntilWhen(UnreadableError):
    """A rest has an end."""

    code = "until_when"
    message = N_("Say until when: --until WHEN; or --off to be reminded again.")
    hint = N_("For example: leadfunnel mute 12 going_cold --until 'next month'")


class TooSoon(UnreadableError):
    """A rest that ends today is none."""

    code = "too_soon"
    message = N_("That is today: the reminder would not rest at all.")
    hint = N_("Give a later --until.")


class NotMuted(RefusedError):
    """There is no rest to end."""

    code = "not_muted"
    message = N_("{name} (#{id}) is not muted for this reason.")
    hint = N_("See what is: leadfunnel show {id}")


class Mutes:
    """`mute`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def mute(self, text: str, reason: str, until: str | None) -> Changed:
        """Let a reason rest for a customer until a day; from that day on it shows again."""
        code = read_reason(reason)
        if until is None:
            raise UntilWhen()
        from leadfunnel.services import promises

        with self.book.record("mute", code) as page:
            number = who.one(page, text)
            day = promises.due_at(page, promises.read_when(page, until)).day
            if day <= page.calendar.day(page.now):
                raise TooSoon()
            row = page.session.row("wishes.mute", customer_id=number, reason=code)
            if row is None:
                given = {"reason": code, "until": day.isoformat(), "user_id": page.me}
                page.ledger.insert("mute", number, **given)
            else:
                page.ledger.update("mute", row["id"], number, until=day.isoformat())
            page.settle()
            customer = page.customer(number)
            text = N_("{customer} is not shown until {until} for this reason: {reason}.")
            spoken = said(text, customer=customer, until=Due(day), reason=_word(code))
            return Changed(page.ledger.recorded, (customer,), (spoken,))

    def unmute(self, text: str, reason: str) -> Changed:
        """End a rest before its day."""
        code = read_reason(reason)
        with self.book.record("mute", f"{code} --off") as page:
            number = who.one(page, text)
            row = page.session.row("wishes.mute", customer_id=number, reason=code)
            if row is None:
                raise NotMuted(name=page.customer(number).label, id=number)
            page.ledger.void("mute", row["id"], number)
            page.settle()
            customer = page.customer(number)
            text = N_("{customer} is shown again for this reason: {reason}.")
            spoken = said(text, customer=customer, reason=_word(code))
            return Changed(page.ledger.recorded, (customer,), (spoken,))


def _word(code: str) -> Phrase:
    return Phrase(REASONS[code][0])

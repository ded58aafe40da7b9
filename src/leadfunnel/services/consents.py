"""`consent`: what customers allow, with its history, and the warnings that heed it."""

from __future__ import annotations

from leadfunnel.domain.consent import ALL, CHANNELS, OF_KIND, Consent, read_channel, standing
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Phrase, said
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services import plan_watch, who
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.people import Consents


class WhichState(UnreadableError):
    """A channel, a manner or a moment says nothing without a state."""

    code = "which_state"
    message = N_("Say one of --given and --withdrawn.")


@dataclass(frozen=True)
class Wish:
    """What was said of a channel, as typed; `given` None only asks for the history."""

    given: bool | None = None
    channel: str | None = None
    how: str | None = None
    at: str | None = None


class Consenting:
    """`consent`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def show(self, text: str) -> Consents:
        """Return what a customer said about being contacted, the newest last."""
        with self.book.read() as page:
            customer = page.customer(who.one(page, text))
            return Consents(customer, history(page, customer.id))

    def set(self, text: str, wish: Wish) -> Changed:
        """Record that a customer allowed a channel or forbade it; every channel unless named."""
        if wish.given is None:
            raise WhichState()
        from leadfunnel.domain.capture import check_note

        channel = read_channel(wish.channel or ALL)
        state = "given" if wish.given else "withdrawn"
        check_note(wish.how or "")
        with self.book.record("consent", f"{channel} {state}") as page:
            number = who.one(page, text)
            at = None
            if wish.at is not None:
                from leadfunnel.services import promises

                at = promises.read_past(page, wish.at)
            write(page, number, channel, state, how=(wish.how or "").strip(), at=at)
            page.settle()
            customer = page.customer(number)
            first = N_("{customer} allows: {channel}.")
            if not wish.given:
                first = N_("{customer} forbids: {channel}.")
            spoken = said(first, customer=customer, channel=_word(channel))
            return Changed(page.ledger.recorded, (customer,), (spoken, *page.heard(number)))


def history(page: Page, number: int) -> tuple[Consent, ...]:
    """Return what a customer said about being contacted, the newest last."""
    rows = page.session.rows("wishes.consents_of", customer_id=number)
    return tuple(
        Consent(
            row["channel"], row["state"], row["how"], row["at"], row["recorded_at"],
            row["user_name"],
        )
        for row in rows
    )  # fmt: skip


def write(
    page: Writing, number: int, channel: str, state: str, *, how: str = "", at: int | None = None
) -> None:
    """Record a wish; the last one about every channel is the mark not to contact at all."""
    page.ledger.insert(
        "consent",
        number,
        channel=channel,
        state=state,
        how=how,
        at=page.now if at is None else at,
        recorded_at=page.now,
        user_id=page.me,
    )
    last = standing((wish for wish in history(page, number) if wish.channel == ALL), ALL)
    if last is not None:
        forbidden = int(last.state == "withdrawn")
        page.ledger.update("customer", number, number, do_not_contact=forbidden)
        if forbidden:
            plan_watch.forbidden(page, number)


def warn(page: Page, number: int, kind: str) -> None:
    """Warn when a customer is to be contacted who asked not to be, or not in this way."""
    row = page.session.row("facts.get_customer", row_id=number)
    channel = OF_KIND.get(kind)
    wish = standing(history(page, number), channel) if channel else None
    if wish is not None and wish.channel != ALL:
        if wish.state == "withdrawn":
            text = N_("{customer} asked not to be contacted by {channel}.")
            page.acting.warn(
                said(text, customer=page.customer(number), channel=_word(wish.channel))
            )
        return
    if row is not None and row["do_not_contact"]:
        text = N_("{customer} asked not to be contacted.")
        page.acting.warn(said(text, customer=page.customer(number)))


def _word(channel: str) -> Phrase:
    return Phrase(CHANNELS[channel][0])

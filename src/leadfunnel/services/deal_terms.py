"""Adding deals and changing what they are worth: every change is a row of its history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from leadfunnel.domain.capture import LONGEST_NAME, check_note
from leadfunnel.domain.deal import Deal, Terms
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, RefusedError, UnreadableError
from leadfunnel.i18n import language
from leadfunnel.services import deals, ladder, log_echo, owners, promises, who
from leadfunnel.services.amounts import read_money
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.passage import StageStep, change_stage
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.deals import plain
from leadfunnel.store import deals as stored
from leadfunnel.store import people

KEY_ACCOUNT = "key-account"
COLUMNS = ("amount", "currency", "probability", "closes_on", "product", "owner_id")


class NotADealPipeline(UnreadableError):
    """Deals travel on pipelines of deals only."""

    code = "not_a_deal_pipeline"
    message = N_("{pipeline} is no pipeline of deals: one of {pipelines}.")
    hint = N_("Name one with --pipeline.")


class LongTitle(UnreadableError):
    """A title is a few words."""

    code = "long_title"
    message = N_("The title is too long: {length} characters, at most {limit}.")


class NothingToChange(UnreadableError):
    """A change must say what changes."""

    code = "nothing_to_change"
    message = N_("Say what to change about {ref}.")
    hint = N_("For example: leadfunnel deal edit {ref} --amount 80万 --close 月底")


class NoHelper(RefusedError):
    """Somebody who does not help cannot be let off."""

    code = "no_helper"
    message = N_("{name} does not help with {ref}.")


class BeforeDeal(RefusedError):
    """A deal's terms cannot be older than the deal."""

    code = "before_deal"
    message = N_("{ref} began after that moment.")
    hint = N_("Give a later --at, or leave it out.")


class ClosedDeal(RefusedError):
    """What a deal was worth when it closed stays so."""

    code = "closed_deal"
    message = N_("{ref} is closed since {day}; what it was worth then stays.")
    hint = N_("Give with --at a day before that, or change its title, owner, note or helpers.")


@dataclass(frozen=True)
class Offer:
    """What is said of a deal, as typed; None is not said, an empty text clears."""

    amount: str | None = None
    product: str | None = None
    close: str | None = None
    title: str | None = None
    probability: str | None = None
    owner: str | None = None
    note: str | None = None
    at: str | None = None
    helpers: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


class DealTerms:
    """`deal add` and `deal edit`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def add(self, text: str, offer: Offer, pipeline: str | None, stage: str | None) -> Changed:
        """Open a deal with a customer, at the first stage or at the one named."""
        about = " ".join(filter(None, (offer.title or offer.product, offer.amount)))
        with self.book.record("deal add", about) as page:
            number = who.one(page, text)
            on = _pipeline(page, pipeline)
            at = page.now if offer.at is None else promises.read_past(page, offer.at)
            journey = page.ledger.insert(
                "journey", number, pipeline=on.name, unit="deal", title=_title(offer)
            )
            customer = page.customer(number)
            owner = customer.owner.id if customer.owner else page.me
            spoken = _new_people(page, offer)
            terms = _changed(page, Terms(at, page.now, owner_id=owner), offer)
            _write(page, number, journey, terms, at)
            spoken += _enter(page, number, journey, on, stage, at)
            _beside(page, number, journey, offer)
            spoken += _past(page, journey, offer, at)
            added = told(page, journey, N_("Added {deal}."), spoken)
            return replace(added, said=(*added.said, *log_echo.say_missing(page, number)))

    def edit(self, text: str, offer: Offer) -> Changed:
        """Change what is known of a deal; what it was worth before stays in its history."""
        with self.book.record("deal edit", text) as page:
            deal = deals.find(page, text)
            if offer == Offer(at=offer.at):
                raise NothingToChange(ref=deal.ref)
            at = page.now if offer.at is None else promises.read_past(page, offer.at)
            if at < deal.shifts[0].at:
                raise BeforeDeal(ref=deal.ref)
            _check_closed(page, deal, offer, at)
            number = deal.customer_id
            if offer.title is not None:
                page.ledger.update("journey", deal.id, number, title=_title(offer))
            spoken = _new_people(page, offer)
            _renew(page, deal, offer, at)
            _beside(page, number, deal.id, offer)
            spoken += _past(page, deal.id, offer, at)
            done = N_("Changed {deal}.") if page.ledger.recorded else N_("Nothing new: {deal}.")
            return told(page, deal.id, done, spoken)


def _new_people(page: Writing, offer: Offer) -> tuple[Sentence, ...]:
    """Record whom an offer names for the first time, and return what there is to say of them."""
    names = [name.strip() for name in (offer.owner or "", *offer.helpers)]
    return tuple(one for name in names if name for one in owners.named(page, name)[1])


def _check_closed(page: Page, deal: Deal, offer: Offer, at: int) -> None:
    """Refuse to change what a deal was worth after it closed."""
    terms = (offer.amount, offer.product, offer.close, offer.probability)
    if deal.is_open(page.pipeline(deal.pipeline)) or all(one is None for one in terms):
        return
    if at >= deal.last.at:
        raise ClosedDeal(ref=deal.ref, day=page.calendar.day(deal.last.at))


def _past(page: Writing, journey: int, offer: Offer, at: int) -> tuple[Sentence, ...]:
    """Say that an open deal is to close on a day that was past already when that was agreed."""
    deal = stored.one(page.session, journey)
    closes = deal.worth.closes if deal and offer.close else None
    if deal is None or closes is None or closes >= page.calendar.day(at):
        return ()
    if not deal.is_open(page.pipeline(deal.pipeline)):
        return ()
    return (said(N_("{day} is past: {ref} counts as late."), day=closes, ref=deal.ref),)


def told(page: Writing, journey: int, text: str, more: Sequence[Sentence] = ()) -> Changed:
    """Return what became of a deal: its customer, a sentence with the deal as it now stands."""
    page.settle()
    deal = stored.one(page.session, journey)
    assert deal is not None  # noqa: S101 - just written
    found = deals.view(page, deal)
    echo = said(text, deal=found)
    return Changed(
        page.ledger.recorded,
        page.customers([deal.customer_id]),
        (echo, *more),
        {"deal": plain(found)},
    )


def _pipeline(page: Page, name: str | None) -> Pipeline:
    if name is None:
        on_main = page.main.unit == "deal"
        return page.main if on_main else page.pipeline(KEY_ACCOUNT)
    found = page.pipeline(name)
    if found.unit != "deal":
        names = ", ".join(deals.deal_pipelines(page))
        raise NotADealPipeline(pipeline=found.name, pipelines=names)
    return found


def _title(offer: Offer) -> str | None:
    title = (offer.title or "").strip()
    if len(title) > LONGEST_NAME:
        raise LongTitle(length=len(title), limit=LONGEST_NAME)
    return title or None


def _enter(
    page: Writing, number: int, journey: int, pipeline: Pipeline, text: str | None, at: int
) -> tuple[Sentence, ...]:
    """Put a new deal on its ladder; one that is won or lost already enters at the foot first."""
    stage = pipeline.first if text is None else pipeline.find(text, language())
    entered = stage if stage.kind == "open" else pipeline.first
    change_stage(page, number, pipeline, StageStep(journey, None, entered, at))
    if stage is entered:
        return ()
    move = ladder.Move(to=stage.code, deal=journey)
    command = "promote" if stage.rank else "drop"
    return ladder.step_of(command)(page, number, pipeline, move, at).said


def _changed(page: Writing, terms: Terms, offer: Offer) -> Terms:
    """Return the terms with what an offer says put in."""
    if offer.amount is not None:
        money = read_money(page, offer.amount) if offer.amount.strip() else None
        terms = replace(
            terms,
            amount=money.minor if money else None,
            currency=money.currency if money else None,
        )
    if offer.probability is not None:
        from leadfunnel.domain.chance import read_chance

        terms = replace(terms, probability=read_chance(offer.probability))
    if offer.close is not None:
        terms = replace(terms, closes_on=read_close(page, offer.close))
    if offer.product is not None:
        terms = replace(terms, product=offer.product.strip() or None)
    if offer.owner is not None:
        name = offer.owner.strip()
        terms = replace(terms, owner_id=owners.named(page, name)[0] if name else None)
    return terms


def read_close(page: Page, text: str) -> str | None:
    """Return the day a deal is to close, of a month or quarter its last; None for an empty text."""
    if not text.strip():
        return None
    from leadfunnel.domain.moment import UnreadableMoment, read_day
    from leadfunnel.domain.period_text import BadPeriod, read_period

    today = page.calendar.day(page.now)
    try:
        return read_period(text, today, page.settings.week_start).last.isoformat()
    except BadPeriod:
        pass
    try:
        return read_day(text, page.local_now, day=today, almanac=page.almanac).isoformat()
    except UnreadableMoment:
        late = today + timedelta(days=1)
        raise BadPeriod(text=text[:40], example=late.isoformat()) from None


def _renew(page: Writing, deal: Deal, offer: Offer, at: int) -> None:
    before = deal.worth
    after = _changed(page, before, offer)
    if any(getattr(before, name) != getattr(after, name) for name in COLUMNS):
        _write(page, deal.customer_id, deal.id, after, max(at, before.at))


def _write(page: Writing, number: int, journey: int, terms: Terms, at: int) -> None:
    page.ledger.insert(
        "deal_terms",
        number,
        journey_id=journey,
        at=at,
        recorded_at=page.now,
        **{name: getattr(terms, name) for name in COLUMNS},
    )


def _beside(page: Writing, number: int, journey: int, offer: Offer) -> None:
    """Write the note and who helps."""
    if offer.note is not None and offer.note.strip():
        from leadfunnel.services import touches

        check_note(offer.note)
        entry = touches.Entry(kind="note", text=offer.note.strip())
        interaction = touches.write(page, number, entry)
        page.ledger.update("interaction", interaction, number, journey_id=journey)
    rows = page.session.rows("deals.helpers", journey_id=journey)
    helping = {row["user_id"]: row["id"] for row in rows}
    for name in offer.without:
        found = [one.id for one in people.find_users(page.session, name) if one.id in helping]
        if not found:
            raise NoHelper(name=name, ref=f"d{journey}")
        page.ledger.void("deal_helper", helping.pop(found[0]), number)
    for name in offer.helpers:
        user, _ = owners.named(page, name)
        if user not in helping:
            helping[user] = page.ledger.insert(
                "deal_helper", number, journey_id=journey, user_id=user
            )

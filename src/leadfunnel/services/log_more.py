"""What may come with a logged touch: a complaint, a score, the end of a coupon, a material."""

from __future__ import annotations

from datetime import timedelta

from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services import promises
from leadfunnel.services.book import Writing
from leadfunnel.services.touches import Entry, Told

VISITS = ("visit", "meeting", "demo")
"""Where somebody might have bought: what is said of not doing so is kept as a reason."""
RUNS_OUT = ("coupon", "sample", "demo")


class UntilForWhat(UnreadableError):
    """Only what was given for a time has an end."""

    code = "until_for_what"
    message = N_("{kind} does not run out: --until goes with coupon, sample and demo.")
    hint = N_("For example: leadfunnel log 12 coupon '50 off' --until 'next friday'")


def write(
    page: Writing, number: int, interaction: int, entry: Entry, told: Told, *, complains: bool
) -> list[Sentence]:
    """Record what came with an interaction and return what there is to say of it."""
    at = page.now if entry.at is None else entry.at
    spoken: list[Sentence] = []
    if complains:
        from leadfunnel.services import cases

        spoken += cases.open_case(page, number, interaction, entry.text, at)
    if entry.kind in VISITS:
        spoken += _not_bought(page, number, entry.text, at)
    if told.satisfaction is not None:
        from leadfunnel.domain.satisfaction import read_score
        from leadfunnel.services import satisfactions

        heard = satisfactions.Heard(read_score(told.satisfaction), at, entry.text, interaction)
        spoken += satisfactions.write(page, number, heard)
    if told.until is not None:
        spoken.append(_ends(page, number, entry, told.until))
    if told.material is not None:
        from leadfunnel.services import pushing

        given = pushing.Given(told.material, interaction, at, again=told.again)
        spoken += pushing.give(page, number, given)
    return spoken


def _ends(page: Writing, number: int, entry: Entry, until: str) -> Sentence:
    """Promise to remind a customer in time before what they were given runs out."""
    if entry.kind not in RUNS_OUT:
        raise UntilForWhat(kind=entry.kind)
    from leadfunnel.i18n import _

    last = promises.due_at(page, promises.read_when(page, until)).day
    ahead = timedelta(days=page.rules("attempts")["runs_out_days"])
    day = max(last - ahead, page.calendar.day(page.now))
    text = _("{text} runs out on {day}").format(text=entry.text, day=last.isoformat()).strip()
    found = page.ledger.insert(
        "follow_up",
        number,
        kind=entry.kind,
        due_on=day.isoformat(),
        due_at=None,
        note=text,
        owner_id=page.me,
        recorded_at=page.now,
    )
    from leadfunnel.store import timeline

    follow_up = timeline.promise(page.session, found)
    return said(N_("A reminder before it runs out: {follow_up}."), follow_up=follow_up)


def _not_bought(page: Writing, number: int, text: str, at: int) -> tuple[Sentence, ...]:
    """Record why somebody who came did not buy, where the text begins with saying so."""
    from leadfunnel.domain.reason import did_not_buy, within
    from leadfunnel.services.reasons import reasons_of

    why = did_not_buy(text)
    if why is None:
        return ()
    found = within(reasons_of(page, "not_bought"), why) if why else None
    page.ledger.insert(
        "customer_mark",
        number,
        mark="not_bought",
        reason=found.code if found else why or None,
        at=at,
        recorded_at=page.now,
        user_id=page.me,
    )
    if not why:
        return (said(N_("Came and did not buy; why is not known.")),)
    return (said(N_("Came and did not buy: {why}."), why=found.code if found else why),)

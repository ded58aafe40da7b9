"""An invitation while something is recorded of it: its facts, and how far it got."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.campaign import Campaign
from leadfunnel.domain.record import dataclass
from leadfunnel.services import campaigns
from leadfunnel.services.book import Page, Writing
from leadfunnel.services.campaign_lists import invite
from leadfunnel.services.campaign_refusals import JunkPerson, MayNotInvite
from leadfunnel.services.passage import StageStep, change_stage, standing_of

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.session import Row


@dataclass(frozen=True)
class Seat:
    """An invitation while something is recorded of it; `by` is the guide, `at` UTC seconds."""

    campaign: Campaign
    row: Row
    by: int
    at: int

    @property
    def number(self) -> int:
        """The customer."""
        return int(self.row["customer_id"])


def invitation_of(page: Page, campaign: Campaign, number: int) -> Row | None:
    """Return the invitation of a customer, None where they have none."""
    return page.session.row("campaigns.of_customer", campaign_id=campaign.id, customer_id=number)


def seated(page: Writing, campaign: Campaign, number: int, by: int, at: int) -> Seat:
    """Return somebody's invitation, written now if they have none; the guide takes them on.

    Raises JunkPerson and MayNotInvite for whoever may not be invited.
    """
    row = invitation_of(page, campaign, number)
    junk = campaigns.junk_among(page, [number])
    if number in junk:
        name, reason = page.customer(number).label, reason_word(junk[number])
        raise JunkPerson(name=name, reason=reason or "-", id=number)
    if row is None:
        customer = page.customer(number)
        if customer.do_not_contact:
            raise MayNotInvite(name=customer.label, id=number)
        invite(page, campaign, number, by)
        row = invitation_of(page, campaign, number)
        assert row is not None  # noqa: S101 - just written
    if row["guide_id"] is None:
        day = page.calendar.day(at).isoformat()
        page.ledger.update("invitation", row["id"], number, guide_id=by, assigned_on=day)
    return Seat(campaign, row, by, at)


def reason_word(code: str) -> str:
    """Return what a reason is called in the language spoken."""
    from leadfunnel.domain.reason import names_of
    from leadfunnel.i18n import named

    names = names_of(code)
    return named(names) if names else code


def fact(page: Writing, seat: Seat, name: str, value: str) -> bool:
    """Write a fact that does not hold already, and tell whether it was written."""
    rows = _facts(page, seat)
    pair = {
        **dict.fromkeys(("junk", "reopened"), ("junk", "reopened")),
        "left": ("group", "left"),
    }
    named = [row for row in rows if row["fact"] in pair.get(name, (name,))]
    if name == "interest":
        named = [row for row in named if row["value"] == value]
    if named and (named[-1]["fact"], named[-1]["value"]) == (name, value):
        return False
    insert(page, seat, name, value)
    return True


def insert(page: Writing, seat: Seat, name: str, value: str, **more: object) -> None:
    """Write a fact."""
    page.ledger.insert(
        "invitation_fact",
        None,
        invitation_id=seat.row["id"],
        fact=name,
        value=value,
        at=seat.at,
        recorded_at=page.now,
        user_id=seat.by,
        **more,
    )


def _facts(page: Page, seat: Seat) -> list[Row]:
    return page.session.rows("campaigns.facts_of", invitation_id=seat.row["id"])


def last(page: Page, seat: Seat, names: Sequence[str]) -> Row | None:
    """Return the last of some facts."""
    found = [row for row in _facts(page, seat) if row["fact"] in names]
    return found[-1] if found else None


def move(page: Writing, seat: Seat, name: str, reason: str | None = None) -> bool:
    """Move an invitation up to the stage of a name, or out; tell whether it moved.

    Nobody moves down; whoever declined and is reached again comes back.
    """
    rules = page.rules("campaign")
    pipeline = page.pipeline(rules["pipeline"])
    target = pipeline.stage(rules["stages"][name])
    origin = standing_of(page, seat.row["journey_id"], pipeline)
    assert origin is not None  # noqa: S101 - every invitation has entered
    now = origin.stage
    if target.code == now.code or now.kind == "won":
        return False
    if target.rank is not None and now.rank is not None and now.rank >= target.rank:
        return False
    came = pipeline.stage(rules["stages"]["came"]).rank or 0
    if target.kind == "lost" and (now.rank is None or now.rank >= came):
        return False
    at = max(seat.at, origin.last["at"])
    change_stage(
        page, seat.number, pipeline, StageStep(origin.journey_id, origin, target, at, reason)
    )
    return True


def put_back(page: Writing, seat: Seat) -> None:
    """Put somebody back on the ladder who was off it."""
    pipeline = page.pipeline(page.rules("campaign")["pipeline"])
    origin = standing_of(page, seat.row["journey_id"], pipeline)
    if origin is not None and origin.stage.rank is None:
        at = max(seat.at, origin.last["at"])
        step = StageStep(origin.journey_id, origin, pipeline.first, at)
        change_stage(page, seat.number, pipeline, step)

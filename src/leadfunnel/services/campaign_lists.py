"""Who is invited by whom: `campaign fill|assign|take`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from leadfunnel.domain.call_queue import SKIPPED, Callee, ordered
from leadfunnel.domain.campaign import Campaign, Guide
from leadfunnel.domain.campaign_figures import still_open
from leadfunnel.domain.campaign_spread import Waiting, spread
from leadfunnel.domain.invited import Invited
from leadfunnel.domain.quoting import quoted
from leadfunnel.domain.sentence import Phrase, Sentence, said
from leadfunnel.errors import N_
from leadfunnel.services import call_facts, campaigns, whom
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.campaign_refusals import CampaignClosed, NoGuides
from leadfunnel.services.passage import enter
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.whom import Deed, Whom

SHOWN = 12


class CampaignLists:
    """The list of a campaign."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def fill(self, named: Whom, campaign: str | None) -> Changed:
        """Put customers on the list, the keen first; who may not be invited is left out."""

        def act(page: Writing, ids: list[int]) -> Changed:
            found = opened(page, campaign)
            there = {person.customer_id for person in campaigns.people(page, found)}
            fresh = [number for number in ids if number not in there]
            callees, left_out = invitable(page, fresh)
            for callee in callees:
                invite(page, found, callee.id)
            left_out["listed"] = len(ids) - len(fresh)
            grades = Counter(callee.grade or "" for callee in callees)
            return _filled(page, found, grades, left_out)

        return whom.change(self.book, named, Deed("campaign fill", campaign or ""), act)

    def assign(self, campaign: str | None, each: int | None = None) -> Changed:
        """Give every guide the calls of a day: what they left open first, then from the list."""
        with self.book.record("campaign assign", campaign or "") as page:
            found = opened(page, campaign)
            guides = campaigns.guides(page, found)
            if not guides:
                raise NoGuides(name=found.name)
            wanted = {one.user_id: one.calls if each is None else each for one in guides}
            return _assigned(page, found, guides, wanted)

    def take(self, count: int, campaign: str | None) -> Changed:
        """Take so many from the list oneself."""
        with self.book.record("campaign take", str(count)) as page:
            found = opened(page, campaign)
            if all(one.user_id != page.me for one in campaigns.guides(page, found)):
                given = {"campaign_id": found.id, "user_id": page.me}
                page.ledger.insert("campaign_guide", None, **given)
            guides = campaigns.guides(page, found)
            return _assigned(page, found, guides, {page.me: count}, fresh=True)


def opened(page: Page, text: str | None) -> Campaign:
    """Return a campaign in which something may be recorded; raise CampaignClosed."""
    found = campaigns.one(page, text)
    if found.closed_on is not None:
        raise CampaignClosed(name=found.name, typed=quoted(found.name))
    return found


def invitable(page: Page, ids: Sequence[int]) -> tuple[tuple[Callee, ...], Counter[str]]:
    """Return who may be invited, the keen first, and how many not, by the code of the reason."""
    junk = campaigns.junk_among(page, ids)
    customers = page.customers([number for number in ids if number not in junk])
    callees, skipped = call_facts.callees(page, customers)
    return ordered(callees), Counter({**skipped, "junk": len(junk)})


def invite(page: Writing, campaign: Campaign, number: int, guide: int | None = None) -> int:
    """Put one customer on the list and return the number of the invitation."""
    pipeline = page.pipeline(page.rules("campaign")["pipeline"])
    place = enter(page, number, pipeline, None)
    return page.ledger.insert(
        "invitation",
        number,
        campaign_id=campaign.id,
        journey_id=place.journey_id,
        guide_id=guide,
        recorded_at=page.now,
    )


def _filled(
    page: Writing, campaign: Campaign, grades: Counter[str], left_out: Counter[str]
) -> Changed:
    page.settle()
    text = N_("{count} on the list of {name}: keen {keen}, unsure {unsure}, others {others}.")
    count = sum(grades.values())
    shown = {"keen": grades["A"], "unsure": grades["B"]}
    others = count - grades["A"] - grades["B"]
    spoken = [said(text, count=f"{count:,}", name=campaign.name, **shown, others=others)]
    words = {**SKIPPED, "junk": N_("junk {count}"), "listed": N_("on it already {count}")}
    reasons = [
        Phrase(words[code], count=f"{number:,}") for code, number in left_out.items() if number
    ]
    if reasons:
        spoken.append(said(N_("Left out: {reasons}."), reasons=reasons))
    if left_out["declined"] or left_out["junk"]:
        spoken.append(said(N_("To let somebody in again: leadfunnel campaign reopen WHO")))
    understood: dict[str, object] = {
        "campaign": campaign.name,
        "added": count,
        "left_out": {code: number for code, number in left_out.items() if number},
    }
    return Changed(page.ledger.recorded, (), tuple(spoken), _if_any(page, understood))


def _assigned(
    page: Writing,
    campaign: Campaign,
    guides: list[Guide],
    wanted: dict[int, int],
    *,
    fresh: bool = False,
) -> Changed:
    """Spread the list over guides, write it down, and say who got how many."""
    people = campaigns.people(page, campaign)
    today = page.calendar.day(page.now).isoformat()
    waiting = _waiting(page, people)
    kept: Counter[int] = Counter()
    for person in people if not fresh else ():
        if person.guide_id in wanted and person.customer_id in waiting:
            kept[person.guide_id] += 1
    room = {number: max(0, count - kept[number]) for number, count in wanted.items()}
    free = [waiting[one.customer_id] for one in people if not one.guide_id
            and one.customer_id in waiting]  # fmt: skip
    given = spread(free, room)
    _write(page, campaign, people, given, today)
    if not fresh:
        _renew(page, campaign, people, set(waiting), wanted, today)
    page.settle()
    return _told(page, campaign, guides, given, kept, len(free) - len(given))


def _waiting(page: Page, people: Sequence[Invited]) -> dict[int, Waiting]:
    """Return who is still to be called and may be, by customer."""
    tries = page.rules("campaign")["tries"]
    open_ = [one for one in people if one.junk is None and still_open(one, tries)]
    callees, _ = invitable(page, [one.customer_id for one in open_])
    customers = page.customers([callee.id for callee in callees])
    owned = {one.id: one.owner.id if one.owner else None for one in customers}
    return {callee.id: Waiting(callee.id, callee.grade, owned.get(callee.id)) for callee in callees}


def _write(
    page: Writing,
    campaign: Campaign,
    people: Sequence[Invited],
    given: dict[int, int],
    today: str,
) -> None:
    """Write whom each guide invites, numbered on as on their sheet."""
    last: Counter[int] = Counter()
    for one in people:
        last[one.guide_id] = max(last[one.guide_id], one.number or 0)
    for customer, guide in given.items():
        last[guide] += 1
        row = page.session.row(
            "campaigns.of_customer", campaign_id=campaign.id, customer_id=customer
        )
        assert row is not None  # noqa: S101 - on the list
        told = {"guide_id": guide, "number": last[guide], "assigned_on": today}
        page.ledger.update("invitation", row["id"], customer, **told)


def _renew(
    page: Writing,
    campaign: Campaign,
    people: Sequence[Invited],
    waiting: set[int],
    wanted: dict[int, int],
    today: str,
) -> None:
    """Let what guides left open count for today."""
    for one in people:
        if one.guide_id in wanted and one.customer_id in waiting:
            row = page.session.row(
                "campaigns.of_customer", campaign_id=campaign.id, customer_id=one.customer_id
            )
            assert row is not None  # noqa: S101 - on the list
            page.ledger.update("invitation", row["id"], one.customer_id, assigned_on=today)


def _told(
    page: Writing,
    campaign: Campaign,
    guides: list[Guide],
    given: dict[int, int],
    kept: Counter[int],
    left: int,
) -> Changed:
    fresh = Counter(given.values())
    spoken: list[Sentence] = []
    rows = []
    for guide in guides:
        new, old = fresh[guide.user_id], kept[guide.user_id]
        if not (new or old):
            continue
        text = N_("{guide}: {new} new") if not old else N_("{guide}: {new} new, {old} still open")
        spoken.append(said(text, guide=guide.name, new=new, old=old))
        rows.append({"guide": guide.name, "new": new, "open": old})
    if not spoken:
        spoken.append(said(N_("Nobody on the list of {name} waits."), name=campaign.name))
    elif left:
        spoken.append(said(N_("{count} wait on the list."), count=f"{left:,}"))
    understood = {"campaign": campaign.name, "guides": rows, "waiting": left}
    return Changed(page.ledger.recorded, (), tuple(spoken[:SHOWN]), _if_any(page, understood))


def _if_any(page: Writing, understood: dict[str, object]) -> dict[str, object]:
    """Return what was understood where anything changed."""
    return understood if page.ledger.recorded is not None else {}

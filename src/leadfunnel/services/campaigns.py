"""Campaigns as the store has them: which one is meant, its guides, and everybody on its list."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from leadfunnel.domain.campaign import Campaign, Check, Guide, Policy, chosen
from leadfunnel.domain.fold import fold
from leadfunnel.domain.invited import Bought, Called, Fact, Invited, Step
from leadfunnel.domain.record import replace
from leadfunnel.services.book import Page
from leadfunnel.services.campaign_refusals import NoCampaign, NoCampaignYet, SeveralCampaigns
from leadfunnel.store.session import Row

EVER = 1 << 62


def every(page: Page) -> list[Campaign]:
    """Return all campaigns by their first day."""
    return [_campaign(page, row) for row in page.session.rows("campaigns.all")]


def _campaign(page: Page, row: Row) -> Campaign:
    rules = page.rules("campaign")
    kept = {name: rules[name] for name in Policy.__dataclass_fields__}
    return Campaign(
        id=row["id"],
        name=row["name"],
        first=date.fromisoformat(row["from_on"]),
        last=date.fromisoformat(row["to_on"]),
        warm_from=_day(row["warm_from_on"]),
        goal=row["goal"],
        policy=Policy(**{**kept, **json.loads(row["policy"])}),
        organiser_id=row["organiser_id"],
        organiser=row["organiser"],
        closed_on=_day(row["closed_on"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def one(page: Page, text: str | None) -> Campaign:
    """Return the campaign of a name, part of one or a number; for None the one that runs.

    Raises NoCampaign, NoCampaignYet or SeveralCampaigns.
    """
    found = every(page)
    if text is None or text.strip() in ("", "."):
        running = chosen(found, page.calendar.day(page.now))
        if running is None:
            raise NoCampaignYet()
        return running
    word = fold(text.strip())
    named = [one for one in found if fold(one.name) == word]
    same = [one for one in named if one.closed_on is None] or named
    if not same and word.lstrip("#").isdigit():
        same = [one for one in found if one.id == int(word.lstrip("#"))]
    same = same or [one for one in found if word in fold(one.name)]
    if not same:
        raise NoCampaign(text=text[:40])
    if len(same) > 1:
        offered: list[dict[str, object]] = [
            {"id": one.id, "text": f"{one.id}  {one.name}  {one.first.isoformat()}"} for one in same
        ]
        raise SeveralCampaigns(candidates=offered, text=text[:40], first=same[-1].id)
    return same[0]


def guides(page: Page, campaign: Campaign) -> list[Guide]:
    """Return who invites, in the order in which they were added."""
    policy = campaign.policy
    return [
        Guide(
            row["user_id"],
            row["name"],
            policy.calls if row["calls_goal"] is None else row["calls_goal"],
            policy.group if row["group_goal"] is None else row["group_goal"],
        )
        for row in page.session.rows("campaigns.guides", campaign_id=campaign.id)
    ]


def checks(page: Page, campaign: Campaign) -> tuple[Check, ...]:
    """Return what has to be ready, by day; what was ready only later is not yet."""
    rows = page.session.rows("campaigns.checks", campaign_id=campaign.id)
    found = (_check(row, campaign.name) for row in rows)
    return tuple(
        replace(one, done_at=None) if (one.done_at or 0) > page.now else one for one in found
    )


def checks_due(page: Page, day: date) -> tuple[Check, ...]:
    """Return what oneself has to have ready by a day, as an organiser."""
    if page.user_id is None:
        return ()
    rows = page.session.rows("campaigns.checks_due", day=day.isoformat(), user_id=page.user_id)
    return tuple(_check(row, row["name"]) for row in rows)


def _check(row: Row, campaign: str) -> Check:
    due = date.fromisoformat(row["due_on"])
    return Check(row["id"], row["code"], row["text"], due, row["done_at"], campaign)


def people(page: Page, campaign: Campaign, until: int = EVER) -> list[Invited]:
    """Return everybody on the list with what had happened to them before an instant.

    Calls count from the first day of inviting on, purchases from the first day of the sale to some
    days after it, and those linked by hand. Who is twice on it after a merge is one.
    """
    given = {"campaign_id": campaign.id, "until": until}
    rules = page.rules("campaign")
    last = campaign.last + timedelta(days=rules["after_days"])
    calendar = page.calendar
    begin, end = calendar.start_of(campaign.begins), calendar.end_of(last)
    stages = page.pipeline(rules["pipeline"])
    session = page.session
    steps = _grouped(session.rows("campaigns.steps", **given))
    facts = _grouped(session.rows("campaigns.facts", **given))
    talks = _grouped(
        session.rows("campaigns.talks", **{**given, "until": min(until, end)}, begin=begin)
    )
    span = {"first": campaign.first.isoformat(), "last": last.isoformat()}
    sales = _grouped(session.rows("campaigns.sales", **given, **span))
    before = {"campaign_id": campaign.id, "begin": min(begin, until)}
    graded = {row["invitation_id"]: row for row in session.rows("campaigns.graded", **before)}
    came, won = (stages.stage(rules["stages"][name]).rank or 0 for name in ("came", "bought"))
    found: dict[int, Invited] = {}
    for row in session.rows("campaigns.invited", campaign_id=campaign.id):
        number = row["id"]
        told = (*facts.get(number, ()), *talks.get(number, ()), *sales.get(number, ()))
        if row["recorded_at"] >= until and not told:
            continue
        person = Invited(
            customer_id=row["customer_id"],
            guide_id=row["guide_id"] or 0,
            number=row["number"],
            assigned_on=row["assigned_on"],
            source=row["source"],
            graded=_before(graded.get(number), facts.get(number, ())),
            came=came,
            won=won,
            steps=tuple(
                Step(step["at"], stages.stage(step["to_stage"]).rank)
                for step in steps.get(number, ())
            ),
            facts=tuple(map(_fact, facts.get(number, ()))),
            calls=tuple(_call(row) for row in talks.get(number, ()) if row["kind"] == "call"),
            talks=tuple(_call(row) for row in talks.get(number, ()) if row["kind"] != "call"),
            sales=tuple(map(_sale, sales.get(number, ()))),
        )
        other = found.get(person.customer_id)
        found[person.customer_id] = person if other is None else _joined(other, person)
    return list(found.values())


def _before(graded: Row | None, facts: Sequence[Row]) -> str | None:
    """Return the grade from before the event; no wish is gone once they were let in again."""
    if graded is None:
        return None
    again = any(row["fact"] == "reopened" and row["at"] >= graded["at"] for row in facts)
    return None if again and graded["grade"] == "D" else graded["grade"]


def _grouped(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in rows:
        found.setdefault(row["invitation_id"], []).append(row)
    return found


def _fact(row: Row) -> Fact:
    return Fact(row["fact"], row["value"], row["at"], row["on_day"])


def _call(row: Row) -> Called:
    reached = row["touch"] == "contact" or row["grade"] in ("A", "B", "D")
    return Called(row["at"], row["outcome"], row["grade"], reached, row["text"])


def _sale(row: Row) -> Bought:
    return Bought(row["at"], row["amount"], row["currency"], row["refunds"] is not None)


def _joined(one: Invited, other: Invited) -> Invited:
    """Return somebody who was two people on one list; calls and purchases are theirs twice."""
    return replace(
        one,
        guide_id=one.guide_id or other.guide_id,
        steps=tuple(sorted((*one.steps, *other.steps), key=lambda step: step.at)),
        facts=tuple(sorted((*one.facts, *other.facts), key=lambda fact: fact.at)),
    )


def junk_among(page: Page, ids: Sequence[int]) -> dict[int, str]:
    """Return who of the customers is junk in whatever campaign, and why."""
    found: dict[int, str] = {}
    for row in page.session.rows("campaigns.junk_among", ids=json.dumps(list(ids))):
        if row["fact"] == "junk":
            found[row["customer_id"]] = row["value"]
        else:
            found.pop(row["customer_id"], None)
    return found


def reopened_at(page: Page, ids: Sequence[int]) -> dict[int, int]:
    """Return when customers were last let in again who were junk or had no wish."""
    rows = page.session.rows("campaigns.junk_among", ids=json.dumps(list(ids)))
    return {row["customer_id"]: row["at"] for row in rows if row["fact"] == "reopened"}

"""Group chats as the store has them: which one is meant, and who is in it."""

from __future__ import annotations

import json
from collections.abc import Sequence

from leadfunnel.domain.call_queue import Calls, standing_grade
from leadfunnel.domain.chat_group import ChatGroup, Member
from leadfunnel.domain.fold import fold
from leadfunnel.domain.record import field_names
from leadfunnel.services import campaigns
from leadfunnel.services.book import Page, Writing
from leadfunnel.services.group_refusals import NoGroup, NoGroupYet, SeveralGroups
from leadfunnel.store.session import Row


def every(page: Page) -> list[ChatGroup]:
    """Return all groups, the oldest first."""
    return [_group(row) for row in page.session.rows("groups.all")]


def _group(row: Row) -> ChatGroup:
    return ChatGroup(**{name: row[name] for name in field_names(ChatGroup)})


def one(page: Page, text: str) -> ChatGroup:
    """Return the group of a name, part of one or a number.

    Raises NoGroup, NoGroupYet or SeveralGroups.
    """
    known, word = every(page), fold(text.strip())
    if not known:
        raise NoGroupYet()
    found = [one for one in known if fold(one.name) == word]
    if not found and word.removeprefix("#").isdigit():
        found = [one for one in known if one.id == int(word.removeprefix("#"))]
    found = found or [one for one in known if word and word in fold(one.name)]
    if not found:
        raise NoGroup(text=text[:40])
    if len(found) > 1:
        offered: list[dict[str, object]] = [
            {"id": one.id, "text": f"{one.id}  {one.name}"} for one in found
        ]
        raise SeveralGroups(candidates=offered, text=text[:40], first=f"#{found[0].id}")
    return found[0]


def members(page: Page, group: ChatGroup) -> list[Member]:
    """Return who is or was in a group, each once: as they are now, else as they left last."""
    rows = page.session.rows("groups.members", group_id=group.id)
    latest: dict[int, Row] = {}
    for row in rows:
        before = latest.get(row["customer_id"])
        if before is None or before["left_at"] is not None:
            latest[row["customer_id"]] = row
    ids = list(latest)
    grades, junk = standing_grades(page, ids), junk_of(page, ids)
    return [
        Member(
            number,
            row["entry"],
            row["joined_at"],
            row["left_at"],
            row["spoke_at"],
            grades.get(number),
            number in junk,
        )
        for number, row in latest.items()
    ]


def standing_grades(page: Page, ids: Sequence[int]) -> dict[int, str | None]:
    """Return the last A, B or D that a call was given, by customer."""
    found: dict[int, list[str]] = {}
    for row in page.session.rows("calls.log", ids=json.dumps(list(ids))):
        if row["grade"]:
            found.setdefault(row["customer_id"], []).append(row["grade"])
    return {number: standing_grade(Calls(tuple(grades))) for number, grades in found.items()}


def junk_of(page: Page, ids: Sequence[int]) -> dict[int, str]:
    """Return who is junk and why: by a sale event, or off the ladder as not a fit."""
    found = campaigns.junk_among(page, ids)
    for customer in page.customers(list(ids)):
        if customer.stage is not None and customer.stage.kind == "invalid":
            found.setdefault(customer.id, "")
    return found


def inside(page: Page, group: ChatGroup, number: int) -> Row | None:
    """Return the row of somebody who is in a group, None for whoever is not."""
    given = {"group_id": group.id, "customer_id": number}
    return page.session.row("groups.inside", **given)


def put_in(page: Writing, group_id: int, number: int, entry: str | None, at: int) -> bool:
    """Write that somebody is in a group; tell whether they were not."""
    given = {"group_id": group_id, "customer_id": number}
    row = page.session.row("groups.inside", **given)
    if row is not None:
        if entry is not None and row["entry"] != entry:
            page.ledger.update("group_member", row["id"], number, entry=entry)
            return True
        return False
    more = {"entry": entry, "joined_at": at, "recorded_at": page.now}
    page.ledger.insert("group_member", number, group_id=group_id, **more)
    return True


def take_out(page: Writing, group_id: int, number: int, at: int) -> bool:
    """Write that somebody left a group; tell whether they were in it."""
    given = {"group_id": group_id, "customer_id": number}
    row = page.session.row("groups.inside", **given)
    if row is None:
        return False
    page.ledger.update("group_member", row["id"], number, left_at=max(at, row["joined_at"]))
    return True


def of_campaign(page: Page, campaign_id: int) -> int | None:
    """Return the first group of a sale event, None where it has none."""
    found: list[int] = page.session.values("groups.of_campaign", campaign_id=campaign_id)
    return found[0] if found else None


def take_over(page: Writing, group_id: int) -> None:
    """Put into the group of a sale event who is in it by their invitation."""
    found = next(one for one in every(page) if one.id == group_id)
    if found.campaign_id is None or of_campaign(page, found.campaign_id) != group_id:
        return
    event = campaigns.one(page, f"#{found.campaign_id}")
    for one in campaigns.people(page, event):
        fact = one.last("group", "left")
        if one.junk is None and fact is not None and fact.fact == "group":
            put_in(page, group_id, one.customer_id, fact.value, fact.at)

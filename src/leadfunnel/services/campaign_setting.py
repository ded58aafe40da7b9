"""`campaign new|list|show|edit|close|guide|done|reopen`."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date

from leadfunnel.domain.campaign import CHECKS, Campaign, Check, Guide
from leadfunnel.domain.fold import fold
from leadfunnel.domain.quoting import quoted
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services import campaigns, owners
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.campaign_refusals import (
    BadCampaignDays,
    BadCampaignName,
    BadGoal,
    CampaignTaken,
    NoCampaignDays,
    NoCheck,
    NothingToEdit,
)
from leadfunnel.services.results.campaigns import CampaignCard, CampaignList
from leadfunnel.services.results.changed import Changed

LONGEST, MOST = 60, 100_000


@dataclass(frozen=True)
class Terms:
    """What is told of a campaign, as typed; None leaves it as it is."""

    first: str | None = None
    last: str | None = None
    warm: str | None = None
    goal: str | None = None
    organiser: str | None = None
    calls: str | None = None
    group: str | None = None
    reward: str | None = None
    penalty: str | None = None
    exchange: str | None = None
    without_visit: str | None = None
    floor: str | None = None
    source: str | None = None


class CampaignSetting:
    """Campaigns as they are set up."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def new(self, name: str, terms: Terms) -> Changed:
        """Begin a campaign; whoever does is its organiser unless another is named."""
        name = " ".join(name.split())
        if not 0 < len(name) <= LONGEST or not name.isprintable() or name.isdigit() or name == ".":
            raise BadCampaignName(most=LONGEST)
        if terms.first is None or terms.last is None:
            raise NoCampaignDays(name=quoted(name))
        with self.book.record("campaign new", name) as page:
            if any(fold(one.name) == fold(name) for one in _open(page)):
                raise CampaignTaken(name=name, typed=quoted(name))
            first, last, warm = _days(page, terms, None)
            organiser, spoken = _organiser(page, terms)
            number = page.ledger.insert(
                "campaign",
                None,
                name=name,
                name_key=fold(name),
                from_on=first.isoformat(),
                to_on=last.isoformat(),
                warm_from_on=warm and warm.isoformat(),
                goal=(terms.goal or "").strip(),
                policy=json.dumps(_policy(terms), ensure_ascii=False),
                organiser_id=organiser or page.me,
                recorded_at=page.now,
            )
            found = campaigns.one(page, f"#{number}" if name.isdigit() else name)
            _write_checks(page, found)
            return _told(page, found, spoken)

    def list(self) -> CampaignList:
        """Return the campaigns by their days."""
        with self.book.read() as page:
            return CampaignList(tuple(campaigns.every(page)), page.calendar.day(page.now))

    def show(self, name: str | None) -> CampaignCard:
        """Return a campaign with its guides and what has to be ready."""
        with self.book.read() as page:
            found = campaigns.one(page, name)
            return CampaignCard(
                found,
                tuple(campaigns.guides(page, found)),
                campaigns.checks(page, found),
                len(campaigns.people(page, found)),
                page.calendar.day(page.now),
            )

    def edit(self, name: str, terms: Terms, *, reopen: bool = False) -> Changed:
        """Change what is told of a campaign; what has to be ready moves with its days."""
        if terms == Terms() and not reopen:
            raise NothingToEdit(name=quoted(name))
        with self.book.record("campaign edit", name) as page:
            found = campaigns.one(page, name)
            first, last, warm = _days(page, terms, found)
            organiser, spoken = _organiser(page, terms)
            row = page.session.row("facts.get_campaign", row_id=found.id)
            before = json.loads(row["policy"]) if row else {}
            policy = {**before, **_policy(terms)}
            page.ledger.update(
                "campaign",
                found.id,
                None,
                from_on=first.isoformat(),
                to_on=last.isoformat(),
                warm_from_on=warm and warm.isoformat(),
                goal=found.goal if terms.goal is None else terms.goal.strip(),
                policy=json.dumps(policy, ensure_ascii=False),
                organiser_id=organiser or found.organiser_id,
                closed_on=None if reopen else found.closed_on and found.closed_on.isoformat(),
            )
            changed = campaigns.one(page, f"#{found.id}")
            for check in campaigns.checks(page, changed):
                offset = page.rules("campaign")["checks"].get(check.code)
                if offset is not None and check.done_at is None:
                    due = changed.check_day(offset).isoformat()
                    page.ledger.update("campaign_check", check.id, None, due_on=due)
            return _told(page, changed, spoken)

    def close(self, name: str | None) -> Changed:
        """End a campaign; nothing more is recorded in it."""
        with self.book.record("campaign close", name or "") as page:
            found = campaigns.one(page, name)
            today = page.calendar.day(page.now).isoformat()
            page.ledger.update("campaign", found.id, None, closed_on=today)
            text = N_("Closed {name}. Look back with: leadfunnel campaign summary {typed}")
            told = said(text, name=found.name, typed=quoted(found.name))
            return Changed(page.ledger.recorded, (), (told,))

    def guide(
        self, names: Sequence[str], campaign: str | None, calls: str | None, group: str | None
    ) -> Changed:
        """Let people invite, with goals of their own where they are told."""
        told = list(names[1:]) if names[0] == "add" and len(names) > 1 else list(names)
        wanted = [name for text in told for name in re.split("[,，、]", text) if name.strip()]
        goals = {"calls_goal": _goal(calls), "group_goal": _goal(group)}
        with self.book.record("campaign guide", " ".join(wanted)[:80]) as page:
            found = campaigns.one(page, campaign)
            spoken: list[Sentence] = []
            rows = []
            for name in wanted:
                guide, more = _guide(page, found, name, goals)
                spoken += [_invites(found, guide), *more]
                rows.append({"guide": guide.name, "calls": guide.calls, "group": guide.group})
            recorded = page.ledger.recorded
            understood = {"campaign": found.name, "guides": rows} if recorded is not None else {}
            return Changed(recorded, (), tuple(spoken), understood)

    def done(self, text: str, campaign: str | None) -> Changed:
        """Note that something is ready."""
        with self.book.record("campaign done", text[:80]) as page:
            found = campaigns.one(page, campaign)
            waiting = campaigns.checks(page, found)
            word = fold(text.strip())
            check = next((one for one in waiting if word in (one.code, str(one.id))), None)
            if check is None and word:
                check = next((one for one in waiting if word in fold(_worded(one))), None)
            if check is None:
                raise NoCheck(text=text[:40], checks=", ".join(one.code for one in waiting))
            page.ledger.update("campaign_check", check.id, None, done_at=page.now, done_by=page.me)
            told = said(N_("Ready: {check} of {name}."), check=check.code, name=found.name)
            return Changed(page.ledger.recorded, (), (told,), {"check": check.code})


def _worded(check: Check) -> str:
    """Return what a check is about, in the language spoken."""
    from leadfunnel.i18n import _

    return check.text or _(CHECKS.get(check.code, check.code))


def _guide(
    page: Writing, campaign: Campaign, name: str, goals: dict[str, int | None]
) -> tuple[Guide, tuple[Sentence, ...]]:
    number, spoken = owners.named(page, name)
    rows = page.session.rows("campaigns.guides", campaign_id=campaign.id)
    row = next((row for row in rows if row["user_id"] == number), None)
    if row is None:
        given = {"campaign_id": campaign.id, "user_id": number}
        page.ledger.insert("campaign_guide", None, **given, **goals)
    else:
        kept = {key: value for key, value in goals.items() if value is not None}
        page.ledger.update("campaign_guide", row["id"], None, **kept)
    every = campaigns.guides(page, campaign)
    return next(one for one in every if one.user_id == number), spoken


def _invites(campaign: Campaign, guide: Guide) -> Sentence:
    text = N_("{guide} invites for {name}: {calls} calls and {group} into the group a day.")
    goals = {"calls": guide.calls, "group": guide.group}
    return said(text, guide=guide.name, name=campaign.name, **goals)


def _open(page: Page) -> list[Campaign]:
    return [one for one in campaigns.every(page) if one.closed_on is None]


def _days(page: Page, terms: Terms, before: Campaign | None) -> tuple[date, date, date | None]:
    """Return the first, the last and the warming day; raise BadCampaignDays.

    A new sale ahead is warmed up for from today on, or calls made before it would count nowhere.
    """
    from leadfunnel.domain.moment import read_moment

    today = page.calendar.day(page.now)

    def read(text: str) -> date:
        try:
            return date.fromisoformat(text.strip())
        except ValueError:
            pass
        try:
            return read_moment(text, page.local_now, day=today, almanac=page.almanac).day
        except UnreadableError:
            told = read_moment(text, page.local_now, past=True, day=today, almanac=page.almanac)
            return told.day

    first = read(terms.first) if terms.first else (before.first if before else None)
    last = read(terms.last) if terms.last else (before.last if before else None)
    ahead = before is None and first is not None and today < first
    warm = before.warm_from if before else (today if ahead else None)
    if terms.warm is not None:
        warm = read(terms.warm) if terms.warm.strip() else None
    assert first is not None and last is not None  # noqa: S101, PT018 - told, or kept
    days = [day for day in (warm, first, last) if day is not None]
    if days != sorted(days):
        raise BadCampaignDays(days=", ".join(day.isoformat() for day in days))
    return first, last, warm


def _organiser(page: Writing, terms: Terms) -> tuple[int | None, tuple[Sentence, ...]]:
    return owners.named(page, terms.organiser) if terms.organiser else (None, ())


def _policy(terms: Terms) -> dict[str, object]:
    names = ("calls", "group", "exchange", "without_visit", "floor")
    goals = {name: _goal(getattr(terms, name)) for name in names}
    texts = {name: getattr(terms, name) for name in ("reward", "penalty", "source")}
    found: dict[str, object] = {key: value for key, value in goals.items() if value is not None}
    found.update({key: text.strip() for key, text in texts.items() if text is not None})
    return found


def _goal(text: str | None) -> int | None:
    if text is None:
        return None
    plain = text.strip()
    if not (plain.isascii() and plain.isdigit() and int(plain) <= MOST):
        raise BadGoal(text=text[:20], most=f"{MOST:,}")
    return int(plain)


def _write_checks(page: Writing, campaign: Campaign) -> None:
    for code, offset in page.rules("campaign")["checks"].items():
        due = campaign.check_day(offset).isoformat()
        given = {"campaign_id": campaign.id, "code": code, "due_on": due}
        page.ledger.insert("campaign_check", None, **given)


def _told(page: Writing, found: Campaign, spoken: tuple[Sentence, ...]) -> Changed:
    text = N_("Campaign {name}: {first} to {last}.")
    if found.warm_from is not None:
        text = N_("Campaign {name}: {first} to {last}, warming up from {warm}.")
    days = {"first": found.first, "last": found.last, "warm": found.warm_from}
    told = said(text, name=found.name, **days)
    understood: dict[str, object] = {
        "id": found.id,
        "name": found.name,
        "from": found.first.isoformat(),
        "to": found.last.isoformat(),
        "warm_from": found.warm_from and found.warm_from.isoformat(),
        "goal": found.goal or None,
    }
    recorded = page.ledger.recorded
    return Changed(recorded, (), (told, *spoken), understood if recorded is not None else {})

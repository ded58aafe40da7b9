"""`group new|edit|list|join|left|spoke|show`."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from leadfunnel.domain.campaign import Campaign
from leadfunnel.domain.chat_group import ChatGroup, GroupFigures, Member, counted
from leadfunnel.domain.fold import fold
from leadfunnel.domain.quoting import quoted
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_
from leadfunnel.services import campaigns, groups, promises, who, whom
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.group_helpers import helpers
from leadfunnel.services.group_refusals import (
    BadGroupName,
    BadWay,
    GroupTaken,
    JunkMember,
    NothingOfGroup,
    NotInGroup,
)
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.groups import GroupCard, GroupList
from leadfunnel.services.whom import Deed, Whom
from leadfunnel.store.session import Row

LONGEST = 60


@dataclass(frozen=True)
class Terms:
    """What is told of a group, as typed; None leaves it as it is."""

    purpose: str | None = None
    benefit: str | None = None
    campaign: str | None = None
    helper: str | None = None
    name: str | None = None


class Grouping:
    """Group chats."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def new(self, name: str, terms: Terms) -> Changed:
        """Begin a group; whoever does looks after it."""
        name = _name(name)
        with self.book.record("group new", name) as page:
            _check_free(page, name, None)
            given = {"name": name, "name_key": fold(name), "purpose": "", "benefit": ""}
            number = page.ledger.insert(
                "chat_group",
                None,
                **{**given, **_columns(page, terms)},
                owner_id=page.me,
                recorded_at=page.now,
            )
            groups.take_over(page, number)
            return _told(page, number)

    def edit(self, text: str, terms: Terms) -> Changed:
        """Change what is told of a group."""
        if terms == Terms():
            raise NothingOfGroup(name=quoted(text))
        with self.book.record("group edit", text[:80]) as page:
            found = groups.one(page, text)
            given = _columns(page, terms)
            if terms.name is not None:
                name = _name(terms.name)
                _check_free(page, name, found.id)
                given |= {"name": name, "name_key": fold(name)}
            page.ledger.update("chat_group", found.id, None, **given)
            groups.take_over(page, found.id)
            return _told(page, found.id)

    def list(self) -> GroupList:
        """Return the groups with who is in each."""
        with self.book.read() as page:
            return GroupList(
                tuple(
                    (one, _figures(page, groups.members(page, one))) for one in groups.every(page)
                )
            )

    def show(self, text: str) -> GroupCard:
        """Return a group with everybody in it, and who could help there."""
        with self.book.read() as page:
            found = groups.one(page, text)
            members = groups.members(page, found)
            junk = groups.junk_of(page, [one.customer_id for one in members])
            customers = {
                one.id: one for one in page.customers([one.customer_id for one in members])
            }
            helper = page.customers([found.helper_id]) if found.helper_id else ()
            return GroupCard(
                found,
                _figures(page, members),
                tuple((customers[one.customer_id], one) for one in members),
                helper[0] if helper else None,
                helpers(page, found, members),
                junk,
                page.rules("groups")["silent_days"],
            )

    def join(self, text: str, named: Whom, entry: str | None, at: str | None) -> Changed:
        """Put people into a group; whoever is there already stays as they are."""
        way = _way(entry)

        def one(page: Writing, group: ChatGroup, number: int, moment: int) -> bool:
            if number in groups.junk_of(page, [number]):
                raise JunkMember(name=page.customer(number).label, id=number)
            campaign = _campaign(page, group)
            if campaign is None:
                return groups.put_in(page, group.id, number, way, moment)
            from leadfunnel.services import campaign_entry

            before = page.ledger.facts
            came = campaign_entry.let_in(page, campaign, number, way, moment)
            return groups.put_in(page, group.id, number, came, moment) or (
                page.ledger.facts != before
            )

        return self._each("group join", text, named, (one, at), N_("In {group}: {customer}."))

    def left(self, text: str, named: Whom, junk: str | None, at: str | None) -> Changed:
        """Take people out of a group; with `junk` they are marked so, for a reason."""

        def one(page: Writing, group: ChatGroup, number: int, moment: int) -> bool:
            _check_inside(page, group, number)
            campaign = _campaign(page, group)
            groups.take_out(page, group.id, number, moment)
            if campaign is not None:
                from leadfunnel.services import campaign_entry

                campaign_entry.let_out(page, campaign, number, junk, moment)
            elif junk is not None:
                _drop(page, number, junk)
            return True

        return self._each("group left", text, named, (one, at), N_("Left {group}: {customer}."))

    def spoke(self, text: str, named: Whom, at: str | None) -> Changed:
        """Note that people said something in a group."""

        def one(page: Writing, group: ChatGroup, number: int, moment: int) -> bool:
            row = _check_inside(page, group, number)
            spoke_at = max(moment, row["spoke_at"] or 0, row["joined_at"])
            return page.ledger.update("group_member", row["id"], number, spoke_at=spoke_at)

        return self._each(
            "group spoke", text, named, (one, at), N_("Spoke in {group}: {customer}.")
        )

    def _each(
        self,
        command: str,
        text: str,
        named: Whom,
        what: tuple[Callable[[Writing, ChatGroup, int, int], bool], str | None],
        sentence: str,
    ) -> Changed:
        """Do one thing to everybody named, and say of whom it was new."""
        do, at = what

        def act(page: Writing, ids: Sequence[int]) -> Changed:
            group = groups.one(page, text)
            moment = page.now if at is None else promises.read_past(page, at)
            done = whom.each(ids, lambda number: do(page, group, number, moment))
            page.settle()
            fresh = [number for number in ids if done[number]]
            customers = page.customers(ids)
            spoken = [
                (said(sentence, group=group.name, customer=one), *page.heard(one.id))
                for one in customers
                if one.id in fresh
            ]
            told = whom.told(spoken)
            if len(fresh) < len(ids):
                same = said(N_("As before: {count}."), count=len(ids) - len(fresh))
                told = (*told, same)
            understood = {"group": group.name, "changed": fresh}
            return Changed(page.ledger.recorded, customers, told, understood if fresh else {})

        return whom.change(self.book, named, Deed(command, text[:40]), act)


def _way(text: str | None) -> str | None:
    """Return phone or qr, None where nobody said."""
    if text is None:
        return None
    from leadfunnel.domain.campaign_form import ENTRIES, read_word

    found = read_word(ENTRIES, text)
    if found is None:
        raise BadWay(text=text[:20])
    return found


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not 0 < len(name) <= LONGEST or not name.isprintable() or name.isdigit():
        raise BadGroupName(most=LONGEST)
    return name


def _check_free(page: Page, name: str, but: int | None) -> None:
    if any(fold(one.name) == fold(name) and one.id != but for one in groups.every(page)):
        raise GroupTaken(name=name, typed=quoted(name))


def _columns(page: Writing, terms: Terms) -> dict[str, object]:
    """Return the columns that are told; an empty text takes campaign or helper away."""
    found: dict[str, object] = {}
    for name in ("purpose", "benefit"):
        text = getattr(terms, name)
        if text is not None:
            found[name] = text.strip()
    if terms.campaign is not None:
        told = terms.campaign.strip()
        found["campaign_id"] = campaigns.one(page, told).id if told else None
    if terms.helper is not None:
        told = terms.helper.strip()
        found["helper_id"] = who.one(page, told) if told else None
    return found


def _told(page: Writing, number: int) -> Changed:
    page.settle()
    found = next(one for one in groups.every(page) if one.id == number)
    spoken: list[Sentence] = [said(N_("Group {name}."), name=found.name)]
    if found.benefit:
        spoken.append(said(N_("Members get: {benefit}"), benefit=found.benefit))
    if found.campaign is not None:
        spoken.append(said(N_("For {campaign}."), campaign=found.campaign))
    if found.helper_id is not None:
        spoken.append(said(N_("Helper: {customer}."), customer=page.customer(found.helper_id)))
    understood = {
        **{"id": found.id, "name": found.name, "purpose": found.purpose or None},
        **{"benefit": found.benefit or None, "campaign": found.campaign},
        "helper": found.helper_id,
    }
    recorded = page.ledger.recorded
    return Changed(recorded, (), tuple(spoken), understood if recorded is not None else {})


def _campaign(page: Page, group: ChatGroup) -> Campaign | None:
    """Return the sale event a group belongs to while something may be recorded in it."""
    if group.campaign_id is None:
        return None
    found = campaigns.one(page, f"#{group.campaign_id}")
    return found if found.closed_on is None else None


def _figures(page: Page, members: Sequence[Member]) -> GroupFigures:
    return counted(members, page.now, page.rules("groups")["silent_days"])


def _check_inside(page: Page, group: ChatGroup, number: int) -> Row:
    row = groups.inside(page, group, number)
    if row is None:
        raise NotInGroup(
            name=page.customer(number).label, group=group.name, typed=quoted(group.name), id=number
        )
    return row


def _drop(page: Writing, number: int, reason: str) -> None:
    """Take somebody off the ladder as not a fit, who is still on it."""
    from leadfunnel.services.ladder import Move, step_of
    from leadfunnel.services.passage import standing

    now = standing(page, number, page.main)
    if now is not None and now.stage.rank is None:
        return
    move = Move(reason=reason.strip() or None)
    moved = step_of("drop", "invalid")(page, number, page.main, move, page.now)
    page.hear(number, (*moved.said, *moved.asides))

"""`team init|add|remove|list`: who belongs to the team, with which role, and what holds them."""

from __future__ import annotations

from leadfunnel.domain.pool import LEFT
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Phrase, Sentence, counted, said
from leadfunnel.domain.team import ROLES, Department, Outlet, TeamMember, read_role
from leadfunnel.errors import N_, NotFoundError, RefusedError
from leadfunnel.services import owners, profile, team_logins, team_places
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.team import TeamList
from leadfunnel.services.team_logins import Login
from leadfunnel.store.session import Row

FILE_HOLDS_NOBODY = N_("A file holds nobody back: roles and departments only serve reports here.")


class NoMember(NotFoundError):
    """Nobody of this name is in the team."""

    code = "no_member"
    message = N_("{name} is not in the team.")
    hint = N_("See who is: leadfunnel team list")


class ToWhomTheyGo(RefusedError):
    """Customers of somebody who leaves need somebody."""

    code = "to_whom_they_go"
    message = N_("{name} still looks after customers ({count}): say who has them next.")
    hint = N_("leadfunnel team remove {name} --to NAME, or --pool for whoever takes them")


NO_LOGIN = Login()


@dataclass(frozen=True)
class Joining:
    """What is said of a new member, as typed; and the login on a server."""

    role: str = "rep"
    department: str | None = None
    outlet: str | None = None
    login: Login = NO_LOGIN


class Team:
    """`team`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def init(self) -> Changed:
        """Set up roles and policies on the server; as often as one likes."""
        with self.book.record("team init") as page:
            team_logins.set_up(page)
            spoken = [said(N_("The server holds everybody to their role now."))]
            members = page.session.rows("team.members")
            known = team_logins.logins(page)
            for row in members:
                if row["user_id"] not in known:
                    spoken += team_logins.admit(page, row["user_id"], row["name"], NO_LOGIN)
            if not members:
                spoken.append(said(N_("Let people in with: leadfunnel team add NAME --role rep")))
            return Changed(page.ledger.recorded, (), tuple(spoken))

    def add(self, text: str, joining: Joining) -> Changed:
        """Make somebody a member, or give a member another role or place."""
        role, name = read_role(joining.role), text.strip()
        if not name:
            raise NoMember(name="''")
        with self.book.record("team add", f"{name} {role}"[:80]) as page:
            team_logins.check_may_change(page)
            part = team_places.department(page, joining.department) if joining.department else None
            shop = team_places.outlet(page, joining.outlet) if joining.outlet else None
            user, _ = owners.named(page, name)
            new = _enrol(page, user, role, part, shop)
            spoken = [_told_role(name, role, part, new=new)]
            if team_logins.is_file(page):
                spoken.append(said(FILE_HOLDS_NOBODY))
            else:
                spoken += team_logins.admit(page, user, name, joining.login)
            return Changed(page.ledger.recorded, (), tuple(spoken))

    def remove(self, name: str, to: str | None, *, pool: bool) -> Changed:
        """Take a member out; their customers go to somebody, or to the pool."""
        with self.book.record("team remove", name[:80]) as page:
            team_logins.check_may_change(page)
            member = _member(page, name)
            ids = page.session.values("team.owned_by", owner_id=member["user_id"])
            if ids and to is None and not pool:
                raise ToWhomTheyGo(name=member["name"], count=f"{len(ids):,}")
            heir = owners.the_one(page, to).id if to else None
            for number in ids:
                profile.assign(page, number, heir, reason=f"{LEFT}:{member['name']}")
            page.ledger.update("team_member", member["id"], None, until_at=page.now)
            spoken = [said(N_("{name} is not in the team any more."), name=member["name"])]
            spoken += _handed(len(ids), to)
            if not team_logins.is_file(page):
                spoken += team_logins.dismiss(page, member["user_id"])
            return Changed(page.ledger.recorded, (), tuple(spoken))

    def list(self) -> TeamList:
        """Return the members, and who owns customers without being one."""
        with self.book.read() as page:
            counts = {row[0]: row[1] for row in page.session.rows("team.owned_counts")}
            logins = team_logins.logins(page)
            members = tuple(_told(row, counts, logins) for row in page.session.rows("team.members"))
            inside = {one.user_id for one in members}
            others = tuple(
                (user.name, counts[user.id])
                for user in owners.everyone(page)
                if user.id in counts and user.id not in inside
            )
            pool = page.session.value("pool.count")
            return TeamList(members, others, pool, team_logins.is_held(page))


def _told_role(name: str, role: str, part: Department | None, *, new: bool) -> Sentence:
    text = N_("{name} is in the team: {role}, {department}.")
    if not new:
        text = N_("{name} was so already: {role}, {department}.")
    place: object = part.name if part else Phrase(N_("no department in particular"))
    return said(text, name=name, role=Phrase(ROLES[role]), department=place)


def _enrol(
    page: Writing, user: int, role: str, part: Department | None, shop: Outlet | None
) -> bool:
    """Write what somebody is from now on; return whether that is new."""
    rows = page.session.rows("team.members")
    before = next((row for row in rows if row["user_id"] == user), None)
    placed = {"department_id": part and part.id, "outlet_id": shop and shop.id}
    if before is not None:
        if all(before[key] == value for key, value in {"role": role, **placed}.items()):
            return False
        page.ledger.update("team_member", before["id"], None, until_at=page.now)
    page.ledger.insert("team_member", None, user_id=user, role=role, from_at=page.now, **placed)
    told = {"role": role, "department": part and part.name, "outlet": shop and shop.name}
    page.ledger.update("users", user, None, **told)
    return True


def _member(page: Page, name: str) -> Row:
    user = owners.the_one(page, name)
    rows = page.session.rows("team.members")
    found = next((row for row in rows if row["user_id"] == user.id), None)
    if found is None:
        raise NoMember(name=user.name)
    return found


def _handed(count: int, to: str | None) -> list[Sentence]:
    if not count:
        return []
    if to:
        one, many = (
            N_("{count} customer belongs to {to} now."),
            N_("{count} customers belong to {to} now."),
        )
        return [counted(one, many, count, to=to)]
    one, many = (
        N_("{count} customer is in the pool now."),
        N_("{count} customers are in the pool now."),
    )
    return [counted(one, many, count)]


def _told(row: Row, counts: dict[int, int], logins: dict[int, str]) -> TeamMember:
    return TeamMember(
        user_id=row["user_id"],
        name=row["name"],
        role=row["role"],
        department=row["department"],
        outlet=row["outlet"],
        since=row["from_at"],
        customers=counts.get(row["user_id"], 0),
        login=logins.get(row["user_id"]),
    )

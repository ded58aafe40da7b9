"""What a server is told of the team: who may set it up, and which login stands for whom."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_, RefusedError, UnreadableError
from leadfunnel.services.book import Page, Writing

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.postgres_session import PostgresSession


class NoLogins(RefusedError):
    """A file has no logins to set up."""

    code = "no_logins"
    message = N_("A file has no logins: whoever can open it sees and changes everything.")
    hint = N_("First bring the store to a server: leadfunnel move --to postgresql://HOST/DATABASE")


class TeamNeedsGrant(RefusedError):
    """The login lacks what setting up a team takes."""

    code = "team_needs_grant"
    message = N_("{user} may not make roles on this server: its administrator has to run")
    hint = N_("Then again: leadfunnel team init")


class NotOwner(RefusedError):
    """Only whoever owns the store sets up its team."""

    code = "not_owner"
    message = N_("Only {owner}, who owns the store, may change the team.")
    hint = N_("You can see it with: leadfunnel team list")


class NoTeamYet(RefusedError):
    """There is no team to let anybody into."""

    code = "no_team_yet"
    message = N_("The team is not set up on this server yet: nobody would be held back.")
    hint = N_("First: leadfunnel team init")


class LongLogin(UnreadableError):
    """PostgreSQL keeps names of so many bytes."""

    code = "long_login"
    message = N_("{name} is too long for the name of a login.")
    hint = N_("Give a shorter one with --login.")


class LoginTaken(RefusedError):
    """A login stands for one user."""

    code = "login_taken"
    message = N_("The login {login} stands for somebody else in this team.")
    hint = N_("Give another one with --login.")


class EmptyPassword(UnreadableError):
    """A password is one line that is not empty."""

    code = "empty_password"
    message = N_("No password came in on standard input.")
    hint = N_("For example: leadfunnel team add NAME --password-stdin < file")


@dataclass(frozen=True)
class Login:
    """The login of a member; without a name the one there is, else the member's own name."""

    name: str | None = None
    password: str | None = None


def is_file(page: Page) -> bool:
    """Tell whether the store is a file, which holds nobody back."""
    return page.session.engine == "sqlite"


def _server(page: Page) -> PostgresSession:
    from leadfunnel.store.postgres_session import PostgresSession

    if not isinstance(page.session, PostgresSession):
        raise NoLogins()
    return page.session


def set_up(page: Writing) -> None:
    """Make the shared role and the policies anew; say what the administrator must run first."""
    from leadfunnel.store import roles

    server = _server(page)
    _check_owner(server)
    lacking: list[dict[str, object]] = [{"text": line} for line in roles.lacking(server)]
    if lacking:
        raise TeamNeedsGrant(user=roles.place(server).me, candidates=lacking)
    roles.set_up(server)


def check_may_change(page: Page) -> None:
    """Raise what keeps the acting login from changing the team; on a file everybody may."""
    if is_file(page):
        return
    from leadfunnel.store import roles

    server = _server(page)
    _check_owner(server)
    if not roles.is_set_up(server):
        raise NoTeamYet()


def _check_owner(server: PostgresSession) -> None:
    from leadfunnel.store import roles

    if not roles.owns(server):
        raise NotOwner(owner=roles.place(server).owner)


def logins(page: Page) -> dict[int, str]:
    """Return what users log in as, as far as the acting login may know."""
    from leadfunnel.store import roles

    if is_file(page) or not roles.owns(_server(page)):
        return {}
    return roles.logins(_server(page))


def is_held(page: Page) -> bool | None:
    """Tell whether the server holds members to their roles; None for a file."""
    if is_file(page):
        return None
    from leadfunnel.store import roles

    return roles.is_set_up(_server(page))


def admit(page: Writing, user: int, name: str, login: Login) -> list[Sentence]:
    """Give a user a login, and say what is still to be done about it."""
    from leadfunnel.store import roles

    server = _server(page)
    known = roles.logins(server)
    wanted = (login.name or known.get(user) or name).strip()
    if not wanted or len(wanted.encode()) > roles.LONGEST:
        raise LongLogin(name=wanted[:40])
    if any(theirs == wanted and holder != user for holder, theirs in known.items()):
        raise LoginTaken(login=wanted)
    if login.password is not None and not login.password:
        raise EmptyPassword()
    new = roles.admit(server, wanted, user, login.password)
    row = page.session.row("facts.get_users", row_id=user)
    if wanted != name and row is not None and row["external_id"] is None:
        page.ledger.update("users", user, None, external_id=wanted)
    return _told(server, wanted, new=new, password=login.password is not None)


def _told(server: PostgresSession, login: str, *, new: bool, password: bool) -> list[Sentence]:
    from leadfunnel.store import roles

    spoken = []
    if roles.unbound(server, login):
        text = N_("{login} owns the store or administers the server: nothing holds it back.")
        spoken.append(said(text, login=login))
    elif new:
        spoken.append(said(N_("Login {login} made on the server."), login=login))
    if new and not password:
        text = N_("Unless the server knows {login} otherwise, set a password: \\password in psql.")
        spoken.append(said(text, login=login))
    return spoken


def dismiss(page: Writing, user: int) -> list[Sentence]:
    """Take a user's login out of the team; the server still knows it."""
    from leadfunnel.store import roles

    login = roles.dismiss(_server(page), user)
    if login is None:
        return []
    text = N_("Login {login} sees nothing of this store any more; the server still knows it.")
    return [said(text, login=login)]

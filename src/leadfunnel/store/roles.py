"""The logins of a team on a server: the role they share, who is one of them, what is lacking.

Only whoever owns the tables sets this up. Names of roles are written by the client as quoted names.
"""

from __future__ import annotations

from pathlib import Path

from psycopg import Connection, sql

from leadfunnel.domain.record import dataclass
from leadfunnel.store.postgres_session import PostgresSession
from leadfunnel.store.session import COMPILED

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

POLICIES = Path(COMPILED) / "postgresql" / "policies.sql"
LONGEST = 63
"""The bytes of a role's name that PostgreSQL keeps."""


@dataclass(frozen=True)
class Place:
    """Where a store lies, and who owns it."""

    database: str
    schema: str
    owner: str
    me: str

    @property
    def team(self) -> str:
        """The role that all members of this store's team share."""
        name = f"leadfunnel.{self.database}.{self.schema}".encode()[:LONGEST]
        return name.decode("utf-8", errors="ignore")


def place(session: PostgresSession) -> Place:
    """Return where a store lies and who owns it."""
    found = session.composed(
        "SELECT current_database(), current_schema(), pg_get_userbyid(relowner), session_user "
        "FROM pg_class WHERE oid = to_regclass('customer')",
        {},
    )[0]
    return Place(*(str(part) for part in found))


def owns(session: PostgresSession) -> bool:
    """Tell whether the login owns the store, or may act as who does."""
    asked = "SELECT pg_has_role(session_user, relowner, 'USAGE') FROM pg_class "
    return bool(session.composed(asked + "WHERE oid = to_regclass('customer')", {})[0][0])


def exists(session: PostgresSession, role: str) -> bool:
    """Tell whether the server has a role of this name."""
    asked = "SELECT 1 FROM pg_roles WHERE rolname = :role"
    return bool(session.composed(asked, {"role": role}))


def may_create(session: PostgresSession) -> bool:
    """Tell whether the login may create roles."""
    asked = "SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = session_user"
    return bool(session.composed(asked, {})[0][0])


def may_grant(session: PostgresSession, role: str) -> bool:
    """Tell whether the login may make others members of a role."""
    asked = (
        "SELECT pg_has_role(session_user, oid, 'USAGE WITH ADMIN OPTION') "
        "FROM pg_roles WHERE rolname = :role"
    )
    found = session.composed(asked, {"role": role})
    return bool(found and found[0][0])


def lacking(session: PostgresSession) -> list[str]:
    """Return what the server's administrator has to run before a team can be set up."""
    found = place(session)
    if may_create(session):
        return []
    asked = [_text(session.server, "ALTER ROLE {} CREATEROLE;", found.me)]
    if exists(session, found.team) and not may_grant(session, found.team):
        asked.append(
            _text(session.server, "GRANT {} TO {} WITH ADMIN OPTION;", found.team, found.me)
        )
    return asked


def set_up(session: PostgresSession) -> None:
    """Make the shared role, and say anew for every table what members may do."""
    team = place(session).team
    if not exists(session, team):
        _run(session, "CREATE ROLE {} NOLOGIN", team)
    quoted = sql.Identifier(team).as_string(session.server)
    text = POLICIES.read_text(encoding="utf-8")
    in_blocks = quoted.replace("'", "''")
    head, rest = text.split("END $$;", 1)
    whole = head.replace("{team}", in_blocks) + "END $$;" + rest.replace("{team}", quoted)
    session.server.execute(whole.encode())


def is_set_up(session: PostgresSession) -> bool:
    """Tell whether the server holds members back."""
    asked = "SELECT relrowsecurity FROM pg_class WHERE oid = to_regclass('customer')"
    return bool(session.composed(asked, {})[0][0])


def logins(session: PostgresSession) -> dict[int, str]:
    """Return the logins by user."""
    rows = session.composed("SELECT user_id, login FROM team_login ORDER BY user_id", {})
    return {int(row[0]): str(row[1]) for row in rows}


def admit(session: PostgresSession, login: str, user_id: int, password: str | None) -> bool:
    """Let a login act as a user of the store; return whether the login is new on the server."""
    found = place(session)
    new = not exists(session, login)
    if new:
        _run(session, "CREATE ROLE {} LOGIN", login)
    if password is not None:
        _set_password(session, login, password)
    if login != found.owner:
        _run(session, "GRANT {} TO {}", found.team, login)
        _run(
            session,
            "ALTER ROLE {} IN DATABASE {} SET search_path = {}",
            *(login, found.database, found.schema),
        )
    session.server.execute("DELETE FROM team_login WHERE user_id = %s", [user_id])
    session.server.execute(
        "INSERT INTO team_login (login, user_id) VALUES (%s, %s) "
        "ON CONFLICT (login) DO UPDATE SET user_id = excluded.user_id",
        [login, user_id],
    )
    return new


def dismiss(session: PostgresSession, user_id: int) -> str | None:
    """Take a user's login out of the team; return it, None where there was none."""
    login = logins(session).get(user_id)
    if login is None:
        return None
    session.server.execute("DELETE FROM team_login WHERE user_id = %s", [user_id])
    found = place(session)
    if login != found.owner:
        _run(session, "REVOKE {} FROM {}", found.team, login)
    return login


def unbound(session: PostgresSession, login: str) -> bool:
    """Tell whether the server holds a login back by nothing: an administrator, or the owner."""
    asked = (
        "SELECT rolsuper OR rolbypassrls OR pg_has_role(oid, CAST(:owner AS name), 'MEMBER') "
        "FROM pg_roles WHERE rolname = :login"
    )
    owner = place(session).owner
    return bool(session.composed(asked, {"owner": owner, "login": login})[0][0])


def _set_password(session: PostgresSession, login: str, password: str) -> None:
    """Set a password; only its hash goes to the server, and so into no log."""
    server = session.server.pgconn
    hashed = server.encrypt_password(password.encode(), login.encode(), b"scram-sha-256")
    text = sql.SQL("ALTER ROLE {} PASSWORD {}").format(
        sql.Identifier(login), sql.Literal(hashed.decode())
    )
    session.server.execute(text)


def _run(session: PostgresSession, text: str, *names: str) -> None:
    session.server.execute(_text(session.server, text, *names).encode())


def _text(server: Connection[Any], text: str, *names: str) -> str:
    return text.format(*(sql.Identifier(name).as_string(server) for name in names))

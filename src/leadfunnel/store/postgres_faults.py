"""What a server can refuse, said so that a seller can act on it; never with a password."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors
from psycopg.conninfo import conninfo_to_dict

from leadfunnel.errors import N_, RefusedError, StoreError, UnreadableError
from leadfunnel.store.faults import DiskFull

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    Told = dict[str, Any]

SECRET = ("password", "sslpassword", "passfile")


class BadAddress(UnreadableError):
    """The address of a database cannot be read."""

    code = "database_address"
    message = N_("The address of the database cannot be read.")
    hint = N_("For example: --db postgresql://user@host:5432/database (the password in ~/.pgpass)")


class Unreachable(StoreError):
    """No connection to the server."""

    code = "unreachable"
    message = N_("leadfunnel cannot reach the database {address}: {detail}.")
    hint = N_("Check the address, the network and the password (~/.pgpass or PGPASSWORD).")


class ConnectionLost(StoreError):
    """The connection broke before anything was saved."""

    code = "connection_lost"
    message = N_("The connection to {address} was lost: nothing was saved.")
    hint = N_("Try again.")


class LostWhileSaving(StoreError):
    """The connection broke while the server was told to save."""

    code = "lost_while_saving"
    message = N_("The connection to {address} was lost while saving: it may be saved or not.")
    hint = N_("Look before trying again: leadfunnel history")


class NotAllowed(RefusedError):
    """The server does not let this role do it."""

    code = "not_allowed"
    message = N_("The server does not let {user} do this: nothing was saved.")
    hint = N_("It is a colleague's customer, or needs another role.")


class NotOfTeam(RefusedError):
    """The login is no member of the team whose store this is."""

    code = "not_of_team"
    message = N_("{user} is no member of the team at {address}.")
    hint = N_("Whoever set up the team lets you in: leadfunnel team add {user} --role rep")


class OwnerUpgrades(StoreError):
    """An older store is brought forward by whoever owns it."""

    code = "owner_upgrades"
    message = N_("The store at {address} is of an older version of this program.")
    hint = N_("Whoever owns it brings it forward by any command, such as: leadfunnel today")


class ForeignSchema(StoreError):
    """Tables of the same names are there already."""

    code = "foreign_store"
    message = N_("{address} holds tables of another program where the store would be.")
    hint = N_("Name an empty database with --db.")


class ReadOnlyServer(StoreError):
    """The server takes no changes."""

    code = "not_writable"
    message = N_("The database {address} takes no changes now: nothing was saved.")
    hint = N_("It may be a standby, or be under maintenance: try again later.")


class ServerRefused(StoreError):
    """The server refused for a reason of its own."""

    code = "server_refused"
    message = N_("The database {address} refused: {detail}. Nothing was saved.")
    hint = N_("If it happens again, tell whoever looks after the server.")


def read_url(url: str) -> Told:
    """Return what an address says; raise BadAddress, which does not repeat it."""
    try:
        told = dict(conninfo_to_dict(url))
    except psycopg.Error:
        raise BadAddress() from None
    ports = str(told.get("port") or "").replace(",", "")
    if (
        ports and not ports.isdigit()
    ) or "@" in f"{told.get('host') or ''}{told.get('dbname') or ''}":
        raise BadAddress()  # a sign in the password that should have been encoded splits it
    return told


def shown(told: Told) -> str:
    """Return an address without user and password."""
    host = str(told.get("host") or told.get("service") or "localhost")
    port = f":{told['port']}" if told.get("port") else ""
    return f"postgresql://{host}{port}/{told.get('dbname') or ''}"


def _detail(error: psycopg.Error, told: Told) -> str:
    """Return the last thing the server said, on one line and without secrets."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    said = next((line for line in reversed(lines) if "FATAL" in line), lines[0] if lines else "")
    said = said.rsplit("FATAL:", 1)[-1].strip().rstrip(".")
    for name in SECRET:
        if told.get(name):
            said = said.replace(str(told[name]), "***")
    return said or type(error).__name__


@contextmanager
def connecting(told: Told) -> Iterator[None]:
    """Say why no connection comes about."""
    try:
        yield
    except psycopg.Error as error:
        raise Unreachable(
            address=shown({"port": "5432", **told}), detail=_detail(error, told)
        ) from None


@contextmanager
def saving(told: Told) -> Iterator[None]:
    """Say that it is not known whether something was saved."""
    try:
        yield
    except (errors.OperationalError, errors.InterfaceError) as error:
        if _is_lost(error):
            raise LostWhileSaving(address=shown(told)) from None
        raise


@contextmanager
def spoken(told: Told) -> Iterator[None]:
    """Say what the server refuses."""
    try:
        yield
    except psycopg.Error as error:
        raise translate(error, told) from error


def translate(error: psycopg.Error, told: Told) -> StoreError | RefusedError:
    """Return the error that says what one of the server means."""
    address = shown(told)
    if isinstance(error, errors.InsufficientPrivilege):
        return NotAllowed(user=str(told.get("user") or "-"))
    if isinstance(error, (errors.DiskFull, errors.OutOfMemory)):
        return DiskFull()
    if isinstance(error, errors.ReadOnlySqlTransaction):
        return ReadOnlyServer(address=address)
    if _is_lost(error):
        return ConnectionLost(address=address)
    return ServerRefused(address=address, detail=_detail(error, told))


def _is_lost(error: psycopg.Error) -> bool:
    """Tell whether the connection is gone: the server said so, or nothing at all."""
    state = error.sqlstate or ""
    gone = state.startswith(("08", "57P"))
    return gone or (
        not state and isinstance(error, (errors.OperationalError, errors.InterfaceError))
    )

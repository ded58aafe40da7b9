"""What comes from outside: the instant that is fixed, the login name, the zone, the country."""

from __future__ import annotations

import os
from collections.abc import Mapping

from leadfunnel.errors import N_, UnreadableError


class BadNow(UnreadableError):
    """LEADFUNNEL_NOW is no instant."""

    code = "bad_now"
    message = N_("LEADFUNNEL_NOW cannot be read: {text}.")
    hint = N_("Write an ISO instant, e.g. 2026-11-25T09:00:00+08:00.")


class NotUtf8(UnreadableError):
    """What was typed is not text."""

    code = "not_utf8"
    message = N_("What was typed is not valid UTF-8.")


LONGEST_USER = 200


class EmptyUser(UnreadableError):
    """A user needs a name."""

    code = "empty_user"
    message = N_("The user name is empty.")


class LongUser(UnreadableError):
    """A user's name stands in tables beside others."""

    code = "long_user"
    message = N_("The user name is too long: {length} characters, at most {limit}.")


class NoDriver(UnreadableError):
    """The address names a server, and what speaks with servers is not installed."""

    code = "no_driver"
    message = N_("The database address names a PostgreSQL server, and psycopg is not installed.")
    hint = N_("Install it with: pip install 'leadfunnel[postgres]'")


class UserIsLogin(UnreadableError):
    """On a server everybody acts as the role they logged in with."""

    code = "user_is_login"
    message = N_(
        "On a server the user is the role that logs in, here {user}: --user cannot say so."
    )
    hint = N_("Name the role in the address: --db postgresql://ROLE@host/database")


def instant(text: str, zone: str) -> int:
    """Return the UTC seconds of an ISO instant; without an offset it is meant in the zone."""
    from datetime import datetime

    from leadfunnel.domain.calendar import BusinessCalendar

    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        raise BadNow(text=text) from None
    if not 1900 < found.year < 9999:
        raise BadNow(text=text)
    if found.tzinfo is None:
        return BusinessCalendar(zone).instant(found.date(), found.time())
    return int(found.timestamp())


def login(environ: Mapping[str, str]) -> str:
    """Return the login name, `me` when the computer knows none."""
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        if environ.get(variable):
            return environ[variable]
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "me"


def local_zone(environ: Mapping[str, str]) -> str:
    """Return the name of the computer's zone, UTC when it does not say."""
    given = environ.get("TZ", "").lstrip(":")
    if given:
        return given
    try:
        target = os.path.realpath("/etc/localtime")
    except OSError:
        return "UTC"
    _, marker, name = target.partition("zoneinfo/")
    return name if marker else "UTC"


def country(environ: Mapping[str, str]) -> tuple[str, str]:
    """Return the region of phones and the currency that the locale suggests; else China's."""
    known = {"TW": "TWD", "HK": "HKD", "MO": "MOP", "SG": "SGD", "US": "USD", "GB": "GBP"}
    for variable in ("LC_ALL", "LC_MONETARY", "LANG"):
        region = environ.get(variable, "").partition(".")[0].partition("_")[2]
        if region in known:
            return region, known[region]
    return "CN", "CNY"

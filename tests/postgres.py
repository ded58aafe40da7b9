"""A real PostgreSQL for the tests: one that is named, else one of this machine, started here.

`LEADFUNNEL_TEST_PG_URL` names a server. Else the programs of PostgreSQL that are installed make a
server in a temporary folder, run as a plain user (it refuses to run as root). Where there is none
the tests are skipped and say so, unless LEADFUNNEL_REQUIRE_ALL=1 asks for all of them.
"""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Collection
from functools import cache
from itertools import count
from pathlib import Path

import pytest

PROGRAMS = "/usr/lib/postgresql"
PLAIN_USERS = ("postgres", "nobody")
_numbers = count(1)


@cache
def server() -> str | None:
    """Return the address of a server that tests may do anything with; None where there is none."""
    named = os.environ.get("LEADFUNNEL_TEST_PG_URL")
    if named:
        return named
    programs = _programs()
    return _started(programs) if programs else None


def required() -> bool:
    return os.environ.get("LEADFUNNEL_REQUIRE_ALL") == "1"


def fresh(kind: str = "t") -> str:
    """Return the address of a new schema with nothing in it; skip the test without a server."""
    psycopg = pytest.importorskip("psycopg") if not required() else __import__("psycopg")
    url = server()
    if url is None:
        if required():
            pytest.fail("no PostgreSQL: install it, or name one by LEADFUNNEL_TEST_PG_URL")
        pytest.skip("no PostgreSQL here: install it, or name one by LEADFUNNEL_TEST_PG_URL")
    name = f"{kind}{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
    return f"{url}{'&' if '?' in url else '?'}options=-csearch_path%3D{name}"


def database(owner: str | None = None) -> tuple[str, str]:
    """Return the address and name of a new database, of a login made for it where one is named.

    Skip the test without a server.
    """
    psycopg = __import__("psycopg") if required() else pytest.importorskip("psycopg")
    url = fresh("d").partition("?")[0]
    name = f"team{os.getpid()}_{next(_numbers)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        if owner is not None:
            connection.execute(f'CREATE ROLE "{owner}" LOGIN CREATEROLE')
            connection.execute(f'ALTER DATABASE {name} OWNER TO "{owner}"')
    return f"{url.rpartition('/')[0]}/{name}", name


def drop(name: str, logins_left: Collection[str] = ()) -> None:
    """Drop a database with the logins of its team, of who left it, and roles named after it."""
    import psycopg

    url = str(server()).partition("?")[0]
    place = f"{url.rpartition('/')[0]}/{name}"
    with psycopg.connect(place, autocommit=True) as connection:
        rows = connection.execute("SELECT to_regclass('team_login')").fetchall()
        logins = connection.execute("SELECT login FROM team_login").fetchall() if rows[0][0] else []
        asked = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s"
        owners = connection.execute(asked, [name]).fetchall()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
        asked = "SELECT rolname FROM pg_roles WHERE rolname LIKE %s AND NOT rolsuper"
        found = {*connection.execute(asked, [f"%{name}%"]).fetchall(), *logins, *owners}
        found |= {(login,) for login in logins_left}
        for (role,) in found - {("tester",)}:
            connection.execute(f'DROP ROLE IF EXISTS "{role}"')


def _programs() -> Path | None:
    """Return the folder of the newest programs of PostgreSQL, from 15 on."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = [path for path in Path(PROGRAMS).glob("*/bin") if (path / "initdb").exists()]
    fit = [path for path in versions if int(path.parent.name) >= 15]
    return max(fit, key=lambda path: int(path.parent.name), default=None)


def _started(programs: Path) -> str | None:
    folder = Path(tempfile.mkdtemp(prefix="leadfunnel-pg-"))
    before = _as_plain_user(folder)
    data, port = folder / "data", _free_port()
    initdb = [programs / "initdb", "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8"]
    _run([*before, *initdb, "--locale=C", "--no-sync"])
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    options += " -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
    control = [*before, programs / "pg_ctl", "-D", data, "-w"]
    _run([*control, "-l", folder / "log", "-o", options, "start"])
    atexit.register(_stop, [*control, "-m", "immediate", "stop"], folder)
    return f"postgresql://tester@127.0.0.1:{port}/postgres"


def _stop(command: list[str | Path], folder: Path) -> None:
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[str | Path]) -> None:
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")


def _as_plain_user(folder: Path) -> list[str | Path]:
    """Return what to put before a command so that it does not run as root."""
    if os.geteuid() != 0:
        return []
    import pwd

    known = {user.pw_name for user in pwd.getpwall()}
    name = next(user for user in PLAIN_USERS if user in known)
    shutil.chown(folder, name)
    return ["setpriv", f"--reuid={name}", "--clear-groups"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

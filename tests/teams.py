"""A team on a real server for the tests: its store, its owner, and a store for each login.

Every team has a database of its own and logins whose names are its own, for roles belong to the
whole server; both are dropped at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from leadfunnel.services.team import Joining, Team
from leadfunnel.services.team_places import Departments
from tests import postgres
from tests.conftest import Clocked


class Crew:
    """One team: `owner` made the store; `as_(name)` is the store as that member opens it."""

    def __init__(self, folder: Path, address: str, mark: str) -> None:
        self.folder = folder
        self.address = address
        self.mark = mark
        self.owner = self._clocked("tester")
        self._clocks: dict[str, Clocked] = {}

    def _clocked(self, login: str) -> Clocked:
        clocked = Clocked(self.folder / "none.db", self.address.replace("tester", login, 1))
        clocked.user = login
        return clocked

    def login(self, name: str) -> str:
        """Return the login of a member: the name with the mark of this team."""
        return f"{name}_{self.mark}"

    def as_(self, name: str) -> Clocked:
        """Return the store as a member opens it."""
        return self._clocks.setdefault(name, self._clocked(self.login(name)))

    def add(self, name: str, role: str = "rep", department: str | None = None) -> None:
        """Let somebody in."""
        Team(self.owner.book()).add(self.login(name), Joining(role, department))

    def connect(self, name: str) -> Any:
        """Open a bare connection as a member, as psql would."""
        import psycopg

        address = self.as_(name).address
        assert address is not None
        return psycopg.connect(address, autocommit=True)


@contextmanager
def crew(folder: Path) -> Iterator[Crew]:
    """Make a team of two departments: 小李 and 阿强 in one, 小王 in the other; they are led."""
    url, name = postgres.database()
    made = Crew(folder, url, name)
    try:
        Team(made.owner.book()).init()
        for part in ("one", "two"):
            Departments(made.owner.book()).add(part, None)
        made.add("小李", department="one")
        made.add("阿强", department="one")
        made.add("小王", department="two")
        made.add("经理", "manager", "one")
        made.add("老板", "manager")
        made.add("查看", "viewer", "one")
        yield made
    finally:
        postgres.drop(name)

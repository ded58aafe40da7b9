"""`department` and `outlet`: add, list, rename, rm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from leadfunnel.domain.fold import fold
from leadfunnel.domain.sentence import said
from leadfunnel.domain.team import Department, Outlet
from leadfunnel.errors import N_, NotFoundError, RefusedError, UnreadableError
from leadfunnel.services.book import Book, Page, Writing
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.results.team import PlaceList
from leadfunnel.store.session import Row

LONGEST = 60


class BadPlaceName(UnreadableError):
    """A name must have a letter, and fit a line."""

    code = "bad_place_name"
    message = N_("{text} is no name: it needs a letter, and at most {limit} signs.")


class NoDepartment(NotFoundError):
    """No department is called so."""

    code = "no_department"
    message = N_("No department is called {text}.")
    hint = N_("A new one: leadfunnel department add {text}")


class NoOutlet(NotFoundError):
    """No outlet is called so."""

    code = "no_outlet"
    message = N_("No outlet is called {text}.")
    hint = N_("A new one: leadfunnel outlet add {text}")


class KnownPlace(RefusedError):
    """Two departments, or outlets, cannot have one name."""

    code = "known_place"
    message = N_("{name} is there already.")


class PlaceInUse(RefusedError):
    """Somebody or something still belongs to it."""

    code = "place_in_use"
    message = N_("{name} is still in use: {users}.")
    hint = N_("Give them another place first.")


def department(page: Page, text: str) -> Department:
    """Return the department of a name; raise NoDepartment."""
    row = _named(page, "departments", text)
    if row is None:
        raise NoDepartment(text=text.strip()[:40])
    return _department(row)


def outlet(page: Page, text: str) -> Outlet:
    """Return the outlet of a name; raise NoOutlet."""
    row = _named(page, "outlets", text)
    if row is None:
        raise NoOutlet(text=text.strip()[:40])
    return Outlet(row["id"], row["name"], row["department"])


def _named(page: Page, statement: str, text: str) -> Row | None:
    key = fold(text)
    rows = page.session.rows(f"team.{statement}")
    return next((row for row in rows if row["name_key"] == key), None)


def _department(row: Row) -> Department:
    return Department(row["id"], row["name"], row["parent"], row["parent_id"])


def _read_name(text: str) -> str:
    name = " ".join(text.split())
    if not 0 < len(name) <= LONGEST or not name.isprintable() or not any(map(str.isalpha, name)):
        raise BadPlaceName(text=text[:40], limit=LONGEST)
    return name


def _free(page: Page, statement: str, name: str, own: int | None = None) -> None:
    known = _named(page, statement, name)
    if known is not None and known["id"] != own:
        raise KnownPlace(name=known["name"])


class Departments:
    """`department add|list|rename|rm`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def add(self, text: str, within: str | None) -> Changed:
        """Add a department, perhaps as a part of another."""
        name = _read_name(text)
        with self.book.record("department add", name) as page:
            _free(page, "departments", name)
            parent = department(page, within) if within else None
            page.ledger.insert(
                "department", None, name=name, name_key=fold(name), parent_id=parent and parent.id
            )
            spoken = said(N_("Department {name} added."), name=name)
            return Changed(page.ledger.recorded, (), (spoken,))

    def list(self) -> PlaceList:
        """Return the departments with the number of their members."""
        with self.book.read() as page:
            members = Counter(row["department_id"] for row in page.session.rows("team.members"))
            found = tuple(map(_department, page.session.rows("team.departments")))
            return PlaceList("department", departments=found, members=members)

    def rename(self, text: str, new: str) -> Changed:
        """Give a department another name; its members and reports go by it."""
        name = _read_name(new)
        with self.book.record("department rename", f"{text} {name}"[:80]) as page:
            found = department(page, text)
            _free(page, "departments", name, found.id)
            page.ledger.update("department", found.id, None, name=name, name_key=fold(name))
            _rename_at_users(page, "department", found.name, name)
            spoken = said(N_("{old} is called {name} now."), old=found.name, name=name)
            return Changed(page.ledger.recorded, (), (spoken,))

    def remove(self, text: str) -> Changed:
        """Take away a department that nobody and nothing belongs to."""
        with self.book.record("department rm", text[:80]) as page:
            found = department(page, text)
            _check_unused(found.name, _belonging(page, found))
            page.ledger.void("department", found.id, None)
            spoken = said(N_("Department {name} is no more."), name=found.name)
            return Changed(page.ledger.recorded, (), (spoken,))


def _belonging(page: Page, found: Department) -> Sequence[str]:
    """Return the names of what belongs to a department: members, parts, outlets."""
    rows = page.session.rows
    parts = [row["name"] for row in rows("team.departments") if row["parent_id"] == found.id]
    outlets = [row["name"] for row in rows("team.outlets") if row["department_id"] == found.id]
    people = [row["name"] for row in rows("team.members") if row["department_id"] == found.id]
    return (*people, *parts, *outlets)


def _check_unused(name: str, users: Sequence[str]) -> None:
    if users:
        shown = ", ".join(users[:5]) + (" …" if len(users) > 5 else "")
        raise PlaceInUse(name=name, users=shown)


def _rename_at_users(page: Writing, column: str, old: str, new: str) -> None:
    """Keep what the rows of users say of a place in step, which older reports go by."""
    for row in page.session.rows("operations.user_all"):
        if row[column] == old:
            page.ledger.update("users", row["id"], None, **{column: new})


class Outlets:
    """`outlet add|list|rename|rm`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def add(self, text: str, within: str | None) -> Changed:
        """Add an outlet, perhaps of a department."""
        name = _read_name(text)
        with self.book.record("outlet add", name) as page:
            _free(page, "outlets", name)
            part = department(page, within) if within else None
            page.ledger.insert(
                "outlet", None, name=name, name_key=fold(name), department_id=part and part.id
            )
            spoken = said(N_("Outlet {name} added."), name=name)
            return Changed(page.ledger.recorded, (), (spoken,))

    def list(self) -> PlaceList:
        """Return the outlets, and the names customers have that are none yet."""
        with self.book.read() as page:
            found = tuple(
                Outlet(row["id"], row["name"], row["department"])
                for row in page.session.rows("team.outlets")
            )
            members = Counter(row["outlet_id"] for row in page.session.rows("team.members"))
            known = {fold(one.name) for one in found}
            counts = [(row[0], row[1]) for row in page.session.rows("team.outlet_counts")]
            others = sorted(one for one in counts if fold(one[0]) not in known)
            return PlaceList("outlet", outlets=found, members=members, undeclared=tuple(others))

    def rename(self, text: str, new: str) -> Changed:
        """Give an outlet another name, at customers and purchases too."""
        name = _read_name(new)
        with self.book.record("outlet rename", f"{text} {name}"[:80]) as page:
            found = outlet(page, text)
            _free(page, "outlets", name, found.id)
            page.ledger.update("outlet", found.id, None, name=name, name_key=fold(name))
            _rename_at_users(page, "outlet", found.name, name)
            ids = page.session.values("team.at_outlet", name=found.name)
            for number in ids:
                page.ledger.update("customer", number, number, outlet=name)
            for row in page.session.rows("team.bought_at", name=found.name):
                page.ledger.update("purchase", row["id"], row["customer_id"], outlet=name)
            spoken = said(
                N_("{old} is called {name} now, at {count} customers too."),
                old=found.name,
                name=name,
                count=f"{len(ids):,}",
            )
            return Changed(page.ledger.recorded, (), (spoken,))

    def remove(self, text: str) -> Changed:
        """Take away an outlet that no member belongs to; customers keep its name."""
        with self.book.record("outlet rm", text[:80]) as page:
            found = outlet(page, text)
            people = [
                row["name"]
                for row in page.session.rows("team.members")
                if row["outlet_id"] == found.id
            ]
            _check_unused(found.name, people)
            page.ledger.void("outlet", found.id, None)
            spoken = said(N_("Outlet {name} is no more; customers keep its name."), name=found.name)
            return Changed(page.ledger.recorded, (), (spoken,))

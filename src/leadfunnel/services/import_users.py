"""`import --as users`: who sells, with their ids; two of one name stay two."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from leadfunnel.domain.fold import fold
from leadfunnel.domain.incoming import Problem
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_
from leadfunnel.services.book import Writing
from leadfunnel.services.import_cells import Refused
from leadfunnel.services.import_kinds import EventRow, Tally
from leadfunnel.services.import_read import Read
from leadfunnel.store import people
from leadfunnel.store.session import Row

SAID = ("department", "outlet", "role")


@dataclass(frozen=True, slots=True)
class Person:
    """One row; `told` holds what is not empty of `SAID`."""

    line: int
    id: str
    name: str
    told: tuple[tuple[str, str], ...]


def read_person(row: EventRow) -> Person:
    """Read one row; Refused without a name."""
    place, name = row.first("name")
    if not name:
        raise Refused(place, "", Phrase(N_("has no name")))
    told = tuple((field, text) for field in SAID if (text := row.text(field)))
    return Person(row.line, row.text("id"), name, told)


class PersonWriter:
    """Writes the users of one file into an operation; undone, they stay as bare names."""

    def __init__(self, page: Writing, file: Read, rows: Sequence[Person]) -> None:
        self.page = page
        self.file = file
        self.rows = rows
        self.tally = Tally()
        self._lines: dict[str, int] = {}

    def go(self, progress: Callable[[int], None]) -> Tally:
        """Write them all; `progress` hears how many rows are done."""
        for done, person in enumerate(self.rows, start=1):
            reason = self._against(person)
            if reason:
                self.file.refuse(person.line, [Problem(person.line, "", "", reason)])
                self.file.rows -= 1
            else:
                self._write(person)
            progress(done)
        return self.tally

    def _against(self, person: Person) -> Phrase | None:
        if person.id:
            before = self._lines.setdefault(person.id, person.line)
            if before != person.line:
                return Phrase(N_("has the id of line {line}"), line=before)
            return None
        found = self._named(person.name)
        if len(found) > 1:
            text = N_("{count} users are called {name}: write the id instead")
            return Phrase(text, count=len(found), name=person.name[:40])
        return None

    def _write(self, person: Person) -> None:
        number = self._known(person)
        new = number is None
        if number is None:
            number = people.new_user(self.page.session, person.name)
        given = {"name": person.name, "name_key": fold(person.name), **dict(person.told)}
        if person.id:
            given["external_id"] = person.id
        changed = self.page.ledger.update("users", number, None, **given)
        self.tally.added += new
        self.tally.updated += changed and not new
        self.tally.unchanged += not changed and not new

    def _known(self, person: Person) -> int | None:
        """Return the user of this id, or one mentioned by it or by name who has no id yet."""
        if not person.id:
            found = self._named(person.name)
            return found[0]["id"] if found else None
        row = self.page.session.row("transfer.user_by_external", external_id=person.id)
        if row is not None:
            return int(row["id"])
        mentioned = [*self._named(person.id), *self._named(person.name)]
        return next((one["id"] for one in mentioned if one["external_id"] is None), None)

    def _named(self, name: str) -> list[Row]:
        return self.page.session.rows("operations.user_by_key", key=fold(name))

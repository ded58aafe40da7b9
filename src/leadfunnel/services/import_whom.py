"""Telling whom a row of an event is about, and who recorded it: exactly one, or it is refused."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable

from leadfunnel.domain.fold import fold
from leadfunnel.domain.identity import Identity
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_
from leadfunnel.services.import_cells import Refused, Row
from leadfunnel.services.import_match import SURE, WORDS, tells
from leadfunnel.services.import_rows import read_identities
from leadfunnel.store import people
from leadfunnel.store.session import Session


@dataclass(frozen=True, slots=True)
class Whom:
    """What a row says about its customer."""

    identities: tuple[Identity, ...]
    name: str
    company: str

    @property
    def nothing(self) -> bool:
        """Whether it says nothing."""
        return not (self.identities or self.name or self.company)

    @property
    def key(self) -> str:
        """What is hashed of it."""
        ids = "\x1f".join("\x1e".join(one.key) for one in self.identities)
        return f"{ids}\x1d{fold(self.name)}\x1d{fold(self.company)}"


class NoOne(Exception):
    """A row is not about exactly one customer; `count` tells of how many, `reason` says it."""

    def __init__(self, count: int, reason: Phrase) -> None:
        super().__init__(reason)
        self.count = count
        self.reason = reason


def whom_of(row: Row) -> Whom:
    """Return what a row says about its customer, which may be nothing."""
    identities = tuple(one for one in read_identities(row) if tells(one))
    return Whom(identities, row.first("name")[1], row.first("company")[1])


def read_whom(row: Row) -> Whom:
    """Return what a row says about its customer; Refused where it says nothing."""
    whom = whom_of(row)
    if whom.nothing:
        detail = row.notes[0] if row.notes else ""
        raise Refused(-1, detail, Phrase(N_("does not say which customer it is about")))
    return whom


class Finder:
    """Finds the customers of some rows at a time."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._keys: dict[tuple[str, str, str], set[int]] = defaultdict(set)
        self._names: dict[str, set[int]] = defaultdict(set)
        self._companies: dict[str, set[int]] = defaultdict(set)

    def learn(self, whoms: Iterable[Whom]) -> None:
        """Ask the store about the customers of these rows, and forget those before."""
        found = list(whoms)
        for known in (self._keys, self._names, self._companies):
            known.clear()
        values = json.dumps([one.value for whom in found for one in whom.identities])
        for row in self.session.rows("transfer.known", values=values):
            self._keys[row["kind"], row["system"], row["value"]].add(row["customer_id"])
        names = json.dumps([fold(whom.name) for whom in found if whom.name])
        firms = json.dumps([text for whom in found for text in (whom.company, whom.name) if text])
        for row in self.session.rows("transfer.named", values=names, companies=firms):
            self._names[row["name_key"]].add(row["id"])
            if row["company"]:
                self._companies[row["company"]].add(row["id"])

    def find(self, whom: Whom) -> int:
        """Return the customer of a row: by its surest identity, else by name; raise NoOne."""
        if whom.identities:
            return self._by_identity(whom)
        candidates = set(self._names.get(fold(whom.name), ())) if whom.name else set()
        if whom.company:
            same = self._companies.get(whom.company, set())
            candidates = candidates & same if whom.name else set(same)
        candidates = candidates or set(self._companies.get(whom.name, ()))
        if len(candidates) == 1:
            return candidates.pop()
        if candidates:
            text = N_("is about any of {count} customers: {ids}; add a phone or an id")
            raise NoOne(len(candidates), Phrase(text, count=len(candidates), ids=_ids(candidates)))
        name = whom.name or whom.company
        raise NoOne(0, Phrase(N_("is about nobody known: {name}"), name=name[:40]))

    def _by_identity(self, whom: Whom) -> int:
        for kind in SURE:
            found = {
                number
                for one in whom.identities
                if one.kind == kind
                for number in self._keys.get(one.key, ())
            }
            if len(found) > 1 and whom.name:
                found = found & self._names.get(fold(whom.name), set()) or found
            if len(found) == 1:
                return found.pop()
            if found:
                text = N_("has an {identity} of {count} customers: {ids}")
                reason = Phrase(text, identity=WORDS[kind], count=len(found), ids=_ids(found))
                raise NoOne(len(found), reason)
        kinds = ", ".join(dict.fromkeys(WORDS[one.kind] for one in whom.identities))
        raise NoOne(0, Phrase(N_("is about nobody known by this {identity}"), identity=kinds))


def _ids(numbers: Iterable[int]) -> str:
    shown = sorted(numbers)
    return " ".join(f"#{number}" for number in shown[:5]) + (" ..." if shown[5:] else "")


class Staff:
    """Users by external id or name, recorded on first mention."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._known: dict[str, int] = {}

    def id(self, text: str) -> int:
        """Return the user meant; NoOne where several share the name."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._find(text)
        return found

    def _find(self, text: str) -> int:
        row = self.session.row("transfer.user_by_external", external_id=text.strip())
        if row is not None:
            return int(row["id"])
        users = people.find_users(self.session, text)
        if len(users) > 1:
            told = N_("{count} users are called {name}: write the id instead")
            raise NoOne(len(users), Phrase(told, count=len(users), name=text[:40]))
        return users[0].id if users else people.new_user(self.session, text)

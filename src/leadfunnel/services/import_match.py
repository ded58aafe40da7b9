"""Telling whom each row of a file is about: a known customer, one of a row before it, a new one.

Only what a batch of rows needs is in memory: what rows before told of the same customers comes
back from the temporary file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from leadfunnel.domain.identity import Identity, IdentityKind
from leadfunnel.domain.incoming import Incoming, Problem, packed
from leadfunnel.domain.phone import digits
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_
from leadfunnel.store.session import Session
from leadfunnel.store.spool import Spool

POLICIES = ("skip", "update", "refuse")
SURE = (IdentityKind.EXTERNAL, IdentityKind.PHONE, IdentityKind.WECHAT, IdentityKind.EMAIL)
"""What customers are known again by; the first kind that hits decides."""

WORDS = {
    "external": Phrase(N_("external id")),
    "phone": Phrase(N_("phone")),
    "wechat": Phrase(N_("WeChat id")),
    "email": Phrase(N_("email address")),
}
Key = tuple[str, str, str]


@dataclass(eq=False, slots=True)
class Target:
    """One customer that rows are about; `new` ones have the number they will be written under.

    `line` is that of the first row about them, 0 before any. `fills` tells that only empty fields
    may change: a row that the store knows says the rest.
    """

    number: int
    new: bool = False
    line: int = 0
    fills: bool = False


@dataclass(frozen=True)
class Asked:
    """How rows about known customers are treated, and which keys come again in the file.

    `own` is a file that we exported: what two rows of it share does not make them one.
    """

    policy: str
    own: bool
    repeated: frozenset[int]


class Matcher:
    """Takes rows in the order of the file.

    `added` counts new customers and `unchanged` rows that say nothing new; `note` hears of rows
    about one customer, `refuse` of rows that are not to be about a known one.
    """

    def __init__(
        self,
        session: Session,
        spool: Spool,
        asked: Asked,
        note: Callable[[Problem], None],
        refuse: Callable[[Problem], None],
    ) -> None:
        self.session = session
        self.spool = spool
        self.asked = asked
        self.note = note
        self.refuse = refuse
        self.unchanged = 0
        self.first: int = session.value("facts.next_customer")
        self.next: int = self.first
        self._equal: dict[str, int] = {}

    @property
    def added(self) -> int:
        """How many customers are new."""
        return self.next - self.first

    def place(self, rows: Sequence[Incoming]) -> list[tuple[int, Incoming]]:
        """Return the rows that alone tell of a new customer, with its number; spool the others."""
        for row in rows:
            self._number(row)
        batch = _Batch(self, rows)
        for row in rows:
            self._place(batch, row)
        batch.keep()
        return batch.alone

    def repeats(self, key: object) -> bool:
        """Tell whether a key comes more than once in the file."""
        return hash(key) in self.asked.repeated

    def _number(self, row: Incoming) -> None:
        """Give each of several equal rows a key of its own."""
        if self.repeats(row.key):
            count = self._equal[row.key] = self._equal.get(row.key, 0) + 1
            if count > 1:
                row.key = f"{row.key}-{count}"

    def _place(self, batch: _Batch, row: Incoming) -> None:
        problem = batch.held(row)
        if problem is not None:
            self.refuse(problem)
            return
        known = batch.by_key.get((IdentityKind.ROW, "", row.key))
        if known is not None:
            known.fills = True
            batch.meet(known, row)
            self.unchanged += 1
            return
        target, by = self._find(batch, row)
        if target is None:
            batch.add(row)
        elif self.asked.policy == "refuse":
            self.refuse(_same(row, target, by))
        elif self.asked.policy == "skip":
            self.note(_same(row, target, by, Phrase(N_("left alone"))))
            self.unchanged += 1
        else:
            if target.line:
                self.note(_same(row, target, by, Phrase(N_("taken as one customer"))))
            batch.join(target, self._without_strays(batch, row, target))

    def _find(self, batch: _Batch, row: Incoming) -> tuple[Target | None, str]:
        for kind in SURE:
            for identity in row.identities:
                if identity.kind == kind and tells(identity):
                    target = batch.by_key.get(identity.key)
                    if target is not None and not (self.asked.own and target.new):
                        return target, WORDS[kind]
        return None, ""

    def _without_strays(self, batch: _Batch, row: Incoming, target: Target) -> Incoming:
        """Leave out the identities that belong to somebody else; nobody is merged unasked."""
        kept: list[Identity] = []
        for identity in row.identities:
            other = batch.by_key.get(identity.key)
            if other in (None, target) or not tells(identity):
                kept.append(identity)
                continue
            assert other is not None  # noqa: S101 - ruled out above
            reason = Phrase(N_("belongs to {place} and stays there"), place=_place(other))
            self.note(Problem(row.line, WORDS[identity.kind], identity.raw, reason))
        if len(kept) < len(row.identities):
            return replace(row, identities=tuple(kept))
        return row


class _Batch:
    """Some rows and whom the store, and the rows before, know by their keys."""

    def __init__(self, matcher: Matcher, rows: Sequence[Incoming]) -> None:
        self.matcher = matcher
        self.alone: list[tuple[int, Incoming]] = []
        self.by_key: dict[Key, Target] = {}
        self._by_number: dict[int, Target] = {}
        self._met: dict[int, Target] = {}
        self._registered: dict[str, int] = {}
        self._joined: list[tuple[int, int, list[object]]] = []
        keys = [one.key for row in rows for one in row.identities if tells(one)]
        self._held: dict[Key, str | None] = {}
        if matcher.first > 1:  # a store without customers knows nobody
            self._ask_store([row.key for row in rows] + [value for _, _, value in keys])
        self._ask_spool([key for key in keys if matcher.repeats(key)])

    def _ask_store(self, values: list[str]) -> None:
        found = self.matcher.session.rows("transfer.known", values=json.dumps(values))
        for row in sorted(found, key=lambda row: int(row["customer_id"])):
            key = (row["kind"], row["system"], row["value"])
            self.by_key.setdefault(key, self._target(row["customer_id"]))

        if self.matcher.session.member is not None:
            from leadfunnel.services import collisions

            self._held = collisions.holders(self.matcher.session, values)

    def held(self, row: Incoming) -> Problem | None:
        """Return what is wrong with a row about a customer whom a colleague has."""
        found = next((one for one in row.identities if one.key in self._held), None)
        if found is None:
            return None
        from leadfunnel.services.collisions import owner_word

        text = N_("belongs to a customer of {owner}")
        owner = owner_word(self._held[found.key])
        return Problem(row.line, WORDS[found.kind], found.raw, Phrase(text, owner=owner))

    def _ask_spool(self, keys: list[Key]) -> None:
        spool = self.matcher.spool
        if keys:
            known = spool.registered({_text(key) for key in keys})
            for key in keys:
                if _text(key) in known:
                    self.by_key.setdefault(key, self._target(known[_text(key)]))
        if self._by_number:
            for number, line, fills in spool.met(self._by_number):
                target = self._by_number[number]
                target.line, target.fills = line, fills

    def _target(self, number: int) -> Target:
        new = number >= self.matcher.first
        return self._by_number.setdefault(number, Target(number, new))

    def add(self, row: Incoming) -> None:
        """Take a row about a new customer, which other rows may be about too."""
        number = self.matcher.next
        self.matcher.next += 1
        if any(self.matcher.repeats(one.key) for one in row.identities if tells(one)):
            self.join(self._target(number), row)
        else:
            self.alone.append((number, row))

    def join(self, target: Target, row: Incoming) -> None:
        """Take a row about a customer of whom more is known."""
        self.meet(target, row)
        self._joined.append((target.number, row.line, packed(row)))
        for identity in row.identities:
            if tells(identity) and identity.key not in self.by_key:
                self.by_key[identity.key] = target
                if self.matcher.repeats(identity.key):
                    self._registered[_text(identity.key)] = target.number

    def meet(self, target: Target, row: Incoming) -> None:
        """Remember the first row about a customer."""
        target.line = target.line or row.line
        self._met[target.number] = target

    def keep(self) -> None:
        """Spool what later rows, or the writing, must know."""
        spool = self.matcher.spool
        spool.meet([(one.number, one.line, one.fills) for one in self._met.values()])
        spool.register(self._registered.items())
        spool.join(self._joined)


def _text(key: Key) -> str:
    return "\x1f".join(key)


def _same(row: Incoming, target: Target, by: str, done: Phrase | None = None) -> Problem:
    text = N_("has the same {identity} as {place}")
    if done:
        text = N_("has the same {identity} as {place}: {done}")
    return Problem(row.line, "", "", Phrase(text, identity=by, place=_place(target), done=done))


def _place(target: Target) -> str:
    return Phrase(N_("line {line}"), line=target.line) if target.line else f"#{target.number}"


def tells(identity: Identity) -> bool:
    """Tell whether an identity is one at all: 0, 000 or 1234 stand for no phone in many files."""
    if identity.valid:
        return True
    if identity.kind == IdentityKind.PHONE:
        numbers = digits(identity.value)
        return len(numbers) >= 7 and len(set(numbers)) > 2
    return len(identity.value) >= 4

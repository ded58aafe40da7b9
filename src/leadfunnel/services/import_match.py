"""Telling whom each row of a file is about: a known customer, one of a row before it, a new one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from leadfunnel.domain.identity import Identity, IdentityKind
from leadfunnel.domain.incoming import Incoming, Problem, combined
from leadfunnel.domain.phone import digits
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_
from leadfunnel.store.session import Session

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


@dataclass(eq=False)
class Target:
    """One customer that rows are about: `number` in the store, or None for a new one.

    `row` is what the rows say together, None while nothing new was said. `fills` tells that only
    empty fields may change. `rows` counts those that say something, `same` the others.
    """

    number: int | None
    line: int = 0
    row: Incoming | None = None
    keys: list[str] = field(default_factory=list)
    fills: bool = False
    rows: int = 0
    same: int = 0


class Matcher:
    """Takes rows in order of the file; `targets`, `problems` and the counts are its result."""

    def __init__(self, session: Session, policy: str, *, own: bool) -> None:
        self.session = session
        self.policy = policy
        self.own = own
        self.targets: list[Target] = []
        self.notes: list[Problem] = []
        self.refused: list[Problem] = []
        self.unchanged = 0
        self._by_key: dict[Key, Target] = {}
        self._by_number: dict[int, Target] = {}

    def place(self, rows: Sequence[Incoming]) -> None:
        """Find the customers of some rows."""
        self._load(rows)
        for row in rows:
            self._place(row)

    def _load(self, rows: Sequence[Incoming]) -> None:
        values = [row.key for row in rows]
        values += [identity.value for row in rows for identity in row.identities]
        found = self.session.rows("transfer.known", values=json.dumps(values))
        for row in sorted(found, key=lambda row: int(row["customer_id"])):
            number = row["customer_id"]
            target = self._by_number.setdefault(number, Target(number))
            self._by_key.setdefault((row["kind"], row["system"], row["value"]), target)

    def _place(self, row: Incoming) -> None:
        known = self._by_key.get((IdentityKind.ROW, "", row.key))
        if known is not None:
            known.line, known.fills = known.line or row.line, True
            self.unchanged += 1
            return
        target, by = self._find(row)
        if target is None:
            self._add(row)
        elif self.policy == "refuse":
            self.refused.append(_same(row, target, by))
        elif self.policy == "skip":
            self._note(row, target, by, Phrase(N_("left alone")))
            self.unchanged += 1
        else:
            if target.line:
                self._note(row, target, by, Phrase(N_("taken as one customer")))
            self._join(target, self._without_strays(row, target))

    def _find(self, row: Incoming) -> tuple[Target | None, str]:
        for kind in SURE:
            for identity in row.identities:
                if identity.kind == kind and _tells(identity):
                    target = self._by_key.get(identity.key)
                    if target is not None and not (self.own and target.number is None):
                        return target, WORDS[kind]
        return None, ""

    def _add(self, row: Incoming) -> None:
        target = Target(None, row.line, row, rows=1)
        self.targets.append(target)
        self._register(target, row)

    def _join(self, target: Target, row: Incoming) -> None:
        if target.row is None:
            self.targets.append(target)
            target.row, target.line, target.rows = row, target.line or row.line, 1
        else:
            together = combined(target.row, row)
            changed = together != target.row
            target.row = together
            target.rows += changed
            target.same += not changed
        self._register(target, row)

    def _register(self, target: Target, row: Incoming) -> None:
        target.keys.append(row.key)
        self._by_key[IdentityKind.ROW, "", row.key] = target
        for identity in row.identities:
            if _tells(identity):
                self._by_key.setdefault(identity.key, target)

    def _note(self, row: Incoming, target: Target, by: str, done: Phrase) -> None:
        self.notes.append(_same(row, target, by, done))

    def _without_strays(self, row: Incoming, target: Target) -> Incoming:
        """Leave out the identities that belong to somebody else; nobody is merged unasked."""
        strays = [
            (identity, other)
            for identity in row.identities
            if (other := self._by_key.get(identity.key)) not in (None, target) and _tells(identity)
        ]
        for identity, other in strays:
            assert other is not None  # noqa: S101 - filtered above
            reason = Phrase(N_("belongs to {place} and stays there"), place=_place(other))
            self.notes.append(Problem(row.line, WORDS[identity.kind], identity.raw, reason))
        left = {identity.key for identity, _ in strays}
        return replace(row, identities=tuple(one for one in row.identities if one.key not in left))


def _same(row: Incoming, target: Target, by: str, done: Phrase | None = None) -> Problem:
    text = N_("has the same {identity} as {place}")
    if done:
        text = N_("has the same {identity} as {place}: {done}")
    return Problem(row.line, "", "", Phrase(text, identity=by, place=_place(target), done=done))


def _place(target: Target) -> str:
    return Phrase(N_("line {line}"), line=target.line) if target.line else f"#{target.number}"


def _tells(identity: Identity) -> bool:
    """Tell whether an identity is one at all: 0, 000 or 1234 stand for no phone in many files."""
    if identity.valid:
        return True
    if identity.kind == IdentityKind.PHONE:
        numbers = digits(identity.value)
        return len(numbers) >= 7 and len(set(numbers)) > 2
    return len(identity.value) >= 4

"""The pairs of customers that may be one: everybody is filed, and neighbours are compared.

Everybody is filed under a few keys, and only those under the same key are compared: never all
pairs. What is alike is proposed with the reasons; nothing here decides to merge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, groupby
from operator import itemgetter

from leadfunnel.domain.compared import Person, mailbox, plain_id, read_aloud, tail_of
from leadfunnel.domain.likeness import CUT, Likeness, Ratio, compare
from leadfunnel.domain.record import replace

MOST_IN_BLOCK = 40
"""Of more neighbours than these, each is compared with the first only."""


def alike(people: Iterable[Person], ratio: Ratio) -> list[Likeness]:
    """Return the pairs that may be one, the likeliest first."""
    by_id = {person.id: person for person in people}
    pairs = sorted(_candidates(by_id.values()))
    kept = (pair for pair in _compared(by_id, pairs, ratio) if pair.score >= CUT)
    return sorted(kept, key=lambda pair: (-pair.score, pair.a, pair.b))


def _compared(
    by_id: dict[int, Person], pairs: Sequence[tuple[int, int]], ratio: Ratio
) -> Iterator[Likeness]:
    """Yield the pairs compared, in their order; whoever was the lower one is done with after."""
    for a, several in groupby(pairs, key=itemgetter(0)):
        person = by_id.pop(a)
        for _, b in several:
            yield compare(person, by_id[b], ratio)


def _candidates(people: Iterable[Person]) -> set[tuple[int, int]]:
    """Return the pairs that share a key, the lower number first.

    Most keys are of one person alone, so a key is kept as its hash and a block begins with two.
    """
    alone: dict[int, int] = {}
    blocks: dict[int, list[int]] = {}
    for person in people:
        for key in set(map(hash, _keys(replace(person)))):  # a copy: what it reads is not kept
            first = alone.setdefault(key, person.id)
            if first != person.id:
                blocks.setdefault(key, [first]).append(person.id)
    pairs: set[tuple[int, int]] = set()
    for ids in blocks.values():
        pairs.update(_pairs(sorted(ids)))
    return pairs


def _pairs(ids: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of a block; in a crowded one everybody is compared with the first only."""
    if len(ids) > MOST_IN_BLOCK:
        return ((ids[0], other) for other in ids[1:])
    return combinations(ids, 2)


def _keys(person: Person) -> Iterator[tuple[str, ...]]:
    for tail in person.tails:
        yield "phone", tail
    for name in person.wechat:
        yield "wechat", plain_id(name)
        if name.isdecimal():
            yield "phone", tail_of(name)
    for email in person.emails:
        yield "email", mailbox(email)
    if person.itself_firm and len(person.itself_firm.core) > 1:
        yield "firm", person.itself_firm.core[:2]
    yield from _name_keys(person)


def _name_keys(person: Person) -> Iterator[tuple[str, ...]]:
    if not person.name:
        return
    core = person.firm.core if person.firm else ""
    for reading in person.readings:
        if core:
            yield "name at", reading, min(read_aloud(core), default="")[:1]
            yield "name to", reading, core[-1:]
        if person.referrer_id is not None:
            yield "name by", reading, str(person.referrer_id)
    if core and person.folded.isascii():
        yield "latin at", core, person.folded[:1]

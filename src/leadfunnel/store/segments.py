"""Filters kept under a name: segment=NAME stands for the filter that was saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leadfunnel.domain.condition import BadFilter, Condition
from leadfunnel.domain.fold import fold
from leadfunnel.domain.segment import And, Node, Not, Or, read_filter
from leadfunnel.errors import N_, NotFoundError, RefusedError
from leadfunnel.store import definitions
from leadfunnel.store.session import Session

KIND = "segment"
MOST_INSIDE = 50


class UnknownSegment(NotFoundError):
    """No segment of this name."""

    code = "unknown_segment"
    message = N_("No segment is called {name}: one of {segments}.")
    hint = N_("Save one with: leadfunnel segment save NAME FILTER")


class NoSegments(UnknownSegment):
    """No segment is kept at all."""

    message = N_("No segment is called {name}: none is saved yet.")


class SegmentInItself(RefusedError):
    """A segment whose filter leads back to itself, or through more of them than anybody means."""

    code = "segment_in_itself"
    message = N_("The segment {name} leads back to itself, or through more than {most} others.")
    hint = N_("See the filters with: leadfunnel segment list")


class BrokenSegment(RefusedError):
    """The filter of a segment can be read no more: a field or dimension of it is gone."""

    code = "broken_segment"
    message = N_("The filter of the segment {name} can be read no more: {filter}")
    hint = N_("Say it anew: leadfunnel segment save {name} FILTER")


def saved(session: Session) -> dict[str, str]:
    """Return the filters of the segments by name, in the order they were saved."""
    found = definitions.all_declared(session, KIND)
    return {name: str(body["where"]) for name, body in found.items()}


def find(segments: Mapping[str, str], text: str) -> str:
    """Return the name of the segment that is meant; raise UnknownSegment."""
    for name in segments:
        if fold(name) == fold(text):
            return name
    found = UnknownSegment if segments else NoSegments
    raise found(name=text[:40], segments=", ".join(segments))


def read(session: Session, words: Sequence[str], declared: Mapping[str, str]) -> Node:
    """Read a filter, with the filter of each segment in its place."""
    dimensions = session.values("customers.tag_dimensions")
    return _Expander(session, dimensions, declared).expand(
        read_filter(words, dimensions, declared), ()
    )


class _Expander:
    """Puts the filters of segments where they are named."""

    def __init__(
        self, session: Session, dimensions: Sequence[str], declared: Mapping[str, str]
    ) -> None:
        self.session = session
        self.dimensions = dimensions
        self.declared = declared
        self.met = 0

    def expand(self, node: Node, inside: tuple[str, ...]) -> Node:
        if isinstance(node, Not):
            return Not(self.expand(node.part, inside))
        if isinstance(node, And | Or):
            return type(node)(tuple(self.expand(part, inside) for part in node.parts))
        return self.segment(node, inside) if node.field == "segment" else node

    def segment(self, condition: Condition, inside: tuple[str, ...]) -> Node:
        segments = saved(self.session)
        name = find(segments, str(condition.value))
        self.met += 1
        if name in inside or self.met > MOST_INSIDE:
            raise SegmentInItself(name=name, most=MOST_INSIDE)
        try:
            node = read_filter(segments[name], self.dimensions, self.declared)
        except BadFilter as error:
            raise BrokenSegment(name=name, filter=segments[name]) from error
        found = self.expand(node, (*inside, name))
        return Not(found) if condition.op == "!=" else found

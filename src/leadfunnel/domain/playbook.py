"""Playbooks: what to find out, say and do at a stage or with a layer, and the next best step.

A playbook is data, compiled from TOML; nothing here names a stage. What is already known of a
customer is a set of facts such as `tag:need.explicit`, `field:budget`, `role:decision`,
`touch:demo`, `promise:visit`, `score:fit`, each with when it was learnt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from leadfunnel.domain.record import dataclass, field, replace

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    Texts = Mapping[str, str]

# Never compared or printed as objects: generating the methods would cost every `show` some ms.

LISTS = ("problem", "opening", "do", "leave")
"""The parts of a chapter that are plain lists of sentences."""


@dataclass(frozen=True, eq=False, repr=False)
class Ask:
    """One thing to find out: in a word, as a question, and by which facts it is known.

    Without `known_by` nobody can tell: it stands in the playbook and is never the next step.
    """

    key: str
    step: Texts
    say: Texts = field(default_factory=dict)
    known_by: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, repr=False)
class Reply:
    """What to answer when somebody objects."""

    when: Texts
    say: Texts


@dataclass(frozen=True, eq=False, repr=False)
class Chapter:
    """What a playbook says of one stage or layer."""

    code: str
    ask: tuple[Ask, ...] = ()
    reply: tuple[Reply, ...] = ()
    problem: tuple[Texts, ...] = ()
    opening: tuple[Texts, ...] = ()
    do: tuple[Texts, ...] = ()
    leave: tuple[Texts, ...] = ()


@dataclass(frozen=True, eq=False, repr=False)
class Playbook:
    """The chapters of one pipeline's stages, or of the layers."""

    name: str
    chapters: Mapping[str, Chapter]


@dataclass(frozen=True, eq=False, repr=False)
class NextStep:
    """What to do next with a customer; `said_at` is when they said what is to be asked again."""

    key: str
    step: Texts
    say: Texts = field(default_factory=dict)
    said_at: int | None = None


def chapter_from_dict(data: Mapping[str, Any]) -> Chapter:
    """Rebuild a chapter that was checked before; parts that are missing are empty."""
    asks = (
        Ask(ask["key"], ask["step"], ask.get("say", {}), tuple(ask.get("known_by", ())))
        for ask in data.get("ask", ())
    )
    return Chapter(
        code=data["code"],
        ask=tuple(asks),
        reply=tuple(Reply(reply["when"], reply["say"]) for reply in data.get("reply", ())),
        **{name: tuple(data.get(name, ())) for name in LISTS},
    )


def chapter_to_dict(chapter: Chapter) -> dict[str, Any]:
    """Return a chapter as plain values for JSON."""
    asks = [
        {
            "key": ask.key,
            "known_by": list(ask.known_by),
            "step": dict(ask.step),
            "say": dict(ask.say),
        }
        for ask in chapter.ask
    ]
    replies = [{"when": dict(reply.when), "say": dict(reply.say)} for reply in chapter.reply]
    lists = {name: [dict(texts) for texts in getattr(chapter, name)] for name in LISTS}
    return {"code": chapter.code, "ask": asks, "reply": replies, **lists}


def overlaid(shipped: Chapter | None, own: Mapping[str, Any]) -> Chapter:
    """Return a chapter with what a person wrote in its place.

    Lists replace lists; what is to be found out is replaced by key, added, or left out by
    `without`.
    """
    mine = chapter_from_dict(own)
    if shipped is None:
        return mine
    asks = {ask.key: ask for ask in shipped.ask if ask.key not in own.get("without", ())}
    asks.update({ask.key: ask for ask in mine.ask})
    given = {name: getattr(mine, name) for name in ("reply", *LISTS) if name in own}
    return replace(shipped, ask=tuple(asks.values()), **given)


def next_step(
    asked: Iterable[Ask], known: Mapping[str, int], stale_before: int, perishable: Sequence[str]
) -> NextStep | None:
    """Return the first thing not yet known, or said so long ago that it is asked again.

    `known` says when each fact was learnt; one of the `perishable` facts is no longer sure when
    it was learnt before `stale_before`, UTC seconds.
    """
    for ask in asked:
        if not ask.known_by:
            continue
        learnt = [(known[fact], fact) for fact in ask.known_by if fact in known]
        if not learnt:
            return NextStep(ask.key, ask.step, ask.say)
        at, fact = max(learnt)
        if fact in perishable and at < stale_before:
            return NextStep(ask.key, ask.step, ask.say, said_at=at)
    return None


def to_find_out(
    chapters: Mapping[str, Chapter], climbed: Sequence[str], here: str
) -> tuple[Ask, ...]:
    """Return what is to be found out at a stage: first what should have been at those before."""
    earlier = [ask for code in climbed if code in chapters for ask in chapters[code].ask]
    now = chapters[here].ask if here in chapters else ()
    return tuple({ask.key: ask for ask in (*earlier, *now)}.values())

"""Our `dataclass` behaves as the standard one: every class here is made by both and compared."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from functools import cached_property
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain import record


def classes(lib: Any) -> dict[str, type[Any]]:
    """Return one class of each sort, made by a library."""

    @lib.dataclass(frozen=True)
    class Frozen:
        a: int
        b: str = "x"
        c: list[int] = lib.field(default_factory=list, compare=False)

        @cached_property
        def double(self) -> int:
            return self.a * 2

    @lib.dataclass(frozen=True)
    class Derived(Frozen):
        b: str = "y"
        d: int = 4

    @lib.dataclass
    class Open:
        a: int
        b: object = None

    @lib.dataclass(frozen=True, eq=False, repr=False)
    class Bare:
        a: int
        b: str = "x"

    @lib.dataclass(frozen=True, slots=True)
    class Slotted:
        a: int
        b: str = "x"

    @lib.dataclass(frozen=True)
    class Completed:
        a: int
        b: int = lib.field(init=False, repr=False, compare=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "b", self.a + 1)

    @lib.dataclass(frozen=True)
    class Own:
        a: int

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own)

        def __repr__(self) -> str:
            return "own"

        __hash__ = None  # type: ignore[assignment]

    @lib.dataclass(frozen=True)
    class Empty:
        pass

    found = (Frozen, Derived, Open, Bare, Slotted, Completed, Own, Empty)
    return {one.__name__: one for one in found}


OURS, THEIRS = classes(record), classes(dataclasses)
compiled = pytest.MonkeyPatch()
compiled.setattr(record, "FEW", 0)
COMPILED = classes(record)
compiled.undo()
compiled.setattr(record, "FEW", 10**9)
UNCOMPILED = classes(record)
compiled.undo()
PAIRS = pytest.mark.parametrize("name", OURS)


def outcome(call: Any) -> object:
    """Return what a call gives as text, or the kind of its refusal."""
    try:
        return repr(call())
    except (TypeError, AttributeError, ValueError) as error:
        return type(error)


def made(cls: type[Any], places: list[object], names: dict[str, object]) -> object:
    """Return the values of a new object, and how it is shown."""
    one = cls(*places, **names)
    shown = repr(one) if "__repr__" in cls.__dict__ else None
    return {name: getattr(one, name) for name in ("a", "b", "c", "d") if hasattr(one, name)}, shown


VALUES = st.lists(st.integers(0, 2), max_size=5)
NAMED = st.dictionaries(st.sampled_from("abcde"), st.integers(0, 2), max_size=3)


@given(st.sampled_from(sorted(OURS)), VALUES, NAMED)
def test_objects_are_made_or_refused_alike(
    name: str, places: list[object], names: dict[str, object]
) -> None:
    of_all = (OURS, COMPILED, UNCOMPILED, THEIRS)
    found = [outcome(lambda cls=cls[name]: made(cls, places, names)) for cls in of_all]
    assert found[:3] == [found[3]] * 3


@given(st.sampled_from(sorted(set(OURS) - {"Empty"})), st.integers(0, 2), st.integers(0, 2))
def test_objects_are_equal_and_hashed_alike(name: str, first: int, second: int) -> None:
    def compared(cls: type[Any]) -> tuple[object, ...]:
        one, other = cls(first), cls(second)
        hashes = outcome(lambda: hash(one) == hash(other))
        return one == other, one == first, one != other, hashes, one in [other]

    if first == second or name != "Bare":
        assert compared(OURS[name]) == compared(THEIRS[name])


@PAIRS
def test_what_is_frozen_stays(name: str) -> None:
    for cls in (OURS[name], THEIRS[name]):
        one = cls() if name == "Empty" else cls(1)
        if name == "Open":
            one.a = 5
            assert one == cls(5)
            continue
        for change in (lambda one=one: setattr(one, "a", 2), lambda one=one: delattr(one, "a")):
            with pytest.raises(dataclasses.FrozenInstanceError):
                change()


@PAIRS
def test_copies_with_other_values(name: str) -> None:
    ours, theirs = OURS[name], THEIRS[name]
    for change in ({}, {"a": 7}, {"b": 7}, {"nothing": 7}):
        new = outcome(lambda change=change: vars_of(record.replace(example(ours), **change)))
        old = outcome(lambda change=change: vars_of(dataclasses.replace(example(theirs), **change)))
        if not (name == "Completed" and "b" in change):  # a ValueError by the standard
            assert new == old


def example(cls: type[Any]) -> Any:
    """Return an object of the class."""
    return cls() if cls.__name__ == "Empty" else cls(1)


def vars_of(one: Any) -> dict[str, object]:
    """Return the values of a record by name."""
    return {name: getattr(one, name) for name in record.field_names(OURS[type(one).__name__])}


@PAIRS
def test_the_standard_library_takes_ours_for_its_own(name: str) -> None:
    ours, theirs = example(OURS[name]), example(THEIRS[name])
    assert dataclasses.is_dataclass(ours)
    assert dataclasses.asdict(ours) == dataclasses.asdict(theirs)
    assert record.field_names(OURS[name]) == tuple(f.name for f in dataclasses.fields(theirs))
    assert vars_of(dataclasses.replace(ours)) == vars_of(ours)
    if name != "Slotted":
        assert type(copy.copy(ours)) is OURS[name]


def test_patterns_and_properties() -> None:
    match OURS["Frozen"](3, "z"):
        case object(a=int(number)) as one:
            assert (number, one.double, one.double) == (3, 6, 6)
    assert OURS["Derived"].__match_args__ == ("a", "b", "c", "d")
    assert not hasattr(OURS["Slotted"](1), "__dict__")


@record.dataclass(frozen=True)
class Sent:
    """A record that another process receives."""

    a: int
    b: tuple[int, ...] = ()


def test_records_are_sent_between_processes() -> None:
    assert pickle.loads(pickle.dumps(Sent(1, (2,)))) == Sent(1, (2,))  # noqa: S301 - our own

"""`dataclass`, `field` and `replace` as the standard library has them, made lazily.

Importing the standard module takes half as long as Python itself needs to start, and every class
another 0.7 ms, for methods that it writes as text and compiles at once. A command imports some
sixty such classes and makes a few objects of a third of them. So here `__init__` is compiled only
for classes of many objects, and the other methods are common to all. To whoever asks for
`__dataclass_fields__` (the standard `asdict`, pydantic) these are dataclasses like any other.
"""

from __future__ import annotations

from functools import cache
from operator import attrgetter

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_set = object.__setattr__
_NONE: Any = object()
"""No default; also what stands for one that is made anew for each object."""
FEW = 20
"""So many objects of a class are made before it is worth while to compile its `__init__`."""


class _Field:
    """How one field differs from the plain ones."""

    def __init__(
        self,
        *,
        default: object = _NONE,
        default_factory: Callable[[], object] | None = None,
        init: bool = True,
        repr: bool = True,
        compare: bool = True,
    ) -> None:
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.compare = compare


def _dataclass(
    cls: Any = None,
    /,
    *,
    frozen: bool = False,
    eq: bool = True,
    repr: bool = True,
    slots: bool = False,
) -> Any:
    """Give a class the methods that its annotated fields ask for."""

    def decorate(cls: Any) -> Any:
        described = _described(cls)
        if slots:
            cls = _slotted(cls, described)
        methods: dict[str, Any] = {
            "__init__": _first_init(cls, frozen),
            "__match_args__": tuple(described),
        }
        if repr:
            methods["__repr__"] = _repr
        if eq:
            methods |= {"__eq__": _eq, "__hash__": _hash if frozen else None}
        if frozen:
            methods |= {"__setattr__": _refuse, "__delattr__": _refuse}
        for name, method in methods.items():
            if cls.__dict__.get(name) is None:
                setattr(cls, name, method)
        cls.__record__ = described
        cls.__dataclass_fields__ = _Standard()
        return cls

    return decorate if cls is None else decorate(cls)


def _described(cls: Any) -> dict[str, _Field]:
    """Return the fields of the class and of what it derives from, by name."""
    found: dict[str, _Field] = dict(getattr(cls, "__record__", ()))
    own = cls.__dict__.get("__annotations__", {})  # noqa: RUF063 - asking inspect costs a start
    for name in own:
        given = cls.__dict__.get(name, _NONE)
        if not isinstance(given, _Field):
            found[name] = _Field(default=given)
            continue
        found[name] = given
        if given.default is _NONE:
            delattr(cls, name)
        else:
            setattr(cls, name, given.default)
    return found


def _slotted(cls: Any, described: dict[str, _Field]) -> Any:
    """Return the class anew, with a place for each field and no dictionary."""
    body = {
        name: value
        for name, value in cls.__dict__.items()
        if name not in described and name not in ("__dict__", "__weakref__")
    }
    body["__qualname__"] = cls.__qualname__
    return type(cls)(cls.__name__, cls.__bases__, {**body, "__slots__": tuple(described)})


def _first_init(cls: Any, frozen: bool) -> Callable[..., None]:
    """Return an `__init__` for the first objects, which then makes room for a compiled one."""
    left = FEW

    def init(self: object, /, *given: object, **named: object) -> None:
        nonlocal left
        left -= 1
        if left < 0 or not _filled(self, given, named):
            cls.__init__ = _compiled_init(cls, frozen)
            cls.__init__(self, *given, **named)

    return init


def _filled(self: Any, given: tuple[object, ...], named: dict[str, object]) -> bool:
    """Set the fields of an object; return whether what was given is all that is needed."""
    described = self.__record__
    taken = [name for name, one in described.items() if one.init]
    values = {**dict(zip(taken, given, strict=False)), **named}
    if len(values) != len(given) + len(named) or not values.keys() <= set(taken):
        return False
    for name in taken:
        if name not in values:
            default = described[name].default
            factory = described[name].default_factory
            if default is _NONE and factory is None:
                return False
            values[name] = factory() if factory else default
        _set(self, name, values[name])
    if hasattr(self, "__post_init__"):
        self.__post_init__()
    return True


def _compiled_init(cls: Any, frozen: bool) -> Any:
    scope: dict[str, Any] = {"_set": _set, "_NONE": _NONE}
    heads, lines = ["self"], ["pass"]
    for name, one in cls.__record__.items():
        value = name
        if not one.init:
            continue
        if one.default_factory is not None:
            scope[f"_make_{name}"] = one.default_factory
            heads.append(f"{name}=_NONE")
            value = f"_make_{name}() if {name} is _NONE else {name}"
        elif one.default is not _NONE:
            scope[f"_default_{name}"] = one.default
            heads.append(f"{name}=_default_{name}")
        else:
            heads.append(name)
        lines.append(f"_set(self, {name!r}, {value})" if frozen else f"self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    exec(f"def __init__({', '.join(heads)}):\n " + "\n ".join(lines), scope)  # noqa: S102 - ours
    return scope["__init__"]


@cache
def _compared(cls: Any) -> Callable[[object], object]:
    names = [name for name, one in cls.__record__.items() if one.compare]
    return attrgetter(*names) if names else lambda _: ()


def _eq(self: Any, other: object) -> Any:
    kind: Any = type(self)
    compared = _compared(kind)
    return compared(self) == compared(other) if type(other) is kind else NotImplemented


def _hash(self: Any) -> int:
    kind: Any = type(self)
    return hash(_compared(kind)(self))


def _repr(self: Any) -> str:
    shown = (name for name, one in self.__record__.items() if one.repr)
    inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
    return f"{type(self).__qualname__}({inside})"


def _refuse(self: object, name: str, *_: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r} of {type(self).__qualname__}")


class _Standard:
    """Describes the fields as the standard library does."""

    def __get__(self, _: object, cls: Any) -> dict[str, Any]:
        return _standard(cls)


@cache
def _standard(cls: Any) -> dict[str, Any]:
    from dataclasses import dataclass, field

    body: dict[str, Any] = {"__annotations__": dict.fromkeys(cls.__record__, object)}
    for name, one in cls.__record__.items():
        body[name] = field(init=one.init, repr=one.repr, compare=one.compare)
    twin: Any = dataclass(type(cls.__name__, (), body))
    return dict(twin.__dataclass_fields__)


def _replace(record: Any, /, **changes: object) -> Any:
    """Return a copy with other values in some fields."""
    kept = {name: getattr(record, name) for name, one in record.__record__.items() if one.init}
    return type(record)(**{**kept, **changes})


def field_names(record: Any) -> tuple[str, ...]:
    """Return the names of the fields of a record or of its class."""
    return tuple(record.__record__)


if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - named again for others
    from dataclasses import field as field  # noqa: PLC0414
    from dataclasses import replace as replace  # noqa: PLC0414
else:
    dataclass, field, replace = _dataclass, _Field, _replace

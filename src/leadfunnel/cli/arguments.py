"""Reading a command line by the compiled table: the plain cases only.

Whatever is not surely read the way Typer would read it (help, an unknown option, a missing
value, a bad number) is left to Typer. A property test holds the two alike.
"""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.cli.table import ROOT, TABLE
from leadfunnel.domain.record import dataclass
from leadfunnel.options import COMMON, Options

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

FLAG, MANY, NUMBER = "flag", "many", "number"
COUNTED = (1, None)  # numbers without an option's name are numbers of things


@dataclass(frozen=True)
class Call:
    """A command line that was read: the command's target, its values, the common options."""

    path: tuple[str, ...]
    target: str
    values: dict[str, Any]
    options: Options


class _Doubt(Exception):
    """Typer should read this."""


def read(words: Sequence[str]) -> Call | None:
    """Return what the words say, or None when Typer should decide."""
    try:
        return _read(list(words))
    except _Doubt:
        return None


def _read(words: list[str]) -> Call:
    outer: dict[str, Any] = {}
    while words and words[0].startswith("-") and words[0] != "-":
        _take_option(words, ROOT, outer)
    path: tuple[str, ...] = ()
    while words and (*path, words[0]) in PREFIXES:
        if (*path, words[0]) in BESIDE and not is_beside((*path, words[0]), words[1:]):
            break
        path = (*path, words.pop(0))
    if path not in TABLE:
        raise _Doubt
    entry = TABLE[path]
    values: dict[str, Any] = dict(entry["defaults"])
    given: dict[str, Any] = {}
    places: list[str] = []
    while words:
        if words[0] == "--":
            places += words[1:]
            break
        if words[0].startswith("-") and words[0] != "-":
            _take_option(words, entry["options"], given)
        else:
            places.append(words.pop(0))
    if any(name not in given for name in entry.get("needed", ())):
        raise _Doubt
    values.update(_placed(places, entry["arguments"]))
    values.update(given)
    inner = Options(**{name: values.pop(name) for name in COMMON if name in values})
    return Call(path, entry["target"], values, inner.over(Options(**outer)))


def _take_option(
    words: list[str], known: dict[str, tuple[str, str, Any]], values: dict[str, Any]
) -> None:
    word = words.pop(0)
    name, equals, attached = word.partition("=")
    if name not in known or not name.startswith("--"):
        raise _Doubt
    dest, kind, constant = known[name]
    if kind == FLAG:
        if equals:
            raise _Doubt
        values[dest] = constant
        return
    if not equals:
        if not words or words[0].startswith("--"):
            raise _Doubt
        attached = words.pop(0)
    if kind == MANY:
        values.setdefault(dest, []).append(attached)
    elif kind == NUMBER:
        values[dest] = _number(attached, constant)
    else:
        values[dest] = attached


def _number(text: str, bounds: tuple[int | None, int | None]) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise _Doubt
    low, high = bounds
    value = int(text)
    if (low is not None and value < low) or (high is not None and value > high):
        raise _Doubt
    return value


def _placed(places: list[str], arguments: Sequence[tuple[str, str, bool]]) -> dict[str, Any]:
    """Give the positional words to the arguments; at most one takes many, and it is the last."""
    values: dict[str, Any] = {}
    rest = list(places)
    for name, kind, required in arguments:
        if kind == MANY:
            if required and not rest:
                raise _Doubt
            values[name], rest = rest, []
        elif rest:
            word = rest.pop(0)
            values[name] = _number(word, COUNTED) if kind == NUMBER else word
        elif required:
            raise _Doubt
    if rest:
        raise _Doubt
    return values


PREFIXES = {path[:length] for path in TABLE for length in range(1, len(path) + 1)}

BESIDE = frozenset(path for path in TABLE if len(path) > 1 and path[:-1] in TABLE)
"""Commands whose name without the last word is a command, too: `log edit` beside `log WHO`."""


def is_beside(path: Sequence[str], rest: Sequence[str]) -> bool:
    """Tell whether `log rm ...` is that command, and not about a customer called rm.

    It is when a number such as i12 follows, or nothing, or the help is asked for; beside other
    commands it always is.
    """
    if tuple(path) not in BESIDE:
        return False
    if path[0] != "log":
        return True
    return not rest or any(
        word in ("--help", "-h")
        or (word[:1] in ("i", "I") and word[1:].isdecimal() and word.isascii())
        for word in rest
    )

"""Mappings kept under a name: reading them, keeping one, finding the one that fits a file.

Patterns of remarks are kept besides, for files with the same columns, each time they are told.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from leadfunnel.domain.fold import fold
from leadfunnel.domain.headers import plain_header
from leadfunnel.domain.mapping import Declared
from leadfunnel.domain.mapping_file import to_dict
from leadfunnel.domain.record import replace
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services.book import Page, Writing
from leadfunnel.store import definitions

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

KIND, REMARKS = "mapping", "remarks"
NAME = r"[^\W_][\w.-]{0,63}"
Saves = tuple[str, str, Mapping[str, object]]
"""The kind of what is kept, its name, and what is kept under it."""


class BadMappingName(UnreadableError):
    """A mapping is kept under one plain word."""

    code = "bad_mapping_name"
    message = N_(
        "A mapping cannot be called {text}: one word of letters, digits, '.', '-' and '_'."
    )


def check_name(text: str) -> str:
    """Return the name for a mapping; raise BadMappingName."""
    name = text.strip()
    if not re.fullmatch(NAME, name):
        raise BadMappingName(text=text[:40])
    return name


def kept(page: Page, kind: str = KIND) -> dict[str, dict[str, Any]]:
    """Return the mappings of the store by name, in the form they are kept in."""
    rows = page.session.rows("definitions.all", kind=kind)
    return {row["name"]: json.loads(row["body"]) for row in rows}


def to_keep(name: str | None, told: Declared, header: tuple[str, ...]) -> tuple[Saves, ...]:
    """Return the mapping to keep, if one was asked for."""
    if name is None:
        return ()
    return ((KIND, check_name(name), to_dict(replace(told, header=header))),)


def remembered(page: Page, header: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the patterns last used for a file with these columns, with the name they are under.

    A name that no mapping can have; for columns never met it is a new one.
    """
    wanted, found = frozenset(map(fold, header)), kept(page, REMARKS)
    for name, one in found.items():
        if frozenset(map(fold, one["header"])) == wanted:
            return name, tuple(one["remark"])
    numbers = [int(name.partition(":")[2]) for name in found]
    return f"remarks:{max(numbers, default=0) + 1}", ()


def to_remember(name: str, patterns: tuple[str, ...], header: tuple[str, ...]) -> tuple[Saves, ...]:
    """Return what keeps the patterns for files with these columns."""
    return ((REMARKS, name, to_dict(Declared(remark=patterns, header=header))),)


def together(files: Sequence[tuple[Saves, ...]]) -> list[Saves]:
    """Return what to keep of several files: the one mapping that is asked for is of the first."""
    return [*files[0], *(one for saves in files[1:] for one in saves if one[0] == REMARKS)]


def save(page: Writing, saves: Sequence[Saves]) -> None:
    """Keep what is to be kept."""
    for kind, name, body in saves:
        definitions.put(page.ledger, kind, name, body)


def fitting(page: Page, header: tuple[str, ...]) -> str | None:
    """Return the mapping that was kept for a file with the same columns, the latest first."""
    wanted = _columns(header)
    found = [name for name, one in kept(page).items() if _columns(one.get("header", ())) == wanted]
    return found[-1] if found else None


def _columns(header: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(plain_header, header))

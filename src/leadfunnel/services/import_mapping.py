"""Mappings kept under a name: reading them, keeping one, finding the one that fits a file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace

from leadfunnel.domain.headers import plain_header
from leadfunnel.domain.mapping import Declared
from leadfunnel.domain.mapping_file import to_dict
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services.book import Page, Writing
from leadfunnel.store import definitions

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

KIND = "mapping"
NAME = r"[^\W_][\w.-]{0,63}"
Saves = tuple[str, Mapping[str, object]]
"""A name and what is kept under it."""


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


def kept(page: Page) -> dict[str, dict[str, Any]]:
    """Return the mappings of the store by name, in the form they are kept in."""
    rows = page.session.rows("definitions.all", kind=KIND)
    return {row["name"]: json.loads(row["body"]) for row in rows}


def to_keep(name: str | None, told: Declared, header: tuple[str, ...]) -> Saves | None:
    """Return the name and body of the mapping to keep, None where none was asked for."""
    if name is None:
        return None
    return check_name(name), to_dict(replace(told, header=header))


def save(page: Writing, saves: Saves | None) -> None:
    """Keep a mapping under its name, if one is to be kept."""
    if saves is not None:
        definitions.put(page.ledger, KIND, *saves)


def fitting(page: Page, header: tuple[str, ...]) -> str | None:
    """Return the mapping that was kept for a file with the same columns, the latest first."""
    wanted = _columns(header)
    found = [name for name, one in kept(page).items() if _columns(one.get("header", ())) == wanted]
    return found[-1] if found else None


def _columns(header: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(plain_header, header))

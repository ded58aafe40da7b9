"""A sheet to be filled in by hand, for whatever medium."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from leadfunnel.domain.record import dataclass, field, replace

LONGEST_TITLE = 31
"""What a spreadsheet takes as the name of a sheet."""
LONGEST_NAME = 60


@dataclass(frozen=True)
class Form:
    """One sheet; `choices` are the lists of columns, `numbers` the columns that hold amounts.

    `wide` columns get the most room on paper.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    choices: dict[int, tuple[str, ...]] = field(default_factory=dict)
    numbers: frozenset[int] = frozenset()
    wide: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Forms:
    """Sheets that belong together, `whose` they are, and what stands above them."""

    title: str
    about: tuple[str, ...]
    forms: tuple[Form, ...]
    people: int
    whose: str = ""


def bound(every: Sequence[Forms]) -> Forms:
    """Return the sheets of several people as those of one book, each named after whose it is."""
    titles: list[str] = []
    forms: list[Form] = []
    for one in every:
        for form in one.forms:
            titles.append(_title(one.whose, form.title, titles))
            forms.append(replace(form, title=titles[-1]))
    title = every[0].title.removesuffix(every[0].whose).strip()
    return Forms(title, every[0].about, tuple(forms), sum(one.people for one in every))


def _title(whose: str, title: str, taken: Iterable[str]) -> str:
    """Return a name for a sheet that no other has, whatever their case: 小李 电话邀约记录表."""
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]+", " ", whose).strip(" '")
    known, number = {name.casefold() for name in taken}, 1
    while True:
        more = f" {number}" if number > 1 else ""
        name = f"{plain[: LONGEST_TITLE - len(title) - len(more) - 1]}{more} {title}"
        if name.casefold() not in known:
            return name
        number += 1


def file_names(every: Sequence[Forms]) -> list[str]:
    """Return a name of a file for each, without its ending, that no other has."""
    found: list[str] = []
    for one in every:
        plain = re.sub(r'[\\/:*?"<>|\s\x00-\x1f]+', "_", one.whose).strip("._")[:LONGEST_NAME]
        name, number = plain or "_", 1
        while name.casefold() in map(str.casefold, found):
            number += 1
            name = f"{plain}_{number}"
        found.append(name)
    return found

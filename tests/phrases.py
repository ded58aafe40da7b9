"""Tables of phrases: a reading and, behind it, all that is read so."""

from __future__ import annotations

from datetime import datetime

from leadfunnel.domain.moment import read_moment
from leadfunnel.errors import UnreadableError


def rows(table: str) -> list[tuple[str, str]]:
    """Return every phrase of a table with its reading."""
    lines = [line.split(" = ") for line in table.strip().splitlines()]
    return [(phrase, reading) for reading, phrases in lines for phrase in phrases.split(" | ")]


def reading(text: str, now: datetime, *, past: bool = False) -> str:
    """Return the moment, a deadline with !, or the code of the refusal."""
    try:
        moment = read_moment(text, now, past=past)
    except UnreadableError as error:
        return error.code
    return moment.iso() + "!" * moment.deadline

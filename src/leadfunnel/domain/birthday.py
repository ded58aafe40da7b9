"""Birthdays: a date, or a month and day when the year is not known."""

from __future__ import annotations

import re
from datetime import date

from leadfunnel.errors import N_, UnreadableError

FORMS = re.compile(
    r"(?:(?P<year>\d{4})[-/.年])?\s*(?P<month>\d{1,2})[-/.月]\s*(?P<day>\d{1,2})[日号號]?"
)
LEAP_YEAR = 2000


class BadBirthday(UnreadableError):
    """The text is no birthday."""

    code = "bad_birthday"
    message = N_("Cannot read {text} as a birthday.")
    hint = N_("Write e.g. 1988-06-18, 06-18 or 6月18日.")


def read_birthday(text: str) -> str:
    """Return `1988-06-18`, or `--06-18` without a year; raise BadBirthday."""
    plain = text.strip().removeprefix("--")
    match = FORMS.fullmatch(plain)
    if match is None:
        raise BadBirthday(text=text.strip()[:40])
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        found = date(year or LEAP_YEAR, month or 0, day or 0)
    except ValueError:
        raise BadBirthday(text=text.strip()[:40]) from None
    return found.isoformat() if year else f"--{found:%m-%d}"

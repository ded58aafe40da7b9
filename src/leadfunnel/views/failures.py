"""The wording of failures: one line that says what is wrong, and at most one that says what next.

The prefixes are part of the contract with programs and are never translated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from leadfunnel.domain.phone import mask
from leadfunnel.errors import LeadfunnelError
from leadfunnel.i18n import _, spoken
from leadfunnel.views.names import more_words
from leadfunnel.views.setting import Setting
from leadfunnel.views.text import shortened, visible
from leadfunnel.views.words import filled

LONGEST_LINE = 300
MOST_LISTED = 20
_PHONE = r"(?<![\d.:#*-])(?:\+\d(?:[ -]?\d){8,14}|(?:86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2})(?!\d)"
"""A mobile of China, or a number with the code of its country, as it may have been typed."""


def failure_lines(error: LeadfunnelError, setting: Setting | None = None) -> list[str]:
    """Return the error, at most 20 candidates or problems, and the hint, each on one line."""
    lines = [f"error: {_stated(error, setting) or type(error).__name__}"]
    lines += _listed((*error.candidates, *error.problems), error.values.get("count"))
    hint = _said(error.hint, error, setting)
    if hint:
        lines.append(f"hint: {hint}")
    return [shortened(line, LONGEST_LINE) for line in lines]


def question_lines(error: LeadfunnelError) -> list[str]:
    """Return what is wrong and the candidates, to be asked about."""
    count = error.values.get("count")
    return [_stated(error, None), *_listed(error.candidates, count)]


def failure_document(error: LeadfunnelError, setting: Setting | None = None) -> dict[str, object]:
    """Return the error as JSON values, with every candidate and problem."""
    found: dict[str, object] = {
        "code": error.code,
        "message": _stated(error, setting),
        "hint": _said(error.hint, error, setting) or None,
    }
    if error.candidates:
        found["candidates"] = [_worded(record) for record in error.candidates]
    if error.problems:
        found["problems"] = [_worded(record) for record in error.problems]
    return {"schema": "leadfunnel.error/1", "error": found}


def _stated(error: LeadfunnelError, setting: Setting | None) -> str:
    """Return what is wrong; errors end up in logs and chats, so no phone in it is whole."""
    return re.sub(
        _PHONE,
        lambda found: mask(re.sub("[ -]", "", found[0])),
        _said(error.message, error, setting),
    )


def _said(template: str, error: LeadfunnelError, setting: Setting | None) -> str:
    return visible(filled(_(template), error.values, setting)).strip()


def _worded(record: Mapping[str, object]) -> dict[str, object]:
    return {
        key: spoken(value) if isinstance(value, str) else value for key, value in record.items()
    }


def _listed(records: Sequence[Mapping[str, object]], count: object) -> list[str]:
    """Return a line for each record, and one for the rest; `count` says how many there are."""
    total = max(len(records), count if records and isinstance(count, int) else 0)
    shown = records if total <= MOST_LISTED else records[: MOST_LISTED - 1]
    lines = [f"  {visible(spoken(record.get('text', '')))}" for record in shown]
    rest = total - len(shown)
    return [*lines, "  " + more_words(rest)] if rest else lines

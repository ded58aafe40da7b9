"""Cells of spreadsheets as text: what a person reads in them, with every digit of a phone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

ERRORS = frozenset(
    (
        *("#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!"),
        *("#CALC!", "#GETTING_DATA", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!"),
    )
)
"""What formulas that fail show; where they were copied as values, the text itself."""

MOST_DIGITS = 40

Value = str | int | float | bool | date | datetime | time | timedelta


def text(value: Value) -> str:
    """Return a value as text: no exponent, no `.0`, days and times as ISO 8601."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
        return str(int(value)) if whole else number(repr(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else _moment(value)
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    return value.isoformat()


def number(written: str) -> str:
    """Return a number as its digits: 13800138000 for 1.3800138E10; beyond reason as written."""
    found = Decimal(written)
    if not found.is_finite():
        return ""
    if not -MOST_DIGITS < found.adjusted() < MOST_DIGITS:
        return written
    plain = format(found, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _moment(value: datetime) -> str:
    return value.replace(microsecond=0, tzinfo=None).isoformat(" ")

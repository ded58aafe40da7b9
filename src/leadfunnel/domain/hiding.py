"""Hiding the middle of whatever may be a phone in a text."""

from __future__ import annotations

import re

from leadfunnel.domain.phone import mask

_DAY = r"\d{4}([-/.])\d{1,2}\1\d{1,2}(?!\d)"
_GAP = r"[ \u00a0().·-]{0,2}"
_PHONE = re.compile(rf"{_DAY}|(?<![#\d])\+?\d(?:{_GAP}\d){{6,}}(?!\d|T\d)")


def hidden(text: str, region: str = "CN") -> str:
    """Return a text with the middle of whatever may be a phone hidden; days, #numbers stay."""

    def put(match: re.Match[str]) -> str:
        return match[0] if match[1] else mask(re.sub(r"[^\d+]", "", match[0]), region)

    return _PHONE.sub(put, text)

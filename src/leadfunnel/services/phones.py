"""Reading typed phones with the store's region, and what an identity compares by."""

from __future__ import annotations

from leadfunnel.domain.fold import fold
from leadfunnel.domain.phone import BadPhone, digits


def comparable(text: str, region: str) -> list[str]:
    """Return every form under which `text` may stand as a whole identity."""
    forms = [text.strip(), text.strip().casefold(), fold(text)]
    if text.strip().startswith("@"):
        forms.append(fold(text.strip()[1:]))
    if len(digits(text)) >= 5:
        forms += _as_phone(text, region)
    if ":" in text:
        forms.append(text.strip().split(":", 1)[1])
    return list(dict.fromkeys(form for form in forms if form))


def _as_phone(text: str, region: str) -> list[str]:
    from leadfunnel.adapters.phones import read_phone

    try:
        return [read_phone(text, region, strict=False).number]
    except BadPhone:  # more digits than any phone has, or a text too long to be one
        return []


def is_meant(text: str, kind: str, system: str, value: str) -> bool:
    """Tell whether an identity found by `comparable` is of the system that was typed, if any."""
    named, _, rest = text.strip().partition(":")
    return kind != "external" or value != rest or system == named.casefold()

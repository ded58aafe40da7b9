"""Reading typed phones with the store's region, and what an identity compares by."""

from __future__ import annotations

import json

from leadfunnel.domain.fold import fold
from leadfunnel.domain.phone import BadPhone, digits
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.errors import N_

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.services.book import Writing


def comparable(text: str, region: str) -> list[str]:
    """Return every form under which `text` may stand as a whole identity."""
    forms = whole(text)
    if len(digits(text)) >= 5:
        forms += _as_phone(text, region)
    return list(dict.fromkeys(forms))


def whole(text: str) -> list[str]:
    """Return those forms that no region has a part in."""
    forms = [text.strip(), text.strip().casefold(), fold(text)]
    if text.strip().startswith("@"):
        forms.append(fold(text.strip()[1:]))
    if ":" in text:
        forms.append(text.strip().split(":", 1)[1])
    return list(dict.fromkeys(form for form in forms if form))


def _as_phone(text: str, region: str) -> list[str]:
    from leadfunnel.adapters.phones import read_phone

    try:
        return [read_phone(text, region, strict=False).number]
    except BadPhone:  # more digits than any phone has, or a text too long to be one
        return []


def mark_wrong(page: Writing, number: int, dialled: str | None = None) -> tuple[Sentence, ...]:
    """Mark the phone of a customer who was not behind it: the one dialled, or the only one.

    Of several say that one is to go.
    """
    rows = page.session.rows("customers.identities", ids=json.dumps([number]))
    found = [row for row in rows if row["kind"] == "phone" and row["valid"]]
    if dialled is not None:
        found = [row for row in found if row["value"] == dialled]
    if len(found) > 1:
        text = N_("Which phone was wrong is not known: take it away with edit #{id} --remove PHONE")
        return (said(text, id=number),)
    for row in found:
        page.ledger.update("identity", row["id"], number, valid=0)
    return tuple(said(N_("Marked as wrong: {phone}."), phone=row["value"]) for row in found)


def is_meant(text: str, kind: str, system: str, value: str) -> bool:
    """Tell whether an identity found by `comparable` is of the system that was typed, if any."""
    named, _, rest = text.strip().partition(":")
    return kind != "external" or value != rest or system == named.casefold()

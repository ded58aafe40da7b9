"""Related files: which column of the customers is what a customer_id of the others refers to."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.event_headers import EVENT_WORDS
from leadfunnel.domain.headers import BY_SYSTEM, CUSTOMERS, OWN_MARKS, plain_header
from leadfunnel.domain.record import replace
from leadfunnel.domain.sentence import Sentence, said
from leadfunnel.domain.sheet import Sheet
from leadfunnel.errors import N_
from leadfunnel.services.import_declared import Import

KEYS = (*BY_SYSTEM, "accountid")
"""Headers of the files of events and deals that say whose a row is."""


def linked(
    asked: Sequence[Import], sheets: Sequence[Sheet], kinds: Sequence[str]
) -> tuple[list[Import], list[Sentence]]:
    """Return the files with their ids mapped where they refer to each other, and what to say."""
    pointers = [_pointer(sheet, kind) for sheet, kind in zip(sheets, kinds, strict=True)]
    wanted = [plain_header(name) for name in pointers if name]
    keys = [
        _key(sheet, wanted) if kind == "customers" and wanted else ""
        for sheet, kind in zip(sheets, kinds, strict=True)
    ]
    if not any(keys):
        return list(asked), []
    columns = [key or pointer for key, pointer in zip(keys, pointers, strict=True)]
    files = [
        replace(one, mapping=(f"{column}=external_id", *one.mapping)) if column else one
        for one, column in zip(asked, columns, strict=True)
    ]
    if asked[0].system:
        return files, []
    text = N_(
        "The ids in {column} are kept without a system: name it with --system, "
        "so that those of another one are never taken for them."
    )
    return files, [said(text, column=next(filter(None, keys)))]


def _pointer(sheet: Sheet, kind: str) -> str:
    """Return the column of a file of events or deals that says whose a row is, "" for none."""
    if "external_id" not in EVENT_WORDS.get(kind, ()):
        return ""
    return next((name for name in sheet.header if is_pointer(name)), "")


def is_pointer(name: str) -> bool:
    """Tell whether a column, by its header, holds ids of customers of some system."""
    return plain_header(name) in KEYS


def _key(sheet: Sheet, wanted: Sequence[str]) -> str:
    """Return the column of customers that others refer to: of the same name, else the id."""
    header = sheet.header
    if {name.strip().lower() for name in header} >= OWN_MARKS:
        return ""
    if any(CUSTOMERS.recognised(name, False, None) == "external_id" for name in header):
        return ""
    names = [plain_header(name) for name in header]
    same = [*wanted, *KEYS, "id"]
    return next((header[names.index(word)] for word in same if word in names), "")

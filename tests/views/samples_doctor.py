"""What `doctor` returns, for the tests of views."""

from __future__ import annotations

from tests.views import results as r

from leadfunnel.domain.finding import ACCEPT, MEND, Finding
from leadfunnel.domain.sentence import counted, said

_ORPHANS = counted(
    "{count} orphan in {table}: row {row} refers to a {parent} that does not exist",
    "{count} orphans in {table}: row {row} refers to a {parent} that does not exist",
    12,
    table="follow_up",
    row=5,
    parent="customer",
)
_CHECKSUM = said(
    "the checksum of {table} does not fit: a row from {first} to {last} was changed",
    table="customer",
    first=1024,
    last=2047,
)
_SYNCED = said(
    "the store lies in a folder that {program} copies: copied half written, it breaks",
    program="Nutstore",
)
_FINDINGS = (
    Finding("orphans", _ORPHANS, MEND, mends=True),
    Finding("checksum", _CHECKSUM, ACCEPT),
    Finding("unexpected", said("unexpected trigger {name}", name="evil\x1b[2J"), MEND, mends=True),
    Finding("synced", _SYNCED, MEND, grave=False),
)
_PLACE = "/home/客户/我的坚果云/leads.db"

RESULTS = {
    "doctor": r.Checkup(_PLACE, "SQLite 3.51.3", 5, False, True, _FINDINGS),
    "doctor fixed": r.Checkup(
        _PLACE, "SQLite 3.51.3", 5, True, False, (), (said("Made the search index anew."),)
    ),
    "doctor nothing": r.Checkup(_PLACE, "", None, False, False, ()),
}

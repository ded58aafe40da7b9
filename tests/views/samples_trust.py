"""Copies of a store, and all about a person, to show."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.views import results as r

from leadfunnel.domain.customer import Customer
from leadfunnel.domain.record import replace
from leadfunnel.store.copies import Copy

MADE = 1_795_312_800
FOLDER = "/home/王/backups/store"
COPIES = (
    Copy(Path(FOLDER, "old.db"), MADE - 86_400 * 40, "name", 847_872),
    Copy(Path(FOLDER, "week-2026-W47.jsonl"), MADE - 3600, "week", 44_294, 2, "ab" * 32),
    Copy(Path(FOLDER, "day-2026-11-22.db"), MADE, "day", 98_765_432, 123_456, "cd" * 32),
)


def results(kept: Customer) -> dict[str, object]:
    gone = replace(kept, deleted_at=MADE - 86_400 * 91)
    return {
        "copies": r.Copies(FOLDER, COPIES, 99_657_598, 4_000_000_000, due=True),
        "no copies": r.Copies(FOLDER, (), 0, 4_000_000_000, due=True),
        "retention": r.RetentionReport(
            (r.Retained(kept, "silent", date(2023, 10, 1)),),
            {"left": 0, "silent": 1_200, "bought": 0},
            {"left": 24, "silent": 36, "bought": 0},
            more=1_199,
        ),
        "nobody retained": r.RetentionReport(
            (), {"left": 0, "silent": 0, "bought": 0}, {"left": 24, "silent": 36, "bought": 0}
        ),
        "bin": r.BinView((r.Binned(gone, MADE - 86_400 * 91, date(2026, 11, 21)),), 90, 1),
        "empty bin": r.BinView((), 90, 0),
        "person file": r.PersonFile(
            {
                "schema": "leadfunnel.person/1",
                "id": 1,
                "name": "王\x1b姐",
                "tables": {"customer": []},
            }
        ),
    }

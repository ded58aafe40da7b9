"""Copies of a store, and all about a person, to show."""

from __future__ import annotations

from pathlib import Path

from tests.views import results as r

from leadfunnel.store.copies import Copy

MADE = 1_795_312_800
FOLDER = "/home/王/backups/store"
COPIES = (
    Copy(Path(FOLDER, "old.db"), MADE - 86_400 * 40, "name", 847_872),
    Copy(Path(FOLDER, "week-2026-W47.jsonl"), MADE - 3600, "week", 44_294, 2, "ab" * 32),
    Copy(Path(FOLDER, "day-2026-11-22.db"), MADE, "day", 98_765_432, 123_456, "cd" * 32),
)
RESULTS: dict[str, object] = {
    "copies": r.Copies(FOLDER, COPIES, 99_657_598, 4_000_000_000, due=True),
    "no copies": r.Copies(FOLDER, (), 0, 4_000_000_000, due=True),
    "person file": r.PersonFile(
        {"schema": "leadfunnel.person/1", "id": 1, "name": "王\x1b姐", "tables": {"customer": []}}
    ),
}

"""Who stands where without having moved since an instant, counted by the store."""

from __future__ import annotations

from leadfunnel.domain.stays import Stays
from leadfunnel.store.session import Session


def stays(session: Session, pipeline: str, before: int) -> Stays:
    """Return the journeys that did not move from an instant on, as known now."""
    kept = {"pipeline": pipeline, "before": before}
    rows = session.rows("stays.counts", **kept)
    counts = {row["stage"]: int(row["count"]) for row in rows}
    certain = {row["stage"]: int(row["count"]) - int(row["assumed"]) for row in rows}

    def instants(code: str, only_certain: bool, skip: int, many: int) -> list[int]:
        name = "certain_instants" if only_certain and certain[code] < counts[code] else "instants"
        found: list[int] = session.values(f"stays.{name}", **kept, stage=code, skip=skip, many=many)
        return found

    def longer(code: str, earlier: int) -> int:
        asked = {**kept, "before": min(before, earlier)}
        return int(session.value("stays.longer", **asked, stage=code)) if code in counts else 0

    return Stays(counts, certain, instants, longer)


def first_event(session: Session, pipeline: str) -> int | None:
    """Return when the first journey of a pipeline began, as known now."""
    found: int | None = session.value("stays.first_event", pipeline=pipeline)
    return found

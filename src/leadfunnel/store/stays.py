"""Who stands where without having moved since an instant, counted by the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from leadfunnel.domain.stays import Stays
from leadfunnel.store.session import Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.resting import Resting


def stays(session: Session, pipeline: str, before: int, limits: Mapping[str, int]) -> Stays:
    """Return the journeys that did not move from an instant on, as known now.

    Who stands in a stage since before its instant in `limits` has stood there too long.
    """
    kept = {"pipeline": pipeline, "before": before}
    rows = {
        code: session.rows("stays.stage", **kept, stage=code, limit=limits.get(code, 0))[0]
        for code in _stages(session, pipeline)
    }
    counts = {code: row["count"] for code, row in rows.items() if row["count"]}
    certain = {code: counts[code] - rows[code]["assumed"] for code in counts}
    found: dict[tuple[str, str, int, int], list[int]] = {}

    def instants(code: str, only_certain: bool, skip: int, many: int) -> list[int]:
        some = only_certain and certain[code] < counts[code]
        asked = ("certain_instants" if some else "instants", code, skip, many)
        if asked not in found:
            found[asked] = session.values(
                f"stays.{asked[0]}", **kept, stage=code, skip=skip, many=many
            )
        return found[asked]

    too_long = {code: rows[code]["too_long"] for code in counts}
    return Stays(counts, certain, too_long, instants)


def everybody(session: Session, pipeline: str) -> Iterator[Resting]:
    """Yield every journey of a pipeline, and where it stands, as known now."""
    from leadfunnel.domain.resting import Resting

    for stage in _stages(session, pipeline):  # a stage at a time, so that no text is read
        for number, person, since, assumed in session.each(
            "stays.everybody", pipeline=pipeline, stage=stage
        ):
            yield Resting(number, person, stage, since, assumed)


def _stages(session: Session, pipeline: str) -> list[str]:
    """Return the stages in which somebody stands, each found by the index after the one before."""
    found: list[str] = []
    after: str | None = ""
    while after := session.value("stays.next_stage", pipeline=pipeline, after=after):
        found.append(after)
    return found


def first_event(session: Session, pipeline: str) -> int | None:
    """Return when the first journey of a pipeline began, as known now."""
    found: int | None = session.value("stays.first_event", pipeline=pipeline)
    return found

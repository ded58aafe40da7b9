"""Who stands where without having moved since an instant, counted by the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from leadfunnel.domain.stays import Stays
from leadfunnel.store.session import Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.resting import Resting

    Counted = tuple[int, int, int]
    """How many stand there, how many of them since a known instant, how many too long."""

LONG_AGO = -(2**62)


def stays(session: Session, pipeline: str, before: int, limits: Mapping[str, int]) -> Stays:
    """Return the journeys that did not move from an instant on, as known now.

    Who stands in a stage since before its instant in `limits` has stood there too long.
    """
    found = _counted(session, pipeline, (LONG_AGO, before), limits)
    return _stays(session, pipeline, before, found)


def earlier(
    session: Session,
    pipeline: str,
    before: int,
    limits: Mapping[str, int],
    later: tuple[int, Stays],
) -> Stays:
    """Return what `stays` does, given those of a later instant: only who moved between is read."""
    instant, kept = later
    between = _counted(session, pipeline, (before, instant), limits)
    found = {}
    for code, count in kept.counts.items():
        less = between.get(code, (0, 0, 0))
        known = count, kept.certain[code], kept.too_long[code]
        found[code] = known[0] - less[0], known[1] - less[1], known[2] - less[2]
    return _stays(session, pipeline, before, found)


def _counted(
    session: Session, pipeline: str, span: tuple[int, int], limits: Mapping[str, int]
) -> dict[str, Counted]:
    """Count whoever stands in each stage since an instant in [begin, end)."""
    found = {}
    for code in stood_in(session, pipeline):
        asked = {"stage": code, "since": span[0], "before": span[1], "limit": limits.get(code, 0)}
        row = session.rows("stays.stage", pipeline=pipeline, **asked)[0]
        assumed, too_long = row["assumed"] or 0, row["too_long"]
        found[code] = row["count"], row["count"] - assumed, too_long
    return found


def _stays(session: Session, pipeline: str, before: int, found: Mapping[str, Counted]) -> Stays:
    there = {code: counted for code, counted in found.items() if counted[0]}
    counts, certain, too_long = (
        {code: counted[at] for code, counted in there.items()} for at in range(3)
    )
    read: dict[tuple[str, str, int, int], list[int]] = {}

    def instants(code: str, only_certain: bool, skip: int, many: int) -> list[int]:
        some = only_certain and certain[code] < counts[code]
        asked = ("certain_instants" if some else "instants", code, skip, many)
        if asked not in read:
            where = {"pipeline": pipeline, "stage": code, "before": before}
            read[asked] = session.values(f"stays.{asked[0]}", **where, skip=skip, many=many)
        return read[asked]

    return Stays(counts, certain, too_long, instants)


def everybody(session: Session, pipeline: str) -> Iterator[Resting]:
    """Yield every journey of a pipeline, and where it stands, as known now."""
    from leadfunnel.domain.resting import Resting

    for stage in stood_in(session, pipeline):  # a stage at a time, so that no text is read
        for number, person, since, assumed in session.each(
            "stays.everybody", pipeline=pipeline, stage=stage
        ):
            yield Resting(number, person, stage, since, assumed)


def stood_in(session: Session, pipeline: str) -> list[str]:
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

"""`funnel --open`: the people behind a figure, as a list that other commands take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from leadfunnel.domain.behind import Figure, behind
from leadfunnel.domain.journey import History, standing, steps
from leadfunnel.domain.resting import Resting
from leadfunnel.services.funnels.figure_words import read_figure
from leadfunnel.services.funnels.lost_track import lost_track
from leadfunnel.services.funnels.marks import read_by
from leadfunnel.services.funnels.scope import Scope
from leadfunnel.services.looking import LIMIT, SHORT
from leadfunnel.services.results.funnels import Opened
from leadfunnel.services.results.people import Listing
from leadfunnel.services.weekly import Asked

PATHS = ("skipped", "moved", "passed-over", "entered-above")
"""Figures of which it is shown how everybody went."""
WITH_PATHS = ("id", "name", "path", "phone", "last_contact", "next")
Behind = Sequence[tuple[History | Resting, int]]


def opened(scope: Scope, asked: Asked, text: str) -> Listing:
    """Return the people behind a figure, who have not moved for longest first."""
    figure = read_figure(scope, text, asked.view)
    found = people_behind(scope, figure)
    ids = list(dict.fromkeys(history.person_id for history, _ in _waiting(scope, found)))
    most = asked.most(LIMIT)
    shown = ids if most is None else ids[:most]
    paths = _paths(scope, found, shown) if figure.word in PATHS else {}
    return Listing(
        customers=scope.reading.page.customers(shown),
        more=len(ids) - len(shown),
        columns=WITH_PATHS if paths else SHORT,
        opened=_opened(scope, asked, figure, (found, len(ids), paths)),
    )


def people_behind(scope: Scope, figure: Figure) -> Behind:
    """Return the journeys behind a figure, each with how often it counts."""
    if figure.word == "lost-track":
        return [(history, 1) for history in lost_track(scope)]
    standing_still = figure.view == "snapshot" or figure.word in ("start", "end")
    every = standing_still or scope.mark is not None
    return behind(scope.reading.histories if every else scope.moved(), figure, scope.ground)


def _waiting(scope: Scope, found: Behind) -> Behind:
    """Return them by when they came where they stand, the longest ago first."""

    def since(one: tuple[History | Resting, int]) -> tuple[int, int]:
        journey = one[0]
        if isinstance(journey, Resting):
            return journey.since, journey.person_id
        now = standing(journey, scope.pipeline, scope.reading.until)
        return (now[1] if now else 0), journey.person_id

    return sorted(found, key=since)


def _paths(scope: Scope, found: Behind, shown: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    wanted = frozenset(shown)
    until = scope.reading.until
    return {
        history.person_id: tuple(
            change.target for _, change in steps(history, scope.pipeline, until)
        )
        for history, _ in found
        if isinstance(history, History) and history.person_id in wanted
    }


def _opened(
    scope: Scope,
    asked: Asked,
    figure: Figure,
    found: tuple[Behind, int, Mapping[int, tuple[str, ...]]],
) -> Opened:
    page = scope.reading.page
    told = scope.mark is not None and asked.by is not None
    return Opened(
        figure=figure,
        pipeline=scope.pipeline,
        first=scope.period.first,
        last=scope.period.last,
        label=scope.period.label,
        as_of=scope.reading.until - 1,
        count=sum(times for _, times in found[0]),
        people=found[1],
        days=page.rules("week")["lost_track_days"] if figure.word == "lost-track" else None,
        segment=(read_by(page, asked.by or ""), scope.segment) if told else None,
        paths=found[2],
    )

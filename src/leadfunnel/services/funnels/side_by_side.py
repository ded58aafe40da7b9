"""The segments of a funnel side by side, with a total that is their sum."""

from __future__ import annotations

from collections.abc import Iterable

from leadfunnel.domain.funnel import cohort, flow, snapshot
from leadfunnel.domain.layer import LAYERS
from leadfunnel.domain.pipeline import fold
from leadfunnel.domain.record import replace
from leadfunnel.domain.segmented import cohorts
from leadfunnel.errors import N_, NotFoundError, UnreadableError
from leadfunnel.services.funnels.comparing import PREVIOUS, earlier
from leadfunnel.services.funnels.marks import NEW, RETURNING, read_by
from leadfunnel.services.funnels.scope import BrokenIdentity, Scope, check_sums
from leadfunnel.services.results.funnels import Earlier, Part, SideBySide
from leadfunnel.services.weekly import Asked

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    from leadfunnel.domain.segmented import Mark

REST = "\x00"
"""Stands for the segments beyond those shown; no name holds it."""
NOBODYS = ("-", "none", "无", "無", "没有", "沒有", "未填")
CUSTOMERS = {
    **dict.fromkeys((NEW, "新客", "首次", "first", "first-time"), NEW),
    **dict.fromkeys((RETURNING, "老客", "复购", "回購", "repeat"), RETURNING),
}
SUMMED = ("reached", "active", "lost", "invalid")
FLOWING = (
    *("start", "new", "up", "down", "reopened", "advanced", "back", "lost", "invalid", "end"),
    *("passed_over", "assumed_in", "assumed_out"),
)


class OnlyOfWhat(UnreadableError):
    """One segment of nothing."""

    code = "only_of_what"
    message = N_("--only {segment} needs --by: what are the segments?")
    hint = N_("For example: leadfunnel funnel --by owner --only {segment}")


class UnknownPart(NotFoundError):
    """No segment of this funnel is called that."""

    code = "unknown_part"
    message = N_("No segment {segment} by {by}: one of {known}.")
    hint = N_("See them with: leadfunnel funnel --by {by}; - stands for those who have none.")


def side_by_side(scope: Scope, asked: Asked) -> SideBySide:
    """Return the segments by the size of their cohorts; the rest is summed in `others`."""
    reading = scope.reading
    by = read_by(reading.page, asked.by or "")
    mark = reading.mark(by)
    parts = _parts(scope, mark)
    ranked = sorted(parts, key=lambda name: (*_order(parts[name]), name is None, name or ""))
    most = asked.most(reading.page.rules("funnel")["segments_shown"])
    shown = ranked if most is None else ranked[:most]
    if len(shown) < len(ranked):
        parts = _parts(scope, _folded(mark, shown))
    total = Part(None, scope.cohort(), scope.flow(), scope.snapshot())
    _check(parts.values(), total)
    return SideBySide(
        by=by,
        parts=tuple(parts[name] for name in shown),
        others=parts.get(REST),
        joined=len(ranked) - len(shown),
        total=total,
        earlier=_earlier(scope),
    )


def _earlier(scope: Scope) -> Earlier | None:
    return earlier(scope, PREVIOUS) if scope.period.first.year > 1971 else None


def only(scope: Scope, by: str | None, text: str) -> Scope:
    """Return the scope of one segment, as typed; `-` is that of those who have none."""
    if by is None:
        raise OnlyOfWhat(segment=text[:40])
    reading = scope.reading
    name = read_by(reading.page, by)
    mark = reading.mark(name)
    known = list(_parts(scope, mark))
    segment = _named(known, name, text)
    if segment not in known:
        listed = ", ".join("-" if one is None else one for one in known)
        raise UnknownPart(segment=text[:40], by=by, known=listed or "-")
    return replace(scope, mark=mark, segment=segment)


def _named(known: Iterable[str | None], by: str, text: str) -> str | None:
    wanted = fold(text)
    if by == "customer":
        return CUSTOMERS.get(wanted, text)
    if by == "layer":
        words = {
            fold(word): layer.code
            for layer in LAYERS.values()
            for word in (layer.code, *layer.names.values(), *layer.also)
        }
        return words.get(wanted, text)
    if wanted in NOBODYS:
        return None
    return next((one for one in known if one is not None and fold(one) == wanted), text)


def _order(part: Part) -> tuple[int, int]:
    """Return by what a segment stands before others: how many came in, how many are there."""
    return -part.cohort.population, -sum(row.count for row in part.snapshot.stages)


def _folded(mark: Mark, shown: Iterable[str | None]) -> Mark:
    """Return a mark that puts everybody of the other segments together."""
    names = frozenset(shown)

    def folded(*where: object) -> str | None:
        name = mark(*where)  # type: ignore[arg-type]
        return name if name in names else REST

    return folded


def _parts(scope: Scope, mark: Mark) -> dict[str | None, Part]:
    pipeline, until = scope.pipeline, scope.reading.until
    moved = scope.flows(mark)
    stands = scope.snapshots(mark)
    came = cohorts(scope.born(), pipeline, until, mark)
    names = dict.fromkeys((*came, *moved, *stands))
    return {
        name: Part(
            name,
            came.get(name) or cohort((), pipeline, until),
            moved.get(name) or flow((), pipeline, *scope.moving),
            stands.get(name) or snapshot((), pipeline, until),
        )
        for name in names
    }


def _check(parts: Iterable[Part], total: Part) -> None:
    """Raise BrokenIdentity unless each segment adds up, and all of them to the total."""
    parts = list(parts)
    for part in parts:
        check_sums(part.cohort, part.flow)
    broken = [
        *_off("cohort", [part.cohort for part in parts], total.cohort, SUMMED),
        *_off("flow", [part.flow for part in parts], total.flow, FLOWING),
        *_off("snapshot", [part.snapshot for part in parts], total.snapshot, ("count",)),
    ]
    if broken:
        raise BrokenIdentity(identities=", ".join(broken))


def _off(view: str, parts: list[Any], total: Any, keys: tuple[str, ...]) -> list[str]:
    return [
        f"segments:{view}:{row.code}.{key}"
        for place, row in enumerate(total.stages)
        for key in keys
        if sum(getattr(part.stages[place], key) for part in parts) != getattr(row, key)
    ]

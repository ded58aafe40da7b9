"""`report`: the review of a period as one result, drawn from one view of the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module

from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_
from leadfunnel.services import as_known
from leadfunnel.services.as_known import Then, View
from leadfunnel.services.book import Book
from leadfunnel.services.report_sight import HeldBook, Sight
from leadfunnel.services.results.report import CHAPTERS, Report
from leadfunnel.services.sales import kind_of
from leadfunnel.services.weekly import When, period_of

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.services.results.weekly import FunnelReport

DRAWING = Phrase(N_("Drawing up the report"))


@dataclass(frozen=True)
class Wanted:
    """What is asked of a report; moments as typed."""

    pipeline: str | None = None
    as_of: str | None = None
    known_at: str | None = None
    masked: bool = False


class Reporting:
    """`report`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def report(self, when: When, wanted: Wanted = Wanted()) -> Report:
        """Return the review of a period; of this week where none is named."""
        with as_known.opened(self.book, Then(wanted.as_of, wanted.known_at)) as view:
            sight = _sight(self.book, view, when, wanted)
            every = [part for chapter in CHAPTERS.values() for part in chapter]
            parts = dict(_collected(sight, every))
            funnel: FunnelReport = parts["funnel"]  # type: ignore[assignment]
            return Report(
                pipeline=funnel.pipeline,
                kind=sight.kind,
                first=funnel.first,
                last=funnel.last,
                label=funnel.label,
                as_of=funnel.as_of,
                known_at=funnel.known_at,
                recorded_since=funnel.recorded_since,
                parts=parts,
                masked=wanted.masked,
            )

    def problems(self, when: When) -> Report:
        """Return the same with what was found wrong alone."""
        with as_known.opened(self.book, as_known.PRESENT) as view:
            sight = _sight(self.book, view, when, Wanted())
            period = sight.period
            return Report(
                pipeline=view.page.main,
                kind=sight.kind,
                first=period.first,
                last=period.last,
                label=period.label,
                as_of=view.page.now,
                known_at=None,
                recorded_since=0,
                parts=dict(_collected(sight, CHAPTERS["problems"])),
                masked=False,
            )


def _sight(book: Book, view: View, when: When, wanted: Wanted) -> Sight:
    given = when.kind or when.of or when.first or when.last_day
    kind = kind_of(when) if given else "week"
    return Sight(
        book=HeldBook(book, view.present),
        then=HeldBook(book, view.page),
        page=view.page,
        when=when if kind == "span" else replace(when, kind=kind),
        kind=kind,
        period=period_of(view.present, when),
        pipeline=wanted.pipeline,
        as_of=wanted.as_of,
        known_at=wanted.known_at,
    )


def _collected(sight: Sight, names: Sequence[str]) -> Iterator[tuple[str, object]]:
    """Yield what there is by part."""
    for place, name in enumerate(names):
        sight.page.acting.progress(DRAWING, place, len(names))
        module = import_module(f"leadfunnel.services.report_parts.{name}")
        found = module.collect(sight)
        if found is not None:
            yield name, found

"""`reason report`: why people left, sleep or did not buy, by stage or by source."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta

from leadfunnel.domain.pipeline import Stage
from leadfunnel.domain.reason import LISTS, read_list
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.services.book import Book, Page
from leadfunnel.services.dormant import ASLEEP
from leadfunnel.services.forecasting import span_of
from leadfunnel.services.results.reasons import ReasonCount, ReasonReport
from leadfunnel.services.standing import CONFIDENCE_LOST
from leadfunnel.store import definitions
from leadfunnel.store.session import Row

BY = ("stage", "source")
NOT_BOUGHT = "not_bought"
LIST_OF_MARK = {ASLEEP: ASLEEP, CONFIDENCE_LOST: ASLEEP, NOT_BOUGHT: NOT_BOUGHT}
ALWAYS = 10**15
Counts = dict["str | None", Counter["str | None"]]
"""How often each reason was given, by what."""
Found = tuple[str, Row, "Stage | None"]
"""A list, a row of it, and the stage it speaks of."""


class BadReasonKey(UnreadableError):
    """The report has no such columns."""

    code = "bad_key"
    message = N_("--by does not take {text}: one of {known}.")


class ReasonReports:
    """`reason report`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def report(
        self, name: str | None, by: str, first: str | None, last: str | None
    ) -> ReasonReport:
        """Return how often each reason was given in some days, or ever."""
        if by not in BY:
            raise BadReasonKey(text=by[:40], known=", ".join(BY))
        wanted = tuple(LISTS) if name is None else (read_list(name),)
        with self.book.read() as page:
            begin, end = span_of(page, first, last)
            start = page.calendar.start_of(begin) if begin else -ALWAYS
            stop = page.calendar.start_of(end + timedelta(days=1)) if end else ALWAYS
            counts: dict[str, Counts] = {one: defaultdict(Counter) for one in wanted}
            stages: dict[str | None, Stage] = {}
            for kind, row, stage in _found(page, {"start": start, "stop": stop}):
                key = row["source"]
                if by == "stage":
                    key = stage.names["en"] if stage else None
                    stages |= {key: stage} if stage else {}
                if kind in counts:
                    counts[kind][row["reason"]][key] += row["count"]
            told = tuple((one, _ordered(counts[one], stages)) for one in wanted)
            return ReasonReport(by, told, begin, end)


def _ordered(counts: Counts, stages: dict[str | None, Stage]) -> tuple[ReasonCount, ...]:
    found = []
    for reason, parts in counts.items():
        told = tuple((stages.get(key, key), count) for key, count in parts.most_common())
        found.append(ReasonCount(reason, parts.total(), told))
    return tuple(sorted(found, key=lambda one: (-one.count, one.reason is None, one.reason or "")))


def _found(page: Page, span: dict[str, int]) -> Iterator[Found]:
    """Yield who left by the stage they left from, and who was marked by the stage they stand at."""
    for name, pipeline in definitions.pipelines(page.session).items():
        exits = [stage.code for stage in pipeline.stages if stage.rank is None]
        params = {"pipeline": name, "exits": json.dumps(exits), **span}
        for row in page.session.rows("reasons.left", **params):
            kind = pipeline.by_code[row["to_stage"]].kind
            yield kind, row, pipeline.by_code.get(row["from_stage"])
    for row in page.session.rows("reasons.marked", marks=json.dumps(list(LIST_OF_MARK)), **span):
        yield LIST_OF_MARK[row["mark"]], row, page.main.by_code.get(row["stage"])

"""`import --as deals`: reading deals with amounts, stages, outcomes and their own dates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from leadfunnel.domain.capture import LONGEST_NAME
from leadfunnel.domain.chronicle import BadHistory, Span, Step, Told, passage
from leadfunnel.domain.dates import is_nothing
from leadfunnel.domain.fold import fold
from leadfunnel.domain.pipeline import Stage
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.sentence import Phrase
from leadfunnel.errors import N_
from leadfunnel.services.import_cells import Refused
from leadfunnel.services.import_kinds import EventRow, digest
from leadfunnel.services.import_money import amount_of
from leadfunnel.services.import_rows import TOO_LONG
from leadfunnel.services.import_stages import deal_key
from leadfunnel.services.import_whom import Whom, whom_of

WON = ("won", "closedwon", "win", "赢", "赢单", "已赢单", "成交", "已成交", "成功", "是", "yes")
LOST = ("lost", "closedlost", "lose", "输", "输单", "已输单", "丢单", "失败", "流失", "战败")
OPEN = ("open", "进行中", "跟进中", "未结束", "未成交")
TERMS = ("amount", "currency", "probability", "closes_on", "product")


@dataclass(frozen=True, slots=True)
class Deal:
    """One row; `terms` holds what is told of `TERMS`, `steps` how it moved, `stage` where it is."""

    line: int
    key: str
    whom: Whom
    title: str
    label: str
    steps: tuple[Step, ...]
    created_at: int | None
    updated_at: int | None
    terms: Mapping[str, int | str]
    owner: str
    reason: str


class DealReader:
    """Reads rows; `currency` is that of amounts that name none."""

    def __init__(self, currency: str) -> None:
        self.currency = currency

    def read(self, row: EventRow) -> Deal:
        """Read one row; Refused for a cell that cannot be read."""
        place, title = row.first("title")
        if len(title) > LONGEST_NAME:
            raise Refused(place, title[:40], Phrase(TOO_LONG, max_length=LONGEST_NAME))
        whom, created = whom_of(row), when(row, "created_at")
        label = title or row.text("deal_id")
        if whom.nothing and is_nothing(label):
            raise Refused(-1, "", Phrase(N_("does not say which customer or deal it is about")))
        updated = when(row, "updated_at")
        outcome = _outcome(row)
        own = deal_key(row)
        return Deal(
            line=row.line,
            key=own or f"deal:{digest(whom.key, fold(title), row.text('created_at'))}",
            whom=whom,
            title=title,
            label=label,
            steps=_steps(row, created, outcome),
            created_at=created.begin if created else None,
            updated_at=updated.begin if updated else None,
            terms=self._terms(row, is_open=outcome is None),
            owner=row.text("owner"),
            reason=row.text("lost_reason"),
        )

    def _terms(self, row: EventRow, *, is_open: bool) -> dict[str, int | str]:
        found: dict[str, int | str] = {}
        amount = amount_of(row, "amount", self.currency)
        if amount is not None:
            found |= {"amount": amount.minor, "currency": amount.currency}
        probability = _probability(row)
        if probability is not None:
            found["probability"] = probability
        closes = _day(row, "expected_close") or (_day(row, "closed_at") if is_open else "")
        if closes:
            found["closes_on"] = closes
        if row.text("product"):
            found["product"] = row.text("product")
        return found


def when(row: EventRow, name: str) -> Span | None:
    """Return when something in the past happened, None where the row does not say."""
    place, text = row.first(name)
    return None if is_nothing(text) else row.reading.span(place, text)


def _day(row: EventRow, name: str) -> str:
    place, text = row.first(name)
    return "" if is_nothing(text) else row.reading.stamp(place, text).day.isoformat()


def _probability(row: EventRow) -> int | None:
    """Return basis points; 25, 25% and 0.25 are the same."""
    place, text = row.first("probability")
    if is_nothing(text):
        return None
    match = re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*([%％]?)", text)
    value = Decimal(match[1]) if match else Decimal(-1)
    fraction = bool(match) and "." in text and value <= 1 and not (match and match[2])
    points = value * (10_000 if fraction else 100)
    if not 0 <= points <= 10_000 or points != points.to_integral_value():
        raise Refused(place, text, Phrase(N_("is no chance from 0 to 100 percent")))
    return int(points)


def _outcome(row: EventRow) -> Stage | None:
    """Return where a deal that is won or lost stands, None for an open one."""
    pipeline = row.terms.pipeline
    ends = {**dict.fromkeys(WON, "won"), **dict.fromkeys(LOST, "lost")}
    place, text = row.first("outcome")
    word = re.sub(r"[\s_-]", "", fold(text))
    if not is_nothing(text) and word not in ends and word not in OPEN:
        raise Refused(place, text, Phrase(N_("is neither won, lost nor open")))
    kind = ends.get(word)
    at, status = row.first("stage")
    if kind is None and not is_nothing(status):
        named = re.sub(r"[\s_-]", "", fold(status))
        if fold(status) not in row.terms.values and named in ends:
            kind = ends[named]
        else:
            stage = row.reading.status(at, status)
            return stage if stage.kind != "open" else None
    if kind is None:
        return None
    found = pipeline.first_of(kind)
    if found is None:
        raise Refused(place, text, Phrase(N_("has no stage in this pipeline")))
    return found


def _steps(row: EventRow, created: Span | None, outcome: Stage | None) -> tuple[Step, ...]:
    dated = {
        code: row.reading.span(place, row.cells[place])
        for place, code in row.reading.stages
        if not is_nothing(row.cells[place])
    }
    place, text = row.first("stage")
    status, since = outcome, when(row, "stage_since")
    if outcome is None:
        status = None if is_nothing(text) else row.reading.status(place, text)
    elif not is_nothing(row.text("closed_at")):
        since = when(row, "closed_at")
    told = Told(row.terms.now, created, dated, status, since, row.text("lost_reason"))
    if dated or not created or status is None or status == row.terms.pipeline.first:
        return _passage(row, told)
    # A deal was opened when it was created, at the first stage: its ladder is no list of people.
    first = row.terms.pipeline.first.code
    return _passage(row, Told(told.now, created, {first: created}, status, since, told.reason))


def _passage(row: EventRow, told: Told) -> tuple[Step, ...]:
    try:
        return passage(row.terms.pipeline, told)
    except BadHistory as fault:
        place, text = row.first(fault.field)
        raise Refused(place, text, fault.reason) from None

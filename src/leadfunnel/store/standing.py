"""How customers stand: their layers and levels, derived from what they bought."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil

from leadfunnel.domain.calendar import BusinessCalendar
from leadfunnel.domain.customer import Customer
from leadfunnel.domain.layer import Bought, LayerRules, layer_of, windows
from leadfunnel.domain.level import level_of
from leadfunnel.domain.money import places
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.record import dataclass, field_names, replace
from leadfunnel.store import definitions
from leadfunnel.store.session import Row, Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    from leadfunnel.store.session import Asked

NEVER_DAY, NEVER_AT, NEVER_MANY = "", -(10**15), 10**15
"""What no day, instant or count reaches: the bounds of a layer that is switched off."""


@dataclass(frozen=True, eq=False, repr=False)
class Standing:
    """What one customer's layer and level follow from; `spent` is in minor units."""

    bought: Bought
    spent: int


@dataclass(frozen=True, eq=False, repr=False)
class Yardstick:
    """The rules of a store at a moment; `thresholds` are in minor units of `currency`.

    `spent_days` is the length of the year in which spending counts.
    """

    rules: LayerRules
    thresholds: tuple[int, ...]
    spent_days: int
    currency: str
    main: Pipeline
    calendar: BusinessCalendar
    today: date

    @property
    def params(self) -> dict[str, Any]:
        """The parameters by which statements reckon what was bought."""
        ladder = self.main.ladder
        spans = windows(self.rules, self.today)
        return {
            "main": self.main.name,
            "ladder": json.dumps([stage.code for stage in ladder]),
            "won": json.dumps([stage.code for stage in ladder if stage.kind == "won"]),
            "again": json.dumps([stage.code for stage in ladder if stage.kind == "repeat"]),
            "windows": json.dumps([[day.isoformat() for day in span] for span in spans]),
            "currency": self.currency,
            "year_from": (self.today - timedelta(days=self.spent_days - 1)).isoformat(),
            "today": self.today.isoformat(),
        }

    @property
    def bounds(self) -> dict[str, Any]:
        """The parameters by which a filter tells layers apart."""
        rules = self.rules
        return {
            **self._quiet("gone", rules.gone_after_days),
            **self._quiet("asleep", rules.asleep_after_days),
            "loyal_from": rules.loyal_from or NEVER_MANY,
            "loyal_brought": rules.loyal_brought or NEVER_MANY,
            "windows_needed": rules.windows_needed,
            "mature_from": rules.mature_from or NEVER_MANY,
        }

    def _quiet(self, name: str, days: int) -> dict[str, Any]:
        if not days:
            return {f"{name}_on": NEVER_DAY, f"{name}_at": NEVER_AT}
        last = self.today - timedelta(days=days)
        end = self.calendar.start_of(last + timedelta(days=1))
        return {f"{name}_on": last.isoformat(), f"{name}_at": end}


def yardstick(
    session: Session, main: Pipeline, calendar: BusinessCalendar, now: int, currency: str
) -> Yardstick:
    """Return the rules of the store as they stand now."""
    layers = definitions.rules(session, "layers")
    levels = definitions.rules(session, "levels")
    unit = 10 ** places(currency)
    return Yardstick(
        rules=_in_cycles(session, layers),
        thresholds=tuple(threshold * unit for threshold in levels["thresholds"]),
        spent_days=levels["days"],
        currency=currency,
        main=main,
        calendar=calendar,
        today=calendar.day(now),
    )


def _in_cycles(session: Session, layers: dict[str, Any]) -> LayerRules:
    """Return the rules of layers; nobody sleeps sooner than so many cycles of a product's."""
    rules = LayerRules(**{name: layers[name] for name in field_names(LayerRules)})
    asleep, gone = (layers.get(f"{name}_cycles", 0) for name in ("asleep", "gone"))
    if not (asleep or gone):
        return rules
    longest = session.value("layers.longest_cycle") or 0
    return replace(
        rules,
        asleep_after_days=_longer(rules.asleep_after_days, asleep * longest),
        gone_after_days=_longer(rules.gone_after_days, gone * longest),
    )


def _longer(days: int, cycles: float) -> int:
    """Return the days, or the cycles' if those are more; what is switched off stays so."""
    return max(days, ceil(cycles)) if days else 0


def asked(ids: Sequence[int], by: Yardstick) -> Asked:
    """Return the query of `standings`."""
    return "layers.standings", {"ids": json.dumps(list(ids)), **by.params}


def standings(session: Session, ids: Sequence[int], by: Yardstick) -> dict[int, Standing]:
    """Return how customers stand, by their ids."""
    name, params = asked(ids, by)
    rows = session.rows(name, **params)
    return {row["id"]: Standing(_bought(row, by), row["spent"]) for row in rows}


def levels(session: Session, ids: Sequence[int], by: Yardstick) -> dict[int, str | None]:
    """Return the levels of customers by what they spent, should they have bought anything."""
    given = {name: by.params[name] for name in ("currency", "year_from", "today")}
    rows = session.rows("layers.spent_among", ids=json.dumps(list(ids)), **given)
    return {row["id"]: level_of(row["spent"], by.thresholds) for row in rows}


def _bought(row: Row, by: Yardstick) -> Bought:
    won_at, lost = row["won_at"], row["lost_confidence"]
    last = row["last_bought_on"]
    won_on = by.calendar.day(won_at) if won_at is not None else None
    return Bought(
        occasions=row["occasions"],
        last_on=date.fromisoformat(last) if last else won_on,
        windows=row["windows"],
        brought=row["brought"],
        lost_confidence=lost is not None and (won_at is None or won_at <= lost),
    )


def placed(session: Session, customers: Sequence[Customer], by: Yardstick) -> list[Customer]:
    """Return customers with their layers and levels."""
    found = standings(session, [customer.id for customer in customers], by)
    return [_placed(customer, found.get(customer.id), by) for customer in customers]


def _placed(customer: Customer, standing: Standing | None, by: Yardstick) -> Customer:
    if standing is None or not standing.bought.occasions:
        return replace(customer, layer="potential", level=None)
    layer = layer_of(standing.bought, by.rules, by.today)
    return replace(customer, layer=layer, level=level_of(standing.spent, by.thresholds))

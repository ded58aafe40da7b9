"""Layers: how a customer stands by what they bought and when (domain.md, 8). Always derived."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from leadfunnel.domain.pipeline import fold
from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError


class UnknownLayer(UnreadableError):
    """No layer is called that."""

    code = "unknown_layer"
    message = N_("No layer is called {text}: one of {layers}.")
    hint = N_("For example: leadfunnel list layer=loyal")


@dataclass(frozen=True, eq=False, repr=False)
class Layer:
    """A layer: its code, what it is called, and further words people type for it."""

    code: str
    names: Mapping[str, str]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, repr=False)
class LayerRules:
    """The numbers layers go by; a count of occasions or days that is 0 switches its layer off.

    `loyal_brought` makes loyal whoever brought so many people, however often they bought.
    """

    mature_from: int = 10
    loyal_from: int = 10
    loyal_windows: int = 3
    loyal_window_days: int = 30
    loyal_brought: int = 0
    asleep_after_days: int = 90
    gone_after_days: int = 365

    @property
    def windows_needed(self) -> int:
        """Return in how many of the last windows a loyal customer has bought."""
        return self.loyal_windows if self.loyal_window_days else 0


@dataclass(frozen=True, eq=False, repr=False)
class Bought:
    """What a layer depends on.

    `occasions` are purchase occasions, `last_on` the day of the last; `windows` counts the recent
    windows with a purchase, `brought` the customers referred.
    """

    occasions: int
    last_on: date | None = None
    windows: int = 0
    brought: int = 0
    lost_confidence: bool = False


def _layer(code: str, names: tuple[str, str, str], *also: str) -> Layer:
    return Layer(code, dict(zip(("en", "zh-CN", "zh-TW"), names, strict=True)), also)


LAYERS = {
    layer.code: layer
    for layer in (
        _layer("potential", ("Not yet", "未成交", "未成交"), "潜在", "潛在"),
        _layer("new", ("First", "新客", "新客")),
        _layer("returning", ("Returning", "老客", "老客")),
        _layer("mature", ("Mature", "成熟", "熟客")),
        _layer("loyal", ("Loyal", "忠诚", "忠實"), "忠诚客户", "忠誠"),
        _layer(
            "dormant-temporary",
            ("Asleep", "临时沉睡", "暫時沉睡"),
            *("沉睡", "临时性沉默", "temporary"),
        ),
        _layer(
            "dormant-permanent",
            ("Gone", "永久沉睡", "永久沉睡"),
            *("永久性沉默", "permanent"),
        ),
    )
}
"""The layers by code, in the order of a customer's life."""


def layer_of(bought: Bought, rules: LayerRules, today: date) -> str:
    """Return the code of the first layer that fits (domain.md, 8)."""
    if not bought.occasions:
        return "potential"
    quiet = (today - bought.last_on).days if bought.last_on else 0
    if bought.lost_confidence or 0 < rules.gone_after_days <= quiet:
        return "dormant-permanent"
    if 0 < rules.asleep_after_days <= quiet:
        return "dormant-temporary"
    if is_loyal(bought, rules):
        return "loyal"
    if 0 < rules.mature_from <= bought.occasions:
        return "mature"
    return "returning" if bought.occasions > 1 else "new"


def is_loyal(bought: Bought, rules: LayerRules) -> bool:
    """Tell whether somebody bought often and lately enough, or brought enough people."""
    often = 0 < rules.loyal_from <= bought.occasions
    lately = bought.windows >= rules.windows_needed
    return (often and lately) or 0 < rules.loyal_brought <= bought.brought


def windows(rules: LayerRules, today: date) -> list[tuple[date, date]]:
    """Return the windows a loyal customer bought in, both ends included, the latest first."""
    size = rules.loyal_window_days
    return [
        (today - timedelta(days=size * (back + 1) - 1), today - timedelta(days=size * back))
        for back in range(rules.windows_needed)
    ]


def read_layer(text: str) -> str:
    """Return the code of the layer a seller means, in any language; raises UnknownLayer."""
    wanted = fold(text).replace("_", "-")
    for layer in LAYERS.values():
        if wanted in map(fold, (layer.code, *layer.names.values(), *layer.also)):
            return layer.code
    raise UnknownLayer(text=text[:40], layers=", ".join(LAYERS))

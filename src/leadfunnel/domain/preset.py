"""Presets: how one sells, as the settings, clocks, rules and targets that come with it."""

from __future__ import annotations

from collections.abc import Mapping

from leadfunnel.domain.pipeline import Pipeline, fold
from leadfunnel.domain.record import dataclass, replace
from leadfunnel.domain.rule_value import leaves
from leadfunnel.errors import N_, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

CLOCKS = ("cold_days", "limit_days")
PRESETS: dict[str, tuple[str, ...]] = {
    "chat": ("1", "wechat", "微信", "微信社群", "line", "社群", "line/社群"),
    "shop": ("2", "store", "门店", "门店活动", "門市", "門市活動"),
    "phone": ("3", "call", "电话", "电销", "电话销售", "電話", "電話行銷"),
    "accounts": ("4", "key accounts", "key-accounts", "大客户", "大客戶"),
}
"""Preset: what else a seller types for it, the number in the question first."""


class UnknownPreset(UnreadableError):
    """No preset is called that."""

    code = "unknown_preset"
    message = N_("No preset {text}: one of {presets}.")
    hint = N_("For example: leadfunnel setup chat")


@dataclass(frozen=True)
class Goal:
    """A target that comes with a preset: everybody's, from the day of the setup on."""

    metric: str
    per: str
    goal: int


@dataclass(frozen=True)
class Preset:
    """A preset in one language, everything it says under a key of its own.

    `settings` are flat settings, `clocks` days by pipeline, stage and clock, `rules` values by
    section and path; `title` names it, `offer` is a hint for the seller.
    """

    name: str
    title: str
    settings: Mapping[str, Any]
    clocks: Mapping[str, int | None]
    rules: Mapping[str, Any]
    goals: tuple[Goal, ...]
    offer: str


def read_preset(text: str) -> str:
    """Return the preset a seller means, by number or name in any language."""
    wanted = fold(text)
    for name, words in PRESETS.items():
        if wanted == name or wanted in words:
            return name
    raise UnknownPreset(text=text[:40], presets=", ".join(PRESETS))


def preset_of(
    name: str, raw: Mapping[str, Any], pipelines: Mapping[str, Pipeline], language: str
) -> Preset:
    """Return a preset from its file; stages it does not name have no clock from then on."""

    def spoken(value: Any) -> Any:
        return value.get(language, value["en"]) if isinstance(value, dict) else value

    clocks: dict[str, int | None] = {}
    for pipeline, told in raw["clocks"].items():
        for stage in pipelines[pipeline].ladder:
            for clock in CLOCKS:
                clocks[f"{pipeline}/{stage.code}/{clock}"] = told.get(clock, {}).get(stage.code)
    sections = raw["rules"].items()
    rules = {key: value for section, told in sections for key, value in leaves(told, section)}
    return Preset(
        name=name,
        title=spoken(raw["title"]),
        settings={key: spoken(value) for key, value in raw["settings"].items()},
        clocks=clocks,
        rules=rules,
        goals=tuple(Goal(told["metric"], told["per"], told["goal"]) for told in raw["target"]),
        offer=spoken(raw["offer"]) if "offer" in raw else "",
    )


def clocks_of(pipeline: Pipeline) -> dict[str, int | None]:
    """Return the clocks of a pipeline's stages under the keys that presets use."""
    return {
        f"{pipeline.name}/{stage.code}/{clock}": getattr(stage, clock)
        for stage in pipeline.ladder
        for clock in CLOCKS
    }


def with_clocks(pipeline: Pipeline, clocks: Mapping[str, int | None]) -> Pipeline:
    """Return a pipeline with the clocks that are given for it."""
    stages = []
    for stage in pipeline.stages:
        keys = {clock: f"{pipeline.name}/{stage.code}/{clock}" for clock in CLOCKS}
        told = {clock: clocks[key] for clock, key in keys.items() if key in clocks}
        stages.append(replace(stage, **told) if told else stage)  # type: ignore[arg-type]
    return replace(pipeline, stages=tuple(stages))

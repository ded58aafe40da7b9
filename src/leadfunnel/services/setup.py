"""`setup`: asks once how one sells, and sets what comes with it; as often as one likes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from leadfunnel.data import FOLDER as DATA
from leadfunnel.domain import preset as presets
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.preset import Preset
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.rule_value import leaves
from leadfunnel.domain.sentence import Phrase, Sentence, said
from leadfunnel.domain.target import METRICS, PERS, Target
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.i18n import language
from leadfunnel.services import rules, target_setting
from leadfunnel.services.book import Book, NotConfirmed, Page, Writing
from leadfunnel.services.results.changed import Changed
from leadfunnel.store import definitions
from leadfunnel.store import targets as stored

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

    Values = Mapping[str, Any]

FOLDER = Path(DATA) / "presets"
KIND, CHOSEN = "preset", "chosen"
NAMED = 5
QUESTION = N_("How do you sell? 1 chat, 2 shop, 3 phone, 4 key accounts")


class WhichPreset(UnreadableError):
    """Nobody is there to be asked how they sell."""

    code = "which_preset"
    message = N_("Say how you sell: one of {presets}.")
    hint = N_("For example: leadfunnel setup chat")


class OwnChanges(NotConfirmed):
    """A setup would change what the user set themselves, and nobody said that it may."""

    message = N_("{preset} would change what you set yourself: {keys}.")


@dataclass(frozen=True)
class Difference:
    """One thing that a setup changes; `own` tells that the user had set it themselves."""

    key: str
    old: Any
    new: Any
    own: bool


class Setup:
    """`setup`."""

    def __init__(self, book: Book) -> None:
        self.book = book

    def setup(self, name: str | None, *, dry_run: bool = False) -> Changed:
        """Set all that comes with a preset, in one operation; ask before the user's own goes."""
        if name is None:
            raise WhichPreset(presets=", ".join(presets.PRESETS))
        chosen = presets.read_preset(name)
        open_book = self.book.rehearse if dry_run else self.book.record
        with open_book("setup", chosen) as page:
            preset = _read(page, chosen)
            found = _differences(page, preset)
            lost = [difference for difference in found if difference.own]
            if lost and not dry_run:
                _confirm(page, preset, lost)
            _apply(page, preset, found)
            told = (*_told(preset, found, dry_run=dry_run), *_after(page, preset, found))
            understood = _understood(preset, found) if dry_run or page.ledger.recorded else {}
            operation = None if dry_run else page.ledger.recorded
            return Changed(operation, (), told, understood, dry_run)


def _read(page: Page, name: str) -> Preset:
    import tomllib

    raw = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return presets.preset_of(name, raw, definitions.pipelines(page.session), language())


def _values(page: Page, preset: Preset) -> dict[str, Any]:
    """Return what the store says now under every key the preset speaks of."""
    pipelines = definitions.pipelines(page.session)
    clocks = _clocks(pipelines)
    settings = {key: getattr(page.settings, key) for key in preset.settings}
    own = {section: page.rules(section) for section in {key.split(".")[0] for key in preset.rules}}
    ruled = {key: value for section in own for key, value in leaves(own[section], section)}
    return {
        **settings,
        **{key: clocks.get(key) for key in preset.clocks},
        **{key: ruled[key] for key in preset.rules},
    }


def _wanted(preset: Preset) -> dict[str, Any]:
    return {**preset.settings, **preset.clocks, **preset.rules}


def _clocks(pipelines: Mapping[str, Pipeline]) -> dict[str, int | None]:
    return {
        key: days for found in pipelines.values() for key, days in presets.clocks_of(found).items()
    }


def _untouched(page: Page, preset: Preset) -> dict[str, Any]:
    """Return what would stand there had the user changed nothing: as shipped, or as set up."""
    usual = definitions.Settings()
    sections = definitions.shipped_rules().items()
    shipped = {key: value for name, told in sections for key, value in leaves(told, name)}
    return {
        **{key: getattr(usual, key) for key in preset.settings},
        **_clocks(definitions.shipped_pipelines()),
        **shipped,
        **_before(page)["values"],
    }


def _before(page: Page) -> dict[str, Any]:
    """Return the preset chosen before: its name, what it set, and its targets."""
    found = definitions.declared(page.session, KIND, CHOSEN)
    return found or {"name": None, "values": {}, "goals": []}


def _differences(page: Page, preset: Preset) -> list[Difference]:
    now, untouched = _values(page, preset), _untouched(page, preset)
    found = [
        Difference(key, now[key], value, now[key] != untouched.get(key))
        for key, value in _wanted(preset).items()
        if now[key] != value
    ]
    return [*found, *_goal_differences(page, preset)]


def _goal_differences(page: Page, preset: Preset) -> list[Difference]:
    """Return the targets that change; one the preset before did not bring is the user's own.

    What they set beside the preset's stays: nobody asked to forget it.
    """
    today = page.calendar.day(page.now)
    standing = {
        _goal_key(target.metric, target.per): target.goal
        for target in stored.targets(page.session)
        if target.owner_id is None and target.holds(today)
    }
    brought = {_goal_key(metric, per): goal for metric, per, goal in _before(page)["goals"]}
    wanted = {_goal_key(goal.metric, goal.per): goal.goal for goal in preset.goals}
    found = [
        Difference(key, standing.get(key), goal, standing.get(key) not in (None, brought.get(key)))
        for key, goal in wanted.items()
        if standing.get(key) != goal
    ]
    gone = [key for key, goal in brought.items() if key not in wanted and standing.get(key) == goal]
    return [*found, *(Difference(key, standing[key], None, own=False) for key in gone)]


def _goal_key(metric: str, per: str) -> str:
    return f"target {metric} {per}"


def _apply(page: Writing, preset: Preset, found: list[Difference]) -> None:
    changed = {difference.key: difference.new for difference in found}
    for key in preset.settings.keys() & changed.keys():
        definitions.put(page.ledger, "setting", key, changed[key])
    for pipeline in definitions.pipelines(page.session).values():
        definitions.put_pipeline(page.ledger, presets.with_clocks(pipeline, preset.clocks))
    for key in preset.rules.keys() & changed.keys():
        rule = rules.find(key)
        assert rule is not None  # noqa: S101 - a test holds the presets to the shipped rules
        rules.put(page, rule, changed[key])
    _apply_goals(page, {key: goal for key, goal in changed.items() if key.startswith("target ")})
    goals = [[goal.metric, goal.per, goal.goal] for goal in preset.goals]
    body = {"name": preset.name, "values": _wanted(preset), "goals": goals}
    definitions.put(page.ledger, KIND, CHOSEN, body)
    if "main_pipeline" in changed:
        page.restage()


def _apply_goals(page: Writing, goals: Values) -> None:
    today = page.calendar.day(page.now)
    for key, goal in goals.items():
        _, metric, per = key.split(" ")
        if goal is not None:
            target_setting.put(page, Target(0, metric, None, per, goal, None, today))
            continue
        for target in stored.targets(page.session):
            if (target.metric, target.per, target.owner_id) == (metric, per, None):
                target_setting.end(page, target, today)


def _confirm(page: Page, preset: Preset, lost: list[Difference]) -> None:
    keys = _listed(lost)
    question = N_("This changes what you set yourself: {keys}. Go on?")
    if not page.acting.confirm(said(question, keys=keys)):
        raise OwnChanges(preset=preset.title, keys=keys)


def _listed(lost: list[Difference]) -> str:
    """Return the first few changes, joined as they are shown."""
    listed = _shown(lost[0])
    for difference in lost[1:NAMED]:
        listed = Phrase("{listed}; {next}", listed=listed, next=_shown(difference))
    more = len(lost) - NAMED
    return Phrase(N_("{listed}; {count} more"), listed=listed, count=more) if more > 0 else listed


def _shown(difference: Difference) -> Phrase:
    return Phrase(
        "{key} {old} → {new}",
        key=_key_words(difference.key),
        old=_value(difference.old),
        new=_value(difference.new),
    )


def _key_words(key: str) -> str:
    if not key.startswith("target "):
        return key
    _, metric, per = key.split(" ")
    return Phrase(
        N_("target {metric} {per}"), metric=Phrase(METRICS[metric][0]), per=Phrase(PERS[per][0])
    )


def _value(value: Any) -> str:
    return "-" if value is None else rules.shown(value)


def _told(preset: Preset, found: list[Difference], *, dry_run: bool) -> list[Sentence]:
    if not found:
        return [said(N_("Set up for {preset} already."), preset=preset.title)]
    head = N_("This would be set up for {preset}:") if dry_run else N_("Set up for {preset}:")
    yours = N_("{change} (you had set this yourself)")
    return [
        said(head, preset=preset.title),
        *(
            said(yours if difference.own else "{change}", change=_shown(difference))
            for difference in found
        ),
    ]


def _after(page: Page, preset: Preset, found: list[Difference]) -> list[Sentence]:
    """Return what the seller may want to know or do next."""
    told = [said("{offer}", offer=preset.offer)] if preset.offer else []
    strangers = page.session.value("targets.unstaged") if found else 0
    if any(difference.key == "main_pipeline" for difference in found) and strangers:
        text = N_(
            "Not in the pipeline {pipeline} yet: {count}. Enter them with: leadfunnel promote"
            " --where 'stage=-' --pipeline {pipeline}"
        )
        told.append(said(text, count=strangers, pipeline=preset.settings["main_pipeline"]))
    return told


def _understood(preset: Preset, found: list[Difference]) -> dict[str, object]:
    changes = [{"key": one.key, "old": one.old, "new": one.new, "own": one.own} for one in found]
    return {"preset": preset.name, "changes": changes}

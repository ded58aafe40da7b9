"""Presets: what each sets, exactly as designed; what the user set; one operation."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import NOW, Clocked
from tests.dump import dump

from leadfunnel import i18n
from leadfunnel.config import load
from leadfunnel.domain.pipeline_schema import shipped
from leadfunnel.domain.preset import PRESETS, UnknownPreset, read_preset
from leadfunnel.domain.rule_value import leaves, read_rule
from leadfunnel.domain.target import METRICS, PERS
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.log import Log
from leadfunnel.services.rules import shown
from leadfunnel.services.settings import SettingsService
from leadfunnel.services.setup import FOLDER, OwnChanges, Setup, WhichPreset
from leadfunnel.services.target_setting import TargetSetting, Wanted
from leadfunnel.store import definitions
from leadfunnel.store import targets as stored

DAY = 86_400
CLOCKS = {
    "chat": ("lifecycle", {"B": (15, 60), "C": (5, 21), "D": (2, 10), "E": (30, None),
                           "F": (45, None)}),
    "shop": ("lifecycle", {"B": (30, None), "C": (7, 45), "D": (3, 14), "E": (180, None),
                           "F": (365, None)}),
    "phone": ("telesales", {"PROSPECT": (None, None), "CONTACT": (3, 10), "NEED": (3, 10),
                            "PROPOSAL": (2, 7), "QUOTE": (1, 7), "WON": (None, None)}),
    "accounts": ("key-account", {"NEED": (21, 120), "LISTED": (14, 90), "SHORTLIST": (7, 60),
                                 "DECIDED": (5, 30), "WON": (None, None)}),
}  # fmt: skip
RULES: dict[str, dict[str, Any]] = {
    "reminders.never_contacted.after_days": {"chat": 1, "shop": 0, "phone": 1, "accounts": 1},
    "reminders.never_contacted.inbound_hours": {"chat": 0, "shop": 0, "phone": 1, "accounts": 0},
    "reminders.never_bought.on": {"chat": True, "shop": False, "phone": False, "accounts": False},
    "reminders.not_bought_again.on": {
        "chat": True, "shop": False, "phone": False, "accounts": False,
    },
    "reminders.going_cold.workdays": {
        "chat": False, "shop": False, "phone": True, "accounts": False,
    },
    "layers.asleep_after_days": {"chat": 90, "shop": 1095, "phone": 180, "accounts": 0},
    "layers.gone_after_days": {"chat": 365, "shop": 0, "phone": 365, "accounts": 0},
    "layers.loyal_from": {"chat": 10, "shop": 3, "phone": 10, "accounts": 0},
    "layers.loyal_windows": {"chat": 3, "shop": 0, "phone": 3, "accounts": 3},
    "layers.loyal_brought": {"chat": 0, "shop": 2, "phone": 0, "accounts": 0},
    "levels.thresholds": {
        "chat": [1000, 5000, 20000], "shop": [10000, 30000, 80000],
        "phone": [1000, 5000, 20000], "accounts": [],
    },
    "work.days": {"chat": "all", "shop": "all", "phone": "workdays", "accounts": "workdays"},
    "work.quiet": {
        "chat": ["22:00-08:00"], "shop": ["12:00-14:00", "20:00-09:00"],
        "phone": ["12:00-13:30", "19:00-09:00"], "accounts": ["12:00-14:00", "18:00-09:00"],
    },
    "care.anchor": {
        "chat": "delivery", "shop": "installation", "phone": "purchase", "accounts": "acceptance",
    },
    "targets.exchange": {"chat": 0, "shop": 5, "phone": 0, "accounts": 0},
    "targets.floor": {"chat": 10, "shop": 10, "phone": 10, "accounts": 10},
}  # fmt: skip
GOALS = {
    "chat": {("new", "day", 20), ("new", "month", 500)},
    "shop": {("calls", "day", 50), ("invites", "day", 30)},
    "phone": {("calls", "workday", 80), ("connected", "workday", 25)},
    "accounts": {("meetings", "week", 6)},
}
SETTINGS = {
    "chat": ("lifecycle", 20, "04:00", "wechat"),
    "shop": ("lifecycle", 15, "00:00", "call"),
    "phone": ("telesales", 60, "00:00", "call"),
    "accounts": ("lifecycle", 8, "00:00", "call"),
}


def rules_of(page: Any) -> dict[str, Any]:
    return {
        key: value
        for section in definitions.shipped_rules()
        for key, value in leaves(page.rules(section), section)
    }


def config(clocked: Clocked, tmp_path: Path) -> SettingsService:
    path = tmp_path / "config.toml"
    return SettingsService(clocked.book(), load(path), path)


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_sets_what_the_design_says(clocked: Clocked, name: str) -> None:
    Setup(clocked.book()).setup(name)
    with clocked.book().read() as page:
        settings = page.settings
        assert SETTINGS[name] == (
            settings.main_pipeline, settings.capacity, settings.day_start, settings.log_kind,
        )  # fmt: skip
        pipeline, clocks = CLOCKS[name]
        ladder = page.pipeline(pipeline).ladder
        assert {stage.code: (stage.cold_days, stage.limit_days) for stage in ladder} == clocks
        ruled = rules_of(page)
        assert {key: ruled[key] for key in RULES} == {key: by[name] for key, by in RULES.items()}
        found = stored.targets(page.session)
        assert {(one.metric, one.per, one.goal) for one in found} == GOALS[name]


@pytest.mark.parametrize("first", PRESETS)
@pytest.mark.parametrize("second", PRESETS)
def test_one_preset_after_another_is_as_if_it_were_the_first(
    clocked: Clocked, tmp_path: Path, first: str, second: str
) -> None:
    clocked.confirmed = False  # nothing of it is the user's own, so nobody is asked
    Setup(clocked.book()).setup(first)
    Setup(clocked.book()).setup(second)
    assert Setup(clocked.book()).setup(second).operation is None
    other = Clocked(tmp_path / "other.db")
    Setup(other.book()).setup(second)
    with clocked.book().read() as page, other.book().read() as fresh:
        assert rules_of(page) == rules_of(fresh)
        assert page.settings == fresh.settings
        name = CLOCKS[second][0]
        assert page.pipeline(name) == fresh.pipeline(name)
        assert [(one.metric, one.per, one.goal) for one in stored.targets(page.session)] == [
            (one.metric, one.per, one.goal) for one in stored.targets(fresh.session)
        ]


def test_a_setup_is_one_operation_that_undo_takes_back(clocked: Clocked) -> None:
    Capture(clocked.book()).add("王姐", Details(), Entering())
    before = dump(clocked.path)
    Setup(clocked.book()).setup("phone")
    assert dump(clocked.path) != before
    Log(clocked.book()).undo()
    assert dump(clocked.path) == before


def test_a_preview_saves_nothing(clocked: Clocked) -> None:
    Capture(clocked.book()).add("王姐", Details(), Entering())
    before = dump(clocked.path)
    told = Setup(clocked.book()).setup("shop", dry_run=True)
    assert told.dry_run
    assert told.understood["changes"]
    assert dump(clocked.path) == before


def test_what_the_user_set_goes_only_with_their_leave(clocked: Clocked, tmp_path: Path) -> None:
    Setup(clocked.book()).setup("chat")
    config(clocked, tmp_path).set("capacity", "33")
    config(clocked, tmp_path).set("reminders.stuck", "off")
    config(clocked, tmp_path).set("caps.pushes", "2")  # no preset speaks of it
    TargetSetting(clocked.book()).set(Wanted("calls", "9"))
    TargetSetting(clocked.book()).set(Wanted("won", "1"))
    clocked.confirmed = False
    before = dump(clocked.path)
    with pytest.raises(OwnChanges):
        Setup(clocked.book()).setup("shop")
    assert dump(clocked.path) == before
    clocked.confirmed = True
    told = Setup(clocked.book()).setup("shop")
    changes: Any = told.understood["changes"]
    assert {one["key"] for one in changes if one["own"]} == {
        "capacity", "reminders.stuck.on", "target calls day",
    }  # fmt: skip
    with clocked.book().read() as page:
        assert page.rules("caps")["pushes"] == 2
        assert {(one.metric, one.goal) for one in stored.targets(page.session)} == {
            ("calls", 50), ("invites", 30), ("won", 1),
        }  # fmt: skip


def test_targets_of_the_past_stay_when_the_preset_changes(clocked: Clocked) -> None:
    Setup(clocked.book()).setup("chat")
    clocked.now = NOW + 3 * DAY
    Setup(clocked.book()).setup("accounts")
    with clocked.book().read() as page:
        ended = {one.per: str(one.until_on) for one in stored.targets(page.session)}
    assert ended == {"day": "2026-11-24", "month": "2026-11-24", "week": "None"}


def test_the_message_kind_goes_by_the_language(clocked: Clocked) -> None:
    i18n.use("zh-TW")
    Setup(clocked.book()).setup("LINE/社群")
    with clocked.book().read() as page:
        assert page.settings.log_kind == "line"


def test_how_one_sells_must_be_said(clocked: Clocked) -> None:
    with pytest.raises(WhichPreset):
        Setup(clocked.book()).setup(None)
    with pytest.raises(UnknownPreset):
        Setup(clocked.book()).setup("5")
    assert not clocked.path.exists()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("1", "chat"), ("门店", "shop"), ("電話行銷", "phone"), (" 大客户 ", "accounts")],
)
def test_presets_are_read_in_any_language(text: str, expected: str) -> None:
    assert read_preset(text) == expected


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_speaks_of_rules_stages_and_metrics_that_there_are(name: str) -> None:
    raw = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    sections = definitions.shipped_rules()
    known = {key: value for part in sections for key, value in leaves(sections[part], part)}
    ruled = {key: value for part in raw["rules"] for key, value in leaves(raw["rules"][part], part)}
    for key, value in ruled.items():
        assert read_rule(key, known[key], shown(value)) == value
    chat = tomllib.loads((FOLDER / "chat.toml").read_text(encoding="utf-8"))
    assert ruled.keys() == {
        k for part in chat["rules"] for k, _ in leaves(chat["rules"][part], part)
    }
    pipelines = {pipeline.name: pipeline for pipeline in shipped()}
    for pipeline, clocks in raw["clocks"].items():
        for days in clocks.values():
            assert days.keys() <= {stage.code for stage in pipelines[pipeline].ladder}
    assert all(told["metric"] in METRICS and told["per"] in PERS for told in raw["target"])
    assert raw["title"].keys() == {"en", "zh-CN", "zh-TW"}

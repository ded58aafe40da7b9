"""Settings, pipelines, the bin, and backups."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from tests.conftest import Clocked
from tests.dump import dump

from leadfunnel.config import BadConfig, BadSetting, Config, UnknownSetting, load
from leadfunnel.domain.calendar import UnknownZone
from leadfunnel.domain.pipeline_schema import BadPipeline
from leadfunnel.services import pipelines as pipeline_verbs
from leadfunnel.services.backups import Backups
from leadfunnel.services.bin import Bin, NotInBin
from leadfunnel.services.book import NotConfirmed, UnknownPipeline
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log
from leadfunnel.services.looking import Looking, Shape
from leadfunnel.services.pipelines import Pipelines
from leadfunnel.services.settings import SettingsService
from leadfunnel.services.weekly import Asked, Weekly, When
from leadfunnel.store import backup

OWN = """
name = "own"
unit = "customer"
stage = [
  {code = "ONE", type = "open", name = "One"},
  {code = "TWO", type = "open", name = "Two"},
  {code = "WON", type = "won", name = "Won"},
  {code = "LOST", type = "lost", name = "Lost"},
  {code = "NO", type = "invalid", name = "No"},
]
"""


def service(clocked: Clocked, tmp_path: Path) -> SettingsService:
    path = tmp_path / "config.toml"
    return SettingsService(clocked.book(), load(path), path)


def value(clocked: Clocked, tmp_path: Path, key: str) -> object:
    return service(clocked, tmp_path).get(key).settings[0][1]


def test_a_stores_setting_is_an_operation_and_undoable(clocked: Clocked, tmp_path: Path) -> None:
    service(clocked, tmp_path).set("capacity", "5")
    assert value(clocked, tmp_path, "capacity") == 5
    assert service(clocked, tmp_path).set("capacity", "5").operation is None
    Log(clocked.book()).undo()
    assert value(clocked, tmp_path, "capacity") == 20
    Log(clocked.book()).redo()
    assert value(clocked, tmp_path, "capacity") == 5
    service(clocked, tmp_path).unset("capacity")
    assert value(clocked, tmp_path, "capacity") == 20


def test_a_personal_setting_goes_to_the_file_and_keeps_the_rest(
    clocked: Clocked, tmp_path: Path
) -> None:
    path = tmp_path / "config.toml"
    path.write_text('# mine\nuser = "lin"\n', encoding="utf-8")
    service(clocked, tmp_path).set("lang", "zh-CN")
    assert path.read_text(encoding="utf-8") == '# mine\nuser = "lin"\nlang = "zh-CN"\n'
    assert path.stat().st_mode & 0o777 == 0o600
    service(clocked, tmp_path).unset("lang")
    assert load(path) == Config(user="lin")


@pytest.mark.parametrize(
    ("key", "given", "error"),
    [
        ("nosuch", "1", UnknownSetting), ("lang", "fr", BadSetting), ("capacity", "-1", BadSetting),
        ("capacity", "many", BadSetting), ("week_start", "someday", BadSetting),
        ("region", "China", BadSetting), ("zone", "Nowhere/City", UnknownZone),
        ("main_pipeline", "nosuch", UnknownPipeline), ("main_pipeline", "key-account", BadSetting),
    ],
)  # fmt: skip
def test_bad_settings_change_nothing(
    clocked: Clocked, tmp_path: Path, key: str, given: str, error: type[Exception]
) -> None:
    Capture(clocked.book()).add("王姐", Details(), Entering())
    before = dump(clocked.path)
    with pytest.raises(error):
        service(clocked, tmp_path).set(key, given)
    assert dump(clocked.path) == before
    assert not (tmp_path / "config.toml").exists()


@pytest.mark.parametrize(
    "text",
    ['nosuch = "1"', "lang = 3", 'lang = "fr"', "lang = ", "!!python/object", "a" * 2_000_000],
)
def test_a_broken_config_file_lists_every_problem(tmp_path: Path, text: str) -> None:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadConfig) as caught:
        load(path)
    assert caught.value.problems
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(BadConfig):
        load(path)


def test_the_main_pipeline_supplies_the_stages(clocked: Clocked, tmp_path: Path) -> None:
    Capture(clocked.book()).add("王姐", Details(), Entering())
    Ladder(clocked.book()).promote(["王姐"], Move(pipeline="telesales"))
    service(clocked, tmp_path).set("main_pipeline", "telesales")
    found = Looking(clocked.book()).show("王姐").customer
    assert (found.pipeline, found.stage and found.stage.code) == ("telesales", "PROSPECT")
    Log(clocked.book()).undo()
    found = Looking(clocked.book()).show("王姐").customer
    assert (found.pipeline, found.stage and found.stage.code) == ("lifecycle", "B")


def test_ones_own_pipeline_is_loaded_used_and_protected(clocked: Clocked, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    Pipelines(clocked.book()).load([str(path)])
    assert Pipelines(clocked.book()).load([str(path)]).operation is None
    Capture(clocked.book()).add("王姐", Details(), Entering())
    Ladder(clocked.book()).promote(["王姐"], Move(pipeline="own", to="TWO"))
    for broken in (OWN.replace("TWO", "DUO"), OWN.replace('"customer"', '"deal"')):
        path.write_text(broken, encoding="utf-8")
        with pytest.raises((pipeline_verbs.StageInUse, pipeline_verbs.UnitInUse)):
            Pipelines(clocked.book()).load([str(path)])
    path.write_text(OWN.replace('name = "Two"', 'name = "Second"'), encoding="utf-8")
    Pipelines(clocked.book()).load([str(path)])
    assert Pipelines(clocked.book()).show("own").pipeline.stage("TWO").name() == "Second"


def test_one_broken_pipeline_file_loads_none(clocked: Clocked, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_text(OWN, encoding="utf-8")
    bad.write_text('name = "x"\nunit = "thing"\n', encoding="utf-8")
    with pytest.raises(BadPipeline) as caught:
        Pipelines(clocked.book()).load([str(good), str(bad)])
    assert len(caught.value.problems) >= 2
    assert "own" not in [found.name for found in Pipelines(clocked.book()).list().pipelines]
    with pytest.raises(pipeline_verbs.UnreadablePipeline):
        Pipelines(clocked.book()).load([str(tmp_path / "none.toml")])


def test_the_bin_keeps_everything(clocked: Clocked) -> None:
    Capture(clocked.book()).add("王姐 13800138000 #VIP note", Details(), Entering(when="today"))
    before = dump(clocked.path)
    Bin(clocked.book()).delete(["#1"])
    assert Looking(clocked.book()).list([], Shape()).customers == ()
    assert [c.id for c in Looking(clocked.book()).list([], Shape(deleted=True)).customers] == [1]
    with pytest.raises(NotInBin):
        Bin(clocked.book()).restore(["nobody"])
    Bin(clocked.book()).restore(["王姐"])
    assert dump(clocked.path) == before


def test_deleting_asks(clocked: Clocked) -> None:
    Capture(clocked.book()).add("王姐", Details(), Entering())
    clocked.confirmed = False
    with pytest.raises(NotConfirmed):
        Bin(clocked.book()).delete(["#1"])
    assert len(Looking(clocked.book()).list([], Shape()).customers) == 1


def test_a_backup_is_a_checked_private_copy(clocked: Clocked) -> None:
    Capture(clocked.book()).add("王姐", Details(), Entering())
    done = Backups(clocked.book()).make("before")
    path = Path(str(done.record["path"]))
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert dump(path) == dump(clocked.path)
    with pytest.raises(backup.BackupExists):
        Backups(clocked.book()).make("before")
    found = sorted(one.name for one in path.parent.iterdir())
    lines = "week-2026-W47.jsonl"
    assert found == ["before.db", "before.db.json", lines, f"{lines}.json"]


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "/etc/x",
        "a/b",
        "..",
        "",
        "a b",
        "C:\\x",
        "con",
        "NUL",
        "x" * 300,
        "-rf",
        "a\nb",
        "$(id)",
    ],
)
def test_backup_names_are_plain_words(clocked: Clocked, name: str) -> None:
    Capture(clocked.book()).add("王姐", Details(), Entering())
    with pytest.raises(backup.BadBackupName):
        Backups(clocked.book()).make(name)
    assert not clocked.store().backup_folder.exists()


def test_backing_up_nothing(clocked: Clocked) -> None:
    with pytest.raises(backup.NothingToBackUp):
        Backups(clocked.book()).make(None)


def test_a_backup_is_taken_while_others_write(clocked: Clocked) -> None:
    Capture(clocked.book()).add("王姐", Details(), Entering())
    writer = sqlite3.connect(clocked.path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    Backups(clocked.book()).make("meanwhile")
    writer.close()


def test_a_review_as_known_uses_the_pipeline_as_known(clocked: Clocked, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    Pipelines(clocked.book()).load([str(path)])
    Capture(clocked.book()).add("王姐", Details(), Entering())
    Ladder(clocked.book()).promote(["王姐"], Move(pipeline="own"))
    clocked.now += 3600
    more = 'stage = [\n  {code = "ZERO", type = "open", name = "Zero"},'
    path.write_text(OWN.replace("stage = [", more), encoding="utf-8")
    Pipelines(clocked.book()).load([str(path)])
    clocked.now += 3600

    def ladder(known_at: str | None) -> list[str]:
        report = Weekly(clocked.book()).funnel(When(), Asked("own", known_at=known_at))
        return [stage.code for stage in report.pipeline.ladder]

    assert ladder("2026-11-22 10:30") == ["ONE", "TWO", "WON"]
    assert ladder(None) == ["ZERO", "ONE", "TWO", "WON"]

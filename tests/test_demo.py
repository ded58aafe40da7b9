"""`leadfunnel demo`: a filled store in a temporary folder, whatever the day, and nothing else."""

from __future__ import annotations

import io
import json
import stat
import tempfile
import tomllib
from pathlib import Path

import pytest

from leadfunnel import demo, i18n
from leadfunnel.demo import STORY, make, run
from leadfunnel.options import Options
from leadfunnel.workspace import Workspace

LANGUAGES = ("en", "zh-CN", "zh-TW")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where demo stores are made during a test."""
    found = tmp_path / "temporary"
    found.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(found))
    return found


def desk(
    tmp_path: Path,
    now: str = "2026-11-25T09:00:00",
    *,
    zone: str = "Asia/Shanghai",
    as_json: bool = False,
) -> Workspace:
    environ = {
        "LEADFUNNEL_DB": str(tmp_path / "own.db"),
        "LEADFUNNEL_CONFIG": str(tmp_path / "none.toml"),
        "LEADFUNNEL_NOW": now,
        "LEADFUNNEL_TZ": zone,
        "LEADFUNNEL_USER": "lin",
    }
    return Workspace(Options(json=as_json), environ, io.StringIO(), io.StringIO())


def groups(made: demo.Demo) -> dict[str, int]:
    found = [item.group for item in made.agenda.items]
    return {name: found.count(name) for name in ("overdue", "due", "reminder")}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("day", range(23, 30))
@pytest.mark.parametrize("clock", ["00:00:01", "09:00:00", "23:59:59"])
def test_the_store_is_lively_on_every_day_of_the_week(tmp_path: Path, day: int, clock: str) -> None:
    made = make(desk(tmp_path, f"2026-11-{day}T{clock}"))
    found = groups(made)
    assert (found["overdue"], found["due"]) == (3, 4)
    assert found["reminder"] >= 10
    assert made.funnel.cohort is not None
    reached = [row.reached for row in made.funnel.cohort.stages]
    assert reached[0] >= 12
    assert reached[:4] == sorted(reached[:4], reverse=True)
    assert reached[3] >= 2


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("now", "zone"),
    [
        ("2026-03-09T08:00:00", "America/New_York"),  # the clock skipped an hour on Sunday
        ("2026-11-01T01:30:00", "America/New_York"),  # this hour comes twice
        ("2024-02-29T12:00:00", "Pacific/Kiritimati"),
        ("2027-01-01T07:00:00", "UTC"),
    ],
)
def test_any_zone_and_season_will_do(tmp_path: Path, now: str, zone: str) -> None:
    made = make(desk(tmp_path, now, zone=zone))
    assert made.desk.book.settings.zone == zone
    assert groups(made)["due"] == 4


@pytest.mark.usefixtures("folder")
def test_nothing_recorded_lies_ahead(tmp_path: Path) -> None:
    made = make(desk(tmp_path, "2026-11-23T00:00:00"))
    entries = made.desk.log.history(None, 10_000).entries
    assert len(entries) > 100
    assert [entry.at for entry in entries] == sorted((e.at for e in entries), reverse=True)
    assert max(entry.at for entry in entries) <= made.desk.now


@pytest.mark.usefixtures("folder")
def test_what_was_done_last_can_be_undone(tmp_path: Path) -> None:
    made = make(desk(tmp_path))
    before = len(made.desk.log.history(None, 10_000).entries)
    made.desk.log.undo(None, 5)
    assert len(made.desk.log.history(None, 10_000).entries) > before


def test_the_own_store_is_neither_read_nor_made(tmp_path: Path, folder: Path) -> None:
    own = tmp_path / "own.db"
    run(desk(tmp_path))
    assert not own.exists()
    own.write_bytes(b"not a store at all")
    run(desk(tmp_path))
    assert own.read_bytes() == b"not a store at all"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["own.db", folder.name]


def test_only_the_owner_can_read_the_store(tmp_path: Path, folder: Path) -> None:
    made = make(desk(tmp_path))
    path = Path(made.desk.store_path)
    assert path.parent.parent == folder
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_failure_leaves_no_folder(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "STORY", tmp_path / "missing.toml")
    with pytest.raises(FileNotFoundError):
        make(desk(tmp_path))
    assert list(folder.iterdir()) == []


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_its_own_people(tmp_path: Path, language: str) -> None:
    i18n.use(language)
    shown = desk(tmp_path)
    run(shown)
    text = shown.out.getvalue()  # type: ignore[attr-defined]
    name = {"en": "Grace Zhao", "zh-CN": "赵倩", "zh-TW": "趙倩"}[language]
    assert name in text
    assert "$ leadfunnel today" in text
    assert "{" not in text


@pytest.mark.usefixtures("folder")
def test_the_last_line_can_be_typed(tmp_path: Path) -> None:
    shown = desk(tmp_path)
    run(shown)
    last = shown.out.getvalue().rstrip("\n").splitlines()[-1]  # type: ignore[attr-defined]
    assert last.startswith("$ leadfunnel --db ")
    assert Path(last.split()[3]).is_file()


@pytest.mark.usefixtures("folder")
def test_json_is_one_document(tmp_path: Path) -> None:
    shown = desk(tmp_path, as_json=True)
    run(shown)
    told = json.loads(shown.out.getvalue())  # type: ignore[attr-defined]
    assert list(told) == ["schema", "path", "today", "customer", "funnel"]
    assert told["schema"] == "leadfunnel.demo/1"
    assert Path(told["path"]).is_file()
    schemas = [told[part]["schema"] for part in ("today", "customer", "funnel")]
    assert schemas == ["leadfunnel.today/1", "leadfunnel.customer/1", "leadfunnel.funnel/1"]
    assert told["funnel"]["identity_holds"] is True


def test_the_story_says_the_same_in_every_language() -> None:
    story = tomllib.loads(STORY.read_text(encoding="utf-8"))
    for one in story["customer"]:
        assert len({len(one[language]) for language in LANGUAGES}) == 1, one["en"][0]
        assert all(text.strip() for language in LANGUAGES for text in one[language])
        used = {value for step in one["steps"] for value in step if isinstance(value, int)}
        assert used - {-1} <= set(range(2, len(one["en"]))), one["en"][0]
    for word in (story["phone"], *story["words"].values()):
        assert set(word) == set(LANGUAGES)
    tails = [one["tail"] for one in story["customer"]]
    assert len(set(tails)) == len(tails)
    assert sum(bool(one.get("shown")) for one in story["customer"]) == 1

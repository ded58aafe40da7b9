"""Every bad case ends as it says: see `case` for how they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.faults.bench import Bench, try_out
from tests.faults.case import CASES, Case, load
from tests.faults.on_server import ServerBench

GROUPS = {path.stem: load(path) for path in sorted(CASES.glob("*.toml"))}
ALL = [case for cases in GROUPS.values() for case in cases]
ROOT = Path(__file__).parents[2]
PEOPLE = (
    "add 王姐 '138 0013 6666' @抖音 '#region:浦东' secret-note",
    "add 张伟 13900001111 --company 东风 --stage C",
    "add 张伟 13900002222",
    "add 'Bob Smith' bob@example.com --next 'tomorrow 3pm'",
    "log 1 call 'wants a quote' --next '2026-11-22 15:00'",
    "promote 1",
)


STORES: dict[str, type[Bench]] = {"sqlite": Bench, "postgresql": ServerBench}
ON_SERVERS = ("import", "input", "money", "search", "time", "undo")
"""The groups that ask what is stored, and run on each kind of store."""

RUN = [
    pytest.param(engine, case, id=f"{engine}-{case.id}")
    for engine in STORES
    for group, cases in GROUPS.items()
    for case in cases
    if case.run and (engine == "sqlite" or (group in ON_SERVERS and not case.only))
]
Opening = Callable[[str], Bench]


@pytest.fixture(scope="session")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opening]:
    """Return what gives the store of four customers of a kind, made once."""
    made: dict[str, Bench] = {}

    def opened(engine: str) -> Bench:
        if engine not in made:
            made[engine] = bench = STORES[engine](tmp_path_factory.mktemp(engine) / "store")
            bench.open()
            for command in PEOPLE:
                ran = bench.type(command)
                assert ran.rc == 0, ran.err
        return made[engine]

    yield opened
    for bench in made.values():
        bench.close()


@pytest.fixture(scope="session")
def told() -> dict[str, str]:
    """What stores in a file say at the end of each case."""
    return {}


@pytest.mark.parametrize(("engine", "case"), RUN)
def test_a_bad_case_ends_as_it_says(
    engine: str, case: Case, people: Opening, told: dict[str, str], tmp_path: Path
) -> None:
    said = _end(engine, case, people, tmp_path / engine / "store")
    if engine == "sqlite":
        told[case.id] = said
        return
    if case.id not in told:
        told[case.id] = _end("sqlite", case, people, tmp_path / "sqlite" / "store")
    assert said == told[case.id], "a store on a server says otherwise"


def _end(engine: str, case: Case, people: Opening, folder: Path) -> str:
    """Run a case and return what the store says at its end."""
    folder.parent.mkdir()
    bench = STORES[engine](folder)
    bench.open(case)
    try:
        if case.start == "people":
            bench.begin(people(engine))
        try_out(case, bench)
        return bench.told()
    finally:
        bench.close()


@pytest.mark.parametrize("case", [case for case in ALL if case.test], ids=lambda case: case.id)
def test_a_case_shown_elsewhere_has_its_test(case: Case) -> None:
    path, _, name = case.test.partition("::")
    assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8")


def test_no_number_is_given_twice() -> None:
    ids = [case.id for case in ALL]
    assert len(ids) == len(set(ids))

"""Every bad case ends as it says: see `case` for how they are written."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.faults.bench import Bench, try_out
from tests.faults.case import CASES, Case, load

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


STORES: dict[str, type[Bench]] = {"sqlite": Bench}
"""Every case runs on each kind of store."""


@pytest.fixture(scope="session", params=STORES)
def people(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """A store of four customers."""
    bench = STORES[request.param](tmp_path_factory.mktemp("people") / "store")
    bench.open()
    for command in PEOPLE:
        ran = bench.type(command)
        assert ran.rc == 0, ran.err
    return bench


@pytest.mark.parametrize("case", [case for case in ALL if case.run], ids=lambda case: case.id)
def test_a_bad_case_ends_as_it_says(case: Case, people: Bench, tmp_path: Path) -> None:
    bench = type(people)(tmp_path / "store")
    bench.open(case)
    if case.start == "people":
        bench.begin(people)
    try_out(case, bench)


@pytest.mark.parametrize("case", [case for case in ALL if case.test], ids=lambda case: case.id)
def test_a_case_shown_elsewhere_has_its_test(case: Case) -> None:
    path, _, name = case.test.partition("::")
    assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8")


def test_no_number_is_given_twice() -> None:
    ids = [case.id for case in ALL]
    assert len(ids) == len(set(ids))

"""The arithmetic of `tests.benchmarks.peers`, and what it fills other tools with."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.benchmarks.peer_tools import PEERS, Ask
from tests.benchmarks.peers import OURS, Running, table


def running(tool: str, size: int, times: list[float], count: int | None = None) -> Running:
    return Running(tool, size, Ask("add", ("add", "x")), [], Path(), {}, times, count)


def test_each_command_is_compared_with_ours_of_as_many_records_by_medians() -> None:
    base = running("BASE", 0, [0.02, 0.01, 0.9], 50)
    ours = [running("leadfunnel", 100, [0.06, 0.04, 0.05], 200)]
    ours += [running("leadfunnel", 10_000, [0.08])]
    theirs = [running("slow", 100, [0.5, 0.1, 0.2], 900), running("quick", 10_000, [0.04])]
    slow, quick = table(ours, theirs, base)
    assert (slow.theirs.ms, slow.theirs.least, slow.theirs.most) == (200, 100, 500)
    assert (slow.theirs.ratio, slow.ours.ratio, slow.times) == (10, 2.5, 4)
    assert (slow.theirs.counted, slow.ours.counted) == (18, 4)
    assert (quick.times, quick.theirs.counted) == (0.5, None)


def test_every_turn_says_something_new_and_a_failure_ends_the_campaign(tmp_path: Path) -> None:
    code = "import sys; open('said','a').write(sys.argv[1] + input()); sys.exit(sys.argv[1] == '2')"
    one = Running("t", 1, Ask("add", ("{n}",), "<{n}>"), [sys.executable, "-c", code], tmp_path, {})
    one.run(0)
    one.run(1)
    with pytest.raises(SystemExit, match="exit 1"):
        one.run(2)
    assert (tmp_path / "said").read_text() == "0<0>1<1>2<2>"


def test_tools_are_filled_with_as_many_records_as_asked(tmp_path: Path) -> None:
    holds = {}
    for peer in PEERS:
        home = tmp_path / peer.name
        home.mkdir()
        peer.fill(home, 3)
        texts = [path.read_text() for path in home.rglob("*") if path.is_file()]
        holds[peer.name] = sum(text.count("Zhang2") for text in texts)
        assert {ask.ours for ask in peer.asks} <= OURS.keys()
    assert holds == {peer.name: 2 if peer.name == "khard" else 1 for peer in PEERS}
    assert len(json.loads((tmp_path / "taskwarrior/tasks.json").read_text())) == 3

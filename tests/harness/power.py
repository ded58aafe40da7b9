"""Simulated power cuts: a command runs once, and its file is rebuilt as of every call it made."""

from __future__ import annotations

import os
import random
import shutil
from functools import partial
from pathlib import Path

from tests.harness.actions import ACTIONS, Action, Tried, rehearsed
from tests.harness.disk import Call, Disk, calls, lay_out
from tests.harness.figures import Campaign, Run
from tests.harness.nursery import Seller
from tests.harness.shim import RECORD, Watch
from tests.harness.states import Broken

HOWS = ("lost", "kept", "some", "some")
"""What becomes of what is not safe, at each point."""
CUT = ("add", "log", "promote", "tag", "merge", "delete", "buy", "import", "undo", "redo",
       "plan-start", "upgrade", "backup", "add-new-day", "restore", "forget", "export", "report",
       "config", "encrypt", "decrypt", "passphrase", "add-encrypted")  # fmt: skip


def cut(campaign: Campaign, action: Action) -> None:
    """Cut the power after every call of a command, or after as many as runs were asked for."""
    dice = campaign.dice
    with campaign.place() as place:
        tried = rehearsed(action, place)
        made = _recorded(tried, place)
        points = range(len(made) + 1)
        if len(points) > campaign.runs:
            points = sorted({0, len(made), *dice.sample(points, campaign.runs)})
        done = _cuts(campaign, tried, made, points, dice, place)
    campaign.tell("power cuts", len(points) * len(HOWS), remark=f"in {len(made)} calls")
    campaign.tell("neither old nor new, or damaged", done[0], 0)
    campaign.tell("acknowledged and lost", done[1], 0)


def _recorded(tried: Tried, place: Path) -> list[Call]:
    seller = tried.afresh(place / "run")
    log = place / "log"
    fd = os.open(log, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | os.O_APPEND)
    ended = seller.run(tried.action.command, Watch(place / "run", RECORD, log=fd))
    os.close(fd)
    assert ended.code == 0, ended.err
    return list(calls(log.read_bytes()))


def _cuts(
    campaign: Campaign, tried: Tried, made: list[Call], points: list[int] | range,
    dice: random.Random, place: Path,
) -> tuple[int, int]:  # fmt: skip
    """Return how many cuts left something else than old or new, and how many lost."""
    other = lost = 0
    disk, acknowledged, wanted = Disk(tried.before.folder, place / "run"), False, set(points)
    for number in range(len(made) + 1):
        for how in HOWS if number in wanted else ():
            problem = _found(tried, disk.cut(how, dice), place, acknowledged)
            other += problem == "other"
            lost += problem == "lost"
            if problem:
                campaign.fault(f"after call {number} of {len(made)}, {how}: {problem}")
        if number < len(made):
            disk.do(made[number])
            acknowledged = acknowledged or made[number].op == "a"
    return other, lost


def _found(tried: Tried, files: dict[str, bytes], place: Path, acknowledged: bool) -> str:
    """Return what is wrong after a cut; nothing where the store and the file are old or new."""
    folder = place / "after"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    lay_out(files, place / "run", folder)
    try:
        now = tried.now(Seller(folder))
    except Broken:
        return "other"
    if acknowledged and now != tried.new:
        return "lost"
    known = zip(now, zip(tried.old, tried.new, strict=True), strict=True)
    return "" if all(one in both for one, both in known) else "other"


CAMPAIGNS: dict[str, tuple[Run, int, int]] = {
    f"power-{name}": (partial(cut, action=ACTIONS[name]), 400, 25) for name in CUT
}

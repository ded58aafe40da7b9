"""Processes killed and told to end at random instants, and before every call that writes."""

from __future__ import annotations

import shutil
import signal
import time
from collections import Counter
from functools import partial
from random import Random

from tests.harness.actions import ACTIONS, Action, Tried, prepared, rehearsed
from tests.harness.figures import Campaign, Run
from tests.harness.nursery import Child, Ended, Seller
from tests.harness.shim import DIE, Watch
from tests.harness.states import Broken, names, state

EVERY = 31
"""All kinds of calls."""
MOST_CALLS, FEW = 600, 12
"""Up to which call a command is killed before each of them, and up to which in short."""


class Instants:
    """Random instants within the usual time of a command, which is learned: machines are shared."""

    def __init__(self, usual: float) -> None:
        self.usual = usual

    def strike(self, child: Child, dice: Random, number: int = signal.SIGKILL) -> Ended:
        """Send a signal at one of them, and return how the command ended."""
        time.sleep(self.usual * dice.uniform(0, 1.1))
        child.kill(number)
        ended = child.wait()
        self.usual *= 0.98 if ended.code == 0 else 1.004
        return ended


def kill_add(campaign: Campaign) -> None:
    """Kill one add after the other, on one store that grows."""
    dice = campaign.dice
    with campaign.place() as place:
        seller = Seller(place / "store")
        seller.folder.mkdir()
        seller.warm(_line("first", 0))
        usual = sorted(seller.run(_line(f"usual{n}", n + 1)).seconds for n in range(5))[2]
        acknowledged = {"first", *(f"usual{number}" for number in range(5))}
        instants, killed, lost, broken, number = Instants(usual), 0, 0, 0, 0
        while killed < campaign.runs:
            number += 1
            ended = instants.strike(seller.start(_line(f"k{number}", number + 10)), dice)
            killed += ended.code == -signal.SIGKILL
            if ended.acknowledged:
                acknowledged.add(f"k{number}")
            try:
                state(seller.db)
            except Broken as error:
                broken += 1
                campaign.fault(f"run {number}: {error}")
            lost += len(acknowledged - names(seller.db))
        said = seller.run("list --json --limit 1").code
        kept = len(names(seller.db))
    campaign.tell("killed before their end", killed, remark=f"{number} begun")
    campaign.tell("acknowledged", len(acknowledged), remark=f"{kept} there at the end")
    campaign.tell("acknowledged and lost", lost, 0)
    campaign.tell("stores damaged", broken + (said != 0), 0)


def _line(name: str, number: int) -> str:
    return f"add '{name} 138{number:08} @抖音 明天3点'"


def kill(campaign: Campaign, action: Action) -> None:
    """Kill a command at random instants; then before its first call that writes, its second, ..."""
    with campaign.place() as place:
        tried = rehearsed(action, place)
        count: Counter[str] = Counter()
        dice = campaign.dice
        instants = Instants(tried.seconds)
        while count["killed"] < campaign.runs:
            seller = tried.afresh(place / "run")
            ended = instants.strike(seller.start(action.command), dice)
            count["killed"] += ended.code == -signal.SIGKILL
            count += _judged(campaign, tried, seller, ended, f"run {count['killed']}")
        for nth in range(1, MOST_CALLS if campaign.runs > FEW else FEW):
            seller = tried.afresh(place / "run")
            ended = seller.run(action.command, Watch(place / "run", DIE, EVERY, nth))
            if not seller.shared.struck:
                break
            count += _judged(campaign, tried, seller, ended, f"before call {nth}")
            count["calls"] += 1
    campaign.tell(
        "killed at random instants",
        count["killed"],
        remark=f"{count['old']} old, {count['new']} new in all",
    )
    campaign.tell("killed before every call", count["calls"])
    campaign.tell("neither old nor new, or damaged", count["other"] + count["broken"], 0)
    campaign.tell("acknowledged and lost", count["lost"], 0)
    campaign.tell("could not go on", count["stuck"], 0)


def _judged(
    campaign: Campaign, tried: Tried, seller: Seller, ended: Ended, at: str
) -> Counter[str]:
    """Return in which state a killed command left the store, and whether work goes on."""
    count: Counter[str] = Counter()
    try:
        now = tried.now(seller)
    except Broken as error:
        campaign.fault(f"{at}: damaged: {error}")
        return Counter(broken=1)
    count["old" if now == tried.old else "new" if now == tried.new else "other"] += 1
    if not _allowed(now, tried):
        campaign.fault(f"{at}: neither old nor new")
    elif count["other"]:
        count = Counter(old=1)
    if ended.acknowledged and now != tried.new:
        count["lost"] += 1
        campaign.fault(f"{at}: acknowledged, and lost: {ended.out[:80]!r}")
    if at.endswith("0") and seller.run("add --name afterwards").code:
        count["stuck"] += 1
        campaign.fault(f"{at}: cannot go on")
    return count


def _allowed(now: tuple[str, bytes], tried: Tried) -> bool:
    """Tell whether the store and the file are each old or new."""
    return all(
        one in both for one, both in zip(now, zip(tried.old, tried.new, strict=True), strict=True)
    )


def kill_copies(campaign: Campaign) -> None:
    """Kill the encrypting of copies before every call that writes: each is whole, old or new."""
    action = ACTIONS["encrypt"]
    count: Counter[str] = Counter()
    with campaign.place() as place:
        before = prepared(action, place)
        for command in ("backup --name one", "encrypt"):
            assert before.run(command).code == 0
        for nth in range(1, MOST_CALLS if campaign.runs > FEW else FEW):
            seller = action.seller(place / "run")
            shutil.rmtree(seller.folder, ignore_errors=True)
            shutil.copytree(before.folder, seller.folder)
            seller.run("encrypt --backups", Watch(place / "run", DIE, EVERY, nth))
            if not seller.shared.struck:
                break
            verified = seller.run("backup verify")
            if verified.code:
                count["bad"] += 1
                campaign.fault(f"before call {nth}: {verified.err[:200]}")
            if seller.run("encrypt --backups").code:
                count["stuck"] += 1
                campaign.fault(f"before call {nth}: cannot go on")
            count["calls"] += 1
    campaign.tell("killed before every call", count["calls"])
    campaign.tell("copies lost or damaged", count["bad"], 0)
    campaign.tell("could not go on", count["stuck"], 0)


def told_to_end(campaign: Campaign) -> None:
    """Send SIGTERM and SIGHUP to an import, at random instants."""
    action = ACTIONS["import-large"]
    wrong = left = 0
    codes: Counter[int] = Counter()
    dice = campaign.dice
    with campaign.place() as place:
        tried = rehearsed(action, place)
        files = _files(tried.afresh(place / "run"))
        instants = Instants(tried.seconds)
        for number in range(campaign.runs):
            sent = (signal.SIGTERM, signal.SIGHUP)[number % 2]
            seller = tried.afresh(place / "run")
            ended = instants.strike(seller.start(action.command), dice, sent)
            codes[ended.code] += 1
            now = tried.now(seller)
            fair = ended.code in (128 + sent, -sent, 0) and now in (tried.old, tried.new)
            if not fair or (ended.code == 0 and now != tried.new) or "Traceback" in ended.err:
                wrong += 1
                campaign.fault(f"run {number}: {ended.code} {ended.err[:200]}")
            left += bool(_files(seller) - files - {"backups/store/before-import"})
    said = ", ".join(f"{count} x {code}" for code, count in sorted(codes.items()))
    campaign.tell("told to end", campaign.runs, remark=said)
    campaign.tell("neither old nor new, or not said", wrong, 0)
    campaign.tell("files left about", left, 0)


def _files(seller: Seller) -> set[str]:
    paths = [path for path in seller.folder.rglob("*") if path.is_file()]
    names = {path.relative_to(seller.folder).as_posix() for path in paths}
    return {name for name in names if not name.startswith("backups/")}


CAMPAIGNS: dict[str, tuple[Run, int, int]] = {
    "kill-add": (kill_add, 1000, 60),
    **{
        f"kill-{name}": (partial(kill, action=action), 100 if name == "import-large" else 150, 4)
        for name, action in ACTIONS.items()
        if name != "add"
    },
    "kill-copies": (kill_copies, 150, 4),
    "end-import": (told_to_end, 100, 4),
}

"""The n-th write, sync, rename, creation or cut of a command fails, for every n."""

from __future__ import annotations

import errno
from collections import Counter
from functools import partial

from tests.faults.bench import PHONE
from tests.harness.actions import ACTIONS, Action, Tried, rehearsed
from tests.harness.figures import Campaign, Run
from tests.harness.nursery import Ended, Seller
from tests.harness.shim import FAIL, KINDS, Watch
from tests.harness.states import Broken

ERRORS = {
    "write": (errno.ENOSPC, errno.EIO),
    "sync": (errno.EIO,),
    "name": (errno.EIO, errno.EACCES),
    "open": (errno.ENOSPC, errno.EMFILE),
    "cut": (errno.EIO,),
}
TRIED = ("add", "promote", "import", "undo", "merge", "plan-start", "upgrade", "backup",
         "add-new-day", "restore", "forget", "export", "report", "config", "encrypt", "decrypt",
         "passphrase", "add-encrypted", "restore-encrypted")  # fmt: skip
STORE = 7


def fail(campaign: Campaign, action: Action) -> None:
    """Let each call fail in turn, at most as many of a kind as runs were asked for."""
    count: Counter[str] = Counter()
    with campaign.place() as place:
        tried = rehearsed(action, place)
        for kind, numbers in ERRORS.items():
            for number in numbers:
                for nth in range(1, campaign.runs + 1):
                    seller = tried.afresh(place / "run")
                    watch = Watch(place / "run", FAIL, KINDS[kind], nth, number)
                    ended = seller.run(action.command, watch)
                    if not seller.shared.struck:
                        break
                    at = f"{kind} {nth} fails with {errno.errorcode[number]}"
                    count += _judged(campaign, tried, seller, ended, at)
    campaign.tell(
        "calls made to fail",
        count["runs"],
        remark=f"{count['refused']} refused, the rest did without",
    )
    campaign.tell("neither old nor new, or damaged", count["other"], 0)
    campaign.tell("said to be saved and was not, or the reverse", count["untrue"], 0)
    campaign.tell("not said in one line", count["mute"], 0)
    campaign.tell("files left about", count["left"], 0)


def _judged(
    campaign: Campaign, tried: Tried, seller: Seller, ended: Ended, at: str
) -> Counter[str]:
    count = Counter(runs=1, refused=ended.code != 0)

    def fault(kind: str) -> None:
        count[kind] += 1
        campaign.fault(f"{at}: {kind}: {ended.code} {ended.out[:60]!r} {ended.err[:200]!r}")

    try:
        now = tried.now(seller)
    except Broken as error:
        fault(f"other ({error})")
        count["other"] += 1
        return count
    known = zip(now, zip(tried.old, tried.new, strict=True), strict=True)
    if not all(one in both for one, both in known):
        fault("other")
    elif (ended.code == 0) != _is_new(now, tried, ended) and "saved" not in ended.err:
        fault("untrue")
    if not _said(ended):
        fault("mute")
    if _litter(seller) and not at.startswith("name"):  # what could not be removed is there
        fault("left")
    return count


def _is_new(now: tuple[str, bytes], tried: Tried, ended: Ended) -> bool:
    """Tell whether all is new; the file may be missing that a warning says was not made."""
    warned = ended.err.startswith("warning: ")
    return now == tried.new or (warned and now[0] == tried.new[0])


def _said(ended: Ended) -> bool:
    """Tell whether a failure is said as it must be."""
    lines = [line for line in ended.err.splitlines() if not line.startswith(("warning:", "  "))]
    if ended.code == 0:
        return not lines
    return (
        ended.code == STORE
        and lines[0].startswith("error: ")
        and len(lines) <= 2
        and all(len(line) <= 300 for line in lines)
        and not PHONE.search(ended.err)
    )


def _litter(seller: Seller) -> list[str]:
    """Return what lies about; a journal is none, for the next command takes it back."""
    paths = [path for path in seller.folder.rglob("*") if path.is_file()]
    return [
        path.name
        for path in paths
        if path.name.startswith((".", "etilqs")) or ".partial" in path.name
    ]


CAMPAIGNS: dict[str, tuple[Run, int, int]] = {
    f"fail-{name}": (partial(fail, action=ACTIONS[name]), 100_000, 3) for name in TRIED
}

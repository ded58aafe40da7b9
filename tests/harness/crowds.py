"""Many at once: writers by the thousand adds, copies while somebody writes, a full disk."""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from leadfunnel.cli import main
from leadfunnel.store.migrations import CURRENT
from tests.faults.test_faults import PEOPLE
from tests.harness.actions import RELEASED, rows
from tests.harness.figures import Campaign, Run
from tests.harness.nursery import Ended, Seller
from tests.harness.states import Broken, names, state

WRITERS = 16
LONGEST_WAIT = 20
COPY_SECONDS = 10


def writers(campaign: Campaign) -> None:
    """Sixteen processes add customers, each as many as runs were asked for, on a real disk."""
    with TemporaryDirectory(prefix="leadfunnel-writers-") as name:
        seller = Seller(Path(name) / "store")
        seller.folder.mkdir()
        seller.warm(_line("warm", 0))
        began = time.monotonic()
        noted = _crowd(seller, WRITERS, _adds(campaign.runs))
        seconds = time.monotonic() - began
        took = [each for one in noted for each in one["seconds"]]
        failed = sum(code != 0 for one in noted for code in one["codes"])
        there = len(names(seller.db)) - 1
        state(seller.db)
    campaign.tell("adds", len(took), remark=f"{len(took) / seconds:.0f} a second")
    campaign.tell("failed", failed, 0)
    campaign.tell("lost", WRITERS * campaign.runs - there, 0)
    campaign.tell("longest wait, seconds", round(max(took), 2), LONGEST_WAIT)


def copies(campaign: Campaign) -> None:
    """Copies are made while somebody adds one customer after the other."""
    with campaign.place() as place:
        seller = Seller(place / "store")
        seller.folder.mkdir()
        seller.warm(_line("warm", 0))
        before = Seller(seller.folder)
        stop = place / "stop"
        slow = wrong = 0.0
        with _beside(lambda: _until(seller, stop)):
            for number in range(campaign.runs):
                there = len(names(seller.db))
                ended = before.run(f"backup --name copy{number}")
                after = len(names(seller.db))
                slow = max(slow, ended.seconds)
                copy = seller.folder / "backups" / "store" / f"copy{number}.db"
                good = ended.code == 0 and _whole(copy) and there <= len(names(copy)) <= after
                if not good:
                    wrong += 1
                    campaign.fault(f"copy {number}: {ended.code} {ended.err}")
            stop.touch()
        added = len(names(seller.db))
    campaign.tell("copies", campaign.runs, remark=f"while {added} were added")
    campaign.tell("not whole, or not of one moment", wrong, 0)
    campaign.tell("slowest, seconds", round(slow, 2), COPY_SECONDS)


def full_disk(campaign: Campaign) -> None:
    """A small disk with ever less room: adds and imports, then room again."""
    with campaign.place() as place, _small_disk(place / "disk") as mounted:
        if not mounted:
            campaign.tell("skipped: no right to mount a small disk here", 1)
            return
        seller = Seller(place / "disk" / "store", {"TMPDIR": str(place)})
        seller.folder.mkdir()
        for command in PEOPLE:
            assert seller.run(command).code == 0
        (place / "x.csv").write_text(rows(2000), encoding="utf-8")
        ballast = place / "disk" / "ballast"
        count = {"saved": 0, "refused": 0, "wrong": 0}
        for number in range(campaign.runs):
            free = (number * 7919) % 400 * 1024
            _fill(ballast, place / "disk", free)
            command = (_line(f"k{number}", number), f"import {place / 'x.csv'}")[number % 3 == 2]
            old = state(seller.db)
            ended = seller.run(command)
            _judge(campaign, count, (old, seller, ended), f"{free} bytes free")
            ballast.unlink()
            if number % 3 == 2 and ended.code == 0:
                seller.run("undo")
        count["wrong"] += seller.run("add --name afterwards").code != 0
    campaign.tell("commands on a full disk", campaign.runs,
                  remark=f"{count['saved']} saved, {count['refused']} refused")  # fmt: skip
    campaign.tell("half done, lost, or not said", count["wrong"], 0)


def upgrades(campaign: Campaign) -> None:
    """Six commands at once meet an older store: one of them upgrades it, after one copy."""
    wrong = 0
    with campaign.place() as place:
        Seller(place).warm("today")
        for number in range(campaign.runs):
            seller = Seller(place / f"store{number}" / "store")
            seller.folder.mkdir(parents=True)
            schema = 1 + number % (CURRENT - 1)
            seller.db.write_bytes(gzip.decompress((RELEASED / f"{schema}.db.gz").read_bytes()))
            sellers = [Seller(seller.folder) for _ in range(6)]
            ended = [child.wait() for child in [one.start("today") for one in sellers]]
            made = list((seller.folder / "backups" / "store").glob("*before-upgrade*.db"))
            good = {one.code for one in ended} == {0} and len(made) == 1
            if not good or not state(seller.db).startswith(f"{CURRENT} "):
                wrong += 1
                campaign.fault(f"schema {schema}: {[one.code for one in ended]} {made}")
    campaign.tell("six at once on an older store", campaign.runs)
    campaign.tell("failed, or copied otherwise than once", wrong, 0)


def _judge(
    campaign: Campaign, count: dict[str, int], seen: tuple[str, Seller, Ended], at: str
) -> None:
    old, seller, ended = seen
    code, err = ended.code, ended.err
    try:
        new = state(seller.db)
    except Broken as error:
        new = str(error)
        code = 0 if code else 1
    fair = (code == 0 and new != old) or (code == 7 and (new == old or "saved" in err))
    count["saved" if code == 0 else "refused"] += 1
    if not fair or "Traceback" in err or list(seller.folder.rglob("*.partial")):
        count["wrong"] += 1
        campaign.fault(f"{at}: {code} {err[:200]}")


def _line(name: str, number: int) -> str:
    return f"add '{name} 138{number:08} @抖音 明天3点'"


def _whole(path: Path) -> bool:
    with suppress(Broken):
        return state(path) != "nothing"
    return False


Work = Callable[[Seller, int], dict[str, list[float]]]


def _adds(count: int) -> Work:
    def work(seller: Seller, writer: int) -> dict[str, list[float]]:
        found: dict[str, list[float]] = {"seconds": [], "codes": []}
        for number in range(count):
            began = time.monotonic()
            code = _quietly(seller, ["add", f"--name=w{writer}n{number}"])
            found["seconds"].append(time.monotonic() - began)
            found["codes"].append(code)
        return found

    return work


def _quietly(seller: Seller, words: list[str]) -> int:
    sys.stdout = io.TextIOWrapper(io.BytesIO())
    sys.stderr = io.TextIOWrapper(io.BytesIO())
    return main.run(words, seller.environ())


def _crowd(seller: Seller, count: int, work: Work) -> list[dict[str, list[float]]]:
    """Let processes work at once; return what each noted."""
    pids = []
    for writer in range(count):
        pid = os.fork()
        if pid == 0:
            noted = work(seller, writer)
            seller.folder.with_name(f"noted{writer}").write_text(json.dumps(noted))
            os._exit(0)
        pids.append(pid)
    for pid in pids:
        os.waitpid(pid, 0)
    return [json.loads(seller.folder.with_name(f"noted{n}").read_text()) for n in range(count)]


def _until(seller: Seller, stop: Path) -> None:
    number = 0
    while not stop.exists():
        _quietly(seller, ["add", f"--name=b{number}"])
        number += 1


@contextmanager
def _beside(work: Callable[[], None]) -> Iterator[None]:
    """Let a process work meanwhile; it ends by itself."""
    pid = os.fork()
    if pid == 0:
        work()
        os._exit(0)
    try:
        yield
    finally:
        os.waitpid(pid, 0)


@contextmanager
def _small_disk(folder: Path) -> Iterator[bool]:
    """Mount a disk of some megabytes in memory; tell whether that could be done."""
    folder.mkdir()
    options = ["mount", "-t", "tmpfs", "-o", "size=12m,mode=700", "none", str(folder)]
    found = shutil.which("mount")
    if not found or subprocess.run(options, capture_output=True, check=False).returncode:
        yield False
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def _fill(ballast: Path, disk: Path, free: int) -> None:
    """Leave so many bytes of the disk free."""
    room = shutil.disk_usage(disk).free
    with ballast.open("wb") as file, suppress(OSError):
        file.write(bytes(max(0, room - free)))


CAMPAIGNS: dict[str, tuple[Run, int, int]] = {
    "writers": (writers, 500, 6),
    "copies": (copies, 40, 3),
    "upgrade-six": (upgrades, 25, 4),
    "full-disk": (full_disk, 300, 12),
}

"""`python -m tests.harness [CAMPAIGN ...] [--runs N] [--seed S] [--short] [--json FILE]`."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.harness import shim
from tests.harness.figures import Campaign, Figure, table

MOST_FAULTS = 5


def main() -> int:
    """Run the campaigns asked for, print their figures, and return how many are too large."""
    asked = _asked()
    with TemporaryDirectory(prefix="leadfunnel-harness-", dir=_memory()) as folder:
        if shim.VARIABLE not in os.environ:
            return _again(Path(folder))
        return _run(asked, Path(folder))


def _memory() -> str | None:
    """Return a folder in memory: a process leaves the same there, and no disk is waited for."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("campaigns", nargs="*")
    parser.add_argument("--runs", type=int, help="how often, instead of the usual number")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--short", action="store_true", help="a small part of each")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    parser.add_argument("--list", action="store_true", help="name the campaigns")
    return parser.parse_args()


def _again(folder: Path) -> int:
    """Run anew with the library in between that watches the calls."""
    if not shim.there():
        sys.stdout.write("skipped: the harness needs Linux and gcc\n")
        return 0
    command = [sys.executable, "-m", "tests.harness", *sys.argv[1:]]
    return os.spawnve(os.P_WAIT, sys.executable, command, shim.preload(folder))  # noqa: S606


def _run(asked: argparse.Namespace, folder: Path) -> int:
    from tests.harness.campaigns import CAMPAIGNS

    if asked.list:
        for name, (_, runs, few) in CAMPAIGNS.items():
            sys.stdout.write(f"{name}  {runs} runs, {few} with --short\n")
        return 0
    unknown = [name for name in asked.campaigns if name not in CAMPAIGNS]
    if unknown:
        sys.stdout.write(f"no campaign {', '.join(unknown)}: see --list\n")
        return 2
    figures: list[Figure] = []
    for name in asked.campaigns or CAMPAIGNS:
        run, usual, few = CAMPAIGNS[name]
        campaign = Campaign(name, asked.runs or (few if asked.short else usual), asked.seed, folder)
        began = time.monotonic()
        run(campaign)
        seconds = time.monotonic() - began
        sys.stdout.write(f"{name}: {campaign.runs} runs, seed {asked.seed}, {seconds:.0f} s\n")
        for fault in campaign.faults[:MOST_FAULTS]:
            sys.stdout.write(f"  {fault}\n")
        sys.stdout.flush()
        figures += campaign.figures
        if asked.json:
            asked.json.write_text(
                json.dumps([{**asdict(one), "kept": one.kept} for one in figures])
            )
    sys.stdout.write(f"\n{table(figures)}\n")
    return sum(not figure.kept for figure in figures)


if __name__ == "__main__":
    sys.exit(main())

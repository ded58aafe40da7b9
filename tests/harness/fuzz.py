"""Made-up input, the same for the same seed: files, names, searches, filters, moments, settings."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from importlib.resources import files as shipped
from pathlib import Path
from random import Random

from leadfunnel.cli import main
from tests.cli.conftest import Ran, tidy
from tests.faults.bench import PHONE, standing
from tests.faults.test_faults import PEOPLE
from tests.harness import words
from tests.harness.figures import Campaign, Run
from tests.harness.nursery import Seller
from tests.harness.states import Broken, state
from tests.services.test_import_mutated import MAKERS, mutated

FAIR = {0, 2, 3, 4, 5, 6}
KEPT = 20
"""After so many inputs that were taken, the store is made anew: it shall not grow for ever."""


@dataclass
class Typist:
    """Somebody who types in this process, over a store that is looked at."""

    seller: Seller
    base: bytes = b""
    taken: int = 0
    codes: dict[int, int] = field(default_factory=dict)

    def begin(self) -> None:
        self.seller.folder.mkdir(mode=0o700)
        for command in PEOPLE:
            assert self.seller.run(command).code == 0
        self.base = self.seller.db.read_bytes()

    def type(self, typed: list[str], stdin: bytes = b"") -> Ran:
        """Run a command here and return how it ended."""
        out, err = io.BytesIO(), io.BytesIO()
        streams = {"stdin": io.BytesIO(stdin), "stdout": out, "stderr": err}
        with standing(self.seller.folder, streams, self.seller.folder):
            code = main.run(typed, self.seller.environ())
            sys.stdout.flush()
            sys.stderr.flush()
        self.codes[code] = self.codes.get(code, 0) + 1
        return Ran(code, out.getvalue().decode(), err.getvalue().decode())

    def problem(self, typed: list[str], stdin: bytes = b"", *, reads: bool = False) -> str:
        """Run a command; return what is wrong with its end, nothing where all is well."""
        before = self._sum()
        ran = self.type(typed, stdin)
        if ran.rc not in FAIR:
            return f"code {ran.rc}: {ran.err[:300]}"
        if (ran.rc or reads) and self._sum() != before:
            return f"code {ran.rc}, and the store was changed"
        try:
            tidy(Ran(ran.rc, ran.out.replace("\r\n", "\n"), ran.err))
        except AssertionError as error:
            return f"untidy: {str(error)[:200]} {ran.err[:300]!r}"
        if any(map(PHONE.search, _stated(ran.err))):
            return f"a whole phone: {ran.err[:200]}"
        return self._renewed() if not reads and ran.rc == 0 else ""

    def _renewed(self) -> str:
        self.taken += 1
        if self.taken % KEPT:
            return ""
        try:
            state(self.seller.db)
        except Broken as error:
            return f"damaged: {error}"
        self.seller.db.write_bytes(self.base)
        return ""

    def _sum(self) -> bytes:
        return sha256(self.seller.db.read_bytes()).digest()


def _stated(err: str) -> list[str]:
    """Return what is said on stderr without the hint, which may show how to write a phone."""
    if err.startswith("{"):
        return [str(json.loads(err)["error"]["message"])]
    return [line for line in err.splitlines() if not line.startswith("hint: ")]


Try = Callable[[Typist, Random], str]


def _campaign(campaign: Campaign, tried: Try) -> None:
    dice = campaign.dice
    with campaign.place() as place:
        typist = Typist(Seller(place / "store"))
        typist.begin()
        bad = 0
        for number in range(campaign.runs):
            problem = tried(typist, dice)
            if problem:
                bad += 1
                campaign.fault(f"input {number}: {problem}")
    said = ", ".join(f"{count} x {code}" for code, count in sorted(typist.codes.items()))
    campaign.tell("inputs", campaign.runs, remark=said)
    campaign.tell("faults, changes on refusal, untidy ends", bad, 0)


def _file(typist: Typist, dice: Random, ending: str) -> str:
    path = typist.seller.folder / f"m.{ending}"
    path.write_bytes(MAKERS[ending](dice))
    problem = typist.problem(["import", path.name, *dice.choice(((), ("--skip-bad",)))])
    for left in typist.seller.folder.glob("m.refused*"):
        left.unlink()
    return problem


def _name(typist: Typist, dice: Random) -> str:
    name = words.text(dice)
    way = dice.choice((["add", "--force", "--", name], ["add", "--force", f"--name={name}"],
                       ["edit", "1", f"--company={name}"], ["note", "1", "--", name],
                       ["tag", "1", "--", name], ["log", "1", "call", "--", name],
                       ["add", "--force", "--", words.line(dice)]))  # fmt: skip
    problem = typist.problem(way)
    return _told(problem or typist.problem(["show", "1", "--json"], reads=True), way)


def _search(typist: Typist, dice: Random) -> str:
    text = words.search(dice)
    way = dice.choice((["find", "--json", "--", text], ["show", "--", text], ["find", "--", text]))
    return _told(typist.problem(way, reads=True), way)


def _filter(typist: Typist, dice: Random) -> str:
    way = ["list", *dice.choice(((), ("--json",))), "--", words.condition(dice)]
    return _told(typist.problem(way, reads=True), way)


def _moment(typist: Typist, dice: Random) -> str:
    moment = words.moment(dice)
    way = dice.choice((["when", "--", moment], ["next", "1", "--", moment],
                       ["funnel", f"--as-of={moment}"],
                       ["log", "1", "call", f"--at={moment}"]))  # fmt: skip
    return _told(typist.problem(way, reads=way[0] in ("when", "funnel")), way)


SETTINGS = b'lang = "en"\ncolor = "auto"\nuser = "lin"\nambiguous = "wide"\ndb = "store.db"\n'


def _setting(typist: Typist, dice: Random) -> str:
    path = typist.seller.folder / "config.toml"
    path.write_bytes(mutated(SETTINGS, dice))
    problem = typist.problem([dice.choice(("today", "list"))], reads=True)
    path.unlink()
    return problem


def _data(typist: Typist, dice: Random) -> str:
    kind = dice.choice(("pipeline", "plan", "playbook"))
    sources = shipped("leadfunnel") / "data" / f"{kind}s"
    source = dice.choice(sorted(str(one) for one in sources.iterdir() if one.name.endswith("toml")))
    path = typist.seller.folder / "data.toml"
    path.write_bytes(mutated(Path(source).read_bytes(), dice))
    way = [kind, "check" if kind == "playbook" else "load", path.name]
    return _told(typist.problem(way), [*way, source])


def _command(typist: Typist, dice: Random) -> str:
    way = words.command(dice)
    return _told(typist.problem(way, words.text(dice).encode("utf-8", "replace")), way)


def _told(problem: str, way: list[str]) -> str:
    return f"{json.dumps(way, ensure_ascii=True)[:300]}: {problem}" if problem else ""


def _made(tried: Try, runs: int, few: int) -> tuple[Run, int, int]:
    return partial(_campaign, tried=tried), runs, few


CAMPAIGNS: dict[str, tuple[Run, int, int]] = {
    "fuzz-csv": _made(partial(_file, ending="csv"), 10_000, 30),
    "fuzz-xlsx": _made(partial(_file, ending="xlsx"), 2000, 8),
    "fuzz-vcf": _made(partial(_file, ending="vcf"), 2000, 20),
    "fuzz-json": _made(partial(_file, ending="jsonl"), 2000, 20),
    "fuzz-names": _made(_name, 3000, 25),
    "fuzz-search": _made(_search, 3000, 25),
    "fuzz-filters": _made(_filter, 3000, 25),
    "fuzz-moments": _made(_moment, 3000, 25),
    "fuzz-settings": _made(_setting, 2000, 25),
    "fuzz-data": _made(_data, 2000, 15),
    "fuzz-commands": _made(_command, 3000, 25),
}

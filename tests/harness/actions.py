"""The writing commands, each with what leads up to it, and the stores they are tried on."""

from __future__ import annotations

import gzip
import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.cli.conftest import NOW
from tests.faults.test_faults import PEOPLE
from tests.harness.nursery import Seller
from tests.harness.states import PASSPHRASES, state

RELEASED = Path(__file__).parents[1] / "store" / "released"


@dataclass(frozen=True)
class Action:
    """A command that writes; `start` is people or an older schema; `makes` is a file it makes."""

    name: str
    command: str
    given: tuple[str, ...] = ()
    start: str = "people"
    rows: int = 0
    makes: str = ""
    now: str = NOW
    secret: bool = False

    def seller(self, folder: Path) -> Seller:
        """Return somebody at a folder at the moment of the command."""
        return Seller(folder, {"LEADFUNNEL_NOW": self.now, **self.said})

    @property
    def said(self) -> dict[str, str]:
        """The passphrases that the environment says."""
        return PASSPHRASES if self.secret else {}


ACTIONS = {
    one.name: one
    for one in (
        Action("add", "add '李雷 13700007777 @抖音 #VIP 明天3点'"),
        Action("log", "log 1 call '要报价' --outcome connected --next 'tomorrow 3pm'"),
        Action("next", "next 2 'next wed 3pm' quote"),
        Action("done", "done f1 --log call 'spoken' --next '+3d'"),
        Action("promote", "promote 1 2"),
        Action("tag", "tag --where 'created<100y' VIP --yes"),
        Action("edit", "edit 1 --company Acme --birthday 1988-06-18 --email a@x.cn"),
        Action("merge", "merge 2 3 --keep A --yes"),
        Action("split", "split 2", ("merge 2 3 --keep A --yes",)),
        Action("delete", "delete 1 --yes"),
        Action("buy", "buy 1 面霜:2:280"),
        Action("deal", "deal add 1 --amount 5000 --close 2026-12-01"),
        Action("import", "import x.csv", rows=200),
        Action("import-large", "import x.csv", rows=5000),
        Action("undo", "undo --last 3", ("tag 1 a", "promote 1", "log 1 call x", "import x.csv"),
               rows=200),
        Action("redo", "redo", ("import x.csv", "undo"), rows=200),
        Action("plan-start", "plan start nurture 1 2"),
        Action("campaign", "campaign new '双11' --from 2026-12-01 --to 2026-12-03"),
        Action("upgrade", "today", start="4"),
        Action("upgrade-oldest", "today", start="1"),
        Action("backup", "backup --name one", makes="backups/store/one.db"),
        Action("add-new-day", "add '李雷 13700007777'", now="2026-11-23T09:00:00+08:00",
               makes="backups/store/day-2026-11-23.db"),
        Action("restore", "restore one --yes", ("backup --name one", "tag 1 VIP")),
        Action("forget", "forget 1 --yes", ("backup --name one",)),
        Action("export", "export -o x.csv --force", ("export -o x.csv", "add --name more"),
               makes="x.csv"),
        Action("report", "report -o r.html --force", ("report -o r.html", "add --name more"),
               makes="r.html"),
        Action("encrypt", "encrypt", ("add --name more",), secret=True),
        Action("encrypt-large", "encrypt", ("import x.csv",), rows=2000, secret=True),
        Action("decrypt", "decrypt --yes", ("encrypt",), secret=True),
        Action("passphrase", "encrypt --change", ("encrypt",), secret=True),
        Action("add-encrypted", "add '李雷 13700007777'", ("encrypt",), secret=True),
        Action("restore-encrypted", "restore one --yes", ("encrypt", "backup --name one",
               "tag 1 VIP"), secret=True),
        Action("config", "config set lang en", ("config set color never",), makes="config.toml"),
    )
}  # fmt: skip


def rows(count: int) -> str:
    """Return a table of so many people."""
    lines = [f"n{number},1390014{number:04},备注{number}\n" for number in range(count)]
    return "姓名,手机,备注\n" + "".join(lines)


def prepared(action: Action, folder: Path) -> Seller:
    """Return somebody just before the command."""
    seller = Seller(folder / "before", dict(action.said))
    seller.folder.mkdir(mode=0o700)
    if action.rows:
        (seller.folder / "x.csv").write_text(rows(action.rows), encoding="utf-8")
    if action.start == "people":
        seller.db.write_bytes(people(folder))
    else:
        packed = (RELEASED / f"{action.start}.db.gz").read_bytes()
        seller.db.write_bytes(gzip.decompress(packed))
    seller.db.chmod(0o600)
    _do(seller, action.given)
    return seller


_people: list[bytes] = []


def people(folder: Path) -> bytes:
    """Return the store of four customers."""
    if not _people:
        seller = Seller(folder / "people")
        seller.folder.mkdir()
        _do(seller, PEOPLE)
        _people.append(seller.db.read_bytes())
    return _people[0]


def _do(seller: Seller, commands: tuple[str, ...]) -> None:
    for command in commands:
        ended = seller.run(command)
        if ended.code:
            raise RuntimeError(f"{command}: {ended.err}")


@dataclass
class Tried:
    """An action with the store before it and the two states it may leave."""

    action: Action
    before: Seller
    old: tuple[str, bytes]
    new: tuple[str, bytes]
    seconds: float

    def afresh(self, folder: Path) -> Seller:
        """Return somebody just before the command, again."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.before.folder, folder)
        return self.action.seller(folder)

    def now(self, seller: Seller) -> tuple[str, bytes]:
        return found(seller, self.action)


def found(seller: Seller, action: Action) -> tuple[str, bytes]:
    """Return what the store says, and the file that the action makes."""
    made = seller.folder / action.makes
    return state(seller.db), made.read_bytes() if action.makes and made.is_file() else b""


def rehearsed(action: Action, folder: Path) -> Tried:
    """Run the action three times to the end, and return what it does."""
    before = prepared(action, folder)
    tried = Tried(action, before, found(before, action), ("", b""), 0)
    tried.afresh(folder / "trial").warm(action.command)
    times = []
    for _ in range(3):
        seller = tried.afresh(folder / "trial")
        ended = seller.run(action.command)
        if ended.code:
            raise RuntimeError(f"{action.command}: {ended.err}")
        times.append(ended.seconds)
        new = tried.now(seller)
        assert tried.new in (("", b""), new), f"{action.name} does not end the same twice"
        tried.new = new
    tried.seconds = sorted(times)[1]
    assert tried.old != tried.new, f"{action.name} changes nothing"
    return tried

"""A store to which random things are done by the real services."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

from leadfunnel.errors import LeadfunnelError
from leadfunnel.services.bin import Bin
from leadfunnel.services.buying import Buying, Terms
from leadfunnel.services.capture import Capture
from leadfunnel.services.corrections import Correction, Corrections
from leadfunnel.services.costs import Costs, Spending
from leadfunnel.services.deal_moves import DealMoves
from leadfunnel.services.deal_terms import DealTerms, Offer
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.ladder import Ladder, Move
from leadfunnel.services.log import Log
from leadfunnel.services.merging import Merging
from leadfunnel.services.quotas import Quotas
from leadfunnel.services.refunds import Refunds
from leadfunnel.services.splitting import Splitting
from leadfunnel.services.touches import Told, Touches
from leadfunnel.services.vocabulary import Renaming, Sources
from leadfunnel.services.whom import Whom
from tests.conftest import Clocked

SOURCES = ("抖音", "小红书", "老客", "Douyin")
STAGES = ("B", "C", "D", "E")


class Shop(Clocked):
    """A store to which random things are done."""

    def __init__(self, path: Path, seed: int) -> None:
        super().__init__(path)
        self.dice = Random(seed)  # noqa: S311
        self.people = 0

    def who(self) -> str:
        return f"#{self.dice.randrange(1, max(2, self.people + 1))}"

    def add(self) -> None:
        told = {"name": f"客{self.people}", "source": self.dice.choice((*SOURCES, ""))}
        if self.dice.random() < 0.5:
            told["referrer"] = self.who()
        tags = ["双十一"] if self.dice.random() < 0.4 else []
        details = Details(tags=tags, **told)  # type: ignore[arg-type]
        Capture(self.book()).add("", details, Entering())
        self.people += 1

    def buy(self) -> None:
        days = self.dice.choice((None, "2026-11-20", "2026-09-01", "2026-06-06"))
        goods = self.dice.choice(("面霜", "洁面"))
        Buying(self.book()).buy(
            [self.who(), goods, str(self.dice.randrange(9, 999))], Terms(at=days)
        )

    def refund(self) -> None:
        Refunds(self.book()).refund(self.who(), [])

    def log(self) -> None:
        grade = self.dice.choice((None, "A", "B", "C", "D"))
        told = Told(outcome=None if grade else "connected", grade=grade)
        Touches(self.book()).log(self.who(), "call", "", told)

    def correct(self) -> None:
        text = Correction(grade=self.dice.choice("ABD"))
        Corrections(self.book()).edit(f"i{self.dice.randrange(1, 9)}", text)

    def spend(self) -> None:
        amount = str(self.dice.randrange(1, 9999))
        period = self.dice.choice((None, "2026-11", "2026-12"))
        kind = self.dice.randrange(4)
        words = [self.who(), amount] if kind == 0 else [amount]
        Costs(self.book()).add(
            words,
            Spending(
                channel=self.dice.choice(SOURCES) if kind in (1, 2) else None,
                campaign="双十一" if kind == 3 else None,
                period=period,
            ),
        )

    def climb(self) -> None:
        Ladder(self.book()).promote([self.who()], Move(to=self.dice.choice(STAGES)))

    def leave(self) -> None:
        kind = self.dice.choice(("lost", "invalid"))
        Ladder(self.book()).drop([self.who()], Move(), exit_kind=kind)

    def open_deal(self) -> None:
        amount = str(self.dice.randrange(1, 90) * 1000)
        DealTerms(self.book()).add(self.who(), Offer(amount, close="2026-12-10"), None, None)

    def change_deal(self) -> None:
        ref = f"d{self.dice.randrange(1, 30)}"
        DealTerms(self.book()).edit(ref, Offer(str(self.dice.randrange(1, 90) * 1000)))

    def move_deal(self) -> None:
        verb = self.dice.choice(("promote", "promote", "drop"))
        DealMoves(self.book()).move(verb, [f"d{self.dice.randrange(1, 30)}"], Move())

    def edit(self) -> None:
        told = Details(source=self.dice.choice(SOURCES), owner=self.dice.choice(("lin", "chen")))
        Capture(self.book()).edit(self.who(), told)

    def rename(self) -> None:
        Sources(self.book()).rename("rename", Renaming(("Douyin",), "抖音"))

    def merge(self) -> None:
        Merging(self.book()).merge((self.who(), self.who()), keep="A")

    def split(self) -> None:
        Splitting(self.book()).split(self.who(), keep="A")

    def bin(self) -> None:
        Bin(self.book()).delete(Whom((self.who(),)))

    def unbin(self) -> None:
        Bin(self.book()).restore([self.who()])

    def aim(self) -> None:
        Quotas(self.book()).set(
            ["lin", str(self.dice.randrange(1, 99) * 1000)], "month", None, None
        )

    def freeze(self) -> None:
        Quotas(self.book()).basis(None, "2026-12", "lin", None)

    def undo(self) -> None:
        Log(self.book()).undo(last=self.dice.randrange(1, 3))

    def undo_one(self) -> None:
        Log(self.book()).undo(self.dice.randrange(2, 40))

    def redo(self) -> None:
        Log(self.book()).redo()

    def step(self) -> None:
        """Do one thing at random; what the rules refuse is left out."""
        doings: list[Callable[[], None]] = [
            *(self.add, self.add, self.add, self.buy, self.buy, self.log, self.log),
            *(self.refund, self.correct, self.spend, self.spend, self.climb, self.climb),
            *(self.leave, self.open_deal, self.change_deal, self.move_deal, self.edit),
            *(self.rename, self.merge, self.split, self.bin, self.unbin, self.aim, self.freeze),
            *(self.undo, self.undo, self.undo_one, self.redo),
        ]
        with suppress(LeadfunnelError):
            self.dice.choice(doings)()

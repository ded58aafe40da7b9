"""What is compared of a customer to find out who may be one: names as read, firms, phones' ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from leadfunnel.domain.firm import Firm, read_firm
from leadfunnel.domain.fold import fold
from leadfunnel.domain.phone import EXTENSION, digits
from leadfunnel.domain.pinyin import name_readings
from leadfunnel.domain.record import dataclass


@dataclass(frozen=True)
class Person:
    """What is compared of a customer; `phones` are (number, valid)."""

    id: int
    name: str
    company: str | None = None
    source: str | None = None
    birthday: str | None = None
    referrer_id: int | None = None
    created_at: int = 0
    phones: tuple[tuple[str, bool], ...] = ()
    wechat: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    regions: frozenset[str] = frozenset()

    @cached_property
    def folded(self) -> str:
        """The name as compared."""
        return fold(self.name).replace(" ", "")

    @cached_property
    def readings(self) -> frozenset[str]:
        """How the name is read in Latin letters, and its words in order of the alphabet."""
        return read_aloud(fold(self.name))

    @cached_property
    def tails(self) -> frozenset[str]:
        """The ends of the phones, by which two writings of one meet."""
        return frozenset(tail_of(number) for number, _ in self.phones)

    @cached_property
    def firm(self) -> Firm | None:
        """The company."""
        return firm_of(self.company) if self.company else None

    @cached_property
    def itself_firm(self) -> Firm | None:
        """The firm that the customer is, when it is no person in one."""
        if not self.name:
            return self.firm
        named = firm_of(self.name)
        return named if named.legal else None


def tail_of(number: str) -> str:
    """Return the last eight digits of a phone without its extension."""
    main = number.partition(EXTENSION)[0].removeprefix("+")
    return (main if main.isascii() and main.isdecimal() else digits(main))[-8:]


def plain_id(name: str) -> str:
    """Return a WeChat id without the marks that are easily mistaken."""
    return re.sub(r"[-_.\s]", "", name)


def mailbox(email: str) -> str:
    """Return whose box an address names: without dots and what follows a plus."""
    return email.partition("@")[0].partition("+")[0].replace(".", "")


@lru_cache(maxsize=32768)
def firm_of(text: str) -> Firm:
    """Return a company's name as it is compared."""
    return read_firm(text)


@lru_cache(maxsize=32768)
def read_aloud(folded: str) -> frozenset[str]:
    """Return how a folded text is read, its words in order and sorted."""
    words = re.findall(r"[^\W_]+", folded)
    spoken = [
        "".join(known[0] if known else sign for sign, known in _signs(word)) for word in words
    ]
    return frozenset({"".join(spoken), "".join(sorted(spoken))} - {""})


def _signs(word: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    return zip(word, name_readings(word), strict=True)

"""Whether two customers may be one: the evidence for and against, and what it weighs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from leadfunnel.domain.compared import Person, mailbox, plain_id, read_aloud, tail_of
from leadfunnel.domain.firm import Firm
from leadfunnel.domain.phone import EXTENSION
from leadfunnel.domain.record import dataclass

CUT = 50
"""Pairs that score less are not proposed."""
POINTS = {
    "same_phone": 90,
    "same_wechat": 90,
    "same_email": 90,
    "phone_as_wechat": 70,
    "phone_unverified": 60,
    "phone_extension": 30,
    "email_typo": 60,
    "wechat_typo": 50,
    "same_name": 25,
    "name_reading": 22,
    "call_name": 12,
    "name_typo": 18,
    "same_company": 45,
    "similar_company": 30,
    "same_firm": 60,
    "similar_firm": 40,
    "same_referrer": 40,
    "same_region": 8,
    "same_source": 5,
    "added_together": 7,
    "other_place": -25,
    "other_birthday": -30,
}
"""What each piece of evidence weighs, by code."""

TOGETHER_SECONDS = 7 * 86400
_ALIKE = 80
_TYPO = 90
_CALLED = re.compile(r".{0,2}(?:姐|哥|总|先生|女士|小姐|老师|老板|经理|太太|阿姨|叔|师傅)|.")
_SHARED_BOXES = re.compile(
    "info|sales|admin|contact|service|hr|office|mail|support|marketing|webmaster"
)
Ratio = Callable[[str, str], float]
"""How alike two texts are, from 0 to 100."""


@dataclass(frozen=True)
class Evidence:
    """One thing that speaks for or against two customers being one."""

    code: str
    detail: str = ""

    @property
    def points(self) -> int:
        """What it weighs."""
        return POINTS[self.code]


@dataclass(frozen=True)
class Likeness:
    """Two customers, how much speaks for their being one (at most 100), and what."""

    a: int
    b: int
    score: int
    evidence: tuple[Evidence, ...]


def compare(a: Person, b: Person, ratio: Ratio) -> Likeness:
    """Return what speaks for and against two customers being one."""
    found = [
        *_same_identities(a, b),
        *_close_identities(a, b, ratio),
        *_names(a, b, ratio),
        *_circumstances(a, b),
    ]
    found.sort(key=lambda evidence: -evidence.points)
    score = min(100, sum(evidence.points for evidence in found))
    return Likeness(a.id, b.id, score, tuple(found))


def _same_identities(a: Person, b: Person) -> Iterator[Evidence]:
    for code, mine, others in (
        ("same_phone", [number for number, _ in a.phones], [number for number, _ in b.phones]),
        ("same_wechat", a.wechat, b.wechat),
        ("same_email", a.emails, b.emails),
    ):
        if any(value in others for value in mine):
            yield Evidence(code)


def _close_identities(a: Person, b: Person, ratio: Ratio) -> Iterator[Evidence]:
    if _phone_as_wechat(a, b) or _phone_as_wechat(b, a):
        yield Evidence("phone_as_wechat")
    if a.tails & b.tails:
        codes = {_phones(mine, other) for mine in a.phones for other in b.phones} - {""}
        yield from map(Evidence, sorted(codes))
    if any(_mail_typo(mine, other, ratio) for mine in a.emails for other in b.emails):
        yield Evidence("email_typo")
    if any(
        mine != other and plain_id(mine) == plain_id(other)
        for mine in a.wechat
        for other in b.wechat
    ):
        yield Evidence("wechat_typo")


def _phone_as_wechat(a: Person, b: Person) -> bool:
    return any(
        name.isdecimal() and len(name) >= 8 and tail_of(name) in a.tails for name in b.wechat
    )


def _phones(mine: tuple[str, bool], other: tuple[str, bool]) -> str:
    """Return how two different phones are close: one unverified, or another extension."""
    (one, one_valid), (two, two_valid) = mine, other
    if one == two:
        return ""
    if one.partition(EXTENSION)[0] == two.partition(EXTENSION)[0]:
        return "phone_extension"
    close = tail_of(one) == tail_of(two) and len(tail_of(one)) == 8
    return "phone_unverified" if close and not (one_valid and two_valid) else ""


def _mail_typo(mine: str, other: str, ratio: Ratio) -> bool:
    if mine == other or mailbox(mine) != mailbox(other):
        return False
    domains = mine.partition("@")[2], other.partition("@")[2]
    if domains[0] == domains[1]:
        return True
    return not _SHARED_BOXES.fullmatch(mailbox(mine)) and ratio(*domains) >= _ALIKE


def _names(a: Person, b: Person, ratio: Ratio) -> Iterator[Evidence]:
    if a.itself_firm and b.itself_firm:
        firms = (_itself(a), a.itself_firm), (_itself(b), b.itself_firm)
        yield from _firms(*firms, ("same_firm", "similar_firm"), ratio)
        return
    if not a.name or not b.name:
        return
    name = _name(a, b, ratio)
    if name is None:
        return
    yield name
    if a.company and b.company and a.firm and b.firm:
        firms = (a.company, a.firm), (b.company, b.firm)
        yield from _firms(*firms, ("same_company", "similar_company"), ratio)
    if a.referrer_id is not None and a.referrer_id == b.referrer_id:
        yield Evidence("same_referrer")


def _name(a: Person, b: Person, ratio: Ratio) -> Evidence | None:
    if a.folded == b.folded:
        return Evidence("call_name" if _CALLED.fullmatch(a.folded) else "same_name", a.name)
    if a.readings & b.readings:
        return Evidence("name_reading", f"{a.name} = {b.name}")
    latin = a.folded.isascii() and b.folded.isascii()
    if latin and ratio(a.folded, b.folded) >= _TYPO:
        return Evidence("name_typo", f"{a.name} / {b.name}")
    return None


def _itself(person: Person) -> str:
    """Return what the firm is called that a customer is."""
    return person.name or person.company or ""


def _firms(
    one: tuple[str, Firm], two: tuple[str, Firm], codes: tuple[str, str], ratio: Ratio
) -> Iterator[Evidence]:
    """Compare firms by what stays of their names, and name them as they are written."""
    same, similar = codes
    (a, mine), (b, other) = one, two
    if mine.core == other.core:
        yield Evidence(same, a if a == b else f"{a} = {b}")
    elif _similar(mine.core, other.core, ratio):
        yield Evidence(similar, f"{a} / {b}")
    else:
        return
    if mine.places and other.places and not mine.places & other.places:
        yield Evidence("other_place")


def _similar(one: str, other: str, ratio: Ratio) -> bool:
    short, long = sorted((one, other), key=len)
    if len(short) < 2:
        return False
    if long.startswith(short):
        return True
    return ratio(one, other) >= _ALIKE or any(
        ratio(mine, theirs) >= _ALIKE for mine in read_aloud(one) for theirs in read_aloud(other)
    )


def _circumstances(a: Person, b: Person) -> Iterator[Evidence]:
    if a.regions & b.regions:
        yield Evidence("same_region", min(a.regions & b.regions))
    if a.source and a.source == b.source:
        yield Evidence("same_source", a.source)
    if abs(a.created_at - b.created_at) <= TOGETHER_SECONDS:
        yield Evidence("added_together")
    if a.birthday and b.birthday and a.birthday[-5:] != b.birthday[-5:]:
        yield Evidence("other_birthday")

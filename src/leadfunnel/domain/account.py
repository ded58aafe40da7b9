"""The people of an account: their part in its decisions, and how they stand to us."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.customer import Customer

DECIDES = "decides"
ROLES: dict[str, tuple[str, tuple[str, ...]]] = {
    DECIDES: (N_("decides"), ("decision", "decision maker", "decider", "决策人", "决策", "決策者",
                              "决策者", "決策", "拍板")),
    "uses": (N_("uses it"), ("user", "use", "使用", "使用人", "使用者")),
    "buys": (N_("buys"), ("buyer", "purchasing", "procurement", "采购", "採購")),
    "finance": (N_("finance"), ("finance", "财务", "財務", "会计", "會計")),
    "inside": (N_("our inside friend"), ("inside", "coach", "champion", "内线", "內線", "线人")),
}  # fmt: skip
"""Parts in a decision: what each is called, and the words for it that may be typed."""

STANCES: dict[str, tuple[str, tuple[str, ...]]] = {
    "for": (N_("for us"), ("support", "supports", "支持", "赞成", "贊成")),
    "neutral": (N_("neutral"), ("neutral", "中立", "无所谓", "無所謂")),
    "against": (N_("against us"), ("oppose", "opposes", "反对", "反對")),
}
"""How somebody stands to us."""


class UnknownRole(UnreadableError):
    """The text is no part in a decision."""

    code = "unknown_role"
    message = N_("No role {text}: one of {known}.")


class UnknownStance(UnreadableError):
    """The text says not how somebody stands to us."""

    code = "unknown_stance"
    message = N_("No stance {text}: one of {known}.")


def read_role(text: str) -> str:
    """Return the code of a role, "" for an empty text; raise UnknownRole."""
    return _read(text, ROLES, UnknownRole)


def read_stance(text: str) -> str:
    """Return the code of a stance, "" for an empty text; raise UnknownStance."""
    return _read(text, STANCES, UnknownStance)


def _read(
    text: str,
    table: dict[str, tuple[str, tuple[str, ...]]],
    error: type[UnknownRole | UnknownStance],
) -> str:
    word = text.strip().lower()
    for code, (_, words) in table.items():
        if word in (code, *words):
            return code
    if word:
        known = ", ".join(f"{code} {words[-1 if code == DECIDES else 0]}" for code, (_, words)
                          in table.items())  # fmt: skip
        raise error(text=text[:40], known=known)
    return ""


@dataclass(frozen=True)
class Member:
    """One person of a firm."""

    id: int
    person: Customer
    role: str
    stance: str


def unmet(members: tuple[Member, ...]) -> tuple[Member, ...]:
    """Return those who decide and were never in contact."""
    return tuple(one for one in members if one.role == DECIDES and one.person.last_contact is None)

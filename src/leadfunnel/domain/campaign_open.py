"""The figures of a sale event behind which people can be listed, and what they are called."""

from __future__ import annotations

from leadfunnel.domain.fold import fold
from leadfunnel.errors import N_, UnreadableError

OPENED: dict[str, tuple[str, ...]] = {
    "called": ("打了", "电话", "calls"),
    "connected": ("接通",),
    "keen": ("强", "a"),
    "unsure": ("犹豫", "b"),
    "not-reached": ("未接", "c", "missed"),
    "averse": ("无意", "d", "no-wish"),
    "wrong": ("空号",),
    "asked": ("邀群",),
    "phone": ("电话进群",),
    "qr": ("扫码进群", "扫码"),
    "in-group": ("群里", "在群里", "group"),
    "left": ("退群",),
    "booked": ("约到店", "to-come"),
    "came": ("来了", "到店", "visited"),
    "bought": ("成交",),
    "not-came": ("没来", "约了没来", "no-show"),
    "not-bought": ("没买", "来了没买"),
    "junk": ("无效",),
    "open": ("没打完", "still-to-call"),
}
"""Each figure by its English word, with other words for it."""


class UnknownFigure(UnreadableError):
    """No figure of a sale event."""

    code = "unknown_figure"
    message = N_("{text} is no figure of a sale event: one of {figures}.")
    hint = N_("For example: leadfunnel campaign summary --open not-bought")


def read_figure(text: str) -> str:
    """Return the figure that is meant, as an attribute of Figures; raise UnknownFigure."""
    wanted = fold(text.strip()).replace("_", "-").replace(" ", "-")
    for name, words in OPENED.items():
        if wanted == name or wanted in map(fold, words):
            return name.replace("-", "_")
    raise UnknownFigure(text=text[:40], figures=", ".join(OPENED))

"""Something worth sending: an e-book, an article, an offer, a video."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass
from leadfunnel.errors import N_, UnreadableError

KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "ebook": (N_("e-book"), ("e-book", "book", "电子书", "電子書")),
    "article": (N_("article"), ("文章",)),
    "offer": (N_("offer"), ("优惠", "优惠活动", "優惠", "活动", "活動")),
    "video": (N_("video"), ("视频", "影片", "視頻")),
}
"""Kind code: its English word, and what else a seller types for it."""


class UnknownMaterialKind(UnreadableError):
    """No such kind of material."""

    code = "unknown_material_kind"
    message = N_("No kind of material {text}: one of {kinds}.")


@dataclass(frozen=True)
class Material:
    """One material: `suits` is a filter (empty: everybody), `people` how many got it.

    Nobody gets it twice, but for one with `every_days`, which may go out again after so many.
    """

    id: int
    name: str
    kind: str
    content: str
    suits: str = ""
    every_days: int | None = None
    retired: bool = False
    people: int = 0


def read_material_kind(text: str) -> str:
    """Return the kind a seller means, in either language."""
    wanted = text.strip().casefold()
    for code, (_, others) in KINDS.items():
        if wanted == code or wanted in others:
            return code
    raise UnknownMaterialKind(text=text[:40], kinds=", ".join(KINDS))

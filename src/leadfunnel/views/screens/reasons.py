"""The lists of reasons."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.reason import LISTS, LeavingReason
from leadfunnel.i18n import _
from leadfunnel.services.results.reasons import ReasonLists
from leadfunnel.views.cells import UNBROKEN_SPACE
from leadfunnel.views.layout import Block, Span, line
from leadfunnel.views.names import listed, reason_word
from leadfunnel.views.setting import Setting


def reasons(result: ReasonLists, _setting: Setting) -> list[Block]:
    """Return each list under its name; a star marks what the seller added."""
    if result.numbered:
        return [_numbered(found) for _name, found in result.lists]
    blocks: list[Block] = []
    for name, found in result.lists:
        words = [reason_word(one.code) + ("*" if one.own else "") for one in found]
        blocks.append(line(Span(f"{_(LISTS[name][0])} ({name})", "title")))
        blocks.append(line(listed(words) or _("No reasons."), indent=2, hang=2))
    return blocks


def _numbered(found: Sequence[LeavingReason]) -> Block:
    words = (
        f"{place}{UNBROKEN_SPACE}{reason_word(one.code)}" for place, one in enumerate(found, 1)
    )
    return line("  ".join(words), hang=0)

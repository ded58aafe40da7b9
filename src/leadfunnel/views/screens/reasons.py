"""The lists of reasons."""

from __future__ import annotations

from collections.abc import Sequence

from leadfunnel.domain.pipeline import Stage
from leadfunnel.domain.rate import ratio
from leadfunnel.domain.reason import LISTS, LeavingReason
from leadfunnel.i18n import _
from leadfunnel.services.results.reasons import ReasonCount, ReasonLists, ReasonReport
from leadfunnel.views.cells import UNBROKEN_SPACE
from leadfunnel.views.layout import ANYWHERE, BLANK, Block, Column, Span, Table, line
from leadfunnel.views.names import NOTHING, listed, reason_word, stage_word
from leadfunnel.views.screens.funnel_tables import percent
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


def report(result: ReasonReport, _setting: Setting) -> list[Block]:
    """Return each list with how often its reasons were given, and at which stage or source."""
    blocks: list[Block] = []
    for name, found in result.lists:
        if not found:
            continue
        total = sum(one.count for one in found)
        blocks += [BLANK] if blocks else []
        blocks.append(line(Span(f"{_(LISTS[name][0])} {total:,}", "title")))
        columns = (Column(wrap=ANYWHERE), Column(align="right"), Column(align="right"),
                   Column(style="dim", wrap=ANYWHERE))  # fmt: skip
        blocks.append(Table(columns, tuple(_counted(one, total) for one in found)))
    return blocks or [line(_("No reasons were given yet."))]


def _counted(found: ReasonCount, total: int) -> tuple[str, ...]:
    parts = (f"{_part_word(key)} {count:,}" for key, count in found.parts)
    share = percent(ratio(found.count, total))
    word = reason_word(found.reason) or _("no reason")
    return (word, f"{found.count:,}", share, listed(parts))


def _part_word(key: Stage | str | None) -> str:
    return stage_word(key) if isinstance(key, Stage) else key or NOTHING

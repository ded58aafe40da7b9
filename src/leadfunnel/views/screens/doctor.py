"""What `doctor` found: damage, then advice, each with its next step."""

from __future__ import annotations

from leadfunnel.domain.finding import Finding
from leadfunnel.i18n import _
from leadfunnel.services.results.doctor import Checkup
from leadfunnel.views.layout import BLANK, Block, Span, line
from leadfunnel.views.setting import Setting
from leadfunnel.views.words import say


def checkup(found: Checkup, setting: Setting) -> list[Block]:
    """Return what was put right, what was found, and how much was looked at."""
    blocks: list[Block] = [line(say(one, setting), hang=2) for one in found.mended]
    if found.schema is None:
        told = _("There is no store at {path} yet; the first leadfunnel add creates it.")
        return [*blocks, line(told.format(path=found.place), hang=2)]
    for one in found.damage:
        blocks += _finding(one, Span(_("damage"), "bad"), setting)
    for one in found.advice:
        blocks += _finding(one, Span(_("advice"), "warn"), setting)
    blocks += [BLANK] if blocks else []
    if not found.damage:
        blocks.append(line(Span(_("No damage was found."), "good")))
    blocks += [line(Span(text, "dim"), hang=2) for text in _seen(found)]
    return blocks


def _finding(one: Finding, mark: Span, setting: Setting) -> list[Block]:
    return [
        line(mark, Span(": "), say(one.said, setting), hang=2),
        line(Span(say(one.step, setting), "dim"), indent=2, hang=4),
    ]


def _seen(found: Checkup) -> list[str]:
    text = _("{place} ({engine}, schema {schema})")
    lines = [text.format(place=found.place, engine=found.engine, schema=found.schema)]
    if found.partial:
        lines.append(
            _("Only a part of the rows was looked at, drawn by lot: leadfunnel doctor --full")
        )
    return lines

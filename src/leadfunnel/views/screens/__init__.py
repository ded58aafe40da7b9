"""Screens: what a person sees of each kind of result."""

from __future__ import annotations

from leadfunnel.views.families import viewer
from leadfunnel.views.layout import Block
from leadfunnel.views.setting import Setting


def screen(result: object, setting: Setting) -> list[Block]:
    """Return the blocks that show a result."""
    found: list[Block] = viewer(__name__, result)(result, setting)
    return found

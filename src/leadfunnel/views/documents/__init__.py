"""Documents: what a program reads of each kind of result; keys and values are never translated."""

from __future__ import annotations

from leadfunnel.views.families import viewer
from leadfunnel.views.setting import Setting


def document(result: object, setting: Setting) -> dict[str, object]:
    """Return a result as JSON values, led by its schema."""
    found: dict[str, object] = viewer(__name__, result)(result, setting)
    return found

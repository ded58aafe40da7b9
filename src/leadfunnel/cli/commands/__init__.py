"""The commands, one module per family of verbs. Annotations are resolved in `cli.params`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

COMPLETING = "_LEADFUNNEL_COMPLETE"
"""What a shell sets when it asks for completions."""


def load(target: str) -> Callable[..., None]:
    """Import the function that a target, `module:function`, names."""
    module, _sep, name = target.partition(":")
    found: Callable[..., None] = getattr(import_module(f"{__name__}.{module}"), name)
    return found

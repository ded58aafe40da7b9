"""English for documents, whatever language the person chose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from leadfunnel import i18n


@contextmanager
def in_english() -> Iterator[None]:
    """Say every sentence within in English."""
    chosen = i18n.language()
    if chosen == "en":
        yield
        return
    i18n.use("en")
    try:
        yield
    finally:
        i18n.use(chosen)

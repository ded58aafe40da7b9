"""As of when a report was drawn up, as JSON."""

from __future__ import annotations

from leadfunnel.services.results.seen import Seen
from leadfunnel.views.documents.people import instant
from leadfunnel.views.setting import Setting


def seen_document(seen: Seen, setting: Setting) -> dict[str, object]:
    """Return as of when, as known when, and how much is known only since."""
    return {
        "as_of": instant(seen.as_of, setting),
        "known_at": instant(seen.known_at, setting),
        "recorded_since": seen.recorded_since,
    }

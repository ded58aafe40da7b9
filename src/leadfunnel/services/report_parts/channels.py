"""What each source brought in the period, and what it cost."""

from __future__ import annotations

from leadfunnel.services.channels import Channels
from leadfunnel.services.report_sight import Sight
from leadfunnel.services.results.buyers import ChannelReport


def collect(sight: Sight) -> ChannelReport | None:
    """Return what `channels` shows of these days, None where nobody came and nothing was spent."""
    found = Channels(sight.then).channels(sight.days)
    return found if found.items or found.campaigns else None

"""Every campaign: what it runs, how often in full, and how often in short."""

from __future__ import annotations

from tests.harness import crowds, failing, fuzz, kills, power
from tests.harness.figures import Run

CAMPAIGNS: dict[str, tuple[Run, int, int]] = {
    **kills.CAMPAIGNS,
    **power.CAMPAIGNS,
    **failing.CAMPAIGNS,
    **crowds.CAMPAIGNS,
    **fuzz.CAMPAIGNS,
}

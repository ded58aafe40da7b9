"""What the tests of services share."""

from __future__ import annotations

import pytest
from tests.conftest import Clocked
from tests.dealing import at

from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering


@pytest.fixture
def firm(clocked: Clocked) -> Clocked:
    clocked.now = at("2026-08-03")
    for text in ("华新电子 13800138000", "王姐 13800138001"):
        Capture(clocked.book()).add(text, Details(), Entering())
    return clocked

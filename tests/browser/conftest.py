"""A real Chromium without a network, and the page of a report in it.

Where Chromium or playwright is not installed these tests are skipped, and say so; with
LEADFUNNEL_REQUIRE_ALL=1 they fail instead.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def _missing(reason: str) -> None:
    if os.environ.get("LEADFUNNEL_REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """The browser."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        _missing("chromium is not installed: apt-get install chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("playwright is not installed: pip install playwright")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield browser
        browser.close()


@dataclass
class Shown:
    """An open page, all it asked for, what was refused for which reason, and its complaints."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)

    def run(self, script: str) -> Any:
        """Return what a script returns in the page."""
        return self.page.evaluate(script)


class Reader:
    """Opens pages as somebody would who has no network."""

    def __init__(self, browser: Any, folder: Path) -> None:
        self.browser = browser
        self.folder = folder
        self.contexts: list[Any] = []

    def open(self, html: str, *, width: int = 1280, scheme: str = "light") -> Shown:
        """Return the page as it is shown at this width."""
        path = self.folder / "review.html"
        path.write_text(html, encoding="utf-8")
        context = self.browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True
        )
        self.contexts.append(context)
        found = Shown(context.new_page())
        found.page.on("request", lambda request: found.requests.append(request.url))
        found.page.on(
            "requestfailed", lambda request: found.refused.update({request.url: request.failure})
        )
        found.page.on("console", lambda message: found.complaints.append(message.text))
        found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
        found.page.goto(path.as_uri())
        return found


@pytest.fixture
def reader(chromium: Any, tmp_path: Path) -> Iterator[Reader]:
    """What opens pages; they are closed afterwards."""
    found = Reader(chromium, tmp_path)
    yield found
    for context in found.contexts:
        context.close()

"""What the program ships as data: pipelines and, beside them, other declared definitions."""

from __future__ import annotations

import os

FOLDER = os.path.dirname(__file__)


def shipped_text(name: str) -> str:
    """Return a shipped file as text."""
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        return file.read()

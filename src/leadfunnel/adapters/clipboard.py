"""Putting text on the clipboard with whatever tool the system has for it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping

SECONDS = 3
TOOLS = (
    ("pbcopy", (), ""),
    ("wl-copy", (), "WAYLAND_DISPLAY"),
    ("xclip", ("-selection", "clipboard"), "DISPLAY"),
    ("clip.exe", (), ""),
)
"""Tool, its arguments, and the variable without which it cannot work."""


def copy(text: str, environ: Mapping[str, str]) -> bool:
    """Put a text on the clipboard and return whether a tool did."""
    for name, arguments, needs in TOOLS:
        found = shutil.which(name, path=environ.get("PATH"))
        if found and (not needs or environ.get(needs)):
            encoded = text.encode("utf-16-le" if name == "clip.exe" else "utf-8")
            return _run([found, *arguments], encoded)
    return False


def _run(command: list[str], data: bytes) -> bool:
    try:
        done = subprocess.run(  # noqa: S603 - one of the tools above
            command,
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0

"""Renders every sample; run as a module it writes the golden files anew."""

from __future__ import annotations

from pathlib import Path

from tests.views.chinese import speak
from tests.views.samples import RESULTS, setting

from leadfunnel.views.plain import rendered
from leadfunnel.views.screens import screen

FOLDER = Path(__file__).parent / "golden"
LANGUAGES = ("en", "zh-CN", "zh-TW")
WIDTHS = (60, 100, 160, None)


def golden_file(language: str, width: int | None) -> Path:
    """Where the screens in a language and width are kept."""
    return FOLDER / f"{language}-{width or 'pipe'}.txt"


def screens(language: str, width: int | None) -> str:
    """Every sample as plain text, each under its name."""
    speak(language)
    given = setting(width)
    parts = []
    for name, result in RESULTS.items():
        lines = rendered(screen(result, given), given.sheet)
        parts.append("\n".join([f"== {name}", *lines]))
    speak("en")
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for tongue in LANGUAGES:
        for room in WIDTHS:
            golden_file(tongue, room).write_text(screens(tongue, room), encoding="utf-8")

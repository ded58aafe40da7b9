"""Make the reports in `examples/reports/` from the demo store: `python -m tools.make_reports`."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from leadfunnel import i18n
from leadfunnel.demo import make
from leadfunnel.options import Options
from leadfunnel.services.reporting import Wanted
from leadfunnel.services.weekly import When
from leadfunnel.workspace import Workspace

FOLDER = Path(__file__).parent.parent / "examples" / "reports"
NOW = "2026-11-25T10:00:00+08:00"
FORMS = ("html", "xlsx", "md", "png")
LANGUAGES = ("en", "zh-CN")


def name(language: str, form: str) -> str:
    """Return what a report is called."""
    return f"review.{language}.{form}"


def reports(language: str, forms: tuple[str, ...] = FORMS) -> dict[str, bytes]:
    """Return last week's review of the demo store in these forms, with masked phones."""
    place = tempfile.tempdir
    i18n.use(language)
    try:
        with tempfile.TemporaryDirectory() as folder:
            tempfile.tempdir = folder  # where the demo makes its store
            desk = make(_desk(folder)).desk
            report = desk.reporting.report(When("week", previous=True), Wanted(masked=True))
            return {form: desk.rendered(report, form) for form in forms}
    finally:
        tempfile.tempdir = place
        i18n.use("en")


def _desk(folder: str) -> Workspace:
    environ = {
        "LEADFUNNEL_DB": f"{folder}/own.db",
        "LEADFUNNEL_CONFIG": f"{folder}/none.toml",
        "LEADFUNNEL_NOW": NOW,
        "LEADFUNNEL_TZ": "Asia/Shanghai",
        "LEADFUNNEL_USER": "lin",
    }
    return Workspace(Options(), environ, io.StringIO(), io.StringIO())


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for spoken in LANGUAGES:
        for form, data in reports(spoken).items():
            (FOLDER / name(spoken, form)).write_bytes(data)

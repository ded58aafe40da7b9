"""A report in words: the four heads, and under each the exhibits of its parts."""

from __future__ import annotations

from importlib import import_module

from leadfunnel.domain.exhibit import Booklet, Chapter, Exhibit
from leadfunnel.errors import N_
from leadfunnel.i18n import _, language, ngettext
from leadfunnel.services.results.report import CHAPTERS, Report
from leadfunnel.views import dates
from leadfunnel.views.reports.wording import Wording
from leadfunnel.views.setting import Setting

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

HEADS = {
    "overview": N_("1. The funnel"),
    "problems": N_("2. Problems"),
    "remedies": N_("3. What to do"),
    "outlook": N_("4. Summary and outlook"),
}
KINDS = {
    "day": N_("Report of the day"),
    "week": N_("Weekly report"),
    "month": N_("Monthly report"),
    "quarter": N_("Quarterly report"),
    "year": N_("Yearly report"),
    "span": N_("Report"),
}


def booklet(report: Report, setting: Setting) -> Booklet:
    """Return the report in the chosen language."""
    wording = Wording(setting, report.masked)
    chapters = tuple(
        Chapter(key, _(HEADS[key]), tuple(_chapter(key, report, wording))) for key in CHAPTERS
    )
    return Booklet(language(), _title(report, wording), tuple(_about(report, wording)), chapters)


def _title(report: Report, wording: Wording) -> str:
    name = wording.free(report.pipeline.title(language()))
    return _("{report}: {pipeline}").format(report=_(KINDS[report.kind]), pipeline=name)


def _about(report: Report, wording: Wording) -> list[str]:
    setting = wording.setting
    days = f"{dates.day_words(report.first)} - {dates.day_words(report.last)}"
    label = "" if ".." in report.label else f"{report.label}  "
    found = [label + days, _("As of {when}.").format(when=dates.full_stamp(report.as_of, setting))]
    if report.known_at is not None:
        known = dates.full_stamp(report.known_at, setting)
        found.append(_("As it was known on {when}.").format(when=known))
    if report.recorded_since:
        text = ngettext(
            "{count} change recorded since.",
            "{count} changes recorded since.",
            report.recorded_since,
        )
        found.append(text.format(count=f"{report.recorded_since:,}"))
    if report.masked:
        found.append(_("Phones are masked."))
    return found


def _chapter(key: str, report: Report, wording: Wording) -> list[Exhibit]:
    names = [name for name in CHAPTERS[key] if name in report.parts]
    modules = [(name, _module(name)) for name in names]
    found = [
        exhibit
        for name, module in modules
        for exhibit in module.exhibits(report.parts[name], report, wording)
    ]
    if key == "problems":
        return [_findings(modules, report, wording), *found]
    if key == "outlook":
        found += _looking_ahead(report, wording)
    return found or [Exhibit(f"{key}-none", _("Nothing written yet"))]


def drafted(report: Report, setting: Setting) -> tuple[str, ...]:
    """Return what the parts found wrong, in one sentence each."""
    fine = [name for name, part in report.parts.items() if getattr(part, "worst", part) is None]
    names = [name for name in CHAPTERS["problems"] if name in report.parts and name not in fine]
    return _drafted([(name, _module(name)) for name in names], report, Wording(setting))


def _drafted(modules: list[tuple[str, Any]], report: Report, wording: Wording) -> tuple[str, ...]:
    told = (module.findings(report.parts[name], report, wording) for name, module in modules)
    return tuple(text for text in told if text)


def _findings(modules: list[tuple[str, Any]], report: Report, wording: Wording) -> Exhibit:
    """Return what the parts found, in one sentence each: the draft to talk about."""
    written = report.parts.get("notes")
    typed = _module("notes").problems(written, wording) if written else []
    found = _drafted(modules, report, wording)
    said = () if found or typed else (_("Nothing stands out."),)
    return Exhibit("findings", _("In short"), said, items=(*typed, *found))


def _looking_ahead(report: Report, wording: Wording) -> list[Exhibit]:
    """Return what parts of other chapters have to say of what is to come."""
    modules = [(name, _module(name)) for name in report.parts]
    return [
        exhibit
        for name, module in modules
        if hasattr(module, "outlook")
        for exhibit in module.outlook(report.parts[name], report, wording)
    ]


def _module(name: str) -> Any:
    return import_module(f"leadfunnel.views.report_parts.{name}")

"""The head of a report over a period: which days, as of when, as known when."""

from __future__ import annotations

from leadfunnel.i18n import _, ngettext
from leadfunnel.views import dates
from leadfunnel.views.layout import Block, Span, line
from leadfunnel.views.names import paragraph
from leadfunnel.views.setting import Setting

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from datetime import date
    from typing import Protocol

    from leadfunnel.services.results.seen import Seen

    class Known(Protocol):
        """As of when something is told, as known when, and what was recorded since."""

        @property
        def as_of(self) -> int: ...  # noqa: D102 - said above
        @property
        def known_at(self) -> int | None: ...  # noqa: D102
        @property
        def recorded_since(self) -> int: ...  # noqa: D102

    class Report(Known, Protocol):
        """Figures over some days, with a label unless they are any days."""

        @property
        def first(self) -> date: ...  # noqa: D102
        @property
        def last(self) -> date: ...  # noqa: D102
        @property
        def label(self) -> str: ...  # noqa: D102


def report_head(report: Report, title: str, setting: Setting) -> list[Block]:
    """Return the two lines that stand above the figures."""
    days = f"{dates.day_words(report.first)} - {dates.day_words(report.last)}"
    label = "" if ".." in report.label else f"{report.label}  "
    return [
        line(Span(f"{label}{days}", "title"), f"  {title}", hang=2),
        line(Span(paragraph(as_of_words(report, setting)), "dim"), hang=2),
    ]


def seen_lines(seen: Seen, setting: Setting) -> list[Block]:
    """Return the line that says as of when and as known when, where that was asked for."""
    if not seen.asked:
        return []
    return [line(Span(paragraph(as_of_words(seen, setting)), "dim"), hang=2)]


def as_of_words(report: Known, setting: Setting) -> list[str]:
    """Return as of when a report is, as known when, and what was recorded since."""
    about = [_("As of {when}.").format(when=dates.full_stamp(report.as_of, setting))]
    if report.known_at is not None:
        known = dates.full_stamp(report.known_at, setting)
        about.append(_("As it was known on {when}.").format(when=known))
    if report.recorded_since:
        text = ngettext(
            "{count} change recorded since.",
            "{count} changes recorded since.",
            report.recorded_since,
        )
        about.append(text.format(count=f"{report.recorded_since:,}"))
    return about

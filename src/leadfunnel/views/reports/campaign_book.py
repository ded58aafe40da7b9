"""The organiser's summary of a sale event as a page, of the same words as its screen."""

from __future__ import annotations

from leadfunnel.domain.exhibit import Booklet, Chapter, Exhibit
from leadfunnel.errors import N_
from leadfunnel.i18n import _, language
from leadfunnel.services.results.campaigns import CampaignReport
from leadfunnel.views import dates
from leadfunnel.views.report_head import as_of_words
from leadfunnel.views.reports.of_blocks import grids, texts
from leadfunnel.views.reports.wording import Wording
from leadfunnel.views.screens.campaign_reports import sections
from leadfunnel.views.screens.campaigns import checks, days
from leadfunnel.views.setting import Setting

TITLES = {
    "guides": N_("What each guide did"),
    "days": N_("Day by day"),
    "goals": N_("Goals, reward and penalty"),
    "people": N_("Group, goods and junk"),
    "lost": N_("Agreed and lost"),
    "next": N_("What comes next"),
    "checks": N_("Checklist"),
}


def campaign_book(report: CampaignReport, setting: Setting) -> Booklet:
    """Return the summary in the chosen language."""
    wording = Wording(setting)
    parts = {**sections(report, setting), "checks": checks(report.checks)}
    exhibits = tuple(
        Exhibit(
            key,
            _(TITLES[key]),
            tuple(texts(blocks, wording)),
            grids=grids(blocks, _(TITLES[key]), wording),
        )
        for key, blocks in parts.items()
        if blocks
    )
    name = wording.free(report.campaign.name)
    about = [days(report.campaign), dates.day_words(report.today)]
    if report.seen is not None:
        about += as_of_words(report.seen, setting)
    title = _("Sale event: {name}").format(name=name)
    chapter = Chapter("summary", _("Summary"), exhibits)
    return Booklet(language(), title, tuple(about), (chapter,))

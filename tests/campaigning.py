"""A sale with three guides in tests."""

from __future__ import annotations

from leadfunnel.services.campaign_entry import CampaignEntry
from leadfunnel.services.campaign_lists import CampaignLists
from leadfunnel.services.campaign_paper import CampaignPaper
from leadfunnel.services.campaign_reports import CampaignReports
from leadfunnel.services.campaign_setting import CampaignSetting, Terms
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.results.campaigns import CampaignReport
from leadfunnel.services.results.changed import Changed
from leadfunnel.services.whom import Whom
from tests.conftest import Clocked
from tests.dealing import at

NAME = "五一爆破"
GUIDES = ("小李", "小王", "小赵")
TERMS = Terms("2026-05-01", "2026-05-03", "2026-04-25", exchange="1", without_visit="0", floor="1")


def people(store: Clocked, count: int) -> None:
    for place in range(1, count + 1):
        text = f"客户{place:02d} 136000001{place:02d} 抖音"
        Capture(store.book()).add(text, Details(), Entering())


def begun(store: Clocked, count: int = 12, terms: Terms = TERMS) -> Clocked:
    """Return a store with people on the list of a sale, which its guides have shared out."""
    store.now = at("2026-04-28")
    people(store, count)
    setting = CampaignSetting(store.book())
    setting.new(NAME, terms)
    setting.guide(GUIDES, None, "4", "3")
    CampaignLists(store.book()).fill(Whom(where="phone~136"), NAME)
    CampaignLists(store.book()).assign(None)
    return store


def log(store: Clocked, text: str) -> Changed:
    return CampaignEntry(store.book()).log(text.split(), ".")


def enter(store: Clocked, guide: str, *lines: str) -> Changed:
    return CampaignPaper(store.book()).enter(lines, guide, None)


def check(store: Clocked) -> CampaignReport:
    return CampaignReports(store.book()).check(None)


def summary(store: Clocked) -> CampaignReport:
    return CampaignReports(store.book()).summary(None)

"""The use cases of campaigns and groups, of which every workspace has one set."""

from __future__ import annotations

from functools import cached_property

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.services.book import Book
    from leadfunnel.services.campaign_calling import CampaignCalling
    from leadfunnel.services.campaign_collect import CampaignCollect
    from leadfunnel.services.campaign_entry import CampaignEntry
    from leadfunnel.services.campaign_lists import CampaignLists
    from leadfunnel.services.campaign_paper import CampaignPaper
    from leadfunnel.services.campaign_reports import CampaignReports
    from leadfunnel.services.campaign_setting import CampaignSetting
    from leadfunnel.services.campaign_sheets import CampaignSheets
    from leadfunnel.services.grouping import Grouping


class CampaignVerbs:
    """The use cases of sale events."""

    if TYPE_CHECKING:

        @cached_property
        def book(self) -> Book:
            """The open store, as the acting user."""
            ...

    @cached_property
    def campaigns(self) -> CampaignSetting:
        """`campaign new|list|show|edit|close|guide|done`."""
        from leadfunnel.services.campaign_setting import CampaignSetting

        return CampaignSetting(self.book)

    @cached_property
    def campaign_lists(self) -> CampaignLists:
        """`campaign fill|assign|take`."""
        from leadfunnel.services.campaign_lists import CampaignLists

        return CampaignLists(self.book)

    @cached_property
    def campaign_entry(self) -> CampaignEntry:
        """`log --campaign`, `campaign enter|reopen`."""
        from leadfunnel.services.campaign_entry import CampaignEntry

        return CampaignEntry(self.book)

    @cached_property
    def campaign_reports(self) -> CampaignReports:
        """`campaign`, `campaign check|summary|compare`."""
        from leadfunnel.services.campaign_reports import CampaignReports

        return CampaignReports(self.book)

    @cached_property
    def campaign_paper(self) -> CampaignPaper:
        """`campaign enter`."""
        from leadfunnel.services.campaign_paper import CampaignPaper

        return CampaignPaper(self.book)

    @cached_property
    def campaign_sheets(self) -> CampaignSheets:
        """`campaign sheet`, `campaign summary -o`."""
        from leadfunnel.services.campaign_sheets import CampaignSheets

        return CampaignSheets(self.book)

    @cached_property
    def campaign_collect(self) -> CampaignCollect:
        """`campaign collect`."""
        from leadfunnel.services.campaign_collect import CampaignCollect

        return CampaignCollect(self.book)

    @cached_property
    def grouping(self) -> Grouping:
        """`group new|edit|list|show|join|left|spoke`."""
        from leadfunnel.services.grouping import Grouping

        return Grouping(self.book)

    def campaign_calls(self, campaign: str) -> CampaignCalling:
        """Return the dialler's view of a sale event: `call --campaign`."""
        from leadfunnel.services.campaign_calling import CampaignCalling

        return CampaignCalling(self.book, campaign)

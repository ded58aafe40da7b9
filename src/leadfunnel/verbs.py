"""Every service, made on first use: importing one costs only the commands that need it."""

from __future__ import annotations

from functools import cached_property

from leadfunnel.campaign_verbs import CampaignVerbs
from leadfunnel.method_verbs import MethodVerbs
from leadfunnel.sales_verbs import SalesVerbs
from leadfunnel.team_verbs import TeamVerbs
from leadfunnel.trust_verbs import TrustVerbs

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.config import Config
    from leadfunnel.services.assigning import Assigning
    from leadfunnel.services.bin import Bin
    from leadfunnel.services.book import Book
    from leadfunnel.services.capture import Capture
    from leadfunnel.services.consents import Consenting
    from leadfunnel.services.corrections import Corrections
    from leadfunnel.services.due import Due
    from leadfunnel.services.duplicates import DuplicateSearch
    from leadfunnel.services.exporting import Exporting
    from leadfunnel.services.fields import Fields
    from leadfunnel.services.importing import Importing
    from leadfunnel.services.ladder import Ladder
    from leadfunnel.services.log import Log
    from leadfunnel.services.looking import Looking
    from leadfunnel.services.mappings import Mappings
    from leadfunnel.services.merging import Merging
    from leadfunnel.services.merging_many import MergingMany
    from leadfunnel.services.moments import Moments
    from leadfunnel.services.morning import Morning
    from leadfunnel.services.mutes import Mutes
    from leadfunnel.services.new_passphrases import Handed
    from leadfunnel.services.pair_list import PairLists
    from leadfunnel.services.pipelines import Pipelines
    from leadfunnel.services.promises import FollowUps
    from leadfunnel.services.settings import SettingsService
    from leadfunnel.services.splitting import Splitting
    from leadfunnel.services.stage_fix import StageFix
    from leadfunnel.services.tagging import Tagging
    from leadfunnel.services.touches import Touches
    from leadfunnel.services.vocabulary import Sources, TagWords
    from leadfunnel.services.weekly import Weekly
    from leadfunnel.services.why import Explaining


class Verbs(SalesVerbs, MethodVerbs, CampaignVerbs, TeamVerbs, TrustVerbs):
    """The use cases over one book; the workspace supplies the book and the personal settings."""

    if TYPE_CHECKING:

        @cached_property
        def book(self) -> Book:
            """The open store, as the acting user."""
            ...

        @cached_property
        def config(self) -> Config:
            """The personal settings."""
            ...

        @cached_property
        def handed(self) -> Handed:
            """The passphrases of files that are handed to others."""
            ...

        @cached_property
        def config_path(self) -> str:
            """Where the personal settings lie."""
            ...

    @cached_property
    def capture(self) -> Capture:
        """`add`, `edit`."""
        from leadfunnel.services.capture import Capture

        return Capture(self.book)

    @cached_property
    def touches(self) -> Touches:
        """`log`, `note`."""
        from leadfunnel.services.touches import Touches

        return Touches(self.book)

    @cached_property
    def follow_ups(self) -> FollowUps:
        """`next`, `done`, `snooze`, `cancel`."""
        from leadfunnel.services.promises import FollowUps

        return FollowUps(self.book)

    @cached_property
    def due(self) -> Due:
        """`due`."""
        from leadfunnel.services.due import Due

        return Due(self.book)

    @cached_property
    def ladder(self) -> Ladder:
        """`promote`, `demote`, `drop`, `reopen`."""
        from leadfunnel.services.ladder import Ladder

        return Ladder(self.book)

    @cached_property
    def looking(self) -> Looking:
        """`show`, `find`, `list`."""
        from leadfunnel.services.looking import Looking

        return Looking(self.book)

    @cached_property
    def tagging(self) -> Tagging:
        """`tag`, `untag`."""
        from leadfunnel.services.tagging import Tagging

        return Tagging(self.book)

    @cached_property
    def bin(self) -> Bin:
        """`delete`, `restore-customer`."""
        from leadfunnel.services.bin import Bin

        return Bin(self.book)

    @cached_property
    def merging(self) -> Merging:
        """`merge`."""
        from leadfunnel.services.merging import Merging

        return Merging(self.book)

    @cached_property
    def merging_many(self) -> MergingMany:
        """`merge --file`."""
        from leadfunnel.services.merging_many import MergingMany

        return MergingMany(self.book)

    @cached_property
    def pair_lists(self) -> PairLists:
        """`duplicates -o`."""
        from leadfunnel.services.pair_list import PairLists

        return PairLists(self.book)

    @cached_property
    def splitting(self) -> Splitting:
        """`split`."""
        from leadfunnel.services.splitting import Splitting

        return Splitting(self.book)

    @cached_property
    def duplicates(self) -> DuplicateSearch:
        """`duplicates`."""
        from leadfunnel.services.duplicates import DuplicateSearch

        return DuplicateSearch(self.book)

    @cached_property
    def log(self) -> Log:
        """`undo`, `redo`, `history`."""
        from leadfunnel.services.log import Log

        return Log(self.book)

    @cached_property
    def moments(self) -> Moments:
        """`when`."""
        from leadfunnel.services.moments import Moments

        return Moments(self.book)

    @cached_property
    def morning(self) -> Morning:
        """`today`."""
        from leadfunnel.services.morning import Morning

        return Morning(self.book)

    @cached_property
    def weekly(self) -> Weekly:
        """`funnel`."""
        from leadfunnel.services.weekly import Weekly

        return Weekly(self.book)

    @cached_property
    def importing(self) -> Importing:
        """`import`."""
        from leadfunnel.services.importing import Importing

        return Importing(self.book, self.handed)

    @cached_property
    def mappings(self) -> Mappings:
        """`mapping list|show|remove`."""
        from leadfunnel.services.mappings import Mappings

        return Mappings(self.book)

    @cached_property
    def exporting(self) -> Exporting:
        """`export`."""
        from leadfunnel.services.exporting import Exporting

        return Exporting(self.book, self.handed)

    @cached_property
    def pipelines(self) -> Pipelines:
        """`pipeline list|show|load`."""
        from leadfunnel.services.pipelines import Pipelines

        return Pipelines(self.book)

    @cached_property
    def assigning(self) -> Assigning:
        """`assign`."""
        from leadfunnel.services.assigning import Assigning

        return Assigning(self.book)

    @cached_property
    def corrections(self) -> Corrections:
        """`log edit|move|rm`."""
        from leadfunnel.services.corrections import Corrections

        return Corrections(self.book)

    @cached_property
    def stage_fix(self) -> StageFix:
        """`stage-fix`."""
        from leadfunnel.services.stage_fix import StageFix

        return StageFix(self.book)

    @cached_property
    def consenting(self) -> Consenting:
        """`consent`."""
        from leadfunnel.services.consents import Consenting

        return Consenting(self.book)

    @cached_property
    def mutes(self) -> Mutes:
        """`mute`."""
        from leadfunnel.services.mutes import Mutes

        return Mutes(self.book)

    @cached_property
    def sources(self) -> Sources:
        """`source list|rename|join`."""
        from leadfunnel.services.vocabulary import Sources

        return Sources(self.book)

    @cached_property
    def tag_words(self) -> TagWords:
        """`tags list|rename|join`."""
        from leadfunnel.services.vocabulary import TagWords

        return TagWords(self.book)

    @cached_property
    def settings(self) -> SettingsService:
        """`config list|get|set|unset`."""
        from leadfunnel.services.settings import SettingsService

        return SettingsService(self.book, self.config, self.config_path)

    @cached_property
    def fields(self) -> Fields:
        """`field list|add|remove`."""
        from leadfunnel.services.fields import Fields

        return Fields(self.book)

    @cached_property
    def explaining(self) -> Explaining:
        """`why`."""
        from leadfunnel.services.why import Explaining

        return Explaining(self.book)

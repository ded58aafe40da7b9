"""What the verbs about campaigns return."""

from __future__ import annotations

from leadfunnel.domain.record import dataclass

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from leadfunnel.domain.campaign import Campaign, Check, Guide
    from leadfunnel.domain.campaign_figures import Figures
    from leadfunnel.domain.target import Exchange
    from leadfunnel.services.results.seen import Seen


@dataclass(frozen=True)
class CampaignList:
    """Campaigns by their days."""

    campaigns: tuple[Campaign, ...]
    today: date


@dataclass(frozen=True)
class CampaignCard:
    """A campaign with its guides and what has to be ready; `listed` counts those on its list."""

    campaign: Campaign
    guides: tuple[Guide, ...]
    checks: tuple[Check, ...]
    listed: int
    today: date


@dataclass(frozen=True)
class GuideRow:
    """What one guide did; `guide` None stands for those nobody invites yet.

    Goals sum the days on which they worked; `exchange` is that of the one day looked at.
    """

    guide: Guide | None
    figures: Figures
    days: int
    calls_goal: int
    calls_done: int
    group_goal: int
    exchange: Exchange | None = None

    @property
    def calls_short(self) -> int:
        """How many calls are missing."""
        return max(0, self.calls_goal - self.calls_done)

    @property
    def group_short(self) -> int:
        """How many are missing in the group."""
        return max(0, self.group_goal - self.figures.asked)

    @property
    def met(self) -> bool:
        """Whether both goals are met."""
        return not (self.calls_short or self.group_short)


@dataclass(frozen=True)
class CampaignDay:
    """What was done on one day, by the guides who did anything, and in all."""

    day: date
    rows: tuple[GuideRow, ...]
    total: Figures


@dataclass(frozen=True)
class SheetOut:
    """So many people were given to a guide on a day, and nothing was recorded of any since."""

    guide: str
    since: date
    people: int


@dataclass(frozen=True)
class CampaignReport:
    """What a campaign came to, by guide and in total; of one day, or as a whole.

    `today` is the day looked at. Reasons are codes or words, "" where nobody said any. A source
    with `junk_share` percent of junk is worth closing. `days` is None unless they were asked for,
    `out` where nobody was given a sheet yet.
    """

    campaign: Campaign
    whole: bool
    today: date
    rows: tuple[GuideRow, ...]
    total: Figures
    interests: tuple[tuple[str, int, int], ...]
    not_came: tuple[tuple[str, int], ...]
    not_bought: tuple[tuple[str, int], ...]
    junk: tuple[tuple[str, int], ...]
    junk_sources: tuple[tuple[str, int, int], ...]
    tomorrow: Mapping[str, int]
    checks: tuple[Check, ...]
    reasons: Mapping[str, Mapping[str, str]]
    junk_share: int = 20
    seen: Seen | None = None
    days: tuple[CampaignDay, ...] | None = None
    out: tuple[SheetOut, ...] | None = None


@dataclass(frozen=True)
class CampaignsCompared:
    """Campaigns beside each other."""

    reports: tuple[CampaignReport, ...]
    seen: Seen | None = None

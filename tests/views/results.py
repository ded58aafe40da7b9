"""Every result that views show, under one name."""

from leadfunnel.services.results.aarrr import GrowthReport
from leadfunnel.services.results.activity import (
    ActivityReport,
    Effort,
    Leader,
    Outlook,
    PersonWork,
    Step,
    Work,
)
from leadfunnel.services.results.agenda import Agenda, AgendaItem, DailySteps, Reason
from leadfunnel.services.results.audit import AuditReport
from leadfunnel.services.results.buyers import (
    Branch,
    BuyerSegment,
    Channel,
    ChannelReport,
    ParetoReport,
    ReferralReport,
    ReferralTree,
    Referrer,
    RfmReport,
    UsedUp,
)
from leadfunnel.services.results.calls import CallCard, CallPlace, CallQueue, CallSummary, Tally
from leadfunnel.services.results.campaigns import (
    CampaignCard,
    CampaignDay,
    CampaignList,
    CampaignReport,
    CampaignsCompared,
    GuideRow,
    SheetOut,
)
from leadfunnel.services.results.cases import CaseList, CaseOf
from leadfunnel.services.results.changed import Changed, Done
from leadfunnel.services.results.copies import Copies
from leadfunnel.services.results.costs import CostList, CostReport
from leadfunnel.services.results.deals import DealCard, DealList, DealView
from leadfunnel.services.results.definitions import (
    ConfigView,
    FieldList,
    PipelineList,
    PipelineView,
)
from leadfunnel.services.results.doctor import Checkup
from leadfunnel.services.results.forecast import BacktestReport, ForecastReport
from leadfunnel.services.results.funnels import (
    Compared,
    Earlier,
    Opened,
    Part,
    PathReport,
    SideBySide,
)
from leadfunnel.services.results.greetings import Greeting, GreetingRound
from leadfunnel.services.results.groups import GroupCard, GroupList
from leadfunnel.services.results.history import Change, Entry, History
from leadfunnel.services.results.imported import Imported
from leadfunnel.services.results.layering import LayerReport
from leadfunnel.services.results.leak import AroundReport, LeakReport, Strengthen
from leadfunnel.services.results.mappings import (
    MappingList,
    MappingPreview,
    MappingView,
    RemarkPreview,
)
from leadfunnel.services.results.marks import MarkList
from leadfunnel.services.results.materials import MaterialChanged, MaterialList
from leadfunnel.services.results.members import MemberList
from leadfunnel.services.results.merged import Alike, Duplicates, Merged
from leadfunnel.services.results.moments import ReadMoment, ReadMoments
from leadfunnel.services.results.paste import Delivered, Notices, Pasted
from leadfunnel.services.results.people import (
    Card,
    Consents,
    JourneyView,
    Listing,
    MergedAway,
    Numbers,
    Passage,
    PassedStage,
)
from leadfunnel.services.results.person import PersonFile
from leadfunnel.services.results.plans import PlanFile, PlanList, PlanView, RunList
from leadfunnel.services.results.playbooks import PlaybookList, PlaybookView
from leadfunnel.services.results.pool import (
    Collision,
    CollisionList,
    LetGo,
    Pooled,
    PoolList,
    Released,
)
from leadfunnel.services.results.products import Catalogue, ProductChanged
from leadfunnel.services.results.promised import Promise, Promises
from leadfunnel.services.results.quotas import BasisReport, QuotaReport
from leadfunnel.services.results.reasons import ReasonCount, ReasonLists, ReasonReport
from leadfunnel.services.results.report import ComingDays, OpenList, Overdue, Report, Segments
from leadfunnel.services.results.retained import Binned, BinView, Retained, RetentionReport
from leadfunnel.services.results.review import Review, ReviewStep
from leadfunnel.services.results.review_notes import Written
from leadfunnel.services.results.sales import Before, Point, SalesReport
from leadfunnel.services.results.scores import Quiet, Scorecards, Scored, Sleeper, Sleepers
from leadfunnel.services.results.seen import Seen
from leadfunnel.services.results.segments import SavedSegment, SegmentList
from leadfunnel.services.results.sorting import SortTurn
from leadfunnel.services.results.targets import (
    Outcome,
    Progress,
    Shortfall,
    Standing,
    TargetList,
    Yesterday,
)
from leadfunnel.services.results.team import PlaceList, TeamList
from leadfunnel.services.results.trend import CohortTable, TrendReport
from leadfunnel.services.results.vocabulary import Vocabulary, Word
from leadfunnel.services.results.week import Ahead, Waiting, WeekPasted, WeekReport, WeekRow
from leadfunnel.services.results.weekly import FunnelReport
from leadfunnel.services.results.why import Why

__all__ = [
    "ActivityReport",
    "Agenda",
    "AgendaItem",
    "Ahead",
    "Alike",
    "AroundReport",
    "AuditReport",
    "BacktestReport",
    "BasisReport",
    "Before",
    "BinView",
    "Binned",
    "Branch",
    "BuyerSegment",
    "CallCard",
    "CallPlace",
    "CallQueue",
    "CallSummary",
    "CampaignCard",
    "CampaignDay",
    "CampaignList",
    "CampaignReport",
    "CampaignsCompared",
    "Card",
    "CaseList",
    "CaseOf",
    "Catalogue",
    "Change",
    "Changed",
    "Channel",
    "ChannelReport",
    "Checkup",
    "CohortTable",
    "Collision",
    "CollisionList",
    "ComingDays",
    "Compared",
    "ConfigView",
    "Consents",
    "Copies",
    "CostList",
    "CostReport",
    "DailySteps",
    "DealCard",
    "DealList",
    "DealView",
    "Delivered",
    "Done",
    "Duplicates",
    "Earlier",
    "Effort",
    "Entry",
    "FieldList",
    "ForecastReport",
    "FunnelReport",
    "Greeting",
    "GreetingRound",
    "GroupCard",
    "GroupList",
    "GrowthReport",
    "GuideRow",
    "History",
    "Imported",
    "JourneyView",
    "LayerReport",
    "Leader",
    "LeakReport",
    "LetGo",
    "Listing",
    "MappingList",
    "MappingPreview",
    "MappingView",
    "MarkList",
    "MaterialChanged",
    "MaterialList",
    "MemberList",
    "Merged",
    "MergedAway",
    "Notices",
    "Numbers",
    "OpenList",
    "Opened",
    "Outcome",
    "Outlook",
    "Overdue",
    "ParetoReport",
    "Part",
    "Passage",
    "PassedStage",
    "Pasted",
    "PathReport",
    "PersonFile",
    "PersonWork",
    "PipelineList",
    "PipelineView",
    "PlaceList",
    "PlanFile",
    "PlanList",
    "PlanView",
    "PlaybookList",
    "PlaybookView",
    "Point",
    "PoolList",
    "Pooled",
    "ProductChanged",
    "Progress",
    "Promise",
    "Promises",
    "Quiet",
    "QuotaReport",
    "ReadMoment",
    "ReadMoments",
    "Reason",
    "ReasonCount",
    "ReasonLists",
    "ReasonReport",
    "ReferralReport",
    "ReferralTree",
    "Referrer",
    "Released",
    "RemarkPreview",
    "Report",
    "Retained",
    "RetentionReport",
    "Review",
    "ReviewStep",
    "RfmReport",
    "RunList",
    "SalesReport",
    "SavedSegment",
    "Scorecards",
    "Scored",
    "Seen",
    "SegmentList",
    "Segments",
    "SheetOut",
    "Shortfall",
    "SideBySide",
    "Sleeper",
    "Sleepers",
    "SortTurn",
    "Standing",
    "Step",
    "Strengthen",
    "Tally",
    "TargetList",
    "TeamList",
    "TrendReport",
    "UsedUp",
    "Vocabulary",
    "Waiting",
    "WeekPasted",
    "WeekReport",
    "WeekRow",
    "Why",
    "Word",
    "Work",
    "Written",
    "Yesterday",
]

"""Which modules know a kind of result: a command imports only the views of its own."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

FAMILIES = {
    "Changed": "changes:changed",
    "Done": "changes:done",
    "Merged": "merging:merged",
    "Duplicates": "merging:duplicates",
    "Listing": "lists:listing",
    "Promises": "lists:promises",
    "Card": "card:card",
    "Agenda": "agenda:agenda",
    "Why": "why:why",
    "Pasted": "paste:pasted",
    "Notices": "paste:notices",
    "Delivered": "paste:delivered",
    "FunnelReport": "funnel:funnel",
    "ActivityReport": "activity:activity",
    "LayerReport": "layering:layers",
    "History": "records:history",
    "Imported": "records:imported",
    "ReasonReport": "reasons:report",
    "SegmentList": "segments:segments",
    "MappingList": "mappings:mappings",
    "MappingView": "mappings:mapping",
    "MappingPreview": "mappings:preview",
    "RemarkPreview": "mappings:remarks",
    "PipelineList": "definitions:pipelines",
    "PipelineView": "definitions:pipeline",
    "ReadMoments": "moments:moments",
    "ReasonLists": "reasons:reasons",
    "TargetList": "targets:targets",
    "ConfigView": "definitions:settings",
    "Consents": "wishes:consents",
    "Passage": "passage:passage",
    "Vocabulary": "vocabulary:vocabulary",
    "Scored": "scores:scored",
    "Scorecards": "scores:scorecards",
    "Sleepers": "scores:sleepers",
    "PlaybookView": "playbooks:playbook",
    "PlaybookList": "playbooks:playbooks",
    "FieldList": "definitions:fields",
    "PlanList": "plans:plans",
    "PlanView": "plans:plan",
    "PlanFile": "plans:file",
    "RunList": "plans:runs",
    "Catalogue": "products:catalogue",
    "CaseList": "cases:cases",
    "Greeting": "greetings:greeting",
    "GreetingRound": "greetings:rounds",
    "MaterialList": "materials:materials",
    "MaterialChanged": "materials:changed",
    "SortTurn": "greetings:turn",
    "ProductChanged": "products:changed",
    "DealList": "deals:deals",
    "DealCard": "deals:deal",
    "ForecastReport": "forecast:forecast",
    "BacktestReport": "forecast:backtest",
    "AuditReport": "audit:audit",
    "BasisReport": "quotas:basis",
    "QuotaReport": "quotas:quotas",
    "CostList": "costs:costs",
    "CostReport": "costs:report",
    "MemberList": "members:members",
    "SalesReport": "sales:sales",
    "RfmReport": "buyers:rfm",
    "ParetoReport": "buyers:pareto",
    "ReferralReport": "referrals:referrals",
    "ReferralTree": "referrals:tree",
    "ChannelReport": "channels:channels",
    "UsedUp": "buyers:used_up",
    "MarkList": "marks:marks",
    "LeakReport": "leak:leak",
    "AroundReport": "leak:around",
    "TrendReport": "trend:trend",
    "CohortTable": "trend:table",
    "GrowthReport": "aarrr:growth",
    "CallQueue": "calls:queue",
    "CallCard": "calls:card",
    "CallSummary": "calls:summary",
}


def viewer(package: str, result: object) -> Any:
    """Return the function of a package (screens, documents) for this kind of result."""
    module, _, name = FAMILIES[type(result).__name__].partition(":")
    return getattr(import_module(f"{package}.{module}"), name)

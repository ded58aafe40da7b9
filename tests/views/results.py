"""Every result that views show, under one name."""

from leadfunnel.services.results.agenda import Agenda, AgendaItem, Reason
from leadfunnel.services.results.changed import Changed, Done
from leadfunnel.services.results.definitions import ConfigView, PipelineList, PipelineView
from leadfunnel.services.results.history import Entry, History
from leadfunnel.services.results.imported import Imported
from leadfunnel.services.results.moments import ReadMoment, ReadMoments
from leadfunnel.services.results.people import Card, JourneyView, Listing, Promise, Promises
from leadfunnel.services.results.weekly import FunnelReport

__all__ = [
    "Agenda", "AgendaItem", "Card", "Changed", "ConfigView", "Done", "Entry", "FunnelReport",
    "History", "Imported", "JourneyView", "Listing", "PipelineList", "PipelineView", "Promise",
    "Promises", "ReadMoment", "ReadMoments", "Reason",
]  # fmt: skip

"""The verbs of the working method, of which every workspace has one set."""

from __future__ import annotations

from functools import cached_property

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.services.book import Book
    from leadfunnel.services.calling import Calling
    from leadfunnel.services.cases import Cases
    from leadfunnel.services.dormant import Dormant
    from leadfunnel.services.greetings import Greetings
    from leadfunnel.services.materials import Materials
    from leadfunnel.services.plan_files import PlanFiles
    from leadfunnel.services.planning import Planning
    from leadfunnel.services.playbook_verbs import Playbooks
    from leadfunnel.services.pushing import Pushing
    from leadfunnel.services.reason_report import ReasonReports
    from leadfunnel.services.reasons import Reasons
    from leadfunnel.services.satisfactions import Satisfactions
    from leadfunnel.services.scores import Scores
    from leadfunnel.services.segments import Segments
    from leadfunnel.services.setup import Setup
    from leadfunnel.services.sorting import Sorting
    from leadfunnel.services.target_setting import TargetSetting


class MethodVerbs:
    """The use cases of playbooks, plans, cases, greetings, scores, layers and targets."""

    if TYPE_CHECKING:

        @cached_property
        def book(self) -> Book:
            """The open store, as the acting user."""
            ...

    @cached_property
    def calling(self) -> Calling:
        """`call`."""
        from leadfunnel.services.calling import Calling

        return Calling(self.book)

    @cached_property
    def targets(self) -> TargetSetting:
        """`target set|list|rm`."""
        from leadfunnel.services.target_setting import TargetSetting

        return TargetSetting(self.book)

    @cached_property
    def segments(self) -> Segments:
        """`segment save|list|show|rm`."""
        from leadfunnel.services.segments import Segments

        return Segments(self.book)

    @cached_property
    def setting_up(self) -> Setup:
        """`setup`."""
        from leadfunnel.services.setup import Setup

        return Setup(self.book)

    @cached_property
    def reasons(self) -> Reasons:
        """`reason list|add|rm`."""
        from leadfunnel.services.reasons import Reasons

        return Reasons(self.book)

    @cached_property
    def playbooks(self) -> Playbooks:
        """`playbook list|show|check`."""
        from leadfunnel.services.playbook_verbs import Playbooks

        return Playbooks(self.book)

    @cached_property
    def cases(self) -> Cases:
        """`solve`, `case list`."""
        from leadfunnel.services.cases import Cases

        return Cases(self.book)

    @cached_property
    def satisfactions(self) -> Satisfactions:
        """`satisfaction`."""
        from leadfunnel.services.satisfactions import Satisfactions

        return Satisfactions(self.book)

    @cached_property
    def scores(self) -> Scores:
        """`score`, `score show|list`."""
        from leadfunnel.services.scores import Scores

        return Scores(self.book)

    @cached_property
    def reason_reports(self) -> ReasonReports:
        """`reason report`."""
        from leadfunnel.services.reason_report import ReasonReports

        return ReasonReports(self.book)

    @cached_property
    def dormant(self) -> Dormant:
        """`dormant`."""
        from leadfunnel.services.dormant import Dormant

        return Dormant(self.book)

    @cached_property
    def plan_files(self) -> PlanFiles:
        """`plan list|show|load`."""
        from leadfunnel.services.plan_files import PlanFiles

        return PlanFiles(self.book)

    @cached_property
    def planning(self) -> Planning:
        """`plan start|stop|done|skip|runs|close`."""
        from leadfunnel.services.planning import Planning

        return Planning(self.book)

    @cached_property
    def greetings(self) -> Greetings:
        """`greet`."""
        from leadfunnel.services.greetings import Greetings

        return Greetings(self.book)

    @cached_property
    def materials(self) -> Materials:
        """`material add|list|edit|retire`."""
        from leadfunnel.services.materials import Materials

        return Materials(self.book)

    @cached_property
    def pushing(self) -> Pushing:
        """`push`."""
        from leadfunnel.services.pushing import Pushing

        return Pushing(self.book)

    @cached_property
    def sorting(self) -> Sorting:
        """`sort`."""
        from leadfunnel.services.sorting import Sorting

        return Sorting(self.book)

"""The services about sales figures, made on first use."""

from __future__ import annotations

from functools import cached_property

from leadfunnel.deal_verbs import DealVerbs

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.services.activity import Activity
    from leadfunnel.services.buyers import Buyers
    from leadfunnel.services.channels import Channels
    from leadfunnel.services.funnels.leaks import Leaks
    from leadfunnel.services.funnels.trending import Trends
    from leadfunnel.services.growing import Growing
    from leadfunnel.services.layering import Layering
    from leadfunnel.services.pareto import Makers
    from leadfunnel.services.referral_tree import Referrals
    from leadfunnel.services.reporting import Reporting
    from leadfunnel.services.review_marks import ReviewMarks
    from leadfunnel.services.review_notes import ReviewNotes
    from leadfunnel.services.reviewing import Reviewing
    from leadfunnel.services.sales import Sales
    from leadfunnel.services.week import Week


class SalesVerbs(DealVerbs):
    """The use cases about what was sold."""

    @cached_property
    def sales(self) -> Sales:
        """`sales`."""
        from leadfunnel.services.sales import Sales

        return Sales(self.book)

    @cached_property
    def reporting(self) -> Reporting:
        """`report`."""
        from leadfunnel.services.reporting import Reporting

        return Reporting(self.book)

    @cached_property
    def activity(self) -> Activity:
        """`activity`."""
        from leadfunnel.services.activity import Activity

        return Activity(self.book)

    @cached_property
    def buyers(self) -> Buyers:
        """`rfm`, `product used-up`."""
        from leadfunnel.services.buyers import Buyers

        return Buyers(self.book)

    @cached_property
    def makers(self) -> Makers:
        """`pareto`."""
        from leadfunnel.services.pareto import Makers

        return Makers(self.book)

    @cached_property
    def referrals(self) -> Referrals:
        """`referrals`."""
        from leadfunnel.services.referral_tree import Referrals

        return Referrals(self.book)

    @cached_property
    def growing(self) -> Growing:
        """`aarrr`."""
        from leadfunnel.services.growing import Growing

        return Growing(self.book)

    @cached_property
    def layering(self) -> Layering:
        """`layers`."""
        from leadfunnel.services.layering import Layering

        return Layering(self.book)

    @cached_property
    def week(self) -> Week:
        """`week`."""
        from leadfunnel.services.week import Week

        return Week(self.book)

    @cached_property
    def channels(self) -> Channels:
        """`channels`."""
        from leadfunnel.services.channels import Channels

        return Channels(self.book)

    @cached_property
    def review_marks(self) -> ReviewMarks:
        """`mark`, `mark list|rm`."""
        from leadfunnel.services.review_marks import ReviewMarks

        return ReviewMarks(self.book)

    @cached_property
    def trends(self) -> Trends:
        """`funnel --trend`, `funnel --cohort-table`."""
        from leadfunnel.services.funnels.trending import Trends

        return Trends(self.book)

    @cached_property
    def leaks(self) -> Leaks:
        """`leak`, `funnel --around`."""
        from leadfunnel.services.funnels.leaks import Leaks

        return Leaks(self.book)

    @cached_property
    def review_notes(self) -> ReviewNotes:
        """`review note|outcome|rm`."""
        from leadfunnel.services.review_notes import ReviewNotes

        return ReviewNotes(self.book)

    @cached_property
    def reviewing(self) -> Reviewing:
        """`review`."""
        from leadfunnel.services.reviewing import Reviewing

        return Reviewing(self.book)

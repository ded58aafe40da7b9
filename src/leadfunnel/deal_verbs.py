"""The services about deals, purchases and money, made on first use."""

from __future__ import annotations

from functools import cached_property

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.services.attaining import Attaining
    from leadfunnel.services.auditing import Auditing
    from leadfunnel.services.book import Book
    from leadfunnel.services.buying import Buying
    from leadfunnel.services.cost_report import CostReports
    from leadfunnel.services.costs import Costs
    from leadfunnel.services.deal_moves import DealMoves
    from leadfunnel.services.deal_terms import DealTerms
    from leadfunnel.services.deals import Deals
    from leadfunnel.services.forecasting import Forecasting
    from leadfunnel.services.members import Members
    from leadfunnel.services.products import Products
    from leadfunnel.services.quotas import Quotas
    from leadfunnel.services.refunds import Refunds


class DealVerbs:
    """The use cases about deals, purchases and money; whoever inherits supplies the book."""

    if TYPE_CHECKING:

        @cached_property
        def book(self) -> Book:
            """The open store, as the acting user."""
            ...

    @cached_property
    def deals(self) -> Deals:
        """`deal list`, `deal show`."""
        from leadfunnel.services.deals import Deals

        return Deals(self.book)

    @cached_property
    def deal_terms(self) -> DealTerms:
        """`deal add`, `deal edit`."""
        from leadfunnel.services.deal_terms import DealTerms

        return DealTerms(self.book)

    @cached_property
    def deal_moves(self) -> DealMoves:
        """`promote`, `demote`, `drop`, `reopen` of deals."""
        from leadfunnel.services.deal_moves import DealMoves

        return DealMoves(self.book)

    @cached_property
    def forecasting(self) -> Forecasting:
        """`forecast`."""
        from leadfunnel.services.forecasting import Forecasting

        return Forecasting(self.book)

    @cached_property
    def auditing(self) -> Auditing:
        """`audit`."""
        from leadfunnel.services.auditing import Auditing

        return Auditing(self.book)

    @cached_property
    def quotas(self) -> Quotas:
        """`quota basis`, `quota set`."""
        from leadfunnel.services.quotas import Quotas

        return Quotas(self.book)

    @cached_property
    def costs(self) -> Costs:
        """`cost`, `cost list`."""
        from leadfunnel.services.costs import Costs

        return Costs(self.book)

    @cached_property
    def cost_reports(self) -> CostReports:
        """`cost report`."""
        from leadfunnel.services.cost_report import CostReports

        return CostReports(self.book)

    @cached_property
    def members(self) -> Members:
        """`contact`."""
        from leadfunnel.services.members import Members

        return Members(self.book)

    @cached_property
    def attaining(self) -> Attaining:
        """`quota`."""
        from leadfunnel.services.attaining import Attaining

        return Attaining(self.book)

    @cached_property
    def buying(self) -> Buying:
        """`buy`."""
        from leadfunnel.services.buying import Buying

        return Buying(self.book)

    @cached_property
    def refunds(self) -> Refunds:
        """`refund`."""
        from leadfunnel.services.refunds import Refunds

        return Refunds(self.book)

    @cached_property
    def products(self) -> Products:
        """`product add|list|edit|retire|show`."""
        from leadfunnel.services.products import Products

        return Products(self.book)

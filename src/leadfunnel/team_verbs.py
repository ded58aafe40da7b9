"""The services about the team and its pool, made on first use."""

from __future__ import annotations

from functools import cached_property

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.services.book import Book
    from leadfunnel.services.collisions import Collisions
    from leadfunnel.services.pool import Pool
    from leadfunnel.services.team import Team
    from leadfunnel.services.team_places import Departments, Outlets


class TeamVerbs:
    """The use cases about who works here, where, and whose customers are whose."""

    if TYPE_CHECKING:

        @cached_property
        def book(self) -> Book:
            """The open store, as the acting user."""
            ...

    @cached_property
    def team(self) -> Team:
        """`team`."""
        from leadfunnel.services.team import Team

        return Team(self.book)

    @cached_property
    def collisions(self) -> Collisions:
        """`team collisions`."""
        from leadfunnel.services.collisions import Collisions

        return Collisions(self.book)

    @cached_property
    def departments(self) -> Departments:
        """`department`."""
        from leadfunnel.services.team_places import Departments

        return Departments(self.book)

    @cached_property
    def outlets(self) -> Outlets:
        """`outlet`."""
        from leadfunnel.services.team_places import Outlets

        return Outlets(self.book)

    @cached_property
    def pool(self) -> Pool:
        """`pool`."""
        from leadfunnel.services.pool import Pool

        return Pool(self.book)

"""Lists of customers for a report: how many, whose they are, and the first of them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from leadfunnel.domain.pipeline import Stage
from leadfunnel.services.book import Page
from leadfunnel.services.looking import filter_terms
from leadfunnel.services.report_sight import Sight
from leadfunnel.services.results.people import Listing
from leadfunnel.services.results.report import OpenList
from leadfunnel.store import listing

COLUMNS = ("id", "name", "stage", "phone", "owner", "last_contact", "next")


def standing(stages: Sequence[Stage]) -> str:
    """Return the filter of who stands in one of these stages."""
    return "(" + " or ".join(f'stage="{stage.code}"' for stage in stages) + ")"


def people(sight: Sight, words: str) -> OpenList:
    """Return the customers a filter picks, those first who were not contacted for longest."""
    page = sight.page
    ids = listing.select(page.session, (words,), filter_terms(page), "last_contact")
    return _listed(page, ids)


def among(sight: Sight, ids: Sequence[int]) -> OpenList:
    """Return these customers, those first who were not contacted for longest."""
    page = sight.page
    ordered = listing.select(page.session, (), filter_terms(page), "last_contact", among=ids)
    return _listed(page, ordered)


def _listed(page: Page, ids: Sequence[int]) -> OpenList:
    shown = page.customers(ids[: page.rules("report")["people_shown"]])
    rows = page.session.rows("reporting.by_owner", ids=json.dumps(ids))
    return OpenList(
        count=len(ids),
        by_owner=tuple((row["owner"], row["count"]) for row in rows),
        shown=Listing(shown, len(ids) - len(shown), COLUMNS),
    )

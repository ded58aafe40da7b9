"""`show`, `find`, `list`, `restore-customer`."""

from __future__ import annotations

from leadfunnel.services.looking import LIMIT, SHORT, Shape
from leadfunnel.services.results.people import Listing, Numbers

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.cli import params as p
    from leadfunnel.workspace import Workspace


def show(desk: Workspace, who: p.Who) -> None:
    """Show everything about one customer."""
    desk.show(desk.looking.show(who))


def find(desk: Workspace, text: p.Query, limit: p.Limit = None, all_: p.All = False) -> None:
    """Find customers."""
    desk.show(desk.looking.find(" ".join(text), None if all_ else limit or LIMIT))


def list_(
    desk: Workspace,
    filter_: p.Filter = None,
    sort: p.Sort = None,
    limit: p.Limit = None,
    columns: p.Columns = None,
    all_: p.All = False,
    deleted: p.Deleted = False,
    ids: p.IdsOnly = False,
) -> None:
    """List customers."""
    shape = Shape(
        sort=sort,
        limit=None if all_ or (ids and limit is None) else limit or LIMIT,
        columns=tuple(part.strip() for part in columns.split(",")) if columns else SHORT,
        deleted=deleted,
    )
    if filter_ == ["-"]:
        found = desk.looking.these(desk.text("-") or "", shape)
    else:
        found = desk.looking.list(filter_ or (), shape)
    desk.show(listed(found, numbers=ids))


def listed(found: Listing, *, numbers: bool) -> Listing | Numbers:
    """Return a list as it is, or as numbers alone."""
    return Numbers(found) if numbers else found


def restore_customer(desk: Workspace, who: p.Whos) -> None:
    """Bring customers back from the bin."""
    desk.show(desk.bin.restore(who))

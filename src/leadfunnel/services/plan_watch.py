"""What events mean for plans: each starts some and ends others, in the same operation.

Most events concern no plan. That is found out here, by one look at an index, before anything more
is imported; what is done lies in `plan_events`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.pipeline import Pipeline, Stage
    from leadfunnel.domain.sentence import Sentence
    from leadfunnel.domain.tag import Tag
    from leadfunnel.services.book import Writing
    from leadfunnel.services.touches import Entry

HISTORY = frozenset(("import", "undo", "redo", "merge", "split", "demo"))
"""Commands that tell what was, and start nothing."""


def _has_own(page: Writing) -> bool:
    """Tell whether the store has plans of its own: none that is shipped starts by stage or tag."""
    known: bool | None = page.__dict__.get("_own_plans")
    if known is None:
        known = bool(page.session.rows("definitions.all", kind="plan"))
        page.__dict__["_own_plans"] = known
    return known


def _runs(page: Writing, number: int) -> bool:
    return page.session.row("plans.running_of", customer_id=number) is not None


def moved(
    page: Writing, number: int, pipeline: Pipeline, target: Stage, change_id: int | None = None
) -> None:
    """A customer came to a stage of a pipeline."""
    if page.ledger.author.command in HISTORY or not (_has_own(page) or _runs(page, number)):
        return
    from leadfunnel.services import plan_events

    plan_events.moved(page, number, pipeline, target, change_id)


def tagged(page: Writing, number: int, tags: Sequence[Tag]) -> None:
    """Tags were put on a customer who had not carried them."""
    if tags and page.ledger.author.command not in HISTORY and _has_own(page):
        from leadfunnel.services import plan_events

        plan_events.tagged(page, number, tags)


def untagged(page: Writing, number: int, tags: Sequence[Tag]) -> None:
    """Tags were taken off a customer."""
    if tags and _runs(page, number):
        from leadfunnel.services import plan_events

        plan_events.untagged(page, number, tags)


def untold(page: Writing, number: int, changes: Sequence[int]) -> None:
    """Changes of stage were taken back as never having happened."""
    if changes and _runs(page, number):
        from leadfunnel.services import plan_events

        plan_events.untold(page, number, changes)


def rewritten(page: Writing, interaction_id: int, new: int | None) -> None:
    """An entry was corrected into a new one, or taken back: the steps it did follow it."""
    for mark in page.session.rows("plans.marked_by", id=interaction_id):
        run = page.session.row("facts.get_plan_run", row_id=mark["run_id"])
        customer = run["customer_id"] if run is not None else None
        if new is not None:
            page.ledger.update("step_mark", mark["id"], customer, interaction_id=new)
            continue
        page.ledger.void("step_mark", mark["id"], customer)
        if run is not None and run["status"] == "finished":
            given = {"status": "running", "ended_at": None}
            page.ledger.update("plan_run", run["id"], run["customer_id"], **given)


def forbidden(page: Writing, number: int) -> None:
    """A customer asked not to be contacted any more."""
    if _runs(page, number):
        from leadfunnel.services import plan_events

        plan_events.end_all(page, number, "do_not_contact")


def touched(page: Writing, number: int, interaction_id: int, entry: Entry) -> tuple[Sentence, ...]:
    """Something happened with a customer; return what there is to say of the steps it did."""
    if not _runs(page, number):
        return ()
    from leadfunnel.services import plan_events

    return plan_events.touched(page, number, interaction_id, entry)


def settled(page: Writing, ids: Collection[int]) -> None:
    """What is derived of customers is fresh: whoever came to a segment enters its plan."""
    if page.ledger.author.command in HISTORY or not ids:
        return
    if not page.session.rows("definitions.all", kind="plan_segment"):
        return
    from leadfunnel.services import plan_segments

    plan_segments.join(page, ids)

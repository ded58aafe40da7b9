"""What rows that undo or redo brings back, or takes away, would contradict."""

from __future__ import annotations

from collections.abc import Iterable

from leadfunnel.store import definitions
from leadfunnel.store.compiled.catalogue import ALONE
from leadfunnel.store.session import Session

Span = tuple[str, int, int]


def twin(session: Session, spans: Iterable[Span]) -> int | None:
    """Return the operation that wrote a row of which there is to be one only, besides these."""
    for table, first, last in spans:
        if table in ALONE:
            found = session.value(f"facts.twins_{table}", first=first, last=last)
            if found is not None:
                return int(found)
    return None


def stranded(session: Session, spans: Iterable[Span]) -> int | None:
    """Return the operation that relies on a pipeline or field which these definitions took away."""
    named = [
        (row["kind"], row["name"])
        for table, first, last in spans
        if table == "definition"
        for row in session.rows("definitions.between", first=first, last=last)
    ]
    if not named:
        return None
    found = [_RELYING[kind](session, name) for kind, name in dict.fromkeys(named)]
    return max((later for later in found if later is not None), default=None)


def _relying(session: Session, name: str) -> int | None:
    pipeline = definitions.pipeline(session, name)
    if pipeline is None and definitions.settings(session).main_pipeline == name:
        row = session.row("definitions.one", kind="setting", name="main_pipeline")
        return int(row["op_id"]) if row else None
    known = pipeline.by_code if pipeline else {}
    used = session.rows("journeys.stages_used", pipeline=name)
    return max((row["op_id"] for row in used if row["to_stage"] not in known), default=None)


def _holding(session: Session, key: str) -> int | None:
    if session.row("definitions.one", kind="field", name=key) is not None:
        return None
    rows = session.rows("customers.fields_of", key=key)
    return max((row["op_id"] for row in rows), default=None)


_RELYING = {"pipeline": _relying, "field": _holding}

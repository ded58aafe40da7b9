"""What the store declares: its pipelines and settings, with their history."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from leadfunnel import __version__
from leadfunnel.domain.calendar import BusinessCalendar
from leadfunnel.domain.fold import fold
from leadfunnel.domain.pipeline import Pipeline, pipeline_from_dict, pipeline_to_dict
from leadfunnel.store.faults import BadContent
from leadfunnel.store.ledger import Ledger
from leadfunnel.store.session import Row, Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any

SHIPPED = Path(__file__).parent.parent / "data" / "pipelines.json"


@dataclass(frozen=True)
class Settings:
    """What belongs to the store and changes figures; every value is config.

    `capacity` is how many reminders a morning list shows; `import_drip` how many imported
    customers without contact enter it a day.
    """

    zone: str = "UTC"
    day_start: str = "00:00"
    week_start: int = 0
    region: str = "CN"
    currency: str = "CNY"
    main_pipeline: str = "lifecycle"
    capacity: int = 20
    import_drip: int = 10

    @property
    def calendar(self) -> BusinessCalendar:
        """The business days and weeks of this store."""
        return BusinessCalendar(self.zone, self.day_start, self.week_start)


def settings(session: Session) -> Settings:
    """Return the store's settings; a value never set has its default."""
    rows = session.rows("definitions.all", kind="setting")
    known = {field.name for field in fields(Settings)}
    given = {row["name"]: json.loads(row["body"]) for row in rows if row["name"] in known}
    return Settings(**given)


def pipelines(session: Session) -> dict[str, Pipeline]:
    """Return the store's pipelines by name."""
    rows = session.rows("definitions.all", kind="pipeline")
    return {row["name"]: _pipeline(row) for row in rows}


def pipeline(session: Session, name: str, known_op: int | None = None) -> Pipeline | None:
    """Return one pipeline as it stands, or as it stood after an operation."""
    if known_op is None:
        row = session.row("definitions.one", kind="pipeline", name=name)
    else:
        row = session.row("definitions.one_known", kind="pipeline", name=name, op=known_op)
    return _pipeline(row) if row else None


def _pipeline(row: Row) -> Pipeline:
    try:
        return pipeline_from_dict(json.loads(row["body"]))
    except (LookupError, TypeError, ValueError):
        raise BadContent("a pipeline in it cannot be read") from None


def put(ledger: Ledger, kind: str, name: str, body: Any) -> bool:
    """Declare something anew, keeping what it was; return whether it differs."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    current = ledger.session.row("definitions.one", kind=kind, name=name)
    if current is not None and current["body"] == text:
        return False
    if current is not None:
        ledger.void("definition", current["id"], None)
    ledger.insert("definition", kind=kind, name=name, body=text)
    return True


def put_pipeline(ledger: Ledger, pipeline: Pipeline) -> bool:
    """Declare a pipeline; return whether it differs from the one there was."""
    return put(ledger, "pipeline", pipeline.name, pipeline_to_dict(pipeline))


@cache
def shipped() -> dict[str, Any]:
    """Return the pipelines that come with the program, as compiled from their TOML files."""
    found: dict[str, Any] = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return found


def seed(session: Session, user: str, at: int, given: Settings) -> None:
    """Fill a new store: its first user, its settings, the shipped pipelines."""
    user_id = session.run(
        "facts.insert_users", id=None, name=user, name_key=fold(user), external_id=None,
        department=None, outlet=None, role="rep",
    )  # fmt: skip
    operation = session.run(
        "facts.insert_operation", id=None, at=at, user_id=user_id, command="create", summary="",
        undoes=None, undone_by=None, version=__version__,
    )  # fmt: skip
    values = {field.name: getattr(given, field.name) for field in fields(Settings)}
    rows = [("setting", name, value) for name, value in values.items()]
    rows += [("pipeline", name, body) for name, body in shipped().items()]
    session.many(
        "facts.insert_definition",
        [
            {
                "id": None,
                "kind": kind,
                "name": name,
                "body": json.dumps(body, ensure_ascii=False, sort_keys=True),
                "op_id": operation,
                "void_op": None,
            }
            for kind, name, body in rows
        ],
    )

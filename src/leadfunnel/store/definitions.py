"""What the store declares: its pipelines and settings, with their history."""

from __future__ import annotations

import json

from leadfunnel.data import shipped_text
from leadfunnel.domain.calendar import BusinessCalendar
from leadfunnel.domain.field import FieldKind, field_from_dict
from leadfunnel.domain.pipeline import Pipeline, pipeline_from_dict, pipeline_to_dict
from leadfunnel.domain.record import dataclass, field_names
from leadfunnel.store import people
from leadfunnel.store.faults import BadContent
from leadfunnel.store.ledger import Author, Ledger
from leadfunnel.store.session import Row, Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any


@dataclass(frozen=True)
class Settings:
    """What belongs to the store and changes figures; every value is config.

    `capacity` is how many reminders a morning list shows; `import_drip` how many imported
    customers without contact enter it a day; `log_kind` what `log` records where no kind is said.
    """

    zone: str = "UTC"
    day_start: str = "00:00"
    week_start: int = 0
    region: str = "CN"
    currency: str = "CNY"
    main_pipeline: str = "lifecycle"
    capacity: int = 20
    import_drip: int = 10
    log_kind: str = "call"

    @property
    def calendar(self) -> BusinessCalendar:
        """The business days and weeks of this store."""
        return BusinessCalendar(self.zone, self.day_start, self.week_start)


def settings(session: Session) -> Settings:
    """Return the store's settings; a value never set has its default."""
    rows = session.rows("definitions.all", kind="setting")
    known = field_names(Settings)
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


def fields(session: Session) -> list[FieldKind]:
    """Return the store's declared fields."""
    return [_field(row) for row in session.rows("definitions.all", kind="field")]


def _field(row: Row) -> FieldKind:
    try:
        return field_from_dict(row["name"], json.loads(row["body"]))
    except (LookupError, TypeError, ValueError):
        raise BadContent("a field in it cannot be read") from None


def rules(session: Session, section: str) -> dict[str, Any]:
    """Return a section of the rules of the method: as shipped, with what the store says else."""
    return overlaid(shipped_rules()[section], own_rules(session, section))


def shipped_rules() -> dict[str, dict[str, Any]]:
    """Return the rules that come with the program, by section."""
    found: dict[str, dict[str, Any]] = json.loads(shipped_text("rules.json"))
    return found


def shipped_pipelines() -> dict[str, Pipeline]:
    """Return the pipelines that come with the program, by name."""
    found = json.loads(shipped_text("pipelines.json"))
    return {name: pipeline_from_dict(body) for name, body in found.items()}


def declared(session: Session, kind: str, name: str) -> dict[str, Any] | None:
    """Return what was declared under a name, None where nothing is."""
    row = session.row("definitions.one", kind=kind, name=name)
    return _mapping(row) if row else None


def all_declared(session: Session, kind: str) -> dict[str, dict[str, Any]]:
    """Return all that is declared of a kind, by name, in the order it was."""
    rows = session.rows("definitions.all", kind=kind)
    return {row["name"]: _mapping(row) for row in rows}


def own_rules(session: Session, section: str) -> dict[str, Any]:
    """Return what the store says else in a section."""
    return declared(session, "rules", section) or {}


def all_own_rules(session: Session) -> dict[str, dict[str, Any]]:
    """Return what the store says else, by section."""
    rows = session.rows("definitions.all", kind="rules")
    return {row["name"]: _mapping(row) for row in sorted(rows, key=lambda row: str(row["name"]))}


def _mapping(row: Row) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(row["body"])
    except ValueError:
        raise BadContent("what it declares cannot be read") from None
    return found


def overlaid(shipped: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Return rules with what a store says else, table by table."""
    return {
        **shipped,
        **{
            key: overlaid(shipped[key], value) if isinstance(shipped.get(key), dict) else value
            for key, value in own.items()
        },
    }


def put(ledger: Ledger, kind: str, name: str, body: Any) -> bool:
    """Declare something anew, keeping what it was; return whether it differs."""
    text = _text(body)
    current = ledger.session.row("definitions.one", kind=kind, name=name)
    if current is not None and current["body"] == text:
        return False
    if current is not None:
        ledger.void("definition", current["id"], None)
    _declare(ledger, kind, name, text)
    return True


def put_rules(ledger: Ledger, section: str, own: dict[str, Any]) -> bool:
    """Say what differs in a section, which may be nothing; return whether that is new."""
    return put(ledger, "rules", section, own) if own else withdraw(ledger, "rules", section)


def withdraw(ledger: Ledger, kind: str, name: str) -> bool:
    """Declare something no more; return whether it was declared."""
    current = ledger.session.row("definitions.one", kind=kind, name=name)
    if current is not None:
        ledger.void("definition", current["id"], None)
    return current is not None


def put_pipeline(ledger: Ledger, pipeline: Pipeline) -> bool:
    """Declare a pipeline; return whether it differs from the one there was."""
    return put(ledger, "pipeline", pipeline.name, pipeline_to_dict(pipeline))


def seed(session: Session, user: str, at: int, given: Settings) -> None:
    """Fill a new store: its first user, its settings, the shipped pipelines and fields.

    The ledger is not closed: without images the operation is none that could be undone.
    """
    ledger = Ledger(session, Author(people.new_user(session, user), "create", "", at))
    for name in field_names(Settings):
        _declare(ledger, "setting", name, _text(getattr(given, name)))
    for name, body in json.loads(shipped_text("pipelines.json")).items():
        _declare(ledger, "pipeline", name, _text(body))
    import tomllib

    for key, body in tomllib.loads(shipped_text("fields.toml")).items():
        _declare(ledger, "field", key, _text(body))
    ledger.sum_up()


def _declare(ledger: Ledger, kind: str, name: str, text: str) -> None:
    ledger.insert("definition", kind=kind, name=name, body=text)


def _text(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False, sort_keys=True)

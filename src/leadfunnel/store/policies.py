"""Who may see and change which rows on a server, written once per table; `render` makes SQL of it.

A table that is not named here is closed to everybody but whoever owns the store. `{team}` stands
for the role that all members belong to. A statement of a policy names its table as `row`.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sqlmodel import SQLModel

import leadfunnel.store.tables  # noqa: F401 - registers the tables
from leadfunnel.domain.record import dataclass, field

SEEN = "ANY ((SELECT team_seen())::bigint[])"
KEPT = "ANY ((SELECT team_kept())::bigint[])"
ME = "(SELECT team_user())"
INVITED = "ANY ((SELECT team_invited())::bigint[])"
WRITES = "(SELECT team_kept()) IS NOT NULL"
LEADS = "(SELECT team_leads())"
LEADS_ALL = "(SELECT team_leads_all())"
MEMBER = "(SELECT team_role()) IS NOT NULL"
LOGGED = "op_id = (SELECT team_operation())"
OWN = "team_did(op_id)"
NEVER = ("id", "op_id")
"""Columns that no command changes: what a row is, and who wrote it."""


@dataclass(frozen=True)
class Rule:
    """The conditions under which rows of a table are seen, added and changed.

    `columns` are those that may be changed, all but `NEVER` where None; without `changed` none.
    """

    seen: str
    added: str | None = None
    changed: str | None = None
    after: str | None = None
    columns: tuple[str, ...] | None = None
    deleted: str | None = None


def _kept(*, invited: bool) -> str:
    """Say that a customer may be changed, or with `invited` told of by whoever invites them."""
    held = f"coalesce(held.owner_id, 0) = {KEPT}"
    return f"({held} OR held.id = {INVITED})" if invited else held


def _bound(path: str, *, invited: bool = False) -> Rule:
    """Rows about a customer: seen and changed with them, added by one's own latest operation."""
    seen = f"EXISTS (SELECT FROM {path})"
    kept = f"EXISTS (SELECT FROM {path} AND {_kept(invited=invited)})"
    return Rule(seen, f"{kept} AND {LOGGED}", kept)


def _through(table: str, column: str, *, invited: bool = False) -> Rule:
    """Rows about a customer by way of another table."""
    return _bound(f"{table} AS way JOIN customer AS held ON held.id = way.customer_id "
                  f"WHERE way.id = row.{column}", invited=invited)  # fmt: skip


def _shared(added: str, changed: str, columns: tuple[str, ...] | None = None) -> Rule:
    """Rows that all members read."""
    return Rule(MEMBER, f"{added} AND {LOGGED}", changed, columns=columns)


def _index(path: str) -> Rule:
    """Rows of a search index: worked out, so they are replaced and belong to no operation."""
    rule = _bound(path, invited=True)
    return Rule(rule.seen, rule.changed, rule.changed, deleted=rule.changed)


_OWNED = f"coalesce(owner_id, 0) = {SEEN}"
_GOALS = f"owner_id = {KEPT} AND ({LEADS} OR owner_id = {ME})"
_DONE = f"{OWN} OR {LEADS}"
_HELD = "customer AS held WHERE held.id = row.customer_id"
_TOLD = f"EXISTS (SELECT FROM {_HELD} AND {_kept(invited=True)})"
_COSTED = (
    "(customer_id IS NULL OR "
    "EXISTS (SELECT FROM customer AS held WHERE held.id = row.customer_id{}))"
    " AND (journey_id IS NULL OR EXISTS (SELECT FROM journey AS way JOIN customer AS held "
    "ON held.id = way.customer_id WHERE way.id = row.journey_id{}))"
)
_COST_KEPT = (
    _COSTED.format(*[f" AND coalesce(held.owner_id, 0) = {KEPT}"] * 2)
    + f" AND (coalesce(customer_id, journey_id) IS NOT NULL OR {LEADS})"
)
_WORDS = "kind IN ('segment', 'mapping', 'remarks', 'plan_segment')"

SHARED: dict[str, Rule] = {
    "tag": Rule(MEMBER, WRITES, f"{LEADS} OR ({WRITES} AND NOT team_carried(id))",
                columns=("dimension", "value")),
    "users": Rule(MEMBER, LEADS, LEADS),
    "definition": _shared(f"({LEADS_ALL} OR ({_WORDS} AND {WRITES}))",
                          f"{LEADS_ALL} OR ({_WORDS} AND {OWN})"),
    "product": _shared(WRITES, f"{OWN} OR {LEADS_ALL}"),
    "material": _shared(WRITES, _DONE),
    "review_mark": _shared(WRITES, _DONE),
    "review_note": _shared(WRITES, _DONE),
    "chat_group": _shared(WRITES, _DONE),
    "campaign": _shared(LEADS, LEADS),
    "campaign_guide": _shared(LEADS, LEADS),
    "campaign_check": _shared(LEADS, WRITES),
    "department": Rule(MEMBER),
    "outlet": Rule(MEMBER),
    "team_member": Rule(MEMBER),
    "store_version": Rule(MEMBER),
}  # fmt: skip
"""What all have in common."""

LOG: dict[str, Rule] = {
    "operation": Rule(
        f"user_id = {SEEN} OR EXISTS (SELECT FROM change WHERE change.operation_id = row.id "
        "AND change.customer_id IS NOT NULL) OR NOT team_about_people(row.id)",
        f"user_id = {ME} AND {WRITES} AND undone_by IS NULL AND id = next_number('operation')",
        f"user_id = {ME} AND {WRITES}",
        after=f"user_id = {ME} AND (undone_by IS NULL OR undone_by = (SELECT team_operation()))",
        columns=("undone_by",),
    ),
    "change": Rule(
        "CASE WHEN customer_id IS NOT NULL THEN EXISTS "
        "(SELECT FROM customer AS held WHERE held.id = row.customer_id) "
        "ELSE action = 'insert' OR table_name IN ({shared}) OR team_did(operation_id) END",
        "operation_id = (SELECT team_operation()) AND "
        f"CASE WHEN customer_id IS NOT NULL THEN {_TOLD} "
        "AND (table_name <> 'customer' OR action = 'insert' OR first_id = customer_id) "
        "ELSE action = 'insert' OR table_name IN ({shared}) END",
    ),
    "void_gap": Rule(MEMBER, "to_op = (SELECT team_operation())"),
}
"""What was done: added to by everybody, rewritten by nobody."""

GOALS: dict[str, Rule] = {
    "sales_target": Rule(_OWNED, f"{_GOALS} AND {LOGGED}", _GOALS),
    "quota": Rule(_OWNED, f"{LEADS} AND {LOGGED}", LEADS),
    "quota_basis": Rule(_OWNED, f"{LEADS} AND {LOGGED}", LEADS),
}

ABOUT_CUSTOMERS: dict[str, Rule] = {
    "customer": Rule(
        f"{_OWNED} OR id = {INVITED}",
        f"coalesce(owner_id, 0) = {KEPT} AND {LOGGED}",
        f"coalesce(owner_id, 0) = {KEPT} OR id = {INVITED}",
        after=f"coalesce(owner_id, 0) = {KEPT} OR (id = {INVITED} AND team_unchanged(row))",
    ),
    **{
        name: _bound(_HELD)
        for name in (
            *("customer_tag", "ownership", "consent", "mute", "merged_fact", "not_duplicate"),
            *("customer_field", "member", "score", "invitation"),
        )
    },
    **{
        name: _bound(_HELD, invited=True)
        for name in (
            *("identity", "interaction", "follow_up", "journey", "purchase", "service_case"),
            *("satisfaction", "plan_run", "material_sent", "customer_mark", "group_member"),
        )
    },
    "stage_change": _through("journey", "journey_id", invited=True),
    "deal_terms": _through("journey", "journey_id"),
    "deal_helper": _through("journey", "journey_id"),
    "quota_basis_row": Rule(_through("journey", "journey_id").seen, f"{LEADS} AND {LOGGED}", LEADS),
    "purchase_line": _through("purchase", "purchase_id", invited=True),
    "invitation_fact": _through("invitation", "invitation_id", invited=True),
    "step_mark": _through("plan_run", "run_id", invited=True),
    "cost": Rule(_COSTED.format("", ""), f"{_COST_KEPT} AND {LOGGED}", _COST_KEPT),
    "customer_search": _index(_HELD),
    "customer_index": _index("customer AS held WHERE held.id = row.rowid"),
    "interaction_index": _index(
        "interaction AS way JOIN customer AS held ON held.id = way.customer_id "
        "WHERE way.id = row.rowid"
    ),
}

CLOSED = ("erased", "row_sum", "team_login")
"""What only whoever owns the store reads: who was forgotten, sums over all rows, and the logins."""

RULES = {**SHARED, **LOG, **GOALS, **ABOUT_CUSTOMERS}
KEYS = {"customer_index": ("rowid", "words"), "interaction_index": ("rowid", "words")}


@dataclass
class _Table:
    name: str
    rule: Rule
    lines: list[str] = field(default_factory=list)

    def text(self) -> str:
        rule = self.rule
        grants = ["SELECT", *(["INSERT"] if rule.added else []), *self._updating()]
        grants += ["DELETE"] if rule.deleted else []
        self.lines += [
            f"ALTER TABLE {self.name} ENABLE ROW LEVEL SECURITY;",
            f"GRANT {', '.join(grants)} ON {self.name} TO {{team}};",
        ]
        self._policy("SELECT", rule.seen, None)
        self._policy("INSERT", None, rule.added)
        self._policy("UPDATE", rule.changed, rule.after or rule.changed)
        self._policy("DELETE", rule.deleted, None)
        return "\n".join(self.lines)

    def _updating(self) -> list[str]:
        if self.rule.changed is None:
            return []
        return [f"UPDATE ({', '.join(self.rule.columns or self._columns())})"]

    def _columns(self) -> Iterable[str]:
        known = SQLModel.metadata.tables.get(self.name)
        names = KEYS[self.name] if known is None else known.columns.keys()
        return [name for name in names if name not in NEVER]

    def _policy(self, kind: str, using: str | None, check: str | None) -> None:
        if using is None and check is None:
            return
        parts = [f"CREATE POLICY {kind.lower()}_row ON {self.name} FOR {kind} TO {{team}}"]
        if using is not None:
            parts.append(f"    USING ({self._said(using)})")
        if check is not None and kind != "SELECT":
            parts.append(f"    WITH CHECK ({self._said(check)})")
        self.lines.append("\n".join(parts) + ";")

    def _said(self, condition: str) -> str:
        shared = ", ".join(f"'{name}'" for name in (*SHARED, *GOALS))
        return (
            condition.replace("row.", f"{self.name}.")
            .replace("(row)", f"({self.name})")
            .replace("{shared}", shared)
        )


FUNCTIONS = Path(__file__).with_name("team_invited.sql")
"""What the policies ask beside what every store has."""
HEAD = """\
-- What members of the team may do, as `team init` sets it up anew; {team} is the role they share.

{functions}
DO $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT policyname, tablename FROM pg_policies WHERE schemaname = current_schema()
    LOOP
        EXECUTE format('DROP POLICY %I ON %I', one.policyname, one.tablename);
    END LOOP;
    FOR one IN SELECT CAST(oid AS regprocedure) AS name, prosecdef FROM pg_proc
        WHERE pronamespace = CAST(quote_ident(current_schema()) AS regnamespace)
          AND (prosecdef OR proname LIKE 'json%')
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one.name);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO {team}', one.name);
        IF one.prosecdef THEN
            EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp',
                one.name, current_schema());
        END IF;
    END LOOP;
    EXECUTE format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC', current_schema());
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO {team}', current_schema());
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM PUBLIC, {team}', current_schema());
END $$;
"""


def sql() -> str:
    """Return the whole file: what was set up before is dropped, and every table has its rule."""
    parts = [_Table(name, rule).text() for name, rule in RULES.items()]
    head = HEAD.replace("{functions}", FUNCTIONS.read_text(encoding="utf-8").strip())
    closed = [f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY;" for name in CLOSED]
    return "\n\n".join([head.strip(), *parts, "\n".join(closed)]) + "\n"

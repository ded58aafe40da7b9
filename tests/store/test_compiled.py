"""The SQL that runs is the SQL that was written, and daily statements never scan."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from tests.store.scans import SCANS, WHOLE

from leadfunnel.store import render, sqlite
from leadfunnel.store.session import COMPILED, family

FOLDER = Path(COMPILED) / "sqlite"
DAILY = {
    "customers": (
        "by_ids",
        "identities",
        "tags",
        "by_id",
        "by_name",
        "by_identity",
        "matching",
        "answering",
        "name_starts",
        "recent_tokens",
        "saying",
        "sources_among",
    ),
    "timeline": (
        "of_customer",
        "promises_of",
        "promise",
        "due",
        "due_anyone",
        "due_beyond",
        "last_entries",
    ),
    "journeys": (
        *("of_customer", "one", "last_change", "changes_of_customer", "recent", "recorded_since"),
    ),
    "stays": ("stage", "next_stage", "instants", "certain_instants", "first_event"),
    "agenda": (
        "no_next",
        "cold",
        "stuck",
        "never",
        *(f"{name}_among" for name in ("no_next", "cold", "stuck", "never", "unbought", "tried")),
        *("silent_among", "silent", "tried", "unbought"),
        "no_next_count",
        "untagged_count",
        "next_ahead",
    ),
    "derived": (
        *("journeys", "purchases", "supplies", "clear_run_outs", "customers", "names", "words"),
        "drop_tokens",
    ),
    "reminders": (
        *("facts", "tries", "complaining", "deals", "deal_stages", "idle_deals", "stuck_deals"),
        *("stocks", "run_among", "runs", "any_material", "any_target", "any_run", "running_out"),
        *("cycles", "not_again", "not_again_among", "born", "lunar_born", "runners"),
    ),
    "operations": ("by_id", "of_customer", "undoable", "redoable", "changes"),
    "definitions": ("all", "one"),
    "purchases": (
        *("of_customer", "one", "refunds_of", "by_order", "of_deal", "lines", "others", "terms"),
        *("journeys", "totals", "product_by_key", "running_out", "running_out_of"),
    ),
    "layers": ("standings", "spent_among", "mark"),
    "playbooks": ("facts", "needs"),
    "scores": ("of_customer", "marks_among", "complaints_among"),
    "plans": ("of_customer", "running_of", "open_until", "ahead_among", "marks", "marked_by"),
    "contacts": (
        "recent",
        "earlier",
        "buyers",
        "born",
        "on_ladder",
        "sent",
        "greeted_by",
        "last_talks",
        "last_products",
        "consents_among",
        "sent_to",
        "sent_among",
        "unsorted",
        "unsorted_count",
    ),
    "service": (
        "cases_of",
        "case",
        "open_among",
        "open",
        "satisfactions_of",
        "satisfactions_among",
        "promised_done",
        "promised_open",
    ),
    "calls": ("log", "numbers"),
    "wishes": ("consents_of", "mute", "mutes_among"),
}
NO_STATEMENTS = ("schema", "segments")  # run whole by the store, and as parts of a filter
GROWING = (
    "customer", "identity", "customer_tag", "interaction", "follow_up", "journey",
    "stage_change", "operation", "change", "customer_search", "consent", "mute",
    "purchase", "purchase_line", "score", "customer_mark", "service_case", "plan_run", "step_mark",
    "deal_terms",
)  # fmt: skip

GROWS = {
    *GROWING, "customer_field", "deal_helper", "group_member", "material_sent", "merged_fact",
    "not_duplicate", "ownership", "satisfaction", "void_gap",
}  # fmt: skip


@pytest.fixture(scope="module")
def store() -> sqlite3.Connection:
    connection = sqlite.empty(lambda _: None)
    connection.row_factory = None
    return connection


def test_the_checked_in_sql_is_current() -> None:
    stale = [
        path.name
        for path, text in render.files().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    assert stale == [], "run python -m leadfunnel.store.render"


def test_no_list_is_left_to_be_filled_in_when_it_runs() -> None:
    """A list of constants must be written as literals, or SQLite refuses the statement."""
    assert [path.name for path in FOLDER.glob("*.sql") if "POSTCOMPILE" in path.read_text()] == []


LISTS = (
    *("ids", "words", "stages", "pipelines", "values"),
    *("ladder", "won", "again", "windows"),
)


def _params(sql: str) -> dict[str, object]:
    names = set(re.findall(r":(\w+)", sql))
    special = {"match": "a", **dict.fromkeys(LISTS, "[1]")}
    return {name: special.get(name, 1) for name in names}


STATEMENTS = [path for path in sorted(FOLDER.glob("*.sql")) if path.stem not in NO_STATEMENTS]


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.stem)
def test_every_statement_is_valid_sql(store: sqlite3.Connection, path) -> None:  # type: ignore[no-untyped-def]
    for name, sql in family(path.stem).items():
        if sql.startswith("CREATE"):  # of the temporary file, for the statements that follow
            store.execute(sql)
            continue
        plan = store.execute(f"EXPLAIN QUERY PLAN {sql}", _params(sql)).fetchall()
        assert plan or sql.startswith("INSERT"), name


def test_every_fragment_of_a_filter_is_valid_sql(store: sqlite3.Connection) -> None:
    for name, sql in family("segments").items():
        whole = sql if name == "base" else f"SELECT {sql} FROM customer"
        assert store.execute(f"EXPLAIN QUERY PLAN {whole}", _params(sql)).fetchall(), name


@pytest.mark.parametrize(
    ("group", "name"), [(group, name) for group, names in DAILY.items() for name in names]
)
def test_no_daily_statement_scans_a_table_that_grows(
    store: sqlite3.Connection, group: str, name: str
) -> None:
    sql = family(group)[name]
    plan = store.execute(f"EXPLAIN QUERY PLAN {sql}", _params(sql)).fetchall()
    scans = [
        detail
        for *_, detail in plan
        if re.match(rf"SCAN ({'|'.join(GROWING)})\b", detail) and "USING" not in detail
    ]
    assert scans == []


def _scanned(store: sqlite3.Connection, sql: str) -> set[str]:
    """Return the growing tables of which a statement reads every row, or every index entry."""
    plan = store.execute(f"EXPLAIN QUERY PLAN {sql}", _params(sql)).fetchall()
    aliases = dict(re.findall(r'"?(\w+)"? AS "?(\w+)"?', sql))
    known = {alias: table for table, alias in aliases.items() if table in GROWS}
    scans = (re.match(r"SCAN (\w+)(?! VIRTUAL)", detail) for *_, detail in plan)
    return {known.get(scan[1], scan[1]) for scan in scans if scan} & GROWS


def test_whatever_reads_a_whole_table_that_grows_is_listed_with_its_reason() -> None:
    store = sqlite.empty(lambda _: None)
    store.row_factory = None
    listed = {name for names in SCANS.values() for name in names}
    found = set()
    for path in STATEMENTS:
        for name, sql in family(path.stem).items():
            if sql.startswith("CREATE"):
                store.execute(sql)
            elif _scanned(store, sql) and path.stem not in WHOLE:
                found.add(f"{path.stem}.{name}")
    assert found - listed == set(), "find the rows by an index, or say in scans.py why not"
    assert listed - found == set(), "these read no whole table any more"


@pytest.mark.parametrize("path", STATEMENTS, ids=lambda path: path.stem)
def test_whoever_is_asked_about_is_found_by_their_number(
    store: sqlite3.Connection, path: Path
) -> None:
    """SQLite took all journeys of a pipeline for those of a customer once a third index came."""
    for name, sql in family(path.stem).items():
        if "journey.customer_id =" in sql:
            plan = store.execute(f"EXPLAIN QUERY PLAN {sql}", _params(sql)).fetchall()
            whole = [detail for *_, detail in plan if detail.endswith("(pipeline=?)")]
            assert whole == [], name

"""What each role sees and changes on a server, tried with bare SQL on every table.

小李 and 阿强 are reps of department one, 小王 is one of department two; 经理 leads one, 老板 the
firm, 查看 reads one. Customer 1 is 小李's, 2 is 小王's, 3 is in the pool; each has a row in every
table about customers, numbered as the customer is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlmodel import SQLModel
from tests import postgres
from tests.teams import Crew, crew

from leadfunnel.store import policies

psycopg = pytest.importorskip("psycopg") if not postgres.required() else __import__("psycopg")

ABOUT = {**policies.ABOUT_CUSTOMERS, "change": policies.LOG["change"]}
SEEN = {
    "小李": {1, 3}, "阿强": {3}, "小王": {2, 3}, "经理": {1, 3}, "老板": {1, 2, 3}, "查看": {1, 3},
}  # fmt: skip
CHANGED = {**SEEN, "查看": set()}
WHOSE = {1: "小李", 2: "小王", 3: None}
TABLES = SQLModel.metadata.tables
BOUND_TO = (
    "journey",
    "purchase",
    "interaction",
    "invitation",
    "run",
    "customer",
    "person",
    "other",
)
LATE = 900
"""The number of the operation that wrote everything."""


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    with crew(tmp_path_factory.mktemp("team")) as made:
        with psycopg.connect(str(made.owner.address)) as owner:
            _fill(made, owner)
        yield made


def _fill(made: Crew, owner: Any) -> None:
    """Write a row about each customer into every table, as whoever owns the store."""
    owner.execute("SET session_replication_role = replica")
    users = dict(owner.execute("SELECT name, id FROM users").fetchall())
    lee = users[made.login("小李")]
    owner.execute(
        "INSERT INTO operation (id, at, user_id, command, summary, version) "
        "VALUES (%s, 0, %s, 'import', '', '')",
        [LATE, users["tester"]],
    )
    for number, name in WHOSE.items():
        whose = users[made.login(name)] if name else None
        for table in ABOUT:
            _insert(owner, table, _row(table, number, whose, lee))


def _row(table: str, number: int, whose: int | None, user: int) -> dict[str, Any]:
    if table.endswith("_index"):
        return {"rowid": number, "words": f"'secret{number}'"}
    row: dict[str, Any] = {}
    for column in TABLES[table].columns:
        kind = column.type.python_type
        if column.name.removesuffix("_id") in BOUND_TO:
            row[column.name] = number
        elif column.name == "user_id":
            row[column.name] = user
        elif not column.nullable and column.name != "id":
            row[column.name] = (
                LATE if column.name == "op_id" else 0 if kind is int else f"x{number}"
            )
    row["id"] = number
    if table == "customer":
        row |= {"owner_id": whose, "name": f"secret{number}", "present": 1}
    if table == "change":
        row |= {"id": LATE + number, "operation_id": LATE, "action": "update"}
        row |= {"before": f'"secret{number}"'}
    if table == "customer_search":
        del row["id"]
    return row


def _insert(connection: Any, table: str, row: dict[str, Any]) -> Any:
    names = ", ".join(f'"{name}"' for name in row)
    places = ", ".join(["%s"] * len(row))
    sql = f'INSERT INTO "{table}" ({names}) VALUES ({places})'
    return connection.execute(sql, list(row.values()))


def _key(table: str) -> str:
    return {"customer_search": "customer_id", "change": "customer_id"}.get(
        table, "rowid" if table.endswith("_index") else "id"
    )


def _refused(connection: Any, sql: str, params: list[Any] | None = None) -> bool:
    """Tell whether the server withholds every row, or refuses."""
    try:
        return bool(connection.execute(sql, params).rowcount == 0)
    except psycopg.errors.InsufficientPrivilege:
        return True


def test_every_table_has_a_rule(team: Crew) -> None:
    with psycopg.connect(str(team.owner.address)) as owner:
        rows = owner.execute(
            "SELECT relname, relrowsecurity FROM pg_class WHERE relkind = 'r' "
            "AND relnamespace = CAST(current_schema() AS regnamespace)"
        ).fetchall()
    assert {name for name, _ in rows} == {*policies.RULES, *policies.CLOSED}
    assert all(secured for _, secured in rows)


@pytest.mark.parametrize("name", SEEN)
def test_a_role_sees_its_customers_and_nothing_of_others(team: Crew, name: str) -> None:
    found = {}
    with team.connect(name) as member:
        for table in ABOUT:
            rows = member.execute(f'SELECT "{_key(table)}" FROM "{table}"').fetchall()
            found[table] = {row[0] for row in rows if row[0] in WHOSE}
    assert found == dict.fromkeys(ABOUT, SEEN[name])


@pytest.mark.parametrize("name", ["小李", "经理", "查看"])
def test_a_role_changes_its_customers_and_nothing_of_others(team: Crew, name: str) -> None:
    wrong = []
    with team.connect(name) as member:
        member.autocommit = False
        for table in policies.ABOUT_CUSTOMERS:
            column = "words" if table.endswith("_index") else _changeable(table)
            for number in WHOSE:
                sql = f'UPDATE "{table}" SET "{column}" = "{column}" WHERE "{_key(table)}" = %s'
                may = number in CHANGED[name]
                if table == "quota_basis_row":
                    may = may and name in ("经理", "老板")
                if _refused(member, sql, [number]) is may:
                    wrong.append((table, number))
                member.rollback()
    assert wrong == []


def _changeable(table: str) -> str:
    names = TABLES[table].columns.keys()
    return next(name for name in names if name not in (*policies.NEVER, "customer_id"))


@pytest.mark.parametrize("name", ["小李", "经理", "查看"])
def test_nobody_adds_to_a_colleagues_customer_or_in_another_ones_name(
    team: Crew, name: str
) -> None:
    added = []
    with team.connect(name) as member:
        for table in ABOUT:
            for number in WHOSE:
                row = {**_row(table, number, None, 1), _key(table): 5000 + number}
                if table in ("customer_search", "change", "customer_index"):
                    row = _row(table, number, None, 1)
                if number in CHANGED[name] and table.startswith("customer_"):
                    continue  # the row is there already, or may be put there
                with member.transaction(force_rollback=True):
                    try:
                        _insert(member, table, row)
                        added.append((table, number))
                    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.UniqueViolation):
                        pass
    assert added == []


@pytest.mark.parametrize("name", ["小李", "经理", "老板", "查看"])
def test_nobody_rewrites_the_log(team: Crew, name: str) -> None:
    with team.connect(name) as member:
        for table in ("operation", "change", "void_gap"):
            for sql in (f"DELETE FROM {table}", f"TRUNCATE {table}"):
                assert _refused(member, sql), sql
        for sql in (
            "UPDATE operation SET summary = ''",
            "UPDATE operation SET at = 0",
            f"UPDATE operation SET undone_by = id WHERE id = {LATE}",
            "UPDATE change SET before = NULL",
            "UPDATE change SET operation_id = operation_id",
            "UPDATE customer SET op_id = 1",
            "UPDATE identity SET op_id = op_id",
        ):
            assert _refused(member, sql), sql


FORGED = (
    ("interaction", "update", 2, 2),  # about a colleague's customer
    ("customer", "update", 2, 1),  # about a colleague's customer, said to be about one's own
    ("customer", "update", 2, None),
    ("interaction", "void", 2, None),
)


@pytest.mark.parametrize("image", FORGED)
def test_nobody_writes_of_a_colleagues_customer_into_the_log(
    team: Crew, image: tuple[str, str, int, int | None]
) -> None:
    with team.connect("小李") as member, member.transaction(force_rollback=True):
        number = _begin(member)
        _log(member, number, ("interaction", "update", 1, 1))  # this is one's own
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            _log(member, number, image)


def _begin(member: Any) -> int:
    """Write an operation of one's own and return its number."""
    row = member.execute(
        "INSERT INTO operation (id, at, user_id, command, summary, version) "
        "VALUES (next_number('operation'), 0, team_user(), 'log', '', '') RETURNING id"
    ).fetchone()
    return int(row[0])


def _log(member: Any, number: int, image: tuple[str, str, int, int | None]) -> None:
    member.execute(
        "INSERT INTO change (id, operation_id, table_name, action, first_id, last_id, customer_id) "
        "VALUES (next_number('change'), %s, %s, %s, %s, %s, %s)",
        [number, *image[:3], image[2], image[3]],
    )


def test_nobody_signs_with_a_colleagues_name(team: Crew) -> None:
    with team.connect("小李") as member:
        for user in ("team_user() + 1", "1"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                member.execute(
                    "INSERT INTO operation (id, at, user_id, command, summary, version) "
                    f"VALUES (next_number('operation'), 0, {user}, 'log', '', '')"
                )


@pytest.mark.parametrize("name", ["小李", "经理", "查看"])
def test_roles_and_places_are_the_owners_to_change(team: Crew, name: str) -> None:
    with team.connect(name) as member:
        for table in ("team_member", "department", "outlet", "team_login", "store_version"):
            for sql in (f"UPDATE {table} SET {_first(table)} = 0", f"DELETE FROM {table}"):
                assert _refused(member, sql), sql
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            member.execute("INSERT INTO team_login VALUES ('x', 1)")
        for table in ("team_login", "erased", "row_sum"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                member.execute(f"SELECT * FROM {table}")


def _first(table: str) -> str:
    return {"team_login": "user_id", "store_version": "version"}.get(table, "op_id")


ESCAPES = (
    "SET ROLE tester",
    "SET SESSION AUTHORIZATION tester",
    "ALTER TABLE customer DISABLE ROW LEVEL SECURITY",
    "DROP POLICY select_row ON customer",
    "CREATE POLICY mine ON customer USING (TRUE)",
    "CREATE FUNCTION team_user() RETURNS bigint LANGUAGE sql AS 'SELECT CAST(1 AS bigint)'",
    "CREATE TABLE mine (id bigint)",
    "CREATE RULE mine AS ON SELECT TO customer DO INSTEAD SELECT 1",
    "CREATE TRIGGER mine BEFORE UPDATE ON customer FOR EACH ROW "
    "EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "ALTER ROLE CURRENT_USER BYPASSRLS",
    "ALTER FUNCTION team_seen() SECURITY INVOKER",
    "SET row_security = off; SELECT * FROM customer",
    "COPY customer TO '/tmp/stolen'",
)


@pytest.mark.parametrize("sql", ESCAPES)
def test_there_is_no_way_around(team: Crew, sql: str) -> None:
    *before, last = sql.split("; ")
    with team.connect("小李") as member:
        for part in before:
            member.execute(part)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            member.execute(last)


def test_a_table_of_ones_own_does_not_stand_in_for_the_stores(team: Crew) -> None:
    with team.connect("小李") as member:
        boss = member.execute("SELECT user_id FROM team_member WHERE role = 'manager'").fetchall()
        member.execute("CREATE TEMP TABLE team_login (login text, user_id bigint)")
        member.execute("INSERT INTO team_login VALUES (session_user, %s)", [boss[-1][0]])
        member.execute("CREATE TEMP TABLE team_member AS SELECT * FROM public.team_member")
        assert {row[0] for row in member.execute("SELECT id FROM customer")} == SEEN["小李"]


def test_nothing_leaks_by_copy_statistics_tokens_or_a_talkative_condition(team: Crew) -> None:
    with psycopg.connect(str(team.owner.address), autocommit=True) as owner:
        owner.execute("ANALYZE customer")
    told: list[str] = []
    with team.connect("小李") as member:
        member.add_notice_handler(lambda notice: told.append(str(notice.message_primary)))
        member.execute(
            "CREATE FUNCTION pg_temp.tell(text) RETURNS boolean LANGUAGE plpgsql COST 0.000001 AS "
            "$$ BEGIN RAISE NOTICE '%', $1; RETURN TRUE; END $$"
        )
        told += _texts(member, "SELECT name FROM customer WHERE pg_temp.tell(name)")
        told += _texts(member, "SELECT word FROM ts_stat('SELECT words FROM customer_index')")
        told += _texts(member, "SELECT most_common_vals, histogram_bounds FROM pg_stats")
        told += _texts(member, "SELECT before, after FROM change")
        with member.cursor().copy("COPY customer TO STDOUT") as out:
            told += [bytes(part).decode() for part in out]
    seen = " ".join(told)
    assert "secret1" in seen
    assert "secret2" not in seen


def _texts(connection: Any, sql: str) -> list[str]:
    return [str(row) for row in connection.execute(sql).fetchall()]


def test_functions_tell_no_more_than_the_policies(team: Crew) -> None:
    asked = {
        "team_holders('[\"x2\"]')": [("x2", "x2", "x2", "小王")],
        "team_holders('[\"nobody\"]')": [],
        f"team_changes({LATE})": [(0,)],
        f"team_left('customer', 1, 3, {LATE}, NULL)": [(0,)],
        "team_found('''secret1''', 9)": [(1,)],
        "team_found('''secret2''', 9)": [],
        "team_said('''secret1''', 9)": [(1,)],
        "team_said('''secret2''', 9)": [],
    }
    with team.connect("小李") as member:
        found = {call: member.execute(f"SELECT * FROM {call}").fetchall() for call in asked}
    for call, rows in asked.items():
        plain = [tuple(str(part).partition("_")[0] if "holders" in call else part for part in row)
                 for row in found[call]]  # fmt: skip
        assert plain == rows, call


def test_a_login_that_is_no_member_gets_nothing(team: Crew) -> None:
    login = team.login("外人")
    with psycopg.connect(str(team.owner.address), autocommit=True) as owner:
        owner.execute(f'CREATE ROLE "{login}" LOGIN')
    with team.connect("外人") as stranger:
        for table in (*policies.RULES, *policies.CLOSED):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                stranger.execute(f'SELECT * FROM "{table}"')
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            stranger.execute("SELECT * FROM team_holders('[\"x2\"]')")

"""What differs between the engines: how each spells the statements that are written once.

The queries use SQLite's names of functions. PostgreSQL is given what does the same: numbers are
BIGINT, text is ordered by its code points, nothing comes first in an order, LIKE is blind to the
case of ASCII letters. A JSON list named `ids` or `numbers` holds numbers, any other one words.
"""

# mypy: disable-error-code="no-untyped-call, no-any-return"
# SQLAlchemy names the methods of its compilers and leaves them without types.

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ClauseElement,
    Column,
    ColumnElement,
    Function,
    Index,
    Table,
    bindparam,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql.base import PGCompiler, PGDDLCompiler
from sqlalchemy.engine.interfaces import BindTyping, Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.base import Executable

NUMBERS = ("ids", "numbers")


class Spelled(Executable, ClauseElement):
    """A statement that has nothing in common on the two engines: the search index."""

    inherit_cache = False

    def __init__(self, sqlite: str, postgresql: str) -> None:
        self.sqlite = sqlite
        self.postgresql = postgresql


class NewNumber(ColumnElement[int]):
    """The number of a new row: the one that is given, else the table's next."""

    inherit_cache = False

    def __init__(self, table: str) -> None:
        self.table = table
        self.type = BigInteger()


@compiles(NewNumber)
def _new_number(element: NewNumber, compiler: Any, **kw: Any) -> str:
    given = compiler.process(bindparam("id", type_=BigInteger()), **kw)
    if compiler.dialect.name == "postgresql":
        return f"coalesce({given}, next_number({_quoted(element.table)}))"
    return str(given)


def next_number(table: str) -> Spelled:
    """Return the query for a table's next number."""
    return Spelled(
        f"SELECT coalesce(max({table}.id), 0) + 1 AS next\nFROM {table}",
        f"SELECT next_number({_quoted(table)}) AS next",
    )


@compiles(Spelled)
def _spelled(element: Spelled, compiler: Any, **_: Any) -> str:
    return element.postgresql if compiler.dialect.name == "postgresql" else element.sqlite


def asked_words(match: str) -> str:
    """Return what the search index of a server is asked of words in quotes, with AND and OR."""
    for old, new in (
        *(("\\", "\\\\"), ("'", "''"), ('"', "'"), (" AND ", " & "), (" OR ", " | ")),
    ):
        match = f"replace({match}, {_quoted(old)}, {_quoted(new)})"
    return f"CAST({match} AS tsquery)"


def partial(name: str, *columns: str, where: str) -> Index:
    """Return an index over the rows for which a condition holds, on either engine."""
    condition = text(where)
    return Index(name, *columns, sqlite_where=condition, postgresql_where=condition)


class Statements(PGCompiler):
    """Spells for PostgreSQL the functions and operators that the queries use."""

    def order_by_clause(self, select: Any, **kw: Any) -> str:
        """Put nothing first, as SQLite does."""
        parts = [self._placed(clause, **kw) for clause in select._order_by_clauses]
        return f" ORDER BY {', '.join(parts)}" if parts else ""

    def _placed(self, clause: Any, **kw: Any) -> str:
        sql: str = self.process(clause, **kw)
        bare = getattr(clause, "element", clause)
        if isinstance(bare, Column) and not bare.nullable:
            return sql
        return f"{sql} NULLS LAST" if sql.endswith(" DESC") else f"{sql} NULLS FIRST"

    def visit_like_op_binary(self, binary: Any, operator: Any, **kw: Any) -> str:
        return self.visit_ilike_op_binary(binary, operator, **kw)

    def visit_not_like_op_binary(self, binary: Any, operator: Any, **kw: Any) -> str:
        return self.visit_not_ilike_op_binary(binary, operator, **kw)

    def visit_ilike_op_binary(self, binary: Any, operator: Any, **kw: Any) -> str:
        left, right = binary.left._compiler_dispatch(self, **kw), binary.right
        return f"{left} ILIKE {right._compiler_dispatch(self, **kw)}"

    def visit_custom_op_unary_operator(self, element: Any, operator: Any, **kw: Any) -> str:
        """Leave out the plus sign that keeps SQLite from using an index."""
        return str(self.process(element.element, **kw))

    def _given(self, function: Function[Any], **kw: Any) -> list[str]:
        return [self.process(clause, **kw) for clause in function.clauses]

    def visit_json_each_func(self, function: Function[Any], **kw: Any) -> str:
        given = next(iter(function.clauses))
        name = given.key if isinstance(given, BindParameter) else None
        known = {"days": "json_parts", "windows": "json_parts", "weights": "json_weights"}
        if name is None:
            return f"json_parts({self.process(given, **kw)})"
        if name in NUMBERS:
            named = getattr(kw.get("enclosing_alias"), "element", None) is function
            return _numbers(self.process(given, **kw), named=named)
        return f"{known.get(str(name), 'json_words')}({self.process(given, **kw)})"

    def visit_json_extract_func(self, function: Function[Any], **kw: Any) -> str:
        given, path = function.clauses
        document = f"CAST({self.process(given, **kw)} AS jsonb)"
        if isinstance(path, Function):
            return f"({document} ->> {self.process(list(path.clauses)[1], **kw)})"
        steps = re.findall(r"\w+", str(path.value))
        return f"({document} #>> '{{{','.join(steps)}}}')"

    def visit_iif_func(self, function: Function[Any], **kw: Any) -> str:
        condition, then, otherwise = self._given(function, **kw)
        return f"CASE WHEN {condition} THEN {then} ELSE {otherwise} END"

    def visit_instr_func(self, function: Function[Any], **kw: Any) -> str:
        return f"strpos({', '.join(self._given(function, **kw))})"

    def visit_substr_func(self, function: Function[Any], **kw: Any) -> str:
        given = self._given(function, **kw)
        start = list(function.clauses)[1]
        value = getattr(start, "value", None)
        if isinstance(value, int) and value < 0:
            return f"right({given[0]}, {-value})"
        return f"substr({', '.join(given)})"

    def visit_min_func(self, function: Function[Any], **kw: Any) -> str:
        given = self._given(function, **kw)
        return f"{'least' if len(given) > 1 else 'min'}({', '.join(given)})"

    def visit_max_func(self, function: Function[Any], **kw: Any) -> str:
        given = self._given(function, **kw)
        return f"{'greatest' if len(given) > 1 else 'max'}({', '.join(given)})"

    def visit_julianday_func(self, function: Function[Any], **kw: Any) -> str:
        return f"(CAST({self._given(function, **kw)[0]} AS date) - DATE '2000-01-01')"

    def visit_date_func(self, function: Function[Any], **kw: Any) -> str:
        """Shift a day, or name the day of an instant; days are ISO text."""
        given, how = function.clauses
        value = self.process(given, **kw)
        if isinstance(how, Function):
            days = self.process(list(how.clauses)[1], **kw)
            day = f"CAST({value} AS date) - CAST(trunc({days}) AS integer)"
        else:
            day = f"to_timestamp({value}) AT TIME ZONE 'UTC'"
        return f"to_char({day}, 'YYYY-MM-DD')"


class Definitions(PGDDLCompiler):
    """Spells tables and indexes: BIGINT, text by code points, references checked when told."""

    def get_column_specification(self, column: Column[Any], **_: Any) -> str:
        parts = [self.preparer.format_column(column), _type(column)]
        default = self.get_column_default_string(column)
        parts += [f"DEFAULT {default}"] if default is not None else []
        return " ".join([*parts, *([] if column.nullable else ["NOT NULL"])])

    def visit_foreign_key_constraint(self, constraint: Any, **kw: Any) -> str:
        sql = super().visit_foreign_key_constraint(constraint, **kw)
        return f"{sql} DEFERRABLE"

    def visit_create_index(self, create: Any, *args: Any, **kw: Any) -> Any:
        """Order an index as the queries do: nothing first."""
        sql: str = super().visit_create_index(create, *args, **kw)
        head, rest = sql.split("(", 1)
        inside, tail = rest.split(")", 1)
        table: Table = create.element.table
        names = [name.strip() for name in inside.split(",")]
        placed = [
            f"{name} NULLS FIRST" if table.c[name.strip('"')].nullable else name for name in names
        ]
        return f"{head}({', '.join(placed)}){tail}"


def _numbers(given: str, *, named: bool) -> str:
    """Return a JSON list of numbers as rows, to be named by whoever asks or as it is.

    As an array the server knows how many there are, and that to look them up in an index tells
    nothing of rows that a policy withholds: a cast of each keeps it from doing so.
    """
    rows = f"unnest(CAST(translate({given}, '[]', '{{}}') AS bigint[])) AS list (value)"
    return f"(SELECT value FROM {rows})" if named else rows  # noqa: S608 - of our own


def _type(column: Column[Any]) -> str:
    return "BIGINT" if column.type.python_type is int else 'TEXT COLLATE "C"'


def _quoted(value: str) -> str:
    """Return a literal; a backslash is nothing special in one."""
    return "'" + value.replace("'", "''") + "'"


def _postgresql() -> Dialect:
    dialect: Any = postgresql.dialect(paramstyle="named")
    dialect.statement_compiler = Statements
    dialect.ddl_compiler = Definitions
    dialect._backslash_escapes = False
    dialect.bind_typing = BindTyping.NONE
    dialect._bind_typing_render_casts = False
    return dialect


DIALECTS: dict[str, Dialect] = {
    "sqlite": sqlite.dialect(paramstyle="named"),
    "postgresql": _postgresql(),
}

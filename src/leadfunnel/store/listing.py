"""Filters as SQL: rendered fragments put together, every value a parameter."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from leadfunnel.domain.calendar import BusinessCalendar
from leadfunnel.domain.condition import (
    FIELD_PREFIX,
    MEASURED_FIELDS,
    SCORE_PREFIX,
    BadFilterValue,
    Condition,
    Duration,
)
from leadfunnel.domain.field import MEASURED, FieldKind, find_field, keys_by_word, read_value
from leadfunnel.domain.fold import fold
from leadfunnel.domain.phone import digits
from leadfunnel.domain.pipeline import Pipeline
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.segment import And, Node, Not, Or
from leadfunnel.domain.tag import Tag, key, read_tag
from leadfunnel.errors import N_, UnreadableError
from leadfunnel.store import definitions, segments
from leadfunnel.store.session import Session

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.domain.lunar import Moon

ORDERS = (
    "id", "name", "company", "source", "outlet", "stage", "created", "last_contact",
    "stage_since", "next", "purchases", "first_purchase",
    "last_purchase",
)  # fmt: skip
COUNTED = 100_000
TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


class UnknownOrder(UnreadableError):
    """No such column to sort by."""

    code = "unknown_order"
    message = N_("Cannot sort by {text}: one of {orders}.")
    hint = N_("For example --sort last_contact, or --sort -created for the newest first.")


@dataclass(frozen=True)
class Terms:
    """What a filter's words are read against.

    `phone` reads a typed number as it is stored; `moon` makes the lunar calendar for birthdays;
    `language` is that of the names in errors.
    """

    main: Pipeline
    calendar: BusinessCalendar
    now: int
    phone: Callable[[str], str]
    moon: Callable[[], Moon]
    currency: str = "CNY"
    language: str = "en"


def select(
    session: Session,
    words: Sequence[str],
    terms: Terms,
    sort: str | None,
    limit: int | None = None,
    among: Sequence[int] | None = None,
) -> list[int]:
    """Return the ids of the customers a filter picks, of all or `among` some, at most `limit`."""
    query = _Query(session, terms)
    where = query.where(words)
    if among is not None:
        where += " AND " + query.bound(query.fragment("among"), ids=json.dumps(list(among)))
    sql = f"{query.fragment('base')} AND {where} ORDER BY {query.order(sort)}"
    if limit is not None:
        sql += f" LIMIT {int(limit)}"
    return [row[0] for row in session.composed(sql, query.params)]


def count(session: Session, words: Sequence[str], terms: Terms) -> int:
    """Return how many customers a filter picks, counting no further than COUNTED."""
    query = _Query(session, terms)
    inner = f"{query.fragment('base')} AND {query.where(words)} LIMIT {COUNTED}"
    sql = f"SELECT count(*) FROM ({inner}) AS picked"  # noqa: S608 - fragments only
    return int(session.composed(sql, query.params)[0][0])


class _Query:
    """Turns a filter's tree into SQL, collecting its values as parameters."""

    def __init__(self, session: Session, terms: Terms) -> None:
        self.session = session
        self.terms = terms
        self.params: dict[str, object] = {}
        self.declared = {kind.key: kind for kind in definitions.fields(session)}

    def fragment(self, name: str) -> str:
        return self.session.sql(f"segments.{name}")

    def where(self, words: Sequence[str]) -> str:
        declared = keys_by_word(self.declared.values())
        return self.node(segments.read(self.session, words, declared))

    def order(self, sort: str | None) -> str:
        """Return by what to sort: a column of ours, or a declared field; nothing stands last."""
        typed = (sort or "id").strip()
        name = typed.removeprefix("-").strip().lower()
        direction = "DESC" if typed.startswith("-") else "ASC"
        if name in ORDERS:
            keys = [self.fragment(f"by {name}")]
        else:
            kind = find_field(self.declared.values(), name)
            if kind is None:
                known = (*ORDERS, *self.declared)
                raise UnknownOrder(text=sort, orders=", ".join(known))
            keys = [
                self.bound(self.fragment(f"by field {part}"), key=kind.key) for part in _parts(kind)
            ]
        ordered = [f"{key} IS NULL, {key} {direction}" for key in keys]
        return ", ".join([*ordered, f"customer.id {direction}"])

    def node(self, node: Node) -> str:
        if isinstance(node, Not):
            return f"NOT coalesce({self.node(node.part)}, FALSE)"
        if isinstance(node, And):
            return "(" + (" AND ".join(map(self.node, node.parts)) or "1 = 1") + ")"
        if isinstance(node, Or):
            return "(" + " OR ".join(map(self.node, node.parts)) + ")"
        return self.condition(node)

    def condition(self, condition: Condition) -> str:
        if condition.op == "!=":
            same = Condition(condition.field, "=", condition.value, condition.position)
            return f"NOT coalesce(({self.condition(same)}), FALSE)"
        if isinstance(condition.value, Duration):
            return self.distance(condition, condition.value)
        if isinstance(condition.value, date):
            return self.day(condition, condition.value)
        return self.text(condition, condition.value)

    def put(self, name: str, value: object = None) -> str:
        parameter = f"v{len(self.params)}"
        sql = self.fragment(name)
        if ":value" not in sql:
            return f"({sql})"
        self.params[parameter] = value
        return f"({sql.replace(':value', ':' + parameter)})"

    def text(self, condition: Condition, value: str) -> str:  # noqa: PLR0911, C901 - a line a field
        field, op = condition.field, condition.op
        if field.startswith(FIELD_PREFIX):
            return self.field(condition, value)
        if field.startswith("tag:"):
            return self.dimension(field.removeprefix("tag:"), op, value)
        if field == "stage":
            if value.casefold() in ("none", "-", "无"):
                return self.put("stage none")
            return self.put("stage =", self.terms.main.find(value, self.terms.language).code)
        if field in ("untagged", "never_contacted", "do_not_contact", "replied"):
            return self.put(field)
        if field in ("overdue", "no_next"):
            return self.put(field, self.today().isoformat())
        if field == "note":
            return self.put("note ~", _contains(value))
        if field == "plan" or field in MEASURED_FIELDS or field.startswith(SCORE_PREFIX):
            from leadfunnel.store.listing_method import comparison

            sql, params = comparison(self.session, self.terms, condition, value)
            return self.bound(sql, **params)
        if field in ("pipeline", "id"):
            return self.put(f"{field} =", int(value) if field == "id" else value)
        if field == "tag":
            folded = fold(key(read_tag(value)))
            return self.put(f"tag {op}", _contains(folded) if op == "~" else folded)
        return self.word(field, op, value)

    def field(self, condition: Condition, text: str) -> str:
        """Compare a declared field: a text whole or in part, a measured one by its measure."""
        kind = self.declared[condition.field.removeprefix(FIELD_PREFIX)]
        measured = kind.type in MEASURED
        if condition.op == "~" or (condition.op != "=" and not measured):
            if condition.op != "~" or measured:
                raise _bad(condition, text, f"{kind.key}{'>=' if measured else '='}...")
            sql, value = self.fragment("field text ~"), _contains(text.strip().lower())
            return self.bound(sql, key=kind.key, unit="%", value=value)
        read = read_value(kind, text, self.terms.currency)
        if not measured:
            sql = self.fragment("field text =")
            return self.bound(sql, key=kind.key, unit="%", value=read.text.lower())
        unit = "% " + read.text.split()[-1] if kind.type == "money" else "%"
        sql = self.fragment(f"field {condition.op}")
        return self.bound(sql, key=kind.key, unit=unit, value=read.measure)

    def bound(self, sql: str, **values: object) -> str:
        """Return a fragment with parameters of its own."""
        for name, value in values.items():
            parameter = f"v{len(self.params)}"
            self.params[parameter] = value
            sql = re.sub(rf":{name}\b", f":{parameter}", sql)
        return f"({sql})"

    def word(self, field: str, op: str, value: str) -> str:
        if field in ("name", "owner", "bought"):
            plain = fold(value)
        elif field == "phone":
            plain = digits(value) if op == "~" else self.terms.phone(value)
        else:
            plain = value.strip().lower()
        return self.put(f"{field} {op}", _contains(plain) if op == "~" else plain)

    def dimension(self, dimension: str, op: str, value: str) -> str:
        folded = fold(key(Tag(dimension, value)))
        if op == "~":
            head, _, tail = folded.partition(":")
            return self.put("tag ~", f"{_escaped(head)}:%{_escaped(tail)}%")
        return self.put("tag =", folded)

    def distance(self, condition: Condition, value: Duration) -> str:
        field, op = condition.field, condition.op
        if field == "birthday":
            return self.birthdays(condition, value.days)
        if field == "next":
            day = (self.today() + timedelta(days=value.days)).isoformat()
            return self.compare("next", op, day, day)
        if field in ("first_purchase", "last_purchase"):
            day = (self.today() - timedelta(days=value.days)).isoformat()
            return self.compare(field, TURNED.get(op, op), day, day)
        then = self.terms.now - value.days * 86400
        if op == "=":
            return self.compare(field, op, then - 86400 + 1, then)
        return self.put(f"{field} {TURNED[op]}", then)

    def day(self, condition: Condition, value: date) -> str:
        field, op = condition.field, condition.op
        if field == "birthday":
            if op != "=":
                raise _bad(condition, value.isoformat(), "birthday<7d")
            from leadfunnel.domain.birthday import kept_exactly

            return self.put("birthday =", json.dumps(kept_exactly(value, self.terms.moon())))
        if field in ("next", "first_purchase", "last_purchase"):
            return self.compare(field, op, value.isoformat(), value.isoformat())
        start = self.terms.calendar.start_of(value)
        end = self.terms.calendar.end_of(value) - 1
        return self.compare(field, op, start, end)

    def compare(self, field: str, op: str, first: object, last: object) -> str:
        """Compare with a span: below its first, above its last, or within."""
        if op == "=":
            return f"({self.put(f'{field} >=', first)} AND {self.put(f'{field} <=', last)})"
        return self.put(f"{field} {op}", first if op in ("<", ">=") else last)

    def birthdays(self, condition: Condition, days: int) -> str:
        if condition.op not in ("<", "<="):
            raise _bad(condition, f"{days}d", "birthday<7d")
        from leadfunnel.domain.birthday import keys_of

        moon = self.terms.moon()
        coming = (self.today() + timedelta(days=step) for step in range(min(days, 366) + 1))
        keys = {key for day in coming for key in keys_of(day, moon)}
        return self.put("birthday in", json.dumps(sorted(keys)))

    def today(self) -> date:
        return self.terms.calendar.day(self.terms.now)


def _parts(kind: FieldKind) -> tuple[str, ...]:
    """Return by what of its value a field is sorted; currencies are not compared."""
    if kind.type == "money":
        return ("currency", "measure")
    return ("measure",) if kind.type in MEASURED else ("text",)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _contains(text: str) -> str:
    return f"%{_escaped(text)}%"


def _bad(condition: Condition, text: str, example: str) -> BadFilterValue:
    return BadFilterValue(
        field=condition.field.removeprefix(FIELD_PREFIX),
        text=condition.op + text,
        position=condition.position,
        example=example,
    )

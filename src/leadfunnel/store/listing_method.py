"""Conditions on what is derived of a customer: layer, level, grade, counts, scores."""

from __future__ import annotations

import json

from leadfunnel.data import shipped_text
from leadfunnel.domain.captured_money import read_money
from leadfunnel.domain.condition import AMOUNTS, COUNTS, SCORE_PREFIX, BadFilterValue, Condition
from leadfunnel.domain.interaction import GRADES
from leadfunnel.domain.layer import UnknownLayer, read_layer
from leadfunnel.domain.level import CODES, UnknownLevel, floor_of, read_level
from leadfunnel.domain.logged import GRADE_WORDS
from leadfunnel.store.session import Session
from leadfunnel.store.standing import NEVER_MANY, Yardstick, yardstick

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from leadfunnel.store.listing import Terms

Fragment = tuple[str, dict[str, object]]


def comparison(session: Session, terms: Terms, condition: Condition, text: str) -> Fragment:
    """Return the SQL of a comparison and its parameters; raises BadFilterValue."""
    field, op = condition.field, condition.op
    if field in COUNTS:
        return session.sql(f"segments.{field} {op}"), {"value": int(text)}
    if field in AMOUNTS:
        return _amount(session, terms, condition, text)
    if field == "plan":
        return _plan(session, condition, text)
    if field == "grade":
        return session.sql("segments.grade ="), {"value": _grade(condition, text)}
    if field.startswith(SCORE_PREFIX):
        return _score(session, condition, text)
    return _standing(session, terms, condition, text)


def _standing(session: Session, terms: Terms, condition: Condition, text: str) -> Fragment:
    """Compare the layer, or the level."""
    by = yardstick(session, terms.main, terms.calendar, terms.now, terms.currency)
    if condition.field == "level":
        return _level(session, condition, text, by)
    params = {**by.params, **by.bounds, "value": _layer(condition, text)}
    return session.sql("segments.layer ="), params


def _amount(session: Session, terms: Terms, condition: Condition, text: str) -> Fragment:
    money = read_money(text, terms.currency)
    if money is None:
        raise _bad(condition, text, f"{condition.field}>=1000")
    params: dict[str, object] = {"value": money.minor, "currency": money.currency}
    return session.sql(f"segments.{condition.field} in all {condition.op}"), params


def _score(session: Session, condition: Condition, text: str) -> Fragment:
    """Compare the sum of a card's points; nothing holds for whom nobody judged."""
    shipped = json.loads(shipped_text("scorecards.json"))
    name = condition.field.removeprefix(SCORE_PREFIX)
    if name not in shipped:
        raise _bad(condition, text, f"score.{next(iter(shipped))}>=6")
    weights = {raw["key"]: raw["weight"] for raw in shipped[name]["criterion"]}
    params = {"card": name, "weights": json.dumps(weights), "value": int(text)}
    return session.sql(f"segments.score {condition.op}"), params


def _plan(session: Session, condition: Condition, text: str) -> Fragment:
    """Whoever is in a plan, named or called by its title; or in none."""
    if text.casefold() in ("none", "-", "无", "無"):
        return session.sql("segments.plan none"), {}
    from leadfunnel.store.plans import named

    name = named(session, text)
    if name is None or condition.op != "=":
        raise _bad(condition, text, "plan=care-21")
    return session.sql("segments.plan ="), {"value": name}


def _layer(condition: Condition, text: str) -> str:
    try:
        return read_layer(text)
    except UnknownLayer:
        raise _bad(condition, text, "layer=loyal") from None


def _grade(condition: Condition, text: str) -> str:
    word = text.strip().casefold()
    grade = word.upper() if word.upper() in GRADES else GRADE_WORDS.get(word)
    if grade is None:
        raise _bad(condition, text, "grade=A")
    return grade


def _level(session: Session, condition: Condition, text: str, by: Yardstick) -> Fragment:
    """Compare by rank; only whoever bought has a level, and without thresholds nobody."""
    try:
        level = read_level(text)
    except UnknownLevel:
        raise _bad(condition, text, "level>=gold") from None
    if not by.thresholds:
        return "0 = 1", {}
    low, high = _reach(level, by), _reach(_after(level), by)
    spans = {">=": (low, None), ">": (high, None), "<": (None, low), "<=": (None, high)}
    at_least, below = spans.get(condition.op, (low, high))
    parts: list[str] = [session.sql("segments.bought")]
    params: dict[str, object] = dict(by.params)
    for name, bound, negated in (("low", at_least, False), ("high", below, True)):
        if bound is not None:
            sql = session.sql("segments.spent >=").replace(":value", f":{name}")
            parts.append(f"NOT ({sql})" if negated else f"({sql})")
            params[name] = bound
    return " AND ".join(parts), params


def _after(level: str) -> str | None:
    rank = CODES.index(level) + 1
    return CODES[rank] if rank < len(CODES) else None


def _reach(level: str | None, by: Yardstick) -> int:
    """Return the spend from which on one has a level; out of reach where there is none."""
    if level is None:
        return NEVER_MANY
    if level == CODES[0]:
        return -NEVER_MANY
    floor = floor_of(level, by.thresholds)
    return NEVER_MANY if floor is None else floor


def _bad(condition: Condition, text: str, example: str) -> BadFilterValue:
    return BadFilterValue(
        field=condition.field,
        text=condition.op + text,
        position=condition.position,
        example=example,
    )

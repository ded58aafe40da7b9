"""The rules of the method as settings: `config` names them SECTION.KEY."""

from __future__ import annotations

from leadfunnel.config import UnknownSetting
from leadfunnel.domain.record import dataclass
from leadfunnel.domain.rule_value import OFF, ON, leaves, read_rule
from leadfunnel.services.book import Page, Writing
from leadfunnel.store import definitions

TYPE_CHECKING = False  # spelled out: importing `typing` would cost every command some ms
if TYPE_CHECKING:
    from typing import Any


@dataclass(frozen=True)
class Rule:
    """One rule or a table of them: where it stands, and what is shipped there."""

    section: str
    path: tuple[str, ...]
    shipped: Any

    @property
    def key(self) -> str:
        """What `config` calls it."""
        return ".".join((self.section, *self.path))


def sections() -> tuple[str, ...]:
    """Return the names of the sections."""
    return tuple(definitions.shipped_rules())


def find(key: str) -> Rule | None:
    """Return the rule or table of rules of this name; None where its section is none.

    UnknownSetting names what the section has.
    """
    section, *path = key.strip().casefold().replace("-", "_").split(".")
    shipped = definitions.shipped_rules().get(section)
    if shipped is None:
        return None
    value: Any = shipped
    for name in path:
        if not isinstance(value, dict) or name not in value:
            known = value if isinstance(value, dict) else {section: None}
            raise UnknownSetting(key=".".join((section, *path)), keys=", ".join(known))
        value = value[name]
    return Rule(section, tuple(path), value)


def settings(page: Page, rule: Rule) -> list[tuple[str, object, str]]:
    """Return the values at or below a rule, each with its key and where it lives."""
    own = dict(leaves(definitions.own_rules(page.session, rule.section), rule.section))
    return [
        (key, value, "store" if key in own else "shipped")
        for key, value in leaves(page.rules(rule.section), rule.section)
        if key == rule.key or key.startswith(f"{rule.key}.")
    ]


def own_settings(page: Page) -> list[tuple[str, object, str]]:
    """Return the rules of which the store says something else than what is shipped."""
    return [
        (key, value, "store")
        for section, own in definitions.all_own_rules(page.session).items()
        for key, value in leaves(own, section)
    ]


def read(rule: Rule, text: str) -> tuple[Rule, Any]:
    """Return the rule that is meant, and the value typed for it; a table is switched on or off."""
    if not isinstance(rule.shipped, dict):
        return rule, read_rule(rule.key, rule.shipped, text)
    switch = rule.shipped.get("on")
    if isinstance(switch, bool) and text.strip().casefold() in (*ON, *OFF):
        return read(Rule(rule.section, (*rule.path, "on"), switch), text)
    known = ", ".join(key for key, _ in leaves(rule.shipped, rule.key))
    raise UnknownSetting(key=rule.key, keys=known)


def put(page: Writing, rule: Rule, value: Any) -> bool:
    """Say what a rule is; return whether that is new."""
    own = definitions.own_rules(page.session, rule.section)
    own = _with(own, rule.path, None if value == rule.shipped else value)
    return definitions.put_rules(page.ledger, rule.section, own)


def reset(page: Writing, rule: Rule) -> bool:
    """Return a rule, or all below it, to what is shipped; return whether that is new."""
    own = definitions.own_rules(page.session, rule.section)
    own = _with(own, rule.path, None) if rule.path else {}
    return definitions.put_rules(page.ledger, rule.section, own)


def _with(own: dict[str, Any], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    """Return a section with one value at a path, or without it; empty tables vanish."""
    name, *rest = path
    if rest:
        value = _with(own.get(name, {}), tuple(rest), value) or None
    kept = {key: old for key, old in own.items() if key != name}
    return kept if value is None else {**kept, name: value}


def shown(value: object) -> str:
    """Return a value as it is typed."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value)

"""Festivals as recurring moments, where their rule can be said as one."""

from __future__ import annotations

from leadfunnel.domain.festivals import named_in
from leadfunnel.domain.recurrence import WEEKDAYS, Recurrence
from leadfunnel.domain.recurrence_text import Saying


def yearly(name: str, saying: Saying) -> Recurrence | None:
    """Return the festival of this name every year; None for one by Easter or a solar term."""
    plain = name.replace("'", "")
    found = [festival for known, festival in named_in(plain) if known == plain]
    if not found or saying.almanac is None:
        return None
    rule = found[0].rule_in(saying.almanac.region)
    if rule is None or rule[0] in "te" or "+" in rule:
        return None
    if rule.startswith("L"):
        return Recurrence("YEARLY", lunar=rule[1:].replace("end", "30"))
    if ":" in rule:
        month, nth, weekday = map(int, rule.split(":"))
        return Recurrence("YEARLY", month=month, days=(f"{nth}{WEEKDAYS[weekday]}",))
    return Recurrence("YEARLY", month=int(rule[:2]), month_days=(int(rule[3:]),))

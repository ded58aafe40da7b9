"""The rules that need an almanac, chosen by what a line holds: lunar days, festivals, workdays."""

from __future__ import annotations

from leadfunnel.domain.moment_part import Rule

_LUNAR = ("农", "農", "阴", "陰", "旧", "舊", "闰", "閏", "正月", "冬月", "腊", "臘", "初", "lunar")
_WORKDAY = ("工作", "work", "business")


def almanac_rules(line: str) -> tuple[Rule, ...]:
    """Return the rules that may apply to the line."""
    from leadfunnel.domain.moment_festival import rules

    found = rules(line)
    if any(word in line for word in _LUNAR):
        from leadfunnel.domain.moment_lunar import RULES as LUNAR

        found += LUNAR
    if any(word in line for word in _WORKDAY):
        from leadfunnel.domain.moment_workday import RULES as WORKDAY

        found += WORKDAY
    return found

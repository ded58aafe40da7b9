"""Who grades too many calls keen, so that the best of a list are hard to tell (G43)."""

from __future__ import annotations

from collections import Counter

from leadfunnel.services.book import Page
from leadfunnel.services.results.audit import KeenGrades
from leadfunnel.store.sales import sellers

DAY = 86_400
KEEN = "A"


def keen_grades(page: Page, owner_id: int | None = None) -> tuple[KeenGrades, ...]:
    """Return who graded more people keen than the rules let pass, the most lenient first.

    Everybody counts once for each who graded them, by the last grade of the last days.
    """
    rules = page.rules("grades")
    span = {"start": page.now + 1 - rules["days"] * DAY, "end": page.now + 1}
    last = {
        (row["user_id"], row["customer_id"]): row["grade"]
        for row in page.session.rows("audit.grades", **span)
    }
    graded = Counter(user for user, _ in last)
    keen = Counter(user for (user, _), grade in last.items() if grade == KEEN)
    names = {number: name for number, (name, _) in sellers(page.session).items()}
    found = [
        KeenGrades(user, names[user], keen[user], count)
        for user, count in graded.items()
        if owner_id in (None, user)
        and count >= rules["least"]
        and keen[user] * 100 > rules["keen_share"] * count
    ]
    return tuple(sorted(found, key=lambda one: (-one.share, one.name)))

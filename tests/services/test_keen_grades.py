"""Who grades too many people keen is named; a share of few says nothing."""

from __future__ import annotations

import pytest
from tests.conftest import NOW, Clocked

from leadfunnel.services.as_known import Then
from leadfunnel.services.auditing import Auditing
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.results.audit import KeenGrades
from leadfunnel.services.touches import Told, Touches

DAY = 86_400


def graded(clocked: Clocked, user: str, grades: str) -> None:
    """Let somebody call a customer for each letter, and grade them so."""
    clocked.user = user
    for number, grade in enumerate(grades):
        name = f"{user}{number}"
        Capture(clocked.book()).add("", Details(name=name), Entering(), duplicate="force")
        Touches(clocked.book()).log(name, "call", "", Told(grade=grade))


def found(clocked: Clocked, owner: str | None = None, **then: str) -> tuple[KeenGrades, ...]:
    return Auditing(clocked.book()).audit(owner, None, Then(**then)).keen_grades


@pytest.mark.parametrize(
    ("grades", "named"), [("AAABBBBBDD", False), ("AAAABBBBDD", True), ("AAAABBBBD", False)]
)
def test_more_than_three_in_ten_of_ten_or_more_are_too_many(
    clocked: Clocked, grades: str, named: bool
) -> None:
    graded(clocked, "mei", grades)
    assert bool(found(clocked)) is named


def test_the_last_grade_counts_and_an_old_one_does_not(clocked: Clocked) -> None:
    graded(clocked, "mei", "A" * 10)
    assert [(one.name, one.keen, one.graded) for one in found(clocked)] == [("mei", 10, 10)]
    clocked.now = NOW + DAY
    for number in range(7):
        Touches(clocked.book()).log(f"mei{number}", "call", "", Told(grade="D"))
    assert found(clocked) == ()
    assert found(clocked, known_at="2026-11-22 10:00")[0].keen == 10
    clocked.now = NOW + 91 * DAY
    assert found(clocked) == ()


def test_the_most_lenient_come_first_and_one_may_be_asked_for(clocked: Clocked) -> None:
    graded(clocked, "mei", "AAAAABBBBB")
    graded(clocked, "lin", "AAAAAABBBB")
    assert [one.name for one in found(clocked)] == ["lin", "mei"]
    assert [one.name for one in found(clocked, "mei")] == ["mei"]

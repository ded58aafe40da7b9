"""Every case that was asked for is there, or is named with the reason why not."""

from __future__ import annotations

from tests.faults.test_damage import CASES as HARMED
from tests.faults.test_faults import ALL, RUN

ASKED = """
K03 K05 K06 K08 K10 C01 C02 C05 C06 C07 C08 C09 C11 S05 S07 S08 S09 S10 S14 S15 S17 S18 S20 S21
D01 D02 D03 D04 D06 D08 D09 D11 D13 D14 D15 D16 D18 D19 D20 D21 D22 D23 I01 I02 I04 I05 I06 I07 I09
I10 I12 I16 I19 I20 I22 I23 I24 I25 Q01 Q03 Q04 Q05 M01 M06 M07 M10 M11 M12 M13 M14 M15 M16 M17 M19
M19b M20 M21 M22 M23 M24 M26 O04 O09 O11 O12 B01 B02 B04 B05 B06 U01 U04 U06 E03 T01 T03 T05 T06 T07
P01 P03 P05 P06 P07 X03 X04 X05 X06
"""
"""The numbers of the cases that the design asks for."""
NOT_COVERED: dict[str, str] = {}
"""Those of them that no case covers, each with the reason."""


def test_every_case_that_was_asked_for_is_covered() -> None:
    mine = {case.id for case in ALL} | {case["id"] for case in HARMED}
    asked = ASKED.split()
    assert len(asked) == len(set(asked)) == 108
    assert [one for one in asked if one not in mine and one not in NOT_COVERED] == []
    assert [one for one in NOT_COVERED if one in mine] == []


def test_there_are_two_hundred_cases_on_a_file_and_most_of_them_on_a_server() -> None:
    on_file = len(HARMED) + sum(param.values[0] == "sqlite" for param in RUN)
    on_server = sum(param.values[0] == "postgresql" for param in RUN)
    assert on_file >= 200
    assert on_server >= 150

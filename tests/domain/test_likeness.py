"""Who may be one customer: the evidence and the score, and who is compared at all."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.adapters.likeness import ratio
from leadfunnel.domain.compared import Person
from leadfunnel.domain.likely_pairs import alike
from leadfunnel.domain.likeness import CUT, compare

DAY = 86400


def person(number: int, name: str = "", phone: str = "", **given: object) -> Person:
    phones = ((phone, True),) if phone else ()
    return Person(number, name, **{"phones": phones, "created_at": number * 100 * DAY, **given})  # type: ignore[arg-type]


def codes(a: Person, b: Person) -> set[str]:
    return {evidence.code for evidence in compare(a, b, ratio).evidence}


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (person(1, "张伟", "+8613800138000"), person(2, "李四", "+8613800138000"), "same_phone"),
        (person(1, "张伟", company="华新"), person(2, "張偉", company="上海华新有限公司"),
         "same_company"),
        (person(1, "王小明", company="华新"), person(2, "王晓明", company="华新"), "name_reading"),
        (person(1, "Zhang Wei", company="Acme"), person(2, "张伟", company="ACME Inc."),
         "name_reading"),
        (person(1, "Bob Smith", company="Acme"), person(2, "Smith, Bob", company="Acme"),
         "name_reading"),
        (person(1, "Jonathan Smith", company="Acme"), person(2, "Jonathon Smith", company="Acme"),
         "name_typo"),
        (person(1, "张伟", company="华新商贸"), person(2, "张伟", company="华欣商贸公司"),
         "similar_company"),
        (person(1, "张伟", company="华新"), person(2, "张伟", company="华新商贸"),
         "similar_company"),
        (person(1, "张伟", referrer_id=9), person(2, "张伟", referrer_id=9), "same_referrer"),
        (person(1, "张伟", wechat=("zw_1988",)), person(2, "伟", wechat=("zw-1988",)),
         "wechat_typo"),
        (person(1, "张伟", "+8613800138000"), person(2, "伟哥", wechat=("13800138000",)),
         "phone_as_wechat"),
        (person(1, "张伟", emails=("a.li@qq.com",)), person(2, "李", emails=("ali@qq.com",)),
         "email_typo"),
        (person(1, "张伟", emails=("ali@gmail.com",)), person(2, "李", emails=("ali@gmail.con",)),
         "email_typo"),
        (person(1, "上海东风贸易有限公司"), person(2, "", company="东风贸易"), "same_firm"),
        (person(1, "王姐", company="华新"), person(2, "王姐", company="华新"), "call_name"),
    ],
)  # fmt: skip
def test_likely_pairs(a: Person, b: Person, expected: str) -> None:
    assert expected in codes(a, b)
    assert compare(a, b, ratio).score >= CUT
    assert [(pair.a, pair.b) for pair in alike([b, a], ratio)] == [(1, 2)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (person(1, "张三", company="华新"), person(2, "张三丰", company="华新")),
        (person(1, "张伟", "+8613800138000"), person(2, "张伟", "+8613900139000")),
        (person(1, "张伟", source="抖音", regions=frozenset({"浦东"})),
         person(1, "张伟", source="抖音", regions=frozenset({"浦东"}))),
        (person(1, "张伟", company="华新", birthday="1988-06-18"),
         person(2, "张伟", company="华新商贸", birthday="1990-01-01")),
        (person(1, "上海东风贸易有限公司"), person(2, "北京东风贸易有限公司")),
        (person(1, "张伟", "+862161234567"), person(2, "李四", "+861061234567")),
        (person(1, "a", emails=("info@acme.com",)), person(2, "b", emails=("info@acme.cn",))),
        (person(1, "上海东风贸易有限公司"), person(2, "李四", company="东风贸易")),
        (person(1), person(2)),
    ],
)  # fmt: skip
def test_no_pairs(a: Person, b: Person) -> None:
    assert compare(a, b, ratio).score < CUT


def test_an_unverified_phone_meets_the_verified_one() -> None:
    typed = Person(2, "张伟", phones=(("0013800138000", False),), created_at=0)
    assert codes(person(1, "张伟", "+8613800138000"), typed) >= {"phone_unverified", "same_name"}


def test_weak_evidence_counts_only_beside_more() -> None:
    weak = {"source": "抖音", "regions": frozenset({"浦东"}), "created_at": 0}
    a, b = Person(1, "张伟", **weak), Person(2, "张伟", **weak)  # type: ignore[arg-type]
    assert codes(a, b) == {"same_name", "same_source", "same_region", "added_together"}
    assert compare(a, b, ratio).score < CUT


def test_a_crowd_of_the_same_name_and_company_is_not_compared_pair_by_pair() -> None:
    crowd = [person(number, "张伟", company="华新") for number in range(1, 5001)]
    begun = time.process_time()
    found = alike(crowd, ratio)
    assert len(found) == 4999
    assert {pair.a for pair in found} == {1}
    assert time.process_time() - begun < 10


WORDS = st.sampled_from(
    ["", "张伟", "張偉", "王姐", "Zhang Wei", "华新公司", "上海华新", "(", "。"]
)
PHONES = st.sampled_from(["1", "12345678", "+8613800138000;ext=1"])


@given(
    st.lists(
        st.builds(
            Person,
            id=st.integers(1, 99),
            name=WORDS,
            company=st.none() | WORDS,
            phones=st.lists(st.tuples(PHONES, st.booleans()), max_size=2).map(tuple),
            wechat=st.lists(WORDS, max_size=1).map(tuple),
            emails=st.lists(st.sampled_from(["z@a.cn", "z.@a.cn"]), max_size=1).map(tuple),
        ),
        max_size=8,
        unique_by=lambda one: one.id,
    )
)
def test_any_people_can_be_compared(people: list[Person]) -> None:
    found = alike(people, ratio)
    assert found == alike(reversed(people), ratio)
    assert all(pair.a < pair.b and CUT <= pair.score <= 100 for pair in found)


@pytest.mark.parametrize(
    ("a", "b", "code", "detail"),
    [
        (person(1, "李明", company="上海宏达贸易有限公司"), person(2, "李铭", company="宏达贸易"),
         "same_company", "上海宏达贸易有限公司 = 宏达贸易"),
        (person(1, "Li", company="Acme Ltd"), person(2, "Li", company="Acme Ltd"),
         "same_company", "Acme Ltd"),
        (person(1, "Li Min", company="ACME Co"), person(2, "Li Min", company="Acme Tools"),
         "similar_company", "ACME Co / Acme Tools"),
        (person(1, "上海东风贸易有限公司"), person(2, "", company="东风贸易"),
         "same_firm", "上海东风贸易有限公司 = 东风贸易"),
    ],
)  # fmt: skip
def test_firms_are_named_as_they_are_written(a: Person, b: Person, code: str, detail: str) -> None:
    found = {evidence.code: evidence.detail for evidence in compare(a, b, ratio).evidence}
    assert found[code] == detail

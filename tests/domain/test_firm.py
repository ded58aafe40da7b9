"""Names of companies without form and place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.firm import read_firm


@pytest.mark.parametrize(
    ("text", "core", "places", "legal"),
    [
        ("上海东风贸易有限公司", "东风贸易", {"上海"}, True),
        ("上海市东风贸易", "东风贸易", {"上海"}, False),
        ("浙江省杭州市华新股份有限公司", "华新", {"浙江", "杭州"}, True),
        ("东风汽车（武汉）有限公司", "东风汽车", {"武汉"}, True),
        ("東風貿易有限公司", "东风贸易", set(), True),
        ("华新集团", "华新", set(), True),
        ("华新集团有限责任公司", "华新", set(), True),
        ("华新科技有限公司上海分公司", "华新科技", {"上海"}, True),
        ("上海公司", "上海", set(), True),
        ("东城市场", "东城市场", set(), False),
        ("中国银行", "银行", {"中国"}, False),
        ("Dong Feng Co., Ltd.", "dongfeng", set(), True),
        ("ACME Inc", "acme", set(), True),
        ("Acme, Inc.", "acme", set(), True),
        ("Inc", "inc", set(), False),
        ("O'Brien & Sons Limited", "obriensons", set(), True),
        ("", "", set(), False),
        ("()", "()", set(), False),
    ],
)
def test_core_of_a_company(text: str, core: str, places: set[str], legal: bool) -> None:
    firm = read_firm(text)
    assert (firm.core, firm.places, firm.legal) == (core, places, legal)


@given(st.text(alphabet="上海市公司集团有限东风()（）股份 Inc.,Ltd&-'a", max_size=20))
def test_any_text_has_a_core_unless_it_says_nothing(text: str) -> None:
    firm = read_firm(text)
    assert firm.core or not text.strip(" .,&'-()（）")

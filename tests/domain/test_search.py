from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadfunnel.domain.fold import fold
from leadfunnel.domain.pinyin import readings
from leadfunnel.domain.search import (
    TOKEN_VERSION,
    Tier,
    fts_match,
    index_tokens,
    match_rank,
    query_tokens,
)

Customer = tuple[Sequence[str], Sequence[str], Sequence[str]]

PEOPLE: dict[int, Customer] = {
    1: (["张伟", "上海云帆科技有限公司"], ["zhangwei_88", "VIP", "抖音"], ["+8613800138000"]),
    2: (["張偉民"], ["展会"], ["+8613912345678"]),
    3: (["张三丰", "武当山"], ["taiji@wudang.cn"], ["021-55556666"]),
    4: (["单雄信"], ["A类", "50%"], ["+862155556666"]),
    5: (["Wang Jie", "C++ Schule 100%"], ["wxid_abc'def"], []),
    6: (["École Straße"], ['"quoted" back\\slash'], ["+493012345"]),
    7: (["O'Brien"], ["a_b"], ["555-1234 ext 8000"]),
    8: (["阿卜杜·卡里木"], ["绿茶"], []),
    9: (["吕布"], ["😀笑"], []),
    10: (["山田さくら", "キムチ"], ["김철수"], []),
    11: (["A梅", "重庆小面"], [], ["12345"]),
    12: (["𬭚先生", "Ｌi Ｎa"], [], []),
}


@pytest.fixture(scope="module")
def store() -> Iterator[sqlite3.Connection]:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE hay USING fts5(tokens, content='', detail=none)")
    base.execute("CREATE VIRTUAL TABLE words USING fts5vocab('hay', 'row')")
    rows = ((number, index_tokens(*fields)) for number, fields in PEOPLE.items())
    base.executemany("INSERT INTO hay (rowid, tokens) VALUES (?, ?)", rows)
    yield base
    base.close()


def find(store: sqlite3.Connection, query: str) -> dict[int, Tier]:
    match = fts_match(query_tokens(query))
    rows = store.execute("SELECT rowid FROM hay WHERE hay MATCH ? ORDER BY rowid", (match,))
    ranks = {number: match_rank(query, *PEOPLE[number]) for (number,) in rows}
    return {number: rank for number, rank in ranks.items() if rank is not None}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("张伟", {1: 0, 2: 1}),
        ("張偉", {1: 0, 2: 1}),
        ("张伟民", {2: 0}),
        ("伟", {1: 2, 2: 2}),
        ("张", {1: 1, 2: 1, 3: 1}),
        ("云帆", {1: 2}),
        ("雲帆科技", {1: 2}),
        ("zhangwei", {1: 3, 2: 3}),
        ("ZhangWei", {1: 3, 2: 3}),
        ("zhang wei", {1: 3, 2: 3}),
        ("zhāng wěi", {1: 3, 2: 3}),
        ("zhanwei", {1: 3, 2: 3}),
        ("zw", {1: 3, 2: 3}),
        ("zhw", {1: 3, 2: 3}),
        ("zwm", {2: 3}),
        ("weimin", {2: 3}),
        ("zsf", {3: 3}),
        ("zhangs", {3: 3}),
        ("zhangsf", {3: 3}),
        ("zsanf", {3: 3}),
        ("zsanfeng", {3: 3}),
        ("张sf", {3: 3}),
        ("zh三f", {3: 3}),
        ("张三 wds", {3: 3}),
        ("sf", {3: 3}),
        ("yunfan", {1: 3}),
        ("shyf", {1: 3}),
        ("yfkj", {1: 3}),
        ("shan", {1: 3, 3: 3, 4: 3, 10: 3}),
        ("shanx", {4: 3}),
        ("danxiong", {4: 3}),
        ("wang jie", {5: 0}),
        ("wangjie", {5: 1}),
        ("jie", {5: 2}),
        ("jie wang", {5: 2}),
        ("ie", {5: 2, 7: 2}),
        ("C++", {5: 1}),
        ("c++ 100%", {5: 2}),
        ("100%", {5: 2}),
        ("%", {4: 4, 5: 2}),
        ("_", {1: 4, 5: 4, 7: 4}),
        ("'", {5: 4, 7: 2}),
        ('"', {6: 4}),
        ("\\", {6: 4}),
        ("back\\s", {6: 4}),
        ("école", {6: 1}),
        ("E\u0301COLE", {6: 1}),
        ("ecole STRASSE", {6: 0}),
        ("O’Brien", {7: 0}),
        ("o'b", {7: 1}),
        ("brien", {7: 2}),
        ("阿卜杜卡里木", {8: 0}),
        ("卡里木", {8: 2}),
        ("dukali", {8: 3}),
        ("绿茶", {8: 4}),
        ("茶", {8: 4}),
        ("lvbu", {9: 3}),
        ("lubu", {9: 3}),
        ("😀", {9: 4}),
        ("さく", {10: 2}),
        ("철수", {10: 4}),
        ("amei", {11: 3}),
        ("a梅", {11: 0}),
        ("chongqing", {11: 3}),
        ("𬭚", {12: 1}),
        ("li na", {12: 0}),
        ("vip", {1: 4}),
        ("vi", {1: 4}),
        ("ip", {}),
        ("v", {1: 4}),
        ("88", {1: 4}),
        ("wudang.cn", {3: 4}),
        ("@wu", {3: 4}),
        ("a类", {4: 4}),
        ("张 抖音", {1: 4}),
        ("抖音 zw", {1: 4}),
        ("zhangwei vip", {1: 4}),
        ("张 8000", {1: 5}),
        ("李 8000", {}),
        ("8000", {1: 5, 7: 5}),
        ("0013", {1: 6}),
        ("138 0013 8000", {1: 5}),
        ("138-0013-8000", {1: 5}),
        ("+86 138 0013 8000", {1: 5}),
        ("008613800138000", {1: 5}),
        ("021 5555 6666", {3: 5, 4: 5}),
        ("１３８００１３８０００", {1: 5}),
        ("2345", {2: 6, 6: 5, 11: 5}),
        ("800", {}),
        ("wei zhang", {1: 3, 2: 3}),
        ("王芳", {}),
        ("gaohan", {}),
        ("AND", {}),
        ('" OR "', {}),
        ("*", {}),
        ("NEAR(张 伟)", {}),
    ],
)
def test_finds(store: sqlite3.Connection, query: str, found: dict[int, int]) -> None:
    assert find(store, query) == found
    scanned = {number: match_rank(query, *fields) for number, fields in PEOPLE.items()}
    assert {number: rank for number, rank in scanned.items() if rank is not None} == found


def test_the_index_keeps_every_token_whole(store: sqlite3.Connection) -> None:
    kept = {term for (term,) in store.execute("SELECT term FROM words")}
    stored = {token for fields in PEOPLE.values() for token in index_tokens(*fields).split()}
    assert kept == stored


@pytest.mark.parametrize("query", ["", "  ", "\u200b", "\t\x00", "·"])
def test_nothing_is_asked(query: str) -> None:
    assert query_tokens(query) == ()
    assert match_rank(query, ["", "张伟"], [""], [""]) is None


def test_a_token_is_stored_once() -> None:
    tokens = index_tokens(["张伟", "张伟"], ["张伟"], ["13800138000", "+8613800138000"]).split()
    assert len(tokens) == len(set(tokens))
    assert index_tokens([], [], []) == ""
    assert index_tokens(iter(["张伟"]), iter(()), iter(())) == index_tokens(["张伟"], [], [])


def test_a_phone_is_found_by_any_four_digits() -> None:
    digits = "8613800138000"
    for start, end in itertools.combinations(range(len(digits) + 1), 2):
        rank = match_rank(digits[start:end], [], [], ["+" + digits])
        assert (rank is not None) == (end - start >= 4)
        assert rank != Tier.PHONE_PART or end < len(digits)


def test_the_legal_form_of_a_company_is_not_spelled() -> None:
    names = ["云帆科技有限公司"]
    assert match_rank("youxian", names, [], []) is None
    assert match_rank("有限公司", names, [], []) == Tier.PART
    assert match_rank("yxgs", ["有限公司"], [], []) == Tier.PINYIN


def test_a_typical_customer_has_few_tokens() -> None:
    person = index_tokens(["张伟"], ["zhangwei_88", "老客户", "抖音"], ["+8613800138000"])
    with_company = index_tokens(["张伟", "上海云帆科技有限公司"], ["抖音"], ["+8613800138000"])
    assert len(person.split()) <= 60
    assert len(with_company.split()) <= 100


def test_long_input_is_read_quickly_and_found() -> None:
    name = "zhang wei 张伟 " * 500
    assert match_rank(name, [name], [], []) == Tier.EXACT
    assert any(set(way) <= set(index_tokens([name], [], []).split()) for way in query_tokens(name))


def test_the_token_version_follows_the_folding() -> None:
    assert TOKEN_VERSION > 100


# --- properties

HAN = "张伟单曾解行长吕乐重万俟沈陳國麗一华区小王李娜"
MIXED = HAN + "abhinqsuwxzAÉßé019 _%'+\"\\·\u200b😀がキ한𬭚—"
NAMES = st.text(alphabet=MIXED, max_size=9)
PHONES = st.text(alphabet="0123456789+- x转", max_size=16)
CUSTOMERS = st.tuples(
    st.lists(NAMES, max_size=3), st.lists(NAMES, max_size=3), st.lists(PHONES, max_size=2)
)


@st.composite
def spelled(draw: st.DrawFn, text: str) -> str:
    """Part of a text, its Chinese characters perhaps begun to be typed as pinyin."""
    start = draw(st.integers(0, len(text)))
    part = text[start : start + draw(st.integers(1, 6))]
    typed = []
    for char in part:
        sounds = readings(fold(char)) if len(char) == 1 and len(fold(char)) == 1 else ()
        sound = draw(st.sampled_from((char, *sounds)))
        typed.append(sound[: draw(st.integers(1, len(sound)))])
        typed.append(draw(st.sampled_from(("", "", "", " "))))
    return "".join(typed)


@st.composite
def searches(draw: st.DrawFn) -> tuple[Customer, str]:
    """A customer, and a query that was taken from one or two of its fields, or from nowhere."""
    customer = draw(CUSTOMERS)
    fields = [field for kind in customer for field in kind] or [""]
    sources = draw(st.lists(st.sampled_from(fields), min_size=1, max_size=3))
    taken = " ".join(draw(spelled(source)) for source in sources)
    return customer, draw(st.one_of(st.just(taken), NAMES, PHONES))


@settings(max_examples=600)
@given(searches())
def test_whatever_matches_is_proposed(search: tuple[Customer, str]) -> None:
    customer, query = search
    ways = query_tokens(query)
    tokens = set(index_tokens(*customer).split())
    assert len(ways) <= 12
    assert all(ways)
    if match_rank(query, *customer) is not None:
        assert any(tokens.issuperset(way) for way in ways)


@given(NAMES, st.data())
def test_any_part_of_a_name_is_found(name: str, data: st.DataObject) -> None:
    folded = fold(name)
    start = data.draw(st.integers(0, len(folded)))
    query = folded[start : start + data.draw(st.integers(1, 9))]
    if query.strip():
        rank = match_rank(query, [name], [], [])
        assert rank is not None
        assert rank <= Tier.PART


@given(st.text(alphabet=HAN, min_size=1, max_size=5), st.data())
def test_any_beginnings_of_readings_are_found(name: str, data: st.DataObject) -> None:
    """All mixed ways to type up to three letters; longer ones if whole readings are typed."""
    start = data.draw(st.integers(0, len(name) - 1))
    whole = data.draw(st.booleans())
    query = ""
    for char in fold(name)[start:]:
        sound = data.draw(st.sampled_from(readings(char)))
        query += sound if whole else sound[: data.draw(st.integers(1, 3))]
        if not whole and len(query) >= 3:
            break
    if whole:
        assert match_rank(query[:12], [name], [], []) is not None
    elif len(query) <= 3:
        assert match_rank(query, [name], [], []) == Tier.PINYIN


@given(CUSTOMERS, NAMES)
def test_script_and_case_do_not_matter(customer: Customer, query: str) -> None:
    assert match_rank(fold(query), *customer) == match_rank(query, *customer)
    assert query_tokens(fold(query)) == query_tokens(query)
    kinds = [[fold(field) for field in kind] for kind in customer]
    assert index_tokens(*kinds) == index_tokens(*customer)


@settings(max_examples=50)
@given(st.lists(st.tuples(CUSTOMERS, st.text(max_size=6)), min_size=1, max_size=5))
def test_every_token_survives_the_index(rows: list[tuple[Customer, str]]) -> None:
    stored = [index_tokens([*names, odd], texts, phones) for (names, texts, phones), odd in rows]
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE hay USING fts5(tokens, detail=none)")
    base.execute("CREATE VIRTUAL TABLE words USING fts5vocab('hay', 'row')")
    base.executemany("INSERT INTO hay (tokens) VALUES (?)", [(tokens,) for tokens in stored])
    kept = {term for (term,) in base.execute("SELECT term FROM words")}
    for _, odd in rows:
        if ways := query_tokens(odd):
            sql = "SELECT count(*) FROM hay WHERE hay MATCH ?"
            assert base.execute(sql, (fts_match(ways),)).fetchone()[0] > 0
    base.close()
    assert kept == {token for tokens in stored for token in tokens.split()}

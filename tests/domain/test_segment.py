"""The filter language of list."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.condition import (
    FLAGS,
    BadFilter,
    BadFilterValue,
    Condition,
    Duration,
    EndedFilter,
    FilterTooLarge,
    UnendedQuote,
    UnknownField,
    UnpairedBracket,
    read_span,
)
from leadfunnel.domain.segment import DEEPEST_FILTER, And, Node, Not, Or, read_filter
from leadfunnel.errors import Exit

C = Condition("stage", "=", "C")
RECENT = Condition("last_contact", "<", Duration(14))
PUDONG = Condition("tag:region", "=", "浦东")
VIP = Condition("tag", "=", "VIP")


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("stage=C", C),
        ("stage=C and last_contact<14d and region=浦东", And((C, RECENT, PUDONG))),
        ("stage=C last_contact<14d region=浦东", And((C, RECENT, PUDONG))),
        ("stage=C, region=浦东", And((C, PUDONG))),
        ("stage = C AND region == 浦东", And((C, PUDONG))),
        ("阶段＝C　且　地区＝浦东", And((C, PUDONG))),
        ("阶段=C且地区=浦东", And((C, PUDONG))),
        ("阶段=C或非地区=浦东", Or((C, Not(PUDONG)))),
        ("阶段=C且（地区=浦东或标签=VIP）", And((C, Or((PUDONG, VIP))))),
        ("非（阶段=C）", Not(C)),
        ("stage=C or region=浦东 and tag=VIP", Or((C, And((PUDONG, VIP))))),
        ("(stage=C or region=浦东) and tag=VIP", And((Or((C, PUDONG)), VIP))),
        ("(stage=C)region=浦东", And((C, PUDONG))),
        ("not stage=C tag=VIP", And((Not(C), VIP))),
        ("not not stage=C", Not(Not(C))),
        ("!stage=C", Not(C)),
        ("((stage=C))", C),
        ("untagged", Condition("untagged", "=", "yes")),
        ("untagged no_next", And(tuple(Condition(f, "=", "yes") for f in ("untagged", "no_next")))),
        ("overdue=no", Condition("overdue", "!=", "yes")),
        ("do_not_contact != 否", Condition("do_not_contact", "=", "yes")),
        ("没标签", Condition("untagged", "=", "yes")),
        ('company="Acme (UK) and Co"', Condition("company", "=", "Acme (UK) and Co")),
        ("company~'say \\'hi\\''", Condition("company", "~", "say 'hi'")),
        ("company=“华新 贸易”", Condition("company", "=", "华新 贸易")),
        ("company=''", Condition("company", "=", "")),
        ("company=',' (tag=VIP)", And((Condition("company", "=", ","), VIP))),
        ("name~O'Brien", Condition("name", "~", "O'Brien")),
        ("name=Yahoo! tag=VIP", And((Condition("name", "=", "Yahoo!"), VIP))),
        ("name!=x", Condition("name", "!=", "x")),
        ("name≠x", Condition("name", "!=", "x")),
        ("name=and", Condition("name", "=", "and")),
        ("name=非常好", Condition("name", "=", "非常好")),
        ("source=Ｄouyin", Condition("source", "=", "Ｄouyin")),
        ("tag=region:浦东", Condition("tag", "=", "region:浦东")),
        ("tag:region=浦东", PUDONG),
        ("need.explicit~白", Condition("tag:need.explicit", "~", "白")),
        ("House=3室", Condition("tag:house", "=", "3室")),
        ("id=#12", Condition("id", "=", "12")),
        ("last-contact ≥ 2w", Condition("last_contact", ">=", Duration(14))),
        ("created>=2026-01-31", Condition("created", ">=", date(2026, 1, 31))),
        ("next<3天", Condition("next", "<", Duration(3))),
        ("", And(())),
        ("  ", And(())),
    ],
)
def test_filters(text: str, node: Node) -> None:
    assert read_filter(text, ["house"]) == node


def test_words_of_a_command_line() -> None:
    assert read_filter(["stage=C", "region=浦东"]) == And((C, PUDONG))
    assert read_filter(["stage=C", "or", "region=浦东"]) == Or((C, PUDONG))
    assert read_filter(["stage", "=", "C"]) == C


def test_positions_count_from_one() -> None:
    node = read_filter("阶段=C且 地区=浦东")
    assert isinstance(node, And)
    assert [part.position for part in node.parts if isinstance(part, Condition)] == [1, 7]


@pytest.mark.parametrize(
    ("text", "error", "position"),
    [
        ("colour=red", UnknownField, 1),
        ("stage=C and colour=red", UnknownField, 13),
        ("Pudong", UnknownField, 1),
        ("stage", EndedFilter, 6),
        ("stage=", EndedFilter, 7),
        ("stage=C and", EndedFilter, 12),
        ("not", EndedFilter, 4),
        ("(", EndedFilter, 2),
        ("(stage=C", UnpairedBracket, 1),
        ("stage=C)", UnpairedBracket, 8),
        ("stage=(C)", BadFilter, 7),
        ("()", BadFilter, 2),
        ("=C", BadFilter, 1),
        ("stage==", EndedFilter, 8),
        ("stage C", BadFilter, 7),
        ("stage=C=D", BadFilter, 8),
        ("stage=C and and tag=x", BadFilter, 13),
        ("or stage=C", BadFilter, 1),
        ("stage=,", BadFilter, 7),
        ("stage=，", BadFilter, 7),
        ('stage=C ")"', BadFilter, 9),
        ("'stage'=C", BadFilter, 1),
        ('name="abc', UnendedQuote, 6),
        ("stage<C", BadFilterValue, 1),
        ("region>=x", BadFilterValue, 1),
        ("created=soon", BadFilterValue, 1),
        ("created~14d", BadFilterValue, 1),
        ("created<999999d", BadFilterValue, 1),
        ("created<2026-02-30", BadFilterValue, 1),
        ("last_contact<-3d", BadFilterValue, 1),
        ("overdue=maybe", BadFilterValue, 1),
        ("overdue<yes", BadFilterValue, 1),
        ("id=abc", BadFilterValue, 1),
    ],
)
def test_bad_filters(text: str, error: type[BadFilter], position: int) -> None:
    with pytest.raises(BadFilter) as caught:
        read_filter(text)
    assert type(caught.value) is error
    assert caught.value.values["position"] == position
    assert caught.value.exit is Exit.UNREADABLE
    assert caught.value.code == "bad_filter"
    assert "{" not in caught.value.message.format(**caught.value.values)
    assert "{" not in caught.value.hint.format(**caught.value.values)


def test_an_unknown_field_suggests_near_ones() -> None:
    with pytest.raises(UnknownField) as caught:
        read_filter("stge=C")
    assert "stage" in str(caught.value.values["suggestions"])
    with pytest.raises(UnknownField) as caught:
        read_filter("hous=3", ["house"])
    assert "house" in str(caught.value.values["suggestions"])


def test_limits() -> None:
    deep = "(" * DEEPEST_FILTER + "stage=C" + ")" * DEEPEST_FILTER
    assert read_filter(deep) == C
    for text in (f"({deep})", "not " * 60 + "overdue", "x" * 100_000, "(" * 9_000):
        with pytest.raises(FilterTooLarge):
            read_filter(text)
    long = read_filter("overdue " * 1_000)
    assert isinstance(long, And)
    assert len(long.parts) == 1_000


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("14d", Duration(14)),
        ("2W", Duration(14)),
        ("3m", Duration(90)),
        ("１y", Duration(365)),
        ("3个月", Duration(90)),
        ("2周", Duration(14)),
        ("0d", Duration(0)),
        ("2026-1-5", date(2026, 1, 5)),
        ("2026/01/05", date(2026, 1, 5)),
        ("0000-01-01", None),
        ("14", None),
        ("101y", None),
        ("", None),
    ],
)
def test_read_span(text: str, span: Duration | date | None) -> None:
    assert read_span(text) == span


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write(node: Node) -> str:
    if isinstance(node, Condition):
        if node.field in FLAGS:
            return node.field if node.op == "=" else f"{node.field}!=yes"
        value = node.value
        typed = f"{value.days}d" if isinstance(value, Duration) else str(value)
        return f"{node.field}{node.op}{quoted(typed)}"
    if isinstance(node, Not):
        return f"not ({write(node.part)})"
    return f" {'and' if isinstance(node, And) else 'or'} ".join(f"({write(p)})" for p in node.parts)


CONDITIONS = st.one_of(
    st.builds(
        Condition,
        st.sampled_from(["name", "company", "stage", "tag", "tag:region", "tag:need.explicit"]),
        st.sampled_from(["=", "!=", "~"]),
        st.text(max_size=12),
    ),
    st.builds(
        Condition,
        st.sampled_from(["created", "last_contact", "next", "stage_since", "birthday"]),
        st.sampled_from(["=", "!=", "<", "<=", ">", ">="]),
        st.builds(Duration, st.integers(0, 36_500)) | st.dates(min_value=date(1000, 1, 1)),
    ),
    st.builds(
        Condition, st.sampled_from(sorted(FLAGS)), st.sampled_from(["=", "!="]), st.just("yes")
    ),
)
NODES = st.recursive(
    CONDITIONS,
    lambda parts: st.one_of(
        st.builds(Not, parts),
        st.builds(And, st.lists(parts, min_size=2, max_size=4).map(tuple)),
        st.builds(Or, st.lists(parts, min_size=2, max_size=4).map(tuple)),
    ),
    max_leaves=8,
)


@given(NODES)
def test_what_is_written_reads_back(node: Node) -> None:
    assert read_filter(write(node)) == node


PIECES = st.sampled_from(
    [
        *(
            "stage",
            "region",
            "created",
            "untagged",
            "=",
            "<",
            "~",
            "!=",
            "(",
            ")",
            "（",
            "且",
            "或",
        ),
        *(
            "and",
            "or",
            "not",
            "非",
            '"',
            "'",
            "C",
            "14d",
            "，",
            "!",
            " ",
            "\\",
            "浦东且",
            "且stage",
        ),
    ]
)


@given(st.lists(PIECES, max_size=15).map("".join) | st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        node = read_filter(text)
    except BadFilter as error:
        position = error.values["position"]
        assert isinstance(position, int)
        assert 1 <= position <= len(text) + 1
    else:
        assert isinstance(node, Condition | Not | And | Or)

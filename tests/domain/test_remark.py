"""Remarks taken apart by patterns: what fits, what does not, and what is no pattern."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain.remark import BadRemark, flattened, read_remark, without_phones
from leadfunnel.domain.remark_guess import propose

LONG = "A-{name}-{region}-{product}-{phone}"


def parts(pattern: str, remark: str) -> tuple[str, ...] | None:
    return read_remark(pattern)[1].split(remark)


@pytest.mark.parametrize(
    ("pattern", "remark", "found"),
    [
        (LONG, "A-张三-浦东-烟机-13800138000", ("张三", "浦东", "烟机", "13800138000")),
        (LONG, "a－李四－浦西－冰箱－138-0013-8000", ("李四", "浦西", "冰箱", "138-0013-8000")),
        (LONG, "A — 张三 – 浦东 -  - 138 0013 8000", ("张三", "浦东", "", "138 0013 8000")),
        (LONG, "B-王五-浦东-烟机-13800138000", None),
        (LONG, "A-张三-浦东-烟机", None),
        (LONG, "A-张三-浦东-烟机-明天打", None),
        (LONG, "A--浦东-烟机-13800138000", None),
        (LONG, "", None),
        ("{mark}-{name}-{phone}", "A00-张三-13800138000", ("张三", "13800138000")),
        ("{mark}-{name}-{phone}", "★-张三-13800138000", ("张三", "13800138000")),
        ("{mark}-{name}-{phone}", "王总-张三-13800138000", None),
        ("{mark}{name}", "A00王姐", ("王姐",)),
        ("{mark}{name}", "AA 李四", ("李四",)),
        ("{mark}{name}", "王五", ("王五",)),
        ("{mark}{name}", "Anna", ("Anna",)),
        ("{mark}{name}", "🌸王姐", ("王姐",)),
        ("{name}-{region}", "王姐-浦东-烟机", None),
        ("{name}-{region}-{ignore}", "王姐-浦东-烟机-大", ("王姐", "浦东")),
        ("{name}-{-}-{region}", "王姐-x-浦东", ("王姐", "浦东")),
        ("{name}-{note}", "王姐-想换-烟机", ("王姐", "想换-烟机")),
        ("{name}-{phone}-{note}", "王姐-138-0013-8000-三室", ("王姐", "138-0013-8000", "三室")),
        ("{name}|{tag}|{tag}", "王姐｜VIP｜老客", ("王姐", "VIP", "老客")),
        ("{name} {region}", "王姐  浦东", ("王姐", "浦东")),
        ("{name} {region}", "王姐 浦东 急", None),
        ("{name}·{region}", "王姐•浦东", ("王姐", "浦东")),
        ("{name}(老客)", "王姐（老客）", ("王姐",)),
        ("{name}(老客)", "王姐（老客）x", None),
        ("{姓名}/{地区}", "王姐/浦东", ("王姐", "浦东")),
        ("{name}_{wechat}_{email}", "王姐_wang_1", None),
        ("{name}/{wechat}/{email}", "王姐/wang_1/w@x.cn", ("王姐", "wang_1", "w@x.cn")),
        ("{name}/{wechat}", "王姐/很好", None),
        ("{name}-{region}", "12345678901-浦东", None),
    ],
)
def test_splitting(pattern: str, remark: str, found: tuple[str, ...] | None) -> None:
    assert parts(pattern, remark) == found


def test_the_fields_of_a_pattern() -> None:
    column, pattern = read_remark("客户名称={mark}-{姓名}-{region}-{tag:小区}-{忽略}-{标签}")
    assert column == "客户名称"
    assert pattern.fields == ("name", "tag:region", "tag:小区", "tags")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no part in braces"),
        ("A-B", "no part in braces"),
        ("{nme}", "no part {nme}"),
        ("{stage}-{name}", "no part {stage}"),
        ("{grade}", "no part {grade}"),
        ("{created_at}-{name}", "no part {created_at}"),
        ("{name}-{name}", "{name} twice"),
        ("{name}{region}", "no sign parts {name} from {tag:region}"),
        ("{name}-{mark}{region}", "no sign parts {mark} from {tag:region}"),
        ("{name}-{region", "left open"),
        ("{name}}-{region}", "left open"),
        ("{mark}-{ignore}", "nothing of the remark"),
        ("={name}", "no column before"),
        ("{name}" + "x" * 200, "more than 200"),
    ],
)
def test_what_is_no_pattern(text: str, reason: str) -> None:
    with pytest.raises(BadRemark) as caught:
        read_remark(text)
    assert reason in caught.value.reason


PATTERNS = (LONG, "{mark}{name}-{phone}-{note}", "{name} {region} {tag}", "{name}_{phone}")


@given(
    st.text(alphabet="A1-－ _·张三浦东8０🌸\u200d\n{}()", max_size=60), st.sampled_from(PATTERNS)
)
def test_pieces_stand_in_the_remark_in_order(remark: str, pattern: str) -> None:
    assert len(flattened(remark)) == len(remark)
    found = parts(pattern, remark)
    place = 0
    for piece in found or ():
        place = remark.index(piece, place) + len(piece)


@given(st.text(max_size=300))
def test_any_pattern_is_read_or_refused_whole(text: str) -> None:
    try:
        column, pattern = read_remark(text)
    except BadRemark:
        return
    assert pattern.fields
    assert not column or column in text


def test_a_hostile_remark_takes_no_time() -> None:
    pattern = read_remark("{name}-{phone}-{phone}-{note}")[1]
    assert pattern.split("1-" * 250) is None
    assert pattern.split("张-" + "1" * 480) is None


# --- proposals

MIXED = [
    *("A-张三-浦东-烟机-13800138000", "A-李四-徐汇-冰箱-13800138001", "老同学"),
    *("B-王姐-闵行-空调-138-0013-8002", "A-赵六-浦东-烟机-13800138003"),
    *("AA-陈先生-13800138004", "A-钱七-13800138006"),
]


def test_the_shapes_of_remarks_are_proposed_the_commonest_first() -> None:
    found = [(one.text, one.fits) for one in propose(MIXED, {})]
    assert found == [("{mark}-{name}-{region}-{product}-{phone}", 4), ("{mark}-{name}-{phone}", 2)]


@pytest.mark.parametrize(
    ("remarks", "known", "texts"),
    [
        (["A00王姐", "A张三", "AA李四", "0赵总", "陈伟"], {}, ["{mark}{name}"]),
        (["王姐 浦东 烟机", "李四 静安 冰箱"], {}, ["{name} {region} {product}"]),
        (["A1王姐-浦东", "B2李四-静安"], {}, ["{mark}{name}-{region}"]),
        (
            ["张三-抖音-VIP", "李四-抖音-VIP", "王五-抖音-VIP", "赵六-抖音-普通"],
            {"抖音": "source"},
            ["{name}-{source}-{tag}"],
        ),
        (["张三/翠湖/热水", "李四/翠湖/热水"], {"翠湖": "tag:region"}, ["{name}/{region}/{note}"]),
        (["同事", "老婆", "妈妈", "快递小哥", "13800138000"], {}, []),
        (["John Smith", "Anna Lee", "Bob Roe"], {}, []),
        (["想换烟机-急", "周末到店-不急", "没回复-再打"], {}, []),
        (["A-张三-浦东"], {}, []),
        ([], {}, []),
        (["", " ", "-"], {}, []),
    ],
)
def test_proposals(remarks: list[str], known: dict[str, str], texts: list[str]) -> None:
    assert [one.text for one in propose(remarks, known)] == texts


@pytest.mark.parametrize("letter", "ABCD")
def test_a_leading_letter_is_never_a_stage_or_grade(letter: str) -> None:
    remarks = [f"{letter}-{name}-浦东" for name in ("张三", "李四", "王五")]
    assert [one.text for one in propose(remarks, {})] == ["{mark}-{name}-{region}"]


@given(st.lists(st.text(alphabet="A1-_ 张三浦东8|", max_size=20), max_size=30))
def test_what_is_proposed_fits_as_often_as_it_says(remarks: list[str]) -> None:
    left = [text for remark in remarks if (text := remark.strip())]
    for one in propose(remarks, {}):
        rest = [text for text in left if one.pattern.split(text) is None]
        assert len(left) - len(rest) == one.fits >= 2
        left = rest


@pytest.mark.parametrize(
    ("text", "rest", "phones"),
    [
        ("A-张三-浦东-烟机-13800138000", "A-张三-浦东-烟机", ["13800138000"]),
        ("王五13700137000", "王五", ["13700137000"]),
        ("13700137000 王五", "王五", ["13700137000"]),
        ("张三-138 0013 8000-浦东", "张三-浦东", ["138 0013 8000"]),
        ("李四（13800138000）", "李四", ["13800138000"]),
        ("李四 电话：+86 13800138000", "李四", ["+86 13800138000"]),
        ("赵六 13800138000/13900139000", "赵六", ["13800138000", "13900139000"]),
        ("1380013800012", "1380013800012", []),
        ("订单20261380013800", "订单20261380013800", []),
        ("王姐 021-62345678", "王姐 021-62345678", []),
        ("A00王姐", "A00王姐", []),
    ],
)
def test_only_whole_mobile_numbers_leave_a_text(text: str, rest: str, phones: list[str]) -> None:
    assert without_phones(text) == (rest, phones)

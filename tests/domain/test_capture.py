"""One typed line taken apart."""

from __future__ import annotations

import pytest
from tests.domain.reading import reader

from leadfunnel.domain.capture import (
    LONGEST_NOTE,
    Captured,
    EmptyName,
    Lexicon,
    LongName,
    LongNote,
    NulInText,
    capture,
    check_name,
    check_note,
)
from leadfunnel.errors import Exit

SOURCES = ("抖音", "Douyin", "转介绍")
MOBILE = "+8613800138000"


def read(text: str) -> Captured:
    return capture(text, reader, Lexicon(sources=SOURCES, dimensions=("house",)))


def phones(found: Captured) -> list[str]:
    return [phone.number for phone in found.phones]


def test_the_line_of_the_manual() -> None:
    found = read("王姐 138 0013 8000 抖音 想换烟机 预算8千 下周三下午回访 #region:浦东")
    assert found.name == "王姐"
    assert phones(found) == [MOBILE]
    assert found.source == "抖音"
    assert [str(tag) for tag in found.tags] == ["region:浦东"]
    assert found.note == "想换烟机 预算8千 下周三下午回访"


@pytest.mark.parametrize(
    ("text", "name", "note"),
    [
        ("王姐", "王姐", ""),
        ("欧阳娜娜", "欧阳娜娜", ""),
        ("李老师 要报价", "李老师", "要报价"),
        ("张总要报价", "张总", "要报价"),
        ("李想想换烟机", "李想", "想换烟机"),
        ("王姐：想换烟机", "王姐", "想换烟机"),
        ("王姐，想换烟机。", "王姐", "想换烟机"),
        ("王姐想换烟机预算8千下周三下午回访", "王姐", "想换烟机预算8千下周三下午回访"),
        ("王姐的朋友", "王姐的朋友", ""),
        ("美丽人生 张姐介绍", "美丽人生", "张姐介绍"),
        ("想换烟机 王姐 老客", "王姐", "想换烟机 老客"),
        ("iPhone15 王姐", "王姐", "iPhone15"),
        ("上海某某贸易有限公司", "上海某某贸易有限公司", ""),
        ("昨天来店里看冰箱的那位穿红衣服的女士", "", "昨天来店里看冰箱的那位穿红衣服的女士"),
        ("John Smith", "John Smith", ""),
        ("John  Smith wants a hood", "John Smith", "wants a hood"),
        ("Mary Ann O'Brien wants a hood", "Mary Ann O'Brien", "wants a hood"),
        ("Ludwig van der Berg, hood", "Ludwig van der Berg", "hood"),
        ("École Jean-Paul", "École Jean-Paul", ""),
        ("John, Smith & Co", "John", "Smith & Co"),
        ("john smith", "john smith", ""),
        ("bob wants a hood", "bob", "wants a hood"),
        ("x", "x", ""),
        ("é", "é", ""),
        ("🌸", "🌸", ""),
        ("100%", "100%", ""),
        ("col:val", "col:val", ""),
        ("x'); DROP TABLE lead;--", "x')", "DROP TABLE lead;--"),
        ("8千 张伟", "张伟", "8千"),
        ("https://example.com/1 张伟", "张伟", "https://example.com/1"),
        ("姓名：张伟 备注：老客", "张伟", "备注：老客"),
        ("wants oven, Name: John Smith", "John Smith", "wants oven"),
        ("evil\x1b[2J\x07\u202e", "evil\x1b[2J\x07\u202e", ""),
    ],
)
def test_names(text: str, name: str, note: str) -> None:
    found = read(text)
    assert (found.name, found.note) == (name, note)


@pytest.mark.parametrize(
    ("text", "name", "note"),
    [
        ("13800138000", "", ""),
        ("13800138000 王姐 想换烟机", "王姐", "想换烟机"),
        ("王姐13800138000想换烟机", "王姐", "想换烟机"),
        ("王姐 １３８　００１３　８０００ 想换", "王姐", "想换"),
        ("王姐 +86 138-0013-8000", "王姐", ""),
        ("王姐 0086 138 0013 8000", "王姐", ""),
        ("王姐 (+86)13800138000", "王姐", ""),
        ("王姐 \u202d13800138000\u202c", "王姐", ""),
        ("王姐 电话：13800138000", "王姐", ""),
        ("联系电话13800138000王姐", "王姐", ""),
        ("Tom tel. 138 0013 8000 home", "Tom", "home"),
        ("Tom M: 138 0013 8000", "Tom", ""),
        ("想换烟机 预算8千 13800138000", "", "想换烟机 预算8千"),
        ("加微信 13800138000", "", "加微信"),
        ("小雨 13800138000(微信同号)", "小雨", "(微信同号)"),
        ("李先生 打了电话 13800138000 没接", "李先生", "打了电话 没接"),
        ("张伟 2026-11-25 15:00 13800138000", "张伟", "2026-11-25 15:00"),
        ("张伟 20261125 13800138000", "张伟", "20261125"),
        ("张伟 11/25 13800138000 3室2厅", "张伟", "11/25 3室2厅"),
        ("张伟 13800138000 8千", "张伟", "8千"),
        ("张伟 13800138000 iPhone15 ￥12000", "张伟", "iPhone15 ￥12000"),
        ("张伟 8000-10000 13800138000 12.5", "张伟", "8000-10000 12.5"),
        ("客户 张伟 13800138000", "张伟", "客户"),
        ("王姐 13800138000 13800138000", "王姐", ""),
    ],
)
def test_a_phone_among_other_words(text: str, name: str, note: str) -> None:
    found = read(text)
    assert (phones(found), found.name, found.note) == ([MOBILE], name, note)


@pytest.mark.parametrize(
    "rest",
    [
        *("8千", "iPhone15", "3室2厅", "2026-11-25", "2026-11-25 15:00", "15:00", "￥12000"),
        *("20261125", "12000元", "预算 12000000", "1200-1500", "订单号 2026112501", "2026112501"),
        *("QQ:123456789", "https://example.com/13800138000", "A13800138000", "12345", "110 120"),
        *("3.14159265", "110101199003078888", "id=13800138000", "50%", "11/25", "XK-13800138000"),
    ],
)
def test_numbers_that_are_no_phones(rest: str) -> None:
    found = read(f"王姐 {rest}")
    assert (found.phones, found.name, found.note) == ((), "王姐", rest)


@pytest.mark.parametrize(
    ("text", "number", "valid"),
    [
        ("王姐 021-61234567转801", "+862161234567;ext=801", True),
        ("王姐 021 6123 4567 分机 801", "+862161234567;ext=801", True),
        ("王姐 (021)61234567", "+862161234567", True),
        ("王姐 400-123-4567", "+864001234567", True),
        ("陈太 +852 9123 4567", "+85291234567", True),
        ("Tom +1 (415) 555-2671 ext 12", "+14155552671;ext=12", True),
        ("王姐 12345678901", "12345678901", False),
        ("王姐 电话 12345", "12345", False),
        ("王姐 电话 138 0013 800", "1380013800", False),
        ("138 0013 800", "1380013800", False),
        ("12345", "12345", False),
    ],
)
def test_other_phones(text: str, number: str, valid: bool) -> None:
    found = read(text)
    assert [(phone.number, phone.valid) for phone in found.phones] == [(number, valid)]
    assert found.note == ""


def test_several_phones_and_their_typed_form() -> None:
    found = read("老王 13800138000/139 0013 9000")
    assert phones(found) == [MOBILE, "+8613900139000"]
    assert [phone.raw for phone in found.phones] == ["13800138000", "139 0013 9000"]
    assert (found.name, found.note) == ("老王", "")


@pytest.mark.parametrize(
    ("text", "value", "note"),
    [
        ("小雨 微信：Lily_2020 想看", "lily_2020", "想看"),
        ("小雨 wx: lily_2020", "lily_2020", ""),
        ("小雨 v:lily2020", "lily2020", ""),
        ("小雨 ＶＸ：lily2020", "lily2020", ""),
        ("小雨 微信lily_88", "lily_88", ""),
        ("小雨 微信 wxid_abc123", "wxid_abc123", ""),
        ("小雨 微信号13800138000", "13800138000", ""),
        ("小雨 wechat: 12345678", "12345678", ""),
    ],
)
def test_wechat_ids(text: str, value: str, note: str) -> None:
    found = read(text)
    assert [wechat.value for wechat in found.wechat] == [value]
    assert (found.name, found.note, found.phones) == ("小雨", note, ())


@pytest.mark.parametrize("text", ["小雨 微信 Michael 想看", "小雨 加微信 想看", "小雨 TV:abc123"])
def test_words_after_wechat_that_are_no_id(text: str) -> None:
    assert read(text).wechat == ()


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("王姐 @抖音", "抖音"),
        ("王姐 ＠小红书", "小红书"),
        ("王姐 来源:抖音", "抖音"),
        ("王姐 來源：抖音", "抖音"),
        ("Tom source: Referral", "Referral"),
        ("王姐 抖音", "抖音"),
        ("抖音 王姐", "抖音"),
        ("Tom DOUYIN", "DOUYIN"),
        ("王姐 抖音来的", ""),
    ],
)
def test_sources(text: str, source: str) -> None:
    found = read(text)
    assert found.source == source
    assert found.name in {"王姐", "Tom"}


@pytest.mark.parametrize(
    ("text", "name", "note"),
    [
        ("张三 from 抖音", "张三", ""),
        ("Tom via 抖音 wants a bike", "Tom", "wants a bike"),
        ("王姐 来自 抖音 换烟机", "王姐", "换烟机"),
        ("Ann moved from Leeds, 抖音", "Ann", "moved from Leeds"),
    ],
)
def test_what_leads_to_a_source_is_no_note(text: str, name: str, note: str) -> None:
    found = read(text)
    assert (found.name, found.source, found.note) == (name, "抖音", note)


def test_the_first_source_counts_and_the_second_is_kept() -> None:
    found = read("王姐 @门店 抖音")
    assert (found.source, found.note) == ("门店", "抖音")


@pytest.mark.parametrize(
    ("text", "tags", "note"),
    [
        ("王姐 #浦东 +VIP ＃老客", ["浦东", "VIP", "老客"], ""),
        ("王姐#浦东#老客", ["浦东", "老客"], ""),
        ("王姐 +地区:浦东 地区：静安", ["region:浦东", "region:静安"], ""),
        ("王姐 要:美白 隐：嫌老机器吵", ["need.explicit:美白", "need.implicit:嫌老机器吵"], ""),
        ("王姐 house:3室", ["house:3室"], ""),
        ("王姐 备注:不要打电话", [], "备注:不要打电话"),
        ("王姐 #VIP #vip", ["VIP"], ""),
        ("王姐 +3天 a+b C# #12", [], "+3天 a+b C# #12"),
        ("王姐 # + #", [], "# + #"),
    ],
)
def test_tags(text: str, tags: list[str], note: str) -> None:
    found = read(text)
    assert ([str(tag) for tag in found.tags], found.note) == (tags, note)


def test_emails() -> None:
    found = read("John Smith John@Example.com 邮箱：b@qq.com @Fair")
    assert [email.value for email in found.emails] == ["john@example.com", "b@qq.com"]
    assert (found.name, found.source, found.note) == ("John Smith", "Fair", "")


def test_a_line_may_name_nobody() -> None:
    assert not read("#浦东").names_someone
    assert not read("12").names_someone
    assert read("13800138000").names_someone


@pytest.mark.parametrize("text", ["", "   \t", "\n", "\u200b", "\u3000"])
def test_nothing_typed(text: str) -> None:
    with pytest.raises(EmptyName, match=r"name .*empty") as caught:
        read(text)
    assert caught.value.exit is Exit.UNREADABLE


def test_limits() -> None:
    with pytest.raises(NulInText, match="NUL"):
        read("a\0b")
    with pytest.raises(NulInText):
        check_name("a\0")
    with pytest.raises(LongName):
        read("x" * 201)
    with pytest.raises(LongNote):
        read("x " * LONGEST_NOTE)
    check_note("x" * LONGEST_NOTE)
    assert read("x" * 200).name == "x" * 200


def test_a_long_paste_ends_soon_and_keeps_everything() -> None:
    text = "王姐 " + "1 " * 40_000
    assert len(read(text).note) == 2 * 40_000 - 1


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("想换灶具；13800138000；要静音", "想换灶具；要静音"),
        ("Mary wants a hood; 13800138000; quiet one", "wants a hood; quiet one"),
        ("王姐；想换灶具；13800138000", "想换灶具"),
        ("王姐 想换灶具；13800138000 ，静音。", "想换灶具；静音"),
        ("王姐 想换灶具 13800138000 静音", "想换灶具 静音"),
        ("Mary wants a hood. 13800138000. Quiet one", "wants a hood. Quiet one"),
    ],
)
def test_two_clauses_of_the_note_stay_two(text: str, note: str) -> None:
    assert capture(text, reader).note == note

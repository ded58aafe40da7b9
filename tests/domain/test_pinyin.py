from __future__ import annotations

import importlib.util

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.domain import fold_table, pinyin_table
from leadfunnel.domain.fold import fold
from leadfunnel.domain.pinyin import _SURNAMES, name_readings, readings, spellings

SURNAMES = (
    "单shan 仇qiu 曾zeng 解xie 查zha 区ou 翟zhai 任ren 华hua 朴piao 盖ge 覃qin 缪miao 乐yue 员yun "
    "种chong 秘bi 冼xian 折she 黑he 盛sheng 纪ji 宁ning 车che 召shao 谌chen 郇xun 宓mi 隗wei 句gou "
    "逄pang 洗xian 燕yan 葛ge 那na 尹yin 褚chu 訾zi 曲qu 薄bo 卜bu 祭zhai 佴nai 炅gui 粘nian 都du "
    "繁po 镡tan 蔚yu 阚kan 乜nie 尉wei 晁chao 贾jia 冯feng 万wan 叶ye 石shi 沈shen 强qiang 郝hao "
    "王wang 李li 张zhang 刘liu 吕lv 欧ou 强qiang 邢xing 谢xie 阎yan 仉zhang 亓qi 麴qu 單shan 區ou"
)


@pytest.mark.parametrize("entry", SURNAMES.split())
def test_a_surname_is_read_as_one(entry: str) -> None:
    surname, reading = entry[0], entry[1:]
    for name in (surname, f"{surname}伟", f"a{surname}总"):
        folded = fold(name)
        assert name_readings(folded)[folded.index(fold(surname))][0] == reading


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("尉迟恭", "yu chi gong"),
        ("万俟卨", "mo qi xie"),
        ("单于夫", "chan yu fu"),
        ("长孙无忌", "zhang sun wu ji"),
        ("澹台明", "tan tai ming"),
        ("欧阳修", "ou yang xiu"),
        ("司马光", "si ma guang"),
        ("诸葛亮", "zhu ge liang"),
    ],
)
def test_double_surnames(name: str, spelled: str) -> None:
    assert " ".join(known[0] for known in name_readings(name)) == spelled


def test_the_common_reading_of_a_surname_is_kept() -> None:
    assert name_readings("单伟")[0] == ("shan", "dan", "chan")
    assert name_readings("张单")[1][0] == "dan"
    assert "shan" in readings("单")


@pytest.mark.parametrize(("char", "known"), [("行", {"xing", "hang"}), ("重", {"zhong", "chong"})])
def test_all_readings_in_use(char: str, known: set[str]) -> None:
    assert known <= set(readings(char))


@pytest.mark.parametrize("char", list("有限大王张上海"))
def test_no_archaic_readings(char: str) -> None:
    assert len(readings(char)) <= (3 if char == "大" else 1)


def test_u_umlaut_is_typed_both_ways() -> None:
    assert readings("吕") == ("lv", "lu")
    assert readings("女") == ("nv", "nu")
    assert readings("略") == ("lve", "lue")


def test_a_simplified_character_has_the_readings_of_the_merged_ones() -> None:
    assert set(readings(fold("乾"))) >= {"gan", "qian"}


def test_characters_beyond_the_first_plane() -> None:
    assert readings("𬭚") == ("chun",)


@pytest.mark.parametrize("char", ["a", "1", " ", "é", "が", "한", "😀", "·", "\U000e0100"])
def test_other_characters_have_no_readings(char: str) -> None:
    assert readings(char) == ()
    assert name_readings(f"王{char}")[1] == ()


def test_an_empty_name() -> None:
    assert name_readings("") == ()


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=4))
def test_every_character_in_use_has_typeable_readings(text: str) -> None:
    name = fold(text)
    for char, known in zip(name, name_readings(name), strict=True):
        assert sorted(known) == sorted(set(readings(char)))
        assert all(sound.isascii() and sound.islower() and len(sound) <= 6 for sound in known)


def test_common_characters_all_have_readings() -> None:
    every = range(0x4E00, 0x9FA6)
    missing = [chr(point) for point in every if not readings(fold(chr(point)))]
    assert len(missing) < 40


def test_surname_readings_are_known_syllables() -> None:
    known = set(pinyin_table.SYLLABLES.split())
    assert {sound for entry in _SURNAMES.split("|") for sound in entry[1:].split()} <= known
    assert all(fold(entry[0]) == entry[0] for entry in _SURNAMES.split("|"))


@pytest.mark.parametrize(
    ("typed", "way"),
    [
        ("zhangwei", "zhang wei"),
        ("zsf", "z s f"),
        ("zhangsf", "zhang s f"),
        ("zsanf", "z san f"),
        ("zhw", "zh w"),
        ("lvbu", "lv bu"),
        ("张sf", "张 s f"),
        ("zhang wei", "zhang wei"),
        ("xi an", "xi an"),
        ("shanghaiyunfankeji", "shang hai yun fan ke ji"),
        ("a3mei", "a 3 mei"),
    ],
)
def test_the_best_spelling(typed: str, way: str) -> None:
    assert " ".join(spellings(typed, 7)[0]) == way


def test_three_letters_are_cut_in_every_way() -> None:
    assert set(spellings("zha", 7)) == {("zha",), ("z", "ha"), ("zh", "a"), ("z", "h", "a")}
    assert ("x", "i", "an") not in spellings("xian", 7)


def test_what_is_no_pinyin_has_no_spelling() -> None:
    assert spellings("kevin", 7) == ()
    assert spellings("", 7) == ((),)


@given(st.text(alphabet="zhangweixo 张3", max_size=12), st.integers(1, 8))
def test_spellings_lose_nothing_but_spaces(text: str, most: int) -> None:
    ways = spellings(text, most)
    assert len(ways) <= most
    assert all("".join(way) == text.replace(" ", "") for way in ways)
    assert [len(way) for way in ways] == sorted(len(way) for way in ways)


def test_tables_are_current() -> None:
    for package in ("opencc", "pypinyin"):
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"{package} is not installed; pip install -e '.[dev]' to check the tables")
    from tools.make_tables import main

    assert main(["--check"]) == 0


def test_folded_characters_are_final() -> None:
    assert not set(fold_table.OLD) & set(fold_table.NEW)
    assert len(fold_table.OLD) == len(fold_table.NEW) == len(set(fold_table.OLD))

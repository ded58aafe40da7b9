from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leadfunnel.domain.fold import fold


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", ""),
        ("  Wang \t Jie\n", "wang jie"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("École", "ecole"),
        ("E\u0301cole", "ecole"),
        ("Ångström", "angstrom"),
        ("Łukasz Đặng Søren", "lukasz dang soren"),
        ("İstanbul ırmak", "istanbul irmak"),
        ("Zhāng Wěi Lǚ", "zhang wei lu"),
        ("張偉", "张伟"),
        ("歐陽鋒", "欧阳锋"),
        ("乾隆", "干隆"),
        ("髙﨑", "高崎"),
        ("ＡＢＣ１２３　王", "abc123 王"),
        ("（上海）有限公司", "(上海)有限公司"),
        ("张\u200b伟\ufeff", "张伟"),
        ("张\x00\x1b[31m伟", "张[31m伟"),
        ("葛\U000e0100城", "葛城"),
        ("王\ud83d", "王"),
        ("阿卜杜·卡里木", "阿卜杜卡里木"),
        ("阿卜杜•卡里木", "阿卜杜卡里木"),
        ("O’Brien", "o'brien"),
        ("O´Brien", "o'brien"),
        ("O`Brien", "o'brien"),
        ("“A”—B", '"a"-b'),
        ("C++ 100%", "c++ 100%"),
        ("ﾊﾟｿｺﾝ", "パソコン"),
    ],
)
def test_folds(typed: str, key: str) -> None:
    assert fold(typed) == key


@pytest.mark.parametrize("text", ["がぎぐ パソコン", "한국 김철수", "йёж", "ไทย", "العربية"])
def test_leaves_other_scripts_alone(text: str) -> None:
    assert fold(text) == text
    assert fold(unicodedata.normalize("NFD", text)) == text


@pytest.mark.parametrize(
    ("one", "other"), [("王芳", "王方"), ("が", "か"), ("й", "и"), ("张伟", "张维"), ("+", "-")]
)
def test_keeps_different_things_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_every_character_folds_once_wherever_it_stands() -> None:
    changed = [
        text
        for char in map(chr, range(sys.maxunicode + 1))
        for text in (fold(f"a{char}"), fold(f"{char}一"))
        if fold(text) != text
    ]
    assert changed == []


@given(st.text())
@example("ᄀ\u200bᅡ")
@example("ᄀ\u0301ᅡ")
@example("a\u0345\u0301")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_composed_and_decomposed_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text())
def test_nothing_unseen_is_left(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert not {"Cc", "Cf", "Cs"} & set(map(unicodedata.category, folded))

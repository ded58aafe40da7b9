"""CSV as it comes: encodings, delimiters, quotes, and every fault told by its line."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadfunnel.adapters import encodings
from leadfunnel.adapters.csv_files import CUT, UNENDED, BadHeader, read_csv
from leadfunnel.adapters.encodings import (
    Encoded,
    NoSuchEncoding,
    OtherFile,
    UnknownEncoding,
    WrongEncoding,
    detect,
    open_text,
)
from leadfunnel.domain.sheet import EmptySheet, Record

CHINESE = "姓名,电话,备注\n张三,13800138000,想换烟机\n李四,13900139000,嫌贵\n"
TAIWANESE = "姓名,電話,備註\n陳怡君,0912345678,想看房子\n林志豪,0922345678,下週回覆\n"
JAPANESE = "氏名,電話\n山田たろう,090\n佐藤ハナコ,080\n"
RUSSIAN = "Имя,Телефон\nИван Петров,8900\nОльга Смирнова,8901\n"


def rows(data: str | bytes, **flags: object) -> list[tuple[int, tuple[str, ...], str]]:
    raw = data.encode() if isinstance(data, str) else data
    sheet = read_csv(raw, "a.csv", **flags)  # type: ignore[arg-type]
    return [(row.line, row.cells, row.problem) for row in sheet.records()]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030"]
)
def test_encodings_that_can_be_told(encoding: str) -> None:
    sheet = read_csv(CHINESE.encode(encoding), "a.csv")
    assert sheet.header == ("姓名", "电话", "备注")
    assert [row.cells[0] for row in sheet.records()] == ["张三", "李四"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TAIWANESE, "big5"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
        (RUSSIAN, "cp1251"),
        ("name,city\nJosé Peña,Málaga\n", "cp1252"),
        ("이름,전화\n김철수,010\n박영희,011\n", "euc_kr"),
    ],
)
def test_encodings_that_cannot_be_told_are_refused_with_a_preview(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    with pytest.raises(UnknownEncoding) as caught:
        read_csv(data, "a.csv")
    assert "preview" in caught.value.message
    assert read_csv(data, "a.csv", encoding).header == tuple(text.partition("\n")[0].split(","))


def test_a_preview_reads_right_in_one_encoding_and_shows_no_digits() -> None:
    with pytest.raises(UnknownEncoding) as caught:
        detect(TAIWANESE.encode("big5"), "a.csv")
    previews = {str(one["encoding"]): str(one["preview"]) for one in caught.value.candidates}
    assert previews["big5"].startswith("姓名 電話")
    assert not any(sign.isdecimal() for preview in previews.values() for sign in preview)


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (TAIWANESE, "big5", "big5"),
        (JAPANESE, "shift_jis", "shift_jis"),
        (RUSSIAN, "cp1251", "cp1251"),
        ("Name,Stadt\nMüller,Köln\nJürgen,Düren\n", "cp1252", "cp1252"),
        ("name\n龘骉\n", "gb18030", "gb18030 / cp1251"),
    ],
)
def test_the_hint_names_the_encodings_that_are_likely(text: str, encoding: str, named: str) -> None:
    with pytest.raises(UnknownEncoding) as caught:
        detect(text.encode(encoding), "a.csv")
    assert caught.value.values["example"] == named
    assert {"encoding", "preview", "text"} == set(caught.value.candidates[0])


def test_a_named_encoding_must_exist_and_fit() -> None:
    with pytest.raises(NoSuchEncoding):
        read_csv(b"a\n1\n", "a.csv", "klingon")
    with pytest.raises(NoSuchEncoding):
        read_csv(b"a\n1\n", "a.csv", "rot13")
    with pytest.raises(WrongEncoding) as caught:
        read_csv("a\n1\n张三\n2\n".encode("gb18030"), "a.csv", "utf-8")
    assert caught.value.values["line"] == 3


@pytest.mark.parametrize(
    ("data", "looks"),
    [
        (b"SQLite format 3\0" + b"\0" * 100, "is a database"),
        (b"PK\x03\x04....xl/workbook.xml", "looks like a workbook"),
        (b"PK\x03\x04....../evil", "looks like a zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "looks like an old workbook"),
        (b"%PDF-1.7", "looks like a PDF"),
        (b"\n <!DOCTYPE html><html>", "looks like a web page"),
        (b"<table><tr>", "looks like a web page"),
        (b"BEGIN:VCARD\n", "looks like a vCard"),
        (b'{"a": 1}', "looks like JSON"),
    ],
)
def test_other_files_are_told_by_their_bytes(data: bytes, looks: str) -> None:
    with pytest.raises(OtherFile) as caught:
        read_csv(data, "a.csv")
    assert looks in str(caught.value.values["looks"])


@pytest.mark.parametrize("data", ["", "\n\n", "name,phone\n", "name\n\n , \n", "\ufeff"])
def test_nothing_to_import(data: str) -> None:
    with pytest.raises(EmptySheet):
        read_csv(data.encode(), "a.csv")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(delimiter: str) -> None:
    text = f"name{delimiter}phone\nWang, Li; Co{delimiter}1\n" if delimiter in "\t|" else None
    text = text or f'name{delimiter}"tel, or; more"\n王{delimiter}1\n'
    assert [cells[1] for _, cells, _ in rows(text)] == ["1"]


def test_a_line_that_names_the_delimiter() -> None:
    assert rows("sep=;\na,b;c\n1,5;2\n") == [(3, ("1,5", "2"), "")]


def test_lines_are_counted_through_blank_ones_and_quotes() -> None:
    text = 'name,note\r\n\r\na,"two\r\nlines"\r\n ,\r\nb,x\r\n'
    assert rows(text) == [(3, ("a", "two\r\nlines"), ""), (6, ("b", "x"), "")]


def test_wrong_field_counts() -> None:
    found = rows("a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,,\n1\n")
    assert [(line, problem) for line, _, problem in found] == [
        (2, ""),
        (3, "has 2 fields where the header has 3"),
        (4, "has 4 fields where the header has 3"),
        (5, ""),
        (6, "has 1 field where the header has 3"),
    ]


def test_an_unclosed_quote_costs_its_own_line_only() -> None:
    found = rows('a,b\n1,2\n3,"4\n5,6\n7,8\n')
    assert found == [
        (2, ("1", "2"), ""),
        (3, ('3,"4',), UNENDED),
        (4, ("5", "6"), ""),
        (5, ("7", "8"), ""),
    ]


def test_a_stray_quote_between_good_ones() -> None:
    found = rows('a,b\n1,"x" y\n3,"4"\n5,"six, or\nso"\n')
    assert [(line, problem) for line, _, problem in found] == [(2, UNENDED), (3, ""), (4, "")]


def test_an_unclosed_quote_in_the_header() -> None:
    with pytest.raises(BadHeader):
        read_csv(b'a,"b\n1,2\n', "a.csv")


def test_nul_is_told_by_its_line() -> None:
    text = "a,b\n" + "".join(f"{n},x\n" for n in range(2, 7)) + "7,x\0y\n"
    assert [(line, problem) for line, _, problem in rows(text) if problem] == [
        (7, "holds a NUL character")
    ]


def test_input_from_a_pipe_that_ends_within_a_line() -> None:
    assert rows("a,b\n1,2\n3,4", piped=True)[-1] == (3, ("3", "4"), CUT)
    assert rows("a,b\n1,2\n3,4")[-1] == (3, ("3", "4"), "")


def test_input_that_ends_within_a_character() -> None:
    data = "名,b\n张,2\n李".encode()[:-1]
    assert rows(data)[-1][2] == CUT
    assert rows(b"a,b\n1,2\n" + "李".encode()[:1])[-1][::2] == (3, CUT)


def test_a_pipe_is_never_read_as_something_else_for_being_cut() -> None:
    data = CHINESE.encode()
    for end in range(60, len(data)):
        try:
            found = rows(data[:end], piped=True)
        except EmptySheet:
            continue
        assert data[:end].endswith(b"\n") == (found[-1][2] == "")
        assert all(cells[0] in ("张三", "李四") for _, cells, problem in found if not problem)


@given(
    st.lists(
        st.tuples(
            *[st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5)] * 3
        ).filter(lambda cells: any(map(str.strip, cells))),
        min_size=1,
        max_size=6,
    )
)
def test_what_the_csv_module_writes_is_read_back(cells: list[tuple[str, str, str]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([("a", "b", "c"), *cells])
    assert [found for _, found, _ in rows(text.getvalue())] == cells


@given(st.binary(max_size=300) | st.text('a,;"\n\r\0张é', max_size=60).map(str.encode))
def test_any_bytes_are_read_or_refused_and_the_lines_rise(data: bytes) -> None:
    try:
        found = list(read_csv(data, "a.csv").records())
    except (OtherFile, UnknownEncoding, EmptySheet, BadHeader):
        return
    lines = [row.line for row in found]
    assert lines == sorted(set(lines))
    assert all(isinstance(row, Record) for row in found)


ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("size", [1, 2, 3, 7, 10**6])
def test_a_file_is_read_in_pieces_as_it_is_read_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, size: int
) -> None:
    monkeypatch.setattr(encodings, "CHUNK", size)
    text = CHINESE.replace("\n", "\r\n") + '王五,1,"a\r\nb"\r\n'
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    sheet = read_csv(path, "a.csv")
    at_once = read_csv(path.read_bytes(), "a.csv")
    assert (sheet.header, sheet.encoding) == (at_once.header, at_once.encoding)
    for _ in range(2):
        assert list(sheet.records()) == list(at_once.records())
    assert [row.cells[0] for row in sheet.records()] == ["张三", "李四", "王五"]


@pytest.mark.parametrize("size", [1, 5, 10**6])
def test_a_wrong_or_cut_character_is_found_in_any_piece(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(encodings, "CHUNK", size)
    with pytest.raises(WrongEncoding) as caught:
        read_csv("a\n1\n2\n张三\n".encode("gb18030"), "a.csv", "utf-8")
    assert caught.value.values["line"] == 4
    cut = detect("名,b\n张,2\n李".encode()[:-1], "a.csv")
    assert (cut.name, cut.cut, cut.ended) == ("utf-8", True, False)
    assert detect("名,b\n张,2\n".encode("gb18030"), "a.csv").ended


@given(st.text('a,"中\r\n', max_size=40), st.sampled_from(["utf-8", "gb18030", "utf-16-le"]))
def test_lines_end_where_they_end_in_any_encoding(text: str, encoding: str) -> None:
    with open_text(text.encode(encoding), Encoded(encoding)) as lines:
        assert list(lines) == list(io.StringIO(text, newline=""))

"""Contacts and JSON: every version and habit of phones, and the ways they break."""

from __future__ import annotations

import json
import quopri
from pathlib import Path

import pytest
from tests.conftest import Clocked
from tests.importing import Desk, day, refused, texts

from leadfunnel.adapters.encodings import MixedEncodings, UnknownEncoding
from leadfunnel.adapters.json_rows import read_json
from leadfunnel.adapters.refusals import Damaged, LosslessExport, TooLarge
from leadfunnel.domain.customer import Customer
from leadfunnel.domain.sheet import EmptySheet
from leadfunnel.services.importing import BadRows


@pytest.fixture
def desk(clocked: Clocked, tmp_path: Path) -> Desk:
    folder = tmp_path / "files"
    folder.mkdir()
    return Desk(clocked, folder)


def card(*lines: str | bytes, version: str = "3.0") -> bytes:
    whole = ["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]
    return b"\r\n".join(one if isinstance(one, bytes) else one.encode() for one in whole)


def qp(text: str, charset: str) -> bytes:
    """Return quoted-printable with soft line ends, as phones write it."""
    return quopri.encodestring(text.encode(charset), quotetabs=True).replace(b"\n", b"\r\n")


def one(desk: Desk, data: bytes, **flags: object) -> Customer:
    found = desk.run(data, name="c.vcf", **flags)
    assert (found.added, found.refused) == (1, 0)
    return desk.all()[0]


def notes(desk: Desk) -> str:
    return "\n".join(entry.text for entry in desk.show("1").timeline)


IPHONE = card(
    "PRODID:-//Apple Inc.//iPhone OS 17.0//EN",
    "N:王;小姐;;;",
    "FN:王小姐",
    "ORG:华美装修;设计部",
    "item1.EMAIL;type=INTERNET;type=pref:w@x.cn",
    "item1.X-ABLabel:_$!<Work>!$_",
    "TEL;type=CELL;type=VOICE;type=pref:+86 138-0013-8000",
    "TEL;type=HOME:021 6234 5678",
    "item2.ADR;type=HOME;type=pref:;;浦东新区\\n世纪大道1号;上海市;;200120;中国",
    "NOTE:想换烟机\\, 预算8千\\n第二行 that is long enough to be folded by the phone and",
    "  goes on here",
    "BDAY;X-APPLE-OMIT-YEAR=1604:1604-08-15",
    "IMPP;X-SERVICE-TYPE=QQ;type=HOME:x-apple:12345678",
    "X-WECHAT:wang_xj88",
    "CATEGORIES:VIP,意向客户",
    "UID:ABC-123",
    "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ",
    " SkZJRg==",
)


def test_a_contact_of_an_iphone(desk: Desk) -> None:
    found = one(desk, IPHONE)
    assert found.name == "王小姐"
    assert [phone.number for phone in found.phones] == ["+8613800138000", "+862162345678"]
    assert (found.wechat, found.emails) == (("wang_xj88",), ("w@x.cn",))
    assert sorted(found.external_ids) == ["qq:12345678", "vcf:ABC-123"]
    assert found.company == "华美装修"
    assert found.address == "中国上海市浦东新区 世纪大道1号 200120"
    assert found.birthday == "--08-15"
    assert sorted(map(str, found.tags)) == ["VIP", "意向客户"]
    told = notes(desk)
    assert "想换烟机, 预算8千\n第二行 that is" in told
    assert "phone and goes on here" in told
    assert desk.again(name="c.vcf").added == 0


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "utf-8"])
def test_a_contact_of_outlook(desk: Desk, charset: str) -> None:
    coded = f";CHARSET={charset};ENCODING=QUOTED-PRINTABLE:".encode()
    data = card(
        b"N" + coded + qp("王;姐;;;", charset),
        b"FN" + coded + qp("王姐" * 20, charset),
        b"ORG;CHARSET=" + charset.encode() + b":" + "华美;销售".encode(charset),
        "TEL;WORK;VOICE:021-6234 5678",
        "TEL;CELL;:138 0013 8000",
        "TEL;WORK;FAX:021-62340000",
        "EMAIL;PREF;INTERNET:w@x.cn",
        "PHOTO;TYPE=JPEG;ENCODING=BASE64:",
        " /9j/4AAQSkZJRgABAQEAYABgAAD",
        "ABCDEFGH",
        "",
        "REV:20260101T000000Z",
        version="2.1",
    )
    found = one(desk, data)
    assert found.name == "王姐" * 20
    assert found.company == "华美"
    assert [phone.number for phone in found.phones] == ["+862162345678", "+8613800138000"]
    assert "fax: 021-62340000" in notes(desk)


def test_a_file_that_names_no_character_set(desk: Desk) -> None:
    data = card("N:张;三;;;", "TEL;CELL:13800138000", "NOTE:客户想换烟机", version="2.1")
    assert one(desk, data.decode().encode("gb18030")).name == "张三"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_files_with_a_mark(desk: Desk, encoding: str) -> None:
    assert one(desk, IPHONE.decode().encode(encoding)).name == "王小姐"


def test_big5_has_to_be_named(desk: Desk) -> None:
    data = card("FN:陳怡君", "NOTE:想看房子", version="2.1").decode().encode("big5")
    refused(desk, UnknownEncoding, data, name="c.vcf")
    assert one(desk, data, encoding="big5").name == "陳怡君"


def test_a_contact_of_version_4(desk: Desk) -> None:
    data = card(
        "UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",
        "FN;PID=1.1:J. Doe",
        'TEL;VALUE=uri;TYPE="voice,cell":tel:+1-201-555-0123;ext=55',
        "TEL;VALUE=uri:tel:+8613900139000",
        "BDAY:19900815",
        "EMAIL:mailto:j@x.com",
        "IMPP:weixin:jdoe_88",
        'ADR;LABEL="123 Main St\\nTown":;;123 Main St;Town;CA;91921;USA',
        version="4.0",
    )
    found = one(desk, data)
    assert [phone.number for phone in found.phones] == ["+12015550123;ext=55", "+8613900139000"]
    assert found.birthday == "1990-08-15"
    assert (found.emails, found.wechat) == (("j@x.com",), ("jdoe_88",))
    assert found.external_ids == ("vcf:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",)
    assert found.address == "123 Main St, Town, CA 91921, USA"


@pytest.mark.parametrize(
    ("line", "name"),
    [("N:王;小;;;", "王小"), ("N:Doe;Jane;Ann;Dr.;", "Jane Ann Doe"), ("n:;Ann;;;", "Ann")],
)
def test_the_name_of_a_contact_without_a_full_one(desk: Desk, line: str, name: str) -> None:
    assert one(desk, card(line, "TEL:13800138000")).name == name


@pytest.mark.parametrize(
    ("text", "birthday"),
    [
        ("--0815", "--08-15"),
        ("1990-08-15", "1990-08-15"),
        ("1990-08-15T00:00:00Z", "1990-08-15"),
        ("19900815", "1990-08-15"),
        ("circa 1800", None),
        ("1990", None),
    ],
)
def test_birthdays(desk: Desk, text: str, birthday: str | None) -> None:
    assert one(desk, card("FN:a", f"BDAY:{text}")).birthday == birthday
    assert (f"BDAY: {text}" in notes(desk)) is (birthday is None)


def test_what_no_field_takes_is_said(desk: Desk) -> None:
    found = desk.run(card("FN:a", "TITLE:设计师", "ANNIVERSARY:2015-06-01"), name="c.vcf")
    told = "\n".join(one.text.format(**one.values) for one in found.said)
    assert "not imported, 1: anniversary" in told
    assert desk.show("#1").timeline[0].text == "title: 设计师"
    assert desk.run(card("FN:b", "TITLE:设计师"), "title=note", name="d.vcf").added == 1


def test_several_cards_and_where_they_break(desk: Desk) -> None:
    data = b"".join(
        (
            card("FN:a", "TEL;X-自定义:13800138000", "AGENT:", card("FN:nested"), "NOTE:x"),
            b"\r\n",
            card("PHOTO;ENCODING=b:AAAA"),
            card("FN:b\0c"),
            card("FN:d", "NOTE:x", "no colon in this line"),
            card("FN:e").replace(b"END:VCARD\r\n", b""),
            card(b"FN:" + "王".encode("gbk")),
            card("FN:客户"),
            card("FN:张三"),
            card("FN:f")[:-12],
        )
    )
    error = refused(desk, BadRows, data, name="c.vcf")
    assert texts(error) == [
        "line 18 holds a NUL character",
        "line 28 is a card without an end",
        "line 31 is not utf-8 and names no encoding of its own",
        "line 43 is a card without an end",
    ]
    desk.again(name="c.vcf", skip_bad=True)
    assert [one.name for one in sorted(desk.all(), key=lambda one: one.id)] == [
        "a",
        "d",
        "客户",
        "张三",
    ]
    assert "x\nno colon in this line" in "\n".join(e.text for e in desk.show("2").timeline)


@pytest.mark.parametrize("data", [b"BEGIN:VCARD\n", b"BEGIN:VCARD\nEND:VCARD\n"])
def test_no_contacts(desk: Desk, data: bytes) -> None:
    refused(desk, BadRows if data.count(b"\n") == 1 else EmptySheet, data, name="c.vcf")


# --- JSON

LINES = (
    '{"name": "王姐", "phones": ["13800138000", "021-62345678"], "tags": ["VIP", "地区:浦东"]}\n'
    '{"name": "李", "created": "2026-03-05", "phone": 13900139000, "company": {"name": "华美"}}\n'
)


def test_lines_of_json(desk: Desk) -> None:
    found = desk.run(LINES, name="a.jsonl")
    assert found.added == 2
    wang, li = sorted(desk.all(), key=lambda one: one.name, reverse=True)
    assert [phone.number for phone in wang.phones] == ["+8613800138000", "+862162345678"]
    assert sorted(map(str, wang.tags)) == ["VIP", "region:浦东"]
    assert (li.company, li.phones[0].number) == ("华美", "+8613900139000")
    assert li.created_at == day("2026-03-05")


def test_a_list_of_json_over_many_lines(desk: Desk) -> None:
    rows = [{"name": "王", "phone": 1.3800138e10}, {"name": "李", "phone": None}]
    for document in (rows, {"total": 2, "data": rows}, {"customer": rows[0], "address": "x"}):
        text = json.dumps(document, indent=1)
        assert desk.run(text, name="a.json", dry_run=True).added in (1, 2)
    desk.run(json.dumps(rows, indent=1).replace("13800138000.0", "1.3800138E10"), name="a.json")
    assert {one.name: len(one.phones) for one in desk.all()} == {"王": 1, "李": 0}


def test_our_own_document_comes_back(desk: Desk) -> None:
    own = {
        "name": "a", "phones": ["+8613800138000", "+8613900139000"], "external_ids": ["x:1"],
        "stage_since": None, "do_not_contact": True, "owner": {"id": 1, "name": "lin"},
        "next_follow_up": {"date": "2026-12-01", "at": None}, "tags": ["a|b", "c"], "emails": [],
    }  # fmt: skip
    document = {"schema": "leadfunnel.list/1", "count": 1, "items": [own]}
    assert desk.run(json.dumps(document), name="a.json").added == 1
    (found,) = desk.all()
    assert (len(found.phones), found.external_ids, found.do_not_contact) == (2, ("x:1",), True)
    assert sorted(map(str, found.tags)) == ["a|b", "c"]


def test_broken_lines_are_told_by_their_number(desk: Desk) -> None:
    data = LINES.encode() + b'{"name": \n[1]\n\n{"name": "x\\u0000y"}\n{"name": "\xcd\xf5"}\n'
    error = refused(desk, BadRows, data + b'{"name": "s\\ud800"}\n' + b"[" * 100_000, name="a.json")
    assert texts(error) == [
        "line 3 is no valid JSON",
        "line 4 is no JSON object",
        "line 6 holds a NUL character",
        "line 7 is no valid JSON",
        "line 9 is no valid JSON",
    ]
    desk.again(name="a.json", skip_bad=True)
    assert sorted(one.name for one in desk.all()) == ["s\ufffd", "李", "王姐"]


def test_a_broken_document_is_told_by_its_line(desk: Desk) -> None:
    error = refused(desk, Damaged, '[\n{"name": "a"},\n{"name": "b"\n]\n', name="a.json")
    assert "line 4 is no valid JSON" in str(error.values["detail"])
    refused(desk, Damaged, "[" * 100_000, name="a.json")
    refused(desk, Damaged, '[{"name": "a"}] [', name="a.json")
    keys = json.dumps([{f"key {n}": 1} for n in range(1001)])
    refused(desk, TooLarge, keys, name="a.json")


@pytest.mark.parametrize("text", ["{}", "[]", "[{}]", '{"items": []}', "{}\n{}\n"])
def test_json_without_customers(desk: Desk, text: str) -> None:
    refused(desk, EmptySheet, text, name="a.json")


def test_numbers_that_would_fill_the_memory(desk: Desk) -> None:
    desk.run('{"name": "a", "note": 1e999999999}\n{"name": "b", "note": NaN}\n', name="a.json")
    assert len(desk.all()) == 2


def test_our_lossless_export_is_told_from_a_list() -> None:
    text = b'{"schema": "leadfunnel.export/1", "version": "0.1.0"}\n{"table": "customer"}\n'
    with pytest.raises(LosslessExport):
        read_json(text, "a.jsonl")


def test_mixed_encodings_are_told_by_line(desk: Desk) -> None:
    data = "姓名,备注\n王姐,想换烟机\n李,嫌贵\n".encode() + "张,老客户\n".encode("gbk") * 2
    error = refused(desk, MixedEncodings, data)
    assert error.values["lines"] == "4, 5"

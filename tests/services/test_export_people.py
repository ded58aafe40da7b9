"""Contacts and calendars: what phones read, with hostile words in it, and back again."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import NOW, Clocked

from leadfunnel import i18n
from leadfunnel.adapters.calendars import Appointment, Heading, calendar_text
from leadfunnel.adapters.contact_cards import Contact, card
from leadfunnel.adapters.content_lines import clean, folded, one_line
from leadfunnel.services.capture import Capture
from leadfunnel.services.details import Details, Entering
from leadfunnel.services.exporting import Export, Exporting
from leadfunnel.services.importing import Import, Importing
from leadfunnel.services.owners import UnknownOwner
from leadfunnel.services.promises import FollowUps

HOSTILE = (
    "王;姐,\\n",
    "x\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:evil",
    "a\u2028FN:evil\x85TEL:1\x0bNOTE:x",
    "END:VEVENT\nSUMMARY:evil",
    "tail\\",
    'quote" =; x:y',
    "字" * 90,
    "😀𠮷" * 40,
)
TEXT = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(codec="utf-8"), max_size=120))


def add(clocked: Clocked, entering: Entering | None = None, **given: Any) -> int:
    changed = Capture(clocked.book()).add(
        "", Details(**given), entering or Entering(), duplicate="force"
    )
    return changed.customers[0].id


def export(clocked: Clocked, form: str, *words: str, **flags: Any) -> str:
    found = Exporting(clocked.book()).run(Export(words, None, format=form, **flags))
    return "".join(found.chunks)


def events(text: str) -> list[Any]:
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


def names(text: str) -> list[str]:
    """The names of the properties of a text, as the simplest reader sees them."""
    lines = re.sub(r"\r\n[ \t]", "", text).splitlines()
    return [re.split("[:;]", line)[0] for line in lines]


# --- contacts


def test_a_card(clocked: Clocked) -> None:
    add(
        clocked,
        name="王姐",
        company="华美; 装饰",
        address="上海, 浦东",
        birthday="1988-06-18",
        phones=("13800138000", "021-61234567 转 80123", "12345"),
        wechat=("WangJie_88",),
        emails=("w@x.cn",),
        tags=("VIP", "region:浦东"),
    )
    text = export(clocked, "vcf")
    uid = re.search(r"UID:(leadfunnel-[0-9a-f]{10}-1)\r\n", text)
    assert uid is not None
    assert text == (
        "BEGIN:VCARD\r\nVERSION:3.0\r\n"
        f"UID:{uid[1]}\r\n"
        "ADR:;;上海\\, 浦东;;;;\r\nBDAY:1988-06-18\r\nCATEGORIES:VIP,region:浦东\r\n"
        "EMAIL;TYPE=INTERNET:w@x.cn\r\nFN:王姐\r\nN:;王姐;;;\r\nORG:华美\\; 装饰\r\n"
        "TEL;TYPE=CELL:+8613800138000\r\nTEL;TYPE=VOICE:+862161234567 ext 80123\r\n"
        "TEL;TYPE=VOICE:12345\r\nX-WECHAT:WangJie_88\r\nEND:VCARD\r\n"
    )
    assert export(clocked, "vcf") == text


@pytest.mark.parametrize(
    ("birthday", "told"),
    [("--06-18", "BDAY:--06-18"), ("1988-06-18", "BDAY:1988-06-18"), ("lunar:--08-15", "")],
)
def test_birthdays(birthday: str, told: str) -> None:
    found = re.findall(r"BDAY.*?(?=\r)", card(Contact("u", "x", birthday=birthday)))
    assert found == ([told] if told else [])


def test_latin_names_have_a_family_name() -> None:
    assert "\r\nN:Doe;Mary Jane;;;\r\n" in card(Contact("u", "Mary Jane Doe"))
    assert "\r\nN:;欧阳 娜娜;;;\r\n" in card(Contact("u", "欧阳 娜娜"))


@given(TEXT, TEXT, TEXT)
def test_no_value_makes_a_property(name: str, company: str, address: str) -> None:
    told = Contact(
        "u", name, company or "x", ("+8613800138000", name), (name,), (company,), address,
        categories=(name, company),
    )  # fmt: skip
    text = card(told)
    known = {"BEGIN", "VERSION", "UID", "FN", "N", "ORG", "TEL", "EMAIL", "ADR", "X-WECHAT"}
    assert set(names(text)) <= known | {"CATEGORIES", "END"}
    assert names(text).count("BEGIN") == names(text).count("FN") == 1
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.count("\r\n") == text.count("\n") == text.count("\r")
    read = vobject.readOne(text)
    assert read.fn.value == one_line(name)
    assert read.org.value == [one_line(company or "x")]


def test_people_come_back(clocked: Clocked, tmp_path: Path) -> None:
    add(
        clocked,
        name="=王;姐, \\",
        company="华美; 装饰",
        address="上海, 浦东; 一路",
        birthday="--06-18",
        phones=("13800138000", "021-61234567 转 80123", "12345"),
        wechat=("WangJie_88",),
        emails=("w@x.cn", "a@b.co"),
        tags=("VIP", "region:浦东 上海", "a/b"),
    )
    add(clocked, name="Mary Jane Doe", birthday="1988-06-18", emails=("m@x.cn",))
    add(clocked, company="Acme", phones=("13900139000",))
    for name in HOSTILE:
        add(clocked, name=name)
    path = tmp_path / "all.vcf"
    Exporting(clocked.book()).run(Export((), str(path)))
    other = Clocked(tmp_path / "other.db")
    assert Importing(other.book()).run(Import(str(path)), lambda: b"").added == 3 + len(HOSTILE)
    before, after = _people(clocked), _people(other)
    assert after == before


def _people(clocked: Clocked) -> list[tuple[object, ...]]:
    with clocked.book().read() as page:
        customers = page.customers(page.session.values("transfer.present"))
    return [
        (
            one_line(one.name),
            one.company,
            one.address,
            one.birthday,
            [phone.number for phone in one.phones],
            one.wechat,
            one.emails,
            sorted(map(str, one.tags)),
        )
        for one in customers
    ]


def test_two_stores_never_share_a_contact(clocked: Clocked, tmp_path: Path) -> None:
    other = Clocked(tmp_path / "other.db")
    other.user = "mei"
    uids = set()
    for store in (clocked, other):
        add(store, name="x")
        uids |= set(re.findall("UID:(.*)\r", export(store, "vcf")))
    assert len(uids) == 2


def test_an_empty_store_has_no_contacts(clocked: Clocked) -> None:
    assert export(clocked, "vcf") == ""


# --- calendars


def test_a_calendar(clocked: Clocked) -> None:
    add(clocked, Entering(when="2026-11-23 15:00"), name="王姐", phones=("13800138000",))
    add(clocked, Entering(when="2026-11-25"), phones=("13900139000",))
    FollowUps(clocked.book()).next("#1", ["2026-11-24 09:00", "回访 13800138000; 带样品"])
    clocked.now = NOW + 60
    text = export(clocked, "ics")
    found = icalendar.Calendar.from_ical(text)
    assert found["X-WR-CALNAME"] == "leadfunnel follow-ups"
    first, second, third = events(text)
    assert [event["SUMMARY"] for event in (first, second, third)] == [
        "王姐 call",
        "王姐 call 回访 138****8000; 带样品",
        "139****9000 call",
    ]
    assert first["DTSTART"].dt == datetime(2026, 11, 23, 7, tzinfo=UTC)
    assert first["DTEND"].dt - first["DTSTART"].dt == timedelta(minutes=15)
    assert first["DTSTAMP"].dt == datetime.fromtimestamp(NOW + 60, UTC)
    assert first["SEQUENCE"] == 60
    assert [alarm["TRIGGER"].dt for alarm in first.walk("VALARM")] == [timedelta(minutes=-10)]
    assert (third["DTSTART"].dt, third["DTEND"].dt) == (date(2026, 11, 25), date(2026, 11, 26))
    assert list(third.walk("VALARM")) == []
    assert second["DESCRIPTION"] == "回访 13800138000; 带样品\n#1 f3"
    assert all(re.fullmatch("leadfunnel-[0-9a-f]{10}-f[123]", e["UID"]) for e in events(text))


def test_the_words_are_those_of_the_language(clocked: Clocked) -> None:
    add(clocked, Entering(when="2026-11-23 15:00"), name="王姐")
    i18n.use("zh-CN")
    assert events(export(clocked, "ics"))[0]["SUMMARY"] == "王姐 电话"


def test_a_later_calendar_replaces_the_earlier_one(clocked: Clocked) -> None:
    add(clocked, Entering(when="2026-11-23 15:00"), name="王姐")
    before = events(export(clocked, "ics"))[0]
    clocked.now = NOW + 5
    FollowUps(clocked.book()).snooze("f1", ["2026-11-24 10:00"])
    after = events(export(clocked, "ics"))[0]
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTART"].dt > before["DTSTART"].dt


def test_only_open_ones_of_whoever_is_asked_for(clocked: Clocked) -> None:
    for name, user in (("王", "lin"), ("李", "小李"), ("张", "lin")):
        clocked.user = user
        add(clocked, Entering(when="2026-11-25"), name=name)
    FollowUps(clocked.book()).done("#3")

    def who(*words: str, **flags: Any) -> list[str]:
        return [str(one["SUMMARY"])[0] for one in events(export(clocked, "ics", *words, **flags))]

    assert who() == ["王", "李"]
    assert who("name=李") == ["李"]
    assert who(owner="小李") == ["李"]
    assert who(owner="all") == ["王", "李"]
    assert who("name=王", owner="小李") == []
    with pytest.raises(UnknownOwner):
        who(owner="nobody")


@given(TEXT, TEXT)
def test_no_word_makes_an_event(title: str, text: str) -> None:
    told = "".join(
        calendar_text(
            Heading("x", "Asia/Shanghai", NOW),
            [Appointment("u", date(2026, 11, 22), NOW, title, text, 3)],
        )
    )
    assert names(told).count("BEGIN") == 3
    assert names(told).count("SUMMARY") == 1
    assert all(len(line.encode()) <= 75 for line in told.split("\r\n"))
    (event,) = events(told)
    assert event["SUMMARY"] == one_line(title)
    assert event["DESCRIPTION"] == clean(text)


def test_the_last_day_there_is() -> None:
    told = calendar_text(Heading("x", "UTC", NOW), [Appointment("u", date.max, None, "t", "", 0)])
    assert "DTSTART;VALUE=DATE:99991231" in "".join(told)


def test_many_follow_ups(clocked: Clocked, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    lines = "".join(f"n{count},2026-12-{1 + count % 28:02}\n" for count in range(1201))
    path.write_text(f"name,next_follow_up\n{lines}", encoding="utf-8")
    Importing(clocked.book()).run(Import(str(path)), lambda: b"")
    found = Exporting(clocked.book()).run(Export((), str(tmp_path / "a.ics")))
    assert found.rows == 1201
    assert found.done().said[0].text == "Follow-ups in {path}: {count}."
    assert len(events((tmp_path / "a.ics").read_text(encoding="utf-8"))) == 1201


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=300))
def test_folding_parts_no_sign(text: str) -> None:
    told = folded(f"X{text}\r\n")
    assert told.replace("\r\n ", "") == f"X{text}\r\n"
    assert all(len(line.encode()) <= 75 for line in told.split("\r\n"))
